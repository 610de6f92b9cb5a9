/**
 * Numbers as people write them in prose: 4000余件, 近1万户, 5.4万人次, 百分之九十六点四, “more than 60 lectures”. Finds
 * those that claim how many of something there were; a year, a day, an ordinal, the number of a document or what
 * stands in quotation marks claims nothing and is left out.
 */
import type { ApproximationStyle } from './approximation.ts';
import { numberWords, readNumberWords } from './english-number-words.ts';
import type { Language } from './text.ts';

export type FoundNumber = {
  /** Where it stands in the text, its words (近, 余, 万, %) included and the counter left out. */
  readonly at: number;
  readonly length: number;
  readonly printed: string;
  /** As counted: 5.4万 is 54,000. */
  readonly number: number;
  /** `about` is said by 约 and 左右; `masked` stands for XX, which was taken out by somebody. */
  readonly style: ApproximationStyle | 'about' | 'masked';
  /** To which it is rounded, where it is: 4000余 to 1,000, 49万余 to 10,000. */
  readonly step: number | null;
  readonly over_word?: '余' | '多' | '以上';
  readonly ten_thousands: boolean;
  /** 件, 人次, %; in English the words behind it. Empty where nothing is said. */
  readonly counter: string;
  /** The rest of its sentence, before and behind: up to the next number. */
  readonly before: string;
  readonly behind: string;
  /** All of its sentence. */
  readonly sentence: string;
  /** 比上年增长 before it: a comparison with the year before, with its direction and the verb's length. */
  readonly compares?: { readonly sign: 1 | -1; readonly verb: number };
  /** Days of the year that the sentence speaks of, where it says so: 截至9月底. */
  readonly period?: string;
};

const counters =
  '个百分点|人次|件次|场次|户次|名次|平方米|公里|小时|学时|个|件|名|人|份|套|册|块|场|次|期|户|元|本|篇|所|家|支|条|项|起|宗|批|辆|台|间|页|字|位|处|倍';
const chineseDigits = '零〇一二两三四五六七八九十百千';

const chinese = new RegExp(
  `(?<near>将近|接近|近|约|大约)?(?:(?<hundredth>百分之)(?<share>[${chineseDigits}]+(?:点[${chineseDigits}]+)?)|` +
    `(?<digits>\\d[\\d,，]*(?:\\.\\d+)?|X{2,})(?<over1>[余多几])?(?<scale>[万亿])?(?<over2>[余多])?(?<percent>[%％])?|` +
    `(?<words>[${chineseDigits}]+)(?<over3>[余多几])?(?<scale2>[万亿])?(?<over4>[余多])?(?=(?:${counters})))` +
    `(?<counter>${counters})?(?<behind>以上|左右)?`,
  'gu',
);

const percentWord = ' ?%| per ?cent\\b';
const english = new RegExp(
  '(?<near>more than |over |nearly |almost |about |some |around )?' +
    `(?:(?<digits>\\d[\\d,]*(?:\\.\\d+)?|X{2,})(?<percent>${percentWord})?|` +
    `(?<words>${numberWords})(?<percent2>${percentWord})?)`,
  'giu',
);

export function findNumbers(text: string, language: Language): FoundNumber[] {
  // One character for one, so that places stay what they are.
  const plain = text.replace(/[０-９．％]/g, (one) =>
    String.fromCharCode(one.charCodeAt(0) - 0xfee0),
  );
  const found = (language === 'zh' ? inChinese : inEnglish)(plain);
  return found.map((one, i) => {
    const [last, next] = [found[i - 1], found[i + 1]];
    const end = one.at + one.length;
    const start = sentenceStart(plain, one.at, language);
    const stop = sentenceEnd(plain, end, language);
    const period = periodBefore(plain.slice(start, one.at), language);
    const compares = comparison(plain.slice(start, one.at), plain.slice(end), language);
    return {
      ...one,
      ...(compares ? { compares } : {}),
      printed: text.slice(one.at, end),
      before: plain.slice(Math.max(start, last ? last.at + last.length : 0), one.at),
      behind: plain.slice(end, Math.min(stop, next ? next.at : plain.length)),
      sentence: plain.slice(start, stop),
      ...(period ? { period } : {}),
    };
  });
}

