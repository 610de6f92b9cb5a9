/**
 * A sampling list: bodies drawn by lot for an inspection of a county or the city. Nobody types it. The draw is made by
 * the server from what the book knew at a closed page, with a seed that is kept; so anybody can draw it again.
 */
import { formatDay } from '#engine/day.ts';
import { account, code, day, integer, labelOf, line, link } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { countyAndCity } from '../common/posts.ts';
import { sampledBodies, samplingStrata } from './codes.ts';

const fields = {
  topic: line('What for', '抽查事项', { required: true, max: 100 }),
  bodies: code('What is drawn', '抽查对象', sampledBodies, { required: true }),
  strata: code('Drawn from', '抽取范围', samplingStrata, { required: true }),
  wanted: integer('How many', '抽取数量', {
    required: true,
    min: 1,
    max: 100,
    hint: {
      en: 'From each county or township, where it is drawn from each of them',
      zh: '按县（区）、按乡镇抽取的，为每县、每乡镇的数量',
    },
  }),
  rest_months: integer('Leave out what was inspected in the last', '近期已检查的不再抽取', {
    min: 1,
    max: 60,
    unit: { en: 'months', zh: '个月' },
    hint: { en: 'Empty: nothing is left out', zh: '不填则不排除' },
  }),
  planned_on: day('Inspection planned for', '拟检查日期', { required: true, future: true }),
  drawn_on: day('Drawn on', '抽取日期', { computed: true }),
  drawn_by: account('Drawn by', '抽取人', { computed: true }),
  draws: integer('How many times it was drawn', '抽取次数', { computed: true }),
  seed: line('Seed', '随机种子', { computed: true, max: 64 }),
  drawn_page: integer('Page of the ledger', '台账页号', { computed: true, year: true }),
  pot_now: integer('In the pot', '参与抽取', { computed: true }),
  rested_now: integer('Left out: inspected lately', '近期已检查未参与', { computed: true }),
  visited_now: integer('Gone to', '已检查', { computed: true }),
  last_office_id: link('Office of the last trip', '最近检查的司法所', 'office', { computed: true }),
  last_went_on: day('Day of the last trip', '最近检查日期', { computed: true }),
  last_inspection_id: link('Last trip', '最近的检查', 'inspection', { computed: true }),
};

const children = {
  drawn: childList(
    'drawn',
    'The list',
    '抽查名单',
    { en: 'Drawn', zh: '抽中对象' },
    {
      stratum: line('From', '所在范围', { max: 60 }),
      what: line('Name', '名称', { required: true, max: 60 }),
      office_id: link('Judicial office', '司法所', 'office', { required: true }),
      committee_id: link('Committee', '调委会', 'committee'),
      went_on: day('Inspected on', '检查日期'),
      inspection_id: link('Inspection', '检查记录', 'inspection'),
    },
  ),
};

type State = 'prepared' | 'drawn' | 'gone_through' | 'cancelled';
export type Sampling = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const asked = ['topic', 'bodies', 'strata', 'wanted', 'rest_months', 'planned_on'];
/** What the server fills in when it draws; no form asks for it. */
const draw = ['seed', 'drawn_page', 'pot_now', 'rested_now', 'drawn'];

const drawnNow = (r: Sampling, today: string, person_id: string) => ({
  drawn_on: today,
  drawn_by: person_id,
  draws: (r.draws ?? 0) + 1,
});

