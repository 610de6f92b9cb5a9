/**
 * The year's summary: the bureau office writes it, a county hands in its section, the leader comments, sends back and
 * signs. With axe at every stop.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import JSZip from 'jszip';
import { readFile } from 'node:fs/promises';
import {
  convert,
  libreOffice,
  noLibreOffice,
  noPdfToText,
  pdfPages,
  pdfToText,
} from '#testing/libre-office.ts';
import { dispute } from '#lines/mediation/dispute.ts';
import { ask, enterAs, serveCity, write } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults, faultsInEveryLook } from './well-made.ts';

vi.setConfig({ testTimeout: 240_000 });

let served: Served;
beforeAll(async () => {
  served = await serveCity();
}, 600_000);
afterAll(() => served.end());

const found: string[] = [];
/** In both languages and at both widths; what is open on the page is looked at as it stands. */
const look = async (seat: Seat, where: string) => {
  found.push(...(await faultsInEveryLook(seat, where, 'once')));
  await seat.page.setViewportSize({ width: 1440, height: 900 });
  const chinese = (await seat.page.evaluate(() => document.documentElement.lang)) === 'zh-CN';
  if (!chinese) await seat.page.locator('.language-switch').first().click();
};
const lookAsItStands = async (seat: Seat, where: string) => {
  found.push(...(await faults(seat.page, 'zh')).map((one) => `${where}: ${one}`));
};
const saved = (seat: Seat) => seat.page.locator('.draft-stand').getByText('已保存').waitFor();
const inSection = (seat: Seat, key: string) => seat.page.locator(`#section-${key}`);
const words = async (file: Buffer) => {
  const xml = await (await JSZip.loadAsync(file)).file('word/document.xml')!.async('string');
  return xml.replaceAll(/<[^>]+>/g, '');
};
let word: Buffer;

test('the office begins from the books, writes the opening and puts a figure in by its letters', async () => {
  const seat = await enterAs(served, 'office');
  const { page } = seat;
  await page.goto('/summary?year=2009');
  await page.getByRole('button', { name: '从台账自动起草' }).click();
  await inSection(seat, 'mediation').getByRole('link', { name: '4000余' }).waitFor();
  await look(seat, 'a draft from the books');

  const opening = inSection(seat, 'opening').locator('.prose').first();
  await opening.click();
  await page.keyboard.type('在市委、市政府领导下，全年受理矛盾纠纷');
  await page.keyboard.type('#tjjf');
  await page.getByRole('option', { name: /调解矛盾纠纷/ }).waitFor();
  await lookAsItStands(seat, 'choosing a figure');
  await page.keyboard.press('Enter');
  await page.keyboard.type('件，培训500人次。');
  await saved(seat);
  const text = await opening.evaluate((one) => one.textContent.replaceAll('\u2060', ''));
  expect(text).toBe('在市委、市政府领导下，全年受理矛盾纠纷4127件，培训500人次。');

  // What was typed by hand is marked, and asks for a look.
  await page.locator('.needs-a-look').getByText('500').waitFor();

  // The number is a door; typing over it is refused with the way out.
  await opening.locator('.figure').click();
  await page.locator('.drawer').getByText('4,127').first().waitFor();
  await page.keyboard.press('Escape');
  await opening.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    getSelection()!.removeAllRanges();
    getSelection()!.addRange(range);
    (element as HTMLElement).focus();
  });
  await page.keyboard.type('5');
  await page.getByText('请更正记录，或选择写法').waitFor();
  await expect.poll(() => opening.locator('.figure').textContent()).toBe('4127');

  // How it is printed is chosen.
  await opening.locator('.slot-more').click();
  await lookAsItStands(seat, 'how a number is printed');
  await page.getByRole('button', { name: '4000余', exact: true }).click();
  await page.keyboard.press('Escape');
  await saved(seat);
  await page.reload();
  await inSection(seat, 'opening').getByRole('link', { name: '4000余' }).waitFor();
  expect(seat.complaints).toEqual([]);
  await seat.context.close();
});

