/** A clerk writes a register like its paper book: keyboard only, line by line and by a block from Excel. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { ask, enterAs, serveCity } from './served-city.ts';
import type { Seat, Served } from './served-city.ts';
import { faults } from './well-made.ts';

vi.setConfig({ testTimeout: 90_000 });

let served: Served;
let seat: Seat;
beforeAll(async () => {
  served = await serveCity();
  seat = await enterAs(served, 'zhenluo');
}, 600_000);
afterAll(() => served.end());

const committee = '镇罗村人民调解委员会';
const found = async (who: string) =>
  (await ask<{ records: { number: string }[] }>(seat, '/api/records/dispute', { q: who })).records;

test('lines are typed with the keyboard alone, kept as they are left, and the reason stands at the cell', async () => {
  const { page, settled } = seat;
  await page.goto('/records/dispute');
  await settled();
  await page.getByRole('link', { name: '台账录入' }).press('Enter');
  const cell = (line: number, name: string) =>
    page
      .getByRole('textbox', { name: `第${line}行，${name}`, exact: true })
      .or(page.getByRole('combobox', { name: `第${line}行，${name}`, exact: true }));
  await cell(1, '案号').waitFor();
  expect(await cell(1, '案号').evaluate((one) => one === document.activeElement)).toBe(true);
  // 案号 is left to the number book. A day that is none is refused; the line stays as it was typed.
  const words = [
    '',
    '２０２６年１３月２日',
    '钱有余',
    '孙不足',
    '邻里',
    '当事人申请',
    '地埂争执',
    committee,
  ];
  for (const word of words) {
    if (word) await page.keyboard.insertText(word);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await page.getByText('没有2026年13月').waitFor();
  await expect.poll(() => cell(1, '受理日期').getAttribute('aria-invalid')).toBe('true');
  expect(await found('钱有余')).toEqual([]);
  // Nothing is lost when the window closes.
  await page.reload();
  await cell(1, '申请人').waitFor();
  await expect.poll(() => cell(1, '申请人').inputValue()).toBe('钱有余');
  await cell(1, '受理日期').focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText('2026.3.2');
  await page.keyboard.press('Enter');
  await page.locator('.receipt').getByText('已记账').waitFor();
  const [kept] = await found('钱有余');
  expect(kept?.number).toMatch(/^（2026）镇罗村人调字第\d+号$/);
  // The committee of the line above stands in the next one.
  await expect.poll(() => cell(2, '调解委员会').inputValue()).toBe(committee);
  expect(await faults(seat.page, 'zh')).toEqual([]);
});

test('a block from Excel fills many lines: the good ones are kept, and one is taken back', async () => {
  const { page } = seat;
  await page.locator('#book-2-0').focus();
  const block = [
    ['申请人', '受理日期', '被申请人', '纠纷类型', '案件来源', '纠纷简要情况'],
    ['冯一块', '2026-03-03', '陈甲', '邻里', '当事人申请', '院墙'],
    ['冯二块', '2026-03-04', '陈乙', '没有这种', '当事人申请', '水渠'],
    ['冯三块', '2026-03-05', '陈丙', '邻里', '当事人申请', '树荫'],
  ];
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    block.map((row) => row.join('\t')).join('\r\n'),
  );
  await page.locator('.register-foot').getByText('已登记3行，1行待更正').waitFor();
  expect(await found('冯一块')).toHaveLength(1);
  expect(await found('冯二块')).toEqual([]);
  await page.getByRole('button', { name: '撤回 2' }).press('Enter');
  await page.locator('.register-foot').getByText('已登记2行').waitFor();
  expect(await found('冯一块')).toEqual([]);
});
