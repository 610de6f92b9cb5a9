/** Small things that people meet every day: signing in, the keyboard, drafts, two at one record. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { addDays } from '#engine/day.ts';
import { demoPassword } from '#city/people.ts';
import { ask, enterAs, openWindow, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults, faultsInEveryLook } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 90_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type Listed = { readonly id: string; readonly guard: number; readonly place: string | null };
type One = { readonly record: Readonly<Record<string, unknown>> & { readonly version: number } };

async function openDispute(seat: Seat): Promise<string> {
  const { records } = await ask<{ records: Listed[] }>(seat, '/api/records/dispute', {
    'filter.state': 'in_mediation',
  });
  return records.find((one) => one.guard === 0)!.id;
}

const read = async (seat: Seat, id: string) =>
  (await ask<One>(seat, `/api/records/dispute/${id}`)).record;

test('a wrong password is said in plain words, the right one leads on', async () => {
  const { page, context } = await openWindow(served);
  await page.goto('/records/dispute?sort=-accepted_on');
  await page.waitForURL('**/sign-in?*');
  await page.getByLabel('用户名').fill('zhenluo');
  await page.getByLabel('密码').fill('not this one');
  await page.getByRole('button', { name: '登录' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toMatch(/用户名或密码/);
  expect((await context.request.get('/api/session')).status()).toBe(401);
  await page.getByLabel('密码').fill(demoPassword);
  await page.getByRole('button', { name: '登录' }).click();
  // To where the person wanted to go.
  await page.waitForURL('**/records/dispute**');
  await page.locator('.register-table').waitFor();
  expect((await context.request.get('/api/session')).status()).toBe(200);
  await context.close();
});

test('the filters of a register are in its address, and survive a reload', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/dispute');
  await seat.settled();
  await page.getByRole('button', { name: '状态' }).first().click();
  await page.getByRole('checkbox', { name: '达成协议', exact: true }).check();
  await page.keyboard.press('Escape');
  await page.waitForURL(/filter\.state=agreed/);
  await seat.settled();
  const { count } = await ask<{ count: number }>(seat, '/api/records/dispute', {
    'filter.state': 'agreed',
    count: 1,
  });
  await page.locator('.register-foot').getByText(`共${count}条`).waitFor();
  await page.reload();
  await page.locator('.register-foot').getByText(`共${count}条`).waitFor();
  const states = await page.locator('.register-table td[data-column="state"]').allTextContents();
  expect(new Set(states)).toEqual(new Set(['达成协议']));
  await seat.context.close();
});

test('a register wider than the window is reached by scrolling; where it fits, its head stays in sight', async () => {
  const seat = await enterAs(served, 'zhenluo', {
    language: 'en',
    viewport: { width: 1020, height: 700 },
  });
  const { page } = seat;
  await page.goto('/records/dispute');
  await page.locator('.register-table tbody tr').first().waitFor();
  const head = page.locator('.register-table thead');
  const right = () =>
    head
      .locator('th')
      .last()
      .evaluate((one) => one.getBoundingClientRect().right);
  await expect.poll(right).toBeGreaterThan(1020);
  await page.locator('.register .table-scroll').evaluate((box) => box.scrollTo(10_000, 0));
  await expect.poll(right).toBeLessThanOrEqual(1020);
  await page.setViewportSize({ width: 1900, height: 700 });
  await page.evaluate(() => window.scrollTo(0, 600));
  const bar = page.locator('.frame-bar');
  const below = async () =>
    (await head.locator('th').first().boundingBox())!.y - (await bar.boundingBox())!.height;
  await expect.poll(below).toBe(0);
  await seat.context.close();
});

