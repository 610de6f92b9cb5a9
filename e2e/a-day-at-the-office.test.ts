/** What a day is made of: somebody at the window, what is put off, what is copied, a list brought in and taken back. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays } from '#engine/day.ts';
import { ask, enterAs, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults, faultsInEveryLook } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 120_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Session = {
  readonly today: string;
  readonly grant: { readonly unit: { readonly id: number } };
};
type One = {
  readonly record: Readonly<Record<string, unknown>> & { readonly version: number };
  readonly number: string | null;
};
type Listed = { readonly id: string; readonly guard: number };

const sought = async (seat: Seat, type: string, q: string) =>
  (await ask<{ records: Listed[] }>(seat, `/api/records/${type}`, { q })).records;
const one = (seat: Seat, type: string, id: string) => ask<One>(seat, `/api/records/${type}/${id}`);

async function figure(seat: Seat, indicator: string): Promise<number> {
  const { today, grant } = await ask<Session>(seat, '/api/session');
  const period = { unit: grant.unit.id, from: `${Number(today.slice(0, 4)) - 1}-01-01`, to: today };
  return (
    (await ask<{ value: number | null }>(seat, `/api/figures/${indicator}`, period)).value ?? 0
  );
}

describe('somebody comes to the window', () => {
  test('written down in a minute, it becomes a dispute in one save, and stays as restricted as it was', async () => {
    const seat = await enterAs(served, 'mediator');
    const { page } = seat;
    await page.goto('/records/contact/new');
    await page.getByLabel('来访人').fill('阎来访');
    await page.getByRole('radio', { name: '矛盾纠纷', exact: true }).check();
    await page.getByLabel('反映情况').fill('邻居把粪堆在院墙根，一下雨就往院里流。');
    await page
      .getByRole('group', { name: '限制查看' })
      .getByRole('checkbox', { name: '是', exact: true })
      .check();
    await page.locator('.form-foot button[type="submit"]').click();
    await page.locator('.receipt').waitFor();
    const [contact] = await sought(seat, 'contact', '阎来访');
    await page.goto(`/records/contact/${contact!.id}`);
    await page.getByRole('button', { name: '转为纠纷' }).click();
    await page.waitForURL('**/records/dispute/new?*');
    await seat.settled();
    // Nothing is typed twice.
    await expect
      .poll(() => page.getByLabel('纠纷简要情况').inputValue())
      .toBe('邻居把粪堆在院墙根，一下雨就往院里流。');
    await page.locator('[id="f-accept-parties-1-name"]').fill('阎被访');
    await page.locator('.fields, form').getByRole('combobox', { name: '纠纷类型' }).click();
    await page.keyboard.type('邻里');
    await page.keyboard.press('Enter');
    const save = page.waitForRequest('**/api/writes');
    await page.locator('.form-foot button[type="submit"]').click();
    const sent = (await save).postDataJSON() as { writes: { type: string }[] };
    expect(sent.writes.map((write) => write.type)).toEqual(['dispute', 'contact']);
    await page.locator('.receipt').waitFor();
    const [dispute] = await sought(seat, 'dispute', '阎来访');
    const turned = await one(seat, 'contact', contact!.id);
    expect(turned.record).toMatchObject({ state: 'turned', dispute_id: dispute!.id });
    expect((await one(seat, 'dispute', dispute!.id)).record).toMatchObject({
      state: 'in_mediation',
      sensitive: true,
    });
    expect(dispute!.guard).toBe(1);
    expect(seat.complaints).toEqual([]);
    await seat.context.close();
  });

  test('settled on the spot is one form, one save, and counts as an oral agreement', async () => {
    const seat = await enterAs(served, 'mediator');
    const { page } = seat;
    const before = [
      await figure(seat, 'disputes_mediated'),
      await figure(seat, 'disputes_settled'),
    ];
    await page.goto('/settle');
    await seat.settled();
    await page.locator('[id="f-settle_on_spot-parties-0-name"]').fill('邬当场');
    await page.locator('[id="f-settle_on_spot-parties-1-name"]').fill('邬对面');
    await page.getByRole('combobox', { name: '纠纷类型' }).click();
    await page.keyboard.type('邻里');
    await page.keyboard.press('Enter');
    await page.getByLabel('协议内容').fill('柴堆当天挪走，双方握手言和。');
    await page.locator('.form-foot button[type="submit"]').click();
    await page.locator('.receipt').getByText('已记账：').waitFor();
    const [dispute] = await sought(seat, 'dispute', '邬当场');
    const { record, number } = await one(seat, 'dispute', dispute!.id);
    expect(record).toMatchObject({ state: 'closed', result: 'oral' });
    expect(number).toMatch(/人调字第\d+号$/);
    expect([
      await figure(seat, 'disputes_mediated'),
      await figure(seat, 'disputes_settled'),
    ]).toEqual(before.map((n) => n + 1));
    await seat.context.close();
  });
});