type Bare = Omit<FoundNumber, 'printed' | 'before' | 'behind' | 'sentence' | 'period' | 'compares'>;

function comparison(
  before: string,
  behind: string,
  language: Language,
): { sign: 1 | -1; verb: number } | null {
  if (language === 'en') {
    if (!/^[^.;]{0,40}(?:last year|year on year|the year before)/i.test(behind)) return null;
    const verb = /(up|down) (?:by )?$/i.exec(before);
    return verb ? { sign: verb[1]!.toLowerCase() === 'up' ? 1 : -1, verb: verb[0].length } : null;
  }
  const clause = before.split(/[；。]/).at(-1) ?? '';
  const verb = /(增长|增加|上升|提高|下降|减少|降低)了?$/.exec(clause);
  if (!verb || !/同比|[比较](?:上年|去年)/.test(clause.slice(clause.lastIndexOf('，') + 1)))
    return null;
  return { sign: /[增升提]/.test(verb[1]!) ? 1 : -1, verb: verb[0].length };
}

function inChinese(text: string): Bare[] {
  const named = quoted(text);
  return [...text.matchAll(chinese)].flatMap((match) => {
    const { near, hundredth, share, digits, words, counter, behind } = match.groups!;
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    const at = match.index + (near === '近' && /[最附邻接]$/.test(before) ? 1 : 0);
    if (named.some(([from, to]) => match.index >= from && match.index < to)) return [];
    if (digits !== undefined && isNoClaim(before + (near ?? ''), digits, counter, after)) return [];
    const scale = match.groups!['scale'] ?? match.groups!['scale2'];
    const plural = scale === '万' ? 10_000 : scale === '亿' ? 100_000_000 : 1;
    const masked = digits?.startsWith('X') === true;
    const bare =
      share !== undefined
        ? readChinese(share)
        : words !== undefined
          ? readChinese(words)
          : Number((digits ?? '').replaceAll(/[,，]/g, ''));
    // “一个” is an article more often than a count, and 第二 an ordinal.
    if (words !== undefined && (bare === null || (bare < 2 && !scale) || /[第之]$/.test(before)))
      return [];
    if (!masked && (bare === null || !Number.isFinite(bare))) return [];
    const number = masked ? 0 : exactly(bare! * plural);
    const percent = hundredth !== undefined || match.groups!['percent'] !== undefined;
    const over =
      match.groups!['over1'] ??
      match.groups!['over2'] ??
      match.groups!['over3'] ??
      match.groups!['over4'] ??
      (behind === '以上' ? behind : undefined);
    const style = masked
      ? 'masked'
      : behind === '左右' || near?.includes('约')
        ? 'about'
        : near
          ? 'nearly'
          : over
            ? 'over'
            : 'exact';
    const tail = behind === '以上' || behind === '左右' ? behind.length : 0;
    // The counter stays in the text, unless 以上 stands behind it: then both belong to the number's words.
    const length = match[0].length - (at - match.index) - (tail === 0 ? (counter?.length ?? 0) : 0);
    const step = style === 'over' || style === 'nearly' ? stepOf(bare!, plural) : null;
    const over_word = over === '多' || over === '以上' ? over : over ? '余' : undefined;
    return [
      {
        at,
        length,
        number,
        style,
        step,
        ten_thousands: scale === '万',
        counter: percent ? '%' : (counter ?? ''),
        ...(style === 'over' && over_word ? { over_word } : {}),
      } satisfies Bare,
    ];
  });
}