test('what was searched for goes when all are asked for, comes back with the way back, and is asked when composed', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/dispute');
  await seat.settled();
  const box = page.getByRole('searchbox');
  const sought = () => new URL(page.url()).searchParams.get('q');
  await page.goto('/records/dispute?q=zhang');
  await seat.settled();
  expect(await box.inputValue()).toBe('zhang');
  await page.locator('.views').getByRole('button', { name: '全部', exact: true }).click();
  await expect.poll(sought).toBe(null);
  // Longer than the box waits for another key: what was typed before does not write itself back.
  await page.waitForTimeout(700);
  expect([sought(), await box.inputValue()]).toEqual([null, '']);
  await page.goBack();
  await expect.poll(() => box.inputValue()).toBe('zhang');
  expect(sought()).toBe('zhang');

  // As an input method does it: letters under way ask nothing, the word that they become does.
  await box.fill('');
  await expect.poll(sought).toBe(null);
  const method = await seat.context.newCDPSession(page);
  const under = { text: 'wang', selectionStart: 4, selectionEnd: 4 };
  await method.send('Input.imeSetComposition', under);
  await page.waitForTimeout(700);
  expect(sought()).toBe(null);
  await method.send('Input.insertText', { text: '王' });
  await expect.poll(sought).toBe('王');
  expect(await box.inputValue()).toBe('王');
  await seat.context.close();
});

test('the menu opens the line that the page belongs to, and keeps what was folded', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/help_file');
  await seat.settled();
  const menu = page.getByRole('navigation', { name: '菜单' });
  const mediation = menu.getByRole('button', { name: '人民调解' });
  await menu.getByRole('link', { name: '安置帮教台账', exact: true }).waitFor();
  expect(await menu.getByRole('link', { name: '司法所', exact: true }).count()).toBe(0);
  await expect.poll(() => mediation.getAttribute('aria-expanded')).toBe('true');
  await mediation.click();
  await page.reload();
  await seat.settled();
  await expect.poll(() => mediation.getAttribute('aria-expanded')).toBe('false');
  expect(await menu.getByRole('link', { name: '纠纷登记', exact: true }).count()).toBe(0);
  await seat.context.close();
});

test('what was typed is still there after the page is loaded again', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  await page.goto('/records/dispute/new');
  await page.getByLabel('纠纷简要情况').fill('水渠分水先后之争');
  await page.reload();
  await page.getByText('已恢复上次填写的内容。').waitFor();
  await expect.poll(() => page.getByLabel('纠纷简要情况').inputValue()).toBe('水渠分水先后之争');
  await page.getByRole('button', { name: '清空重填' }).click();
  expect(await page.getByLabel('纠纷简要情况').inputValue()).toBe('');
  await seat.context.close();
});

describe('with the keyboard alone', () => {
  test('N begins a new record; a number opens with Enter, and Esc gives the focus back', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const { page } = seat;
    const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
    await page.goto('/figures?from=2009-01-01&to=2009-12-31');
    await seat.settled();
    await page.keyboard.press('n');
    await page.getByRole('menu').waitFor();
    const items = await page.getByRole('menuitem').allTextContents();
    expect(await focused()).toBe(items[0]);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(items[1]);
    await page.keyboard.press('Escape');
    expect(await page.getByRole('menu').count()).toBe(0);

    const number = page.locator('.figures-table .figure').first();
    const value = await number.textContent();
    await number.focus();
    await page.keyboard.press('Enter');
    await page.locator('.drawer').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.drawer').waitFor({ state: 'detached' });
    expect(await focused()).toBe(value);

    // In a field a letter is a letter.
    await page.goto('/records/dispute');
    await page.getByRole('searchbox').fill('');
    await page.getByRole('searchbox').press('n');
    await expect.poll(() => page.getByRole('searchbox').inputValue()).toBe('n');
    expect(await page.getByRole('menu').count()).toBe(0);
    await seat.context.close();
  });

  test('J and K walk through Today, Enter opens', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const { page } = seat;
    await page.goto('/today');
    await page.locator('a.today-link').first().waitFor();
    const href = () => page.evaluate(() => document.activeElement?.getAttribute('href') ?? null);
    const links = await page
      .locator('a.today-link')
      .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    expect(links.length).toBeGreaterThan(2);
    await page.keyboard.press('j');
    expect(await href()).toBe(links[0]);
    await page.keyboard.press('j');
    expect(await href()).toBe(links[1]);
    await page.keyboard.press('k');
    expect(await href()).toBe(links[0]);
    await page.keyboard.press('Enter');
    await page.waitForURL(`**${links[0]}`);
    await seat.context.close();
  });
});

