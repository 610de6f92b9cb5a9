/** The product as people meet it: the reference city on a database of its own, served, in a real browser. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { loadCity } from '#city/load.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { Events } from '#server/figures/events.ts';
import { keepLedger } from '#server/ledger/keeper.ts';
import { openCity } from '#server/open.ts';
import type { City } from '#server/open.ts';
import { cityDatabase } from '#testing/database.ts';

const silent = () => {};

export async function serveCity() {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-e2e-'));
  const config = readConfig({ TAIZHANG_DATA: folder, TAIZHANG_LOG: 'silent' });
  const database = await cityDatabase(async (url) => {
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
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
}

export const desk = { width: 1440, height: 900 };
export const telephone = { width: 375, height: 740 };

/** A window of somebody, entered through the demonstration's own door. */
export async function enterAs(
  served: { address: string; browser: Browser },
  username: string,
  {
    language = 'zh',
    viewport = desk,
  }: { language?: 'en' | 'zh'; viewport?: { width: number; height: number } } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const context = await served.browser.newContext({
    viewport,
    locale,
    timezoneId: 'Asia/Shanghai',
    hasTouch: viewport.width < 600,
  });
  const page = await context.newPage();
  await page.goto(served.address);
  const answer = await page.evaluate(
    (name) =>
      fetch('/api/demo/enter', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-taizhang': '1' },
        body: JSON.stringify({ username: name }),
      }).then((r) => r.status),
    username,
  );
  if (answer !== 200) throw new Error(`Entering as ${username} answered ${answer}`);
  return { context, page };
}
