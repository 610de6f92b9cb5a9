/**
 * An invented line whose records are about persons: somebody is visited about an umbrella. It has what a guarded line
 * has: a link to a person, a narrative that is encrypted, and visits to minors, which are sealed.
 */
import { day, line, link, paragraph, yesNo } from '#engine/field.ts';
import type { Line } from '#engine/line.ts';
import { calledIn, defineRecord } from '#engine/record.ts';

export const visit = defineRecord({
  name: 'umbrella_visit',
  line: 'visits',
  label: { en: 'Visit', zh: '走访' },
  plural: { en: 'Visits', zh: '走访登记' },
  about: { en: 'One visit.', zh: '一次走访。' },
  fields: {
    number: line('Number', '编号', { computed: true }),
    person_id: link('Person', '对象', 'person', { required: true }),
    visited_on: day('Day', '日期', { required: true }),
    topic: line('Topic', '主题', { max: 40 }),
    minor: yesNo('A minor', '未成年人'),
    story: paragraph('Story', '经过', { secret: true }),
  },
  children: {},
  states: {
    made: { label: { en: 'Made', zh: '已走访' }, tone: 'working' },
    ended: { label: { en: 'Ended', zh: '已结束' }, tone: 'done' },
  },
  actions: {
    make: {
      label: { en: 'Write down', zh: '登记' },
      from: ['new'],
      to: 'made',
      roles: ['clerk', 'director', 'mediator'],
      fields: '*',
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['made', 'ended'],
      roles: ['clerk', 'director', 'mediator'],
      fields: '*',
    },
    end: {
      label: { en: 'End', zh: '结束' },
      from: ['made'],
      to: 'ended',
      roles: ['clerk', 'director'],
    },
  },
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Visit to ${who.en}`, zh: `走访${who.zh}` };
  },
  form: [
    {
      label: { en: 'Visit', zh: '走访' },
      fields: ['person_id', 'visited_on', 'topic', 'minor', 'story'],
    },
  ],
  list: {
    columns: ['number', 'person_id', 'topic'],
    filters: ['person_id', 'state', 'visited_on'],
    order: 'visited_on',
  },
  search: (r) => [r.number, r.topic],
  sealed: (r) => r.minor === true,
  // A number that an open visit does not get would tell that there is a sealed one.
  numbers: {
    field: 'number',
    key: (r) => `umbrella_visit/${r.unit_id}${r.minor ? '/sealed' : ''}`,
    print: (r, n) => (r.minor ? `未访第${n}号` : `访第${n}号`),
  },
  duties: (r) =>
    r.state === 'made'
      ? [
          {
            key: 'again',
            label: { en: 'Visit again', zh: '再次走访' },
            from_day: r.visited_on!,
            due_on: r.visited_on!,
            action: 'end',
            roles: ['director', 'mediator'],
            statutory: false,
          },
        ]
      : [],
  postings: (r) => [
    { measure: 'visits', day: r.visited_on!, unit_id: r.unit_id, amount: 1, subject: r.person_id! },
  ],
  example: { person_id: '@person', visited_on: '2009-03-02', topic: '雨伞', story: '伞已还' },
});

const times = { en: 'visits', zh: '次' };
const rule = { en: 'Visits by day.', zh: '按走访日期统计。' };

export const visiting: Line = {
  name: 'visits',
  label: { en: 'Visits', zh: '走访' },
  records: [visit],
  measures: [
    {
      name: 'visits',
      label: { en: 'Visits', zh: '走访' },
      counter: times,
      of: 'umbrella_visit',
      kind: 'flow',
    },
  ],
  indicators: [
    {
      name: 'visits',
      kind: 'flow',
      group: 'work',
      label: { en: 'Visits', zh: '走访次数' },
      counter: times,
      rule,
      count: { measure: 'visits' },
    },
    {
      name: 'persons_visited',
      kind: 'distinct',
      group: 'work',
      label: { en: 'Persons visited', zh: '走访人数' },
      counter: { en: 'persons', zh: '人' },
      rule,
      count: { measure: 'visits' },
    },
  ],
  codes: [],
};
