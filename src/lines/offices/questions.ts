/** What the register knows of an office, so that an item of the standard can be scored by itself. */
import type { Day } from '#engine/day.ts';
import { addMonths } from '#engine/day.ts';
import { questionCodes } from '#engine/standard.ts';
import type { Question } from '#engine/standard.ts';
import type { AnyRecord } from '#engine/record.ts';

type Row = Readonly<Record<string, unknown>>;

const rows = (r: AnyRecord, list: string): readonly Row[] => r[list] as readonly Row[];
const standing = (r: AnyRecord, list: string, field: string, value: string) =>
  rows(r, list).some((one) => one[field] === value && !one['until_day']);

export const officeQuestions: readonly Question[] = [
  {
    code: 'has_director',
    label: { en: 'Has a director', zh: '配备所长' },
    own: (r) => standing(r, 'staff', 'post', 'director'),
  },
  {
    code: 'two_people',
    label: { en: 'At least two people', zh: '在岗两人以上' },
    own: (r) => (r['staff_now'] ?? 0) >= 2,
  },
  {
    code: 'mediation_room',
    label: { en: 'Has a mediation room', zh: '有独立调解室' },
    own: (r) => standing(r, 'premises', 'room', 'mediation'),
  },
  {
    code: 'archive',
    label: { en: 'Has an archive', zh: '有档案室' },
    own: (r) => standing(r, 'premises', 'room', 'archive'),
  },
  {
    code: 'computer',
    label: { en: 'Has a computer', zh: '配备计算机' },
    own: (r) => rows(r, 'equipment').some((one) => one['kind'] === 'computer'),
  },
  {
    code: 'trained',
    label: { en: 'Somebody was trained in the last year', zh: '近一年有人员参加培训' },
    own: (r, today: Day) =>
      rows(r, 'trainings').some((one) => String(one['on_day']) > addMonths(today, -12)),
  },
  {
    code: 'reaches_villages',
    label: { en: 'Reaches the villages', zh: '服务延伸到村' },
    own: (r) => rows(r, 'extensions').some((one) => !one['until_day']),
  },
  {
    code: 'findings_in_time',
    label: { en: 'Nine of ten findings put right in time', zh: '近一年检查问题九成按期整改' },
    counted: { measure: 'findings_due', where: { done: ['done'] } },
    of: { measure: 'findings_due' },
    at_least: 90,
    months: 12,
  },
];

export const officeQuestionCodes = questionCodes('office_question', officeQuestions);
