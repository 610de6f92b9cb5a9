/**
 * The rhythm of the work where no law that was read sets a number: reports, visits and talks of each class are set by
 * provincial rules, and an office may set its own. What the law sets is in the register (R27 to R46). There are no
 * hours of education or service here: the law in force knows none (the eight hours a month of the rules of 2012 were
 * repealed with them); a person's own plan may set some.
 */
import { due } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { OfficePeriod } from '#engine/line.ts';
import { days, habit, months, workdays } from '../common/office-period.ts';

export const rhythm = {
  announce: habit('corrections.announce', workdays(5), 'Announce after reporting in', '接收后入矫宣告'),
  group: habit('corrections.group', workdays(5), 'Set up the correction group', '确定矫正小组'),
  classify: habit('corrections.classify', workdays(5), 'Decide the class', '确定管理类别'),
  plan: habit('corrections.plan', workdays(10), 'Make the individual plan', '制定矫正方案'),
  review: habit('corrections.review', months(3), 'Look at the plan again', '评估调整矫正方案'),
  regrade: habit('corrections.regrade', months(6), 'Look at the class again', '复核管理类别'),
  report_strict: habit('corrections.report-strict', days(7), 'Report: strict class', '日常报告：严格管理'),
  report_ordinary: habit('corrections.report-ordinary', months(1), 'Report: ordinary class', '日常报告：普通管理'),
  visit_strict: habit('corrections.visit-strict', months(1), 'Visit: strict class', '实地走访：严格管理'),
  visit_ordinary: habit('corrections.visit-ordinary', months(3), 'Visit: ordinary class', '实地走访：普通管理'),
  talk_strict: habit('corrections.talk-strict', months(1), 'Talk: strict class', '个别谈话：严格管理'),
  talk_ordinary: habit('corrections.talk-ordinary', months(3), 'Talk: ordinary class', '个别谈话：普通管理'),
  search: habit('corrections.search', days(7), 'Search again for who is out of contact', '继续查找失去联系人员'),
} as const satisfies Record<string, OfficePeriod>; // prettier-ignore

export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm);

export type ContactKind = 'report' | 'visit' | 'talk';
export const contacts: readonly ContactKind[] = ['report', 'visit', 'talk'];

export function contactRule(kind: ContactKind, corr_class: string | null): OfficePeriod {
  return rhythm[`${kind}_${corr_class === 'strict' ? 'strict' : 'ordinary'}`];
}

export function nextContact(
  kind: ContactKind,
  corr_class: string | null,
  from: Day,
  calendar: Calendar,
): Day {
  return due(contactRule(kind, corr_class), from, calendar).due_on!;
}
