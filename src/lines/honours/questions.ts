/** What the registers know of whoever is nominated. The office's own record is read by name, as a link reads it. */
import type { Day } from '#engine/day.ts';
import { questionCodes } from '#engine/standard.ts';
import type { Question } from '#engine/standard.ts';
import type { AnyRecord } from '#engine/record.ts';
import { holdsOn } from '../common/stretch.ts';
import type { Stretch } from '../common/stretch.ts';

export const honourQuestions: readonly Question[] = [
  {
    code: 'standardised_now',
    label: { en: 'The office is standardised', zh: '司法所规范化认定在有效期内' },
    own: (office: AnyRecord, today: Day) => holdsOn(office['standards'] as Stretch[], today),
  },
  {
    code: 'three_people',
    label: { en: 'At least three people', zh: '在岗三人以上' },
    own: (office) => (office['staff_now'] ?? 0) >= 3,
  },
  {
    code: 'findings_all_in_time',
    label: {
      en: 'Every finding of the last year put right in time',
      zh: '近一年检查问题全部按期整改',
    },
    counted: { measure: 'findings_due', where: { done: ['done'] } },
    of: { measure: 'findings_due' },
    at_least: 100,
    months: 12,
  },
  {
    code: 'plan_in_time',
    label: {
      en: 'Nine of ten items of the yearly plan done in time',
      zh: '近一年年度计划九成按期完成',
    },
    counted: { measure: 'plan_items_due', where: { done: ['done'] } },
    of: { measure: 'plan_items_due' },
    at_least: 90,
    months: 12,
  },
  {
    code: 'disputes_kept',
    label: { en: 'Disputes written down in the last year', zh: '近一年纠纷台账有登记' },
    counted: { measure: 'disputes_accepted' },
    at_least: 1,
    months: 12,
  },
];

export const honourQuestionCodes = questionCodes('honour_question', honourQuestions);
