/**
 * Every page, and what opens on it, looked at by axe and by ourselves: in both languages, at a desk and on a telephone.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { playReturns } from '#city/returns.ts';
import { book } from '#lines/index.ts';
import { repositoryFolder } from '#server/config.ts';
import { ask, enterAs, openWindow, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faultsInEveryLook } from './well-made.ts';

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

const patience = 400_000;
const seen = new Set<string>();

/** Goes there as a link does, without loading everything again. */
async function visit(seat: Seat, path: string): Promise<void> {
  const { page } = seat;
  if (page.url() === 'about:blank') await page.goto(path);
  else await page.evaluate((to) => history.pushState({}, '', to), path);
  await page.waitForFunction((to) => location.pathname + location.search === to, path);
  await page.waitForTimeout(60);
  await seat.settled();
  seen.add(new URL(page.url()).pathname);
}

/** Registers, records and forms come from their definitions: one page for all types. The dispute stands for them. */
const isOneOfMany = /^\/records\/(?!dispute)/;

type State = readonly [path: string, what?: string, open?: (seat: Seat) => Promise<unknown>];

async function look(seat: Seat, states: readonly State[]): Promise<string[]> {
  const found: string[] = [];
  for (const [path, what = '', open] of states) {
    await visit(seat, path);
    await open?.(seat);
    await seat.settled();
    const looks = open || isOneOfMany.test(path) ? 'once' : 'twice';
    found.push(...(await faultsInEveryLook(seat, what ? `${path} (${what})` : path, looks)));
    await seat.page.setViewportSize({ width: 1440, height: 900 });
    if (open) await visit(seat, '/me');
  }
  return found;
}

const click = (selector: string) => (seat: Seat) => seat.page.locator(selector).first().click();

async function listToDraw(seat: Seat): Promise<string> {
  const id = randomUUID();
  const { today } = await ask<{ today: string }>(seat, '/api/session');
  const fields = { topic: '巩固情况抽查', bodies: 'office', strata: 'whole', wanted: 3 };
  const deeds = [{ action: 'prepare', fields: { ...fields, planned_on: today } }];
  await write(seat, { type: 'sampling', id, deeds });
  return id;
}

async function drawTwice({ page }: Seat): Promise<void> {
  await page.locator('.page-head .button.primary').click();
  await page.locator('.sampling-how .button').click();
  await page.locator('.sampling-pot').waitFor();
}

async function first(seat: Seat, type: string, filter: Record<string, string> = {}) {
  const { records } = await ask<{ records: { id: string; guard?: number }[] }>(
    seat,
    `/api/records/${type}`,
    filter,
  );
  return records.find((one) => (one.guard ?? 0) === 0)?.id;
}

const year = 'from=2009-01-01&to=2009-12-31';
const drawer = `/figures?${year}&figure=disputes_mediated~~2009-01-01~2009-12-31`;

