import type { Line } from '#engine/line.ts';
import { codes, returnLevels } from './codes.ts';
import { reportReturn, returnRhythm } from './report-return.ts';
import { returnForm } from './return-form.ts';

const returns = { en: 'returns', zh: '份' };

export const reporting: Line = {
  name: 'reporting',
  label: { en: 'Returns', zh: '统计报表' },
  records: [reportReturn, returnForm],
  measures: [
    {
      name: 'returns_due',
      label: { en: 'Returns due', zh: '应报报表' },
      counter: returns,
      of: 'report_return',
      kind: 'flow',
      facets: { level: returnLevels },
    },
    {
      name: 'returns_on_time',
      label: { en: 'Returns sent on time', zh: '按时报送报表' },
      counter: returns,
      of: 'report_return',
      kind: 'flow',
      facets: { level: returnLevels },
    },
  ],
  indicators: [
    {
      name: 'returns_due',
      kind: 'flow',
      group: 'work',
      label: { en: 'Returns due', zh: '应报统计报表' },
      counter: returns,
      rule: {
        en: 'Returns by the day on which they are due, whether or not they were sent.',
        zh: '按报送期限统计的应报统计报表份数，不论是否报送。',
      },
      count: { measure: 'returns_due' },
    },
    {
      name: 'returns_on_time_rate',
      kind: 'rate',
      of: 'part',
      sum: 'flow',
      group: 'results',
      label: { en: 'Returns sent on time', zh: '报表按时报送率' },
      counter: { en: '%', zh: '%' },
      rule: {
        en: 'Returns first sent by the day on which they were due, of all returns due in the period. One sent back and sent again counts by its first sending.',
        zh: '期内到期的统计报表中首次报送未超过期限的占比；退回重报的按首次报送日期计算。',
      },
      numerator: { measure: 'returns_on_time' },
      denominator: { measure: 'returns_due' },
    },
  ],
  codes,
  periods: Object.values(returnRhythm),
};
