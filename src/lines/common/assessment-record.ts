/**
 * One body held against a standard: self-check, inspection by somebody else, what had to be put right,
 * confirmation. Self scores and inspection scores stand side by side. Each line that judges bodies makes its own
 * register here; a pass becomes a stretch of time on the body, where it is counted.
 */
import { addDays, addMonths } from '#engine/day.ts';
import {
  account,
  code,
  codeList,
  day,
  integer,
  line,
  link,
  paragraph,
  unit,
  yesNo,
} from '#engine/field.ts';
import type { CodeList, Fields, ValuesOf } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { AnyRecordType, ChildrenOf, RecordBase, RecordType } from '#engine/record.ts';
import type { TimedRule } from '#engine/calendar.ts';
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import {
  checkScored,
  checkScores,
  checkWhyOtherwise,
  evidencePapers,
  passes,
} from './assessment-scores.ts';
import { ownRows } from './copied-rows.ts';
import { inOrder, notInFuture } from './day-checks.ts';
import { dutyFrom } from './office-period.ts';
import { answersOn, labelled, sheetChildren } from './score-sheet.ts';
import type { SheetChildren } from './score-sheet.ts';

export const assessmentResults = codeList(
  'assessment_result',
  { en: 'Result of the assessment', zh: '考评结果' },
  [
    ['passed', 'Passed', '达标'],
    ['failed', 'Not passed', '未达标'],
  ],
);

function fieldsOf(criteria: string) {
  return {
    criteria_id: link('Standard', '考评标准', criteria, {
      required: true,
      in_force_on: 'self_on',
    }),
    criteria_version: line('Version of the standard', '标准版本', { computed: true, max: 20 }),
    pass_mark: integer('Pass mark', '达标分数', { computed: true }),
    valid_months: integer('A pass is valid for', '认定有效期（月）', { computed: true }),
    assessed_unit_id: unit('Where counted', '统计所在地', { computed: true }),
    self_on: day('Self-check on', '自查日期'),
    self_by: account('Self-check by', '自查人', { computed: true }),
    self_total: integer('Self-check points', '自查得分', { computed: true }),
    inspected_on: day('Inspected on', '检查日期'),
    inspected_by: account('Inspected by', '检查人', { computed: true }),
    inspector_total: integer('Inspection points', '检查得分', { computed: true }),
    vetoed: yesNo('A must-have is missing', '触及一票否决', { computed: true }),
    opinion: paragraph('Opinion of the inspection', '检查意见', { max: 2000 }),
    rectify_what: paragraph('To be put right', '整改要求', { max: 2000 }),
    rectify_from: day('Asked to put it right on', '下达整改日期', { computed: true }),
    rectified_on: day('Put right on', '整改完成日期'),
    rectified_how: paragraph('How it was put right', '整改情况', { max: 2000 }),
    result: code('Result', '考评结果', assessmentResults, { computed: true }),
    confirmed_on: day('Confirmed on', '认定日期'),
    valid_until: day('Valid until', '有效期至', { future: true }),
  };
}

export type AssessmentState =
  | 'self_checked'
  | 'inspected'
  | 'rectifying'
  | 'rectified'
  | 'passed'
  | 'failed'
  | 'withdrawn';
type ChildrenOfAssessment = SheetChildren;
export type Assessment = RecordBase<AssessmentState> &
  ValuesOf<ReturnType<typeof fieldsOf>> &
  ChildrenOf<ChildrenOfAssessment>;

type Options = {
  readonly name: string;
  readonly line: string;
  readonly label: Text;
  readonly plural: Text;
  readonly about: Text;
  readonly criteria: string;
  readonly questions: CodeList;
  /** The body: its record type, the field that names it, and what is copied from it (its name first). */
  readonly body: {
    readonly type: string;
    readonly link: string;
    readonly fields: Fields;
    readonly copies: Readonly<Record<string, string>>;
  };
  readonly title: (record: Record<string, string | null>) => Text;
  readonly search: (record: Record<string, string | null>) => readonly (string | null)[];
  readonly columns: readonly string[];
  readonly filters: readonly string[];
  readonly self: readonly Role[];
  readonly inspects: readonly Role[];
  readonly confirms: readonly Role[];
  /** Whose Today it stands on that an inspection is due. */
  readonly reminded: readonly Role[];
  readonly periods: {
    readonly rectify: TimedRule;
    readonly inspect: TimedRule;
    readonly confirm: TimedRule;
  };
  /** What a confirmation counts for, by its result. */
  readonly measure: string;
  readonly example: Readonly<Record<string, unknown>>;
};

