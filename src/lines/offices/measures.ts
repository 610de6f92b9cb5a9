/** What this line counts. */
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import { assessmentResults } from '../common/assessment-record.ts';
import { doneOrNot, fundingSources, inspectionKinds, staffPosts } from './codes.ts';

export const counters = {
  offices: { en: 'offices', zh: '个' },
  people: { en: 'people', zh: '名' },
  attendances: { en: 'attendances', zh: '人次' },
  yuan: { en: 'yuan', zh: '元' },
  percent: { en: '%', zh: '%' },
  registers: { en: 'registers', zh: '本' },
  times: { en: 'times', zh: '次' },
  findings: { en: 'findings', zh: '项' },
} as const satisfies Record<string, Text>;

function measure(
  kind: Measure['kind'],
  of: string,
  name: string,
  [en, zh]: readonly [string, string],
  counter: Text,
  rest: Pick<Measure, 'facets' | 'money'> = {},
): Measure {
  return { name, label: { en, zh }, counter, of, kind, ...rest };
}

const { offices, people, attendances, yuan, registers, times, findings } = counters;

export const measures: readonly Measure[] = [
  measure('stock', 'office', 'offices', ['Judicial offices', '司法所'], offices),
  measure(
    'stock',
    'office',
    'offices_kept',
    ['Keeps an office register', '建有司法所台账'],
    registers,
  ),
  measure(
    'stock',
    'office',
    'offices_standardised',
    ['Standardised offices', '规范化司法所'],
    offices,
  ),
  measure(
    'stock',
    'office',
    'offices_once_standardised',
    ['Offices that have passed the standard', '曾达到规范化标准的司法所'],
    offices,
  ),
  measure('stock', 'office', 'office_staff', ['People at the offices', '司法所人员'], people, {
    facets: { post: staffPosts },
  }),
  measure(
    'flow',
    'office',
    'office_trained',
    ['Office people trained', '司法所人员培训'],
    attendances,
  ),
  measure('flow', 'office', 'office_funds', ['Funds of the offices', '司法所经费'], yuan, {
    facets: { source: fundingSources },
    money: true,
  }),
  measure(
    'flow',
    'office_assessment',
    'office_assessments_confirmed',
    ['Offices assessed', '司法所规范化考评'],
    offices,
    { facets: { result: assessmentResults } },
  ),
  measure(
    'flow',
    'inspection',
    'inspections',
    ['Inspections of offices', '督导检查司法所'],
    times,
    {
      facets: { kind: inspectionKinds },
    },
  ),
  measure('flow', 'inspection', 'findings_due', ['Findings fallen due', '到期整改问题'], findings, {
    facets: { done: doneOrNot },
  }),
  measure(
    'flow',
    'office_plan',
    'plan_items_due',
    ['Items of the plans fallen due', '到期计划项目'],
    findings,
    { facets: { done: doneOrNot } },
  ),
];
