/**
 * How names are found and put in order. Clerks type 张三 as zs, zhangsan or 张三, and ICU sorts 曾
 * as ceng; so a name gets keys of its own when it is written, and what is typed is brought to the
 * same form. All of it compares by prefix.
 */
import { pinyin } from 'pinyin-pro';

/** In a person's name the first character is read as a surname: 单 is shan and 仇 is qiu. */
export type NameKind = 'person' | 'place';

/**
 * The key that sorts a name as a Chinese reader expects: syllables without tones and with v for ü,
 * a space between (张三 is `zhang san`). Names that sound alike share it: sort by the name next.
 */
export function sortKey(name: string, kind: NameKind = 'person'): string {
  return keysOf(name, kind).sort;
}

/**
 * What finds a name: its text, its pinyin joined and its initials (张三, zhangsan, zs), each also
 * from every later word on, so that 吐尔逊 finds 买买提·吐尔逊 and 镇罗 finds （2009）镇罗人调字第12号.
 */
export function searchTokens(name: string, kind: NameKind = 'person'): string[] {
  return [...keysOf(name, kind).tokens];
}

/**
 * What somebody typed into a search box, as tokens to compare as prefixes, all of which must be
 * found. Spaces divide them, except between single syllables: `zhang san` is one name.
 */
export function queryTokens(typed: string): string[] {
  const tokens: string[] = [];
  let afterSyllable = false;
  for (const word of typed.trim().split(/\s+/)) {
    const token = wordsOf(word).join('');
    if (token === '') continue;
    const isSyllable = syllable.test(token);
    if (isSyllable && afterSyllable) tokens[tokens.length - 1] += token;
    else tokens.push(token);
    afterSyllable = isSyllable;
  }
  return tokens;
}

/** The one token that is the whole name, for finding who is called just so. */
export function wholeNameToken(name: string): string {
  return wordsOf(name).join('');
}

/** Tokens as the text of a tsvector. They are letters and digits only, so quoting is all there is to it. */
export function lexemesOf(tokens: readonly string[]): string {
  return [...new Set(tokens)].map((token) => `'${token}'`).join(' ');
}

/** Nobody types more; each costs a search of its own. */
export const wordsMax = 5;

/** The syllables of Chinese text without tones, with v for ü, one for each character. */
export function syllablesOf(text: string, kind: NameKind): string[] {
  const surname = kind === 'person' ? 'head' : 'off';
  return pinyin(text, { type: 'array', toneType: 'none', v: true, surname });
}

type Keys = { readonly sort: string; readonly tokens: readonly string[] };

/** Reading 4,000 names takes about 90 ms, looking them up 4 ms, and lists repeat the same ones. */
const remembered = new Map<string, Keys>();
const rememberedMax = 20_000;

function keysOf(name: string, kind: NameKind): Keys {
  const known = remembered.get(`${kind} ${name}`);
  if (known) return known;
  const keys = readKeys(name, kind);
  // Starting afresh now and then is simpler than keeping track of age, and costs little.
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(`${kind} ${name}`, keys);
  return keys;
}

function readKeys(name: string, kind: NameKind): Keys {
  const words = wordsOf(name).map((text, at) => {
    if (!chinese.test(text)) return { text, syllables: [text], initials: text };
    const syllables = syllablesOf(text, at === 0 ? kind : 'place');
    return { text, syllables, initials: syllables.map((one) => [...one][0]).join('') };
  });
  const tokens = new Set<string>();
  // A case number is looked for as it is written; its pinyin would be most of the table and nobody types it.
  const isNumber = /\p{N}/u.test(name);
  words.forEach((first, at) => {
    const rest = words.slice(at);
    tokens.add(rest.map(({ text }) => text).join(''));
    if (isNumber) return;
    tokens.add(rest.flatMap(({ syllables }) => syllables).join(''));
    // Of Latin words the initials are no abbreviation that anybody types.
    if (chinese.test(first.text)) tokens.add(rest.map(({ initials }) => initials).join(''));
  });
  return { sort: words.flatMap(({ syllables }) => syllables).join(' '), tokens: [...tokens] };
}

const chinese = /^\p{Script=Han}/u;
const syllable = /^(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?[aeiouv]+(?:ng?|r)?$/;

/** Runs of Chinese and runs of other letters and digits, narrow and in lower case, ü as v. */
function wordsOf(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[üǖǘǚǜ]/g, 'v')
    .normalize('NFD')
    .replace(/['’\p{Mn}]/gu, '');
  return plain.match(/\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv) ?? [];
}
