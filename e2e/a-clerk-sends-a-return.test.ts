/** A clerk sends the month's return, the county returns it with a reason, and it goes its way; the office binds a sheet. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { playReturns } from '#city/returns.ts';
import { blankForm } from '#testing/blank-form.ts';
import { ask, enterAs, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faultsInEveryLook } from './well-made.ts';

vi.setConfig({ testTimeout: 240_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
  await playReturns(served.city, () => {});
}, 600_000);
afterAll(() => served.end());

type One = {
  readonly record: { readonly state: string; readonly version: number };
  readonly edition: { readonly id: string; readonly number: number } | null;
  readonly editions: readonly { readonly id: string; readonly reason: string | null }[];
  readonly cells: readonly { readonly key: string; readonly value: number | null }[];
};
const one = (seat: Seat, id: string) => ask<One>(seat, `/api/report-returns/${id}`);
const disputes = (view: One) => view.cells.find((cell) => cell.key === 'disputes')!.value;

test('the clerk sends, the county returns it, the clerk sends again, and it is accepted and signed', async () => {
  const clerk = await enterAs(served, 'clerk');
  await clerk.page.goto('/returns');
  await clerk.settled();
  const faults = await faultsInEveryLook(clerk, '/returns');
  await clerk.page.locator('table.ledger tbody a').first().click();
  await clerk.page.waitForURL(/\/returns\/[0-9a-f-]+$/);
  await clerk.settled();
  const id = clerk.page.url().split('/').at(-1)!;
  expect((await one(clerk, id)).record.state).toBe('due');
  faults.push(...(await faultsInEveryLook(clerk, '/returns/$id, due')));
  // Every number is a door: it opens to the records that it counts.
  await clerk.page.setViewportSize({ width: 1440, height: 900 });
  await clerk.page.locator('.return-table .figure').first().click();
  await clerk.page.locator('.drawer').waitFor();
  await clerk.page.keyboard.press('Escape');
  await clerk.page.locator('.drawer').waitFor({ state: 'detached' });
  // One that is no figure by name opens to just what stands in its cell, and not to the whole that it is a part of.
  const narrowed = clerk.page
    .locator('.return-table a.figure[href*="count%3A"]', { hasText: /^[1-9]/ })
    .first();
  const printed = (await narrowed.textContent())!;
  await narrowed.click();
  const drawer = clerk.page.locator('.drawer');
  await expect.poll(() => drawer.locator('.drawer-number').textContent()).toContain(printed);
  await drawer.locator('.drawer-records tbody tr').first().waitFor();
  await expect.poll(() => drawer.locator('.drawer-foot p').textContent()).toContain(printed);
  expect(await drawer.locator('.drawer-records tbody tr').count()).toBe(Number(printed));
  faults.push(...(await faultsInEveryLook(clerk, 'the records behind a cell', 'once')));
  await clerk.page.setViewportSize({ width: 1440, height: 900 });
  await clerk.page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });
  await clerk.page.locator('.return-rail form > button[type="submit"]').first().click();
  await clerk.page.locator('.receipt').waitFor();
  const sent = await one(clerk, id);
  expect(sent.record.state).toBe('submitted');
  expect(sent.edition!.number).toBe(1);

  const county = await enterAs(served, 'county');
  await county.page.goto('/returns');
  await county.settled();
  await county.page.locator(`table.ledger a[href="/returns/${id}"]`).click();
  await county.page.getByRole('button', { name: '退回', exact: true }).click();
  // Without a reason nothing goes back, and the field says so.
  await county.page.locator('.field-error').waitFor();
  expect((await one(county, id)).record.state).toBe('submitted');
  await county.page.getByLabel('退回理由').fill('请核对口头协议数');
  await county.page.getByRole('button', { name: '退回', exact: true }).click();
  await county.page.locator('.receipt').waitFor();
  expect((await one(county, id)).record.state).toBe('sent_back');

  await clerk.page.reload();
  await clerk.settled();
  await clerk.page.getByText('请核对口头协议数').waitFor();
  faults.push(...(await faultsInEveryLook(clerk, '/returns/$id, sent back', 'once')));
  await clerk.page.setViewportSize({ width: 1440, height: 900 });
  await clerk.page.locator('.return-rail form > button[type="submit"]').first().click();
  await clerk.page.locator('.receipt').waitFor();
  const again = await one(clerk, id);
  expect(again.edition!.number).toBe(2);
  expect(again.editions[0]!.reason).toContain('请核对口头协议数');
  expect(disputes(again)).toBe(disputes(sent));

  await county.page.reload();
  await county.page.getByRole('button', { name: '审核通过' }).click();
  await county.page.locator('.receipt').waitFor();
  const director = await enterAs(served, 'zhenluo');
  await director.page.goto(`/returns/${id}`);
  await director.page.getByRole('button', { name: '签发', exact: true }).click();
  await director.page.locator('.receipt').waitFor();
  expect((await one(director, id)).record.state).toBe('signed');
  await director.page.goto(`/editions/${again.edition!.id}`);
  await director.settled();
  faults.push(...(await faultsInEveryLook(director, '/editions/$id')));
  await director.page.getByRole('combobox').selectOption(sent.edition!.id);
  await director.page.waitForURL(/against=/);
  await director.settled();
  await director.page.goto('/editions');
  await director.settled();
  faults.push(...(await faultsInEveryLook(director, '/editions')));

  // A leader says something about the figures and finds nothing to change them with.
  const leader = await enterAs(served, 'leader');
  await leader.page.goto(`/editions/${again.edition!.id}`);
  await leader.page.getByLabel('填写意见（不改动数字）').fill('请分析原因。');
  await leader.page.getByRole('button', { name: '提交' }).click();
  await leader.page.getByText('请分析原因。', { exact: true }).waitFor();
  expect(await leader.page.locator('main input').count()).toBe(0);
  expect(faults).toEqual([]);
  for (const seat of [clerk, county, director, leader]) {
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  }
});

test('the office brings in a blank sheet and binds a cell by pressing it', async () => {
  const office = await enterAs(served, 'office');
  const { page } = office;
  const id = crypto.randomUUID();
  const drafted = await write(office, {
    type: 'return_form',
    id,
    deeds: [
      {
        action: 'draft',
        fields: {
          name: '调解月报',
          version_no: '1',
          period_kind: 'month',
          levels: ['county'],
          due_in: 'working_days',
          due_county: 5,
        },
      },
    ],
  });
  expect(drafted.status).toBe(200);
  await page.goto(`/records/return_form/${id}`);
  await page.waitForURL(`**/return-forms/${id}`);
  await office.settled();
  const faults = await faultsInEveryLook(office, '/return-forms/$id, no sheet');
  await page.locator('input[type="file"]').setInputFiles({
    name: '空白表.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: await blankForm(),
  });
  await page.locator('.form-grid').waitFor();
  await page.getByRole('button', { name: 'B6', exact: true }).first().click();
  faults.push(...(await faultsInEveryLook(office, '/return-forms/$id, a cell chosen')));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByLabel('取数种类').selectOption('indicator');
  await page.getByLabel('名称', { exact: true }).selectOption('disputes_mediated');
  await page.getByRole('button', { name: '设定取数' }).click();
  await page.locator('td.bound').waitFor();
  const grid = await ask<{
    form: { cells: { cell: string; name: string }[] };
    unanswered: { cell: string }[];
  }>(office, `/api/return-forms/${id}/grid`);
  expect(grid.form.cells).toMatchObject([{ cell: 'B6', name: 'disputes_mediated' }]);
  expect(grid.unanswered.map((cell) => cell.cell)).not.toContain('B6');

  // Everything of a cell is said on the screen: several codes, a second count that is added, its unit and its days.
  await page.getByRole('button', { name: 'B7', exact: true }).first().click();
  await page.getByLabel('取数种类').selectOption('measure');
  await page.getByLabel('名称', { exact: true }).selectOption('disputes_accepted');
  const codes = page.locator('.binding-codes').first();
  await codes.locator('summary').click();
  await codes.getByRole('checkbox').nth(0).check();
  await codes.getByRole('checkbox').nth(1).check();
  await page.getByRole('button', { name: '再加一项' }).click();
  const added = page.locator('.binding-added');
  await added.getByLabel('取数种类').selectOption('measure');
  await added.getByLabel('名称', { exact: true }).selectOption('disputes_accepted');
  await added.locator('.binding-codes').first().locator('summary').click();
  await added.locator('.binding-codes').first().getByRole('checkbox').nth(1).check();
  await page.getByLabel('取数期间').selectOption('last_year');
  faults.push(...(await faultsInEveryLook(office, '/return-forms/$id, a sum', 'once')));
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.locator('.language-switch').first().click();
  await page.getByRole('combobox', { name: '取数单位' }).click();
  await page.locator('.ant-select-item-option').nth(1).click();
  await page.getByRole('button', { name: '设定取数' }).click();
  // The second code stands in both: the cell says so, is listed among what cannot be answered, and counts nothing.
  await page.locator('td.bad-place').waitFor();
  await page.locator('.return-rail .overdue', { hasText: '重复计算' }).waitFor();
  await page.locator('.return-rail .overdue button').first().click();
  await added.locator('.binding-codes').first().getByRole('checkbox').nth(1).uncheck();
  await added.locator('.binding-codes').first().getByRole('checkbox').nth(2).check();
  await page.getByRole('button', { name: '设定取数' }).click();
  await page.locator('td.bound').nth(1).waitFor();
  const { form, problems } = await ask<{
    form: {
      cells: { cell: string; facets: string; also: string; period: string; of_unit_id: number }[];
    };
    problems: unknown[];
  }>(office, `/api/return-forms/${id}/grid`);
  expect(problems).toEqual([]);
  const sum = form.cells.find((cell) => cell.cell === 'B7')!;
  expect(sum.facets).toMatch(/^\w+=\w+,\w+$/);
  expect(sum.also).toMatch(/^measure:disputes_accepted\?\w+=\w+$/);
  expect(sum).toMatchObject({ period: 'last_year', of_unit_id: expect.any(Number) });
  expect(faults).toEqual([]);
  expect(office.complaints).toEqual([]);
  await office.context.close();
});
