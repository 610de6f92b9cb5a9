import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, leavesOf, tryStandard } from './standard.ts';
import type { Known, StandardItem } from './standard.ts';

const leaf = (code: string, rest: Partial<StandardItem> = {}): StandardItem => ({
  code,
  parent_code: null,
  item: code,
  points: 10,
  must: false,
  question: null,
  ...rest,
});
const scored = (inspector: number | null, self: number | null = null, out_of = 10) => ({
  inspector,
  self,
  out_of,
});
const nothing: Known = { answers: {}, scores: {} };

describe('a standard tried on a body', () => {
  it('believes the register first, then the inspection, then the self-check, and else nobody', () => {
    const items = ['1', '2', '3', '4'].map((code) =>
      leaf(code, code === '1' ? { question: 'q' } : {}),
    );
    const known: Known = {
      answers: { q: false },
      scores: { 1: scored(10), 2: scored(8, 10), 3: scored(null, 9) },
    };
    const tried = tryStandard(items, 20, known);
    expect(tried.items.map(({ score, source }) => [score, source])).toEqual([
      [0, 'register'],
      [8, 'inspection'],
      [9, 'self'],
      [null, 'unknown'],
    ]);
    expect([tried.low, tried.high, tried.verdict]).toEqual([17, 27, 'open']);
  });

  it('keeps the share where the same item is worth more or less than it was', () => {
    const tried = tryStandard([leaf('1', { points: 20 })], 10, {
      answers: {},
      scores: { 1: scored(7) },
    });
    expect(tried.items[0]!.score).toBe(14);
  });

  it('falls at a must-have without points, whatever the rest, and stays open while a must-have is unknown', () => {
    const items = [leaf('1', { must: true, question: 'q' }), leaf('2', { points: 90 })];
    const scores = { 2: scored(90, null, 90) };
    expect(tryStandard(items, 80, { answers: { q: false }, scores }).verdict).toBe('falls');
    expect(tryStandard(items, 80, { answers: { q: true }, scores }).verdict).toBe('stays');
    expect(tryStandard(items, 80, { answers: {}, scores }).verdict).toBe('open');
  });

  it('scores only leaves', () => {
    const items = [
      leaf('1', { points: 20 }),
      leaf('1.1', { parent_code: '1' }),
      leaf('1.2', { parent_code: '1' }),
    ];
    expect(leavesOf(items).map((item) => item.code)).toEqual(['1.1', '1.2']);
    expect(tryStandard(items, 20, nothing).high).toBe(20);
  });

  it('never says more than it knows: finding out moves an open verdict, and no certain one', () => {
    const item = fc.record({
      points: fc.integer({ min: 0, max: 30 }),
      must: fc.boolean(),
      known: fc.option(fc.nat(30), { nil: null }),
      truth: fc.nat(30),
    });
    fc.assert(
      fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), fc.nat(150), (rows, pass) => {
        const items = rows.map(({ points, must }, i) => leaf(String(i), { points, must }));
        const out_of = (i: number) => Math.max(1, rows[i]!.points);
        const score = (i: number, value: number) =>
          scored(Math.min(value, rows[i]!.points), null, out_of(i));
        const some = Object.fromEntries(
          rows.flatMap(({ known }, i) => (known === null ? [] : [[String(i), score(i, known)]])),
        );
        const all = Object.fromEntries(
          rows.map(({ known, truth }, i) => [String(i), score(i, known ?? truth)]),
        );
        const before = tryStandard(items, pass, { answers: {}, scores: some });
        const after = tryStandard(items, pass, { answers: {}, scores: all });
        expect(before.low).toBeLessThanOrEqual(after.low);
        expect(after.high).toBeLessThanOrEqual(before.high);
        expect(after.verdict).not.toBe('open');
        if (before.verdict !== 'open') expect(after.verdict).toBe(before.verdict);
      }),
    );
  });
});

describe('an answer out of the ledger', () => {
  const share = {
    code: 'q',
    label: { en: '', zh: '' },
    counted: { measure: 'a' },
    of: { measure: 'a' },
    at_least: 90,
    months: 12,
  };
  const number = {
    code: 'q',
    label: { en: '', zh: '' },
    counted: { measure: 'a' },
    at_least: 1,
    months: 12,
  };
  it('is a share of what fell due, and none where nothing did', () => {
    expect(answerOf(share, 9, 10)).toBe(true);
    expect(answerOf(share, 8, 10)).toBe(false);
    expect(answerOf(share, 0, 0)).toBe(null);
  });
  it('or a number, where zero is an answer', () => {
    expect(answerOf(number, 1, 0)).toBe(true);
    expect(answerOf(number, 0, 0)).toBe(false);
  });
});
