import { addMonths } from '#engine/day.ts';
import { account, code, day, integer, labelOf, line, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { levels } from '../common/levels.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { stay } from '../common/stretch.ts';
import { creationKinds } from './codes.ts';
import { rhythm } from './rhythm.ts';

const above = ['county', 'bureau'] as const;

const fields = {
  kind: code('Kind', '创建类别', creationKinds, { required: true }),
  level: code('Level', '级别', levels, { required: true }),
  name: line('Name', '名称', { required: true, max: 80 }),
  name_en: line('Name in English', '英文名称', { max: 80 }),
  lead: line('Lead department', '牵头单位', { required: true, max: 60 }),
  basis: line('Plan document', '实施方案文号', { max: 60 }),
  started_on: day('Started on', '启动日期', { required: true }),
  created_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  weight: integer('Weight in all', '总权重', { computed: true }),
  self_on: day('Self-assessed on', '自评日期'),
  self_by: account('Self-assessed by', '自评人', { computed: true }),
  self_total: integer('Self-assessed points', '自评得分', { computed: true }),
  assessed_on: day('Assessed on', '考评日期'),
  assessed_by: account('Assessed by', '考评人', { computed: true }),
  assessed_total: integer('Points', '考评得分', { computed: true }),
  opinion: paragraph('Opinion', '考评意见', { max: 2000 }),
  ended_on: day('Ended on', '结束日期'),
  result_no: line('By document', '结果文号', { max: 60 }),
};

const children = {
  /** Each indicator has a weight, a department that owns it, and the evidence that it asks for. */
  indicators: childList(
    'indicators',
    'Indicators',
    '指标',
    { en: 'Indicator', zh: '指标' },
    {
      code: line('No.', '编号', { required: true, max: 20 }),
      what: line('Indicator', '指标内容', { required: true, max: 200 }),
      weight: integer('Weight', '权重', {
        required: true,
        min: 1,
        max: 1000,
        unit: { en: 'points', zh: '分' },
      }),
      owner: line('Owner', '责任部门', { required: true, max: 60 }),
      evidence: line('Evidence', '佐证要求', { max: 200 }),
      due_on: day('By', '完成期限', { required: true, future: true }),
      done_on: day('Done on', '完成日期'),
      self_score: integer('Self', '自评分', { min: 0, max: 1000 }),
      assessed_score: integer('Assessed', '考评分', { min: 0, max: 1000 }),
      note: line('Note', '备注', { max: 200 }),
    },
    { min: 1 },
  ),
};

type State = 'running' | 'self_assessed' | 'assessed' | 'named' | 'not_named' | 'stopped';
export type Creation = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const plan = ['kind', 'level', 'name', 'name_en', 'lead', 'basis', 'started_on', 'indicators'];

export const creation = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'creation',
  line: 'honours',
  label: { en: 'Creation project', zh: '创建项目' },
  plural: { en: 'Creation projects', zh: '创建项目' },
  about: {
    en: 'A rule-of-law city or county, and governance by place, trade and grass roots: indicators with weights and owners, evidence, yearly scores.',
    zh: '法治城市、法治县（区）创建和依法治理“三大工程”：指标、权重、责任部门、佐证和年度考评。',
  },
  fields,
  children,
  states: {
    running: { label: { en: 'Running', zh: '创建中' }, tone: 'working' },
    self_assessed: { label: { en: 'Self-assessed', zh: '已自评' }, tone: 'waiting' },
    assessed: { label: { en: 'Assessed', zh: '已考评' }, tone: 'working' },
    named: { label: { en: 'Named', zh: '已命名' }, tone: 'done' },
    not_named: { label: { en: 'Not named', zh: '未命名' }, tone: 'ended' },
    stopped: { label: { en: 'Stopped', zh: '已终止' }, tone: 'ended' },
  },
  actions: {
    start: {
      label: { en: 'Start', zh: '启动' },
      from: ['new'],
      to: 'running',
      roles: above,
      fields: plan,
      set: (r) => ({ created_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change the plan', zh: '修改方案' },
      from: ['running', 'self_assessed'],
      roles: above,
      fields: plan,
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    note_progress: {
      label: { en: 'Note what was done', zh: '登记进展' },
      from: ['running'],
      roles: above,
      fields: ['indicators'],
      required: ['indicators'],
    },
    self_assess: {
      label: { en: 'Self-assess', zh: '自评' },
      from: ['running', 'assessed'],
      to: 'self_assessed',
      roles: above,
      primary: true,
      fields: ['self_on', 'indicators'],
      required: ['self_on', 'indicators'],
      set: (_, { actor }) => ({ self_by: actor.person_id }),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkScored(r, 'self_score');
      },
    },
    assess: {
      label: { en: 'Assess', zh: '考评' },
      from: ['self_assessed'],
      to: 'assessed',
      roles: above,
      primary: true,
      not_by: ['self_by'],
      fields: ['assessed_on', 'indicators', 'opinion'],
      required: ['assessed_on', 'indicators'],
      set: (_, { actor }) => ({ assessed_by: actor.person_id }),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkScored(r, 'assessed_score');
      },
    },
    name: {
      label: { en: 'Record that it was named', zh: '登记命名' },
      from: ['assessed'],
      to: 'named',
      roles: above,
      primary: true,
      fields: ['ended_on', 'result_no'],
      required: ['ended_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    not_name: {
      label: { en: 'Not named', zh: '未予命名' },
      from: ['assessed'],
      to: 'not_named',
      roles: above,
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    go_on: {
      label: { en: 'Go on next year', zh: '下年度继续创建' },
      from: ['assessed', 'not_named'],
      to: 'running',
      roles: above,
      fields: ['indicators'],
      required: ['indicators'],
      set: () => ({ ended_on: null, self_on: null, assessed_on: null }),
    },
    stop: {
      label: { en: 'Stop', zh: '终止' },
      from: ['running', 'self_assessed', 'assessed'],
      to: 'stopped',
      roles: above,
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  title: (r) => ({
    en: `${labelOf(creationKinds, r.kind).en}${r.name_en ? `: ${r.name_en}` : ''}`,
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Project', zh: '创建项目' }, fields: [...plan, 'weight'] },
    {
      label: { en: 'Assessment', zh: '自评与考评' },
      fields: ['self_on', 'self_total', 'assessed_on', 'assessed_total', 'opinion'],
    },
    { label: { en: 'Outcome', zh: '结果' }, fields: ['ended_on', 'result_no'] },
  ],
  list: {
    columns: ['name', 'kind', 'level', 'started_on', 'self_total', 'assessed_total', 'state'],
    filters: ['kind', 'level', 'state', 'started_on'],
    order: 'started_on',
  },
  search: (r) => [r.name, r.lead],
  derive: (r) => {
    const sum = (of: 'self_score' | 'assessed_score' | 'weight') =>
      r.indicators.some((one) => one[of] !== null)
        ? r.indicators.reduce((total, one) => total + (one[of] ?? 0), 0)
        : null;
    return {
      weight: sum('weight'),
      self_total: sum('self_score'),
      assessed_total: sum('assessed_score'),
    };
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['started_on', 'self_on'],
      ['self_on', 'assessed_on'],
      ['started_on', 'ended_on'],
    ]);
    for (const [i, one] of r.indicators.entries()) {
      for (const whose of ['self_score', 'assessed_score'] as const) {
        if ((one[whose] ?? 0) <= (one.weight ?? 0)) continue;
        yield {
          field: `indicators.${i}.${whose}`,
          message: {
            en: `At most ${one.weight} points here.`,
            zh: `本项最高${one.weight}分。`,
          },
        };
      }
    }
  },
  duties: (r, calendar) => {
    if (r.state === 'running') {
      const open = r.indicators.flatMap((one, i) =>
        one.due_on && !one.done_on
          ? [
              dutyFrom(onTheDay, one.due_on, calendar, {
                key: `indicator-${i + 1}`,
                label: { en: 'Have an indicator done', zh: '督促完成创建指标' },
                action: 'note_progress',
                roles: above,
                statutory: false,
              }),
            ]
          : [],
      );
      if (open.length > 0 || !r.started_on) return open;
      return [
        dutyFrom(onTheDay, addMonths(r.started_on, 12), calendar, {
          key: 'self_assess',
          label: { en: 'Self-assess the year', zh: '年度自评' },
          action: 'self_assess',
          roles: above,
          statutory: false,
        }),
      ];
    }
    if (r.state === 'self_assessed' && r.self_on) {
      return [
        dutyFrom(rhythm.inspect, r.self_on, calendar, {
          key: 'assess',
          label: { en: 'Assess the project', zh: '考评创建项目' },
          action: 'assess',
          roles: above,
          statutory: false,
          asked: true,
        }),
      ];
    }
    return [];
  },
  example: {
    kind: 'county',
    level: 'county',
    name: '法治县创建',
    name_en: 'Rule-of-law county',
    lead: '依法治县领导小组办公室',
    started_on: '2009-01-10',
    indicators: [
      {
        code: '1',
        what: '领导干部学法制度健全',
        weight: 10,
        owner: '县委组织部',
        due_on: '2009-06-30',
      },
    ],
  },
  postings: (r) => {
    const unit_id = r.created_unit_id ?? r.unit_id;
    const facets = { kind: r.kind ?? '' };
    return [
      ...stay({ measure: 'creations', unit_id, facets }, r.started_on!, r.ended_on),
      ...r.indicators.map((one) => ({
        measure: 'creation_items_due',
        day: one.due_on!,
        unit_id,
        amount: 1,
        facets: { done: one.done_on ? 'done' : 'open' },
      })),
    ];
  },
});

function* checkScored(r: Creation, of: 'self_score' | 'assessed_score'): Generator<Issue> {
  for (const [i, one] of r.indicators.entries()) {
    if (one[of] !== null) continue;
    yield {
      field: `indicators.${i}.${of}`,
      message: { en: 'Give every indicator its points.', zh: '请逐项评分。' },
    };
  }
}
