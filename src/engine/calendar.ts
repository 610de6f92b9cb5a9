/**
 * Counting legal periods. Which days are holidays is data (`holidays.ts`, or a later table loaded
 * by the office); how to count is here, once, for every line of work. Sources: Civil Code 民法典
 * articles 201 to 203, Civil Procedure Law 民事诉讼法 article 85, Administrative Licensing Law
 * 行政许可法 article 82.
 */
import {
  addDays,
  addMonths,
  addYears,
  dayInShanghai,
  daysBetween,
  instantNumber,
  isDay,
  shanghaiInstant,
  weekday,
} from './day.ts';
import type { Day } from './day.ts';
import type { Text } from './text.ts';

/** The State Council's yearly holiday notices as a table, with the days for which it is known. */
export type Calendar = {
  /** Stored with every computed deadline, so that an old case keeps its date. */
  readonly version: string;
  readonly covers: { readonly from: Day; readonly until: Day };
  /** Days off that the notice names, weekends among them included. */
  readonly holidays: Readonly<Record<Day, Text>>;
  /** Saturdays and Sundays that are worked, named for the holiday they make up for. */
  readonly makeup_workdays: Readonly<Record<Day, Text>>;
  /** Periods that no law sets, as this office has set them: each for what starts on its first day or later. */
  readonly own?: readonly OwnPeriod[];
};

export type OwnPeriod = {
  readonly rule: string;
  /** Higher than the version of whoever shipped the rule: it is stored with each deadline. */
  readonly version: number;
  readonly period: Period;
  readonly valid_from: Day;
};

/** The rule as the office counts it on that day: under its own period where it has set one by then. */
export function asSetBy<R extends TimedRule>(rule: R, calendar: Calendar, day: Day): R {
  const own = calendar.own
    ?.filter((one) => one.rule === rule.id && one.valid_from <= day)
    .toSorted((a, b) => a.version - b.version)
    .at(-1);
  return own ? { ...rule, period: own.period, version: own.version } : rule;
}

export type PeriodUnit = 'hours' | 'calendar_days' | 'working_days' | 'months' | 'years';

export type Period = { readonly n: number; readonly unit: PeriodUnit };

/** What `due` needs to know of a rule of the register. */
export type TimedRule = {
  /** For example R01, or R03.extension for a further period of the same rule. */
  readonly id: string;
  readonly version: number;
  readonly period: Period;
  /**
   * Does a last day without work move to the next workday? Article 203 says so of 法定休假日;
   * Saturdays and Sundays that are not made up are treated alike, as courts and offices do. False
   * for what runs to its own day: terms of office, detention, keeping of files. Without meaning
   * for hours, which run on, and for working days, which end on one.
   */
  readonly rolls_over: boolean;
  /**
   * `after` counts on from the start; `before` counts back from an event by which something must
   * have been done that long ago (hearing papers seven days before). Without it: after.
   */
  readonly counts?: 'after' | 'before';
};

/** A stretch in which the clock stands still. Both days belong to it; no `until` is still open. */
export type Pause = { readonly from: Day; readonly until?: Day };

/** A computed deadline with what is needed to understand it years later. Store all of it. */
export type Due = {
  /** The last day on which it is in time; null while a pause is open. */
  readonly due_on: Day | null;
  /** For hours only: the instant, ISO 8601 in UTC. */
  readonly due_at?: string;
  readonly rule: string;
  readonly rule_version: number;
  readonly calendar_version: string;
  /** False when a day had to be judged that the calendar does not cover: a plain weekday then. */
  readonly certain: boolean;
};

const hourMs = 3_600_000;

/** Does the calendar know this day? */
export function isCovered(day: Day, calendar: Calendar): boolean {
  return day >= calendar.covers.from && day <= calendar.covers.until;
}

/**
 * Is the day worked? Holidays are not, make-up days are, else Monday to Friday. Outside the
 * calendar's coverage the answer is the plain weekday: ask `isCovered` before relying on it.
 */
export function isWorkday(day: Day, calendar: Calendar): boolean {
  if (calendar.holidays[day]) return false;
  if (calendar.makeup_workdays[day]) return true;
  return weekday(day) <= 5;
}

/** The first workday after `day`. */
export function nextWorkday(day: Day, calendar: Calendar): Day {
  return firstWorkday(addDays(day, 1), 1, (one) => isWorkday(one, calendar));
}

/**
 * When does this rule run out? `start` is the day of the event, which is not counted (Civil Code
 * 201); for hours it must be an instant, ISO 8601 with Z or an offset, and for days it may be one.
 * Months and years end on the corresponding day, else on the month's last (202); a last day
 * without work rolls over to the next workday (203) where the rule says so. A period that counts
 * `before` ends that long ahead of the event, and rolls back to the workday before, since the law
 * is silent there and earlier is always in time. Throws RangeError when `start` cannot be read.
 */
export function due(rule: TimedRule, start: Day, calendar: Calendar): Due {
  return dueWithPauses(rule, start, [], calendar);
}

/**
 * As `due`, for clocks that the law lets stand still: time for supplements and verification at the
 * notary (Notarization Law 公证法 30), hearings in a petition review (信访工作条例 36). Days in a
 * pause are not counted, whichever way pauses overlap; a pause that begins when time is already up
 * changes nothing. While an open pause stops the clock, `due_on` is null. For hours, pauses stop
 * whole days of Shanghai. Throws RangeError where a period that counts `before` has pauses.
 */
