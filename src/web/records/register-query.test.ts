import { describe, expect, it } from 'vitest';
import {
  chosenColumns,
  dayFilters,
  listParams,
  listSearch,
  nextSort,
  sameView,
  yearFilter,
  yearOfFilter,
  readRemembered,
} from './register-query.ts';

const search = { q: '张', 'filter.state': 'closed,filed', figure: 'committees~1', show: 'x' };

describe('the address of a register', () => {
  it('keeps the drawer out of the list', () =>
    expect(listSearch(search)).toEqual({ q: '张', 'filter.state': 'closed,filed' }));
  it('asks the server for a page', () => {
    expect(listParams(search, { after: 'abc', count: true })).toEqual({
      q: '张',
      'filter.state': 'closed,filed',
      after: 'abc',
      limit: 50,
      count: 1,
    });
  });
  it('knows a saved view again, whatever the order', () => {
    expect(sameView({ a: '1', q: 'x', mine: '1' }, { mine: '1', q: 'x', figure: 'y' })).toBe(true);
    expect(sameView({ q: 'x' }, {})).toBe(false);
  });
});

describe('sorting', () => {
  it('goes down, up, and back', () => {
    expect(nextSort(undefined, '-found', 'day')).toBe('-day');
    expect(nextSort('-day', '-found', 'day')).toBe('day');
    expect(nextSort('day', '-found', 'day')).toBeUndefined();
  });
  it('turns the usual order round, and goes back to it without a word in the address', () => {
    expect(nextSort(undefined, '-day', 'day')).toBe('day');
    expect(nextSort('day', '-day', 'day')).toBeUndefined();
    expect(nextSort('state', '-day', 'day')).toBeUndefined();
  });
  it('knows the days that are filtered by', () =>
    expect(dayFilters({ 'filter.day.from': '2009-01-01', 'filter.kind': 'a', q: 'b' })).toEqual({
      day: { from: '2009-01-01' },
    }));
});

describe('a year', () => {
  it('is two days', () => {
    const filter = yearFilter('accepted_on', '2009');
    expect(filter).toEqual({
      'filter.accepted_on.from': '2009-01-01',
      'filter.accepted_on.to': '2009-12-31',
    });
    expect(yearOfFilter(filter, 'accepted_on')).toBe('2009');
  });
  it('is not read out of other days', () => {
    expect(
      yearOfFilter({ 'filter.day.from': '2009-01-01', 'filter.day.to': '2009-06-30' }, 'day'),
    ).toBeNull();
  });
});

describe('columns', () => {
  it('are the usual ones until others are chosen, and forget those that are gone', () => {
    expect(chosenColumns(null, ['a', 'b'], ['a'])).toEqual(['a']);
    expect(chosenColumns('b,old', ['a', 'b'], ['a'])).toEqual(['b']);
  });
});

describe('what a browser remembers of views', () => {
  it('is read in the spelling of before as well, and nothing of what is broken', () => {
    const kept = { id: 'a', name: '大伞', search: { q: 'x' }, is_default: true };
    expect(readRemembered(JSON.stringify([kept]))).toEqual([kept]);
    expect(readRemembered('[{"name":"旧","search":{}},{"name":"缺"}]')).toEqual([
      { id: '', name: '旧', search: {}, is_default: false },
    ]);
    for (const text of [null, '', '{', '{}', 'null']) expect(readRemembered(text)).toEqual([]);
  });
});
