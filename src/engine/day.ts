/**
 * Calendar days and how people write them. A day is the string 'YYYY-MM-DD' in Asia/Shanghai, so
 * that it sorts, compares and travels as it is read. Arithmetic uses whole day numbers and never
 * local time: browsers have no Temporal yet, and the machine's own time zone must not matter.
 */
import type { Language, Text } from './text.ts';

/** 'YYYY-MM-DD', a day in Asia/Shanghai. */
export type Day = string;

/** 'YYYY-MM', a month in Asia/Shanghai. */
export type Month = string;

/** Both ends belong to it. */
export type DayRange = { readonly from: Day; readonly until: Day };

/** What came of reading text that a clerk typed. Never an exception: typing errors are normal. */
export type DayReading =
  | { readonly ok: true; readonly day: Day }
  | { readonly ok: false; readonly problem: Text };

const dayMs = 86_400_000;

/**
 * All of China keeps UTC+8. The summer times of 1986 to 1991 are left out on purpose: no office
 * recorded an instant then, and birthdays are days already.
 */
const shanghaiOffsetMs = 8 * 3_600_000;

const monthNamesEn = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

type Parts = { year: number; month: number; date: number };

/** Is this a day that exists, written 'YYYY-MM-DD', from year 1000 to 9999? */
export function isDay(value: string): boolean;
export function isDay(value: unknown): value is Day;
export function isDay(value: unknown): boolean {
  return typeof value === 'string' && partsOf(value) !== null;
}

/** Is this a month written 'YYYY-MM'? */
export function isMonth(value: string): boolean;
export function isMonth(value: unknown): value is Month;
export function isMonth(value: unknown): boolean {
  return typeof value === 'string' && isDay(`${value}-01`);
}

/**
 * Days since 1970-01-01, negative before it.
 * Throws RangeError when `day` does not exist: by here it should have been read and checked.
 */
export function dayNumber(day: Day): number {
  const { year, month, date } = mustBeDay(day);
  return Date.UTC(year, month - 1, date) / dayMs;
}

/** The day with this number of days since 1970-01-01. Throws RangeError outside 1000 to 9999. */
export function dayFromNumber(number: number): Day {
  const at = new Date(number * dayMs);
  return dayOf(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return dayFromNumber(dayNumber(day) + days);
}

/**
 * The corresponding day `months` later, or the last day of that month where there is none:
 * 31 January and one month is 28 or 29 February (Civil Code 民法典, article 202).
 */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = mustBeDay(day);
  const target = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(target / 12);
  const targetMonth = target - targetYear * 12 + 1;
  return dayOf(targetYear, targetMonth, Math.min(date, monthLength(targetYear, targetMonth)));
}

/** The corresponding day `years` later; 29 February becomes 28 (Civil Code, article 202). */
export function addYears(day: Day, years: number): Day {
  return addMonths(day, years * 12);
}

/** Whole days from one day to another: 0 on the same day, negative when `until` is earlier. */
export function daysBetween(from: Day, until: Day): number {
  return dayNumber(until) - dayNumber(from);
}

/** 1 is Monday and 7 is Sunday, as in ISO 8601 and as Chinese counts its weekdays. */
export function weekday(day: Day): number {
  // Day 0 was a Thursday. The double remainder keeps days before 1970 positive.
  return ((((dayNumber(day) + 3) % 7) + 7) % 7) + 1;
}

/** The year of a day, as a number. */
export function yearOf(day: Day): number {
  return mustBeDay(day).year;
}

/** The month 'YYYY-MM' of a day. */
export function monthOf(day: Day): Month {
  mustBeDay(day);
  return day.slice(0, 7);
}

/** The first day of the month that `day` lies in. */
export function firstOfMonth(day: Day): Day {
  return `${monthOf(day)}-01`;
}

/** The last day of the month that `day` lies in. */
export function lastOfMonth(day: Day): Day {
  const { year, month } = mustBeDay(day);
  return dayOf(year, month, monthLength(year, month));
}

/** All days of a month 'YYYY-MM'. Throws RangeError when it is not a month. */
export function monthRange(month: Month): DayRange {
  const from = `${month}-01`;
  return { from, until: lastOfMonth(from) };
}

/** 1 January to 31 December. */
export function yearRange(year: number): DayRange {
  return { from: dayOf(year, 1, 1), until: dayOf(year, 12, 31) };
}

/** The quarter, 1 to 4, of a year. */
export function quarterRange(year: number, quarter: number): DayRange {
  const from = dayOf(year, quarter * 3 - 2, 1);
  return { from, until: addDays(addMonths(from, 3), -1) };
}

/** The half-year, 1 or 2, of a year. */
export function halfYearRange(year: number, half: number): DayRange {
  const from = dayOf(year, half * 6 - 5, 1);
  return { from, until: addDays(addMonths(from, 6), -1) };
}

/** Does the day lie in the range? Both ends do. Days compare as text. */
export function isWithin(day: Day, range: DayRange): boolean {
  return day >= range.from && day <= range.until;
}

