import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from './day.ts';
import { gapTo, neededFor, progressOf, proposeSplit, readGoal, shareOut } from './target.ts';
import type { Goal, Reading, Readings } from './target.ts';

const year = { from: '2010-01-01', due: '2010-12-31' } as const;
const count = (goal: number, rest: Partial<Goal> = {}): Goal => ({
  kind: 'count',
  goal,
  goal_in: 'units',
  direction: 'at_least',
  ...year,
  ...rest,
});
const rate = (goal: number, rest: Partial<Goal> = {}): Goal =>
  count(goal, { kind: 'rate', goal_in: 'percent', ...rest });
const plain = (value: number | null): Reading => ({ value, numerator: null, denominator: null });
const share = (numerator: number, denominator: number): Reading => ({
  value: denominator === 0 ? null : (100 * numerator) / denominator,
  numerator,
  denominator,
});
const readings = (now: Reading, rest: Partial<Readings> = {}): Readings => ({
  now,
  last_year: plain(null),
  last_year_whole: plain(null),
  start: plain(0),
  growth: 'flow',
  ...rest,
});

const amount = fc.nat(100_000);
const percent = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
const parts = fc.array(fc.record({ needed: fc.nat(1000), done: fc.nat(1000) }), {
  minLength: 1,
  maxLength: 60,
});
const dayOfYear = fc.nat(364).map((n) => addDays(year.from, n));

describe('the gap', () => {
  it('of the seed: 60 % of 465 is 279, and 213 leave 66', () => {
    expect(neededFor(rate(60), share(213, 465))).toBe(279);
    expect(gapTo(rate(60), share(213, 465))).toBe(66);
    // 24 of 40 offices: with 22 that leaves two.
    expect(gapTo(rate(60), share(22, 40))).toBe(2);
  });

  it('done by, a goal is reached, and one less does not reach it', () => {
    fc.assert(
      fc.property(percent, fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (goal, of, done) => {
        const numerator = Math.min(done, of);
        const gap = gapTo(rate(goal), share(numerator, of))!;
        expect((100 * (numerator + gap)) / of).toBeGreaterThanOrEqual(goal - 1e-6);
        if (gap > 0) expect((100 * (numerator + gap - 1)) / of).toBeLessThan(goal);
      }),
    );
  });

  it('of a limit is what is above it: as many as that fewer, and it holds', () => {
    fc.assert(
      fc.property(percent, fc.integer({ min: 1, max: 5000 }), fc.nat(5000), (goal, of, n) => {
        const done = Math.min(n, of);
        const over = gapTo(rate(goal, { direction: 'at_most' }), share(done, of))!;
        expect((100 * (done - over)) / of).toBeLessThanOrEqual(goal + 1e-6);
        if (over > 0) expect((100 * (done - over + 1)) / of).toBeGreaterThan(goal);
      }),
    );
  });

  it('of a number is the number less what is done, in units, and money is no exception', () => {
    fc.assert(
      fc.property(amount, amount, (goal, done) => {
        expect(gapTo(count(goal), plain(done))).toBe(Math.max(0, goal - done));
        expect(gapTo(count(goal, { direction: 'at_most' }), plain(done))).toBe(
          Math.max(0, done - goal),
        );
      }),
    );
  });

  it('is nothing where nothing is reported or no number was set: that is not zero', () => {
    expect(gapTo(count(5), plain(null))).toBeNull();
    expect(gapTo(rate(60), share(0, 0))).toBeNull();
    expect(gapTo({ ...count(5), goal: null }, plain(3))).toBeNull();
    expect(gapTo({ ...count(5), kind: 'qualitative' }, plain(3))).toBeNull();
  });

  it('of a part counted in units does not move with the denominator', () => {
    fc.assert(
      fc.property(amount, fc.nat(500), fc.integer({ min: 500, max: 900 }), (goal, done, of) => {
        const part = rate(goal, { goal_in: 'units' });
        expect(gapTo(part, share(done, of))).toBe(Math.max(0, goal - done));
      }),
    );
  });
});

describe('the parts against the whole', () => {
  it('parts 58, whole 66: 8 given to nobody', () => {
    const counties = [
      { needed: 104, done: 82 },
      { needed: 79, done: 59 },
      { needed: 88, done: 72 },
    ];
    expect(shareOut({ needed: 279, done: 213 }, counties)).toEqual({
      whole: 279,
      parts: 271,
      outside: 0,
      left: 8,
    });
  });

  it('parts, what is done outside them and what is left always make the whole', () => {
    fc.assert(
      fc.property(parts, fc.nat(10_000), fc.nat(500), (list, needed, outside) => {
        const done = list.reduce((sum, one) => sum + one.done, 0) + outside;
        const sum = shareOut({ needed, done }, list);
        expect(sum.parts + sum.outside + sum.left).toBe(sum.whole);
        expect(sum.outside).toBe(outside);
      }),
    );
  });

  it('a proposal gives out all of it, in whole units, and nobody with nothing to do it with gets any', () => {
    fc.assert(
      fc.property(
        fc.nat(5000),
        fc.array(fc.nat(400), { minLength: 1, maxLength: 40 }),
        (total, weights) => {
          const shares = proposeSplit(total, weights);
          expect(shares.reduce((sum, one) => sum + one, 0)).toBe(total);
          expect(shares.every((one) => Number.isInteger(one) && one >= 0)).toBe(true);
          if (weights.some((one) => one > 0))
            for (const [i, one] of shares.entries()) if (weights[i] === 0) expect(one).toBe(0);
        },
      ),
    );
  });
});

