import { describe, expect, it } from 'vitest';
import { printValue, toCsv } from './figure-words.ts';

describe('printValue', () => {
  const counter = { en: 'disputes', zh: '件' };
  it('never leaves the counter out', () => {
    expect(printValue({ value: 4127, counter, money: false, kind: 'flow' }, 'zh')).toBe('4,127件');
    expect(printValue({ value: 4127, counter, money: false, kind: 'flow' }, 'en')).toBe(
      '4,127 disputes',
    );
  });
  it('puts the per cent sign at the number', () => {
    expect(
      printValue({ value: 45.81, counter: { en: '%', zh: '%' }, money: false, kind: 'rate' }, 'en'),
    ).toBe('45.8%');
  });
  it('says that nothing was reported', () => {
    expect(printValue({ value: null, counter, money: false, kind: 'flow' }, 'zh')).toBe('未上报');
  });
});

describe('toCsv', () => {
  it('makes formulas harmless', () =>
    expect(toCsv([['=1+1', 'a,b', 3]])).toBe('\uFEFF\'=1+1,"a,b",3\r\n'));
});
