import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTrue, printApproximately, waysToPrint } from './approximation.ts';
import type { ApproximationStyle, Wording } from './approximation.ts';

const disputes = { unit: { zh: '件', en: 'disputes' } };
const percent = { unit: { zh: '%', en: '%' } };

function zh(value: number, style: ApproximationStyle, step: number, wording?: Wording) {
  return printApproximately(value, style, step, wording)?.zh ?? null;
}

describe('a figure in prose', () => {
  it('is printed exactly, as more or as nearly', () => {
    expect(printApproximately(4127, 'over', 1000)).toEqual({
      style: 'over',
      shown: 4000,
      zh: '4000余',
      en: 'more than 4,000',
    });
    expect(printApproximately(4127, 'exact', 1)).toEqual({
      style: 'exact',
      shown: 4127,
      zh: '4127',
      en: '4,127',
    });
    expect(printApproximately(9_870, 'nearly', 1000)).toEqual({
      style: 'nearly',
      shown: 10_000,
      zh: '近10000',
      en: 'nearly 10,000',
    });
  });

  it('carries its unit where each language puts it', () => {
    expect(printApproximately(4127, 'over', 1000, disputes)).toMatchObject({
      zh: '4000余件',
      en: 'more than 4,000 disputes',
    });
    expect(zh(4127, 'over', 1000, { ...disputes, over_word: '多' })).toBe('4000多件');
    expect(zh(4127, 'over', 1000, { ...disputes, over_word: '以上' })).toBe('4000件以上');
    expect(zh(4127, 'exact', 1, { ...disputes, separators: true })).toBe('4,127件');
    expect(printApproximately(83.14, 'over', 1, percent)).toMatchObject({
      zh: '83%以上',
      en: 'more than 83%',
    });
  });

  it('can count in ten thousands', () => {
    const wan = { ten_thousands: true, unit: { zh: '份', en: 'copies' } };
    expect(zh(493_210, 'over', 10_000, wan)).toBe('49万余份');
    expect(zh(54_321, 'over', 100, wan)).toBe('5.43万余份');
    expect(zh(54_321, 'exact', 1, wan)).toBe('54321份');
    expect(zh(98_765, 'nearly', 10_000, wan)).toBe('近10万份');
    expect(zh(9_127, 'over', 1000, wan)).toBe('9000余份');
  });

  it('prints the figures of the summary of 2009', () => {
    expect(printApproximately(490_321, 'over', 10_000)?.en).toBe('more than 490,000');
    expect(printApproximately(70_012, 'over', 10_000)?.en).toBe('more than 70,000');
    expect(printApproximately(62, 'over', 10)?.en).toBe('more than 60');
    expect(printApproximately(9_912, 'nearly', 10_000)?.en).toBe('nearly 10,000');
  });
});

describe('the truth of a claim', () => {
  it('over is more, never as much', () => {
    expect(zh(4000, 'over', 1000)).toBeNull();
    expect(zh(4001, 'over', 1000)).toBe('4000余');
    expect(zh(999, 'over', 1000)).toBeNull();
    expect(zh(1000, 'over', 1000)).toBeNull();
    expect(zh(0, 'over', 10)).toBeNull();
    expect(zh(-5, 'over', 10)).toBeNull();
  });

  it('nearly is within a tenth below, never as much', () => {
    expect(zh(4500, 'nearly', 1000)).toBe('近5000');
    expect(zh(4499, 'nearly', 1000)).toBeNull();
    expect(zh(5000, 'nearly', 1000)).toBeNull();
    expect(zh(5000, 'nearly', 100)).toBeNull();
    expect(zh(0, 'nearly', 10)).toBeNull();
    expect(zh(-1, 'nearly', 10)).toBeNull();
  });

  it('can be asked again when the value has been corrected', () => {
    expect(isTrue('over', 4000, 3998)).toBe(false);
    expect(isTrue('over', 4000, 4001)).toBe(true);
    expect(isTrue('nearly', 5000, 5001)).toBe(false);
    expect(isTrue('exact', 4127, 4128)).toBe(false);
  });

  it('holds for fractions, which binary numbers cannot keep', () => {
    expect(zh(96.4, 'over', 0.1, percent)).toBeNull();
    expect(zh(83.2, 'nearly', 0.1, percent)).toBeNull();
    expect(zh(83.25, 'over', 0.1, percent)).toBe('83.2%以上');
    expect(zh(0.37, 'over', 0.1)).toBe('0.3余');
    expect(zh(2.7, 'nearly', 1, percent)).toBe('近3%');
    expect(zh(2.69, 'nearly', 1, percent)).toBeNull();
  });

  it('needs a step and a number', () => {
    expect(() => zh(4127, 'over', 0)).toThrow(RangeError);
    expect(() => zh(4127, 'nearly', -10)).toThrow(RangeError);
    expect(() => zh(NaN, 'over', 10)).toThrow(RangeError);
    expect(() => zh(Infinity, 'over', 10)).toThrow(RangeError);
  });
});