describe('Today', () => {
  test('what the law does not set is put to another day, with a reason; what it sets is not', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const { page, context } = seat;
    type Item = {
      readonly key: string;
      readonly record_type: string;
      readonly record_id: string;
      readonly label: { readonly zh: string };
      readonly statutory: boolean;
      readonly postponed_to: string | null;
    };
    const week = async () => {
      const { sections } = await ask<{ sections: { key: string; items: Item[] }[] }>(
        seat,
        '/api/today',
      );
      return sections.filter(({ key }) => key !== 'waiting').flatMap(({ items }) => items);
    };
    const { today } = await ask<Session>(seat, '/api/session');
    // Long overdue, so that it stands first.
    const id = randomUUID();
    const came = { who: '阚久等', how: 'visit', came_on: addDays(today, -300), matter: 'question' };
    const deeds = [{ action: 'write_down', fields: came }];
    expect((await write(seat, { type: 'contact', id, deeds })).status).toBe(200);
    const items = await week();
    await page.goto('/today');
    await page.locator('a.today-link').first().waitFor();
    const rowOf = ({ record_type, record_id, label }: Item) =>
      page
        .locator('.today-item', {
          has: page.locator(`a.today-link[href="/records/${record_type}/${record_id}"]`),
        })
        .filter({ hasText: `${label.zh}：` });
    const shown = rowOf(items.find((item) => item.record_id === id)!);
    await shown.waitFor();
    for (const item of items)
      await expect
        .poll(() => rowOf(item).getByRole('button', { name: '改天办' }).count())
        .toBe(item.statutory ? 0 : 1);

    await shown.getByRole('button', { name: '改天办' }).click();
    const form = page.getByRole('dialog', { name: '改天办' });
    await form.getByLabel('理由').fill('当事人外出，约定改期');
    await form.getByRole('button', { name: '改期' }).click();
    await page.locator('.receipt').getByText('已改期').waitFor();
    const { duties } = await ask<{ duties: { key: string; postponed_to: string | null }[] }>(
      seat,
      `/api/records/contact/${id}`,
    );
    expect(duties.map(({ postponed_to }) => postponed_to)).toEqual([addDays(today, 3)]);
    await context.close();
  });

  test('is copied for a chat group as counts and units, without anybody’s name', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const { page, context } = seat;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto('/today');
    await page.locator('a.today-link').first().waitFor();
    await page.getByRole('button', { name: '复制到微信' }).click();
    await page.locator('.receipt').getByText('已复制').waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const { sections } = await ask<{
      sections: { label: { zh: string }; count: number; items: { title: { zh: string } }[] }[];
    }>(seat, '/api/today');
    expect(text).toMatch(/^【镇罗司法所】\d{4}-\d\d-\d\d 办理事项\n/);
    for (const { label, count, items } of sections.filter((section) => section.count > 0)) {
      expect(text).toContain(`${label.zh} ${count}`);
      for (const { title } of items) expect(text).not.toContain(title.zh);
    }
    await context.close();
  });

  test('a list for the village has only the chosen village, and room to write', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const { page } = seat;
    await page.goto('/today/villages');
    await page.locator('.village-sheet').first().waitFor();
    const all = await page.locator('.village-sheet h2').allTextContents();
    expect(all.length).toBeGreaterThan(1);
    await page.getByRole('checkbox').first().check();
    await expect.poll(() => page.locator('.village-sheet h2').allTextContents()).toEqual([all[0]]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    await expect.poll(() => page.locator('.on-the-spot').first().isVisible()).toBe(true);
    await seat.context.close();
  });
});

