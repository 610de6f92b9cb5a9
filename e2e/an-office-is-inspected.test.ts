/**
 * An honour from its nomination to the first figure; and the day on which somebody comes to look at an office: how many
 * are standardised and since when in two clicks, the photograph that proves it, the book of the year, a draft on trial.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, becomes, enterAs, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faultsInEveryLook } from './well-made.ts';

vi.setConfig({ testTimeout: 150_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Listed = { readonly id: string; readonly state: string };
const list = async (seat: Seat, type: string, filters: Record<string, string> = {}) =>
  (await ask<{ records: Listed[] }>(seat, `/api/records/${type}`, filters)).records;

/** A short list of codes stands open; a long one is searched. */
async function choose(page: Page, label: string, choice: string): Promise<void> {
  const open = page.getByRole('radio', { name: choice, exact: true });
  if ((await open.count()) > 0) return open.check();
  await page.getByRole('combobox', { name: label }).fill(choice);
  await page.keyboard.press('Enter');
}

test('an honour: nominated by the office, inspected by the county, put on public notice, and not named early', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/honour/new');
  for (const [label, choice] of [
    ['荣誉类别', '先进集体'],
    ['级别', '县（区）级'],
    ['荣誉对象', '行政村'],
  ] as const)
    await choose(page, label, choice);
  await page.getByLabel('名称（姓名）').fill('凯歌村');
  await page.getByLabel('主要事迹').fill('连续五年无民转刑案件');
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.receipt').waitFor();
  const id = /honour\/([0-9a-f-]{36})/.exec(page.url())![1]!;

  // The county goes on: inspection, then the notice.
  await becomes(seat, 'county');
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto(`/records/honour/${id}?do=inspect`);
  await page.getByLabel('考察意见').fill('实地察看，符合条件');
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.receipt').waitFor();
  await page.goto(`/records/honour/${id}?do=publicise`);
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.receipt').waitFor();
  const { record } = await ask<{ record: { notice_until: string; notice_shortest: string } }>(
    seat,
    `/api/records/honour/${id}`,
  );
  expect(record.notice_until).toBe(record.notice_shortest);

  // Today is before its end: naming is refused at its field, with the day.
  await page.goto(`/records/honour/${id}?do=name`);
  const { today } = await ask<{ today: string }>(seat, '/api/session');
  await page.getByLabel('命名（授予）日期').fill(today);
  await page.getByLabel('命名（授予）机关').fill('沙坡头区司法局');
  await page.locator('.form-foot button[type="submit"]').click();
  await page.getByText('公示期满后方可审定').first().waitFor();
  expect((await ask<{ record: Listed }>(seat, `/api/records/honour/${id}`)).record.state).toBe(
    'publicised',
  );
  expect(await faultsInEveryLook(seat, 'an honour')).toEqual([]);
  await seat.context.close();
});

test('how many are standardised, and since when: two clicks from any page; the photograph and the book of the year', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/today');
  await page.getByRole('navigation').getByRole('link', { name: '迎检' }).click();
  await page.locator('.inspection-number .figure').click();
  const since = page.locator('.inspection-since tbody tr');
  await since.first().waitFor();
  const said = Number(
    /规范化调委会(\d+)个/.exec((await page.locator('.inspection-number').textContent())!)![1],
  );
  expect(said).toBeGreaterThan(0);
  await expect.poll(() => since.count()).toBe(said);
  await expect.poll(() => since.first().textContent()).toMatch(/\d{4}-\d\d-\d\d/);

  // A photograph for the first item that no register answers.
  await page.locator('.haves-cell').getByRole('link', { name: '补照片' }).first().click();
  await page.locator('.papers').waitFor();
  const assessment = /assessment\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  const picture = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const sent = await page.request.post(
    `/api/records/assessment/${assessment}/attachments?paper=item-1.1`,
    {
      headers: { 'x-taizhang': '1' },
      multipart: { file: { name: 'sign.png', mimeType: 'image/png', buffer: picture } },
    },
  );
  expect(sent.status()).toBe(200);
  await page.goto('/inspection-day');
  await page.locator('.haves-cell img').first().waitFor();
  expect(await faultsInEveryLook(seat, 'inspection day')).toEqual([]);

  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('.inspection-years a').first().click();
  await page.locator('.year-book tbody tr').first().waitFor();
  const rows = await page.locator('.year-book tbody tr').count();
  await expect
    .poll(() => page.locator('.year-book .page-head').textContent())
    .toContain(String(rows));
  await seat.context.close();
});

test('a draft standard is tried on all committees, and nothing is written', async () => {
  const seat = await enterAs(served, 'office');
  const { page } = seat;
  const [draft] = await list(seat, 'criteria', { 'filter.state': 'draft' });
  await page.goto(`/records/criteria/${draft!.id}`);
  await page.getByRole('link', { name: '试评' }).click();
  await page.locator('.trial-sentence').waitFor();
  const numbers = [
    ...(await page.locator('.trial-page .choices').textContent())!.matchAll(/(\d+)/g),
  ].map(([, n]) => Number(n));
  const standing = Number(
    /现有达标的([\d,]+)个/
      .exec((await page.locator('.trial-sentence').textContent())!)![1]!
      .replace(',', ''),
  );
  // Who falls, who is open and who stays are together who stands today.
  expect(numbers[0]! + numbers[1]! + numbers[2]!).toBe(standing);
  expect(standing).toBeGreaterThan(200);
  await page.getByRole('radio', { name: /保持达标/ }).check();
  await page.locator('.trial-table tbody tr').first().waitFor();
  expect(await faultsInEveryLook(seat, 'a trial')).toEqual([]);
  expect((await list(seat, 'criteria', { 'filter.state': 'draft' })).map((one) => one.id)).toEqual([
    draft!.id,
  ]);
  await seat.context.close();
});
