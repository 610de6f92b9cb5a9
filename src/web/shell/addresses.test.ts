import { expect, it } from 'vitest';
import { parseSearch, stringifySearch } from './addresses.ts';

it('brings every search back as it was', () => {
  const search = {
    'filter.kind': 'family,land',
    q: '张某 & 李',
    figure: 'success_rate~12~2009-01-01~2009-12-31',
  };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
});
it('leaves empty values out', () => expect(stringifySearch({ q: '', unit: undefined })).toBe(''));
it('stays readable', () =>
  expect(stringifySearch({ 'filter.kind': 'a,b', figure: 'x~1' })).toBe(
    '?filter.kind=a,b&figure=x~1',
  ));
it('never makes numbers out of text', () =>
  expect(parseSearch('?year=2009')).toEqual({ year: '2009' }));
