/** What an outsider sees tells nothing small, neither by itself nor by one subtraction. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hiddenFromOutsiders } from './small-cells.ts';

const count = (key: string, value: number | null) => ({
  key,
  definition: { kind: 'flow' as const },
  value,
  numerator: null,
  denominator: null,
});
const rate = (numerator: number, denominator: number) => ({
  key: 'rate',
  definition: { kind: 'rate' as const },
  value: (100 * numerator) / denominator,
  numerator,
  denominator,
});
const sums = [{ whole: 'all', parts: ['a', 'b', 'c'] }];
const hidden = (...values: number[]) =>
  [
    ...hiddenFromOutsiders(
      [
        count(
          'all',
          values.reduce((x, y) => x + y, 0),
        ),
        ...['a', 'b', 'c'].map((key, i) => count(key, values[i]!)),
      ],
      sums,
      10,
    ),
  ].toSorted();

it('hides small counts and, where a subtraction would tell them, the next smallest', () => {
  expect(hidden(20, 30, 40)).toEqual([]);
  expect(hidden(3, 30, 40)).toEqual(['a', 'b']);
  expect(hidden(3, 4, 40)).toEqual(['a', 'b']);
  expect(hidden(3, 0, 40)).toEqual(['a', 'c']);
  expect(hidden(3, 0, 0)).toEqual(['a', 'all']);
  expect(hidden(0, 0, 40)).toEqual([]);
});

it('hides a rate in whose numerator or rest few stand, and no money and nothing unreported', () => {
  const of = (...cells: Parameters<typeof hiddenFromOutsiders>[0]) => [
    ...hiddenFromOutsiders(cells, [], 10),
  ];
  expect(of(rate(3, 100))).toEqual(['rate']);
  expect(of(rate(95, 100))).toEqual(['rate']);
  expect(of(rate(100, 100))).toEqual([]);
  expect(
    of(
      { ...count('fen', 500), definition: { kind: 'flow', money: true } },
      count('x', null),
      count('y', 0),
    ),
  ).toEqual([]);
});

it('leaves no whole with exactly one hidden part, whatever the numbers and however sums overlap', () => {
  const numbers = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 9, maxLength: 9 });
  fc.assert(
    fc.property(numbers, (n) => {
      // A table of three by three with both margins.
      const at = (row: number, column: number) => n[row * 3 + column]!;
      const three = [0, 1, 2];
      const cells = three.flatMap((r) => three.map((c) => count(`${r}${c}`, at(r, c))));
      const total = (values: number[]) => values.reduce((x, y) => x + y, 0);
      const rows = three.map((r) => count(`r${r}`, total(three.map((c) => at(r, c)))));
      const columns = three.map((c) => count(`c${c}`, total(three.map((r) => at(r, c)))));
      const table = [
        ...three.map((r) => ({ whole: `r${r}`, parts: three.map((c) => `${r}${c}`) })),
        ...three.map((c) => ({ whole: `c${c}`, parts: three.map((r) => `${r}${c}`) })),
      ];
      const found = hiddenFromOutsiders([...cells, ...rows, ...columns], table, 10);
      for (const cell of [...cells, ...rows, ...columns])
        if (cell.value! > 0 && cell.value! < 10) expect(found.has(cell.key)).toBe(true);
      for (const { whole, parts } of table) {
        const missing = parts.filter((key) => found.has(key)).length;
        expect(found.has(whole) ? missing > 0 : missing !== 1).toBe(true);
      }
    }),
  );
});
