/**
 * The words that find a record, and what was typed to find one. Open words are kept as they are and found by their
 * beginning; secret ones as keyed tokens, which only the whole word, its pinyin or its initials find.
 */
import { numberForms } from '#engine/identity-document.ts';
import { identityLinks } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { keyring } from '../keys/keyring.ts';
import { lexemesOf, queryTokens, searchTokens, wholeNameToken, wordsMax } from './search-key.ts';

export function foundByOf(type: AnyRecordType, record: AnyRecord): string {
  const open = wordsOf(type.search?.(record)).flatMap((word) => searchTokens(word));
  const secret = wordsOf(type.secret_search?.(record)).flatMap((word) => secretTokens(type, word));
  const shared = (type.likely?.shared?.(record) ?? []).map(
    (word) => `'s${keyring().token(sharedOf(type), word)}':1A`,
  );
  return [lexemesOf([...open, ...secret]), ...new Set(shared)].join(' ');
}

/**
 * What two records share that may be one: tokens of another kind than words, told by their weight, which no typing
 * finds.
 */
const sharedOf = (type: AnyRecordType) => `${type.name} shared`;

/** Any of these, as the text of a tsquery. */
export function sharedFor(type: AnyRecordType, words: readonly string[]): string {
  const tokens = words.flatMap((word) => keyring().tokens(sharedOf(type), word));
  return tokens.map((token) => `'s${token}'`).join(' | ');
}

/** Each a condition on `found_by` as the text of a tsquery; all have to hold. */
export function queriesFor(type: AnyRecordType, typed: string): string[] {
  const secretly = [
    ...(type.secret_search ? [type] : []),
    ...identityLinks(type).map(({ to }) => to),
  ];
  return queryTokens(typed)
    .slice(0, wordsMax)
    .map((word) => {
      const open = type.search || secretly.length === 0 ? [`'${word}':*`] : [];
      const forms = new Set([word, ...numberForms(word).map(wholeNameToken)]);
      const secret = [...new Set(secretly)].flatMap((of) =>
        [...forms].flatMap((form) =>
          keyring()
            .tokens(of.name, form)
            .map((token) => `'${token}'`),
        ),
      );
      return [...open, ...secret].join(' | ');
    });
}

/** Any of these names, each as a whole. */
export function wholeNamesFor(type: AnyRecordType, names: readonly string[]): string {
  const tokens = names.map(wholeNameToken).filter((token) => token !== '');
  const secret = type.secret_search
    ? tokens.flatMap((token) => keyring().tokens(type.name, token))
    : [];
  const open = type.search ? tokens : [];
  return [...open, ...secret].map((token) => `'${token}'`).join(' | ');
}

/** Is a record, not stored yet, called one of these? */
export function isCalled(
  type: AnyRecordType,
  record: AnyRecord,
  names: readonly string[],
): boolean {
  const wanted = new Set(names.map(wholeNameToken));
  const words = [...wordsOf(type.search?.(record)), ...wordsOf(type.secret_search?.(record))];
  return words.some((word) => searchTokens(word).some((token) => wanted.has(token)));
}

function secretTokens(type: AnyRecordType, word: string): string[] {
  return searchTokens(word).map((token) => keyring().token(type.name, token));
}

function wordsOf(words: readonly (string | null)[] | undefined): string[] {
  return (words ?? []).filter((word): word is string => word !== null);
}
