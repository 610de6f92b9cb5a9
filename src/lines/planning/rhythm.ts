/** The office's own rhythm in planning: no law sets these periods [K], an office may set others. */
import type { OfficePeriod } from '#engine/line.ts';
import { habit, workdays } from '../common/office-period.ts';

/** Ids begin with the line, so that nobody takes them for rules of the register. */
export const rhythm = {
  answer_target: habit(
    'planning.answer-target',
    workdays(10),
    'Answer a proposed target',
    '答复拟下达的目标',
  ),
  self_assess: habit(
    'planning.self-assess',
    workdays(10),
    'Give our own view after the due day',
    '到期后自评',
  ),
  assess_target: habit(
    'planning.assess',
    workdays(15),
    'Assess after the unit gave its view',
    '自评后考核',
  ),
} as const satisfies Record<string, OfficePeriod>;

export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm);
