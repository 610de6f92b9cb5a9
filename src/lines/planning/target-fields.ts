/** What a target keeps. How it stands is no field: it is counted. */
import { account, code, day, integer, line, link, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import {
  coveredLevels,
  goalDirections,
  goalsIn,
  sections,
  targetKinds,
  targetResults,
} from './codes.ts';

const measuredKinds: ReadonlySet<string> = new Set(['count', 'rate', 'coverage']);

/** Is its progress a figure? Milestones and words have theirs in the record itself. */
export function isMeasured(kind: string | null): boolean {
  return kind !== null && measuredKinds.has(kind);
}

const measured = (r: Record<string, any>) => isMeasured(r['kind'] as string | null);

export const fields = {
  number: line('Number', '编号', {
    max: 20,
    hint: { en: 'As the plan numbers it: T02', zh: '计划中的编号，如T02' },
  }),
  name: line('Target', '目标', { required: true, max: 120 }),
  name_en: line('In English', '英文名称', { max: 120 }),
  year: integer('Year', '年度', { required: true, min: 1950, max: 2100, year: true }),
  kind: code('Kind', '目标类型', targetKinds, { required: true }),
  indicator: line('Counted by', '对应指标', {
    format: 'indicator',
    max: 80,
    when: measured,
    hint: {
      en: 'Progress is the figure of this name. Where no line keeps it yet, the target waits.',
      zh: '进度取自同名指标；相应业务尚未建账的，目标照列，暂不计算。',
    },
  }),
  goal: line('Goal', '目标值', {
    format: 'number',
    max: 14,
    when: measured,
    hint: {
      en: 'A number, such as 60 or 96.4. Without one it is followed and not scored.',
      zh: '填数字，如60、96.4。不填的只跟踪、不评分。',
    },
  }),
  goal_in: code('Goal counted in', '目标值单位', goalsIn, {
    when: (r) => r.kind === 'rate' || r.kind === 'coverage',
  }),
  direction: code('At least or at most', '目标方向', goalDirections, {
    when: (r) => r.kind === 'count' || r.kind === 'rate',
  }),
  covers: code('Units covered', '覆盖单位', coveredLevels, { when: (r) => r.kind === 'coverage' }),
  from_day: day('From', '起', { future: true }),
  due_on: day('Due', '完成期限', { future: true }),
  parent_id: link('Part of', '分解自', 'target'),
  parent_name: line('Part of (name)', '上级目标', { computed: true, max: 120 }),
  parent_unit_id: unit('Set by', '下达单位', { computed: true }),
  section: code('Section', '责任科室', sections),
  responsible: line('Who answers for it', '责任人', { max: 60, format: 'person_name' }),
  source: line('Where it stands', '目标来源', {
    max: 300,
    hint: { en: 'Plan, document or sentence that sets it', zh: '提出该目标的计划、文件或原句' },
  }),
  proposed_goal: line('Goal proposed', '建议目标值', { format: 'number', max: 14 }),
  proposal: paragraph('Reasons for it', '协商意见', { max: 2000 }),
  issued_on: day('Issued on', '下达日期'),
  letter_no: line('Letter of responsibility', '责任书编号', { max: 60 }),
  issued_goal: line('Goal as issued', '下达时目标值', { computed: true, max: 14 }),
  issued_due: day('Due as issued', '下达时期限', { computed: true, future: true }),
  approved_by: line('Approved by', '批准人', { max: 60 }),
  self_result: code('Own view', '自评结果', targetResults),
  self_note: paragraph('Own words', '自评说明', { max: 4000 }),
  self_assessed_on: day('Own view given', '自评日期', { computed: true }),
  self_assessed_by: account('Own view by', '自评人', { computed: true }),
  result: code('Result', '考核结果', targetResults),
  result_note: paragraph('Why', '考核意见', { max: 4000 }),
  assessed_on: day('Assessed on', '考核日期'),
  carried_from_id: link('Carried over from', '结转自', 'target'),
  note: paragraph('Note', '备注', { max: 2000 }),
};

export const children = {
  milestones: childList(
    'milestones',
    'Milestones',
    '节点',
    { en: 'Milestone', zh: '节点' },
    {
      name: line('What has to be there', '节点内容', { required: true, max: 120 }),
      due_on: day('By', '期限', { future: true }),
      indicator: line('Counted by', '对应指标', { format: 'indicator', max: 80 }),
      at_least: integer('At least', '不少于', { min: 1, max: 1_000_000 }),
      done_on: day('Done on', '完成日期'),
      proof: line('What shows it', '佐证', { max: 200 }),
      record: line('Record', '佐证记录', { format: 'address', max: 120 }),
    },
  ),
  evidence: childList(
    'evidence',
    'Evidence',
    '佐证',
    { en: 'Evidence', zh: '佐证' },
    {
      on_day: day('Day', '日期', { required: true }),
      what: line('What was done', '工作内容', { required: true, max: 300 }),
      record: line('Record', '佐证记录', { format: 'address', max: 120 }),
    },
  ),
  /** Written by the action: what stood before is a fact that nobody types again. */
  adjustments: childList(
    'adjustments',
    'Adjustments',
    '调整记录',
    { en: 'Adjustment', zh: '调整' },
    {
      adjusted_on: day('Day', '调整日期', { required: true }),
      goal_before: line('Goal before', '原目标值', { max: 14 }),
      goal_after: line('Goal after', '调整后目标值', { max: 14 }),
      due_before: day('Due before', '原期限', { future: true }),
      due_after: day('Due after', '调整后期限', { future: true }),
      reason: line('Reason', '理由', { required: true, max: 2000 }),
      approved_by: line('Approved by', '批准人', { required: true, max: 60 }),
    },
  ),
};

export type State =
  | 'draft'
  | 'negotiated'
  | 'issued'
  | 'self_assessed'
  | 'assessed'
  | 'carried_over'
  | 'withdrawn';
export type Target = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;
