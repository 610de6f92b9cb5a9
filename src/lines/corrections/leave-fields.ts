/** What is kept about one leave: applied for, verified, decided at one of three levels, handed out, returned from. */
import { account, code, day, integer, line, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import { secret } from '../common/guarded.ts';
import { corrClasses } from './codes.ts';
import { lateAnswers, leaveLevels, leaveReasons } from './approval-codes.ts';
import { begunAt, fileFields } from './approval-shared.ts';

const computed = { computed: true } as const;

export const fields = {
  number: line('Number', '编号', computed),
  ...fileFields,
  ...begunAt,
  corr_class: code('Class', '管理类别', corrClasses, computed),
  applied_on: day('Applied on', '申请日期', { required: true, begins_today: true }),
  reason_kind: code('Reason', '外出事由', leaveReasons, { required: true }),
  reason: paragraph('Reason in words', '事由说明', { ...secret, required: true, max: 1000 }),
  destination: line('Where to', '目的地', { ...secret, required: true, max: 120 }),
  companion: line('With whom', '同行人员', { ...secret, max: 60 }),
  from_day: day('From', '外出起始日期', { required: true, future: true }),
  until_day: day('Until', '外出截止日期', { required: true, future: true }),
  days: integer('Days', '天数', { ...computed, unit: { en: 'days', zh: '天' } }),
  days_together: integer('Days in two months', '两个月内累计天数', {
    ...computed,
    unit: { en: 'days', zh: '天' },
    hint: { en: 'With all other leaves that stand', zh: '与其他有效外出合并计算' },
  }),
  level: code('Decided by', '审批层级', leaveLevels, computed),
  urgent: yesNo('Urgent', '紧急外出', {
    hint: { en: 'Asked for later than the rule allows', zh: '未按规定提前申请的' },
  }),
  urgent_ground: line('Why urgent', '紧急情形', { max: 200, when: (r) => r['urgent'] === true }),

  verified_on: day('Verified on', '核实日期'),
  verified_by: account('Verified by', '核实人', computed),
  reason_true: yesNo('Is the reason true?', '事由是否属实'),
  verified_material: line('What it was verified by', '核实材料', {
    max: 200,
    hint: { en: 'Hospital letter, summons, call to the employer', zh: '就医证明、传票、电话核实记录等' },
  }),
  office_opinion: paragraph('Opinion of the office', '司法所意见', { ...secret, max: 1000 }),
  county_opinion: paragraph('Opinion of the county', '县（区）级意见', { ...secret, max: 1000 }),
  county_on: day('County opinion on', '县（区）级意见日期'),
  sent_from_unit_id: unit('Sent up from', '上报单位', computed),
  city_opinion: paragraph('Opinion of the city', '市级意见', { ...secret, max: 1000 }),
  decided_on: day('Decided on', '审批日期'),
  decided_by: account('Decided by', '审批人', computed),
  refused_ground: paragraph('Why not', '不批准理由', { ...secret, max: 1000 }),
  procuratorate_told_on: day('Procuratorate told on', '通报人民检察院日期'),
  filed_on: day('Filed with the county on', '报县级备案日期'),

  told_on: day('Certificate and notice handed out on', '发放证明、书面告知日期', {
    hint: { en: 'Term, destination and rules, in writing', zh: '书面告知时限、目的地和遵守事项' },
  }),
  returned_on: day('Came back on', '返回（销假）日期'),
  return_note: paragraph('What was brought back', '外出情况报告', { ...secret, max: 1000 }),
  late_days: integer('Days late', '逾期天数', { ...computed, unit: { en: 'days', zh: '天' } }),
  late_answer: code('What follows from it', '逾期处理意见', lateAnswers),
  late_note: paragraph('Why they were late', '逾期情况', { ...secret, max: 1000 }),
}; // prettier-ignore

export const children = {};

export type LeaveState =
  | 'asked'
  | 'verified'
  | 'at_city'
  | 'approved'
  | 'out'
  | 'returned'
  | 'refused'
  | 'withdrawn';
export type Leave = RecordBase<LeaveState> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

/** Leaves that count together: all but those that were refused or taken back. */
export const standing: readonly LeaveState[] = [
  'asked',
  'verified',
  'at_city',
  'approved',
  'out',
  'returned',
];