describe('the pace', () => {
  it('kept until the due day reaches the goal, and is all that is left in the last month', () => {
    fc.assert(
      fc.property(amount, amount, dayOfYear, (goal, done, day) => {
        const { gap, pace_needed } = progressOf(count(goal), readings(plain(done)), day);
        if (gap === 0 || day >= year.due) {
          expect(pace_needed).toBeNull();
          return;
        }
        const months = Math.max(1, (Date.parse(year.due) - Date.parse(day)) / 86_400_000 / 30.4375);
        expect(pace_needed! * months).toBeCloseTo(gap!, 6);
        expect(pace_needed).toBeLessThanOrEqual(gap! + 1e-9);
      }),
    );
  });

  it('is even from what was there at the beginning to what is needed at the end', () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(400), dayOfYear, (start, more, day) => {
        const goal = count(start + more);
        const now = readings(plain(start), { growth: 'stock', start: plain(start) });
        const { expected } = progressOf(goal, now, day);
        expect(expected).toBeGreaterThanOrEqual(start);
        expect(expected).toBeLessThanOrEqual(start + more + 1e-9);
        expect(progressOf(goal, now, year.due).expected).toBeCloseTo(start + more, 6);
      }),
    );
  });

  it('a rate that is as good every day is not late in January', () => {
    const now = readings(share(95, 100), { growth: 'level' });
    expect(progressOf(rate(90), now, '2010-01-20')).toMatchObject({
      standing: 'reached',
      expected: null,
    });
  });
});

describe('how it stands', () => {
  const standing = (goal: Goal, now: Reading, day: string, rest: Partial<Readings> = {}) =>
    progressOf(goal, readings(now, rest), day).standing;

  it('is reached, on pace, behind, or missed once the day has passed', () => {
    expect(standing(count(12), plain(12), '2010-02-01')).toBe('reached');
    expect(standing(count(12), plain(6), '2010-06-30')).toBe('on_pace');
    expect(standing(count(12), plain(4), '2010-06-30')).toBe('behind');
    expect(standing(count(12), plain(11), '2010-12-31')).toBe('behind');
    expect(standing(count(12), plain(11), '2011-01-01')).toBe('missed');
    expect(standing(count(12), plain(0), '2009-12-31')).toBe('not_begun');
    expect(standing({ ...count(12), goal: null }, plain(3), '2010-06-30')).toBe('unscored');
    expect(standing(rate(60), share(0, 0), '2010-06-30')).toBe('not_reported');
  });

  it('a limit is kept only when its day has passed, and broken at once', () => {
    const limit = count(10, { direction: 'at_most' });
    expect(standing(limit, plain(3), '2010-06-30')).toBe('on_pace');
    expect(standing(limit, plain(11), '2010-06-30')).toBe('behind');
    expect(standing(limit, plain(10), '2011-01-01')).toBe('reached');
    expect(standing(limit, plain(11), '2011-01-01')).toBe('missed');
  });

  it('15 after 48 is below last year, which is said and makes nothing worse', () => {
    const before = { last_year_whole: plain(48) };
    const goal = count(15);
    const low = progressOf(goal, readings(plain(8), before), '2010-06-30');
    expect(low).toMatchObject({ below_last_year: true, last_year_whole: 48, standing: 'on_pace' });
    const without = progressOf(goal, readings(plain(8)), '2010-06-30');
    expect(low.standing).toBe(without.standing);
    expect(without.below_last_year).toBe(false);
  });

  it('never gets worse by more work', () => {
    const order = ['missed', 'behind', 'on_pace', 'reached'];
    fc.assert(
      fc.property(amount, amount, fc.nat(50), dayOfYear, (goal, done, more, day) => {
        const worse = standing(count(goal), plain(done), day);
        const better = standing(count(goal), plain(done + more), day);
        expect(order.indexOf(better)).toBeGreaterThanOrEqual(order.indexOf(worse));
      }),
    );
  });
});

describe('what is written as a goal', () => {
  it('is a number with at most two decimals, or no goal', () => {
    expect([readGoal('60'), readGoal('96.4'), readGoal('0')]).toEqual([60, 96.4, 0]);
    for (const wrong of ['', 'sixty', '-3', '1e3', '1.234', ' 60', '60%', null])
      expect(readGoal(wrong)).toBeNull();
  });
});