describe('two at one record', () => {
  /** One changes the place while the other has the form open and types another. */
  async function meet(seat: Seat, theirs: string, mine: string): Promise<string> {
    const { page } = seat;
    const id = await openDispute(seat);
    const { version } = await read(seat, id);
    await page.goto(`/records/dispute/${id}?do=change&group=1`);
    await page.getByLabel('发生地点').fill(mine);
    const other = await write(seat, {
      type: 'dispute',
      id,
      expected_version: version,
      deeds: [{ action: 'change', fields: { place: theirs } }],
    });
    expect(other.status).toBe(200);
    await page.locator('.form-foot').getByRole('button', { name: '保存' }).click();
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    const words = await question.textContent();
    expect(words).toContain(theirs);
    expect(words).toContain(mine);
    return id;
  }

  test('keep theirs', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const id = await meet(seat, '三队打谷场', '四队打谷场');
    await seat.page.getByRole('button', { name: '用对方的' }).click();
    await seat.page.locator('.form-foot').waitFor({ state: 'detached' });
    expect((await read(seat, id))['place']).toBe('三队打谷场');
    await seat.context.close();
  });

  test('keep mine', async () => {
    const seat = await enterAs(served, 'zhenluo');
    const id = await meet(seat, '五队水房', '六队水房');
    await seat.page.getByRole('button', { name: '用我的' }).click();
    await seat.page.locator('.receipt').waitFor();
    expect((await read(seat, id))['place']).toBe('六队水房');
    await seat.context.close();
  });
});

test('a change is taken back from its receipt, and the figure with it', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  const { today, grant } = await ask<{ today: string; grant: { unit: { id: number } } }>(
    seat,
    '/api/session',
  );
  const people = async () =>
    (
      await ask<{ value: number }>(seat, '/api/figures/dispute_people', {
        unit: grant.unit.id,
        from: `${Number(today.slice(0, 4)) - 1}-01-01`,
        to: today,
      })
    ).value;
  const id = await openDispute(seat);
  const before = { people: await people(), record: await read(seat, id) };
  await page.goto(`/records/dispute/${id}?do=change&group=0`);
  await page.getByLabel('涉及人数').fill('57');
  await page.locator('.form-foot').getByRole('button', { name: '保存' }).click();
  const receipt = page.locator('.receipt');
  await receipt.getByText('已记账：').waitFor();
  expect((await read(seat, id))['people_count']).toBe(57);
  expect(await people()).toBeGreaterThan(before.people + 40);
  await receipt.getByRole('button', { name: '撤回' }).click();
  await receipt.getByText('已撤回。').waitFor();
  expect(await people()).toBe(before.people);
  // Nothing is rubbed out: the book keeps both versions.
  expect((await read(seat, id)).version).toBe(before.record.version + 2);
  await seat.context.close();
});

test('script in a field is shown as what was typed', async () => {
  const seat = await enterAs(served, 'zhenluo');
  const { page } = seat;
  const hostile = '<img src=x onerror="document.title=1"><script>alert(1)</script>';
  const id = await openDispute(seat);
  const { version } = await read(seat, id);
  const fields = { place: hostile.slice(0, 100), about: hostile };
  const saved = await write(seat, {
    type: 'dispute',
    id,
    expected_version: version,
    deeds: [{ action: 'change', fields }],
  });
  expect(saved.status).toBe(200);
  page.on('dialog', (dialog) => {
    throw new Error(`The page ran a script: ${dialog.message()}`);
  });
  await page.goto(`/records/dispute/${id}`);
  await page.getByText(hostile, { exact: true }).first().waitFor();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});

type Unit = { readonly id: number; readonly name: { readonly zh: string; readonly en: string } };
const year = { from: '2009-01-01', to: '2009-12-31' };

/** A choice of a list that opens below a search. */
async function choose({ page }: Seat, label: string, typed: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).last().fill(typed);
  await page.locator('.ant-select-item-option', { hasText: typed }).first().click();
}

