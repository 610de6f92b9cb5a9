import { describe, expect, it } from 'vitest';
import { differing } from './differing.ts';

describe('differing', () => {
  it('names what was changed', () => {
    expect(differing({ a: 1, b: 'x', c: null }, { a: 2, b: 'x', c: '' }, ['a', 'b', 'c'])).toEqual([
      'a',
    ]);
  });
  it('sees through the order of keys and empty cells of rows', () => {
    const before = { parties: [{ id: '1', name: '张某', sex: null }] };
    expect(differing(before, { parties: [{ name: '张某', id: '1' }] }, ['parties'])).toEqual([]);
    expect(differing(before, { parties: [{ name: '李某', id: '1' }] }, ['parties'])).toEqual([
      'parties',
    ]);
  });
  it('takes no list and an empty list for the same', () =>
    expect(differing({ a: undefined }, { a: [] }, ['a'])).toEqual([]));
});