test('a view is saved under a name, opens first on another device, and is deleted with a way back', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  const views = (at: Seat) => at.page.getByRole('navigation', { name: '视图' });
  const names = async () =>
    (await ask<{ views: { name: string }[] }>(seat, '/api/views/dispute')).views.map((v) => v.name);
  await page.goto('/records/dispute?filter.state=agreed');
  await page.locator('.register-table').waitFor();
  await page.getByRole('button', { name: '保存视图' }).click();
  await page.getByLabel('视图名称').fill('等履行');
  await page.keyboard.press('Enter');
  await views(seat).getByRole('button', { name: '改名' }).click();
  await page.getByLabel('视图名称').fill('等待履行');
  await page.keyboard.press('Enter');
  await expect.poll(names).toEqual(['等待履行']);
  await views(seat).getByRole('button', { name: '设为默认' }).click();
  await views(seat).getByRole('button', { name: '取消默认' }).waitFor();

  const other = await enterAs(served, 'zhenluo');
  await other.page.goto('/records/dispute');
  await other.page.waitForURL(/filter\.state=agreed/);
  // All is still all.
  await views(other).getByRole('button', { name: '全部' }).click();
  await other.page.waitForURL((url) => url.search === '');
  await other.settled();
  expect(new URL(other.page.url()).search).toBe('');
  await views(other).getByRole('button', { name: '等待履行' }).click();
  await other.page.waitForURL(/filter\.state=agreed/);
  await views(other).getByRole('button', { name: '删除' }).click();
  await expect.poll(names).toEqual([]);
  await other.page.locator('.receipt').getByRole('button', { name: '撤回' }).click();
  await expect.poll(names).toEqual(['等待履行']);
  expect(await faultsInEveryLook(other, 'a saved view', 'once')).toEqual([]);
  await other.context.close();

  // Without a network the page works with what it remembers, and says that it cannot save.
  await page.route('**/api/views/**', (route) => route.abort());
  await page.goto('/records/dispute');
  await page.waitForURL(/filter\.state=agreed/);
  await page.locator('.register-table').waitFor();
  await views(seat).getByRole('button', { name: '删除' }).click();
  await page.locator('.receipt.bad').getByText('连不上服务器').waitFor();
  await page.unroute('**/api/views/**');
  await views(seat).getByRole('button', { name: '删除' }).click();
  await expect.poll(names).toEqual([]);
  await seat.context.close();
});

test('a long export tells how far it is, can be stopped, and comes as before', async () => {
  const seat = await enterAs(served, 'office', { language: 'en' });
  const { page } = seat;
  await page.goto(
    '/figures?from=2009-01-01&to=2009-12-31&figure=disputes_mediated~~2009-01-01~2009-12-31',
  );
  await seat.settled();
  // As a slow machine makes it: the file waits, and how far it is was told.
  let hold = true;
  await page.route('**/records.xlsx*', async (route) => {
    while (hold) await new Promise((resolve) => setTimeout(resolve, 50));
    await route.continue().catch(() => {});
  });
  await page.route('**/api/progress/*', (route) =>
    route.fulfill({ json: { step: 'writing', done: 1500, total: 4127 } }),
  );
  const press = page.getByRole('button', { name: 'Export list' });
  await press.click();
  const line = page.locator('.making');
  await line.getByText('Writing the file: 1,500 of 4,127').first().waitFor();
  await expect
    .poll(() => line.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.position))
    .toBeCloseTo(1500 / 4127, 2);
  await expect.poll(() => line.getByRole('status').textContent()).toContain('1,500 of 4,127');
  expect(await faults(page, 'en')).toEqual([]);
  await line.getByRole('button', { name: /^(Cancel|取消)$/ }).press('Enter');
  await line.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(
    /Export list|导出明细/,
  );
  expect(await page.locator('.receipt.bad').count()).toBe(0);
  hold = false;
  const saved = page.waitForEvent('download');
  await page
    .locator('.drawer-foot')
    .getByRole('button', { name: /Export list|导出明细/ })
    .click();
  expect((await saved).suggestedFilename()).toMatch(/2009.*\.xlsx$/);
  await page.goto(
    '/records/dispute?filter.accepted_on.from=2009-01-01&filter.accepted_on.to=2009-12-31',
  );
  await seat.settled();
  const register = page.waitForEvent('download');
  await page.getByRole('button', { name: /^(Export|导出)/ }).click();
  await page.getByRole('menuitem', { name: /Excel/ }).click();
  await line.waitFor();
  expect((await register).suggestedFilename()).toMatch(/\.xlsx$/);
  await seat.context.close();
});

