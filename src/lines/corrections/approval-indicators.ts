/** The figures of approvals and decisions. */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { decidedHere, decisionKinds, leaveLevels } from './approval-codes.ts';
import { counters } from './measures.ts';

const kept_by = 'corrections_kept';
const { persons, times, cases } = counters;
const dayCount = { en: 'days', zh: '天' };

type Words = readonly [en: string, zh: string, rule_en: string, rule_zh: string];

function plain(
  kind: 'flow' | 'stock',
  name: string,
  counter: Text,
  [en, zh, rule_en, rule_zh]: Words,
  count: Count,
): Indicator {
  return {
    name,
    group: 'work',
    counter,
    label: { en, zh },
    rule: { en: rule_en, zh: rule_zh },
    kept_by,
    kind,
    count,
  };
}

const leaves: readonly Indicator[] = [
  plain('flow', 'leaves_asked', times,
    ['Leaves asked for', '申请外出', 'Applications for leave by their day, those taken back left out.', '按申请日期统计的外出申请，撤回的不计。'],
    { measure: 'leaves_asked' }),
  plain('flow', 'leaves_approved', times,
    ['Leaves approved', '批准外出', 'Leaves approved at any level, by the day of the decision.', '按审批日期统计各级批准的外出。'],
    { measure: 'leaves_approved' }),
  ...leaveLevels.codes.map(({ code, label }) =>
    plain('flow', `leaves_approved_${code}`, times,
      [`Leaves approved: ${label.en.toLowerCase()}`, `批准外出：${label.zh}`, 'Of the leaves approved in the period, those that were decided at this level.', '期内批准的外出中由该级审批的。'],
      { measure: 'leaves_approved', where: { level: [code] } })),
  plain('flow', 'leaves_refused', times,
    ['Leaves refused', '不批准外出', 'Leaves refused, by the day of the decision.', '按审批日期统计不批准的外出。'],
    { measure: 'leaves_refused' }),
  plain('flow', 'leave_days', dayCount,
    ['Days of leave', '批准外出天数', 'Days of the approved leaves that began in the period, first and last day included.', '期内开始的获准外出的天数，首日和末日均计。'],
    { measure: 'leave_days' }),
  plain('flow', 'late_returns', times,
    ['Late returns', '逾期未归', 'Returns after the last day of the leave, by the day of return. Who has not come back yet is not in it.', '按返回日期统计超过准假期限返回的；尚未返回的不计。'],
    { measure: 'late_returns' }),
  plain('stock', 'on_leave', persons,
    ['On leave', '外出中', 'People who are away with a certificate at the end of the period.', '期末持证明外出尚未销假的人数。'],
    { measure: 'on_leave' }),
  plain('stock', 'activities_valid', persons,
    ['Regular trips allowed', '经常性跨市县活动有效', 'Approvals of regular trips that are valid at the end of the period.', '期末仍在有效期内的经常性活动批准。'],
    { measure: 'activities_valid' }),
]; // prettier-ignore

const decisions: readonly Indicator[] = [
  ...decisionKinds.codes.map(({ code, label }) =>
    plain('flow', `decisions_${code}`, decidedHere.has(code) ? times : cases,
      [label.en, label.zh, 'By the day of the county’s decision; what was annulled is left out.', '按县级决定日期统计，撤销的不计。'],
      { measure: 'correction_decisions', where: { kind: [code] } })),
  plain('flow', 'proposals_granted', cases,
    ['Proposals that were followed', '采纳的提请建议', 'Rulings and decisions of other organs as proposed, by their day.', '按裁定（决定）日期统计有关机关采纳的提请建议。'],
    { measure: 'correction_rulings', where: { ruling: ['granted'] } }),
  plain('flow', 'proposals_not_granted', cases,
    ['Proposals that were not followed', '未采纳的提请建议', 'Rulings and decisions of other organs other than proposed, by their day.', '按裁定（决定）日期统计有关机关未采纳的提请建议。'],
    { measure: 'correction_rulings', where: { ruling: ['not_granted'] } }),
]; // prettier-ignore

const others: readonly Indicator[] = [
  plain('stock', 'positioning_in_force', persons,
    ['Positioning in force', '使用电子定位', 'People with an approved positioning device at the end of the period: within an approved term and not ended before.', '期末处于批准使用期限内且未解除的人数。'],
    { measure: 'positioning' }),
  plain('flow', 'positioning_approved', times,
    ['Positioning approved', '批准使用电子定位', 'First approvals by their day; prolongations are a figure of their own.', '按批准日期统计首次批准；延长另计。'],
    { measure: 'positioning_approved' }),
  plain('flow', 'positioning_renewed', times,
    ['Positioning prolonged', '批准延长电子定位', 'Approvals of a further term by their day.', '按批准日期统计批准延长的次数。'],
    { measure: 'positioning_renewed' }),
  plain('flow', 'place_changes_within', times,
    ['Changes of place inside the city', '市内变更执行地', 'Decided changes of the place of execution to another office of the city.', '期内决定变更至本市其他单位的执行地变更。'],
    { measure: 'place_changes', where: { where: ['within'] } }),
  plain('flow', 'place_changes_outside', times,
    ['Changes of place to another city', '变更执行地转出市外', 'Decided changes of the place of execution to another city.', '期内决定变更至市外的执行地变更。'],
    { measure: 'place_changes', where: { where: ['outside'] } }),
  plain('flow', 'venues_approved', times,
    ['Barred places and persons allowed', '批准禁止令事项', 'Permissions for once in spite of an injunction, by the day of the decision.', '按审批日期统计批准的禁止令事项。'],
    { measure: 'venues_approved' }),
]; // prettier-ignore

export const approvalIndicators: readonly Indicator[] = [...leaves, ...decisions, ...others];
