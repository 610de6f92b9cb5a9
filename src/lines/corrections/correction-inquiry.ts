import { due } from '#engine/calendar.ts';
import { formatDay } from '#engine/day.ts';
import { code, day, line, link, paragraph, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { minorByBirthday } from '../common/minors.ts';
import { dutyFrom } from '../common/office-period.ts';
import { offences } from '../common/offence-codes.ts';
import { sexes } from '../common/person-codes.ts';
import { comingUp, office, ownOffice } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { categories, entrusters, findingTopics, inquiryOutcomes, opinions } from './codes.ts';
import { inquiryForms, inquiryPapers } from './papers.ts';
import { agency } from './shared.ts';

const computed = { computed: true } as const;

const fields = {
  number: line('Number', '编号', computed),
  person_id: link('Person', '被调查人', 'person', { required: true }),
  sex: code('Sex', '性别', sexes, computed),
  minor: yesNo('Minor', '未成年人', {
    hint: { en: 'Under 18 at the offence or now. Sealed', zh: '犯罪时或者现在未满十八周岁；封存' },
  }),
  entrusted_by: code('Entrusted by', '委托机关类别', entrusters, { required: true }),
  entruster: line('Name of the organ', '委托机关', { required: true, max: 60 }),
  letter_no: line('Number of the letter', '委托函文号', { ...secret, max: 60 }),
  category: code('Correction considered', '拟适用矫正类别', categories, { required: true }),
  offence: code('Kind of offence', '涉嫌（所犯）罪名类别', offences),
  fast_track: yesNo('Fast-track case', '适用速裁程序', {
    hint: { en: 'Five working days instead of ten', zh: '五个工作日，其他十个工作日' },
  }),
  received_on: day('Letter came on', '收到委托函日期', { required: true }),
  due_on: day('Opinion due by', '提交期限', { ...computed, future: true }),
  place: line('Where they are to live', '拟居住地', { ...secret, max: 120 }),

  investigated_on: day('Investigation closed on', '调查完成日期'),
  investigators: line('Investigators', '调查人员', {
    max: 60,
    hint: { en: 'At least two', zh: '不少于二人' },
  }),
  opinion: code('Opinion', '评估意见', opinions),
  opinion_on: day('Opinion given on', '提交评估意见日期'),
  opinion_no: line('Number of the opinion', '意见书文号', { ...secret, max: 60 }),
  opinion_note: paragraph('Grounds', '理由', { ...secret, max: 2000 }),
  returned_on: day('Sent back on', '退回日期'),
  returned_because: line('Why', '退回原因', { ...secret, max: 200 }),
  outcome: code('What was decided', '采纳情况', inquiryOutcomes),
  decided_on: day('Decided on', '裁判（决定）日期'),
  file_id: link('Correction file', '矫正档案', 'correction_file', computed),
};

const children = {
  findings: childList(
    'findings',
    'Findings',
    '调查情况',
    { en: 'Finding', zh: '调查' },
    {
      topic: code('About', '调查事项', findingTopics, { required: true }),
      on_day: day('Asked on', '日期', { required: true }),
      source: line('Who was asked', '走访对象', { ...secret, max: 60 }),
      finding: paragraph('Finding', '情况', { ...secret, max: 1000, required: true }),
    },
  ),
};

type State = 'received' | 'investigated' | 'answered' | 'returned';
export type Inquiry = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const entrusted = [
  'person_id', 'minor', 'entrusted_by', 'entruster', 'letter_no', 'category', 'offence', 'fast_track', 'received_on', 'place',
]; // prettier-ignore
const investigation = ['findings', 'investigators', 'investigated_on'];
const answer = ['opinion', 'opinion_on', 'opinion_no', 'opinion_note'];

const past = (r: Inquiry, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
const periodOf = (r: Inquiry) => rule(r.fast_track ? 'R31.fast_track' : 'R31');

function withDue(r: Inquiry, { calendar }: Moment): Partial<Inquiry> {
  const counts = r.received_on !== null && isInForce(periodOf(r), r.received_on);
  return { due_on: counts ? due(periodOf(r), r.received_on!, calendar).due_on : null };
}

/** What a court needs to know before it decides (Community Corrections Law 18). */
const always = ['residence', 'family', 'work', 'victim', 'community'];

export const correctionInquiry = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'correction_inquiry',
  line: 'corrections',
  label: { en: 'Investigation', zh: '调查评估' },
  plural: { en: 'Investigations', zh: '调查评估台账' },
  about: {
    en: 'Before a sentence or a parole: what a court or prison asks, what was found, and whether correction is suitable.',
    zh: '判决、假释、暂予监外执行前，受人民法院、监狱等委托开展的社会危险性和对社区影响的调查评估。',
  },
  fields,
  children,
  states: {
    received: { label: { en: 'Entrusted', zh: '已受理' }, tone: 'waiting' },
    investigated: { label: { en: 'Investigated', zh: '调查完成' }, tone: 'working' },
    answered: { label: { en: 'Opinion given', zh: '已提交意见' }, tone: 'done' },
    returned: { label: { en: 'Sent back', zh: '已退回' }, tone: 'ended' },
  },
  actions: {
    receive: {
      label: { en: 'Register', zh: '登记委托' },
      from: ['new'],
      to: 'received',
      roles: office,
      fields: entrusted,
      set: withDue,
      check: past,
    },
    investigate: {
      label: { en: 'Investigation closed', zh: '登记调查情况' },
      from: ['received', 'investigated'],
      to: 'investigated',
      roles: office,
      primary: true,
      fields: investigation,
      required: ['findings', 'investigators'],
      set: (r, { today }) => ({ investigated_on: r.investigated_on ?? today }),
      check: past,
    },
    give_opinion: {
      label: { en: 'Give the opinion', zh: '提交评估意见' },
      from: ['investigated'],
      to: 'answered',
      roles: agency,
      primary: true,
      fields: answer,
      required: ['opinion', 'opinion_note'],
      set: (r, { today }) => ({ opinion_on: r.opinion_on ?? today }),
      check: function* (r, moment) {
        yield* past(r, moment);
        const found = new Set(r.findings.map((row) => row.topic));
        const missing = always.filter((topic) => !found.has(topic));
        if (missing.length > 0) {
          const names = findingTopics.codes.filter((one) => missing.includes(one.code));
          yield {
            field: 'findings',
            warning: true,
            message: {
              en: `Nothing was written down about: ${names.map((one) => one.label.en.toLowerCase()).join(', ')}. Say so where it could not be found out.`,
              zh: `尚无以下事项的调查情况：${names.map((one) => one.label.zh).join('、')}。无法查明的也应注明。`,
            },
          };
        }
      },
    },
    send_back: {
      label: { en: 'Send back', zh: '退回委托' },
      from: ['received', 'investigated'],
      to: 'returned',
      roles: agency,
      fields: ['returned_on', 'returned_because'],
      required: ['returned_on', 'returned_because'],
      check: past,
    },
    note_outcome: {
      label: { en: 'What was decided', zh: '登记采纳情况' },
      from: ['answered'],
      roles: office,
      primary: true,
      fields: ['outcome', 'decided_on'],
      required: ['outcome', 'decided_on'],
      check: past,
    },
    note_file: {
      label: { en: 'Correction began', zh: '已建立矫正档案' },
      from: ['received', 'investigated', 'answered'],
      roles: [],
      internal: true,
      fields: ['file_id', 'decided_on'],
      required: ['file_id'],
      // Who is under correction now was thought suitable, by whoever decided.
      set: (r) => ({
        outcome: r.opinion === 'unsuitable' ? 'not_followed' : r.opinion ? 'followed' : null,
      }),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['received', 'investigated', 'answered', 'returned'],
      roles: office,
      reason: 'once_ended',
      fields: [...entrusted, ...investigation, ...answer, 'returned_on', 'returned_because', 'outcome', 'decided_on'],
      set: withDue,
      check: past,
    }, // prettier-ignore
  },
  copies: { sex: ['person_id', 'sex'] },
  numbers: {
    field: 'number',
    // A sealed one takes no number that an open one would have had: nobody misses one.
    key: (r) =>
      `correction_inquiry/${r.unit_id}/${r.received_on?.slice(0, 4)}${r.minor ? '/sealed' : ''}`,
    print: (r, n) => `（${r.received_on?.slice(0, 4)}）${r.minor ? '未矫调' : '矫调'}字第${n}号`,
  },
  concludes: [minorByBirthday(['received_on'], (r) => [r.received_on])],
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  *check(r) {
    yield* inOrder(fields, r, [
      ['received_on', 'investigated_on'],
      ['received_on', 'opinion_on'],
      ['received_on', 'returned_on'],
    ]);
  },
  duties: comingUp((r, calendar) => {
    const period = periodOf(r);
    const open = r.state === 'received' || r.state === 'investigated';
    if (!open || !isInForce(period, r.received_on!)) return [];
    const what =
      r.state === 'received'
        ? {
            label: { en: 'Look into it', zh: '调查' },
            action: 'investigate',
            roles: ownOffice,
          }
        : {
            label: { en: 'Give the opinion', zh: '提交意见' },
            action: 'give_opinion',
            roles: agency,
          };
    return [
      dutyFrom(period, r.received_on!, calendar, { key: 'opinion', statutory: true, ...what }),
    ];
  }),
  postings: postingsOf,
  papers: (r) => inquiryPapers(r.opinion_on !== null),
  forms: inquiryForms,
  // Neither organ nor offence: the title stands on Today, where others look on.
  title: (r) => {
    const who = calledIn(r, 'person_id');
    const on = r.received_on;
    return {
      en: `${who.en}, asked on ${on ? formatDay(on, 'en') : '–'}`,
      zh: `${who.zh}${on ? formatDay(on, 'zh') : ''}来函`,
    };
  },
  form: [
    { label: { en: 'As entrusted', zh: '委托情况' }, fields: [...entrusted, 'due_on'] },
    { label: { en: 'Investigation', zh: '调查' }, fields: investigation },
    { label: { en: 'Opinion', zh: '评估意见' }, fields: answer },
    {
      label: { en: 'Afterwards', zh: '结果' },
      fields: ['outcome', 'decided_on', 'file_id', 'returned_on', 'returned_because'],
    },
  ],
  list: {
    columns: ['number', 'person_id', 'entruster', 'category', 'received_on', 'due_on', 'state', 'opinion'],
    filters: ['state', 'entrusted_by', 'category', 'opinion', 'outcome', 'received_on', 'opinion_on'],
    order: 'received_on',
  }, // prettier-ignore
  search: (r) => [r.number, r.entruster],
  example: {
    person_id: '@person',
    entrusted_by: 'court',
    entruster: '沙坡头区人民法院',
    category: 'probation',
    offence: 'property',
    received_on: '2009-03-02',
    place: '和顺村三队',
  },
});

function postingsOf(r: Inquiry): Posting[] {
  const at = { unit_id: r.unit_id, amount: 1 };
  const by = r.entrusted_by ?? '';
  const ended = r.opinion_on ?? r.returned_on;
  const done = ended ? (ended <= (r.due_on ?? ended) ? 'done' : 'late') : 'open';
  return [
    { ...at, measure: 'inquiries_received', day: r.received_on!, facets: { by } },
    ...(r.due_on && !r.returned_on
      ? [{ ...at, measure: 'inquiries_due', day: r.due_on, facets: { done } }]
      : []),
    ...(r.opinion_on
      ? [
          {
            ...at,
            measure: 'inquiries_answered',
            day: r.opinion_on,
            facets: { opinion: r.opinion ?? '' },
          },
        ]
      : []),
    ...(r.decided_on && r.outcome
      ? [{ ...at, measure: 'inquiries_decided', day: r.decided_on, facets: { outcome: r.outcome } }]
      : []),
  ];
}
