import { expect, it } from 'vitest';
import { readPeriod } from './period.ts';

it.each([
  ['2009', '2009-01-01', '2009-12-31'],
  ['2009H1', '2009-01-01', '2009-06-30'],
  ['2009-H2', '2009-07-01', '2009-12-31'],
  ['2009Q3', '2009-07-01', '2009-09-30'],
  ['2009-q4', '2009-10-01', '2009-12-31'],
  ['2008-02', '2008-02-01', '2008-02-29'],
])('%s runs from %s to %s', (typed, from, to) => expect(readPeriod(typed)).toEqual({ from, to }));

it.each(['', '209', '2009H3', '2009Q5', '2009-13', '2009-1', 'last year', '2009-09-01'])(
  'refuses %s',
  (typed) => expect(readPeriod(typed)).toBeNull(),
);
