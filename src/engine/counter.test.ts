import { expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { counterOf } from './counter.ts';

/** Not counted in pieces: one of them is called as many are. */
const asMany = ['yuan', '%'];

it('is one dispute, and one person, of whatever is counted', () => {
  const counters = new Map(book.indicators.map(({ counter }) => [counter.en, counter]));
  const said = [...counters.values()].map((counter) => [counter.en, counterOf(1, counter).en]);
  expect(said).toContainEqual(['disputes', 'dispute']);
  expect(said).toContainEqual(['people', 'person']);
  const ofMany = (one: string) => (one === 'person' ? 'people' : `${one}s`);
  for (const [many, one] of said) expect(asMany.includes(many!) ? one : ofMany(one!)).toBe(many);
});

it('is many of none, of several and of what is not reported; Chinese says the same of one', () => {
  const counter = { en: 'disputes', zh: '件' };
  for (const value of [0, 2, 1.5, null]) expect(counterOf(value, counter)).toEqual(counter);
  expect(counterOf(1, counter).zh).toBe('件');
  expect(counterOf(-1, counter).en).toBe('dispute');
});
