/**
 * `npm run pictures`: the pictures of the README, in both languages, of the product as it is. With an address behind it
 * (`npm run pictures -- http://127.0.0.1:4700`) they are taken of what runs there.
 */
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { repositoryFolder } from '#server/config.ts';
import { startEmbedded } from '#server/database/embedded.ts';
import { enterAs, openBrowser, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { smallPicture } from './small-picture.ts';
import type { Language } from './well-made.ts';

/** A README is read on telephones too. */
const heaviest = 400_000;
const tooHeavy: string[] = [];
const folder = join(repositoryFolder, 'docs', 'pictures');
const paper = { width: 1366, height: 768 };
const hand = { width: 375, height: 720 };
const year = 'from=2009-01-01&to=2009-12-31';

type Pictured = Pick<Served, 'address' | 'browser'>;

const say = (language: Language, en: string, zh: string) => (language === 'en' ? en : zh);

async function sit(served: Pictured, who: string, language: Language, viewport = paper) {
  const seat = await enterAs(served, who, { language, viewport, sharpness: 2 });
  // What invites to try things belongs to the first visit, not to what is shown.
  await seat.context.addInitScript(() => {
    const style = () => document.querySelector<HTMLElement>('.demo-strip')?.style;
    new MutationObserver(() => style()?.setProperty('display', 'none')).observe(document, {
      childList: true,
      subtree: true,
    });
  });
  return seat;
}

async function show(seat: Seat, path: string): Promise<Page> {
  await seat.page.goto(path);
  await seat.settled();
  await seat.page.evaluate(() => document.fonts.ready);
  await seat.page.waitForTimeout(400);
  return seat.page;
}

async function keep(page: Page, name: string, language: Language): Promise<void> {
  const content = await smallPicture(page, await page.screenshot());
  const path = join(folder, `${name}.${language}.png`);
  await writeFile(path, content);
  const { size } = await stat(path);
  console.log(`${name}.${language}.png  ${Math.round(size / 1000)} kB`);
  if (size > heaviest) tooHeavy.push(`${path} is heavier than ${heaviest / 1000} kB`);
}

async function paragraph(served: Pictured, language: Language): Promise<void> {
  const seat = await sit(served, 'office', language);
  const page = await show(
    seat,
    '/summary?year=2009&figure=disputes_mediated~~2009-01-01~2009-12-31',
  );
  await page.locator('.drawer-records tbody tr').first().waitFor();
  // The sentence beside its records.
  await page
    .locator('.a4 .figure', { hasText: /4,?000/ })
    .evaluate((figure) => window.scrollBy(0, figure.getBoundingClientRect().bottom - 640));
  await page.waitForTimeout(200);
  await keep(page, 'paragraph', language);
  await seat.context.close();
}

async function thenAndNow(served: Pictured, language: Language): Promise<void> {
  const seat = await sit(served, 'office', language);
  const page = await show(seat, '/then-and-now');
  await page
    .locator('.then-pair', { has: page.locator('.figure') })
    .first()
    .evaluate((pair) => window.scrollTo(0, pair.getBoundingClientRect().top - 64));
  await page.waitForTimeout(200);
  await keep(page, 'then-and-now', language);
  await seat.context.close();
}

async function today(served: Pictured, language: Language): Promise<void> {
  const seat = await sit(served, 'zhenluo', language);
  const page = await show(seat, '/today');
  await keep(page, 'today', language);
  await seat.context.close();
}

async function asItStood(served: Pictured, language: Language): Promise<void> {
  const seat = await sit(served, 'office', language, { width: 1366, height: 660 });
  const page = await show(seat, `/figures?${year}&as_of=2009-09-30&show=disputes_mediated`);
  await keep(page, 'as-it-stood', language);
  await seat.context.close();
}

/** What the mediator saves on the telephone stands in the office's list beside it. */
async function besideTheDesk(served: Pictured, language: Language): Promise<void> {
  const village = await sit(served, 'mediator', language, hand);
  const office = await sit(served, 'zhenluo', language, { width: 1020, height: 720 });
  const { page } = village;
  // Other people in each language: the product would ask whether it is the same dispute.
  const [one, other] = language === 'en' ? ['贺兰生', '贺兰海'] : ['祁连生', '祁连海'];
  await show(village, '/quick');
  await page.getByLabel(say(language, 'One side', '一方'), { exact: true }).fill(one!);
  await page.getByLabel(say(language, 'Other side', '另一方')).fill(other!);
  await page.getByRole('radio', { name: say(language, 'Neighbours', '邻里') }).tap();
  await page.getByLabel(say(language, 'A note', '简要情况')).fill('滴水檐越界，雨水冲刷后墙');
  await page.getByRole('button', { name: say(language, 'Accept', '受理'), exact: true }).tap();
  const again = page.getByRole('button', { name: say(language, 'Another one', '另一件') });
  await page.locator('.receipt ul').or(again).first().waitFor();
  // Where pictures were taken before, the product asks whether this is the same dispute.
  if ((await page.locator('.receipt ul').count()) === 0) await again.click();
  await page.locator('.receipt ul').waitFor();
  await page.waitForTimeout(300);
  const small = await page.screenshot();
  const wide = await (await show(office, '/records/dispute?sort=-accepted_on')).screenshot();
  const both = await served.browser.newPage({
    viewport: { width: 1460, height: 800 },
    deviceScaleFactor: 2,
  });
  const picture = (content: Buffer, width: number, round: number) =>
    `<img width="${width}" style="border:1px solid #8f8a7e;border-radius:${round}px" src="data:image/png;base64,${content.toString('base64')}">`;
  await both.setContent(
    `<body style="margin:0;background:#e9e6de;display:flex;gap:24px;justify-content:center;align-items:center;height:100vh">
      ${picture(wide, 1020, 2)}${picture(small, 375, 18)}</body>`,
  );
  await keep(both, 'telephone', language);
  await Promise.all([village.context.close(), office.context.close(), both.close()]);
}

/** The city in a PostgreSQL of its own, which goes when the pictures are taken. */
async function servedForPictures(): Promise<Served> {
  const home = await mkdtemp(join(tmpdir(), 'taizhang-pictures-'));
  return serveCity(async (load) => {
    const database = await startEmbedded(home, { fsync: false });
    console.log('Bringing in the reference city. About a minute …');
    await load(database.url);
    const close = async () => {
      await database.stop();
      await rm(home, { recursive: true, force: true });
    };
    return { url: database.url, close };
  });
}

async function running(address: string): Promise<Pictured & Pick<Served, 'end'>> {
  const browser = await openBrowser();
  return { address, browser, end: () => browser.close() };
}

const [address] = process.argv.slice(2);
const served = await (address ? running(address) : servedForPictures());
await mkdir(folder, { recursive: true });
try {
  for (const language of ['en', 'zh'] as const) {
    for (const take of [paragraph, thenAndNow, today, asItStood, besideTheDesk])
      await take(served, language);
  }
} finally {
  await served.end();
}
if (tooHeavy.length > 0) throw new Error(tooHeavy.join('\n'));
