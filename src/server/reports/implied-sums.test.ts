/** What outsiders see of an edition cannot be undone by arithmetic: over units, breakdowns, a rate's sides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditionFigure } from './edition.ts';
import { impliedQuotients, impliedSums } from './implied-sums.ts';
import { hiddenFromOutsiders } from './small-cells.ts';

const below = 10;
const nothing = { en: '', zh: '' };
type Where = Readonly<Record<string, readonly string[]>>;
const members: Record<number, string> = { 1: '{[1,10)}', 2: '{[2,4)}', 4: '{[4,7)}', 7: '{[7,9)}' };

const figure = (
  key: string,
  definition: object,
  value: number | null,
  sides: Partial<Pick<EditionFigure, 'numerator' | 'denominator'>> = {},
  unit_id = 1,
) => ({
  key,
  unit_id,
  from: '2009-01-01',
  to: '2009-12-31',
  members: members[unit_id]!,
  definition: {
    name: 'files', line: 'x', label: nothing, counter: nothing, rule: nothing, group: 'work', ...definition,
  } as EditionFigure['definition'],
  value,
  numerator: null,
  denominator: null,
  not_reported_reason: null,
  ...sides,
}); // prettier-ignore
const count = (
  key: string,
  value: number,
  where: Where = {},
  unit = 1,
  name = `n${JSON.stringify(where)}`,
) => figure(key, { kind: 'flow', name, count: { measure: 'files', where } }, value, {}, unit);
const hiddenIn = (figures: readonly EditionFigure[]) =>
  hiddenFromOutsiders(figures, impliedSums(figures), below, impliedQuotients(figures));

describe('what adds up though nobody wrote it down', () => {
  it('is a unit and those directly below it', () => {
    const figures = [
      count('city', 100, {}, 1),
      count('a', 3, {}, 2),
      count('b', 60, {}, 4),
      count('c', 37, {}, 7),
    ];
    expect(impliedSums(figures)).toEqual([{ whole: 'city', parts: ['a', 'b', 'c'] }]);
    // 100 − 60 − 37 would tell the three.
    expect([...hiddenIn(figures)].toSorted()).toEqual(['a', 'c']);
  });

  it('is a count and its breakdown; and where the rest is small, the rest is what would be told', () => {
    const figures = [
      count('all', 100),
      count('x', 4, { kind: ['x'] }),
      count('y', 50, { kind: ['y'] }),
      count('z', 46, { kind: ['z'] }),
    ];
    expect([...hiddenIn(figures)].toSorted()).toEqual(['x', 'z']);
    // 95 of 100 are settled: the five that are not stand in no figure, and are told all the same.
    expect([
      ...hiddenIn([count('all', 100), count('settled', 95, { result: ['a', 'b'] })]),
    ]).toEqual(['settled']);
    expect([
      ...hiddenIn([count('all', 100), count('settled', 60, { result: ['a', 'b'] })]),
    ]).toEqual([]);
  });

  it('is a rate and its two sides, any two of which tell the third', () => {
    const rate = (n: number, d: number) => [
      figure('rate', { kind: 'rate', of: 'part', sum: 'flow', numerator: { measure: 'files', where: { done: ['y'] } }, denominator: { measure: 'files' } }, (100 * n) / d, { numerator: n, denominator: d }),
      count('done', n, { done: ['y'] }),
      count('all', d),
    ]; // prettier-ignore
    expect([...hiddenIn(rate(4, 100))].toSorted()).toEqual(['done', 'rate']);
    expect([...hiddenIn(rate(96, 100))].toSorted()).toEqual(['done', 'rate']);
    expect([...hiddenIn(rate(50, 100))]).toEqual([]);
    // Two measures of their own, so that no breakdown tells it: only the quotient does.
    const apart = [
      figure('rate', { kind: 'rate', of: 'quotient', sum: 'flow', numerator: { measure: 'placed' }, denominator: { measure: 'files' } }, 96, { numerator: 96, denominator: 100 }),
      figure('placed', { kind: 'flow', count: { measure: 'placed' } }, 96),
      count('all', 100),
    ]; // prettier-ignore
    expect([...hiddenIn(apart)].toSorted()).toEqual(['placed', 'rate']);
  });
});

it('whatever the numbers: of no small count is the value told by the rest of a table of units and kinds', () => {
  const cell = fc.integer({ min: 0, max: 40 });
  fc.assert(
    fc.property(fc.array(cell, { minLength: 9, maxLength: 9 }), (n) => {
      const units = [2, 4, 7];
      const kinds = ['x', 'y', 'z'];
      const at = (u: number, k: number) => n[u * 3 + k]!;
      const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);
      const inner = units.flatMap((unit, u) =>
        kinds.map((kind, k) => count(`${unit}${kind}`, at(u, k), { kind: [kind] }, unit)),
      );
      const ofUnits = units.map((unit, u) =>
        count(`${unit}`, total(kinds.map((_kind, k) => at(u, k))), {}, unit),
      );
      const ofKinds = kinds.map((kind, k) =>
        count(kind, total(units.map((_unit, u) => at(u, k))), { kind: [kind] }, 1),
      );
      const figures = [...inner, ...ofUnits, ...ofKinds, count('all', total(n), {}, 1)];
      const hidden = hiddenIn(figures);
      for (const one of figures)
        if (one.value! > 0 && one.value! < below) expect(hidden.has(one.key)).toBe(true);
      // No equation of the table has exactly one unknown.
      const sums = [
        ...units.map((unit) => [`${unit}`, ...kinds.map((kind) => `${unit}${kind}`)]),
        ...kinds.map((kind) => [kind, ...units.map((unit) => `${unit}${kind}`)]),
        ['all', ...units.map(String)],
        ['all', ...kinds],
      ];
      for (const keys of sums) expect(keys.filter((key) => hidden.has(key)).length).not.toBe(1);
    }),
    { numRuns: 300 },
  );
});
