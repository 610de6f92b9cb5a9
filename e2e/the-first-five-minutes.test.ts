/** A visitor who has never seen the product: a number on the front page, and the five things to try. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Page } from 'playwright-core';
import { ask, enterAs, openWindow, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 120_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

const ticked = (page: Page) =>
  page
    .locator('.demo-strip li')
    .evaluateAll((steps) => steps.map((step) => step.classList.contains('ticked')));

test('the number on the front page opens to its records, and each of the five steps ticks itself', async () => {
  const seat: Seat = await openWindow(served, { language: 'en' });
  const { page } = seat;
  await page.goto('/');
  await page.getByText('Every number here is counted from records. Press one.').waitFor();
  await expect.poll(() => page.locator('.front-people > .person-row').count()).toBe(5);
  await page.locator('.front-sheet .figure', { hasText: '4,000' }).click();
  // No password: whoever presses sits in the bureau office, before the paragraph and the records behind its number.
  await page.getByText(/you may open \+ [\d,]+ guarded = 4,127/).waitFor();
  await expect.poll(() => page.locator('.drawer-records tbody tr').count()).toBeGreaterThan(10);
  // The number was opened in the document, so both are done.
  const strip = page.getByRole('complementary', { name: 'Things to try' });
  await expect.poll(() => ticked(page)).toEqual([true, false, false, true, false]);
  await page.keyboard.press('Escape');
  await page.locator('.drawer').waitFor({ state: 'detached' });

  await strip.getByRole('link', { name: 'As it stood' }).click();
  await page.waitForURL(/as_of=2009-09-30/);
  await expect.poll(() => ticked(page)).toEqual([true, false, true, true, false]);

  // The bureau writes no dispute: the step leads to somebody who may, and says so.
  await strip.getByRole('button', { name: 'Change a record' }).click();
  await page
    .locator('.receipt')
    .getByText(/You are now .*Zhenluo Judicial Office/)
    .waitFor();
  await seat.settled();
  await page.locator('.register-table a.row-link').first().click();
  await page.locator('.fact-group').getByRole('button', { name: 'Change' }).first().click();
  const people = page.getByLabel('People involved');
  await people.fill(String(Number(await people.inputValue()) + 57));
  await page.locator('.form-foot').getByRole('button', { name: 'Save' }).click();
  const receipt = page.locator('.receipt');
  await receipt.getByText('Counted: ').waitFor();
  await expect.poll(() => ticked(page)).toEqual([true, true, true, true, false]);
  // Each part of the receipt is a door.
  await receipt.locator('a.figure').first().click();
  await page.locator('.drawer').waitFor();
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});

test('what is saved on the telephone beside moves the number on the desk, without a reload', async () => {
  const desk = await enterAs(served, 'zhenluo', { language: 'en' });
  const { page } = desk;
  const { today, grant } = await ask<{
    today: string;
    grant: { unit: { id: number } };
  }>(desk, '/api/session');
  const from = `${today.slice(0, 7)}-01`;
  await page.goto(`/figures?unit=${grant.unit.id}&from=${from}&to=${today}`);
  await desk.settled();
  const row = page.locator('.figures-table tr', { hasText: 'Disputes mediated' }).first();
  const number = async () =>
    Number((await row.locator('.figure').first().textContent())!.replaceAll(/\D/g, ''));
  const before = await number();

  const opening = page.waitForEvent('popup');
  await page.getByRole('button', { name: /telephone beside/ }).click();
  const telephone = await opening;
  await telephone.waitForURL('**/quick');
  // Another host name, so that both sit there at once: the mediator here, the director there.
  expect(new URL(telephone.url()).host).not.toBe(new URL(page.url()).host);
  await telephone.getByLabel('One side', { exact: true }).fill('詹并排');
  await telephone.getByLabel('Other side').fill('詹手机');
  await telephone.getByRole('radio', { name: 'Neighbours', exact: true }).check();
  await telephone.getByRole('button', { name: 'Accept', exact: true }).click();
  await telephone.locator('.receipt').getByText('Counted: ').waitFor();
  expect(await telephone.evaluate(() => window.innerWidth)).toBeLessThan(500);

  await expect.poll(number, { timeout: 15_000 }).toBe(before + 1);
  await expect.poll(() => ticked(page)).toEqual([false, false, false, false, true]);
  expect(
    (await ask<{ account: { username: string } }>(desk, '/api/session')).account.username,
  ).toBe('zhenluo');
  await desk.context.close();
});
