import { expect, it } from 'vitest';
import { readPaste } from './paste.ts';

it('reads cells and rows', () =>
  expect(readPaste('姓名\t日期\r\n张某\t2009.9.4\r\n')).toEqual([
    ['姓名', '日期'],
    ['张某', '2009.9.4'],
  ]));
it('keeps line breaks and quotes inside a cell', () =>
  expect(readPaste('"a\nb"\t"say ""x"""')).toEqual([['a\nb', 'say "x"']]));
it('leaves empty rows out and keeps empty cells', () =>
  expect(readPaste('a\t\tb\n\t\n')).toEqual([['a', '', 'b']]));
it('takes a quote in the middle of a word for itself', () =>
  expect(readPaste('5" pipe\tx')).toEqual([['5" pipe', 'x']]));
