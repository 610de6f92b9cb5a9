/** What approvals and decisions count for. */
import type { Measure } from '#engine/measure.ts';
import {
  decisionKinds,
  leaveLevels,
  movePlaces,
  positioningCauses,
  rulings,
} from './approval-codes.ts';
import { counters } from './measures.ts';

const { persons, times, cases } = counters;
const days = { en: 'days', zh: '天' };

type Row = readonly [
  name: string,
  of: string,
  kind: Measure['kind'],
  en: string,
  zh: string,
  counter: Measure['counter'],
  facets?: Measure['facets'],
];

const rows: readonly Row[] = [
  ['leaves_asked', 'correction_leave', 'flow', 'Leaves asked for', '申请外出', times],
  ['leaves_approved', 'correction_leave', 'flow', 'Leaves approved', '批准外出', times, { level: leaveLevels }],
  ['leaves_refused', 'correction_leave', 'flow', 'Leaves refused', '不批准外出', times],
  ['leave_days', 'correction_leave', 'flow', 'Days of leave approved', '批准外出天数', days],
  ['late_returns', 'correction_leave', 'flow', 'Late returns', '逾期未归', times],
  ['on_leave', 'correction_leave', 'stock', 'On leave', '外出中', persons],
  ['activities_approved', 'correction_activity', 'flow', 'Regular trips approved', '批准经常性活动', times],
  ['activities_valid', 'correction_activity', 'stock', 'Regular trips valid', '经常性活动有效', persons],
  ['venues_approved', 'correction_venue', 'flow', 'Barred places and persons allowed', '批准禁止令事项', times],
  ['place_changes_asked', 'correction_move', 'flow', 'Changes of place applied for', '申请变更执行地', times, { where: movePlaces }],
  ['place_changes', 'correction_move', 'flow', 'Changes of place decided', '决定变更执行地', times, { where: movePlaces }],
  ['correction_decisions', 'correction_decision', 'flow', 'Rewards and sanctions', '考核奖惩', times, { kind: decisionKinds }],
  ['correction_rulings', 'correction_decision', 'flow', 'Rulings on proposals', '提请事项裁定', cases, { kind: decisionKinds, ruling: rulings }],
  ['positioning', 'correction_positioning', 'stock', 'Positioning in force', '使用电子定位', persons, { cause: positioningCauses }],
  ['positioning_approved', 'correction_positioning', 'flow', 'Positioning approved', '批准使用电子定位', times],
  ['positioning_renewed', 'correction_positioning', 'flow', 'Positioning prolonged', '批准延长电子定位', times],
]; // prettier-ignore

export const approvalMeasures: readonly Measure[] = rows.map(
  ([name, of, kind, en, zh, counter, facets]) => ({
    name,
    of,
    kind,
    label: { en, zh },
    counter,
    ...(facets ? { facets } : {}),
  }),
);
