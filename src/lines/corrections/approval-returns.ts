/** What the returns of this line say of decisions and approvals: penalties, revoked, positioning (brief, 4.6). */
import type { ReturnCell, ReturnTable } from '#engine/report.ts';
import { decisionKinds, endsCorrection, leaveLevels } from './approval-codes.ts';
import { counters } from './measures.ts';

const { persons, times, cases } = counters;

const decisions: ReturnTable = {
  key: 'decisions',
  heading: { en: 'Rewards and sanctions', zh: '考核奖惩' },
  kind: 'list',
  cells: [
    ...decisionKinds.codes.map(({ code, label }): ReturnCell => ({
      key: `decisions.${code}`,
      label,
      counter: times,
      count: { measure: 'correction_decisions', where: { kind: [code] } },
    })),
    ...decisionKinds.codes
      .filter(({ code }) => endsCorrection.has(code))
      .map(({ code, label }): ReturnCell => ({
        key: `granted.${code}`,
        label: { en: `Followed: ${label.en.toLowerCase()}`, zh: `${label.zh}：采纳` },
        counter: cases,
        count: { measure: 'correction_rulings', where: { kind: [code], ruling: ['granted'] } },
      })),
    {
      key: 'positioning',
      label: { en: 'Positioning in force at the end', zh: '期末使用电子定位' },
      counter: persons,
      count: { measure: 'positioning' },
    },
  ],
};

const leaves: ReturnTable = {
  key: 'leaves',
  heading: { en: 'Leaves', zh: '外出审批' },
  kind: 'list',
  cells: [
    {
      key: 'leaves',
      label: { en: 'Approved', zh: '批准外出' },
      counter: times,
      count: { measure: 'leaves_approved' },
    },
    ...leaveLevels.codes.map(({ code, label }): ReturnCell => ({
      key: `leaves.${code}`,
      label,
      counter: times,
      count: { measure: 'leaves_approved', where: { level: [code] } },
    })),
    {
      key: 'late_returns',
      label: { en: 'Late returns', zh: '逾期未归' },
      counter: times,
      count: { measure: 'late_returns' },
    },
  ],
};

export const approvalTables: readonly ReturnTable[] = [decisions, leaves];
export const leavesTable = leaves;
