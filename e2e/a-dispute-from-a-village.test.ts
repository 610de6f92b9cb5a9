/** A mediator in a village writes disputes down on a telephone, with a network and without one. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity, telephone } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Session = {
  readonly today: string;
  readonly grant: { readonly unit: { readonly id: number } };
};

/** What the book says about today in this village: the figure, and the records with this name in them. */
async function inTheBook(seat: Seat, name: string) {
  const { today, grant } = await ask<Session>(seat, '/api/session');
  const period = { unit: grant.unit.id, from: today, to: today };
  const figure = await ask<{ value: number | null }>(
    seat,
    '/api/figures/disputes_from_application',
    period,
  );
  const list = await ask<{ records: { id: string; number: string | null; state: string }[] }>(
    seat,
    '/api/records/dispute',
    { q: name },
  );
  return { accepted: figure.value ?? 0, records: list.records };
}

async function writeDown({ page }: Seat, one: string, other: string) {
  await page.getByLabel('一方', { exact: true }).fill(one);
  await page.getByLabel('另一方').fill(other);
  await page.getByRole('radio', { name: '邻里', exact: true }).tap();
  await page.getByLabel('简要情况').fill('宅基地滴水檐争议');
  await page.getByRole('button', { name: '受理' }).tap();
}

test('is accepted at once, counted once, and found in the list', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page } = seat;
  const before = await inTheBook(seat, '郝玉山');
  expect(before.records).toEqual([]);

  await page.goto('/today');
  await page.locator('.phone-bar').getByRole('link', { name: '登记' }).tap();
  await writeDown(seat, '郝玉山', '郝玉河');

  const receipt = page.locator('.receipt');
  await receipt.getByText('已记账：').waitFor();
  const after = await inTheBook(seat, '郝玉山');
  expect(after.accepted).toBe(before.accepted + 1);
  expect(after.records).toHaveLength(1);
  const [written] = after.records;
  expect(written!.number).toMatch(/^（\d{4}）镇罗村人调字第\d+号$/);
  expect(await receipt.textContent()).toContain(written!.number);

  await page.locator('.phone-bar').getByRole('link', { name: '我的案件' }).tap();
  await page.getByRole('searchbox').fill('郝玉山');
  await page.locator('.phone-row a').first().tap();
  await page.getByText(written!.number!).first().waitFor();
  expect(new URL(page.url()).pathname).toBe(`/records/dispute/${written!.id}`);
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});

test('waits on the telephone without a network and goes out by itself, exactly once', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page, context } = seat;
  const before = await inTheBook(seat, '祁连生');
  await page.goto('/quick');
  await seat.settled();

  await context.setOffline(true);
  await writeDown(seat, '祁连生', '祁连海');
  await page.getByText('有网自动上报，编号随后给。').waitFor();
  await page.getByText('待上报').waitFor();
  expect(await inTheBook(seat, '祁连生')).toEqual(before);

  await context.setOffline(false);
  const sent = page.locator('.outbox .state.done');
  await sent.waitFor();
  const after = await inTheBook(seat, '祁连生');
  expect(after.records).toHaveLength(1);
  expect(after.accepted).toBe(before.accepted + 1);
  expect(await sent.textContent()).toBe(after.records[0]!.number);

  // Opened again later, the outbox has nothing left to send.
  await page.reload();
  await sent.waitFor();
  await seat.settled();
  expect(await inTheBook(seat, '祁连生')).toEqual(after);
  await context.close();
});

test('is there once when the server had it and only the answer was lost', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page } = seat;
  const before = await inTheBook(seat, '阮定邦');
  await page.goto('/quick');
  await seat.settled();
  let lost = 0;
  await page.route('**/api/writes', async (route) => {
    if (lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await writeDown(seat, '阮定邦', '阮定国');
  await page.locator('.receipt').getByText('已记账：').waitFor();
  expect(lost).toBe(1);
  const after = await inTheBook(seat, '阮定邦');
  expect(after.records).toHaveLength(1);
  expect(after.accepted).toBe(before.accepted + 1);
  await seat.context.close();
});

test('asks whether it is the same before it is written down once more', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page } = seat;
  await page.goto('/quick');
  await writeDown(seat, '尚友仁', '尚友义');
  await page.locator('.receipt').getByText('已记账：').waitFor();
  await page.goto('/quick');
  await writeDown(seat, '尚友仁', '尚友义');
  const question = page.getByRole('group', { name: '是不是同一件？' });
  await question.getByText('当事人相同').waitFor();
  expect((await inTheBook(seat, '尚友仁')).records).toHaveLength(1);
  await question.getByRole('link', { name: '是同一件' }).tap();
  const [first] = (await inTheBook(seat, '尚友仁')).records;
  await page.waitForURL(`**/records/dispute/${first!.id}`);

  await page.goto('/quick');
  await writeDown(seat, '尚友仁', '尚友义');
  await question.getByRole('button', { name: '另一件，继续登记' }).tap();
  await page.locator('.receipt').getByText('已记账：').waitFor();
  expect((await inTheBook(seat, '尚友仁')).records).toHaveLength(2);
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});
