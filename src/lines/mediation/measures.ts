/**
 * What this line counts. Different facets stand on different measures, so that few combinations of
 * them exist.
 */
import type { CodeList } from '#engine/field.ts';
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import { assessmentResults } from '../common/assessment-record.ts';
import { levels } from '../common/levels.ts';
import {
  awardKinds,
  committeeKinds,
  confirmationResults,
  contactWays,
  directions,
  disputeKinds,
  documentKinds,
  doneOrNot,
  effects,
  employments,
  linkageKinds,
  linkageResults,
  mediatorBases,
  mediatorTraits,
  meetingKinds,
  performances,
  results,
  sources,
  sweepKinds,
} from './codes.ts';

export const counters = {
  cases: { en: 'disputes', zh: '件' },
  agreements: { en: 'agreements', zh: '件' },
  bodies: { en: 'committees', zh: '个' },
  people: { en: 'people', zh: '人' },
  persons: { en: 'people', zh: '名' },
  attendances: { en: 'attendances', zh: '人次' },
  hours: { en: 'hours', zh: '学时' },
  times: { en: 'times', zh: '次' },
  yuan: { en: 'yuan', zh: '元' },
  percent: { en: '%', zh: '%' },
  documents: { en: 'documents', zh: '件' },
  meetings: { en: 'meetings', zh: '次' },
  awards: { en: 'awards', zh: '项' },
  findings: { en: 'findings', zh: '件' },
  units: { en: 'registers', zh: '本' },
} as const satisfies Record<string, Text>;

type Rest = { readonly facets?: Readonly<Record<string, CodeList>>; readonly money?: boolean };

function measure(
  kind: Measure['kind'],
  of: string,
  name: string,
  en: string,
  zh: string,
  counter: Text,
  rest: Rest = {},
): Measure {
  return { name, label: { en, zh }, counter, of, kind, ...rest };
}

