/** How a unit is spelt: in English, for sorting, and as the keys by which people look for it. */
import { pinyinPlace } from '../records/pinyin-name.ts';
import { queryTokens, searchTokens, sortKey } from '../records/search-key.ts';

export type UnitKind = 'city' | 'county' | 'township' | 'village' | 'community' | 'body';

export type Spelling = {
  readonly name: string;
  readonly name_en: string;
  readonly sort_key: string;
  readonly keys: readonly string[];
};

export function spell(kind: UnitKind, name: string, name_en?: string): Spelling {
  const english = name_en?.trim() || pinyinPlace(name);
  const keys = new Set([...searchTokens(name, 'place'), searchKey(english)]);
  // A body's name begins with whose it is (中卫市公证处), and nobody types that.
  if (kind === 'body') {
    for (let at = 1; at < name.length - 1; at++) for (const key of searchTokens(name.slice(at), 'place')) keys.add(key);
    for (const key of searchTokens(english, 'place')) keys.add(key);
  }
  keys.delete('');
  return { name, name_en: english, sort_key: sortKey(name, 'place'), keys: [...keys] };
}

/** What was typed, in the form of the keys: one prefix, because names of places are short and typed from the start. */
export function searchKey(typed: string): string {
  return queryTokens(typed).join('');
}
