/**
 * The half-year and the annual return: received, ended, stock by category and class, minors and women, investigations,
 * contacts and hours (domain brief, 4.6). Both count the same things over another period.
 */
import type { CodeList } from '#engine/field.ts';
import type { Count } from '#engine/indicator.ts';
import type { ReturnCell, ReturnCheck, ReturnForm, ReturnTable } from '#engine/report.ts';
import type { Text } from '#engine/text.ts';
import { approvalTables, leavesTable } from './approval-returns.ts';
import {
  categories, contactKinds, corrClasses, corrEnds, corrTraits, entrusters, hoursKinds, inquiryOutcomes, opinions,
} from './codes.ts'; // prettier-ignore
import { counters } from './measures.ts';

const { persons, times, hours, cases, bodies } = counters;

const cell = (key: string, en: string, zh: string, counter: Text, count: Count): ReturnCell => ({
  key,
  label: { en, zh },
  counter,
  count,
});

/** One cell for each code of a facet. */
function each(
  prefix: string,
  list: CodeList,
  measure: string,
  facet: string,
  counter: Text,
): ReturnCell[] {
  return list.codes.map(({ code, label }) => ({
    key: `${prefix}.${code}`,
    label,
    counter,
    count: { measure, where: { [facet]: [code] } },
  }));
}

const list = (key: string, en: string, zh: string, cells: readonly ReturnCell[]): ReturnTable => ({
  key,
  heading: { en, zh },
  kind: 'list',
  cells,
});

const register = list('register', 'Register', '在册情况', [
  cell('register', 'Under correction at the end', '期末在册', persons, { measure: 'corrections' }),
  cell('received', 'Received in the period', '本期接收', persons, { measure: 'corrections_received' }),
  cell('moved_in', 'Came from other offices of the city', '本市变更执行地转入', persons, { measure: 'correction_moves', where: { direction: ['in'] } }),
  cell('moved_out', 'Went to other places', '变更执行地转出', persons, { measure: 'correction_moves', where: { direction: ['out'] } }),
  cell('ended', 'Ended in the period', '本期解除、终止', persons, { measure: 'corrections_ended' }),
  ...each('ended', corrEnds, 'corrections_ended', 'end', persons),
  cell('offices', 'Offices at work on corrections', '开展社区矫正的司法所', bodies, { measure: 'corrections_ready' }),
]); // prettier-ignore

const byCategory = list('category', 'By category', '按矫正类别', [
  ...each('category', categories, 'corrections', 'category', persons),
  ...each('came', categories, 'corrections_received', 'category', persons).map((one) => ({
    ...one,
    label: { en: `Received: ${one.label.en.toLowerCase()}`, zh: `本期接收：${one.label.zh}` },
  })),
]);

const byClass = list('class', 'By class', '按管理类别', [
  ...each('class', corrClasses, 'corrections', 'class', persons),
  cell('class.none', 'Not classified yet', '尚未分类', persons, {
    measure: 'corrections',
    where: { class: [''] },
  }),
]);
const among = list(
  'among',
  'Among them',
  '在册其中',
  each('among', corrTraits, 'corrections_among', 'trait', persons),
);

const control = list('control', 'Reporting in and contact', '报到与监督管理', [
  cell('arrivals', 'Were to report in', '应报到', persons, { measure: 'correction_arrivals' }),
  cell('arrivals.done', 'In time', '按期报到', persons, { measure: 'correction_arrivals', where: { done: ['done'] } }),
  cell('arrivals.late', 'Late', '逾期报到', persons, { measure: 'correction_arrivals', where: { done: ['late'] } }),
  cell('arrivals.open', 'Not come', '未报到', persons, { measure: 'correction_arrivals', where: { done: ['open'] } }),
  cell('lost', 'Out of contact at the end', '期末失去联系', persons, { measure: 'corrections_lost' }),
  cell('reoffended', 'Convicted of a new crime', '再犯罪', persons, { measure: 'corrections_reoffended' }),
  cell('contacts', 'Reports, visits, talks', '报告、走访、谈话', times, { measure: 'correction_contacts' }),
  ...each('contacts', contactKinds, 'correction_contacts', 'kind', times),
  ...each('hours', hoursKinds, 'correction_hours', 'kind', hours),
]); // prettier-ignore

const inquiries = list('inquiries', 'Investigations', '调查评估', [
  cell('inquiries', 'Entrusted', '受委托', cases, { measure: 'inquiries_received' }),
  ...each('inquiries', entrusters, 'inquiries_received', 'by', cases),
  cell('opinions', 'Opinions given', '提交意见', cases, { measure: 'inquiries_answered' }),
  ...each('opinions', opinions, 'inquiries_answered', 'opinion', cases),
  ...each('outcome', inquiryOutcomes, 'inquiries_decided', 'outcome', cases),
]); // prettier-ignore

function adds(en: string, zh: string, whole: string, table: ReturnTable, prefix = whole): ReturnCheck {
  const cells = table.kind === 'list' ? table.cells : [];
  return { says: { en, zh }, whole, parts: cells.map(({ key }) => key).filter((key) => key.startsWith(`${prefix}.`)) };
} // prettier-ignore

const form = (name: string, title: Text): ReturnForm => ({
  name,
  title,
  kept_by: 'corrections_kept',
  tables: [register, byCategory, byClass, among, control, inquiries, ...approvalTables],
  checks: [
    adds('The ways of ending make all that ended', '各终结情形之和等于终结总数', 'ended', register),
    adds('The categories make the register', '各矫正类别之和等于在册总数', 'register', byCategory, 'category'),
    adds('The categories make all that were received', '各矫正类别之和等于接收总数', 'received', byCategory, 'came'),
    adds('The classes make the register', '各管理类别之和等于在册总数', 'register', byClass, 'class'),
    adds('In time, late and not come make all that were to report in', '按期、逾期、未报到之和等于应报到数', 'arrivals', control),
    adds('The kinds make all contacts', '报告、走访、谈话之和等于总数', 'contacts', control),
    adds('Those who entrusted make all investigations', '各委托机关之和等于受委托总数', 'inquiries', inquiries),
    adds('The levels make all leaves approved', '各级批准之和等于批准外出总数', 'leaves', leavesTable),
    adds('The opinions make all that were given', '各评估意见之和等于提交总数', 'opinions', inquiries),
  ],
  notes: [
    {
      en: 'Register, categories, classes and those out of contact stand as at the end of the period; all else counts by its own day in it.',
      zh: '在册、类别和失去联系为期末数，其余按各自日期统计期内数。',
    },
    {
      en: 'Sealed files are left out wherever the law keeps them out of sight.',
      zh: '依法封存的档案不在可见范围内的，不计入。',
    },
    {
      en: 'The law in force sets no hours of education or service; the hours are those held.',
      zh: '现行法律未规定教育学习和公益活动的固定时数，表中为实际时数。',
    },
  ],
}); // prettier-ignore

export const returns: readonly ReturnForm[] = [
  form('corrections-half-year', { en: 'Half-year return of community corrections', zh: '社区矫正工作半年统计表' }),
  form('corrections', { en: 'Annual return of community corrections', zh: '社区矫正工作年度统计表' }),
]; // prettier-ignore
