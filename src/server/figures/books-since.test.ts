/** A year compares with the year before only from where the books were kept. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { asBooksWereKept, booksSince } from './books-since.ts';

let world: World;
const city = () => unitId('city');
const since = (from: string, to: string) => booksSince(world, world.owner, city(), { from, to });

beforeAll(async () => {
  world = await makeWorld();
  const director = await world.actor('director', 'city');
  const stand = deed('umbrella_stand', 'create', {
    name: '东门',
    size: 'small',
    opened_on: '2005-01-01',
  });
  const [made] = await world.write(director, stand);
  for (const lent_on of ['2005-03-02', '2008-06-10', '2009-02-01']) {
    const fields = { stand_id: made!.id, lent_on, borrowers: [{ name: '李四' }] };
    const rest = { unit_id: unitId('n1a') };
    await world.write(director, deed('umbrella_loan', 'create', fields, rest));
  }
  await closePage(world.owner, '2009-03-01T00:00:00.000Z');
  await foldPages(world.owner);
});
afterAll(() => world.end());

it('begins anew after a year without a line, and rests for some months without ending', async () => {
  expect(await since('2008-01-01', '2008-12-31')).toBe('2008-06-01');
  expect(await since('2009-01-01', '2009-12-31')).toBe('2009-01-01');
  expect(await since('2006-06-01', '2007-03-31')).toBeNull();
});

it('gives no comparison with days before, and no zero for a register that begins later', async () => {
  const figure = (indicator: string, year: number, value: number) => ({
    indicator,
    kind: 'flow' as const,
    value,
    last_year: 1,
    reported: true,
    not_reported_reason: null,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
  });
  const name = 'loans';
  const of = (year: number, value: number) =>
    asBooksWereKept(world, world.owner, city(), [figure(name, year, value)]);
  expect(await of(2009, 1)).toMatchObject({
    last_year_since: '2008-06-01',
    figures: [{ value: 1, last_year: null }],
  });
  expect(await of(2010, 0)).toMatchObject({
    last_year_since: null,
    figures: [{ value: 0, last_year: 1 }],
  });
  expect((await of(2004, 0)).figures[0]).toMatchObject({
    value: null,
    reported: false,
    not_reported_reason: { zh: '2005年3月前未建账', en: 'Not kept before March 2005' },
  });
});
