import { expect, it } from 'vitest';
import { groupIssues, printRows } from './import-issues.ts';

const message = (en: string) => ({ message: { en, zh: '错' } });

it('says once what many rows have, and leaves warnings of bad rows out', () => {
  const rows = [
    {
      row: 2,
      issues: [
        { column: 'a', ...message('x') },
        { column: 'b', ...message('x') },
      ],
    },
    {
      row: 3,
      issues: [
        { column: 'a', ...message('x') },
        { ...message('w'), warning: true },
      ],
    },
  ];
  expect(groupIssues(rows, 'error').map(({ column, rows: of }) => [column, of])).toEqual([
    ['a', [2, 3]],
    ['b', [2]],
  ]);
  expect(groupIssues(rows, 'warning').length).toBe(3);
});

it('prints rows as people say them', () => {
  expect(printRows([2], 'en')).toBe('2');
  expect(printRows([2, 3, 4, 9], 'en')).toBe('2–4, 9');
  expect(printRows([2, 3, 4, 9], 'zh')).toBe('2–4、9');
  expect(printRows([1, 3, 5, 7, 9, 11, 12], 'en')).toBe('1, 3, 5, 7, 9 and 2 more');
  expect(printRows([1, 3, 5, 7, 9, 11, 12], 'zh')).toBe('1、3、5、7、9等共7行');
});