export const measures: readonly Measure[] = [
  measure(
    'stock',
    'committee',
    'committees',
    'Mediation committees',
    '人民调解委员会',
    counters.bodies,
    { facets: { kind: committeeKinds } },
  ),
  measure(
    'stock',
    'committee',
    'committees_standardised',
    'Standardised committees',
    '规范化调委会',
    counters.bodies,
    { facets: { kind: committeeKinds } },
  ),
  measure(
    'stock',
    'committee',
    'mediation_kept',
    'Keeps a mediation register',
    '建有调解台账',
    counters.units,
  ),
  measure('stock', 'mediator', 'mediators', 'Mediators', '人民调解员', counters.persons, {
    facets: { employment: employments, basis: mediatorBases },
  }),
  measure(
    'stock',
    'mediator',
    'mediators_among',
    'Among the mediators',
    '人民调解员其中',
    counters.persons,
    { facets: { trait: mediatorTraits } },
  ),
  measure(
    'flow',
    'mediator',
    'training_attendances',
    'Mediators trained',
    '培训人民调解员',
    counters.attendances,
  ),
  measure('flow', 'mediator', 'training_hours', 'Training hours', '培训学时', counters.hours),
  measure(
    'flow',
    'assessment',
    'assessments_confirmed',
    'Assessments confirmed',
    '规范化考评',
    counters.bodies,
    { facets: { result: assessmentResults } },
  ),

  measure(
    'flow',
    'dispute',
    'disputes_accepted',
    'Disputes mediated',
    '调解矛盾纠纷',
    counters.cases,
    { facets: { kind: disputeKinds } },
  ),
  measure(
    'flow',
    'dispute',
    'disputes_by_source',
    'Disputes by source and committee',
    '纠纷来源和调解组织',
    counters.cases,
    { facets: { source: sources, body: committeeKinds } },
  ),
  measure('stock', 'dispute', 'disputes_open', 'Disputes in hand', '在办纠纷', counters.cases),
  measure('flow', 'dispute', 'dispute_people', 'People in disputes', '涉及当事人', counters.people),
  measure(
    'flow',
    'dispute',
    'disputes_difficult',
    'Difficult disputes',
    '疑难复杂纠纷',
    counters.cases,
  ),
  measure(
    'flow',
    'dispute',
    'disputes_concluded',
    'Disputes with a result',
    '调解终结',
    counters.cases,
    { facets: { result: results } },
  ),
  measure('flow', 'dispute', 'amount_settled', 'Amount settled', '协议涉及金额', counters.yuan, {
    money: true,
  }),
  measure(
    'flow',
    'dispute',
    'agreements_due',
    'Agreements fallen due',
    '到期协议',
    counters.agreements,
    { facets: { performance: performances } },
  ),
  measure('flow', 'dispute', 'revisits_due', 'Revisits fallen due', '应回访', counters.times, {
    facets: { done: doneOrNot },
  }),
  measure('flow', 'dispute', 'effects', 'Escalations prevented', '防止矛盾激化', counters.cases, {
    facets: { effect: effects },
  }),
  measure(
    'flow',
    'dispute',
    'effect_people',
    'People in prevented escalations',
    '防止矛盾激化涉及人数',
    counters.people,
    { facets: { effect: effects } },
  ),
  measure(
    'flow',
    'dispute',
    'confirmations_applied',
    'Confirmations applied for',
    '申请司法确认',
    counters.agreements,
  ),
  measure(
    'flow',
    'dispute',
    'confirmations_decided',
    'Confirmations decided',
    '司法确认裁定',
    counters.agreements,
    { facets: { result: confirmationResults } },
  ),

  measure('flow', 'sweep', 'sweeps', 'Sweeps', '矛盾纠纷排查', counters.times, {
    facets: { kind: sweepKinds },
  }),
  measure('flow', 'sweep', 'sweeps_nil', 'Sweeps that found nothing', '零报告', counters.times),
  measure('flow', 'sweep', 'sweep_findings', 'Found in sweeps', '排查发现', counters.findings),
  measure(
    'flow',
    'contact',
    'contacts',
    'People who came or called',
    '来访来电',
    counters.attendances,
    { facets: { how: contactWays } },
  ),
  measure('flow', 'linkage', 'linkages', 'Linked disputes', '三调联动流转', counters.times, {
    facets: { direction: directions, kind: linkageKinds },
  }),
  measure(
    'flow',
    'linkage',
    'linkages_replied',
    'Replies to linked disputes',
    '三调联动答复',
    counters.times,
    { facets: { done: doneOrNot } },
  ),
  measure(
    'flow',
    'linkage',
    'linkages_returned',
    'Linked disputes with a result',
    '三调联动反馈结果',
    counters.times,
    { facets: { result: linkageResults } },
  ),

  measure(
    'flow',
    'tariff',
    'subsidy_budget',
    'Budget for subsidies',
    '以案定补预算',
    counters.yuan,
    {
      money: true,
    },
  ),
  measure(
    'flow',
    'subsidy',
    'subsidies_paid',
    'Disputes with a subsidy paid',
    '以案定补兑现',
    counters.cases,
  ),
  measure(
    'flow',
    'subsidy',
    'subsidy_amount',
    'Subsidies paid',
    '以案定补发放金额',
    counters.yuan,
    { money: true },
  ),
  measure(
    'flow',
    'subsidy',
    'subsidies_clawed_back',
    'Subsidies paid back',
    '追回补助金额',
    counters.yuan,
    { money: true },
  ),
  measure('flow', 'award', 'awards_granted', 'Awards in lieu', '以奖代补奖励', counters.awards, {
    facets: { kind: awardKinds },
  }),
  measure('flow', 'award', 'award_amount', 'Awards paid', '以奖代补发放金额', counters.yuan, {
    money: true,
  }),

  measure('flow', 'meeting', 'meetings_held', 'Meetings held', '召开会议', counters.meetings, {
    facets: { kind: meetingKinds, level: levels },
  }),
  measure(
    'flow',
    'document',
    'documents_issued',
    'Documents issued',
    '制定印发文件',
    counters.documents,
    { facets: { kind: documentKinds } },
  ),
];
