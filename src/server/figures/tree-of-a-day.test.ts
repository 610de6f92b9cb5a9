/** Figures under the boundaries of any day: of the unit itself, of its months and of the units that stood below it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import { writeRecords } from '../records/write.ts';
import { mergeUnits, moveUnit } from '../units/tree.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld();
  const director = await world.actor('director', 'city');
  const writing = world.context(director);
  const opened = { name: '门', size: 'large', opened_on: '2009-01-01' };
  const [stand] = await writeRecords(writing, [deed('umbrella_stand', 'create', opened)]);
  for (const unit of ['n1a', 'n1a', 'n1b', 'n2a']) {
    const fields = { stand_id: stand!.id, lent_on: '2009-05-05', borrowers: [{ name: '张三' }] };
    const unit_id = unitId(unit);
    await writeRecords(writing, [deed('umbrella_loan', 'create', fields, { unit_id })]);
  }
  const actor = await world.actor('system_admin', 'city');
  const tree = { owner: world.owner, book: world.book, actor, now: '2010-06-01T02:00:00.000Z' };
  const reason = '区划调整';
  await moveUnit(tree, {
    unit_id: unitId('n1'),
    parent_id: unitId('south'),
    from_day: '2010-03-01',
    reason,
  });
  await mergeUnits(tree, {
    from: [unitId('n2')],
    into: unitId('s1'),
    on_day: '2010-04-01',
    reason,
  });
}, 60_000);
afterAll(() => world.end());

const year = 'from=2009-01-01&to=2009-12-31';
const get = async (path: string, who = 'office') => {
  const answer = await world.ask(who, 'GET', path);
  expect(`${path} ${answer.statusCode} ${answer.statusCode === 200 ? '' : answer.body}`).toBe(
    `${path} 200 `,
  );
  return answer.json();
};

it('a county has what stood in it then, and now what stands in it now; the city is the same', async () => {
  const loans = async (place: string, tree = '') => {
    const query = `unit=${unitId(place)}&${year}${tree && `&tree=${tree}`}`;
    const { figures } = await get(`/api/figures?${query}`);
    const one = await get(`/api/figures/loans?${query}`);
    const listed = figures.find((figure: { indicator: string }) => figure.indicator === 'loans');
    expect(one.value).toBe(listed.value);
    const sum = (rows: { value: number | null }[]) =>
      rows.reduce((total, { value }) => total + (value ?? 0), 0);
    expect(sum(one.months)).toBe(one.value ?? 0);
    expect(sum(one.units)).toBe(one.value ?? 0);
    const below = one.units.filter((row: { value: number }) => row.value);
    return [one.value, ...below.map((row: any) => `${row.unit.name.en} ${row.value}`)];
  };
  expect(await loans('north', '2009-12-31')).toEqual([4, 'n1 3', 'n2 1']);
  expect(await loans('north', '2010-03-15')).toEqual([1, 'n2 1']);
  expect((await loans('north'))[0] ?? 0).toBe(0);
  expect(await loans('south')).toEqual([4, 'n1 3', 's1 1']);
  expect((await loans('south', '2009-12-31'))[0] ?? 0).toBe(0);
  expect(await loans('city', '2009-12-31')).toEqual([4, 'north 4']);
});

it('opens its records under the present boundaries alone, and says so', async () => {
  const path = `/api/figures/loans/records?unit=${unitId('south')}&${year}`;
  expect((await get(path)).total).toBe(4);
  const refused = await world.ask('office', 'GET', `${path}&tree=2009-12-31`);
  expect([refused.statusCode, refused.json().kind]).toEqual([422, 'invalid']);
  const broken = await world.ask('office', 'GET', `/api/figures?${year}&tree=2009-02-30`);
  expect(broken.statusCode).toBe(422);
});
