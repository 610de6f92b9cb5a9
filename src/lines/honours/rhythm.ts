/**
 * The periods of honours. None of them stands in a law: they come from the rules of honouring bodies,
 * and an office may set others.
 */
import type { OfficePeriod } from '#engine/line.ts';
import { days, habit, workdays } from '../common/office-period.ts';

export const rhythm = {
  /** “At least five days” in the rules of one county for demonstration villages; counted here in working days. */
  notice: habit('honours.notice', workdays(5), 'Public notice of an honour', '荣誉公示'),
  inspect: habit('honours.inspect', days(30), 'Inspect after a nomination', '申报后考察'),
  decide: habit('honours.decide', workdays(10), 'Decide after the public notice', '公示后审定'),
  answer_objection: habit(
    'honours.objection',
    workdays(5),
    'Answer an objection',
    '核查答复公示异议',
  ),
  follow_up: habit(
    'honours.follow-up',
    { n: 12, unit: 'months' },
    'Ask what became of a recommendation',
    '了解推荐结果',
  ),
  reverify: habit(
    'honours.reverify',
    { n: 2, unit: 'years' },
    'Verify an honour again',
    '荣誉复核',
  ),
} as const satisfies Record<string, OfficePeriod>;

export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm);
