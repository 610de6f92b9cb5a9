import { codes, day, line, paragraph } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { formatDay } from '#engine/day.ts';
import { defineRecord } from '#engine/record.ts';
import type { Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { office } from '../common/posts.ts';
import { surveySources } from './codes.ts';

const fields = {
  began_on: day('Began on', '开始日期', { required: true }),
  surveyed_on: day('Finished on', '完成日期', { required: true }),
  sources: codes('Compared with', '比对来源', surveySources, { required: true }),
  by_whom: line('By whom', '组织单位', { max: 60 }),
  note: paragraph('What came of it', '排查情况', { max: 1000 }),
};

type State = 'done';
type Survey = RecordBase<State> & ValuesOf<typeof fields>;

const past = (r: Survey, { today }: Moment) => [...notInFuture(fields, r, today)];

/** Who is there at all is found out by comparing lists; whoever was found has a file that names the survey. */
export const correctionSurvey = defineRecord<
  typeof fields,
  Record<never, never>,
  Record<State, StateInfo>
>({
  name: 'correction_survey',
  line: 'corrections',
  label: { en: 'Survey', zh: '摸底排查' },
  plural: { en: 'Surveys', zh: '摸底排查记录' },
  about: {
    en: 'Who is under correction here at all: lists of courts, prisons and police compared with those who live here.',
    zh: '会同法院、监狱、公安核对名单，逐村逐户摸清社区矫正对象底数。',
  },
  fields,
  children: {},
  states: { done: { label: { en: 'Done', zh: '已完成' }, tone: 'done' } },
  actions: {
    record: {
      label: { en: 'Record', zh: '登记' },
      from: ['new'],
      to: 'done',
      roles: office,
      fields: '*',
      check: past,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['done'],
      roles: office,
      reason: 'once_ended',
      fields: '*',
      check: past,
    },
  },
  title: (r) => ({
    en: `Survey of ${r.surveyed_on ? formatDay(r.surveyed_on, 'en') : '–'}`,
    zh: `${r.surveyed_on ? formatDay(r.surveyed_on, 'zh') : ''}摸底排查`,
  }),
  form: [
    {
      label: { en: 'Survey', zh: '排查' },
      fields: ['began_on', 'surveyed_on', 'sources', 'by_whom', 'note'],
    },
  ],
  list: {
    columns: ['surveyed_on', 'unit_id', 'sources', 'by_whom'],
    filters: ['surveyed_on'],
    order: 'surveyed_on',
  },
  *check(r) {
    yield* inOrder(fields, r, [['began_on', 'surveyed_on']]);
  },
  postings: (r) => [
    { measure: 'correction_surveys', day: r.surveyed_on!, unit_id: r.unit_id, amount: 1 },
  ],
  example: {
    began_on: '2009-03-02',
    surveyed_on: '2009-03-20',
    sources: ['court', 'police', 'village'],
    by_whom: '镇罗司法所',
  },
});
