import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readFigureAddress, writeFigureAddress } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';

it('comes back as it was', () => {
  const day = fc.constantFrom('2009-01-01', '2009-12-31', undefined);
  const address: fc.Arbitrary<FigureAddress> = fc.record({
    indicator: fc.constantFrom(
      'success_rate',
      'committees',
      'count:disputes?type=land.canal,&how=;sweeps',
    ),
    unit: fc.option(fc.integer({ min: 1, max: 200_000 }), { nil: undefined }),
    from: day,
    to: day,
    as_of: fc.constantFrom('2009-09-30', '2009-09-30T15:59:59.999Z', undefined),
    side: fc.constantFrom('numerator' as const, 'missing' as const, undefined),
    tree: day,
  });
  fc.assert(
    fc.property(address, (one) => {
      expect(readFigureAddress(writeFigureAddress(one))).toEqual(one);
    }),
  );
});

it('is short where little is said', () =>
  expect(writeFigureAddress({ indicator: 'committees' })).toBe('committees'));

it('refuses what is no figure', () => {
  expect(readFigureAddress(undefined)).toBeUndefined();
  expect(readFigureAddress('../etc')).toBeUndefined();
  expect(readFigureAddress('count:../etc')).toBeUndefined();
  expect(readFigureAddress('x~drop table~yesterday')).toEqual({ indicator: 'x' });
});