test('a county is asked for a section, writes it and hands it in; the office accepts', async () => {
  const office = await enterAs(served, 'office');
  await office.page.goto('/summary?year=2009');
  await office.page.getByRole('button', { name: '修改“主要做法和经验”' }).click();
  const form = office.page.locator('.section-form');
  await form.locator('.ant-select').first().click();
  await office.page.locator('.ant-select-item', { hasText: '沙坡头区' }).first().click();
  await form.getByLabel('完成期限').fill('2009-12-05');
  // Scrolled halfway, the bar would lie over half a button.
  await office.page.evaluate(() => window.scrollTo(0, 0));
  await lookAsItStands(office, 'a section and its owner');
  await form.getByRole('button', { name: '保存' }).click();
  await office.page.locator('nav.summary-sections').getByText('12月5日前').waitFor();

  const county = await enterAs(served, 'county');
  await county.page.goto('/summary');
  const asked = county.page.locator('.asked-sections a');
  await asked.first().waitFor();
  await look(county, 'asked of a county');
  await asked.first().click();
  const own = inSection(county, 'experience');
  await own.locator('.prose').click();
  await county.page.keyboard.type('坚持村村有调解员。');
  await saved(county);
  await expect.poll(() => county.page.locator('.draft-sheet section').count()).toBe(1);
  await own.getByRole('button', { name: '提交' }).click();
  await own.getByRole('button', { name: '提交' }).waitFor({ state: 'detached' });
  await look(county, 'a section handed in');

  await office.page.reload();
  await inSection(office, 'experience').getByRole('button', { name: '采用' }).click();
  await office.page.locator('nav.summary-sections').getByText('已采用').waitFor();
  await office.page.getByRole('button', { name: /^送审/ }).click();
  await office.page.getByRole('button', { name: '撤回送审' }).waitFor();
  await look(office, 'in review');
  expect([...office.complaints, ...county.complaints]).toEqual([]);
  await office.context.close();
  await county.context.close();
});

test('the leader comments, sends back with a reason, and signs; the edition stays', async () => {
  const leader = await enterAs(served, 'leader');
  const { page } = leader;
  await page.goto('/summary?year=2009');
  await inSection(leader, 'problems').getByRole('button', { name: /批注/ }).click();
  await page.keyboard.type('请补充一条');
  await page.keyboard.press('Enter');
  await inSection(leader, 'problems').getByText('请补充一条').waitFor();
  expect(await page.locator('[contenteditable="true"]').count()).toBe(0);
  await page.getByRole('button', { name: '退回修改' }).click();
  await page.keyboard.type('补充存在的问题');
  await page.keyboard.press('Enter');
  await page.locator('.draft-stand').getByText('草稿').waitFor();

  const office = await enterAs(served, 'office');
  await office.page.goto('/summary?year=2009');
  await inSection(office, 'problems').getByText('请补充一条').waitFor();
  await inSection(office, 'problems').locator('.prose').first().click();
  await office.page.keyboard.type('专职调解员偏少。');
  await saved(office);
  await office.page.getByRole('button', { name: /^送审/ }).click();
  await office.page.getByRole('button', { name: '撤回送审' }).waitFor();

  await page.reload();
  await page.getByRole('button', { name: '签发定稿' }).click();
  await page.locator('.edition-band').getByText('第1版').first().waitFor();
  await look(leader, 'signed');

  await office.page.reload();
  await office.page.locator('.edition-band strong').waitFor();
  await expect
    .poll(() => office.page.locator('.edition-band').textContent())
    .toContain('其后记录没有变动');
  await office.page.getByRole('button', { name: '报送' }).click();
  await office.page.getByLabel('报送单位').fill('市委政法委');
  await lookAsItStands(office, 'given out');
  const [download] = await Promise.all([
    office.page.waitForEvent('download'),
    office.page.getByRole('button', { name: '下载并登记' }).click(),
  ]);
  word = await readFile(await download.path());
  const inWord = await words(word);
  expect(inWord).toContain('在市委、市政府领导下，全年受理矛盾纠纷4000余件，培训500人次。');
  expect(inWord).toContain('坚持村村有调解员。');
  expect(inWord).toContain('第1版');
  const unit = await ask<{ given: { receiver: string }[] }>(
    office,
    '/api/figures/disputes_mediated/given-out',
    { from: '2009-01-01', to: '2009-12-31' },
  );
  expect(unit.given[0]?.receiver).toBe('市委政法委');
  await office.page.getByRole('button', { name: '出新版' }).click();
  await office.page.keyboard.type('补充一段');
  await office.page.keyboard.press('Enter');
  await office.page.getByRole('button', { name: /^送审/ }).waitFor();
  expect([...office.complaints, ...leader.complaints]).toEqual([]);
  await office.context.close();
  await leader.context.close();
});

