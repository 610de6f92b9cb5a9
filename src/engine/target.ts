/**
 * How a goal stands: pure arithmetic over what the ledger says. Nothing here is typed by anybody: a goal is given, all
 * else is counted. Work is said in units ("66 committees to go"), because percentages move nobody.
 */
import { daysBetween } from './day.ts';
import type { Day } from './day.ts';

export type TargetKind = 'count' | 'rate' | 'coverage' | 'milestone' | 'qualitative';

export type Goal = {
  readonly kind: TargetKind;
  /** Null where no number was set: then it is followed and not scored. */
  readonly goal: number | null;
  /** Per cent of what there is, or so many units: a county's part of a rate is “100 committees”. */
  readonly goal_in: 'percent' | 'units';
  readonly direction: 'at_least' | 'at_most';
  readonly from: Day;
  readonly due: Day;
};

type Asked = Pick<Goal, 'kind' | 'goal' | 'goal_in' | 'direction'>;

/** A value as figures have it: a share carries both its sides, a count neither. */
export type Reading = {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};

export type Readings = {
  readonly now: Reading;
  readonly last_year: Reading;
  readonly last_year_whole: Reading;
  /** A flow grows from nothing, a stock from what was there when the period began, a level is reached or is not. */
  readonly growth: 'flow' | 'stock' | 'level';
  readonly start: Reading;
};

export const standings = [
  'reached',
  'on_pace',
  'behind',
  'missed',
  'not_begun',
  'unscored',
  'not_reported',
  'not_kept',
] as const;
export type Standing = (typeof standings)[number];

export type Progress = {
  readonly standing: Standing;
  readonly value: number | null;
  /** Units of work: done, needed for the goal over today's denominator, and how many are left. */
  readonly done: number | null;
  readonly needed: number | null;
  readonly gap: number | null;
  /** Where it would stand today if it went evenly; null where nothing can be expected of a day. */
  readonly expected: number | null;
  /** Units a month from now to the due day; null where nothing is left or the day has passed. */
  readonly pace_needed: number | null;
  readonly last_year: number | null;
  readonly last_year_whole: number | null;
  /** Goals are not monotone: this one asks for less than last year brought. It is said, and is no fault. */
  readonly below_last_year: boolean;
};

/** A goal as it is written: 60, 96.4. Null for what is no number above zero or has more than two decimals. */
export function readGoal(written: string | null): number | null {
  return written !== null && /^\d{1,9}(\.\d{1,2})?$/.test(written) ? Number(written) : null;
}

const tiny = 1e-9;
const daysOfMonth = 365.25 / 12;

/** How many units the goal asks for over a denominator: 60 % of 465 is 279. Of a limit, how many it allows. */
export function neededFor({ kind, goal, goal_in, direction }: Asked, now: Reading): number | null {
  if (goal === null || kind === 'qualitative') return null;
  if (kind === 'count' || goal_in === 'units') return goal;
  if (!now.denominator) return null;
  const exact = (now.denominator * goal) / 100;
  return direction === 'at_least' ? Math.ceil(exact - tiny) : Math.floor(exact + tiny);
}

/** How many more units of work a goal asks for: with 213 of 465, 60 % leaves 66. Null where nothing can be said. */
export function gapTo(goal: Asked, now: Reading): number | null {
  return gapOf(goal, doneIn(goal, now), neededFor(goal, now));
}

/** `day`: the last day that is counted, today or the cut-off. */
export function progressOf(goal: Goal, readings: Readings, day: Day): Progress {
  const { now } = readings;
  const done = doneIn(goal, now);
  const needed = neededFor(goal, now);
  const gap = gapTo(goal, now);
  const expected = expectedOn(goal, readings, needed, day);
  const whole = readings.last_year_whole;
  const before = goal.goal_in === 'units' ? doneIn(goal, whole) : whole.value;
  return {
    value: now.value,
    done,
    needed,
    gap,
    expected,
    standing: standingOf(goal, { done, needed, gap, expected }, day),
    pace_needed: paceNeeded(goal, gap, day),
    last_year: readings.last_year.value,
    last_year_whole: whole.value,
    below_last_year:
      goal.goal !== null && goal.direction === 'at_least' && before !== null && goal.goal < before,
  };
}

