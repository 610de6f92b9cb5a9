import { describe, expect, it } from 'vitest';
import { changeInPercent, printDay, printInstant, printNumber, printSigned } from './numbers.ts';

describe('printNumber', () => {
  it('groups counts and keeps no decimals', () => expect(printNumber(4127)).toBe('4,127'));
  it('prints fen as yuan, with decimals only where there are any', () => {
    expect(printNumber(300_000, { money: true })).toBe('3,000');
    expect(printNumber(300_005, { money: true })).toBe('3,000.05');
  });
  it('gives a rate one decimal', () =>
    expect(printNumber(45.806451, { kind: 'rate' })).toBe('45.8'));
  it('has a real minus', () => expect(printNumber(-12)).toBe('−12'));
});

describe('printSigned', () => {
  it('shows the direction', () => {
    expect(printSigned(31)).toBe('+31');
    expect(printSigned(-9)).toBe('−9');
  });
  it('shows no sign for what rounds to nothing', () =>
    expect(printSigned(0.01, { kind: 'rate' })).toBe('0'));
});

describe('changeInPercent', () => {
  it('has nothing to say over nothing', () => {
    expect(changeInPercent(5, 0)).toBeNull();
    expect(changeInPercent(null, 5)).toBeNull();
  });
  it('compares', () => expect(changeInPercent(110, 100)).toBeCloseTo(10));
});

describe('days and times', () => {
  it('are those of Shanghai', () => {
    expect(printInstant('2009-12-28T09:00:00Z', 'zh')).toBe('2009年12月28日 17:00');
    expect(printInstant('2009-12-31T16:30:00Z', 'en')).toBe('1 Jan 2010, 00:30');
  });
  it('say the time alone on the same day', () => {
    expect(printInstant('2009-12-28T09:42:00Z', 'en', '2009-12-28')).toBe('17:42');
  });
  it('fit a column', () => expect(printDay('2009-09-04', 'en')).toBe('4 Sep 2009'));
});
