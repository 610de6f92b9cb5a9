/** A director looks for a person with a purpose, registers, opens what is masked, and merges a double entry. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { demoPassword } from '#city/people.ts';
import { person } from '#lines/common/person.ts';
import { keepSecondFactorRule } from '#server/accounts/security-settings.ts';
import { ask, enterAs, openWindow, serveCity, telephone, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

vi.setConfig({ testTimeout: 240_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

const name = '司徒昭雪';
const seek = async ({ page }: Seat, q: string) => {
  await page.getByLabel('按姓名、全拼、首字母或证件号码查找').fill(q);
  await page.getByLabel('查找用途（记入访问日志）').fill('核对身份');
  await page.getByRole('button', { name: '查找', exact: true }).click();
};

test('looks, registers, opens with a purpose, merges and undoes, without a name in any address', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/person');
  await seek(seat, 'stzx');
  await page.getByText('没有符合条件的记录').waitFor();

  await page.goto('/records/person/new');
  await page.getByLabel('居民身份证', { exact: true }).check();
  await page.locator('#f-register-document_number').fill('990101850307123');
  await page.locator('#f-register-name').fill(name);
  await page.getByLabel('男', { exact: true }).check();
  await page.locator('.form-foot').getByRole('button', { name: '登记' }).click();
  await page.locator('.record-head h1').getByText('司某').waitFor();
  const first = page.url().split('/').at(-1)!;
  expect(await faults(page, 'zh')).toEqual([]);

  await page.getByRole('button', { name: '查看' }).nth(1).click();
  await page.getByLabel('查看用途').fill('核对身份');
  await page.locator('form').getByRole('button', { name: '查看' }).click();
  await page.locator('.facts').getByText(name).waitFor();

  await page.goto('/records/person');
  await seek(seat, '990101198503071239');
  await page.locator(`a[href="/records/person/${first}"]`).first().waitFor();
  expect(page.url()).toMatch(/\/records\/person$/);
  expect(await faults(page, 'zh')).toEqual([]);

  // The same number once more, as another office would have it.
  const { names: _names, ...example } = person.example;
  const id = randomUUID();
  const deeds = [{ action: 'register', fields: { ...example, name } }];
  expect((await write(seat, { type: 'person', id, deeds })).status).toBe(200);
  await page.goto(`/records/person/${id}`);
  await page.getByRole('button', { name: '查找重复登记' }).click();
  await page.getByRole('button', { name: '将本条并入该条' }).first().click();
  await page.getByLabel('合并依据').fill('同一证件');
  await page.getByRole('button', { name: '合并', exact: true }).click();
  await page.locator('.record-line').getByText('已并入他人').waitFor();
  expect(await faults(page, 'zh')).toEqual([]);
  await page.getByLabel('撤销理由').fill('不是同一人');
  await page.getByRole('button', { name: '撤销合并' }).click();
  await page.locator('.record-line').getByText('已登记').waitFor();

  const log = await enterAs(served, 'audit');
  const { entries } = await ask<{ entries: { deed: string; purpose: string | null }[] }>(
    log,
    '/api/admin/log',
  );
  const logged = entries.map((entry) => entry.deed);
  for (const deed of ['person_sought', 'open_masked', 'persons_merged', 'merger_undone'])
    expect(logged).toContain(deed);
  expect(JSON.stringify(entries)).not.toContain(name);
});

test('is as well made on a telephone, in English', async () => {
  const seat = await enterAs(served, 'zhenluo', { language: 'en', viewport: telephone });
  await seat.page.goto('/records/person');
  await seat.page.getByLabel('Search by whole name, pinyin, initials or document number').waitFor();
  expect(await faults(seat.page, 'en')).toEqual([]);
});

test('proves once more who it is before persons leave the book, and ends what is open elsewhere', async () => {
  const { owner } = served.city.services;
  // As an office is: no door of the demonstration, and a password alone.
  await owner.query(`delete from setting where name = 'demo'`);
  await keepSecondFactorRule(owner, { administrators: false, leaders: false, guarded: false });
  const signIn = async (seat: Seat) => {
    const data = { username: 'zhenluo', password: demoPassword };
    const headers = { 'x-taizhang': '1' };
    expect((await seat.context.request.post('/api/session', { headers, data })).ok()).toBe(true);
  };
  const seat = await openWindow(served);
  for (const one of [await openWindow(served), await openWindow(served), seat]) await signIn(one);
  const { page } = seat;
  await owner.query(`update session set proved_at = now() - interval '2 hours'`);
  // What is remembered of a session is forgotten with the language, which the page tells first.
  const told = page.waitForResponse('**/api/session/language');
  await page.goto('/records/person');
  await told;
  await page.getByRole('button', { name: '导出', exact: true }).click();
  await page.locator('.popover-sheet input').fill('年度核对');
  await page.locator('.popover-sheet').getByRole('button', { name: '导出' }).click();
  const dialog = page.getByRole('dialog', { name: '请再次验证身份' });
  await dialog.getByLabel('密码').fill('wrong password 1');
  await dialog.getByRole('button', { name: '继续' }).click();
  await dialog.getByText('密码不正确。').waitFor();
  expect(await faults(page, 'zh')).toEqual([]);
  await dialog.getByLabel('密码').fill(demoPassword);
  const leaving = page.waitForEvent('download');
  await page.keyboard.press('Enter');
  expect((await leaving).suggestedFilename()).toMatch(/xlsx$/);

  await page.setViewportSize(telephone);
  await page.goto('/me');
  const sessions = page.locator('.own-sessions li');
  // The windows of the journeys before are this person's as well.
  await expect.poll(() => sessions.count()).toBeGreaterThan(2);
  expect(await faults(page, 'zh')).toEqual([]);
  await page.getByRole('button', { name: '退出其他所有登录' }).click();
  await expect.poll(() => sessions.count()).toBe(1);
});
