/**
 * The statutory return of people's mediation: cases by committee and source, by type and by result, what was
 * prevented, performance, confirmation and subsidy, committees and mediators. Its parts are those of the domain
 * brief, section 4.6; the code lists are those of 6.1 and 6.2.
 */
import type { CodeList } from '#engine/field.ts';
import type { Count } from '#engine/indicator.ts';
import type { ReturnCell, ReturnCheck, ReturnForm, ReturnTable } from '#engine/report.ts';
import type { Text } from '#engine/text.ts';
import {
  committeeKinds,
  disputeKinds,
  effects,
  mediatorTraits,
  performances,
  results,
  settledResults,
  sources,
} from './codes.ts';
import { counters } from './measures.ts';

const { cases, agreements, bodies, people, persons, attendances, yuan, awards } = counters;
const total: Text = { en: 'Total', zh: '合计' };
/** A fact that is not recorded is a kind of its own, or the parts would not make the whole. */
const notRecorded = { code: '', label: { en: 'Not recorded', zh: '未登记' } };

function cell(key: string, label: Text, counter: Text, count: Count): ReturnCell {
  return { key, label, counter, count };
}

const whole: ReturnTable = {
  key: 'whole',
  heading: { en: 'Disputes', zh: '调解案件' },
  kind: 'list',
  cells: [
    cell('disputes', { en: 'Disputes mediated', zh: '调解案件总数' }, cases, {
      measure: 'disputes_accepted',
    }),
    cell('people', { en: 'People in them', zh: '涉及当事人' }, people, {
      measure: 'dispute_people',
    }),
    cell('difficult', { en: 'Of them difficult', zh: '其中疑难复杂案件' }, cases, {
      measure: 'disputes_difficult',
    }),
    cell('concluded', { en: 'Mediated to an end', zh: '调解终结' }, cases, {
      measure: 'disputes_concluded',
    }),
    cell('settled', { en: 'Settled', zh: '调解成功' }, cases, {
      measure: 'disputes_concluded',
      where: { result: settledResults },
    }),
    cell('amount', { en: 'Amount settled', zh: '协议涉及金额' }, yuan, {
      measure: 'amount_settled',
    }),
    cell('in_hand', { en: 'In hand at the end', zh: '期末在办' }, cases, {
      measure: 'disputes_open',
    }),
  ],
};

const kindsOfBody = [...committeeKinds.codes, notRecorded];
const waysItCame = [...sources.codes, notRecorded];

function bySource(key: string, body: string | null): ReturnCell[] {
  const of = (source: string | null): Count => ({
    measure: 'disputes_by_source',
    where: {
      ...(body === null ? {} : { body: [body] }),
      ...(source === null ? {} : { source: [source] }),
    },
  });
  return [
    cell(`${key}.all`, total, cases, of(null)),
    ...waysItCame.map(({ code, label }) =>
      cell(`${key}.${code || 'none'}`, label, cases, of(code)),
    ),
  ];
}

const byBodyAndSource: ReturnTable = {
  key: 'body',
  heading: { en: 'By committee and by source', zh: '按调解组织和案件来源' },
  kind: 'grid',
  corner: { en: 'Committee', zh: '调解组织' },
  columns: [{ label: total }, ...waysItCame.map(headOf)],
  rows: [
    { label: total, cells: bySource('body.all', null) },
    ...kindsOfBody.map((body) => ({
      ...headOf(body),
      cells: bySource(`body.${body.code || 'none'}`, body.code),
    })),
  ],
};

function headOf({ code, label }: { code: string; label: Text }) {
  return { label, ...(code === '' ? { only_if_any: true } : {}) };
}

/** One cell for each code of a facet. */
function each(
  prefix: string,
  list: CodeList,
  measure: string,
  facet: string,
  counter: Text,
): ReturnCell[] {
  return list.codes.map(({ code, label }) =>
    cell(`${prefix}.${code}`, label, counter, { measure, where: { [facet]: [code] } }),
  );
}

