/**
 * The office's own rhythm. No law that was read sets these numbers: they are practice, and an office may set others. What
 * the law sets (the notice for the collection of minors, R74) is in the register.
 */
import { due } from '#engine/calendar.ts';
import type { Calendar, Period } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { OfficePeriod } from '#engine/line.ts';
import { habit, months, workdays } from '../common/office-period.ts';

const years = (n: number): Period => ({ n, unit: 'years' });

export const rhythm = {
  verify: habit('resettlement.verify', workdays(10), 'Verify who is to be released', '核实出监（所）人员信息'),
  take_in: habit('resettlement.take-in', workdays(5), 'Take over who was released', '衔接接收刑满释放人员'),
  classify: habit('resettlement.classify', workdays(10), 'Classify and set up the group', '分类并落实帮教小组'),
  visit_general: habit('resettlement.visit-general', months(3), 'Visit: general class', '走访：一般帮教对象'),
  visit_key: habit('resettlement.visit-key', months(1), 'Visit: key class', '走访：重点帮教对象'),
  regrade: habit('resettlement.regrade', months(12), 'Look at the class again', '复核帮教类别'),
  accept_move: habit('resettlement.accept-move', workdays(5), 'Accept or refuse a move', '办理转入'),
  renew_base: { ...habit('resettlement.renew-base', months(1), 'Renew the agreement of a base', '续签基地协议'), counts: 'before' },
  /** How long help-education lasts runs to its own day, workday or not. */
  term: { ...habit('resettlement.term', years(5), 'Help-education after release', '刑满释放后帮教期'), rolls_over: false },
  term_re_education: { ...habit('resettlement.term-re-education', years(3), 'Help-education after re-education', '解除劳教后帮教期'), rolls_over: false },
} as const satisfies Record<string, OfficePeriod>; // prettier-ignore

export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm);

/** The last day of help-education. */
export function endOfTerm(channel: string | null, released_on: Day, calendar: Calendar): Day {
  const term = channel === 're_education' ? rhythm.term_re_education : rhythm.term;
  return due(term, released_on, calendar).due_on!;
}

export function visitRule(help_class: string | null) {
  return help_class === 'key' ? rhythm.visit_key : rhythm.visit_general;
}

export function nextVisit(help_class: string | null, from: Day, calendar: Calendar): Day {
  return due(visitRule(help_class), from, calendar).due_on!;
}
