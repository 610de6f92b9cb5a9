/**
 * Numbers of approvals and decisions that no text that was read sets: the thresholds of leave are practice and match
 * public systems, so an office may set others, each from a day on. What the law sets is in the register (R32 to R46).
 */
import { asSetBy } from '#engine/calendar.ts';
import type { Calendar, Period } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { OfficePeriod } from '#engine/line.ts';
import { days, habit, months, workdays } from '../common/office-period.ts';

/** A limit is a number of days and never a deadline, so no holiday moves it. */
const limit = (id: string, period: Period, en: string, zh: string) => ({
  ...habit(id, period, en, zh),
  rolls_over: false,
});

export const approvalRhythm = {
  leave_office: limit('corrections.leave-office', days(7), 'Leave: the office decides up to', '外出：司法所审批上限'),
  leave_county: limit('corrections.leave-county', days(30), 'Leave: the county decides up to', '外出：县级单次审批上限'),
  leave_together: limit('corrections.leave-together', days(30), 'Leave: together, beyond which the city decides', '外出：累计超过此数报市级'),
  leave_window: limit('corrections.leave-window', months(2), 'Leave: within how long it adds up', '外出：累计计算期间'),
  leave_decide: habit('corrections.leave-decide', workdays(2), 'Decide on a leave', '办理外出审批'),
  leave_file: habit('corrections.leave-file', workdays(3), 'File a leave with the county', '外出审批报县级备案'),
  leave_late: habit('corrections.leave-late', workdays(5), 'Look at a late return', '核查逾期未归'),
  move_decide: habit('corrections.move-decide', workdays(3), 'Decide on a change of place', '作出变更执行地决定'),
  activity_decide: habit('corrections.activity-decide', workdays(5), 'Decide on regular trips', '办理经常性跨市县活动审批'),
  venue_decide: habit('corrections.venue-decide', workdays(3), 'Decide on what an injunction bars', '办理禁止令事项审批'),
  decision_check: habit('corrections.decision-check', workdays(5), 'Check a proposal', '查证考核奖惩提请'),
  decision_decide: habit('corrections.decision-decide', workdays(5), 'Decide on a proposal', '审批考核奖惩'),
  decision_serve: habit('corrections.decision-serve', workdays(3), 'Serve a decision', '送达决定文书'),
  decision_twice: habit('corrections.decision-twice', workdays(10), 'Look again after the second time', '两次处罚后核查'),
  positioning_decide: habit('corrections.positioning-decide', workdays(3), 'Decide on a device', '办理装置使用审批'),
  positioning_look: { ...habit('corrections.positioning-look', days(10), 'Look before the term of a device ends', '装置到期前评估'), counts: 'before' },
} as const satisfies Record<string, OfficePeriod>; // prettier-ignore

export const approvalPeriods: readonly OfficePeriod[] = Object.values(approvalRhythm);

/** The number that holds for what begins on this day. */
export function limitOn(
  name: 'leave_office' | 'leave_county' | 'leave_together' | 'leave_window',
  day: Day,
  calendar: Calendar,
): number {
  return asSetBy(approvalRhythm[name], calendar, day).period.n;
}
