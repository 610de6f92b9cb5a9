/** What is kept about one reward or sanction: ground, evidence, defence, decision, service, ruling. */
import { account, code, day, instant, integer, line, link, paragraph } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import { secret } from '../common/guarded.ts';
import { categories } from './codes.ts';
import {
  arrestAnswers, decidedHere, decisionGrounds, decisionKinds, endsCorrection, evidenceKinds, rulings, serviceWays,
  twiceAnswers,
} from './approval-codes.ts'; // prettier-ignore
import { begunAt, fileFields } from './approval-shared.ts';

const computed = { computed: true } as const;
const isHere = (r: Record<string, unknown>) => decidedHere.has(r['kind'] as string);
const isSent = (r: Record<string, unknown>) => typeof r['kind'] === 'string' && !isHere(r);
const ends = (r: Record<string, unknown>) => endsCorrection.has(r['kind'] as string);

export const fields = {
  number: line('Number', '文号', computed),
  ...fileFields,
  ...begunAt,
  category: code('Category', '矫正类别', categories, computed),
  received_on: day('Under correction since', '接受社区矫正日期', computed),
  kind: code('Kind', '种类', decisionKinds, { required: true }),
  ground: code('Ground', '情形', decisionGrounds, { required: true }),
  happened_on: day('Happened on', '发生日期'),
  facts: paragraph('Facts', '事实', { ...secret, required: true, max: 3000 }),
  leave_id: link('Leave it rests on', '所涉外出', 'correction_leave', {
    hint: { en: 'A late return, where it rests on one', zh: '因逾期未归提请的，选择该次外出' },
  }),
  proposed_on: day('Proposed on', '提请日期', { required: true, begins_today: true }),
  proposed_by: account('Proposed by', '提请人', computed),

  checked_on: day('Checked on', '查证日期'),
  checked_by: account('Checked by', '查证人', computed),
  office_opinion: paragraph('Opinion of the office', '司法所意见', { ...secret, max: 1000 }),
  heard_on: day('Heard on', '听取陈述申辩日期'),
  defence: paragraph('What they said to it', '陈述申辩内容', {
    ...secret,
    max: 3000,
    hint: { en: 'Write “nothing” where they had nothing to say', zh: '本人无陈述申辩的，写明“无”' },
  }),

  decided_on: day('Decided on', '决定日期'),
  decided_by: account('Decided by', '决定人', computed),
  county_opinion: paragraph('Opinion of the county', '县（区）级意见', { ...secret, max: 1000 }),
  nth: integer('How many of its kind by then', '同类累计次数', computed),
  to_organ: line('Proposed to', '提请机关', { max: 60, when: isSent }),
  procuratorate_told_on: day('Copied to the procuratorate on', '抄送人民检察院日期', {
    when: isSent,
  }),
  arrest_asked_at: instant('Arrest asked at', '提请逮捕时间', { when: ends }),
  arrest_answer: code('Arrest', '逮捕决定', arrestAnswers, { when: ends }),
  arrest_on: day('Answered on', '逮捕决定日期', { when: ends }),
  ruling: code('Ruling', '裁定（决定）', rulings, {
    when: isSent,
    hint: { en: 'Revoked or taken back as proposed: the file ends by itself on that day', zh: '采纳撤销、收监建议的，矫正档案于裁定（决定）之日自动终止' },
  }),
  ruling_on: day('Ruled on', '裁定（决定）日期', { when: isSent }),
  ruling_no: line('Number of the ruling', '裁定（决定）文号', { ...secret, max: 80, when: isSent }),
  served_on: day('Served on', '送达日期'),
  served_way: code('How served', '送达方式', serviceWays),

  twice_on: day('Looked at on', '两次后核查日期'),
  twice_answer: code('Mended since?', '两次后核查结果', twiceAnswers),
  twice_note: paragraph('What was seen', '核查情况', { ...secret, max: 1000 }),

  declined_on: day('Declined on', '不予提请（决定）日期'),
  declined_ground: paragraph('Why not', '不予提请（决定）理由', { ...secret, max: 1000 }),
}; // prettier-ignore

export const children = {
  evidence: childList(
    'evidence',
    'Evidence',
    '证据材料',
    { en: 'Evidence', zh: '证据' },
    {
      kind: code('Kind', '种类', evidenceKinds, { required: true }),
      what: line('What it shows', '名称和证明内容', { ...secret, required: true, max: 200 }),
      made_on: day('Made on', '形成日期'),
    },
    { min: 1 },
  ),
};

export type DecisionState =
  | 'proposed'
  | 'checked'
  | 'decided'
  | 'sent'
  | 'served'
  | 'ruled'
  | 'declined'
  | 'annulled';
export type Decision = RecordBase<DecisionState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;

/** A decision that holds. */
export const inForce: readonly DecisionState[] = ['decided', 'served'];