describe('every way to print a value', () => {
  it.each([
    [4127, ['4127', '4100余', '4000余']],
    [4190, ['4190', '4100余', '近4200', '4000余']],
    [4600, ['4600', '4000余', '近5000']],
    [4000, ['4000']],
    [4100, ['4100', '4000余']],
    [4001, ['4001', '4000余']],
    [213, ['213', '210余', '200余']],
    [69, ['69', '60余', '近70']],
    [60, ['60']],
    [8, ['8']],
    [0, ['0']],
    [-12, ['-12']],
    [998, ['998', '990余', '近1000', '900余']],
    [1376, ['1376', '1300余', '近1400', '1000余']],
    [490_321, ['490321', '490000余', '400000余', '近500000']],
    [96.4, ['96.4', '96余', '90余', '近100']],
    [2.7, ['2.7', '2余', '近3']],
    [0.4, ['0.4']],
  ])('%d', (value, expected) => {
    expect(waysToPrint(value).map((way) => way.zh)).toEqual(expected);
  });

  /** Reads a printed claim again, without any of the code that printed it. */
  function claims(printed: string, value: number): boolean {
    const number = Number(printed.replace(/[^\d.-]/g, '')) * (printed.includes('万') ? 10_000 : 1);
    const near = (one: number, other: number) => Math.abs(one - other) < 1e-9;
    if (/余|多|以上|more than/.test(printed)) return value > number && number > 0;
    if (/近|nearly/.test(printed)) return value < number && value >= number * 0.9 - 1e-9;
    return near(number, value);
  }

  it('never makes a false claim, in either language', () => {
    const value = fc.oneof(
      fc.integer({ min: -1000, max: 3_000_000 }),
      fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100),
    );
    const wording = fc.record({
      over_word: fc.constantFrom('余' as const, '多' as const, '以上' as const),
      ten_thousands: fc.boolean(),
      separators: fc.boolean(),
      unit: fc.constantFrom({ zh: '', en: '' }, { zh: '件', en: 'cases' }, { zh: '%', en: '%' }),
    });
    fc.assert(
      fc.property(value, wording, (n, words) => {
        for (const way of waysToPrint(n, words)) {
          expect([way.zh, claims(way.zh, n)]).toEqual([way.zh, true]);
          expect([way.en, claims(way.en, n)]).toEqual([way.en, true]);
        }
      }),
      { numRuns: 2000 },
    );
    const style = fc.constantFrom<ApproximationStyle>('exact', 'over', 'nearly');
    const step = fc.constantFrom(0.1, 1, 5, 10, 50, 100, 1000, 10_000);
    fc.assert(
      fc.property(value, style, step, wording, (n, how, to, words) => {
        const way = printApproximately(n, how, to, words);
        if (way === null) return;
        expect([way.zh, claims(way.zh, n)]).toEqual([way.zh, true]);
        expect([way.en, claims(way.en, n)]).toEqual([way.en, true]);
      }),
      { numRuns: 2000 },
    );
  });
});
