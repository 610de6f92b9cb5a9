import { expect, it } from 'vitest';
import type { FigureData, GivenOut } from '../shell/api-types.ts';
import { countOf, whatNeedsALook } from './needs-a-look.ts';

const figure = (indicator: string, value: number | null, last_year: number | null, kind = 'flow') =>
  ({
    indicator,
    value,
    last_year,
    kind,
    reported: value !== null,
    from: '2009-01-01',
    to: '2009-12-31',
  }) as FigureData;
const told = (indicator: string, value: number, to = '2009-12-31') =>
  ({ indicator, value, from: '2009-01-01', to }) as GivenOut;

it('names what is far from last year, not reported, and told otherwise', () => {
  const looks = whatNeedsALook(
    [
      figure('a', 131, 100),
      figure('b', 130, 100),
      figure('c', 60, 100),
      figure('d', 90, 40, 'rate'),
      figure('e', null, null),
      figure('f', 5, 0),
    ],
    [told('a', 131), told('b', 129), told('c', 1, '2009-09-30')],
  );
  expect(looks.far.map((one) => one.figure.indicator)).toEqual(['a', 'c']);
  expect(looks.not_reported.map((one) => one.indicator)).toEqual(['e']);
  expect(looks.told_otherwise.map((one) => one.figure.indicator)).toEqual(['b']);
  expect(countOf(looks)).toBe(4);
});
