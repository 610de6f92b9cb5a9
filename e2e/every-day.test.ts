/** Small things that people meet every day: signing in, the keyboard, drafts, two at one record. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoPassword } from '#city/people.ts';
import { ask, enterAs, openWindow, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';

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