/** A share is its numerator; but of nothing there is no share, so nothing is reported either. */
function doneIn({ kind }: Asked, { value, numerator, denominator }: Reading): number | null {
  if (kind === 'count') return value;
  return denominator ? numerator : null;
}

function gapOf({ direction }: Asked, done: number | null, needed: number | null): number | null {
  if (done === null || needed === null) return null;
  return Math.max(0, direction === 'at_least' ? needed - done : done - needed);
}

function expectedOn(
  goal: Goal,
  { growth, start }: Readings,
  needed: number | null,
  day: Day,
): number | null {
  if (needed === null || growth === 'level' || day < goal.from) return null;
  const whole = daysBetween(goal.from, goal.due) + 1;
  const gone = Math.min(whole, daysBetween(goal.from, day) + 1);
  const began = growth === 'stock' ? (doneIn(goal, start) ?? 0) : 0;
  return began + ((needed - began) * gone) / whole;
}

type Counted = Pick<Progress, 'done' | 'needed' | 'gap' | 'expected'>;

function standingOf(goal: Goal, { done, needed, gap, expected }: Counted, day: Day): Standing {
  if (day < goal.from) return 'not_begun';
  if (goal.kind === 'qualitative' || goal.goal === null) return 'unscored';
  if (done === null || needed === null || gap === null) return 'not_reported';
  const over = day >= goal.due;
  if (goal.direction === 'at_most') {
    if (over) return gap === 0 ? 'reached' : 'missed';
    return gap === 0 && (expected === null || done <= Math.ceil(expected)) ? 'on_pace' : 'behind';
  }
  if (gap === 0) return 'reached';
  if (over) return day > goal.due ? 'missed' : 'behind';
  // A part of one unit is nobody's delay.
  return expected !== null && done >= Math.floor(expected + tiny) ? 'on_pace' : 'behind';
}

/** In the last month all that is left is due within it. */
function paceNeeded(goal: Goal, gap: number | null, day: Day): number | null {
  if (gap === null || gap === 0 || goal.direction === 'at_most' || day >= goal.due) return null;
  const from = day < goal.from ? goal.from : day;
  return gap / Math.max(1, daysBetween(from, goal.due) / daysOfMonth);
}

export type Share = { readonly needed: number; readonly done: number };

export type ShareOut = {
  readonly whole: number;
  readonly parts: number;
  /** Done by whoever has no part: what the city runs itself. */
  readonly outside: number;
  /** Above zero: given to nobody. Below: more was given out than the whole asks for. */
  readonly left: number;
};

/** The parts of a goal against the whole: parts 58, whole 66: 8 not given to anybody. In units of work. */
export function shareOut(whole: Share, parts: readonly Share[]): ShareOut {
  const sum = (key: keyof Share) => parts.reduce((total, part) => total + part[key], 0);
  const outside = whole.done - sum('done');
  return {
    whole: whole.needed,
    parts: sum('needed'),
    outside,
    left: whole.needed - sum('needed') - outside,
  };
}

/**
 * A proposal for a split: what is left to do, shared by how much there is to do it with, in whole units that add up to
 * it exactly (largest remainders first; of equal ones, the earlier).
 */
export function proposeSplit(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, one) => all + one, 0);
  if (weights.length === 0) return [];
  const exact = weights.map((one) => (sum === 0 ? total / weights.length : (total * one) / sum));
  const shares = exact.map(Math.floor);
  const order = exact
    .map((one, i) => ({ i, rest: one - Math.floor(one) }))
    .toSorted((a, b) => b.rest - a.rest || a.i - b.i);
  let rest = total - shares.reduce((all, one) => all + one, 0);
  for (const { i } of order) {
    if (rest <= 0) break;
    shares[i]!++;
    rest--;
  }
  return shares;
}

/** Where on a line from zero to the most it lies, in per cent. */
export function proportion(n: number, most: number): number {
  return most <= 0 ? 0 : Math.min(100, Math.max(0, (100 * n) / most));
}