/** The days that two ranges share, or null where they share none. */
export function overlapOf(one: DayRange, other: DayRange): DayRange | null {
  const from = one.from > other.from ? one.from : other.from;
  const until = one.until < other.until ? one.until : other.until;
  return from <= until ? { from, until } : null;
}

/** Number of days in the range, both ends counted; 0 when it ends before it begins. */
export function daysIn(range: DayRange): number {
  return Math.max(0, daysBetween(range.from, range.until) + 1);
}

/** The months that a range touches, in order. */
export function monthsIn(range: DayRange): Month[] {
  const months: Month[] = [];
  for (let day = firstOfMonth(range.from); day <= range.until; day = addMonths(day, 1)) {
    months.push(monthOf(day));
  }
  return months;
}

/**
 * The day in Shanghai at an instant, given as an ISO 8601 string with Z or an offset.
 * Throws RangeError without one: '2009-09-04T20:00' would mean another day on another machine.
 */
export function dayInShanghai(instant: string): Day {
  return dayFromNumber(Math.floor((instantNumber(instant) + shanghaiOffsetMs) / dayMs));
}

/**
 * The instant at which it is `time` ('HH:MM', 00:00 to 24:00) on `day` in Shanghai, as ISO 8601 in
 * UTC ('2009-09-04T01:00:00.000Z' for nine in the morning). 24:00 is the end of the day, when a
 * period ends where there are no office hours (Civil Code, article 203).
 */
export function shanghaiInstant(day: Day, time: string): string {
  const match = /^(\d{2}):(\d{2})$/.exec(time);
  const minutes = match ? Number(match[1]) * 60 + Number(match[2]) : NaN;
  if (!match || Number(match[2]) > 59 || minutes > 24 * 60) {
    throw new RangeError(`Not a time of day, 00:00 to 24:00: ${time}`);
  }
  const at = dayNumber(day) * dayMs + minutes * 60_000 - shanghaiOffsetMs;
  return new Date(at).toISOString();
}

/** The instant `hours` later, ISO 8601 in UTC. Runs through nights and holidays. */
export function addHours(instant: string, hours: number): string {
  return new Date(instantNumber(instant) + hours * 3_600_000).toISOString();
}

/** Milliseconds since 1970 of an ISO 8601 instant. Throws RangeError without Z or an offset. */
export function instantNumber(instant: string): number {
  const zoned = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/.test(instant);
  const at = zoned ? Date.parse(instant) : NaN;
  if (Number.isNaN(at)) throw new RangeError(`Not an instant with Z or an offset: ${instant}`);
  return at;
}

/** A day as people write it: 2009年9月4日, or 4 September 2009. No padding (GB/T 9704). */
export function formatDay(day: Day, language: Language): string {
  const { year, month, date } = mustBeDay(day);
  if (language === 'zh') return `${year}年${month}月${date}日`;
  return `${date} ${monthNamesEn[month - 1]} ${year}`;
}

/** A month as people write it: 2009年9月, or September 2009. */
export function formatMonth(month: Month, language: Language): string {
  const parts = mustBeDay(`${month}-01`);
  if (language === 'zh') return `${parts.year}年${parts.month}月`;
  return `${monthNamesEn[parts.month - 1]} ${parts.year}`;
}

/** No way of writing a day is longer; what is read here may be a cell of any length. */
const lengthMax = 200;

/**
 * Reads a day from what a clerk typed or an old spreadsheet holds: 2009.9.4, 2009年9月4日,
 * 20090904, 4 September 2009, 二〇〇九年九月四日, full-width digits, and 。，、 for dots. With
 * `options.year` also 9/4, 9月4日 and a two-digit year, which means the year nearest to it.
 * A clock time after the day is dropped. Answers the day, or what is wrong in both languages;
 * what can be read in two ways (4/9/2009) is refused and never guessed.
 */
export function readDay(typed: string, options: { year?: number } = {}): DayReading {
  if (/农历|阴历|正月|腊月|初[一二三四五六七八九十]/.test(typed)) {
    return refuse(
      'This is a day of the lunar calendar. Type the day of the ordinary calendar.',
      '这是农历日期，请填写公历日期。',
    );
  }
  if (typed.length > lengthMax)
    return refuse(
      'This is longer than a day. Type a day, such as 2009-9-4.',
      '内容过长，不是日期，请填写日期，例如2009-9-4。',
    );
  const plain = plainText(typed);
  if (plain === '') return refuse('Type a day, such as 2009-9-4.', '请填写日期，例如2009-9-4。');
  const parts = readEnglish(plain) ?? readFigures(withoutTime(plain), options.year);
  if ('problem' in parts) return { ok: false, problem: parts.problem };
  const { year, month, date } = parts;
  if (year < 1000 || year > 9999 || month < 1 || month > 12) {
    return refuse(
      `There is no month ${month} in the year ${year}.`,
      `没有${year}年${month}月，请核对。`,
    );
  }
  if (date < 1 || date > monthLength(year, month)) {
    return refuse(
      `${monthNamesEn[month - 1]} ${year} has no day ${date}.`,
      `${year}年${month}月没有${date}日，请核对。`,
    );
  }
  return { ok: true, day: dayOf(year, month, date) };
}

type PartsReading = Parts | { problem: Text };