describe('what administrators change', () => {
  test('a township is called otherwise and then merged; its year stays, and opens as it stood', async () => {
    const seat = await enterAs(served, 'system');
    const bureau = await enterAs(served, 'office');
    const { page } = seat;
    const below = async (parent: number, on?: string) =>
      (await ask<{ units: Unit[] }>(bureau, '/api/units', { parent, ...(on ? { on } : {}) })).units;
    const { grant } = await ask<{ grant: { unit: { id: number } } }>(bureau, '/api/session');
    const county = (await below(grant.unit.id)).find((unit) => unit.name.zh.startsWith('海原'))!;
    const [from, into] = (await below(county.id)).filter(({ name }) => name.zh.endsWith('乡'));
    // A township becomes a town.
    const town = `${from!.name.zh.slice(0, -1)}镇`;
    const value = async (unit: number, more: Record<string, string> = {}) =>
      (
        await ask<{ value: number | null }>(bureau, '/api/figures/disputes_mediated', {
          ...year,
          unit,
          ...more,
        })
      ).value ?? 0;
    const before = {
      county: await value(county.id),
      from: await value(from!.id),
      into: await value(into!.id),
    };
    expect(before.from).toBeGreaterThan(0);
    const begin = async (unit: string, deed: string) => {
      await page.goto(`/admin/units?unit=${county.id}`);
      await seat.settled();
      await page
        .getByRole('button', { name: `变更：${unit}`, exact: true })
        .first()
        .click();
      await page.getByRole('menuitem', { name: deed, exact: true }).click();
    };
    const writeDown = async () => {
      await page.getByLabel('变更理由').fill('区划调整');
      await page.getByRole('button', { name: '登记变更' }).click();
      await page.locator('.receipt').getByText('已登记机构变更').waitFor();
    };
    await begin(from!.name.zh, '更名');
    await page.getByLabel('名称', { exact: true }).fill(town);
    await page.getByLabel('英文名称').fill('The town');
    await writeDown();
    await expect
      .poll(async () => (await below(county.id)).map(({ name }) => name.zh))
      .toContain(town);
    expect(await value(county.id)).toBe(before.county);

    await begin(town, '合并');
    await choose(seat, '并入单位', into!.name.zh);
    await page.getByText('本次变更涉及：').waitFor();
    await seat.settled();
    expect(await faults(page, 'zh')).toEqual([]);
    await writeDown();
    await expect
      .poll(async () => (await below(county.id)).map(({ id }) => id))
      .not.toContain(from!.id);
    expect(await value(county.id)).toBe(before.county);
    await expect.poll(() => value(into!.id)).toBe(before.into + before.from);

    // Under the boundaries of that year it is two townships still, and the records of each open.
    const door = `disputes_mediated~${county.id}~${year.from}~${year.to}`;
    await bureau.page.goto(`/figures?from=${year.from}&to=${year.to}&figure=${door}&tab=units`);
    const drawer = bureau.page.locator('.drawer');
    await drawer.getByRole('checkbox', { name: '按2009年12月31日的区划' }).check();
    const row = drawer.locator('tr', { hasText: town });
    await expect.poll(() => row.locator('.figure').textContent()).toBe(String(before.from));
    await row.locator('.figure').click();
    await drawer.getByRole('tab', { name: '明细' }).click();
    await drawer.locator('.drawer-records tbody tr').first().waitFor();
    await expect
      .poll(() => drawer.locator('.drawer-foot p').textContent())
      .toContain(String(before.from));
    await drawer.getByText('按2009-12-31的区划').waitFor();
    expect(await faultsInEveryLook(bureau, 'a figure under old boundaries', 'once')).toEqual([]);
    await Promise.all([seat.context.close(), bureau.context.close()]);
  });

  test('a post is given for some days, to somebody who then enters with it', async () => {
    const seat = await enterAs(served, 'security');
    const { page } = seat;
    const { today } = await ask<{ today: string }>(seat, '/api/session');
    await page.goto('/admin/accounts?q=李晓燕');
    await seat.settled();
    await page.getByRole('button', { name: '授予岗位' }).first().click();
    const sheet = page.getByRole('dialog', { name: '授予李晓燕岗位' });
    await sheet.getByLabel('岗位').selectOption('director');
    await choose(seat, '单位', '东园镇');
    await sheet.getByLabel('自', { exact: true }).fill(today);
    await sheet.getByLabel('至（含当日）').fill(addDays(today, 6));
    expect(await faults(page, 'zh')).toEqual([]);
    await sheet.getByRole('button', { name: '授予', exact: true }).click();
    await page.locator('.receipt').waitFor();
    await page
      .getByText(`至${addDays(today, 6)}`)
      .first()
      .waitFor();
    const clerk = await enterAs(served, 'clerk');
    const { grants } = await ask<{ grants: { unit: Unit; role: string }[] }>(clerk, '/api/session');
    expect(grants.map((one) => `${one.unit.name.zh} ${one.role}`)).toContain('东园司法所 director');
    await Promise.all([seat.context.close(), clerk.context.close()]);
  });

  test('a code is added below a national one, chosen, and ended', async () => {
    const seat = await enterAs(served, 'system');
    const office = await enterAs(served, 'zhenluo');
    const { page } = seat;
    const { today } = await ask<{ today: string }>(seat, '/api/session');
    await page.goto('/admin/codes?list=dispute_type');
    await seat.settled();
    await page.getByRole('button', { name: '变更“邻里”' }).click();
    await page.getByRole('menuitem', { name: '增设下级代码' }).click();
    await page.getByLabel('中文名称').fill('宠物扰邻');
    await page.getByLabel('英文名称').fill('Pets');
    await page.locator('form.admin-sheet').getByLabel(/^代码/).fill('pets');
    expect(await faults(page, 'zh')).toEqual([]);
    await page.getByRole('button', { name: '保存' }).click();
    await page.locator('.receipt').getByText('代码表已更新').waitFor();
    const offered = async () => {
      await office.page.goto('/records/dispute/new');
      await office.settled();
      await office.page.getByRole('combobox', { name: '纠纷类型' }).fill('宠物');
      const options = office.page.locator('.ant-select-item-option', { hasText: '宠物扰邻' });
      return options.count();
    };
    await expect.poll(offered).toBe(1);
    await page.getByRole('button', { name: '变更“宠物扰邻”' }).click();
    await page.getByRole('menuitem', { name: '名称、有效期、停用' }).click();
    await page.getByLabel('停用日期').fill(addDays(today, -1));
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText(`至${addDays(today, -1)}`).waitFor();
    await expect.poll(offered).toBe(0);
    await Promise.all([seat.context.close(), office.context.close()]);
  });

  test.each([
    ['tariff', 'county'],
    ['criteria', 'office'],
  ] as const)(
    'the next version of a %s ends the one before, and is chosen from its day on',
    async (type, who) => {
      const seat = await enterAs(served, who);
      const { page } = seat;
      const { today } = await ask<{ today: string }>(seat, '/api/session');
      const { records } = await ask<{ records: Listed[] }>(seat, `/api/records/${type}`, {
        'filter.state': 'in_force',
      });
      const old = records[0]!.id;
      const chosen = async (day: string) =>
        (
          await ask<{ choices: { id: string }[] }>(seat, `/api/choices/${type}`, { in_force: day })
        ).choices.map(({ id }) => id);
      expect(await chosen(today)).toContain(old);
      await page.goto(`/records/${type}/${old}`);
      await page.getByRole('link', { name: '新立版本' }).click();
      await seat.settled();
      await page.getByLabel('版本', { exact: true }).fill('次年版');
      await page.getByLabel('启用日期').fill(today);
      expect(await faults(page, 'zh')).toEqual([]);
      await page.locator('.form-foot button[type="submit"]').click();
      await page.waitForURL(
        (url) => /\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(old),
      );
      const next = page.url().split('/').at(-1)!;
      await expect
        .poll(async () => (await ask<One>(seat, `/api/records/${type}/${old}`)).record['state'])
        .toBe('ended');
      expect(await chosen(today)).toContain(next);
      expect(await chosen(today)).not.toContain(old);
      expect(await chosen(addDays(today, -1))).toContain(old);
      await seat.context.close();
    },
  );
});
