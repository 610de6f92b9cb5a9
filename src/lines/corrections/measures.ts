/** What this line counts. Stocks are spans under correction; see `correction-file-counts.ts`. */
import type { CodeList } from '#engine/field.ts';
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import {
  categories, contactKinds, corrClasses, corrEnds, corrMoves, corrStations, corrTraits, entrusters, hoursKinds,
  inquiryOutcomes, opinions, reportedInTime,
} from './codes.ts'; // prettier-ignore

export const counters = {
  persons: { en: 'people', zh: '名' },
  times: { en: 'times', zh: '人次' },
  hours: { en: 'hours', zh: '小时' },
  percent: { en: '%', zh: '%' },
  bodies: { en: 'offices', zh: '个' },
  surveys: { en: 'surveys', zh: '次' },
  cases: { en: 'cases', zh: '件' },
  registers: { en: 'registers', zh: '本' },
} as const satisfies Record<string, Text>;

const { persons, times, hours, bodies, cases, surveys, registers } = counters;

type Facets = Readonly<Record<string, CodeList>>;
type Row = readonly [name: string, en: string, zh: string, counter: Text, facets?: Facets];

function rows(kind: Measure['kind'], of: string, list: readonly Row[]): Measure[] {
  return list.map(([name, en, zh, counter, facets]) => ({
    name,
    label: { en, zh },
    counter,
    of,
    kind,
    ...(facets ? { facets } : {}),
  }));
}

export const measures: readonly Measure[] = [
  ...rows('stock', 'correction_file', [
    ['corrections', 'Under correction', '在册社区矫正对象', persons, { category: categories, class: corrClasses }],
    ['corrections_among', 'Among those under correction', '在册社区矫正对象其中', persons, { trait: corrTraits }],
    ['corrections_lost', 'Out of contact', '失去联系（脱管）', persons],
    ['corrections_not_reported', 'Have not reported in', '逾期未报到', persons],
  ]),
  ...rows('flow', 'correction_file', [
    ['correction_offices', 'Offices that worked with somebody', '有社区矫正工作记录的单位', bodies],
    ['correction_arrivals', 'Were to report in', '应报到', persons, { done: reportedInTime }],
    ['corrections_received', 'Received', '接收', persons, { category: categories }],
    ['corrections_found', 'Found by a survey', '摸底排查出', persons],
    ['corrections_ended', 'Ended', '解除、终止', persons, { category: categories, end: corrEnds }],
    ['corrections_handed_on', 'Released, to be handed over', '解除衔接', persons, { done: reportedInTime }],
    ['corrections_reoffended', 'Convicted of a new crime', '矫正期间再犯罪', persons],
    ['correction_moves', 'Change of the place of execution', '变更执行地', persons, { direction: corrMoves }],
    ['correction_contacts', 'Reports, visits, talks', '报告、走访、谈话', times, { kind: contactKinds }],
    ['contacts_due', 'Reports, visits, talks fallen due', '到期报告、走访、谈话', times, { kind: contactKinds, done: reportedInTime }],
    ['correction_hours', 'Hours of education and service', '教育学习和公益活动时数', hours, { kind: hoursKinds }],
  ]),
  ...rows('flow', 'correction_inquiry', [
    ['inquiries_received', 'Investigations entrusted', '受委托调查评估', cases, { by: entrusters }],
    ['inquiries_due', 'Opinions fallen due', '到期应提交意见', cases, { done: reportedInTime }],
    ['inquiries_answered', 'Opinions given', '提交评估意见', cases, { opinion: opinions }],
    ['inquiries_decided', 'Decided after our opinion', '已裁判（决定）', cases, { outcome: inquiryOutcomes }],
  ]),
  ...rows('flow', 'correction_survey', [
    ['correction_surveys', 'Surveys', '摸底排查', surveys],
  ]),
  ...rows('stock', 'correction_station', [
    ['correction_stations', 'Corrections agencies and offices', '社区矫正机构', bodies, { kind: corrStations }],
    ['corrections_kept', 'Keeps a corrections register', '建有社区矫正台账', registers],
    ['corrections_ready', 'Ready for corrections', '已开展社区矫正', bodies],
  ]),
]; // prettier-ignore
