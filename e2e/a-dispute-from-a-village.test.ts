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
  await expect.poll(() => receipt.textContent()).toContain(written!.number);

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
  await expect.poll(() => sent.textContent()).toBe(after.records[0]!.number);

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

test('a photograph goes along small and without its position, also when the network was gone', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page, context } = seat;
  await page.goto('/quick');
  await seat.settled();
  // As a camera writes it: large, and with a block in which the place stands.
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
    canvas.getContext('2d')!.fillRect(0, 0, 1200, 900);
    const blob = await new Promise<Blob>((done) => {
      canvas.toBlob((made) => done(made!), 'image/jpeg');
    });
    return [...new Uint8Array(await blob.arrayBuffer())];
  });
  const place = Buffer.from('Exif\0\0GPSLatitude 37.5146');
  const head = Buffer.from([0xff, 0xe1, 0, place.length + 2]);
  const photo = Buffer.concat([
    Buffer.from(bytes.slice(0, 2)),
    head,
    place,
    Buffer.from(bytes.slice(2)),
  ]);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.locator('.telephone-files img').waitFor();
  await context.setOffline(true);
  await writeDown(seat, '苗照相', '苗录音');
  await page.getByText('待上报').waitFor();
  await context.setOffline(false);
  await page.locator('.outbox .state.done').first().waitFor();
  const [written] = (await inTheBook(seat, '苗照相')).records;
  const { attachments } = await ask<{
    attachments: { id: string; name: string; paper: string; media_type: string }[];
  }>(seat, `/api/records/dispute/${written!.id}`);
  expect(attachments).toMatchObject([
    { name: '照片1.jpg', paper: 'evidence', media_type: 'image/jpeg' },
  ]);
  const kept = await context.request.get(`/api/attachments/${attachments[0]!.id}`);
  const content = await kept.body();
  expect(content.includes('GPSLatitude')).toBe(false);
  const size = await page.evaluate(
    async (data) => {
      const { width, height } = await createImageBitmap(new Blob([new Uint8Array(data)]));
      return { width, height };
    },
    [...content],
  );
  expect(size).toEqual({ width: 1600, height: 1200 });
  expect(seat.complaints).toEqual([]);
  await context.close();
});

test('opens again without a network, and goes out later', async () => {
  const seat = await enterAs(served, 'mediator', { viewport: telephone });
  const { page, context } = seat;
  await page.goto('/quick');
  await seat.settled();
  const kept = () =>
    page.evaluate(async () => (await (await caches.open('taizhang-page-1')).keys()).length);
  await vi.waitFor(async () => expect(await kept()).toBeGreaterThan(3), { timeout: 20_000 });
  // Of what the server says, nothing is kept.
  const addresses = await page.evaluate(async () =>
    (await (await caches.open('taizhang-page-1')).keys()).map(({ url }) => new URL(url).pathname),
  );
  expect(addresses.filter((path) => path.startsWith('/api'))).toEqual([]);
  await context.setOffline(true);
  await page.reload();
  await writeDown(seat, '断网人', '断网邻');
  await page.getByText('待上报').waitFor();
  await context.setOffline(false);
  await page.locator('.outbox .state.done').first().waitFor();
  expect((await inTheBook(seat, '断网人')).records).toHaveLength(1);
  await context.close();
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