test('a record comes late: its sentence is marked, looked at, signed anew, and the difference shows it', async () => {
  const { owner } = served.city.services;
  const { rows } = await owner.query(
    `select c.id from committee c join unit u on u.id = c.unit_id where u.code = '640502104000' and c.state = 'active' limit 1`,
  );
  const director = await enterAs(served, 'zhenluo');
  const { mediator_id: _m, agreement_content: _a, ...fields } = dispute.example;
  const day = '2009-12-20';
  const late = await write(director, {
    type: 'dispute',
    id: crypto.randomUUID(),
    deeds: [
      {
        action: 'accept',
        fields: {
          ...fields,
          committee_id: rows[0].id,
          found_on: day,
          accepted_on: day,
          rights_told_on: day,
        },
        reason: '补登',
      },
    ],
  });
  expect(late).toMatchObject({ status: 200 });

  const office = await enterAs(served, 'office');
  await office.page.goto('/summary?year=2009');
  const stale = office.page
    .locator('aside.needs-a-look')
    .getByText(/4,?127 → 4,?128/)
    .first();
  await stale.waitFor();
  await look(office, 'a stale sentence');
  const take = office.page.locator('aside.needs-a-look').getByRole('button', { name: /^按现数/ });
  for (let left = await take.count(); left > 0; left = await take.count()) {
    await take.first().click();
    await expect.poll(() => take.count(), { timeout: 30_000 }).toBeLessThan(left);
  }
  await saved(office);
  await office.page.getByRole('button', { name: /^送审/ }).click();
  await office.page.getByRole('button', { name: '撤回送审' }).waitFor();

  const leader = await enterAs(served, 'leader');
  await leader.page.goto('/summary?year=2009');
  await leader.page.getByRole('button', { name: '签发定稿' }).click();
  await leader.page.locator('.edition-band').getByText('第2版').first().waitFor();
  const { editions } = await ask<{ editions: { id: string; number: number }[] }>(
    leader,
    '/api/editions',
    { kind: 'summary' },
  );
  const [second, first] = [2, 1].map((n) => editions.find((one) => one.number === n)!);
  await leader.page.goto(`/editions/${second!.id}?against=${first!.id}`);
  await leader.page.getByText('4,127').first().waitFor();
  await leader.page.getByText('4,128').first().waitFor();
  await look(leader, 'the difference between two editions');
  // From the board of the summary to the records in two clicks.
  await leader.page.goto('/summary?year=2009');
  await inSection(leader, 'mediation').getByRole('link', { name: '4000余' }).click();
  await leader.page.locator('.drawer').getByText('4,128').first().waitFor();
  await leader.page.locator('.drawer a[href*="/records/dispute/"]').first().click();
  await leader.page.waitForURL(/records\/dispute\/[0-9a-f-]+/);
  expect([...office.complaints, ...leader.complaints, ...director.complaints]).toEqual([]);
  for (const seat of [office, leader, director]) await seat.context.close();
});

test('nothing was wrong with any of these pages', () => {
  expect(found).toEqual([]);
});

test('LibreOffice opens the signed paper, on A4, with its page numbers and its table of sources', async ({
  skip,
}) => {
  skip(!libreOffice, noLibreOffice);
  skip(!pdfToText, noPdfToText);
  const read = await pdfPages(await convert(word, 'summary.docx', 'pdf'));
  // The reader of PDFs sets a space between digits and Chinese.
  const pages = read.map((page) => page.replaceAll(/\s/g, ''));
  expect(pages.length).toBeGreaterThan(2);
  expect(pages[0]).toContain('2009年工作总结');
  expect(pages[0]).toContain('—1—');
  expect(pages.join('')).toContain('数据来源表');
}, 100_000);
