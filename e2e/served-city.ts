/** The product as people meet it: the reference city on a database of its own, served, in a real browser. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { loadCity } from '#city/load.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { Events } from '#server/figures/events.ts';
import { keepLedger } from '#server/ledger/keeper.ts';
import { openCity } from '#server/open.ts';
import type { City } from '#server/open.ts';
import { cityDatabase } from '#testing/database.ts';
import { testKeysText } from '#testing/test-keys.ts';
import { withoutBrake } from '#testing/without-brake.ts';

const silent = () => {};

export type Served = {
  readonly address: string;
  readonly browser: Browser;
  readonly city: City;
  readonly end: () => Promise<void>;
};

export type Seat = {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Waits until the page shows what it asked for. */
  readonly settled: () => Promise<void>;
  /** What the browser's console said was wrong. */
  readonly complaints: string[];
};

type Load = (url: string) => Promise<unknown>;
type Database = { readonly url: string; readonly close: () => Promise<unknown> };

/** `make` answers a database with the city in it: for tests a copy of the one that the whole run shares. */
export async function serveCity(
  make: (load: Load) => Promise<Database> = cityDatabase,
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-e2e-'));
  // One address stands for a whole bureau here: its people, and what looks at every page.
  const config = {
    ...readConfig({ TAIZHANG_DATA: folder, TAIZHANG_KEYS: testKeysText, TAIZHANG_LOG: 'silent' }),
    ...withoutBrake,
  };
  const database = await make(async (url) => {
    const city = await openCity({ ...config, database_url: url }, silent);
    await loadCity(city, silent);
    await city.close();
  });
  const city: City = await openCity({ ...config, database_url: database.url }, silent);
  const events = new Events();
  const app = await buildApp(city.services, events);
  const keeper = keepLedger(city.services.owner, city.services.names, events, silent);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  const end = async () => {
    await browser.close();
    await keeper.stop();
    await app.close();
    await city.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { address, browser, city, end };
}

/** The Chromium that the launcher found or installed. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  const quiet = [
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ];
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', ...quiet],
    // Without a locale of UTF-8, Chromium calls every file with a Chinese name “download”.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
}

export const desk = { width: 1440, height: 900 };
export const telephone = { width: 375, height: 740 };

type Looks = {
  /** Pixels of the screen for one of the page: pictures are taken at two. */
  readonly sharpness?: number;
  readonly language?: 'en' | 'zh';
  readonly viewport?: { readonly width: number; readonly height: number };
};

/** A window of nobody yet: what a first visitor opens. */
export async function openWindow(
  served: Pick<Served, 'address' | 'browser'>,
  { language = 'zh', viewport = desk, sharpness = 1 }: Looks = {},
): Promise<Seat> {
  const context = await served.browser.newContext({
    viewport,
    deviceScaleFactor: sharpness,
    locale: language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    hasTouch: viewport.width < 600,
    baseURL: served.address,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  return { context, page, ...listenTo(page) };
}

/** A window of somebody, entered through the demonstration's own door. */
export async function enterAs(
  served: Pick<Served, 'address' | 'browser'>,
  username: string,
  looks: Looks = {},
): Promise<Seat> {
  const opened = await openWindow(served, looks);
  await becomes(opened, username);
  return opened;
}

/** Somebody sits down at a window that is already open; the next page is theirs. */
export async function becomes({ context }: Seat, username: string): Promise<void> {
  const headers = { 'x-taizhang': '1' };
  const answer = await context.request.post('/api/demo/enter', { headers, data: { username } });
  if (!answer.ok()) throw new Error(`Entering as ${username} answered ${answer.status()}`);
}

/** Behind the question for the password the page waits for the answer. */
const skeletons = 'body:not(:has(.expired)) :is(.skeleton, [aria-busy="true"])';

/** Counts what the page still waits for, and keeps what it complains of. */
function listenTo(page: Page): Pick<Seat, 'settled' | 'complaints'> {
  const complaints: string[] = [];
  const waiting = new Set<Request>();
  page.on('console', (message) => {
    // That the server refused something is what some journeys are about; the browser logs each refusal by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    if (request.resourceType() === 'fetch') waiting.add(request);
  });
  page.on('requestfinished', (request) => waiting.delete(request));
  page.on('requestfailed', (request) => waiting.delete(request));
  const isQuiet = async () => waiting.size === 0 && (await page.locator(skeletons).count()) === 0;
  const settled = async () => {
    await page.locator('h1, h2, [role="alert"]').first().waitFor({ state: 'attached' });
    const end = Date.now() + 30_000;
    for (let quiet = 0; quiet < 2; quiet = (await isQuiet()) ? quiet + 1 : 0) {
      if (Date.now() > end)
        throw new Error(`Still waiting for ${[...waiting].map((one) => one.url()).join(', ')}`);
      await page.waitForTimeout(40);
    }
  };
  return { settled, complaints };
}

/** What the API answers to whoever sits at this window: the book behind the page. */
export async function ask<T>(
  { context }: Seat,
  path: string,
  params: Readonly<Record<string, string | number>> = {},
): Promise<T> {
  const answer = await context.request.get(path, { params });
  if (!answer.ok()) throw new Error(`${path} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

type Problem = {
  readonly kind: string;
  readonly detail: { readonly en: string; readonly zh: string };
};

/** One write as the person at this window, past the page: what a page does not offer must be refused as well. */
export async function write(
  { context }: Seat,
  body: Readonly<Record<string, unknown>>,
): Promise<{ readonly status: number; readonly body: Problem }> {
  const answer = await context.request.post('/api/writes', {
    headers: { 'x-taizhang': '1' },
    data: { writes: [{ write_id: randomUUID(), ...body }] },
  });
  return { status: answer.status(), body: (await answer.json()) as Problem };
}
