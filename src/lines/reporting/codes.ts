/** Code lists of the returns. Rules hang on each of these codes, so the lists are closed. */
import { codeList } from '#engine/field.ts';

export const periodKinds = codeList(
  'return_period',
  { en: 'Period of the return', zh: '报告期别' },
  [
    ['month', 'Month', '月报'],
    ['quarter', 'Quarter', '季报'],
    ['half_year', 'Half-year', '半年报'],
    ['year', 'Year', '年报'],
    ['month_26', 'Month, from the 26th to the 25th', '月报（上月26日至本月25日）'],
  ],
);

export const returnLevels = codeList('return_level', { en: 'Who sends it', zh: '填报层级' }, [
  ['township', 'Townships', '乡镇（街道）'],
  ['county', 'Counties', '县（区）'],
  ['city', 'The city', '市'],
]);

export const countedIn = codeList('counted_in', { en: 'Counted in', zh: '计算方式' }, [
  ['calendar_days', 'calendar days', '自然日'],
  ['working_days', 'working days', '工作日'],
]);

export const bindingKinds = codeList('binding_kind', { en: 'What stands there', zh: '取数种类' }, [
  ['indicator', 'A figure', '指标'],
  ['measure', 'A count', '计数'],
  ['info', 'Words of the head', '表头信息'],
]);

export const bindingShows = codeList('binding_show', { en: 'Which side', zh: '取值' }, [
  ['value', 'The value', '数值'],
  ['numerator', 'The numerator', '分子'],
  ['denominator', 'The denominator', '分母'],
]);

export const bindingPeriods = codeList(
  'binding_period',
  { en: 'Over which days', zh: '取数期间' },
  [
    ['this', 'This period', '本期'],
    ['to_date', 'From 1 January to its end', '本年累计'],
    ['previous', 'The period before', '上期'],
    ['last_year', 'The same a year before', '上年同期'],
  ],
);

export const codes = [
  periodKinds,
  returnLevels,
  countedIn,
  bindingKinds,
  bindingShows,
  bindingPeriods,
];