const byType: ReturnTable = {
  key: 'type',
  heading: { en: 'By kind of dispute', zh: '按纠纷类型' },
  kind: 'list',
  cells: each('type', disputeKinds, 'disputes_accepted', 'kind', cases),
};

const byResult: ReturnTable = {
  key: 'result',
  heading: { en: 'By result and form of agreement', zh: '按调解结果和协议形式' },
  kind: 'list',
  cells: each('result', results, 'disputes_concluded', 'result', cases),
};

const effect: ReturnTable = {
  key: 'effect',
  heading: { en: 'What was prevented', zh: '调解效果（防止矛盾激化）' },
  kind: 'grid',
  corner: { en: 'Prevented', zh: '情形' },
  columns: [
    { label: { en: 'Disputes', zh: '件数（件）' } },
    { label: { en: 'People', zh: '涉及人数（人）' } },
  ],
  rows: effects.codes.map(({ code, label }) => ({
    label,
    cells: [
      cell(`effect.${code}`, label, cases, { measure: 'effects', where: { effect: [code] } }),
      cell(`effect.${code}.people`, { en: 'People', zh: '涉及人数' }, people, {
        measure: 'effect_people',
        where: { effect: [code] },
      }),
    ],
  })),
};

const performing: ReturnTable = {
  key: 'performance',
  heading: {
    en: 'Performance, confirmation by the court, subsidy',
    zh: '协议履行、司法确认和以案定补',
  },
  kind: 'list',
  cells: [
    cell('due', { en: 'Agreements fallen due', zh: '履行期限届满协议' }, agreements, {
      measure: 'agreements_due',
    }),
    ...each('performance', performances, 'agreements_due', 'performance', agreements),
    cell(
      'confirmation.applied',
      { en: 'Confirmation applied for', zh: '申请司法确认' },
      agreements,
      {
        measure: 'confirmations_applied',
      },
    ),
    cell('confirmation.confirmed', { en: 'Confirmed', zh: '司法确认有效' }, agreements, {
      measure: 'confirmations_decided',
      where: { result: ['confirmed'] },
    }),
    cell('subsidy.cases', { en: 'Disputes subsidised', zh: '以案定补兑现案件' }, cases, {
      measure: 'subsidies_paid',
    }),
    cell('subsidy.amount', { en: 'Subsidies paid', zh: '以案定补金额' }, yuan, {
      measure: 'subsidy_amount',
    }),
    cell('subsidy.back', { en: 'Subsidies paid back', zh: '追回补助金额' }, yuan, {
      measure: 'subsidies_clawed_back',
    }),
    cell('award.granted', { en: 'Awards in lieu', zh: '以奖代补奖励' }, awards, {
      measure: 'awards_granted',
    }),
    cell('award.amount', { en: 'Awards paid', zh: '以奖代补金额' }, yuan, {
      measure: 'award_amount',
    }),
  ],
};

function committeesOf(key: string, label: Text, measure: string) {
  const of = (code: string, kind: Text, where: Count['where']) =>
    cell(`${key}.${code}`, kind, bodies, { measure, ...(where ? { where } : {}) });
  const kinds = committeeKinds.codes.map((kind) =>
    of(kind.code, kind.label, { kind: [kind.code] }),
  );
  return { label, cells: [of('all', total, undefined), ...kinds] };
}

const organisations: ReturnTable = {
  key: 'organisation',
  heading: { en: 'Committees at the end of the period', zh: '期末调解组织' },
  kind: 'grid',
  corner: { en: 'Committees', zh: '调解组织' },
  columns: [{ label: total }, ...committeeKinds.codes.map(({ label }) => ({ label }))],
  rows: [
    committeesOf('committees', { en: 'All', zh: '组织数（个）' }, 'committees'),
    committeesOf(
      'standardised',
      { en: 'Standardised', zh: '其中规范化（个）' },
      'committees_standardised',
    ),
  ],
};

