/**
 * The office's own rhythm: periods that no law sets, kept in one place so that an office can set
 * others, and how a duty is made from a rule. What the law sets is in the register
 * (`#engine/statute.ts`).
 */
import { due } from '#engine/calendar.ts';
import type { Calendar, Period, TimedRule } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { Duty } from '#engine/record.ts';

const days = (n: number): Period => ({ n, unit: 'calendar_days' });
const workdays = (n: number): Period => ({ n, unit: 'working_days' });

function habit(id: string, period: Period): TimedRule {
  return { id, version: 1, period, rolls_over: true };
}

/** Ids begin with the line, so that nobody takes them for rules of the register. */
export const rhythm = {
  accept: habit('mediation.accept', workdays(3)),
  /** One month is the norm of practice for mediation, not of the Act. */
  mediate: habit('mediation.one-month', { n: 1, unit: 'months' }),
  revisit: habit('mediation.revisit', days(30)),
  close: habit('mediation.close', workdays(5)),
  file: habit('mediation.file', { n: 3, unit: 'months' }),
  complete: habit('mediation.complete', workdays(3)),
  answer_contact: habit('mediation.answer', workdays(3)),
  reply_linkage: habit('mediation.linkage-reply', workdays(3)),
  report_sweep: habit('mediation.sweep', workdays(3)),
  rectify: habit('mediation.rectify', { n: 1, unit: 'months' }),
  review_claim: habit('mediation.review', workdays(10)),
  answer_reminder: habit('mediation.reminder', workdays(3)),
  /** The register says “promptly”; ten days is what the office reminds itself of. */
  tell_court: { ...habit('R09', workdays(10)) },
  /** The register says “at once”. */
  tell_police: { ...habit('R11', days(0)), rolls_over: false },
  /** Performance falls due on the day that the agreement names, workday or not. */
  on_the_day: { ...habit('mediation.performance', days(0)), rolls_over: false },
} as const satisfies Record<string, TimedRule>;

/** How long a list of subsidies hangs out at least, both days counted. */
export const noticeDaysMin = 5;

type DutyWords = Pick<Duty, 'key' | 'label' | 'action' | 'roles' | 'statutory'> & {
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