test('a duty is passed to somebody else, and a post handed over with all that is open', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/today');
  await page.locator('a.today-link').first().waitFor();
  // Of the town's own committee, which has two mediators.
  const row = page
    .locator('li', { has: page.getByRole('link', { name: '转给' }) })
    .filter({ has: page.locator('.today-where', { hasText: '镇罗镇' }) })
    .first();
  const href = (await row.locator('a.today-link').getAttribute('href'))!;
  const id = /dispute\/([0-9a-f-]{36})/.exec(href)![1]!;
  const mediatorOf = async () => (await one(seat, 'dispute', id)).record['mediator_id'] as string;
  const before = await mediatorOf();
  await row.getByRole('link', { name: '转给' }).click();
  await page.waitForURL(/do=change/);
  await seat.settled();
  await page.getByRole('combobox', { name: '调解员' }).click();
  const another = page.locator('.ant-select-item-option:not(.ant-select-item-option-selected)');
  await another.first().click();
  await page.locator('.form-foot').getByRole('button', { name: '保存' }).click();
  await page.locator('.receipt').waitFor();
  await expect.poll(mediatorOf).not.toBe(before);

  const giver = await enterAs(served, 'mediator');
  await giver.page.goto('/hand-over');
  await giver.settled();
  const found = await faultsInEveryLook(giver, '/hand-over', 'once');
  const open = await ask<{ records: { records: number }[] }>(giver, '/api/hand-over');
  const kept = open.records.reduce((sum, { records }) => sum + records, 0);
  expect(kept).toBeGreaterThan(0);
  const to = giver.page.getByLabel(/接收人|Who takes it over/);
  const successor = await to.locator('option', { hasText: '田卫东' }).first().getAttribute('value');
  await to.selectOption(successor);
  await giver.page.getByLabel(/移交事由|Why/).fill('外出学习');
  await giver.page.getByRole('button', { name: /^(移交|Hand over)$/ }).click();
  await giver.page.waitForURL(/hand-over\/[0-9a-f-]{36}/);
  await giver.settled();
  found.push(...(await faultsInEveryLook(giver, '/hand-over/$id', 'once')));
  expect(found).toEqual([]);
  const left = async () =>
    (await ask<{ records: { records: number }[] }>(giver, '/api/hand-over')).records.length;
  await expect.poll(left).toBe(0);
  // The same day it is taken back, and everything is as it was.
  await giver.page.getByRole('button', { name: /^(撤回|Take back)$/ }).click();
  await giver.page.getByText(/本次移交已撤回|This hand-over was taken back/).waitFor();
  await expect
    .poll(async () =>
      (await ask<{ records: { records: number }[] }>(giver, '/api/hand-over')).records.reduce(
        (sum, { records }) => sum + records,
        0,
      ),
    )
    .toBe(kept);
  await Promise.all([seat.context.close(), giver.context.close()]);
});

test('the names on a page are hidden with one key', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/dispute?filter.state=agreed');
  await page.locator('.register-table').waitFor();
  await seat.settled();
  const name = page.locator('.register-table .private-name').first();
  const look = () =>
    name.evaluate((element) => {
      const { filter, color, visibility } = getComputedStyle(element);
      return [filter, color, visibility].join();
    });
  const open = await look();
  await page.locator('h1').click();
  await page.keyboard.press('h');
  expect(await look()).not.toBe(open);
  await page.keyboard.press('h');
  expect(await look()).toBe(open);
  await seat.context.close();
});

test('what a version changed stands in its history: old, new, who and when', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  const { records } = await ask<{ records: Listed[] }>(seat, '/api/records/dispute', {
    'filter.state': 'in_mediation',
  });
  const { id } = records.find((record) => record.guard === 0)!;
  await page.goto(`/records/dispute/${id}?do=change&group=1`);
  const place = page.getByLabel('发生地点');
  const before = await place.inputValue();
  await place.fill('七队磨坊');
  await page.locator('.form-foot').getByRole('button', { name: '保存' }).click();
  await page.locator('.receipt').waitFor();
  const timeline = page.locator('.timeline li').first();
  await timeline.getByRole('button', { name: '改动1项' }).click();
  await expect.poll(() => timeline.locator('ins').textContent()).toBe('七队磨坊');
  await expect.poll(() => timeline.locator('del').textContent()).toBe(before || '–');
  await expect.poll(() => timeline.textContent()).toContain('田卫东');
  await seat.context.close();
});

