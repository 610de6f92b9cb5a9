/** The periods of the offices' own work: no law sets them, and an office may set others. */
import type { OfficePeriod } from '#engine/line.ts';
import { habit, workdays } from '../common/office-period.ts';

export const rhythm = {
  inspect: habit('offices.inspect', workdays(10), 'Inspect after a self-check', '自查后检查'),
  confirm: habit('offices.confirm', workdays(10), 'Confirm an assessment', '审核认定考评'),
  rectify: habit(
    'offices.rectify',
    { n: 1, unit: 'months' },
    'Put right after an assessment',
    '考评后整改',
  ),
  notify: habit('offices.notify', workdays(3), 'Notify after an inspection', '检查后下达通知'),
  verify: habit('offices.verify', workdays(10), 'Verify what was put right', '核查整改'),
} as const satisfies Record<string, OfficePeriod>;

export const officePeriods: readonly OfficePeriod[] = Object.values(rhythm);