/** Years, days, ordinals and numbers of documents: digits that count nothing. */
function isNoClaim(
  before: string,
  digits: string,
  counter: string | undefined,
  after: string,
): boolean {
  const behind = (counter ?? '') + after;
  if (/^(?:年|月|日|号|时|点|分(?!之)|世纪|届|级)/.test(behind)) return true;
  // 1至6月, and the parts of a telephone number.
  if (/^(?:[至到—–-]\d{1,2}[月日]|-\d)/.test(behind)) return true;
  if (/[第〔[［（(]$/.test(before) && /^[〕\]］）)条款项章节批届次]/.test(behind)) return true;
  if (/第$/.test(before)) return true;
  if (/[A-Za-z0-9.·/-]$/.test(before) || /^[A-Za-z·/]/.test(behind)) return true;
  // “1.” and “1、” at the head of a paragraph.
  if (beginsLine(before) && /^[.．、]/.test(behind)) return true;
  // A telephone, or a year that stands alone: 2009、2010.
  return (
    /^(?:19|20)\d\d$/.test(digits) &&
    (counter === undefined || counter === '') &&
    /^[-—–至、]/.test(after)
  );
}

function inEnglish(text: string): Bare[] {
  const named = quoted(text);
  return [...text.matchAll(english)].flatMap((match) => {
    const { near = '', digits, words } = match.groups!;
    const percent = match.groups!['percent'] ?? match.groups!['percent2'];
    if (named.some(([from, to]) => match.index >= from && match.index < to)) return [];
    const before = text.slice(0, match.index);
    const after = text.slice(match.index + match[0].length);
    if (digits !== undefined && !digits.startsWith('X')) {
      const year = /^(?:19|20)\d\d,?$/.test(digits) && !near;
      const month =
        '(?:January|February|March|April|May|June|July|August|September|October|November|December)';
      if (year && !/^ [a-z]+s\b/.test(after)) return [];
      if (new RegExp(`${month} $`).test(before) || new RegExp(`^ ${month}`).test(after)) return [];
      if (/^(?:st|nd|rd|th)\b/.test(after) || /[A-Za-z0-9./-]$/.test(before)) return [];
      if (/^[A-Za-z-]/.test(after)) return [];
      if (beginsLine(before) && /^[.)]/.test(after)) return [];
    }
    if (words !== undefined && claimsNothing(words, before, after)) return [];
    // How long something took is no count, in words or in digits: over thirty years.
    if (/^ (?:years?|months?|weeks?|days?|hours?|minutes?)\b/.test(after)) return [];
    const masked = digits?.startsWith('X') === true;
    // A comma behind the number ends its clause and is no part of it.
    const plain = digits?.replace(/,+$/, '');
    const number =
      words !== undefined ? readNumberWords(words) : Number(plain!.replaceAll(',', ''));
    if (number === null || (!masked && !Number.isFinite(number))) return [];
    const said = near.trim().toLowerCase();
    const style = masked
      ? 'masked'
      : said === 'more than' || said === 'over'
        ? 'over'
        : said === 'nearly' || said === 'almost'
          ? 'nearly'
          : said
            ? 'about'
            : 'exact';
    const cut = (digits?.length ?? 0) - (plain?.length ?? 0);
    const counter = percent ? '%' : (/^ ([a-z]+(?: [a-z]+){0,2})/i.exec(after)?.[1] ?? '');
    return [
      {
        at: match.index,
        length: match[0].length - cut,
        number: masked ? 0 : number,
        style,
        step: style === 'over' || style === 'nearly' ? stepOf(number, 1) : null,
        ten_thousands: false,
        counter: cut > 0 ? '' : counter,
      } satisfies Bare,
    ];
  });
}

/** Names, dates and parts: “Ten Thousand Households”, “Five-Five”, “May four”, “two thirds”, “one of them”. */
function claimsNothing(words: string, before: string, after: string): boolean {
  if (/^[A-Z]/.test(words) && /^[ -][A-Z]/.test(after)) return true;
  if (/[-\w]$/.test(before) || /^ (?:thirds?|hal(?:f|ves)|quarters?|fifths?)\b/.test(after))
    return true;
  // An article more often than a count.
  return words.toLowerCase() === 'one';
}