test('a paste from Excel: the good rows come in, the bad one says where and why, and all is taken back', async () => {
  const seat = await enterAs(served, 'mediator');
  const { page } = seat;
  const before = await figure(seat, 'sweeps');
  await page.goto('/records/sweep/import');
  const { today } = await ask<Session>(seat, '/api/session');
  const year = Number(today.slice(0, 4)) - 1;
  const rows = [
    ['排查类别', '排查起', '排查止', '走访户数', '零报告', '报告人', '上报日期'],
    ['定期', `${year}-03-02`, `${year}-03-08`, '80', '是', '万秀兰', `${year}-03-09`],
    ['定期', `${year}-03-20`, `${year}-03-11`, '80', '是', '万秀兰', `${year}-03-21`],
    ['定期', `${year}年4月2日`, `${year}年4月8日`, '６０', '是', '万秀兰', `${year}年4月9日`],
  ];
  await page.locator('#import-paste').fill(rows.map((row) => row.join('\t')).join('\n'));
  await page.getByRole('button', { name: '检查粘贴内容' }).click();
  await page.getByText('读到3行：2行可以导入，1行有问题').waitFor();
  const issue = page.getByRole('table', { name: '有问题的行' }).locator('tbody tr');
  await expect
    .poll(() => issue.locator('td').allTextContents())
    .toEqual(['3', '排查止', '“排查止”不能早于“排查起”，请核对。']);
  // Looking changes nothing.
  expect(await figure(seat, 'sweeps')).toBe(before);
  await page.getByRole('button', { name: '导入合格的2行' }).click();
  await page.getByText('已导入2行。').waitFor();
  expect(await figure(seat, 'sweeps')).toBe(before + 2);
  const notice = page.locator('.notice', { hasText: '已导入2行。' });
  await notice.getByRole('button', { name: '撤销导入' }).click();
  await notice.getByRole('button', { name: '确认撤销' }).click();
  await page.locator('.receipt').getByText('已撤销2条记录').waitFor();
  expect(await figure(seat, 'sweeps')).toBe(before);
  await seat.context.close();
});

test('a chart has its numbers in a table below it, and they make the figure', async () => {
  const seat = await enterAs(served, 'office');
  const { page } = seat;
  const year = { from: '2009-01-01', to: '2009-12-31' };
  const { value } = await ask<{ value: number }>(seat, '/api/figures/disputes_mediated', year);
  await page.goto(`/figures?from=${year.from}&to=${year.to}&show=disputes_mediated`);
  const rail = page.locator('.figures-rail');
  await rail.locator('svg').first().waitFor();
  await rail.getByText('逐月数字').click();
  const months = await rail.locator('details .figure').allTextContents();
  expect(months).toHaveLength(12);
  const sum = months.reduce((total, month) => total + Number(month.replaceAll(/\D/g, '')), 0);
  expect(sum).toBe(value);
  await seat.context.close();
});

test('a file that takes its time says so, and a refusal is told on the page', async () => {
  const seat = await enterAs(served, 'office');
  const { page } = seat;
  await page.goto('/figures?from=2009-01-01&to=2009-12-31');
  await seat.settled();
  let refuse = false;
  await page.route('**/api/figures.xlsx*', async (route) => {
    if (refuse) {
      const detail = { en: 'Not now.', zh: '现在不行。' };
      return route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        json: { kind: 'unavailable', detail },
      });
    }
    await new Promise((resolve) => setTimeout(resolve, 1200));
    return route.continue();
  });
  const button = page.locator('.page-head a', { hasText: 'Excel' });
  const saved = page.waitForEvent('download');
  await button.click();
  await page.locator('.page-head a', { hasText: '正在生成…' }).waitFor();
  expect((await saved).suggestedFilename()).toMatch(/2009.*\.xlsx$/);
  await button.waitFor();
  refuse = true;
  await button.click();
  await page.locator('.receipt.bad').getByText('现在不行。').waitFor();
  expect(new URL(page.url()).pathname).toBe('/figures');
  await seat.context.close();
});
