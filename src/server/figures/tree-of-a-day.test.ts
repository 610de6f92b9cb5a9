/** Figures under the boundaries of any day: of the unit itself, of its months and of the units that stood below it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed, unitId } from '#testing/world.ts';
import { readSpreadsheet } from '../reports/spreadsheet.ts';
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

it('opens its records under those boundaries, and tells how much is kept elsewhere now', async () => {
  const opened = async (place: string, tree: string, who = 'office') => {
    const path = `/api/figures/loans/records?unit=${unitId(place)}&${year}${tree && `&tree=${tree}`}`;
    const page = await get(path, who);
    const sum = page.records.reduce((all: number, { amount }: any) => all + amount, 0);
    expect(sum).toBe(page.listed);
    expect(page.listed + page.elsewhere + page.guarded).toBe(page.total);
    return [page.total, page.listed, page.elsewhere];
  };
  expect(await opened('south', '')).toEqual([4, 4, 0]);
  expect(await opened('south', '2009-12-31')).toEqual([0, 0, 0]);
  expect(await opened('north', '2009-12-31')).toEqual([4, 4, 0]);
  expect(await opened('n2', '2009-12-31')).toEqual([1, 1, 0]);
  // What the county had in 2009 is in the other county now: counted, and out of its reach.
  expect(await opened('north', '2009-12-31', 'county')).toEqual([4, 0, 4]);
  const query = `unit=${unitId('north')}&${year}&tree=2009-12-31`;
  const { lines } = await get(`/api/figures/loans/entries?${query}`);
  expect(lines.reduce((all: number, { amount }: any) => all + amount, 0)).toBe(4);
  const changes = await get(`/api/figures/loans/changes?${query}&as_of=2009-06-30`);
  expect([changes.now, changes.lines.length]).toEqual([4, 4]);
  const file = await world.ask('office', 'GET', `/api/figures/loans/records.xlsx?${query}&lang=en`);
  const { rows } = await readSpreadsheet(file.rawPayload);
  expect(rows.filter((row) => row[3] === '2009-05-05')).toHaveLength(4);
  expect(JSON.stringify(rows)).toContain('Under the boundaries of 31 December 2009');
  const broken = await world.ask('office', 'GET', `/api/figures?${year}&tree=2009-02-30`);
  expect(broken.statusCode).toBe(422);
});

it('is told to nobody and doubted by nobody under other boundaries', async () => {
  const body = { unit: unitId('north'), from: '2009-01-01', to: '2009-12-31', tree: '2009-12-31' };
  for (const [path, more] of [
    ['ask', { text: '是否漏记' }],
    ['given-out', { receiver: '政法委', by_way: 'spoken' }],
  ] as const) {
    const payload = { ...body, ...more };
    const answer = await world.ask('office', 'POST', `/api/figures/loans/${path}`, { payload });
    expect(answer.statusCode).toBe(422);
  }
});
