/** A leader doubts a number: the office finds the question on Today, answers it, and the answer comes back. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

vi.setConfig({ testTimeout: 90_000 });

let served: Served;
let leader: Seat;
let office: Seat;
beforeAll(async () => {
  served = await serveCity();
  leader = await enterAs(served, 'leader');
  office = await enterAs(served, 'zhenluo');
}, 600_000);
afterAll(() => served.end());

type Session = { readonly grant: { readonly unit: { readonly id: number } } };

test('asked at the number, answered at the office, read by whoever asked', async () => {
  const unit = (await ask<Session>(office, '/api/session')).grant.unit.id;
  const { page } = leader;
  await page.goto(`/figures?figure=disputes_mediated~${unit}~2009-01-01~2009-12-31`);
  await page.getByRole('button', { name: '对此数有疑问' }).click();
  await page.getByLabel('疑问是什么？').fill('与年初报送的数不一致，请核实。');
  await page.getByRole('button', { name: /^向镇罗.*提出$/ }).click();
  await page
    .locator('.receipt')
    .getByText(/^已向镇罗.*提出/)
    .waitFor();

  await office.page.goto('/today');
  await office.page.getByText('答复对数据的疑问').first().waitFor();
  await office.page.locator('a', { hasText: '调解矛盾纠纷（件），2009年' }).first().click();
  const door = office.page.locator('.asked-figure a.figure');
  await door.waitFor();
  expect(await faults(office.page, 'zh')).toEqual([]);
  await door.click();
  await office.page.getByText(/明细\d+ = 记数\d+/).waitFor();
  await office.page.keyboard.press('Escape');
  await office.page.getByRole('button', { name: '答复', exact: true }).click();
  await office.page.locator('.action-panel').getByLabel('答复').fill('其中3件为补登，明细已核对。');
  await office.page.locator('.form-foot').getByRole('button', { name: '答复' }).click();
  await office.page.locator('.receipt').waitFor();

  await page.goto('/today');
  await page.locator('a', { hasText: '调解矛盾纠纷（件），2009年' }).first().click();
  await page.getByText('其中3件为补登，明细已核对。').first().waitFor();
  // A leader may comment and settle, and has no button to answer.
  expect(await page.getByRole('button', { name: '答复', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: '已了结' }).click();
  await page.locator('.form-foot').getByRole('button', { name: '已了结' }).click();
  await page.locator('.record-line').getByText('已了结').waitFor();
});
