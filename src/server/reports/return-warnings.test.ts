/** What a reader of returns looks twice at, each with its reason; and what is no reason to look. */
import { describe, expect, it } from 'vitest';
import { umbrellaLending } from '#testing/umbrella-lending.ts';
import type { FormCell } from './bound-form.ts';
import { warningsOf } from './return-warnings.ts';

const indicator = (name: string) => ({
  ...umbrellaLending.indicators.find((one) => one.name === name)!,
  line: 'umbrellas',
});
const cell = (key: string, name: string): FormCell => ({
  key,
  place: null,
  label: { en: key, zh: key },
  counter: { en: 'loans', zh: '次' },
  definition: indicator(name),
  show: 'value',
  unit_id: 1,
  from: '2009-10-01',
  to: '2009-10-31',
});
const value = (n: number | null) => ({ value: n, numerator: null, denominator: null });
const rate = (n: number, d: number) => ({ value: (100 * n) / d, numerator: n, denominator: d });
type Numbers = Record<string, ReturnType<typeof value> | ReturnType<typeof rate>>;
const cells = [
  cell('loans', 'loans'),
  cell('large', 'large_loans'),
  cell('fines', 'fines'),
  cell('rate', 'return_rate'),
];

const said = (
  now: Numbers,
  more: {
    last_year?: Numbers;
    previous?: Numbers;
    below?: [Record<string, number>, number];
    sums?: { whole: string; parts: string[] }[];
  } = {},
) =>
  warningsOf({
    cells,
    sums: (more.sums ?? []).map((sum) => ({ ...sum, says: { en: 'They add up', zh: '应相等' } })),
    now: new Map(Object.entries(now)),
    last_year: new Map(Object.entries(more.last_year ?? {})),
    previous: new Map(Object.entries(more.previous ?? {})),
    below: more.below
      ? { sums: new Map(Object.entries(more.below[0])), missing: more.below[1] }
      : null,
  });
const kinds = (...asked: Parameters<typeof said>) =>
  said(...asked).map((one) => `${one.kind} ${one.key}`);

describe('a return is looked at twice', () => {
  it('when it equals last year to the digit, and is no coincidence of small numbers', () => {
    expect(kinds({ loans: value(27) }, { last_year: { loans: value(27) } })).toEqual([
      'same_as_last_year loans',
    ]);
    expect(kinds({ loans: value(28) }, { last_year: { loans: value(27) } })).toEqual([]);
    expect(kinds({ loans: value(3) }, { last_year: { loans: value(3) } })).toEqual([]);
    expect(kinds({ loans: value(null) }, { last_year: { loans: value(null) } })).toEqual([]);
  });

  it('when everything succeeded', () => {
    expect(kinds({ rate: rate(10, 10) })).toEqual(['all rate']);
    expect(kinds({ rate: rate(9, 9) })).toEqual([]);
    expect(kinds({ rate: rate(99, 100) })).toEqual([]);
  });

  it('when it is more than thirty per cent off the period before, either way, and says money in yuan', () => {
    const before = { previous: { loans: value(100), fines: value(100_000) } };
    expect(kinds({ loans: value(131) }, before)).toEqual(['jump loans']);
    expect(kinds({ loans: value(69) }, before)).toEqual(['jump loans']);
    expect(kinds({ loans: value(130) }, before)).toEqual([]);
    expect(kinds({ loans: value(70) }, before)).toEqual([]);
    const [fines] = said({ fines: value(250_000) }, before);
    expect(fines!.says.en).toContain('+150%');
    const [fallen] = said({ fines: value(25_000) }, before);
    expect(fallen!.says.en).toContain('−75%');
    expect(fines!.says.zh).toContain('上期1,000，本期2,500');
    expect(kinds({ loans: value(9) }, { previous: { loans: value(3) } })).toEqual([]);
  });

  it('when what must add up does not', () => {
    const sums = [{ whole: 'loans', parts: ['large', 'fines'] }];
    expect(kinds({ loans: value(10), large: value(4), fines: value(6) }, { sums })).toEqual([]);
    expect(kinds({ loans: value(10), large: value(4), fines: value(5) }, { sums })).toEqual([
      'sum loans',
    ]);
    expect(kinds({ loans: value(null), large: value(4), fines: value(5) }, { sums })).toEqual([]);
  });

  it('when the units below have sent more than it says, and all of them have sent', () => {
    expect(kinds({ loans: value(40) }, { below: [{ loans: 41 }, 0] })).toEqual([
      'units_below loans',
    ]);
    // What the city runs itself comes on top: less below is as it should be.
    expect(kinds({ loans: value(40) }, { below: [{ loans: 38 }, 0] })).toEqual([]);
    expect(kinds({ loans: value(40) }, { below: [{ loans: 41 }, 1] })).toEqual([]);
  });
});
