import { describe, expect, it } from 'vitest';
import { printPeriod, yearSoFar } from './period.ts';

describe('printPeriod', () => {
  it('says whole periods in a word', () => {
    expect(printPeriod({ from: '2009-01-01', to: '2009-12-31' }, 'zh')).toBe('2009年');
    expect(printPeriod({ from: '2009-07-01', to: '2009-09-30' }, 'en')).toBe('Q3 2009');
    expect(printPeriod({ from: '2009-01-01', to: '2009-06-30' }, 'zh')).toBe('2009年上半年');
    expect(printPeriod({ from: '2009-02-01', to: '2009-02-28' }, 'en')).toBe('February 2009');
  });
  it('says any other two days', () => {
    expect(printPeriod({ from: '2009-01-26', to: '2009-02-25' }, 'zh')).toBe(
      '2009年1月26日至2009年2月25日',
    );
    expect(printPeriod({ from: '2009-01-01', to: '2009-09-15' }, 'en')).toBe(
      '2009, to 15 September',
    );
  });
});

describe('yearSoFar', () => {
  it('ends today in the present year', () =>
    expect(yearSoFar(2026, '2026-11-24')).toEqual({ from: '2026-01-01', to: '2026-11-24' }));
  it('is whole in a year that is over', () =>
    expect(yearSoFar(2009, '2026-11-24').to).toBe('2009-12-31'));
});
