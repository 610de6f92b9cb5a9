/** The county officer judges claims for the per-case subsidy; whoever mediated does not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Claim = {
  readonly id: string;
  readonly state: string;
  readonly version: number;
  readonly county_opinion: string | null;
  readonly office_reviewed_on: string | null;
  readonly county_reviewed_by: string | null;
};
type OneClaim = { readonly record: Claim; readonly actions: readonly string[] };
type Session = { readonly today: string; readonly account: { readonly id: string } };

const open = (seat: Seat, id: string) => ask<OneClaim>(seat, `/api/records/subsidy/${id}`);

async function waiting(seat: Seat, state: string): Promise<readonly Claim[]> {
  const list = await ask<{ records: Claim[] }>(seat, '/api/records/subsidy', {
    'filter.state': state,
  });
  return list.records;
}

test('one claim is accepted, one is sent back with its reason', async () => {
  const seat = await enterAs(served, 'county');
  const { page } = seat;
  const { today, account } = await ask<Session>(seat, '/api/session');
  const [accepted, returned] = await waiting(seat, 'office_reviewed');

  await page.goto('/records/subsidy?filter.state=office_reviewed');
  await page.locator(`a.row-link[href="/records/subsidy/${accepted!.id}"]`).click();
  await page.locator('.record-actions').getByRole('button', { name: '县（区）局复审' }).click();
  await page.locator('.action-panel').getByLabel('复审意见').fill('卷宗齐全，同意');
  await page.locator('.action-panel').getByLabel('复审日期').fill(today);
  await page.locator('.form-foot').getByRole('button', { name: '县（区）局复审' }).click();
  await page.locator('.receipt').waitFor();
  expect((await open(seat, accepted!.id)).record).toMatchObject({
    state: 'county_reviewed',
    county_opinion: '卷宗齐全，同意',
    county_reviewed_by: account.id,
  });

  await page.goto(`/records/subsidy/${returned!.id}`);
  await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole('menuitem', { name: '退回补正' }).click();
  await page.locator('.form-foot').getByRole('button', { name: '退回补正' }).click();
  // Without a reason nothing goes back, and the page says so.
  await page.getByRole('alert').first().waitFor();
  expect((await open(seat, returned!.id)).record.state).toBe('office_reviewed');
  await page.locator('.action-panel').getByLabel('理由').fill('缺回访记录');
  await page.locator('.form-foot').getByRole('button', { name: '退回补正' }).click();
  await page.locator('.receipt').waitFor();
  const back = (await open(seat, returned!.id)).record;
  expect(back).toMatchObject({ state: 'claimed', office_reviewed_on: null });
  const { versions } = await ask<{ versions: { action: string; reason: string | null }[] }>(
    seat,
    `/api/records/subsidy/${returned!.id}/versions`,
  );
  expect(versions[0]).toMatchObject({ action: 'send_back', reason: '缺回访记录' });
  await expect.poll(() => page.locator('.timeline').textContent()).toContain('缺回访记录');
  await seat.context.close();
});

test('whoever claimed or mediated finds no button for the review, and is refused when asking all the same', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  const { today } = await ask<Session>(seat, '/api/session');
  // A dispute that nobody has claimed for yet; the director claims for it.
  const { rows } = await served.city.services.owner.query(
    `select d.id, d.unit_id, d.mediator_id, t.id as tariff_id
      from dispute d join unit u on u.id = d.unit_id
        join unit office on starts_with(u.path, office.path)
        join grants g on g.unit_id = office.id
        join account a on a.id = g.account_id and a.username = 'zhenluo'
        join unit county on starts_with(u.path, county.path)
        join tariff t on t.unit_id = county.id and t.valid_from <= d.closed_on and t.valid_to is null
      where d.state in ('closed', 'filed') and d.performance = 'performed' and d.guard = 0
        and d.closed_on > $1::date - 300
        and not exists (select from subsidy s where s.dispute_id = d.id)
      limit 1`,
    [today],
  );
  const { id: dispute_id, unit_id, mediator_id, tariff_id } = rows[0];
  const id = randomUUID();
  const amount_fen = 3000;
  const fields = { dispute_id, tariff_id, grade: 'simple', amount_fen, claimed_on: today };
  const splits = [{ mediator_id, amount_fen }];
  const claimed = await write(seat, {
    type: 'subsidy',
    id,
    unit_id,
    deeds: [{ action: 'claim', fields: { ...fields, splits } }],
  });
  expect(claimed.status).toBe(200);

  await page.goto(`/records/subsidy/${id}`);
  await seat.settled();
  expect(await page.getByRole('button', { name: '司法所初审' }).count()).toBe(0);
  const review = {
    action: 'office_review',
    fields: { duplicate_checked: true, office_reviewed_on: today },
  };
  const asked = { type: 'subsidy', id, expected_version: 1, deeds: [review] };
  const refused = await write(seat, asked);
  expect(refused.status).toBe(403);
  expect(refused.body.detail.zh).toMatch(/本人|自己|他人/);
  expect((await open(seat, id)).record).toMatchObject({ state: 'claimed', version: 1 });
  await seat.context.close();

  // Somebody else may, so a small office is never stuck.
  const county = await enterAs(served, 'county');
  expect((await open(county, id)).actions).toContain('office_review');
  await county.context.close();
});
