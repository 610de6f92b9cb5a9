/**
 * A judicial officer takes a report on a telephone, the director releases somebody, whose file goes on to resettlement
 * by itself, and a minor's file is there for one person only. Every page here is judged by axe.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { derivedId } from '#engine/derived-id.ts';
import { addDays } from '#engine/day.ts';
import { ask, becomes, enterAs, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
let officer: Seat;
let desk: Seat;
beforeAll(async () => {
  served = await serveCity();
  officer = await enterAs(served, 'clerk', { viewport: { width: 375, height: 812 } });
  desk = await enterAs(served, 'zhenluo');
}, 600_000);
afterAll(() => served.end());

type Row = Readonly<Record<string, any>> & { readonly id: string };
const list = async (seat: Seat, filter: Record<string, string> = {}) =>
  (await ask<{ records: Row[] }>(seat, '/api/records/correction_file', filter)).records;
const read = async (seat: Seat, type: string, id: string) =>
  (await ask<{ record: Row }>(seat, `/api/records/${type}/${id}`)).record;

test('an officer takes a report on a telephone, and the next one falls due', async () => {
  const { page } = officer;
  const { today } = await ask<{ today: string }>(officer, '/api/session');
  const { id } = (await list(officer, { 'filter.state': 'correcting' }))[0]!;
  const before = await read(officer, 'correction_file', id);

  await page.goto(`/records/correction_file/${id}`);
  await officer.settled();
  expect(await faults(page, 'zh')).toEqual([]);
  await page.getByRole('button', { name: '登记报告' }).first().click();
  const form = page.locator('.action-panel');
  // How it was done is asked; nothing is taken for granted.
  await page.locator('.form-foot').getByRole('button', { name: '登记报告' }).click();
  await form.getByText('请填写“方式”').first().waitFor();
  await form.getByRole('radio', { name: '到所当面' }).check();
  await form.getByRole('radio', { name: '稳定' }).check();
  await form.getByLabel(/^记录/).fill('本月在工地务工，未离开本县。');
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot').getByRole('button', { name: '登记报告' }).click();
  await page.locator('.receipt').waitFor();

  const record = await read(officer, 'correction_file', id);
  expect(record['contacts'].length).toBe(before['contacts'].length + 1);
  expect(record['next_report_on'] > today).toBe(true);
});

test('the director sees nobody by name on Today, and nothing that says what it is about', async () => {
  const { page } = desk;
  await page.goto('/today');
  await desk.settled();
  for (const text of await page.locator('main .today-link').allInnerTexts())
    if (text.includes('矫字')) expect(text).toMatch(/^[^：]{1,8}：某人（\d{4}）矫字第\d+号/);
  await page.goto('/records/correction_file');
  await desk.settled();
  expect(await faults(page, 'zh')).toEqual([]);
});

test('a release makes the certificate, opens the resettlement file and leads there', async () => {
  const { page } = desk;
  const { today } = await ask<{ today: string }>(desk, '/api/session');
  const { id, version } = (await list(desk, { 'filter.state': 'correcting' }))[0]!;
  // The court found that the term had ended yesterday.
  const changed = await write(desk, {
    type: 'correction_file', id, expected_version: version,
    deeds: [{ action: 'change', fields: { term_until: addDays(today, -1) } }],
  }); // prettier-ignore
  expect(changed.status).toBe(200);

  await page.goto(`/records/correction_file/${id}?do=release`);
  await desk.settled();
  const form = page.locator('.action-panel');
  await form.getByLabel('解除（终止）日期').fill(addDays(today, -1));
  await form.getByRole('radio', { name: '期满解除' }).check();
  await form.getByLabel('解除证明书编号').fill('（2026）矫解字第99号');
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot').getByRole('button', { name: '办理解除' }).click();
  await page.locator('.receipt').waitFor();

  const help_file = derivedId(id, 'help_file');
  expect(await read(desk, 'correction_file', id)).toMatchObject({
    state: 'released',
    help_file_id: help_file,
  });
  expect(await read(desk, 'help_file', help_file)).toMatchObject({
    state: 'received',
    channel: 'correction',
  });
  await page.goto(`/records/correction_file/${id}`);
  await desk.settled();
  for (const name of ['执行档案', '工作档案'])
    await page.getByRole('heading', { name, exact: true }).waitFor();
  await expect.poll(() => page.getByText('解除社区矫正证明书').count()).toBeGreaterThan(0);
  expect(await faults(page, 'zh')).toEqual([]);
  await page.goto(`/records/help_file/${help_file}`);
  await desk.settled();
  await expect
    .poll(() => page.getByRole('button', { name: '分类', exact: true }).count())
    .toBeGreaterThan(0);
});

test('a minor’s file is there for the officer of the county who is in charge, and for nobody else', async () => {
  await becomes(desk, 'corrections');
  const seen = await list(desk, { limit: '200' });
  const minors = seen.filter(({ minor }) => minor);
  expect(minors.length).toBeGreaterThan(0);
  const { id } = minors[0]!;
  await desk.page.goto(`/records/correction_file/${id}`);
  await desk.settled();
  expect(await faults(desk.page, 'zh')).toEqual([]);
  for (const who of ['county', 'zhenluo', 'leader', 'office']) {
    await becomes(desk, who);
    const answer = await desk.context.request.get(`/api/records/correction_file/${id}`);
    expect([who, answer.status()]).toEqual([who, 404]);
  }
  await becomes(desk, 'county');
  expect((await list(desk, { limit: '200' })).filter(({ minor }) => minor)).toEqual([]);
});
