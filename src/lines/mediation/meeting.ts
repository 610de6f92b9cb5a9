import { code, day, integer, labelOf, line, paragraph, unit } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { levels } from '../common/levels.ts';
import { meetingKinds } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { office } from '../common/posts.ts';

/** The bureau holds the region-wide ones, an office its own. */
const holders = [...office, 'bureau'] as const;

const children = {};
const fields = {
  name: line('Name', '会议名称', { required: true, max: 100 }),
  kind: code('Kind', '会议类别', meetingKinds, { required: true }),
  level: code('Level', '级别', levels, { required: true }),
  planned_for: day('Planned for', '计划召开日期', { future: true }),
  held_on: day('Held on', '召开日期'),
  held_to: day('Last day', '结束日期'),
  place: line('Where', '地点', { max: 100 }),
  organiser: line('Organiser', '主办单位', { max: 100 }),
  attended: integer('Attended', '参会人数', {
    min: 1,
    max: 100_000,
    unit: { en: 'people', zh: '人' },
  }),
  topic: paragraph('About', '会议内容', { max: 4000 }),
  minutes: paragraph('Minutes', '会议纪要', { max: 10_000 }),
  held_unit_id: unit('Where counted', '统计所在地', { computed: true }),
};
const plan = ['name', 'kind', 'level', 'planned_for', 'place', 'organiser', 'topic'];
const outcome = ['held_on', 'held_to', 'attended', 'minutes'];

type State = 'planned' | 'held' | 'cancelled';

export const meeting = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'meeting',
  line: 'mediation',
  label: { en: 'Meeting', zh: '会议' },
  plural: { en: 'Meetings', zh: '会议' },
  about: {
    en: 'Meetings on mediation: on-site meetings, joint meetings, work meetings.',
    zh: '人民调解工作的现场会、联席会议和工作会议。',
  },
  fields,
  children,
  states: {
    planned: { label: { en: 'Planned', zh: '拟召开' }, tone: 'waiting' },
    held: { label: { en: 'Held', zh: '已召开' }, tone: 'done' },
    cancelled: { label: { en: 'Cancelled', zh: '已取消' }, tone: 'ended' },
  },
  actions: {
    hold: {
      label: { en: 'Record that it was held', zh: '登记召开' },
      from: ['new', 'planned'],
      to: 'held',
      roles: holders,
      primary: true,
      fields: [...plan, ...outcome],
      required: ['held_on'],
      set: (r) => ({ held_unit_id: r.held_unit_id ?? r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    plan: {
      label: { en: 'Plan', zh: '拟定' },
      from: ['new'],
      to: 'planned',
      roles: holders,
      fields: plan,
      required: ['planned_for'],
      set: (r) => ({ held_unit_id: r.unit_id }),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['planned', 'held'],
      roles: holders,
      reason: 'once_ended',
      fields: [...plan, ...outcome],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    cancel: {
      label: { en: 'Cancel', zh: '取消' },
      from: ['planned', 'held'],
      to: 'cancelled',
      roles: holders,
      reason: 'always',
      set: () => ({ held_on: null, held_to: null }),
    },
  },
  example: {
    name: '三调联动工作现场会',
    kind: 'on_site',
    level: 'county',
    held_on: '2009-06-18',
    place: '镇罗镇',
    attended: 80,
  },
  title: (r) => ({
    en: `${labelOf(levels, r.level).en}: ${labelOf(meetingKinds, r.kind).en.toLowerCase()}`,
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Meeting', zh: '会议' }, fields: plan },
    { label: { en: 'What came of it', zh: '召开情况' }, fields: outcome },
  ],
  list: {
    columns: ['name', 'kind', 'level', 'held_on', 'place', 'state'],
    filters: ['kind', 'level', 'state', 'held_on'],
    order: 'held_on',
  },
  search: (r) => [r.name, r.place],
  *check(r) {
    yield* inOrder(fields, r, [['held_on', 'held_to']]);
    if (r.state === 'held' && !r.held_on) {
      yield {
        field: 'held_on',
        message: {
          en: 'Say on which day it was held, or cancel it.',
          zh: '请填写召开日期，未召开的请取消。',
        },
      };
    }
  },
  duties: (r, calendar) =>
    r.state === 'planned' && r.planned_for
      ? [
          dutyFrom(rhythm.on_the_day, r.planned_for, calendar, {
            key: 'hold',
            label: { en: 'Hold the meeting', zh: '召开会议' },
            action: 'hold',
            roles: holders,
            statutory: false,
          }),
        ]
      : [],
  postings: (r) =>
    r.state === 'held' && r.held_on
      ? [
          {
            measure: 'meetings_held',
            day: r.held_on,
            unit_id: r.held_unit_id ?? r.unit_id,
            amount: 1,
            facets: { kind: r.kind ?? '', level: r.level ?? '' },
          },
        ]
      : [],
});
