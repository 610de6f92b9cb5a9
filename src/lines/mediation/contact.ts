import { code, day, labelOf, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { contactMatters, contactWays, disputeTypes } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { notInFuture } from '../common/day-checks.ts';
import { hands } from '../common/posts.ts';

const children = {};
const fields = {
  who: line('Who', '来访人', { required: true, max: 60, format: 'person_name' }),
  how: code('How', '来访方式', contactWays, { required: true }),
  came_on: day('When', '日期', { required: true }),
  matter: code('About', '事项', contactMatters, { required: true }),
  dispute_type: code('What kind of dispute', '纠纷类型', disputeTypes, {
    when: (v) => v.matter === 'dispute',
  }),
  about: paragraph('What was said', '反映情况', { max: 2000 }),
  telephone: line('Telephone', '联系电话', { private: true, format: 'telephone', max: 30 }),
  address: line('Address', '住址', { private: true, max: 100 }),
  answer: paragraph('What we answered', '答复情况', { max: 2000 }),
  answered_on: day('Answered on', '答复日期'),
  passed_to: line('Passed on to', '转办单位', { max: 100 }),
  received_unit_id: unit('Where', '接待地', { computed: true }),
  dispute_id: link('Dispute', '转为纠纷', 'dispute'),
  sensitive: yesNo('Restricted', '限制查看'),
};

const asked = [
  'who',
  'how',
  'came_on',
  'matter',
  'dispute_type',
  'about',
  'telephone',
  'address',
  'sensitive',
];

type State = 'open' | 'answered' | 'turned';

export const contact = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'contact',
  line: 'mediation',
  label: { en: 'Visitor or caller', zh: '来访来电' },
  plural: { en: 'Visitors and callers', zh: '来访来电登记' },
  about: {
    en: 'Someone came or called: one minute to write it down, before anyone knows what it will become.',
    zh: '来访来电一分钟登记，可转为纠纷办理。',
  },
  fields,
  children,
  states: {
    open: { label: { en: 'To be answered', zh: '待答复' }, tone: 'waiting' },
    answered: { label: { en: 'Answered', zh: '已答复' }, tone: 'done' },
    turned: { label: { en: 'Became a dispute', zh: '已转纠纷' }, tone: 'done' },
  },
  actions: {
    write_down: {
      label: { en: 'Someone came or called', zh: '来访来电' },
      from: ['new'],
      to: (r) => (r.answer || r.passed_to ? 'answered' : 'open'),
      roles: hands,
      fields: [...asked, 'answer', 'passed_to'],
      required: ['came_on', 'how'],
      set: (r, { today }) => ({
        came_on: r.came_on ?? today,
        how: r.how ?? 'visit',
        received_unit_id: r.unit_id,
        answered_on: r.answer || r.passed_to ? (r.answered_on ?? today) : null,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    turn_into_dispute: {
      label: { en: 'Turn into a dispute', zh: '转为纠纷' },
      from: ['open', 'answered'],
      to: 'turned',
      roles: hands,
      primary: true,
      fields: ['dispute_id'],
      required: ['dispute_id'],
    },
    answer: {
      label: { en: 'Answer', zh: '答复' },
      from: ['open', 'answered'],
      to: 'answered',
      roles: hands,
      fields: ['answer', 'passed_to', 'answered_on'],
      required: ['answered_on'],
      set: (r, { today }) => ({ answered_on: r.answered_on ?? today }),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        if (!r.answer && !r.passed_to)
          yield {
            field: 'answer',
            message: {
              en: 'Write down what was answered, or to whom it was passed on.',
              zh: '请填写答复情况或转办单位。',
            },
          };
      },
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['open', 'answered', 'turned'],
      roles: hands,
      reason: 'once_ended',
      fields: [...asked, 'answer', 'passed_to'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  example: {
    who: '赵玉兰',
    how: 'visit',
    came_on: '2009-03-02',
    matter: 'dispute',
    dispute_type: 'irrigation',
    about: '上游截水，地里浇不上水。',
    telephone: '13900000003',
  },
  title: (r) => ({
    en: labelOf(contactMatters, r.matter).en,
    zh: `${r.who ?? ''}${labelOf(contactWays, r.how).zh}（${labelOf(contactMatters, r.matter).zh}）`,
  }),
  form: [
    { label: { en: 'Someone came or called', zh: '来访来电' }, fields: asked },
    {
      label: { en: 'Answer', zh: '办理' },
      fields: ['answer', 'passed_to', 'answered_on', 'dispute_id'],
    },
  ],
  list: {
    columns: ['who', 'matter', 'how', 'came_on', 'unit_id', 'state'],
    filters: ['matter', 'how', 'state', 'came_on'],
    order: 'came_on',
  },
  search: (r) => [r.who],
  sensitive: (r) => r.sensitive === true,
  duties: (r, calendar) =>
    r.state === 'open'
      ? [
          dutyFrom(rhythm.answer_contact, r.came_on!, calendar, {
            key: 'answer',
            label: { en: 'Answer, or turn into a dispute', zh: '答复或转办' },
            action: 'answer',
            roles: hands,
            statutory: false,
          }),
        ]
      : [],
  postings: (r) => [
    {
      measure: 'contacts',
      day: r.came_on!,
      unit_id: r.received_unit_id ?? r.unit_id,
      amount: 1,
      facets: { how: r.how ?? '' },
    },
  ],
});
