/** A cell of a form is a door to what it counts: a narrowed one, and a sum of several. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { definitionFor } from '../reports/bound-form.ts';
import { readSpreadsheet } from '../reports/spreadsheet.ts';
import { doorOfDefinition } from './figure-named.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld();
  for (const [size, lent, returned] of [
    ['large', 3, 2],
    ['small', 4, 1],
  ] as const) {
    const fields = { name: size, size, opened_on: '2009-01-01' };
    const stand = await world.write('director', 'umbrella_stand', 'create', fields);
    const stand_id = stand.json().answers[0].id;
    for (let i = 0; i < lent; i++) {
      const loan = { stand_id, lent_on: `2009-05-0${i + 1}`, borrowers: [{ name: '张三' }] };
      const made = await world.write('director', 'umbrella_loan', 'create', loan);
      const { id } = made.json().answers[0];
      if (i >= returned) continue;
      const day = { returned_on: '2009-05-05' };
      const back = await world.write('director', 'umbrella_loan', 'take_back', day, {
        id,
        expected_version: 1,
      });
      if (back.statusCode !== 200) throw new Error(back.body);
    }
  }
}, 60_000);
afterAll(() => world.end());

const year = 'from=2009-01-01&to=2009-12-31';
const door = (cell: {
  name: string;
  facets?: string;
  also?: string;
  what?: 'measure' | 'indicator';
}) => {
  const { name, facets = null, also = null, what = 'measure' } = cell;
  const bound = { sheet: '表', cell: 'B1', what, name, facets, also, show: null };
  const found = definitionFor(world.book, bound);
  if ('message' in found) throw new Error(found.message.en);
  return doorOfDefinition(world.book, found.definition)!;
};
const ask = (name: string, rest = '', who = 'director') =>
  world.ask(who, 'GET', `/api/figures/${encodeURIComponent(name)}${rest}?${year}`);

it.each([
  ['as it is', { name: 'loans' }, 7, 7],
  ['narrowed', { name: 'loans', facets: 'size=large' }, 3, 3],
  [
    'a sum of parts',
    { name: 'loans', facets: 'size=large', also: 'measure:loans?size=small' },
    7,
    7,
  ],
  // Two large ones were lent and came back: one row each, which counts for both.
  [
    'a sum over one record',
    { name: 'loans', facets: 'size=large', also: 'measure:loans_returned' },
    6,
    4,
  ],
])('%s', async (_what, cell, value, records) => {
  const name = door(cell);
  const figure = await ask(name);
  expect([figure.statusCode, figure.json().value]).toEqual([200, value]);
  const rows: { id: string; amount: number; day: string }[] = [];
  for (let after = ''; ;) {
    const page = (await ask(name, '/records')).json();
    const part = (
      await world.ask(
        'director',
        'GET',
        `/api/figures/${encodeURIComponent(name)}/records?${year}&limit=2${after && `&after=${after}`}`,
      )
    ).json();
    rows.push(...part.records);
    expect([page.total, page.listed]).toEqual([value, value]);
    if (!part.next) break;
    after = part.next;
  }
  expect(rows.reduce((sum, row) => sum + row.amount, 0)).toBe(value);
  expect(new Set(rows.map((row) => row.id)).size).toBe(records);
  expect(rows.map((row) => row.day)).toEqual(rows.map((row) => row.day).toSorted());
  const entries = (await ask(name, '/entries')).json().lines;
  expect(entries.reduce((sum: number, { amount }: any) => sum + amount, 0)).toBe(value);
  const file = await readSpreadsheet((await ask(name, '/records.xlsx')).rawPayload);
  const amounts = file.rows.map((row) => row[4]).filter((amount) => typeof amount === 'number');
  expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBe(value);
});

it('is the figure itself where one counts exactly this', () => {
  expect(door({ name: 'loans' })).toBe('loans');
  expect(door({ name: 'loans', facets: 'size=large' })).toBe('large_loans');
  expect(door({ name: 'loans', facets: 'size=small' })).toBe('count:loans?size=small');
  expect(door({ name: 'return_rate', what: 'indicator' })).toBe('return_rate');
});

it('is refused where it is no count, cannot be added, or is of a line that one does not hold', async () => {
  for (const name of ['count:nothing', 'count:loans?size=huge', 'count:loans?colour=red', 'count:'])
    expect((await ask(name)).statusCode).toBe(name.includes('loans') ? 422 : 404);
  const twice = await ask('count:loans;loans?size=large');
  expect([twice.statusCode, twice.json().detail.en]).toEqual([
    422,
    expect.stringContaining('twice'),
  ]);
  expect((await ask('count:loans?size=small', '', 'system')).statusCode).toBe(404);
});