export function defineAssessment(
  o: Options,
): RecordType<Fields, ChildrenOfAssessment, AssessmentState, Assessment> {
  const fields = { ...o.body.fields, ...fieldsOf(o.criteria) };
  const bodyOf = (r: Assessment) => (r as unknown as Record<string, string>)[o.body.link]!;
  const flat = (r: Assessment) => r as unknown as Record<string, string | null>;
  const definition: RecordType<Fields, ChildrenOfAssessment, AssessmentState, Assessment> = {
    name: o.name,
    line: o.line,
    label: o.label,
    plural: o.plural,
    about: o.about,
    fields,
    children: sheetChildren(o.questions),
    states: {
      self_checked: { label: { en: 'Self-checked', zh: '已自查' }, tone: 'waiting' },
      inspected: { label: { en: 'Inspected', zh: '已检查' }, tone: 'working' },
      rectifying: { label: { en: 'Being put right', zh: '整改中' }, tone: 'waiting' },
      rectified: { label: { en: 'Put right', zh: '已整改' }, tone: 'working' },
      passed: { label: { en: 'Passed', zh: '达标' }, tone: 'done' },
      failed: { label: { en: 'Not passed', zh: '未达标' }, tone: 'ended' },
      withdrawn: { label: { en: 'Confirmation withdrawn', zh: '已撤回认定' }, tone: 'ended' },
    },
    actions: {
      start: {
        label: { en: 'Self-check', zh: '自查' },
        from: ['new'],
        to: 'self_checked',
        roles: o.self,
        fields: [o.body.link, 'criteria_id', 'self_on', 'scores'],
        required: ['self_on', 'scores'],
        scores: 'self_score',
        set: (r, moment) => ({
          self_on: r.self_on ?? moment.today,
          self_by: moment.actor.person_id,
          assessed_unit_id: r.unit_id,
          ...answersOn(r.self_on, moment),
        }),
        check: (r, { today }) => [
          ...notInFuture(fields, r, today),
          ...checkScored(r, 'self_score'),
        ],
      },
      change: {
        label: { en: 'Change the self-check', zh: '修改自查' },
        from: ['self_checked'],
        roles: o.self,
        fields: ['self_on', 'scores'],
        required: ['self_on', 'scores'],
        scores: 'self_score',
        set: (r, moment) => answersOn(r.self_on, moment),
        check: (r, { today }) => [
          ...notInFuture(fields, r, today),
          ...checkScored(r, 'self_score'),
        ],
      },
      inspect: {
        label: { en: 'Inspect', zh: '检查' },
        from: ['self_checked', 'rectified'],
        to: 'inspected',
        roles: o.inspects,
        primary: true,
        not_by: ['self_by'],
        fields: ['inspected_on', 'scores', 'opinion'],
        required: ['inspected_on', 'scores'],
        scores: 'inspector_score',
        set: (r, moment) => ({
          inspected_on: r.inspected_on ?? moment.today,
          inspected_by: moment.actor.person_id,
          ...answersOn(r.inspected_on, moment),
        }),
        check: (r, { today }) => [
          ...notInFuture(fields, r, today),
          ...checkScored(r, 'inspector_score'),
          ...checkWhyOtherwise(r),
        ],
      },
      order_rectification: {
        label: { en: 'Ask to put right', zh: '责令整改' },
        from: ['inspected', 'failed'],
        to: 'rectifying',
        roles: o.inspects,
        fields: ['rectify_what'],
        required: ['rectify_what'],
        set: (_, { today }) => ({
          rectify_from: today,
          rectified_on: null,
          rectified_how: null,
          confirmed_on: null,
        }),
      },
      rectify: {
        label: { en: 'Record that it was put right', zh: '登记整改完成' },
        from: ['rectifying'],
        to: 'rectified',
        roles: o.self,
        primary: true,
        fields: ['rectified_on', 'rectified_how'],
        required: ['rectified_on', 'rectified_how'],
        check: (r, { today }) => notInFuture(fields, r, today),
      },
      confirm: {
        label: { en: 'Confirm', zh: '认定' },
        from: ['inspected'],
        to: (r) => (passes(r) ? 'passed' : 'failed'),
        roles: o.confirms,
        primary: true,
        not_by: ['self_by'],
        fields: ['confirmed_on', 'valid_until'],
        required: ['confirmed_on'],
        set: (r, { today }) => {
          const confirmed_on = r.confirmed_on ?? today;
          if (!passes(r)) return { confirmed_on, valid_until: null };
          return {
            confirmed_on,
            valid_until:
              r.valid_until ?? addDays(addMonths(confirmed_on, r.valid_months ?? 12), -1),
          };
        },
        check: (r, { today }) => notInFuture(fields, r, today),
      },
      correct: {
        label: { en: 'Correct the confirmation', zh: '更正认定' },
        from: ['passed'],
        roles: o.confirms,
        reason: 'always',
        fields: ['confirmed_on', 'valid_until'],
        required: ['confirmed_on', 'valid_until'],
        check: (r, { today }) => notInFuture(fields, r, today),
      },
      withdraw: {
        label: { en: 'Withdraw the confirmation', zh: '撤回认定' },
        from: ['passed'],
        to: 'withdrawn',
        roles: o.confirms,
        reason: 'always',
      },
    },
    example: o.example,
    title: (r) => o.title(flat(r)),
    form: [
      {
        label: { en: 'What is assessed', zh: '考评对象' },
        fields: [
          o.body.link,
          'criteria_id',
          'criteria_version',
          'pass_mark',
          'self_on',
          'self_total',
        ],
      },
      { label: { en: 'Scores', zh: '评分' }, fields: ['scores', 'answers'] },
      {
        label: { en: 'Inspection', zh: '检查' },
        fields: ['inspected_on', 'inspector_total', 'vetoed', 'opinion'],
      },
      {
        label: { en: 'Putting right', zh: '整改' },
        fields: ['rectify_what', 'rectify_from', 'rectified_on', 'rectified_how'],
      },
      {
        label: { en: 'Confirmation', zh: '认定' },
        fields: ['result', 'confirmed_on', 'valid_until'],
      },
    ],
    list: { columns: o.columns, filters: o.filters, order: 'self_on' },
    search: (r) => o.search(flat(r)),
    copies: {
      ...Object.fromEntries(
        Object.entries(o.body.copies).map(([field, source]) => [
          field,
          [o.body.link, source] as const,
        ]),
      ),
      criteria_version: ['criteria_id', 'version_no'],
      pass_mark: ['criteria_id', 'pass_mark'],
      valid_months: ['criteria_id', 'valid_months'],
      items: ['criteria_id', 'items'],
    },
    derive: (r) => {
      const items = ownRows(r.id, r.items);
      const scores = r.scores.map((score) => labelled(items, r.answers, score));
      const sum = (of: 'self_score' | 'inspector_score') =>
        scores.some((score) => score[of] !== null)
          ? scores.reduce((total, score) => total + (score[of] ?? 0), 0)
          : null;
      const musts = new Set(items.filter((item) => item.must).map((item) => item.code));
      const totals = {
        inspector_total: sum('inspector_score'),
        vetoed: scores.some((s) => musts.has(s.item_code) && s.inspector_score === 0),
      };
      return {
        scores,
        items,
        self_total: sum('self_score'),
        ...totals,
        result: r.confirmed_on ? (passes({ ...r, ...totals }) ? 'passed' : 'failed') : null,
      };
    },
    *check(r) {
      yield* inOrder(fields, r, [
        ['self_on', 'inspected_on'],
        ['inspected_on', 'confirmed_on'],
        ['rectify_from', 'rectified_on'],
        ['confirmed_on', 'valid_until'],
      ]);
      yield* checkScores(r);
    },
    duties: (r, calendar) => {
      if (r.state === 'rectifying' && r.rectify_from) {
        return [
          dutyFrom(o.periods.rectify, r.rectify_from, calendar, {
            key: 'rectify',
            label: { en: 'Put right what the inspection found', zh: '完成整改' },
            action: 'rectify',
            roles: o.self,
            statutory: false,
          }),
        ];
      }
      const inspectFrom =
        r.state === 'self_checked' ? r.self_on : r.state === 'rectified' ? r.rectified_on : null;
      if (inspectFrom) {
        return [
          dutyFrom(o.periods.inspect, inspectFrom, calendar, {
            key: 'inspect',
            label: { en: 'Inspect', zh: '现场检查' },
            action: 'inspect',
            roles: o.reminded,
            statutory: false,
            asked: true,
          }),
        ];
      }
      if (r.state === 'inspected' && r.inspected_on) {
        return [
          dutyFrom(o.periods.confirm, r.inspected_on, calendar, {
            key: 'confirm',
            label: { en: 'Confirm the assessment', zh: '审核认定' },
            action: 'confirm',
            roles: o.confirms,
            statutory: false,
            asked: true,
          }),
        ];
      }
      return [];
    },
    follows: (after, action) => {
      if (after.state === 'passed' && (action === 'confirm' || action === 'correct')) {
        const fields_ = {
          standardised_from: after.confirmed_on,
          standardised_until: after.valid_until,
          standardised_by: after.id,
        };
        const type = o.body.type;
        return [{ type, id: bodyOf(after), action: 'confirm_standard', fields: fields_ }];
      }
      if (action === 'withdraw') {
        return [
          {
            type: o.body.type,
            id: bodyOf(after),
            action: 'drop_standard',
            fields: { standardised_by: after.id },
          },
        ];
      }
      return [];
    },
    papers: evidencePapers,
    postings: (r) =>
      r.confirmed_on && r.result && r.state !== 'withdrawn'
        ? [
            {
              measure: o.measure,
              day: r.confirmed_on,
              unit_id: r.assessed_unit_id ?? r.unit_id,
              amount: 1,
              facets: { result: r.result },
            },
          ]
        : [],
  };
  // The body's own fields are known by name only, so the type is checked above and not here.
  return defineRecord(definition as AnyRecordType);
}
