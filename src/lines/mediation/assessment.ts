import { addDays, addMonths } from '#engine/day.ts';
import { account, code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Paper, RecordBase, StateInfo } from '#engine/record.ts';
import { assessmentResults, committeeKinds } from './codes.ts';
import { criteriaItem, leavesOf } from './criteria.ts';
import { ownRows } from './copied-rows.ts';
import { dutyFrom, rhythm } from './rhythm.ts';
import { hands, inOrder, notInFuture, office, supervisors } from './shared.ts';

const fields = {
  committee_id: link('Committee', '调委会', 'committee', { required: true }),
  committee_name: line('Committee', '调委会名称', { computed: true, max: 60 }),
  committee_short_name_en: line('Committee (English)', '调委会英文简称', {
    computed: true,
    max: 60,
  }),
  committee_kind: code('Kind', '类别', committeeKinds, { computed: true }),
  criteria_id: link('Standard', '考评标准', 'criteria', { required: true }),
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
const children = {
  scores: childList(
    'scores',
    'Scores',
    '评分',
    { en: 'Score', zh: '评分' },
    {
      item_code: line('Item', '编号', { required: true, max: 20 }),
      item: line('What is asked', '考评内容', { max: 200 }),
      points_max: integer('Points', '分值'),
      self_score: integer('Self-check', '自评分', { min: 0, max: 1000 }),
      inspector_score: integer('Inspection', '检查评分', { min: 0, max: 1000 }),
      reason: line('Why', '扣分理由', { max: 200 }),
    },
  ),
  /** Copied with the standard: an old assessment keeps the wording it was made by. */
  items: childList(
    'items',
    'Items of the standard',
    '标准项目',
    { en: 'Item', zh: '项目' },
    criteriaItem,
  ),
};

type State =
  | 'self_checked'
  | 'inspected'
  | 'rectifying'
  | 'rectified'
  | 'passed'
  | 'failed'
  | 'withdrawn';
export type Assessment = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;
type Score = Assessment['scores'][number];

export const assessment = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'assessment',
  line: 'mediation',
  label: { en: 'Assessment', zh: '规范化考评' },
  plural: { en: 'Assessments', zh: '规范化考评' },
  about: {
    en:
      'Self-check, inspection and confirmation of a committee against the standard, with ' +
      'what had to be put right.',
    zh: '对照标准自查、检查、整改和认定，达标的计入规范化调委会。',
  },
  fields,
  children,
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
      roles: hands,
      fields: ['committee_id', 'criteria_id', 'self_on', 'scores'],
      required: ['self_on', 'scores'],
      set: (r, { today, actor }) => ({
        self_on: r.self_on ?? today,
        self_by: actor.person_id,
        assessed_unit_id: r.unit_id,
      }),
      check: (r, { today }) => [...notInFuture(fields, r, today), ...checkScored(r, 'self_score')],
    },
    change: {
      label: { en: 'Change the self-check', zh: '修改自查' },
      from: ['self_checked'],
      roles: hands,
      fields: ['self_on', 'scores'],
      required: ['self_on', 'scores'],
      check: (r, { today }) => [...notInFuture(fields, r, today), ...checkScored(r, 'self_score')],
    },
    inspect: {
      label: { en: 'Inspect', zh: '检查' },
      from: ['self_checked', 'rectified'],
      to: 'inspected',
      roles: office,
      primary: true,
      not_by: ['self_by'],
      fields: ['inspected_on', 'scores', 'opinion'],
      required: ['inspected_on', 'scores'],
      set: (r, { today, actor }) => ({
        inspected_on: r.inspected_on ?? today,
        inspected_by: actor.person_id,
      }),
      check: (r, { today }) => [
        ...notInFuture(fields, r, today),
        ...checkScored(r, 'inspector_score'),
      ],
    },
    order_rectification: {
      label: { en: 'Ask to put right', zh: '责令整改' },
      from: ['inspected', 'failed'],
      to: 'rectifying',
      roles: office,
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
      roles: hands,
      primary: true,
      fields: ['rectified_on', 'rectified_how'],
      required: ['rectified_on', 'rectified_how'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    confirm: {
      label: { en: 'Confirm', zh: '认定' },
      from: ['inspected'],
      to: (r) => (passes(r) ? 'passed' : 'failed'),
      roles: ['county'],
      primary: true,
      not_by: ['self_by'],
      fields: ['confirmed_on', 'valid_until'],
      required: ['confirmed_on'],
      set: (r, { today }) => {
        const confirmed_on = r.confirmed_on ?? today;
        if (!passes(r)) return { confirmed_on, valid_until: null };
        return {
          confirmed_on,
          valid_until: r.valid_until ?? addDays(addMonths(confirmed_on, r.valid_months ?? 12), -1),
        };
      },
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    correct: {
      label: { en: 'Correct the confirmation', zh: '更正认定' },
      from: ['passed'],
      roles: ['county'],
      reason: 'always',
      fields: ['confirmed_on', 'valid_until'],
      required: ['confirmed_on', 'valid_until'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    withdraw: {
      label: { en: 'Withdraw the confirmation', zh: '撤回认定' },
      from: ['passed'],
      to: 'withdrawn',
      roles: ['county'],
      reason: 'always',
    },
  },
  example: {
    committee_id: '@committee',
    criteria_id: '@criteria',
    self_on: '2009-03-05',
    scores: [
      { item_code: '1', self_score: 10 },
      { item_code: '2', self_score: 9 },
    ],
  },
  title: (r) => ({
    en: `Assessment of ${r.committee_short_name_en ?? 'a committee'}`,
    zh: `${r.committee_name ?? ''}规范化考评`,
  }),
  form: [
    {
      label: { en: 'What is assessed', zh: '考评对象' },
      fields: [
        'committee_id',
        'criteria_id',
        'criteria_version',
        'pass_mark',
        'self_on',
        'self_total',
      ],
    },
    { label: { en: 'Scores', zh: '评分' }, fields: ['scores'] },
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
  list: {
    columns: [
      'committee_id',
      'committee_kind',
      'self_on',
      'inspector_total',
      'state',
      'valid_until',
    ],
    filters: ['state', 'committee_kind', 'committee_id', 'confirmed_on', 'valid_until'],
    order: 'self_on',
  },
  search: (r) => [r.committee_name],
  copies: {
    committee_name: ['committee_id', 'name'],
    committee_short_name_en: ['committee_id', 'short_name_en'],
    committee_kind: ['committee_id', 'kind'],
    criteria_version: ['criteria_id', 'version_no'],
    pass_mark: ['criteria_id', 'pass_mark'],
    valid_months: ['criteria_id', 'valid_months'],
    items: ['criteria_id', 'items'],
  },
  derive: (r) => {
    const items = ownRows(r.id, r.items);
    const scores = r.scores.map((score) => labelled(items, score));
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
        dutyFrom(rhythm.rectify, r.rectify_from, calendar, {
          key: 'rectify',
          label: { en: 'Put right what the inspection found', zh: '完成整改' },
          action: 'rectify',
          roles: hands,
          statutory: false,
        }),
      ];
    }
    const inspectFrom =
      r.state === 'self_checked' ? r.self_on : r.state === 'rectified' ? r.rectified_on : null;
    if (inspectFrom) {
      return [
        dutyFrom(rhythm.rectify, inspectFrom, calendar, {
          key: 'inspect',
          label: { en: 'Inspect', zh: '现场检查' },
          action: 'inspect',
          roles: supervisors,
          statutory: false,
        }),
      ];
    }
    if (r.state === 'inspected' && r.inspected_on) {
      return [
        dutyFrom(rhythm.rectify, r.inspected_on, calendar, {
          key: 'confirm',
          label: { en: 'Confirm the assessment', zh: '审核认定' },
          action: 'confirm',
          roles: ['county'],
          statutory: false,
        }),
      ];
    }
    return [];
  },
  follows: (after, action) => {
    if (after.state === 'passed' && (action === 'confirm' || action === 'correct')) {
      const standard = {
        standardised_from: after.confirmed_on,
        standardised_until: after.valid_until,
        standardised_by: after.id,
      };
      return [
        {
          type: 'committee',
          id: after.committee_id!,
          action: 'confirm_standard',
          fields: standard,
        },
      ];
    }
    if (action === 'withdraw') {
      return [
        {
          type: 'committee',
          id: after.committee_id!,
          action: 'drop_standard',
          fields: { standardised_by: after.id },
        },
      ];
    }
    return [];
  },
  papers: evidenceOf,
  postings: (r) =>
    r.confirmed_on && r.result && r.state !== 'withdrawn'
      ? [
          {
            measure: 'assessments_confirmed',
            day: r.confirmed_on,
            unit_id: r.assessed_unit_id ?? r.unit_id,
            amount: 1,
            facets: { result: r.result },
          },
        ]
      : [],
});

/** Enough points, and no must-have at zero. */
function passes(r: Pick<Assessment, 'inspector_total' | 'pass_mark' | 'vetoed'>): boolean {
  return (
    r.inspector_total !== null &&
    r.inspector_total >= (r.pass_mark ?? Infinity) &&
    r.vetoed !== true
  );
}

/** For each item of the standard that asks for evidence a place for its photographs, in the order of the standard. */
function evidenceOf(r: Assessment): Paper[] {
  return leavesOf(r.items).flatMap((item, i) =>
    item.evidence
      ? [
          {
            name: `evidence-${i + 1}`,
            order: i + 1,
            label: {
              en: `${item.code} ${item.item_en ?? item.item}: evidence`,
              zh: `${item.code} ${item.item}：${item.evidence}`,
            },
            required: 'as_needed',
            signature: 'none',
          } as const,
        ]
      : [],
  );
}

/** The wording and the points come from the standard; only the scores are typed. */
function labelled(items: Assessment['items'], score: Score): Score {
  const found = items.find((item) => item.code === score.item_code);
  return { ...score, item: found?.item ?? null, points_max: found?.points ?? null };
}

function* checkScores(r: Assessment): Generator<Issue> {
  const leaves = new Set(leavesOf(r.items).map((item) => item.code));
  const seen = new Set<string | null>();
  for (const [i, score] of r.scores.entries()) {
    if (!leaves.has(score.item_code)) {
      yield {
        field: `scores.${i}.item_code`,
        message: {
          en: `The standard has no item ${score.item_code} to score.`,
          zh: `标准中没有可评分的项目“${score.item_code}”。`,
        },
      };
    }
    if (seen.has(score.item_code)) {
      yield {
        field: `scores.${i}.item_code`,
        message: {
          en: `Item ${score.item_code} is scored twice.`,
          zh: `项目“${score.item_code}”重复评分。`,
        },
      };
    }
    seen.add(score.item_code);
    for (const whose of ['self_score', 'inspector_score'] as const) {
      if ((score[whose] ?? 0) > (score.points_max ?? 0)) {
        yield {
          field: `scores.${i}.${whose}`,
          message: {
            en: `At most ${score.points_max} points here.`,
            zh: `本项最高${score.points_max}分。`,
          },
        };
      }
    }
    if (
      score.inspector_score !== null &&
      score.inspector_score < (score.self_score ?? 0) &&
      !score.reason
    ) {
      yield {
        field: `scores.${i}.reason`,
        warning: true,
        message: {
          en: 'Say why the inspection gave less than the self-check.',
          zh: '检查评分低于自评分的，请写明理由。',
        },
      };
    }
  }
}

function* checkScored(r: Assessment, of: 'self_score' | 'inspector_score'): Generator<Issue> {
  const missing = leavesOf(r.items).filter(
    (item) => (r.scores.find((s) => s.item_code === item.code)?.[of] ?? null) === null,
  );
  if (missing.length === 0) return;
  const codes = missing.map((item) => item.code).join('、');
  yield {
    field: 'scores',
    message: {
      en: `Items without a score: ${codes.replaceAll('、', ', ')}. Score them all.`,
      zh: `以下项目未评分：${codes}，请全部评分。`,
    },
  };
}
