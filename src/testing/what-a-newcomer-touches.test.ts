/**
 * What the how-to pages promise, on the invented line: a field is its definition and one migration, an indicator is its
 * entry, a line is a definition in a list. Nothing of server, files or API is touched in between.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeList, code } from '#engine/field.ts';
import { Book } from '#engine/line.ts';
import type { Line } from '#engine/line.ts';
import { defineRecord } from '#engine/record.ts';
import { buildApp } from '#server/app.ts';
import { LedgerNames } from '#server/ledger/names.ts';
import { readSpreadsheet } from '#server/reports/spreadsheet.ts';
import { serveWorld } from './served-world.ts';
import type { ServedWorld } from './served-world.ts';
import { loan, umbrellaLending } from './umbrella-lending.ts';

const colours = codeList('umbrella_colours', { en: 'Colours', zh: '颜色' }, [
  ['black', 'Black', '黑色'],
  ['red', 'Red', '红色'],
]);

/** The definition: the field, a place in the form, a filter. */
const coloured = defineRecord({
  ...loan,
  fields: { ...loan.fields, colour: code('Colour', '颜色', colours) },
  form: [...loan.form, { label: { en: 'Umbrella', zh: '雨伞' }, fields: ['colour'] }],
  list: { ...loan.list, filters: [...loan.list.filters, 'colour'] },
} as never);

/** The migration, as the how-to page words it. */
const migration = `alter table umbrella_loan add column colour text; call show_records('umbrella_loan');`;

/** An indicator is an entry in a list. */
const line: Line = {
  ...umbrellaLending,
  records: umbrellaLending.records.map((type) => (type === loan ? coloured : type)),
  codes: [...umbrellaLending.codes, colours],
  indicators: [
    ...umbrellaLending.indicators,
    {
      name: 'small_loans',
      kind: 'flow',
      group: 'work',
      label: { en: 'Small umbrellas', zh: '小伞' },
      counter: { en: 'loans', zh: '次' },
      rule: { en: 'Loans from small stands.', zh: '小伞架借出。' },
      count: { measure: 'loans', where: { size: ['small'] } },
    },
  ],
};

let world: ServedWorld;
let app: ServedWorld['app'];
let cookie: string;
beforeAll(async () => {
  world = await serveWorld();
  await world.owner.query(migration);
  const book = new Book([line]);
  app = await buildApp({ ...world, book, names: await LedgerNames.open(world.writer, book) });
  const answer = await app.inject({
    method: 'POST',
    url: '/api/session',
    headers: { 'x-taizhang': '1' },
    payload: { username: 'director', password: 'umbrella rain 7' },
  });
  cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
}, 60_000);
afterAll(async () => {
  await app.close();
  await world.end();
});

const ask = (method: 'GET' | 'POST', url: string, payload?: object) =>
  app.inject({
    method,
    url,
    headers: { 'x-taizhang': '1', cookie },
    ...(payload ? { payload } : {}),
  });
const write = async (type: string, action: string, fields: object, rest: object = {}) =>
  (
    await ask('POST', '/api/writes', {
      writes: [
        { write_id: randomUUID(), type, id: randomUUID(), deeds: [{ action, fields }], ...rest },
      ],
    })
  ).json();

it('a field is in the API, the register, its filter, the history, the files and the empty sheet', async () => {
  const stand = await write('umbrella_stand', 'create', {
    name: '北门',
    size: 'small',
    opened_on: '2009-01-01',
  });
  const stand_id = stand.answers[0].id;
  const lent = { stand_id, lent_on: '2009-03-02', borrowers: [{ name: '张三' }] };
  const [red, plain] = [
    await write('umbrella_loan', 'create', { ...lent, colour: 'red' }),
    await write('umbrella_loan', 'create', lent),
  ].map((one) => one.answers[0].id);
  const wrong = await write('umbrella_loan', 'create', { ...lent, colour: 'blue' });
  expect(wrong.issues.map((issue: { field: string }) => issue.field)).toEqual(['colour']);
  await write('umbrella_loan', 'change', { colour: 'black' }, { id: plain, expected_version: 1 });

  const record = (await ask('GET', `/api/records/umbrella_loan/${red}`)).json();
  expect(JSON.stringify(record)).toContain('"colour":"red"');
  const found = (await ask('GET', '/api/records/umbrella_loan?filter.colour=red')).json();
  expect(found.records.map((one: { id: string }) => one.id)).toEqual([red]);
  const history = (await ask('GET', `/api/records/umbrella_loan/${plain}/versions`)).body;
  expect(history).toContain('colour');
  const csv = (await ask('GET', '/api/records/umbrella_loan/export.csv?lang=en')).body;
  expect(csv.split('\n')[0]).toContain('Colour');
  expect(csv).toMatch(/Red/);
  const sheet = await ask('GET', '/api/import/umbrella_loan/template.xlsx?lang=zh');
  expect(sheet.statusCode).toBe(200);
  const { rows } = await readSpreadsheet(sheet.rawPayload, { bytesMax: 1e7, rowsMax: 100 });
  expect(rows.flat()).toContain('颜色');
});

it('an indicator is counted, opened and called by its name, also for records written before', async () => {
  const period = 'from=2009-01-01&to=2009-12-31';
  const figures = (await ask('GET', `/api/figures?${period}`)).json().figures;
  const one = figures.find((figure: { indicator: string }) => figure.indicator === 'small_loans');
  expect([one.value, one.label.zh]).toEqual([2, '小伞']);
  const opened = (await ask('GET', `/api/figures/small_loans/records?${period}`)).json();
  expect([opened.records.length, opened.total]).toEqual([2, 2]);
});
