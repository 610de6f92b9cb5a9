/** A number that left the house is remembered with its receiver; offices without a line are named. */
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';
import { foldPages } from '../ledger/fold.ts';
import { closePage } from '../ledger/page.ts';
import { silentAtOnce } from './silent-units.ts';
import { readSpreadsheet } from '../reports/spreadsheet.ts';

let world: ServedWorld;
let stand_id: string;
const lend = (who: string, lent_on: string) =>
  world.write(who, 'umbrella_loan', 'create', { stand_id, lent_on, borrowers: [{ name: '李四' }] });
const year = 'from=2009-01-01&to=2009-12-31';

beforeAll(async () => {
  world = await serveWorld();
  const stand = { name: '东门', size: 'small', opened_on: '2009-01-01' };
  const made = await world.write('director', 'umbrella_stand', 'create', stand);
  stand_id = made.json().answers[0].id;
  await lend('director', '2009-03-02');
});
afterAll(() => world.end());

const told = async (who: string) =>
  (await world.ask(who, 'GET', `/api/figures/loans/given-out?${year}`)).json().given;

it('remembers value, receiver and day, and shows what the same period counts now', async () => {
  const payload = { from: '2009-01-01', to: '2009-12-31', receiver: '政法委', by_way: 'copy' };
  const noted = await world.ask('director', 'POST', '/api/figures/loans/given-out', { payload });
  expect(noted.json()).toMatchObject({ value: 1, receiver: '政法委' });
  await lend('director', '2009-04-02');
  expect(await told('director')).toMatchObject([
    { receiver: '政法委', by_way: 'copy', value: 1, now: 2, from: '2009-01-01', to: '2009-12-31' },
  ]);
  const { given } = (await world.ask('director', 'GET', `/api/figures/given-out?${year}`)).json();
  expect(given).toMatchObject([{ indicator: 'loans', value: 1 }]);
  // It was told of this unit: not of the county above, and not to an office beside it.
  expect(await told('county')).toEqual([]);
  const beside = `/api/figures/loans/given-out?${year}&unit=${unitId('n1')}`;
  expect((await world.ask('stranger', 'GET', beside)).statusCode).toBe(404);
  expect((await world.ask('county', 'GET', beside)).json().given).toHaveLength(1);
});

it("refuses a day to come, a receiver without a name, and a value of one's own", async () => {
  const post = async (payload: object) =>
    (await world.ask('director', 'POST', '/api/figures/loans/given-out', { payload })).statusCode;
  const fine = { receiver: '政法委', by_way: 'spoken' };
  expect(await post({ ...fine, given_on: '2999-01-01' })).toBe(422);
  expect(await post({ ...fine, receiver: '  ' })).toBe(422);
  expect(await post({ ...fine, value: 9000 })).toBe(422);
  await expect(world.owner.query('update given_out set value = 9000')).rejects.toThrow(
    /append-only/,
  );
});

it('names the offices that have a book and wrote nothing this month', async () => {
  const silent = async (to: string) =>
    (await world.ask('office', 'GET', `/api/figures/silent-units?to=${to}`)).json();
  await closePage(world.owner, new Date().toISOString());
  await foldPages(world.owner);
  expect(await silent('2999-12-31')).toMatchObject({ offices: 1, silent: [] });
  expect(await silent('2009-05-31')).toMatchObject({
    month: '2009-05',
    offices: 1,
    silent_count: 1,
    silent: [{ id: unitId('n1') }],
    next: null,
  });
});

it('names them a page at a time, where there are many', async () => {
  const many = silentAtOnce + 5;
  await world.owner.query(
    `insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from)
      select 5000 + n, 'Q' || n, 'township', 'Q' || n, 'Q' || n, 'Q' || n, 2, '1.2.' || 5000 + n || '.', '2000-01-01'
      from generate_series(1, $1::int) n`,
    [many],
  );
  await world.owner.query(
    `insert into balance (measure_id, unit_id, month, page_month, facet_set_id, guard, own, subtree)
      select b.measure_id, 5000 + n, b.month, b.page_month, b.facet_set_id, b.guard, b.own, b.subtree
      from (select * from balance where unit_id = $2 and subtree > 0 limit 1) b, generate_series(1, $1::int) n`,
    [many, unitId('n1')],
  );
  const page = async (after: number) =>
    (
      await world.ask('office', 'GET', `/api/figures/silent-units?to=2009-05-31&after=${after}`)
    ).json();
  const first = await page(0);
  expect(first).toMatchObject({ silent_count: many + 1, next: silentAtOnce });
  expect(first.silent).toHaveLength(silentAtOnce);
  const rest = await page(first.next);
  expect(rest.silent).toHaveLength(many + 1 - silentAtOnce);
  expect(rest.next).toBeNull();
});

it('gives the table as a file whose numbers are numbers', async () => {
  const file = await world.ask('director', 'GET', `/api/figures.xlsx?${year}&lang=en`);
  expect(file.headers['content-disposition']).toMatch(/2009-12-31\.xlsx/);
  const { rows } = await readSpreadsheet(file.rawPayload);
  const loans = rows.find((row) => row[0] === 'Loans');
  expect(loans?.[1]).toBe(2);
});

it('makes no formula of what somebody typed', async () => {
  const bad = '=HYPERLINK("http://evil.example","李四")';
  const made = await world.write('director', 'umbrella_loan', 'create', {
    stand_id,
    lent_on: '2009-05-02',
    borrowers: [{ name: bad }],
  });
  expect(made.statusCode).toBe(200);
  for (const url of ['/api/figures.xlsx', '/api/figures/loans/records.xlsx']) {
    const file = await world.ask('director', 'GET', `${url}?${year}&lang=en`);
    expect(file.statusCode).toBe(200);
    const zip = await JSZip.loadAsync(file.rawPayload);
    for (const sheet of zip.file(/worksheets\/.*\.xml$/))
      expect(await sheet.async('string')).not.toMatch(/<f[ >]/);
  }
});

it('gives the records behind a figure as a file of as many rows, and leaves a line in the log', async () => {
  const url = '/api/figures/loans/records';
  const listed = (await world.ask('director', 'GET', `${url}?${year}&limit=500`)).json();
  const file = await world.ask('director', 'GET', `${url}.xlsx?${year}&lang=en`);
  const { rows } = await readSpreadsheet(file.rawPayload);
  const head = rows.findIndex((row) => row[0] === 'Number');
  const amounts = rows.slice(head + 1).map((row) => row[4] as number);
  expect(amounts).toHaveLength(listed.records.length);
  expect(amounts.reduce((sum, n) => sum + n, 0)).toBe(listed.total);
  const { rows: log } = await world.owner.query(
    `select detail from access_log where deed = 'exported' order by id desc limit 1`,
  );
  expect(log[0].detail).toMatchObject({ indicator: 'loans', rows: amounts.length });
  expect(
    (await world.ask('stranger', 'GET', `${url}.xlsx?${year}&unit=${unitId('n1')}`)).statusCode,
  ).toBe(404);
});
