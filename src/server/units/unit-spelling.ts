/** How a unit is spelt: in English, for sorting, and as the keys by which people look for it. */
import { pinyinPlace } from '../records/pinyin-name.ts';
import { searchTokens, sortKey } from '../records/search-key.ts';

export type UnitKind = 'city' | 'county' | 'township' | 'village' | 'community' | 'body';

export type Spelling = {
  readonly name: string;
  readonly name_en: string;
  readonly sort_key: string;
  readonly keys: readonly string[];
};

/**
 * The keys of a division are its name, its pinyin and its initials: places are typed from the
 * start, and the English name that we make begins like the pinyin. A body's name begins with whose
 * it is (中卫市公证处), which nobody types, so it is found from every character on.
 */
export function spell(kind: UnitKind, name: string, name_en?: string): Spelling {
  const english = name_en?.trim() || pinyinPlace(name);
  const keys = new Set(searchTokens(name, 'place'));
  if (name_en) for (const key of searchTokens(name_en, 'place')) keys.add(key);
  if (kind === 'body') {
    for (let at = 1; at < name.length - 1; at++) {
      for (const key of searchTokens(name.slice(at), 'place')) keys.add(key);
    }
  }
  keys.delete('');
  return { name, name_en: english, sort_key: sortKey(name, 'place'), keys: [...keys] };
}