/** The place of the last figure that is not 0: 4000 is rounded to thousands, 490 to tens, 83 to ones. */
function stepOf(number: number, scale: number): number {
  const text = String(exactly(number));
  const decimals = text.split('.')[1]?.length ?? 0;
  if (decimals > 0) return exactly(10 ** -decimals * scale);
  const zeros = /0*$/.exec(text)![0].length;
  return 10 ** Math.min(zeros, text.length - 1) * scale;
}

/** 四百六十五, 二十二, 一千三百, 九十六点四; null for what is no number, such as 十十. */
export function readChinese(text: string): number | null {
  const [whole = '', decimals] = text.split('点');
  const digit = (one: string) =>
    '零一二三四五六七八九'.indexOf(one === '〇' ? '零' : one === '两' ? '二' : one);
  if (decimals !== undefined) {
    const [units, parts] = [readChinese(whole), [...decimals].map(digit)];
    return units === null || parts.some((one) => one < 0)
      ? null
      : Number(`${units}.${parts.join('')}`);
  }
  if (/^[零〇一二三四五六七八九]{2,}$/.test(whole)) return Number([...whole].map(digit).join(''));
  let [sum, current, lastScale] = [0, -1, 10_000];
  for (const one of whole) {
    const scale = { 十: 10, 百: 100, 千: 1000 }[one];
    if (scale === undefined) {
      if (current > 0) return null;
      current = digit(one);
      continue;
    }
    if (scale >= lastScale) return null;
    // 十 alone is ten, and so it is behind 百零 and 千.
    sum += (current <= 0 ? 1 : current) * scale;
    [current, lastScale] = [-1, scale];
  }
  return whole === '' ? null : sum + Math.max(0, current);
}

/** What stands in quotation marks or in a title's brackets is a name. */
/** Nothing but blanks since the line began. */
function beginsLine(before: string): boolean {
  const written = before.trimEnd();
  return written === '' || before.slice(written.length).includes('\n');
}

function quoted(text: string): [number, number][] {
  return [...text.matchAll(/“[^“”]*”|《[^《》]*》|「[^「」]*」|"[^"]*"/g)].map((match) => [
    match.index,
    match.index + match[0].length,
  ]);
}

function sentenceStart(text: string, at: number, language: Language): number {
  const stops = language === 'zh' ? /[。！？\n]/g : /[.!?](?=\s)|\n/g;
  let start = 0;
  for (const stop of text.slice(0, at).matchAll(stops)) start = stop.index + 1;
  return start;
}

function sentenceEnd(text: string, from: number, language: Language): number {
  const stop = text.slice(from).search(language === 'zh' ? /[。！？\n]/ : /[.!?](?=\s|$)|\n/);
  return stop < 0 ? text.length : from + stop;
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

/** 截至9月底, 1至9月, 上半年; “by the end of September”. Days as they count from 1 January. */
function periodBefore(sentence: string, language: Language): string | null {
  const until = (month: number, day?: number) => {
    if (month < 1 || month > 12) return null;
    const last = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]!;
    const two = (one: number) => String(one).padStart(2, '0');
    return month === 12 && (day ?? 31) >= 31
      ? null
      : `01-01..${two(month)}-${two(Math.min(day ?? last, last))}`;
  };
  if (language === 'zh') {
    const day = /截[至止到](?:\d{4}年)?(\d{1,2})月(\d{1,2})日/.exec(sentence);
    if (day) return until(Number(day[1]), Number(day[2]));
    const month = /(?:截[至止到](?:\d{4}年)?|1(?:月)?[至到—-])(\d{1,2})月/.exec(sentence);
    if (month) return until(Number(month[1]));
    return /上半年/.test(sentence) ? until(6) : null;
  }
  const named = /by (?:the end of )?(?:\d{1,2} )?([A-Z][a-z]+)/.exec(sentence);
  const at = months.indexOf(named?.[1]?.toLowerCase() ?? '');
  if (at >= 0) return until(at + 1);
  return /first half of/i.test(sentence) ? until(6) : null;
}

function exactly(number: number): number {
  return Number(number.toPrecision(14));
}
