import { describe, expect, it } from 'vitest';
import { notKeptWords, printValue, toldWords } from './figure-words.ts';

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

describe('toldWords', () => {
  const told = {
    id: 1,
    indicator: 'disputes_mediated',
    receiver: '市委政法委',
    by_way: 'copy' as const,
    from: '2009-01-01',
    to: '2009-12-31',
    value: 3102,
    stood_at: '2009-09-30T15:59:00.000Z',
    given_on: '2009-10-09',
    person: { id: 'me', name: '苏文静' },
  };
  const counted = {
    value: 4127,
    counter: { en: 'disputes', zh: '件' },
    money: false,
    kind: 'flow',
  };
  it('says what was told, to whom, when, and as it stood when', () => {
    expect(toldWords(told, counted, 'me', 'zh')).toBe(
      '您于2009年10月9日向市委政法委报送3,102件（2009年9月30日 23:59的数）。',
    );
    expect(toldWords(told, counted, 'other', 'en')).toBe(
      '苏文静 told 市委政法委 3,102 disputes on 9 October 2009, as it stood 30 Sep 2009, 23:59.',
    );
  });
});

it('notKeptWords says since when, so that nothing is taken for zero', () => {
  expect(notKeptWords('2025-09-01', 'en')).toBe('– not kept before September 2025');
  expect(notKeptWords('2025-09-01', 'zh')).toBe('– 2025年9月前未建账');
});
