/** The director of an office takes a dispute from the agreement to the shelf. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
let seat: Seat;
beforeAll(async () => {
  served = await serveCity();
  seat = await enterAs(served, 'zhenluo');
}, 600_000);
afterAll(() => served.end());

type Session = {
  readonly today: string;
  readonly grant: { readonly unit: { readonly id: number } };
};
type Found = { readonly record: Readonly<Record<string, unknown>>; readonly number: string | null };

async function figure(indicator: string): Promise<number> {
  const { today, grant } = await ask<Session>(seat, '/api/session');
  const period = { unit: grant.unit.id, from: `${today.slice(0, 7)}-01`, to: today };
  const { value } = await ask<{ value: number | null }>(seat, `/api/figures/${indicator}`, period);
  return value ?? 0;
}

const read = async (id: string) => (await ask<Found>(seat, `/api/records/dispute/${id}`)).record;

/** Today's, open, and not somebody's secret: any clerk would find it in the register. */
async function openDispute(): Promise<string> {
  const { records } = await ask<{
    records: { id: string; guard: number; to_complete: boolean | null }[];
  }>(seat, '/api/records/dispute', { 'filter.state': 'in_mediation' });
  // What a telephone sent half is finished first.
  return records.find((one) => one.guard === 0 && !one.to_complete)!.id;
}

async function press(name: string) {
  await seat.page.locator('.record-actions').getByRole('button', { name }).click();
}

async function save(name: string) {
  await seat.page.locator('.form-foot').getByRole('button', { name }).click();
  await seat.page.locator('.receipt').waitFor();
  await seat.page.locator('.form-foot').waitFor({ state: 'detached' });
}

test('an open dispute goes to written agreement, performance, closed, filed; each step is counted once', async () => {
  const { page } = seat;
  const id = await openDispute();
  const { today } = await ask<Session>(seat, '/api/session');
  const before = {
    settled: await figure('disputes_settled'),
    written: await figure('agreements_written'),
  };

  await page.goto('/records/dispute?filter.state=in_mediation');
  await page.locator(`a.row-link[href="/records/dispute/${id}"]`).click();
  await page.getByRole('heading', { level: 1 }).waitFor();

  await press('登记结果');
  const form = page.locator('.action-panel');
  await form.getByRole('radio', { name: '书面协议' }).check();
  await form.getByLabel('调解终结日期').fill(today);
  await form.getByLabel('协议内容').fill('双方按原地界恢复田埂，各自承担误工损失。');
  await form.getByRole('checkbox', { name: '签名' }).check();
  await form
    .getByRole('group', { name: '调解员已签名并加盖调委会印章' })
    .getByRole('checkbox', { name: '是' })
    .check();
  await save('登记结果');
  expect((await read(id))['state']).toBe('agreed');
  expect(await figure('disputes_settled')).toBe(before.settled + 1);
  expect(await figure('agreements_written')).toBe(before.written + 1);

  await press('登记履行');
  await form.getByRole('radio', { name: '已履行' }).check();
  await form.getByLabel('履行日期').fill(today);
  await save('登记履行');
  expect((await read(id))['state']).toBe('performed');

  await press('结案');
  await form.getByLabel('结案日期').fill(today);
  await save('结案');
  expect((await read(id))['state']).toBe('closed');

  // Nothing signed is there yet: filing says what is missing, and one click says that it lies in the paper file.
  const papers = page.locator('.rail-papers');
  await papers.getByText(/必备\d件，已有0件/).waitFor();
  await press('归档');
  await form.getByLabel('归档日期').fill(today);
  await form.getByRole('radio', { name: '长期' }).check();
  await page.locator('.form-foot').getByRole('button', { name: '归档' }).click();
  await form
    .getByText(/缺：.*人民调解协议书/)
    .first()
    .waitFor();
  expect((await read(id))['state']).toBe('closed');
  await page
    .locator('.form-foot')
    .getByRole('button', { name: /不改了|不办了/ })
    .click();
  await papers.getByRole('button', { name: '必备原件均在卷' }).click();
  await papers.getByText(/必备(\d)件，已有\1件/).waitFor();
  const saved = page.waitForEvent('download');
  await papers.getByRole('button', { name: '打印卷宗' }).click();
  expect((await saved).suggestedFilename()).toMatch(/人调字第\d+号 卷宗\.(pdf|zip)$/);

  await press('归档');
  await form.getByLabel('归档日期').fill(today);
  await form.getByRole('radio', { name: '长期' }).check();
  await save('归档');
  const filed = await read(id);
  expect(filed['state']).toBe('filed');
  expect(filed['number']).toMatch(/人调字第\d+号$/);
  // Nothing after the agreement counts it again.
  expect(await figure('disputes_settled')).toBe(before.settled + 1);
});
