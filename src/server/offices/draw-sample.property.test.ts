/** What holds of every draw: the same seed gives the same list, whoever asks and in whatever order the pot lies. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawSample } from './draw-sample.ts';

const pot = fc.uniqueArray(
  fc.record({ id: fc.uuid(), stratum: fc.constantFrom('01', '02', '03') }),
  { selector: (one) => one.id, minLength: 0, maxLength: 60 },
);

describe('a draw', () => {
  it('gives the same list for the same seed, in whatever order the pot lies', () => {
    fc.assert(
      fc.property(
        pot,
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 9 }),
        (all, seed, n) => {
          const once = drawSample(seed, n, all);
          expect(drawSample(seed, n, all.toReversed())).toEqual(once);
          // Of each stratum so many, or all that it has; nobody twice.
          for (const stratum of ['01', '02', '03']) {
            const there = all.filter((one) => one.stratum === stratum).length;
            expect(once.filter((one) => one.stratum === stratum)).toHaveLength(Math.min(n, there));
          }
          expect(new Set(once.map((one) => one.id)).size).toBe(once.length);
        },
      ),
    );
  });

  it('keeps what was drawn when somebody who was not drawn leaves the pot', () => {
    fc.assert(
      fc.property(pot, fc.string({ minLength: 1 }), (all, seed) => {
        const drawn = drawSample(seed, 2, all);
        const without = all.filter((one) => drawn.includes(one) || one.id < '8');
        expect(drawSample(seed, 2, without)).toEqual(drawn);
      }),
    );
  });

  it('favours nobody: over many seeds each is drawn about as often', () => {
    const ten = Array.from({ length: 10 }, () => ({ id: randomUUID(), stratum: '' }));
    const times = new Map(ten.map((one) => [one.id, 0]));
    for (let seed = 0; seed < 2000; seed++)
      for (const { id } of drawSample(`seed ${seed}`, 3, ten)) times.set(id, times.get(id)! + 1);
    // 600 are expected of each; five standard deviations are 102.
    for (const n of times.values()) expect(Math.abs(n - 600)).toBeLessThan(102);
  });
});