function readFigures(plain: string, year: number | undefined): PartsReading {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  if (compact) return partsFrom(compact[1], compact[2], compact[3]);
  const groups = plain.split(/[年月日号./-]+/).filter((group) => group !== '');
  const wellFormed = groups.every((group) => /^\d{1,4}$/.test(group));
  if (wellFormed && groups.length === 3) return readThree(groups, year);
  if (wellFormed && groups.length === 2) return readTwo(groups, year);
  return {
    problem: {
      en: `“${plain}” is not a day. Type it like 2009-9-4.`,
      zh: `“${plain}”不是日期，请按2009-9-4的样子填写。`,
    },
  };
}

function readThree(groups: string[], year: number | undefined): PartsReading {
  const [first, second, third] = groups;
  if (first?.length === 4) return partsFrom(first, second, third);
  if (third?.length === 4) {
    return {
      problem: {
        en: 'Is the day or the month first? Type the year first, like 2009-9-4.',
        zh: '分不清日和月，请先写年份，例如2009-9-4。',
      },
    };
  }
  if (year === undefined || first?.length !== 2) {
    return {
      problem: {
        en: 'Type the year with four digits, like 2009-9-4.',
        zh: '年份请写四位数字，例如2009-9-4。',
      },
    };
  }
  const century = Math.round((year - Number(first)) / 100) * 100;
  return partsFrom(century + Number(first), second, third);
}

function readTwo(groups: string[], year: number | undefined): PartsReading {
  if (groups[0]!.length > 2) {
    return {
      problem: {
        en: 'The day of the month is missing. Type it like 2009-9-4.',
        zh: '缺少日，请按2009-9-4的样子填写。',
      },
    };
  }
  if (year === undefined) {
    return {
      problem: {
        en: 'The year is missing. Type it like 2009-9-4.',
        zh: '缺少年份，请按2009-9-4的样子填写。',
      },
    };
  }
  return partsFrom(year, groups[0], groups[1]);
}

function readEnglish(plain: string): Parts | null {
  const dayFirst = /^(\d{1,2})(?:st|nd|rd|th)?[ -]?([a-z]{3,9})\.?[ -]?(\d{4})$/i.exec(plain);
  if (dayFirst) return englishParts(dayFirst[3], dayFirst[2], dayFirst[1]);
  const monthFirst = /^([a-z]{3,9})\.? ?(\d{1,2})(?:st|nd|rd|th)?[,. ]+(\d{4})$/i.exec(plain);
  return monthFirst ? englishParts(monthFirst[3], monthFirst[1], monthFirst[2]) : null;
}

function englishParts(year?: string, name?: string, date?: string): Parts | null {
  const wanted = name!.toLowerCase();
  const index = monthNamesEn.findIndex((month) => {
    const full = month.toLowerCase();
    // September alone is also shortened to four letters.
    return full === wanted || full.slice(0, 3) === wanted || wanted === full.slice(0, 4);
  });
  return index < 0 ? null : partsFrom(year, index + 1, date);
}

/** Full-width to half-width, Chinese punctuation to dots, Chinese numerals to figures. */
function plainText(typed: string): string {
  const narrow = typed
    .normalize('NFKC')
    .replace(/[。、，,．・·]/g, '.')
    .replace(/[－—–−~]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/ ?([./年月日号-]) ?/g, '$1')
    .trim();
  return narrow.replace(/[〇零一二三四五六七八九十]+(?=[年月日号])/g, chineseFigures);
}

function chineseFigures(numeral: string): string {
  const figures = numeral.replace(/[〇零一二三四五六七八九]/g, (one) =>
    String('〇一二三四五六七八九'.indexOf(one === '零' ? '〇' : one)),
  );
  // 十 stands for itself, before ones, after tens or between both: 十, 十四, 三十, 三十一.
  return figures.replace(/^十$/, '10').replace(/^十/, '1').replace(/十$/, '0').replace('十', '');
}

function withoutTime(plain: string): string {
  return plain.replace(/(?:(?<=日)|[T ])\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/, '');
}

function partsFrom(
  year: string | number | undefined,
  month: string | number | undefined,
  date: string | number | undefined,
): Parts {
  return { year: Number(year), month: Number(month), date: Number(date) };
}

function refuse(en: string, zh: string): DayReading {
  return { ok: false, problem: { en, zh } };
}

function partsOf(day: string): Parts | null {
  const match = /^([1-9]\d{3})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const parts = partsFrom(match[1], match[2], match[3]);
  const exists =
    parts.month >= 1 &&
    parts.month <= 12 &&
    parts.date >= 1 &&
    parts.date <= monthLength(parts.year, parts.month);
  return exists ? parts : null;
}

function mustBeDay(day: Day): Parts {
  const parts = partsOf(day);
  if (!parts) throw new RangeError(`Not a day: ${day}`);
  return parts;
}

function dayOf(year: number, month: number, date: number): Day {
  const padded = [String(year).padStart(4, '0'), pad(month), pad(date)].join('-');
  mustBeDay(padded);
  return padded;
}

function pad(number: number): string {
  return String(number).padStart(2, '0');
}

function monthLength(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
