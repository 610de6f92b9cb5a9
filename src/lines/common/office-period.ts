/**
 * Periods that no law sets, as a line writes them down (an office may set others), and how a duty is made from a rule,
 * of the office or of the register.
 */
import { due } from '#engine/calendar.ts';
import type { Calendar, Period, TimedRule } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { Duty } from '#engine/record.ts';

export const days = (n: number): Period => ({ n, unit: 'calendar_days' });
export const months = (n: number): Period => ({ n, unit: 'months' });
export const workdays = (n: number): Period => ({ n, unit: 'working_days' });

export function habit(id: string, period: Period, en: string, zh: string) {
  return { id, version: 1, period, rolls_over: true, label: { en, zh } };
}

type DutyWords = Pick<Duty, 'key' | 'label' | 'action' | 'roles' | 'statutory' | 'asked'> & {
  readonly waiting?: boolean;
};

export function dutyFrom(rule: TimedRule, from: Day, calendar: Calendar, words: DutyWords): Duty {
  const answer = due(rule, from, calendar);
  return {
    ...words,
    from_day: from,
    // Only an open pause leaves a deadline without a day, and none of these rules can be paused.
    due_on: answer.due_on ?? from,
    rule: answer.rule,
    rule_version: answer.rule_version,
    calendar_version: answer.calendar_version,
    certain: answer.certain,
  };
}

/** What falls due on the day that somebody has set, workday or not. */
export const onTheDay: TimedRule = {
  id: 'day-set',
  version: 1,
  period: { n: 0, unit: 'calendar_days' },
  rolls_over: false,
};