const mediators: ReturnTable = {
  key: 'mediators',
  heading: { en: 'Mediators at the end of the period', zh: '期末人民调解员' },
  kind: 'list',
  cells: [
    cell('mediators', { en: 'Mediators', zh: '人民调解员' }, persons, { measure: 'mediators' }),
    cell('mediators.full_time', { en: 'Full time', zh: '专职' }, persons, {
      measure: 'mediators',
      where: { employment: ['full_time'] },
    }),
    cell('mediators.part_time', { en: 'Part time', zh: '兼职' }, persons, {
      measure: 'mediators',
      where: { employment: ['part_time'] },
    }),
    ...each('mediators', mediatorTraits, 'mediators_among', 'trait', persons),
    cell('mediators.trained', { en: 'Trained in the period', zh: '期内培训' }, attendances, {
      measure: 'training_attendances',
    }),
  ],
};

function adds(en: string, zh: string, of: string, parts: readonly ReturnCell[]): ReturnCheck {
  return { says: { en, zh }, whole: of, parts: parts.map(({ key }) => key) };
}

const cellsOf = (table: ReturnTable) => (table.kind === 'list' ? table.cells : []);
const rowsOf = (table: ReturnTable) => (table.kind === 'grid' ? table.rows : []);

const checks: readonly ReturnCheck[] = [
  adds(
    'The kinds of dispute make all disputes',
    '各纠纷类型之和等于案件总数',
    'disputes',
    cellsOf(byType),
  ),
  adds(
    'The committees make all disputes',
    '各调解组织之和等于案件总数',
    'disputes',
    rowsOf(byBodyAndSource)
      .slice(1)
      .map((row) => row.cells[0]!),
  ),
  adds(
    'The sources make all disputes',
    '各案件来源之和等于案件总数',
    'disputes',
    rowsOf(byBodyAndSource)[0]!.cells.slice(1),
  ),
  ...rowsOf(byBodyAndSource)
    .slice(1)
    .map(({ label, cells }) =>
      adds(
        `${label.en}: the sources make its total`,
        `${label.zh}：各来源之和等于合计`,
        cells[0]!.key,
        cells.slice(1),
      ),
    ),
  adds(
    'The results make all that ended',
    '各调解结果之和等于调解终结数',
    'concluded',
    cellsOf(byResult),
  ),
  adds(
    'Written and oral agreements make all that were settled',
    '书面协议与口头协议之和等于调解成功数',
    'settled',
    cellsOf(byResult).filter(({ key }) => settledResults.includes(key.slice('result.'.length))),
  ),
  adds(
    'The ways of performance make all agreements due',
    '各履行情况之和等于届满协议数',
    'due',
    cellsOf(performing).filter(({ key }) => key.startsWith('performance.')),
  ),
  adds(
    'The kinds of committee make all committees',
    '各类调解组织之和等于合计',
    'committees.all',
    rowsOf(organisations)[0]!.cells.slice(1),
  ),
  adds(
    'Full time and part time make all mediators',
    '专职与兼职之和等于人民调解员总数',
    'mediators',
    cellsOf(mediators).slice(1, 3),
  ),
];

export const mediationReturn: ReturnForm = {
  name: 'mediation',
  title: { en: "Return of people's mediation", zh: '人民调解工作情况统计表' },
  kept_by: 'mediation_kept',
  tables: [whole, byBodyAndSource, byType, byResult, effect, performing, organisations, mediators],
  checks,
  notes: [
    {
      en:
        'Disputes, people and kinds count on the day of acceptance; results and amounts on the day of the result; ' +
        'agreements on the day they fall due; money on the day of payment.',
      zh: '案件数、当事人数和分类按受理日期统计；调解结果和金额按调解终结日期统计；协议按履行期限届满日期统计；补助按发放日期统计。',
    },
    {
      en: 'Committees, mediators and disputes in hand stand as at the end of the period.',
      zh: '调解组织、人民调解员和在办案件为期末数。',
    },
  ],
};
