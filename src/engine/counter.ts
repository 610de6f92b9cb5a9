import type { Text } from './text.ts';

/**
 * What is counted, as it is called beside a number: 1 dispute, 0 disputes, 2 disputes. A definition says the word for
 * many; Chinese has one word for both.
 */
export function counterOf(value: number | null | undefined, counter: Text): Text {
  if (value !== 1 && value !== -1) return counter;
  const { en, zh } = counter;
  return { en: en === 'people' ? 'person' : en.replace(/s$/, ''), zh };
}
