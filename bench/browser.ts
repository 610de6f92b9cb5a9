/**
 * What a page costs in a browser that has never been here: what comes over the line, and when the first useful thing
 * stands on the screen. A desk computer's browser, a local line; the processor is as slow as the machine is busy.
 */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { buildApp } from '#server/app.ts';
import type { Services } from '#server/services.ts';
import { round } from './measure.ts';

/** The page, who opens it, and what has to be seen before it is of use. */
const pages = [
  { name: 'Sign-in', path: '/sign-in', who: null, useful: 'input[autocomplete="username"]' },
  { name: 'Today', path: '/today', who: 'zhenluo', useful: '.today-tab' },
  {
    name: 'A register',
    path: '/records/dispute',
    who: 'office',
    useful: '.register-table tbody tr',
  },
  {
    name: 'Figures',
    path: '/figures?from=2009-01-01&to=2009-12-31',
    who: 'office',
    useful: '.figures-table tbody tr',
  },
] as const;
const rounds = 5;

export async function measurePages(services: Services): Promise<object> {
  const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) return { not_measured: 'no browser' };
  if (!existsSync(services.config.web_folder))
    return { not_measured: 'the web application is not built' };
  const app = await buildApp(services);
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const results: Record<string, object> = {};
    for (const page of pages) results[page.name] = await measurePage(browser, address, page);
    return results;
  } finally {
    await browser.close();
    await app.close();
  }
}

async function measurePage(
  browser: Browser,
  address: string,
  { path, who, useful }: (typeof pages)[number],
) {
  const visits: Awaited<ReturnType<typeof visit>>[] = [];
  for (let i = 0; i < rounds; i++) visits.push(await visit(browser, address, path, who, useful));
  const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!;
  const { kb, script_kb, font_kb, requests } = visits.at(-1)!;
  return {
    useful_ms: round(median(visits.map((v) => v.useful_ms))),
    kb,
    script_kb,
    font_kb,
    requests,
  };
}

/** With nothing in the cache, as somebody who comes for the first time. */
async function visit(
  browser: Browser,
  address: string,
  path: string,
  who: string | null,
  useful: string,
) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'zh-CN',
  });
  try {
    if (who) {
      // The session's cookie is shared with the context's pages; nothing else is fetched by this.
      const entered = await context.request.post(`${address}/api/demo/enter`, {
        headers: { 'x-taizhang': '1' },
        data: { username: who },
      });
      if (!entered.ok()) throw new Error(`Entering as ${who} answered ${entered.status()}`);
    }
    const page = await context.newPage();
    const network = await context.newCDPSession(page);
    await network.send('Network.enable');
    const types = new Map<string, string>();
    const bytes = { all: 0, Script: 0, Font: 0 };
    network.on('Network.responseReceived', (event) => types.set(event.requestId, event.type));
    network.on('Network.loadingFinished', (event) => {
      bytes.all += event.encodedDataLength;
      const type = types.get(event.requestId);
      if (type === 'Script' || type === 'Font') bytes[type] += event.encodedDataLength;
    });
    const start = performance.now();
    await page.goto(`${address}${path}`, { waitUntil: 'commit' });
    await page.locator(useful).first().waitFor({ state: 'visible', timeout: 60_000 });
    const useful_ms = performance.now() - start;
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const kb = (count: number) => Math.round(count / 1024);
    return {
      useful_ms,
      kb: kb(bytes.all),
      script_kb: kb(bytes.Script),
      font_kb: kb(bytes.Font),
      requests: types.size,
    };
  } finally {
    await context.close();
  }
}