export function dueWithPauses(
  given: TimedRule,
  start: Day,
  pauses: readonly Pause[],
  calendar: Calendar,
): Due {
  const look = lookUp(calendar);
  const rule = asSetBy(given, calendar, isDay(start) ? start : dayInShanghai(start));
  const { n, unit } = rule.period;
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`Not a number of ${unit}: ${n}`);
  if (rule.counts === 'before' && (unit === 'hours' || pauses.length > 0)) {
    throw new RangeError(`${rule.id} counts back, which no clock of hours or with pauses can do`);
  }
  if (unit === 'hours') return answer(rule, calendar, true, dueAt(n, start, pauses));
  const from = isDay(start) ? start : dayInShanghai(start);
  if (rule.counts === 'before') {
    const day = lastDayBefore(rule, from, look.isWorkday);
    return answer(rule, calendar, look.certain(), { due_on: day });
  }
  const day =
    unit === 'working_days'
      ? afterWorkingDays(from, n, pauses, look.isWorkday)
      : afterPausedDays(from, plainEnd(rule.period, from, 1), pauses);
  const rolled = day !== null && rule.rolls_over ? rollOver(day, pauses, look.isWorkday) : day;
  return answer(rule, calendar, look.certain(), { due_on: rolled });
}

type Ended = { due_on: Day | null; due_at?: string };
type WorkdayTest = (day: Day) => boolean;

function answer(rule: TimedRule, calendar: Calendar, certain: boolean, ended: Ended): Due {
  return {
    ...ended,
    rule: rule.id,
    rule_version: rule.version,
    calendar_version: calendar.version,
    certain,
  };
}

/** Remembers whether every day asked about was covered, so that no answer pretends to be sure. */
function lookUp(calendar: Calendar): { isWorkday: WorkdayTest; certain: () => boolean } {
  let certain = true;
  return {
    isWorkday(day) {
      certain &&= isCovered(day, calendar);
      return isWorkday(day, calendar);
    },
    certain: () => certain,
  };
}

/** The end by days, months or years as if there were neither holidays nor pauses. */
function plainEnd(period: Period, from: Day, sign: 1 | -1): Day {
  switch (period.unit) {
    case 'months':
      return addMonths(from, sign * period.n);
    case 'years':
      return addYears(from, sign * period.n);
    default:
      return addDays(from, sign * period.n);
  }
}

function afterWorkingDays(
  from: Day,
  n: number,
  pauses: readonly Pause[],
  worked: WorkdayTest,
): Day | null {
  let day = from;
  for (let counted = 0; counted < n;) {
    day = addDays(day, 1);
    const pause = pauseOn(day, pauses);
    if (pause) {
      if (pause.until === undefined) return null;
      day = pause.until;
    } else if (worked(day)) {
      counted += 1;
    }
  }
  return day;
}

/** Moves the plain end on by as many days as were paused before it, until no more come to light. */
function afterPausedDays(from: Day, plain: Day, pauses: readonly Pause[]): Day | null {
  let left = daysBetween(from, plain);
  let day = from;
  if (pauses.length === 0) return plain;
  while (left > 0) {
    day = addDays(day, 1);
    const pause = pauseOn(day, pauses);
    if (!pause) left -= 1;
    else if (pause.until === undefined) return null;
    else day = pause.until;
  }
  return day;
}

function rollOver(day: Day, pauses: readonly Pause[], worked: WorkdayTest): Day | null {
  for (let last = day; ; last = addDays(last, 1)) {
    const pause = pauseOn(last, pauses);
    if (!pause && worked(last)) return last;
    if (pause && pause.until === undefined) return null;
  }
}

function lastDayBefore(rule: TimedRule, event: Day, worked: WorkdayTest): Day {
  if (rule.period.unit === 'working_days') {
    let day = event;
    for (let counted = 0; counted < rule.period.n;) {
      day = addDays(day, -1);
      if (worked(day)) counted += 1;
    }
    return day;
  }
  const day = plainEnd(rule.period, event, -1);
  return rule.rolls_over ? firstWorkday(day, -1, worked) : day;
}

function firstWorkday(day: Day, step: 1 | -1, worked: WorkdayTest): Day {
  let found = day;
  while (!worked(found)) found = addDays(found, step);
  return found;
}

/** Any pause that the day lies in: the loops come back for the others. */
function pauseOn(day: Day, pauses: readonly Pause[]): Pause | undefined {
  return pauses.find(({ from, until }) => from <= day && (until === undefined || day <= until));
}

function dueAt(hours: number, start: string, pauses: readonly Pause[]): Ended {
  if (isDay(start)) {
    throw new RangeError(`Hours are counted from an instant, and ${start} is only a day`);
  }
  let at = instantNumber(start);
  let left = hours * hourMs;
  for (;;) {
    const day = dayInShanghai(isoOf(at));
    const pause = pauseOn(day, pauses);
    if (pause && pause.until === undefined) return { due_on: null };
    const midnight = instantNumber(shanghaiInstant(pause?.until ?? day, '24:00'));
    if (!pause) {
      // A clock that runs out exactly at midnight ends with the day, not with the next one.
      if (left <= midnight - at) return { due_on: day, due_at: isoOf(at + left) };
      left -= midnight - at;
    }
    at = midnight;
  }
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
