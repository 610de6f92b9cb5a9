/**
 * An officer writes a visit down on a telephone, and the director takes over a file that another office sends. Files
 * of help-education are seen by whose they are, and every page here is judged by axe.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { writeRecords } from '#server/records/write.ts';
import type { Actor } from '#engine/permission.ts';
import { ask, enterAs, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
let officer: Seat;
let director: Seat;
beforeAll(async () => {
  served = await serveCity();
  officer = await enterAs(served, 'clerk', { viewport: { width: 375, height: 812 } });
  director = await enterAs(served, 'zhenluo');
}, 600_000);
afterAll(() => served.end());

type Page = { readonly records: readonly { readonly id: string; readonly unit_id: number }[] };
type Found = { readonly record: Readonly<Record<string, any>>; readonly title: { zh: string } };

const files = (seat: Seat) =>
  ask<Page>(seat, '/api/records/help_file', { 'filter.state': 'helping' });
const read = async (seat: Seat, type: string, id: string) =>
  ask<Found>(seat, `/api/records/${type}/${id}`);

test('an officer records a visit on a telephone, and the next one falls due', async () => {
  const { page } = officer;
  const { today } = await ask<{ today: string }>(officer, '/api/session');
  const { id } = (await files(officer)).records[0]!;
  const before = (await read(officer, 'help_file', id)).record;

  await page.goto(`/records/help_file/${id}`);
  await officer.settled();
  expect(await faults(page, 'zh')).toEqual([]);
  await page.getByRole('button', { name: '登记走访' }).first().click();
  const form = page.locator('.action-panel');
  await form.getByRole('radio', { name: '上门走访' }).check();
  await form.getByLabel('走访日期').fill(today);
  await form.getByRole('radio', { name: '稳定' }).check();
  await form.getByLabel('走访记录').fill('在家务农，收入稳定，家属表示放心。');
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot').getByRole('button', { name: '登记走访' }).click();
  await page.locator('.receipt').waitFor();
  await expect.poll(() => page.locator('.receipt').innerText()).toContain('走访谈话');

  const { record } = await read(officer, 'help_file', id);
  expect(record['visits'].length).toBe(before['visits'].length + 1);
  expect(record['last_visit_on']).toBe(today);
  expect(record['next_visit_on'] > today).toBe(true);
});

test('the director sees nobody by name on Today', async () => {
  const { page } = director;
  await page.goto('/today');
  await director.settled();
  const visits = page.locator('main').getByText(/^走访：/);
  await expect.poll(() => visits.count()).toBeGreaterThan(0);
  for (const text of await visits.allInnerTexts()) {
    expect(text).toMatch(/^走访：某人（\d{4}）帮字第\d+号/);
    expect(text).not.toContain('帮教');
  }
});

test('the director accepts a move: the file, its history and its person come along', async () => {
  const { id, by } = await somebodyAsks();
  const { page } = director;
  await page.goto('/today');
  await director.settled();
  await page.goto(`/records/help_move/${id}`);
  await director.settled();
  expect(await faults(page, 'zh')).toEqual([]);
  const { record } = await read(director, 'help_move', id);
  const file_id = record['file_id'] as string;
  const early = await director.page.request.get(`${served.address}/api/records/help_file/${file_id}`);
  expect(early.status()).toBe(404);

  await page.getByRole('button', { name: '接收', exact: true }).first().click();
  await page.locator('.form-foot').getByRole('button', { name: '接收' }).click();
  await page.locator('.receipt').waitFor();

  const file = await read(director, 'help_file', file_id);
  expect(file.record['offices'].length).toBeGreaterThan(1);
  expect(file.title.zh).not.toContain('某人');
  await page.goto(`/records/help_file/${file_id}`);
  await director.settled();
  expect(await faults(page, 'zh')).toEqual([]);
  // The office that had it no longer does.
  const { rows } = await served.city.services.owner.query('select path from help_file where id = $1', [file_id]);
  expect(rows[0].path.startsWith(by.grant.path)).toBe(false);
}); // prettier-ignore

/** The director of a neighbouring office asks Zhenluo to take somebody over. */
async function somebodyAsks(): Promise<{ id: string; by: Actor }> {
  const { owner, writer, book, names, calendar, clock } = served.city.services;
  const { rows } = await owner.query(
    `select f.id, g.account_id, u.id as unit_id, u.path from help_file f
      join unit u on u.id = f.unit_id join grants g on g.unit_id = u.id and g.role = 'director'
      where f.state = 'helping' and f.received_on > '2020-01-01' and u.code like '640502%' and u.code <> '640502104000'
        and not exists (select from help_move m where m.file_id = f.id) order by f.id limit 1`,
  );
  const [{ id: file_id, account_id, unit_id, path }] = rows;
  const zhenluo = await owner.query(`select id from unit where code = '640502104000'`);
  const grant = { role: 'director', unit_id, path, lines: ['*'] } as const;
  const by: Actor = { person_id: account_id, name: 'neighbour', grant };
  const id = randomUUID();
  const context = { pool: writer, book, names, calendar, actor: by, now: clock() };
  const fields = { file_id, to_unit_id: zhenluo.rows[0].id, reason: '到镇罗镇务工' };
  await writeRecords(context, [
    { write_id: randomUUID(), type: 'help_move', id, deeds: [{ action: 'ask', fields }] },
  ]);
  return { id, by };
}