export const sampling = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'sampling',
  line: 'offices',
  label: { en: 'Sampling list', zh: '抽查名单' },
  plural: { en: 'Sampling lists', zh: '抽查名单' },
  own_page: { path: '/sampling?list=$id', label: { en: 'Draw and print', zh: '抽取、打印' } },
  about: {
    en: 'Committees or offices drawn by lot for an inspection. The seed is kept, so that anybody can draw again and see that nothing was chosen by hand.',
    zh: '督导检查的随机抽查名单。随机种子留存，任何人可重新抽取核对，名单不由人指定。',
  },
  fields,
  children,
  states: {
    prepared: { label: { en: 'To be drawn', zh: '待抽取' }, tone: 'waiting' },
    drawn: { label: { en: 'Drawn', zh: '已抽取' }, tone: 'working' },
    gone_through: { label: { en: 'Gone through', zh: '已全部检查' }, tone: 'done' },
    cancelled: { label: { en: 'Cancelled', zh: '已取消' }, tone: 'ended' },
  },
  actions: {
    prepare: {
      label: { en: 'Prepare a draw', zh: '拟定抽查' },
      from: ['new'],
      to: 'prepared',
      roles: countyAndCity,
      fields: asked,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['prepared'],
      roles: countyAndCity,
      fields: asked,
    },
    draw: {
      label: { en: 'Draw', zh: '抽取' },
      from: ['prepared'],
      to: 'drawn',
      roles: [],
      internal: true,
      fields: draw,
      required: draw,
      set: (r, { today, actor }) => drawnNow(r, today, actor.person_id),
    },
    draw_anew: {
      label: { en: 'Draw anew', zh: '重新抽取' },
      from: ['drawn'],
      to: 'drawn',
      roles: [],
      internal: true,
      reason: 'always',
      fields: draw,
      required: draw,
      set: (r, { today, actor }) => drawnNow(r, today, actor.person_id),
      *check(r) {
        if (!r.last_went_on) return;
        yield {
          field: 'drawn',
          message: {
            en: 'Somebody has gone out with this list. Go through it, or prepare another one.',
            zh: '已按本名单开展检查，不能重新抽取。请按名单检查完毕，或另行拟定抽查。',
          },
        };
      },
    },
    note_visit: {
      label: { en: 'A trip was recorded', zh: '登记检查' },
      from: ['drawn', 'gone_through'],
      to: (r) => (r.drawn.every((one) => one.went_on) ? 'gone_through' : 'drawn'),
      roles: [],
      internal: true,
      fields: ['last_office_id', 'last_went_on', 'last_inspection_id'],
      required: ['last_office_id', 'last_went_on', 'last_inspection_id'],
      set: (r) => ({
        drawn: r.drawn.map((one) =>
          one.office_id === r.last_office_id
            ? { ...one, went_on: r.last_went_on, inspection_id: r.last_inspection_id }
            : one,
        ),
      }),
    },
    cancel: {
      label: { en: 'Cancel', zh: '取消' },
      from: ['prepared', 'drawn'],
      to: 'cancelled',
      roles: countyAndCity,
      reason: 'always',
    },
  },
  title: (r) => ({
    en: `Sampling list: ${labelOf(sampledBodies, r.bodies).en.toLowerCase()}, ${r.planned_on ? formatDay(r.planned_on, 'en') : ''}`,
    zh: `${r.topic ?? ''}：${labelOf(sampledBodies, r.bodies).zh}抽查名单`,
  }),
  form: [
    { label: { en: 'The draw', zh: '抽查安排' }, fields: asked },
    {
      label: { en: 'How it was drawn', zh: '抽取记录' },
      fields: ['drawn_on', 'draws', 'seed', 'drawn_page', 'pot_now', 'rested_now', 'visited_now'],
    },
    { label: { en: 'The list', zh: '抽查名单' }, fields: ['drawn'] },
  ],
  list: {
    columns: [
      'topic',
      'bodies',
      'strata',
      'wanted',
      'planned_on',
      'drawn_on',
      'visited_now',
      'state',
    ],
    filters: ['bodies', 'state', 'planned_on'],
    order: 'planned_on',
  },
  search: (r) => [r.topic],
  derive: (r) => ({ visited_now: r.drawn.filter((one) => one.went_on !== null).length }),
  duties: (r, calendar) =>
    r.state === 'prepared' && r.planned_on
      ? [
          dutyFrom(onTheDay, r.planned_on, calendar, {
            key: 'draw',
            label: { en: 'Draw the list', zh: '抽取抽查名单' },
            action: 'draw',
            roles: countyAndCity,
            statutory: false,
          }),
        ]
      : [],
  papers: (r) =>
    r.drawn_on
      ? [
          {
            name: 'signed-list',
            order: 1,
            label: { en: 'The list, signed', zh: '签字的抽查名单' },
            required: 'as_needed',
            signature: 'needed',
          },
        ]
      : [],
  example: {
    topic: '规范化巩固情况抽查',
    bodies: 'office',
    strata: 'whole',
    wanted: 2,
    rest_months: 6,
    planned_on: '2009-03-10',
  },
  postings: () => [],
});
