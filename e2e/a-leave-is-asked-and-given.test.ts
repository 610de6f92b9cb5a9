/**
 * An officer on a telephone asks for a leave of nine days from the page of the person's file; it is the county's to
 * give, who does so at a desk; the certificate is made. So with a warning, until the person is told; a change of place
 * between two counties; and a device, which the head approves. Every page on the way is judged by axe.
 */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import JSZip from 'jszip';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { addDays } from '#engine/day.ts';
import { addAccounts } from '#server/accounts/add-account.ts';
import { hashPassword } from '#server/accounts/password.ts';
import { ask, desk, enterAs, openWindow, serveCity, telephone, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

// A page is slower than a function, and slowest where others work beside it.
vi.setConfig({ testTimeout: 120_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

type One = { readonly record: Readonly<Record<string, any>>; readonly title: { zh: string } };
const read = (seat: Seat, id: string, type = 'correction_leave') =>
  ask<One>(seat, `/api/records/${type}/${id}`);
const todayOf = async (seat: Seat) => (await ask<{ today: string }>(seat, '/api/session')).today;

/** One deed past the page, on a record as it stands. */
async function did(seat: Seat, type: string, id: string, action: string, fields: object) {
  const { record } = await read(seat, id, type);
  const deeds = [{ action, fields }];
  const answer = await write(seat, { type, id, expected_version: record['version'], deeds });
  expect([answer.status, answer.body.detail?.zh]).toEqual([200, undefined]);
}

async function begun(seat: Seat, type: string, action: string, fields: object): Promise<string> {
  const id = randomUUID();
  const answer = await write(seat, { type, id, deeds: [{ action, fields }] });
  expect([answer.status, answer.body.detail?.zh]).toEqual([200, undefined]);
  return id;
}

/** One deed on the page of the record: its button, its form, its answer; judged before and after. */
async function doneOn(
  seat: Seat,
  [type, id]: readonly [string, string],
  button: string,
  fill: Readonly<Record<string, string>>,
  /** Null where it is out of their sight then: they are back at the register. */
  stands: string | null,
  language: 'en' | 'zh' = 'zh',
) {
  const { page } = seat;
  await page.goto(`/records/${type}/${id}`);
  await seat.settled();
  const own = page.getByRole('button', { name: button, exact: true }).first();
  const menu = page.getByRole('button', { name: '更多操作' }).first();
  await own.or(menu).first().waitFor();
  if (await own.isVisible()) await own.click();
  else {
    await menu.click();
    await page.getByRole('menuitem', { name: button, exact: true }).click();
  }
  const panel = page.locator('.action-panel');
  await panel.waitFor();
  for (const [label, value] of Object.entries(fill)) {
    const choice = panel.getByRole('radio', { name: value, exact: true });
    if ((await choice.count()) > 0) await choice.first().check();
    else await panel.getByLabel(label, { exact: true }).first().fill(value);
  }
  expect(await faults(page, language)).toEqual([]);
  await page.locator('.form-foot button[type="submit"]').click();
  if (stands === null) await page.waitForURL(`**/records/${type}`);
  else await page.locator('.record-line').getByText(stands).first().waitFor();
  await seat.settled();
  expect(await faults(page, language)).toEqual([]);
}

/** What a paper says that is made on the page. */
async function made({ page }: Seat, paper: string): Promise<string> {
  const row = page.getByRole('listitem').filter({ hasText: paper }).filter({ hasNotText: '证据' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    row.first().getByRole('button', { name: '制作' }).click(),
  ]);
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  return (await zip.file('word/document.xml')!.async('string')).replace(/<[^>]+>/g, '');
}

/** Somebody under correction at the officer's own office. */
async function somebody(officer: Seat, today: string): Promise<string> {
  const [person_id, id] = [randomUUID(), randomUUID()];
  const name = {
    document_kind: 'none',
    no_document_reason: '尚未移交',
    name: '丁小满',
    sex: 'male',
  };
  const file = {
    person_id,
    category: 'probation',
    organ_kind: 'court',
    deciding_organ: '沙坡头区人民法院',
    effective_on: addDays(today, -200),
    term_from: addDays(today, -200),
    term_until: addDays(today, 300),
    papers_on: addDays(today, -198),
    received_on: addDays(today, -195),
  };
  for (const body of [
    { type: 'person', id: person_id, deeds: [{ action: 'register', fields: name }] },
    { type: 'correction_file', id, deeds: [{ action: 'bring_in', fields: file }] },
  ]) {
    const answer = await write(officer, body);
    expect([answer.status, answer.body.detail?.zh]).toEqual([200, undefined]);
  }
  return id;
}

test('asked for on a telephone, given at a desk, printed', async () => {
  const officer = await enterAs(served, 'clerk', { viewport: telephone });
  const { page } = officer;
  const { today } = await ask<{ today: string }>(officer, '/api/session');
  const file_id = await somebody(officer, today);
  const from = addDays(today, 14);

  await page.goto(`/records/correction_file/${file_id}`);
  await officer.settled();
  await page.getByRole('button', { name: '更多操作' }).first().click();
  await page.getByRole('menuitem', { name: '登记外出请假' }).click();
  // Whose it is stands there already.
  await page.locator('form').getByText('丁某').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/records/correction_leave/new');
  await page.getByRole('radio', { name: '就医' }).check();
  await page.getByLabel('事由说明').fill('到银川复查，医生要求住院观察');
  await page.getByLabel('目的地').fill('银川市金凤区');
  await page.getByLabel('外出起始日期').fill(from);
  await page.getByLabel('外出截止日期').fill(addDays(from, 8));
  await page.getByLabel('申请日期').fill(today);
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.receipt').waitFor();
  const id = /correction_leave\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  expect((await read(officer, id)).record).toMatchObject({
    days: 9,
    level: 'county',
    state: 'asked',
  });

  await page.getByRole('button', { name: '核实' }).first().click();
  const panel = page.locator('.action-panel');
  await panel.getByLabel('是', { exact: true }).check();
  await panel.getByLabel('核实材料').fill('复诊预约单');
  await panel.getByLabel('司法所意见').fill('情况属实，建议批准');
  expect(await faults(page, 'zh')).toEqual([]);
  await page.locator('.form-foot button[type="submit"]').click();
  await page.locator('.record-line').getByText('待审批').waitFor();

  // The office’s own director is not offered what is the county’s, and told so by the book.
  const director = await enterAs(served, 'zhenluo');
  const { record } = await read(director, id);
  const refused = await write(director, {
    type: 'correction_leave',
    id,
    expected_version: record['version'],
    deeds: [{ action: 'approve', fields: {} }],
  });
  expect([refused.status, refused.body.detail.zh]).toEqual([
    422,
    '本次9天，两个月内累计9天，应由县（区）级审批。请签署意见后上报。',
  ]);

  const county = await enterAs(served, 'county');
  await county.page.goto(`/records/correction_leave/${id}`);
  await county.settled();
  expect(await faults(county.page, 'zh')).toEqual([]);
  await county.page.getByRole('button', { name: '县（区）级批准' }).first().click();
  await county.page.locator('.action-panel').getByLabel('县（区）级意见').fill('同意外出');
  await county.page.locator('.form-foot button[type="submit"]').click();
  await county.page.locator('.record-line').getByText('已批准').waitFor();
  expect(await faults(county.page, 'zh')).toEqual([]);

  const [download] = await Promise.all([
    county.page.waitForEvent('download'),
    county.page
      .getByRole('listitem')
      .filter({ hasText: '外出证明' })
      .filter({ hasNotText: '材料' })
      .getByRole('button', { name: '制作' })
      .click(),
  ]);
  const { number } = (await read(county, id)).record;
  expect(number).toMatch(/^（\d{4}）外准字第\d+号$/);
  const zip = await JSZip.loadAsync(await readFile(await download.path()));
  const text = (await zip.file('word/document.xml')!.async('string')).replace(/<[^>]+>/g, '');
  for (const words of [number, '丁小满', '银川市金凤区', '9天']) expect(text).toContain(words);
});

test('a warning: proposed, checked, heard, decided by the county, on paper, and told to the person', async () => {
  const officer = await enterAs(served, 'clerk', { viewport: telephone });
  const file_id = await somebody(officer, await todayOf(officer));
  await officer.page.goto(`/records/correction_decision/new?on=${file_id}`);
  await officer.settled();
  expect(await faults(officer.page, 'zh')).toEqual([]);
  const type = 'correction_decision';
  const id = await begun(officer, type, 'propose', {
    file_id,
    kind: 'warn',
    ground: 'warn_late',
    facts: '脱离监管十二日',
    evidence: [{ kind: 'talk', what: '谈话笔录' }],
  });
  const director = await enterAs(served, 'zhenluo');
  await doneOn(director, [type, id], '查证', { 司法所意见: '属实，建议警告' }, '已查证');
  const heard = { 陈述申辩内容: '承认错误，无申辩' };
  await doneOn(officer, [type, id], '登记陈述申辩', heard, '已查证');
  const county = await enterAs(served, 'county');
  await doneOn(county, [type, id], '决定', { '县（区）级意见': '同意给予警告' }, '已决定');
  const text = await made(county, '决定书');
  const { number } = (await read(county, id, type)).record;
  for (const words of [number, '丁小满', '警告', '第二十八条']) expect(text).toContain(words);
  await doneOn(officer, [type, id], '登记送达', { 送达方式: '当面宣告' }, '已送达');
  const { record } = await read(officer, file_id, 'correction_file');
  expect(record['decisions']).toMatchObject([{ kind: 'warn' }]);
});

test('a change of place from one county to another: asked there, decided here, and the file is gone from here', async () => {
  const officer = await enterAs(served, 'clerk');
  const today = await todayOf(officer);
  const file_id = await somebody(officer, today);
  const { owner } = served.city.services;
  const { rows } = await owner.query(
    `select u.id from unit u join unit c on c.id = u.parent_id where c.code = '640521000000' and u.kind = 'township' order by u.id limit 1`,
  );
  const type = 'correction_move';
  const id = await begun(officer, type, 'apply', {
    file_id,
    where_to: 'within',
    to_unit_id: rows[0].id,
    new_address: '宁安镇某小区',
    reason: '随子女迁居',
    wanted_on: addDays(today, 45),
  });
  const county = await enterAs(served, 'county');
  const asked = { 原执行地意见: '拟同意变更' };
  await doneOn(county, [type, id], '征求新执行地意见', asked, null);

  // Somebody of the other county, whom the demonstration has no door for.
  const password = 'umbrella rain 7';
  const grants = [{ role: 'county', unit_code: '640521000000', from_day: '2020-01-01' }] as const;
  const password_hash = await hashPassword(password);
  const account = { username: 'zhongning', name: '马国栋', password_hash, grants };
  await addAccounts(owner, [account], '2020-01-01');
  const other = await openWindow(served, { viewport: desk });
  const door = await other.context.request.post('/api/session', {
    headers: { 'x-taizhang': '1' },
    data: { username: 'zhongning', password },
  });
  expect(door.status()).toBe(200);
  const answer = { 新执行地意见: '居住属实，同意接收' };
  await doneOn(other, [type, id], '新执行地同意接收', answer, null);
  await doneOn(county, [type, id], '决定变更', {}, null);
  const { context } = county;
  const gone = async (path: string) => (await context.request.get(path)).status();
  await expect.poll(() => gone(`/api/records/${type}/${id}`)).toBe(404);
  expect(await gone(`/api/records/correction_file/${file_id}`)).toBe(404);
  await doneOn(other, [type, id], '登记报到', {}, '已报到');
  expect((await read(other, file_id, 'correction_file')).record).toMatchObject({
    unit_id: rows[0].id,
    moving_to_unit_id: null,
  });
});

test('a device: asked for, laid before the head, who sees it only then and approves it; the city learns nothing', async () => {
  const officer = await enterAs(served, 'clerk');
  const file_id = await somebody(officer, await todayOf(officer));
  const type = 'correction_positioning';
  const asked = { file_id, cause: 'left', facts: '未经批准离开所居住的县' };
  const id = await begun(officer, type, 'ask', asked);
  const head = await enterAs(served, 'head', { language: 'en' });
  const sees = async (seat: Seat) =>
    (await seat.context.request.get(`/api/records/${type}/${id}`)).status();
  expect(await sees(head)).toBe(404);
  const county = await enterAs(served, 'county');
  const { account } = await ask<{ account: { id: string } }>(head, '/api/session');
  const laid = { county_opinion: '符合法定情形', head_id: account.id };
  await did(county, type, id, 'lay_before', laid);
  await head.page.goto('/today');
  await head.settled();
  expect(await faults(head.page, 'en')).toEqual([]);
  // With the answer it goes back to whoever is in charge.
  await doneOn(head, [type, id], 'Approve', {}, null, 'en');
  expect(await sees(head)).toBe(404);
  expect((await read(county, id, type)).record).toMatchObject({ state: 'in_force' });
  expect(await sees(await enterAs(served, 'leader'))).toBe(404);
  await county.page.goto(`/records/${type}/${id}`);
  await county.settled();
  const text = await made(county, '使用电子定位装置审批表');
  for (const words of ['石广明', '第二十九条']) expect(text).toContain(words);
  await doneOn(officer, [type, id], '登记告知', {}, '使用中');
});

test('what the county owes stands on Today of the city: in which county, what and how late, in both languages', async () => {
  for (const language of ['zh', 'en'] as const) {
    const leader = await enterAs(served, 'leader', { language, viewport: telephone });
    await leader.page.goto('/today');
    await leader.settled();
    const heading = language === 'zh' ? '提级提醒' : 'Come up from below';
    const section = leader.page.locator('section').filter({ has: leader.page.getByRole('heading', { name: heading }) });
    const words = language === 'zh' ? ['沙坡头区', '送达回执'] : ['Shapotou', 'Send the receipt'];
    for (const word of words) await section.getByText(word).first().waitFor();
    expect(await section.getByRole('link').count()).toBe(0);
    expect(await faults(leader.page, language)).toEqual([]);
  }
}); // prettier-ignore
