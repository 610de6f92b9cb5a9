/** A leader opens the board down to records; a section head splits a target and adjusts it with a reason. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity, telephone, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults, faultsInEveryLook } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 180_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Progress = { readonly standing: string; readonly gap: number | null };
type Target = {
  readonly id: string;
  readonly number: string | null;
  readonly parent_id: string | null;
  readonly unit: { readonly id: number; readonly kind: string };
  readonly goal: number | null;
  readonly progress: Progress;
  readonly parts: { readonly left: number } | null;
  readonly adjustments: readonly { readonly reason: string; readonly approved_by: string }[];
};
type Tree = { readonly year: number; readonly targets: readonly Target[] };

const tree = (seat: Seat, params: Record<string, string> = {}) =>
  ask<Tree>(seat, '/api/targets', params);

async function go(seat: Seat, path: string): Promise<void> {
  await seat.page.goto(path);
  await seat.settled();
}

/** All looks at a page, and back to the language and the window in which somebody sits at it. */
async function look(seat: Seat, path: string, language: 'en' | 'zh', axe: 'twice' | 'once') {
  await go(seat, path);
  const found = await faultsInEveryLook(seat, path, axe);
  await seat.page.setViewportSize({ width: 1440, height: 900 });
  await seat.page.evaluate((to) => localStorage.setItem('taizhang.language', to), language);
  await go(seat, path);
  return found;
}

test('a leader opens the board down to records in two clicks, and prints it on one sheet', async () => {
  const seat = await enterAs(served, 'leader', { language: 'en' });
  const { page } = seat;
  expect(await look(seat, '/targets', 'en', 'twice')).toEqual([]);
  const found = (await tree(seat)).targets.find((one) => one.number === '01')!;
  const row = page.locator('.board tbody tr').first();
  await expect.poll(() => row.textContent()).toContain(`${found.progress.gap} committees to go`);

  // The first click opens the figure with its records, the second a record.
  await row.locator('.gap-words .figure').click();
  const records = page.locator('.drawer-records tbody');
  await records.locator('tr').first().waitFor();
  expect(page.url()).toContain('missing');
  expect(await faults(page, 'en')).toEqual([]);
  await records.locator('a').first().click();
  await page.waitForURL(/\/records\/committee\//);
  await seat.settled();

  // What was true in January 2010 is still said as it was then: 66 to go, 8 of them given to nobody.
  await go(seat, '/targets?year=2010&as_of=2010-01-31&view=parts');
  const outline = page.locator('.outline');
  await expect.poll(() => outline.textContent()).toContain('Parts 271, whole 279');
  const then = await outline.textContent();
  expect(then).toContain('66 committees to go');
  expect(then).toContain('2 offices to go');
  expect(then).toContain('Parts 271, whole 279: 8 given to nobody');
  await expect.poll(() => page.getByText('Line not kept yet').count()).toBe(10);
  expect(await faults(page, 'en')).toEqual([]);

  await go(seat, '/targets?year=2010');
  const sheet = await page.pdf({ preferCSSPageSize: true });
  expect(sheet.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});

test('what changed since a day, with records and reasons; and a sheet for outsiders says that it is one', async () => {
  const seat = await enterAs(served, 'leader', { language: 'zh' });
  const { page } = seat;
  expect(await look(seat, '/targets/changes', 'zh', 'once')).toEqual([]);
  await expect.poll(() => page.locator('.changes-figure').count()).toBeGreaterThan(2);
  await go(seat, '/targets?for=outside');
  await expect.poll(() => page.locator('.tally').textContent()).toContain('对外用表');
  await seat.context.close();
});

test('a section head splits a target, sees the sum, and adjusts a part with a reason', async () => {
  const seat = await enterAs(served, 'office', { language: 'zh' });
  const { page } = seat;
  const before = await tree(seat);
  const whole = before.targets.find((one) => one.number === '07')!;
  expect(await look(seat, `/targets/${whole.id}`, 'zh', 'twice')).toEqual([]);
  await page.getByRole('link', { name: '分解', exact: true }).click();
  await page.waitForURL(/\/split$/);
  await seat.settled();
  expect(await faults(page, 'zh')).toEqual([]);
  const parts = page.locator('.split-table tbody input');
  for (const [i, goal] of ['8', '6', '4', ''].entries()) await parts.nth(i).fill(goal);
  await expect
    .poll(() => page.locator('.split-sum').textContent())
    .toContain('分解合计18，总目标20');
  await page.getByLabel('责任书编号').fill('卫司责〔2026〕9号');
  await page.getByRole('button', { name: '下达给3个单位' }).click();
  await page.waitForURL(new RegExp(`/targets/${whole.id}$`));
  await seat.settled();
  const split = (await tree(seat)).targets;
  const given = split.filter((one) => one.parent_id === whole.id);
  expect(given.map((one) => one.goal)).toEqual([8, 6, 4]);
  expect(split.find((one) => one.id === whole.id)!.parts!.left).toBe(2);

  // Without a reason and an approver it stays as it was issued.
  const part = given[0]!;
  await go(seat, `/records/target/${part.id}?do=adjust`);
  const form = page.locator('.action-panel');
  await form.getByLabel('目标值').first().fill('10');
  await form.locator('.form-foot').getByRole('button', { name: '调整' }).click();
  await form.getByRole('alert').first().waitFor();
  await form.getByLabel('批准人').fill('冯志远');
  await form.getByLabel('理由').fill('上半年受灾，经局务会研究调整');
  await form.locator('.form-foot').getByRole('button', { name: '调整' }).click();
  await page.locator('.receipt').waitFor();
  const adjusted = (await tree(seat)).targets.find((one) => one.id === part.id)!;
  expect(adjusted.goal).toBe(10);
  expect(adjusted.adjustments).toMatchObject([
    { reason: '上半年受灾，经局务会研究调整', approved_by: '冯志远' },
  ]);
  await go(seat, `/targets/${part.id}`);
  await expect.poll(() => page.locator('.target-page').textContent()).toContain('目标值8→10');

  // The letter comes from the office's own form.
  const letter = await seat.context.request.get(
    `/api/records/target/${part.id}/papers/responsibility-letter.docx?lang=zh`,
  );
  expect(letter.status()).toBe(200);
  expect((await letter.body()).subarray(0, 2).toString()).toBe('PK');
  await seat.context.close();
});

test('the county has its part and not its neighbours’, and cannot adjust what it was given', async () => {
  const office = await enterAs(served, 'office');
  const all = (await tree(office)).targets;
  await office.context.close();
  const seat = await enterAs(served, 'county', { language: 'zh', viewport: telephone });
  const own = (await tree(seat)).targets;
  expect(own.length).toBeGreaterThan(3);
  expect(own.length).toBeLessThan(all.length);
  const foreign = all.find(
    (one) => one.unit.kind === 'county' && !own.some((o) => o.id === one.id),
  )!;
  const answer = await seat.context.request.get(`/api/targets/${foreign.id}`);
  expect(answer.status()).toBe(404);
  const mine = own.find((one) => one.unit.kind === 'county')!;
  const { record } = await ask<{ record: { version: number } }>(
    seat,
    `/api/records/target/${mine.id}`,
  );
  const refused = await write(seat, {
    type: 'target',
    id: mine.id,
    expected_version: record.version,
    deeds: [{ action: 'adjust', fields: { goal: '1', approved_by: '自己' }, reason: '太多' }],
  });
  expect(refused.status).toBe(422);
  expect(refused.body.detail.zh).toContain('上级单位下达');
  await go(seat, '/targets');
  expect(await faults(seat.page, 'zh')).toEqual([]);
  await seat.context.close();
});
