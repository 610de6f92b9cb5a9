import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { convert, libreOffice } from '#testing/libre-office.ts';
import { readSpreadsheet } from '../reports/spreadsheet.ts';

let world: ServedWorld;
const formula = '=HYPERLINK("http://elsewhere.example")';

beforeAll(async () => {
  world = await serveWorld();
  const stand = await world.write('director', 'umbrella_stand', 'create', {
    name: '北门',
    size: 'large',
    opened_on: '2009-01-01',
  });
  const stand_id = stand.json().answers[0].id;
  for (let i = 0; i < 205; i++) {
    const borrowers = [{ name: i === 0 ? formula : '张三', telephone: '13812345678' }];
    const fields = {
      stand_id,
      lent_on: '2009-09-01',
      note: i === 1 ? '𠮷田䶮，“引号”\n第二行' : null,
      borrowers,
    };
    await world.write('director', 'umbrella_loan', 'create', fields);
  }
}, 60_000);
afterAll(() => world.end());

const get = (who: string, url: string) =>
  world.ask(who, 'GET', `/api/records/umbrella_loan/${url}`);

it('has exactly the rows of the list, over several pages and under its filters', async () => {
  const { count } = (
    await world.ask('director', 'GET', '/api/records/umbrella_loan?count=1')
  ).json();
  const sheets = await readSpreadsheet((await get('director', 'export.xlsx')).rawPayload);
  expect(sheets.rows.length - 1).toBe(count);
  expect(count).toBe(205);
  const none = await readSpreadsheet(
    (await get('director', 'export.xlsx?filter.state=lost')).rawPayload,
  );
  expect(none.rows.length).toBe(1);
  const strange = await readSpreadsheet((await get('stranger', 'export.xlsx')).rawPayload);
  expect(strange.rows.length).toBe(1);
});

it('masks what is private and writes a formula as text', async () => {
  const csv = (await get('director', 'export.csv?lang=en')).rawPayload.toString('utf8');
  expect(csv).toContain('138****5678');
  expect(csv).not.toContain('13812345678');
  expect(csv).not.toMatch(/(^|,|")=HYPERLINK/m);
  expect(csv).toContain('𠮷田䶮');
  expect(csv.split('\r\n')[0]).toContain('Lent on');
});

it('leaves a line in the access log, with the number of rows and nothing of their content', async () => {
  await get('director', 'export.csv');
  const { rows } = await world.owner.query(
    `select detail from access_log where deed = 'exported' order by id desc limit 1`,
  );
  expect(rows).toEqual([{ detail: { rows: 205, format: 'csv' } }]);
});

it('is refused to whoever holds no line of it', async () => {
  expect((await get('system', 'export.csv')).statusCode).toBe(404);
});

it.skipIf(!libreOffice)(
  'opens in LibreOffice with the same rows',
  async () => {
    const file = (await get('director', 'export.xlsx')).rawPayload;
    const csv = (
      await convert(file, 'export.xlsx', 'csv:Text - txt - csv (StarCalc):44,34,76')
    ).toString('utf8');
    expect(csv.match(/（2009）借字第\d+号/g)?.length).toBe(205);
    expect(csv).toContain(formula.replaceAll('"', '""'));
  },
  60_000,
);