describe.concurrent('nothing is wrong', { timeout: patience }, () => {
  test('for a visitor', async () => {
    const seat = await openWindow(served);
    const wrong = async ({ page }: Seat) => {
      await page.locator('input[name="username"]').fill('office');
      await page.locator('input[name="password"]').fill('not the password');
      await page.locator('.sign-in button[type="submit"]').click();
      await page.locator('[role="alert"]').waitFor();
    };
    await seat.page.goto('/');
    await seat.settled();
    seen.add('/');
    const found = await faultsInEveryLook(seat, '/');
    await seat.page.locator('.front-more summary').click();
    await seat.page.locator('.front-sign button').click();
    found.push(...(await faultsInEveryLook(seat, '/ (all open)')));
    await seat.page.goto('/sign-in');
    await seat.settled();
    seen.add('/sign-in');
    found.push(...(await faultsInEveryLook(seat, '/sign-in')));
    await wrong(seat);
    found.push(...(await faultsInEveryLook(seat, '/sign-in (wrong password)')));
    await seat.page.goto('/no-such-page');
    await seat.settled();
    found.push(...(await faultsInEveryLook(seat, '/no-such-page')));
    expect(found).toEqual([]);
    await seat.context.close();
  });

  test('figures and summary', async () => {
    const seat = await enterAs(served, 'office');
    const draft = await first(seat, 'criteria', { 'filter.state': 'draft' });
    const tab = (i: number) => (at: Seat) => at.page.locator('[role="tab"]').nth(i).click();
    const target = await first(seat, 'target');
    const states: State[] = [
      [`/figures?${year}`],
      [`/figures?${year}&as_of=2009-09-30`],
      [`/figures?${year}`, 'period', click('.control-row .popover > button')],
      [drawer],
      [drawer, 'by unit', tab(1)],
      [drawer, 'by month', tab(2)],
      [drawer, 'changes', tab(3)],
      [drawer, 'entries', tab(4)],
      [drawer, 'as of', click('.drawer-foot .popover > button')],
      [`/figures?${year}&figure=success_rate~~2009-01-01~2009-12-31`],
      [`/figures?${year}&figure=no_such_figure`],
      ['/summary?year=2009'],
      ['/summary?year=2009', 'print as', click('.print-as-button')],
      ['/summary?year=2009', 'year', click('.control-row .menu > button')],
      ['/summary?year=2009&as_of=2009-09-30'],
      ['/then-and-now'],
      [`/targets/${target}`],
      [`/targets/${target}/split`],
      [`/standards/criteria/${draft}/trial`],
      ['/inspection-day'],
      ['/today'],
      ['/today/villages'],
      ['/today/my-day'],
      ['/me'],
      ['/me', 'me', click('.me-button')],
      ['/me', 'jump', (at) => at.page.keyboard.press('Control+k')],
      ['/records/no-such-type'],
    ];
    expect(await look(seat, states)).toEqual([]);
    await seat.context.close();
  });

  test('every register and a record of each', async () => {
    const seat = await enterAs(served, 'county');
    const states: State[] = [];
    for (const { name } of book.lines.flatMap((line) => line.records)) {
      const id = await first(seat, name);
      states.push([`/records/${name}`]);
      if (id) states.push([`/records/${name}/${id}`]);
    }
    states.push(
      ['/records/dispute?q=nobody'],
      ['/records/dispute', 'columns', click('.views .popover > button')],
      ['/records/dispute', 'filter', click('.control-row .popover > button')],
      ['/records/dispute', 'export', click('.page-head .menu > button')],
      ['/records/dispute/00000000-0000-4000-8000-000000000000'],
      ['/admin/templates'],
      ['/sampling'],
      [`/sampling?list=${await listToDraw(seat)}`, 'drawn, and drawn again', drawTwice],
    );
    expect(await look(seat, states)).toEqual([]);
    await seat.context.close();
  });

  test('writing', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const open = await first(seat, 'dispute', { 'filter.state': 'in_mediation' });
    const agreed = await first(seat, 'dispute', { 'filter.state': 'agreed' });
    const claimed = await first(seat, 'subsidy', { 'filter.state': 'claimed' });
    const office = await first(seat, 'office');
    const send = async ({ page }: Seat) => {
      await page.locator('form button[type="submit"]').first().click();
      await page.locator('[role="alert"]').first().waitFor();
    };
    const states: State[] = [
      ['/today'],
      ['/inspection-day'],
      ['/inspection-day', 'since when', click('.inspection-number .figure')],
      [`/inspection-day/book?office=${office}&year=2026`],
      ['/hand-over'],
      ['/hand-over/00000000-0000-4000-8000-000000000000'],
      ['/today', 'another day', click('.today-more .popover > button')],
      ['/today', 'new', (at) => at.page.keyboard.press('n')],
      ['/today/my-day'],
      ['/today/villages'],
      ['/quick'],
      ['/quick', 'errors', send],
      ['/settle'],
      ['/settle', 'errors', send],
      [`/records/dispute/${open}?do=record_result`],
      [`/records/dispute/${open}?do=tell_police`],
      [`/records/dispute/${open}?do=change&group=0`],
      [`/records/dispute/${open}`, 'more', click('.record-actions .menu > button')],
      [`/records/dispute/${agreed}?do=record_performance`],
      [`/records/subsidy/${claimed}?do=office_review`],
    ];
    for (const type of book.lines.flatMap((line) => line.records)) {
      states.push([`/records/${type.name}/new`]);
    }
    states.push(
      ['/records/dispute/new', 'errors', send],
      ['/records/dispute/import'],
      ['/records/dispute/book'],
    );
    expect(await look(seat, states)).toEqual([]);
    await seat.context.close();
  });

  test('two editors, and a session that ran out', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const id = await first(seat, 'dispute', { 'filter.state': 'in_mediation' });
    const { page } = seat;
    await visit(seat, `/records/dispute/${id}?do=change&group=1`);
    const { record } = await ask<{ record: { version: number } }>(
      seat,
      `/api/records/dispute/${id}`,
    );
    const other = await write(seat, {
      type: 'dispute',
      id,
      expected_version: record.version,
      deeds: [{ action: 'change', fields: { place: '三队打谷场' } }],
    });
    expect(other.status).toBe(200);
    await page.locator('.fact-group form input[maxlength="100"]').first().fill('四队打谷场');
    await page.locator('.form-foot button[type="submit"]').click();
    await page.getByRole('alertdialog').waitFor();
    const found = await faultsInEveryLook(seat, 'two editors');
    await page.setViewportSize({ width: 1440, height: 900 });
    await seat.context.clearCookies();
    await page.evaluate(() => history.pushState({}, '', '/figures'));
    await page.locator('.expired').waitFor();
    found.push(...(await faultsInEveryLook(seat, 'session ran out')));
    expect(found).toEqual([]);
    await seat.context.close();
  });

  test('for a mediator, a leader and the administrators', async () => {
    const found: string[] = [];
    const rooms: Readonly<Record<string, readonly State[]>> = {
      mediator: [['/today'], ['/records/dispute?mine=1']],
      leader: [
        ['/today'],
        ['/figures'],
        ['/summary'],
        ['/targets'],
        ['/targets?year=2010&view=parts'],
        ['/targets', 'as of', click('.control-row .popover > button')],
        ['/targets/changes'],
      ],
      county: [['/duplicates']],
      system: [
        ['/admin'],
        ['/admin/units'],
        ['/admin/units/import'],
        ['/admin/codes'],
        ['/admin/rules'],
        ['/admin/small-cells'],
      ],
      security: [
        ['/admin'],
        ['/admin/accounts'],
        ['/admin/approvals'],
        ['/admin/accounts', 'new', click('.page-head button')],
      ],
      audit: [['/admin'], ['/admin/log']],
    };
    for (const [who, states] of Object.entries(rooms)) {
      const seat = await enterAs(served, who);
      found.push(...(await look(seat, states)).map((one) => `${who} ${one}`));
      await seat.context.close();
    }
    expect(found).toEqual([]);
  });
});

test('nothing is wrong with the returns', { timeout: patience }, async () => {
  await playReturns(served.city, () => {});
  const seat = await enterAs(served, 'office');
  const { returns } = await ask<{ returns: { id: string; unit: { id: number } }[] }>(
    seat,
    '/api/report-returns',
  );
  const { editions } = await ask<{ editions: { id: string }[] }>(seat, '/api/editions');
  const found = await look(seat, [
    ['/returns'],
    [`/returns/${returns.at(-1)!.id}`],
    ['/editions'],
    [`/editions/${editions[0]!.id}`],
    [`/return-forms/${(await first(seat, 'return_form'))!}`],
  ]);
  expect(found).toEqual([]);
  await seat.context.close();
});

test('no page was left out', async () => {
  const router = await readFile(join(repositoryFolder, 'src/web/shell/router.tsx'), 'utf8');
  const pages = [...router.matchAll(/path: '([^']+)'/g)].map((match) => match[1]!);
  const left = pages.filter((page) => {
    const pattern = new RegExp(`^${page.replaceAll(/\$\w+/g, '[^/]+')}$`);
    return ![...seen].some((path) => pattern.test(path));
  });
  expect(pages.length).toBeGreaterThan(15);
  expect(left).toEqual([]);
});
