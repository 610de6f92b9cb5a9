import { expect, it } from 'vitest';
import { isWaiting, runsOf, sheetOf, withBlock, withCell, withOpenRow } from './book-rows.ts';
import type { BookColumn, BookRow } from './book-rows.ts';

const column = (zh: string, en: string, carried = false): BookColumn => ({
  heading: { zh, en },
  required: false,
  kind: 'text',
  carried,
  choices: [],
  shown: true,
});
const columns = [
  column('受理日期', 'Accepted on'),
  column('申请人', 'Applicant'),
  column('调解委员会', 'Committee', true),
];
const kept = { id: 'x', number: null };

it('has one open line at the end, with the committee of the line above', () => {
  const first = withOpenRow([], columns, { 调解委员会: '镇罗村' });
  expect(first).toEqual([{ n: 1, cells: { 调解委员会: '镇罗村' } }]);
  expect(withOpenRow(first, columns)).toBe(first);
  const typed = withCell(first, 1, '申请人', '张三');
  const two = withOpenRow(typed, columns);
  expect(two.at(-1)).toEqual({ n: 2, cells: { 调解委员会: '镇罗村' } });
  const later: BookRow[] = [
    { n: 1, cells: { 申请人: '张三', 调解委员会: '沈桥村' } },
    { n: 2, cells: {} },
  ];
  expect(withOpenRow(later, columns).at(-1)?.cells).toEqual({ 调解委员会: '沈桥村' });
});

it('asks about what was begun and has changed since, never about an empty or a kept line', () => {
  const row: BookRow = { n: 1, cells: { 调解委员会: '镇罗村' } };
  expect(isWaiting(row, columns)).toBe(false);
  const typed = { ...row, cells: { ...row.cells, 申请人: '张三' } };
  expect(isWaiting(typed, columns)).toBe(true);
  expect(isWaiting({ ...typed, asked: typed.cells }, columns)).toBe(false);
  expect(isWaiting({ ...typed, kept }, columns)).toBe(false);
});

it('takes a block from the cell that has the focus, below what is kept', () => {
  const rows: BookRow[] = [
    { n: 1, cells: { 申请人: '旧' }, kept },
    { n: 2, cells: { 调解委员会: '镇罗村' } },
  ];
  const block = [
    ['3月2日', '张三'],
    ['3月3日', '李四'],
  ];
  expect(withBlock(rows, block, { n: 1, column: 0 }, columns, columns)).toEqual([
    rows[0],
    { n: 2, cells: { 调解委员会: '镇罗村', 受理日期: '3月2日', 申请人: '张三' } },
    { n: 3, cells: { 调解委员会: '镇罗村', 受理日期: '3月3日', 申请人: '李四' } },
  ]);
});

it('knows the headings of a block in either language, in any order', () => {
  const block = [
    ['Applicant', '受理日期 *'],
    ['张三', '3月2日'],
  ];
  const [row] = withBlock([{ n: 1, cells: {} }], block, { n: 1, column: 2 }, columns, columns);
  expect(row).toEqual({ n: 1, cells: { 申请人: '张三', 受理日期: '3月2日' } });
});

it('sends headings and lines that count on from the first', () => {
  const rows = [1, 2, 4].map((n) => ({ n, cells: { 申请人: `甲${n}`, 受理日期: ' ' } }));
  expect(runsOf(rows).map((run) => run.map((row) => row.n))).toEqual([[1, 2], [4]]);
  expect(sheetOf(rows, columns)).toEqual([['申请人'], ['甲1'], ['甲2'], ['甲4']]);
});
