import { account, code, day, line, paragraph } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { comingUp, office } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { venueKinds } from './approval-codes.ts';
import { approvalRhythm } from './approval-rhythm.ts';
import {
  begunAt,
  fileCopies,
  fileFields,
  fileIn,
  theFile,
  underCorrection,
} from './approval-shared.ts';
import { agency } from './shared.ts';

const fields = {
  ...fileFields,
  ...begunAt,
  applied_on: day('Applied on', '申请日期', { required: true, begins_today: true }),
  kind: code('What for', '申请事项', venueKinds, { required: true }),
  what: line('Which place, person or activity', '场所、人员或者活动', { ...secret, required: true, max: 120 }),
  reason: paragraph('Why', '事由', { ...secret, required: true, max: 1000 }),
  on_day: day('For the day', '日期', { required: true, future: true }),
  office_opinion: paragraph('Opinion of the office', '司法所意见', { ...secret, max: 1000 }),
  county_opinion: paragraph('Opinion of the county', '县（区）级意见', { ...secret, max: 1000 }),
  decided_on: day('Decided on', '审批日期'),
  decided_by: account('Decided by', '审批人', { computed: true }),
  procuratorate_told_on: day('Procuratorate told on', '告知人民检察院日期'),
  refused_ground: paragraph('Why not', '不批准理由', { ...secret, max: 1000 }),
}; // prettier-ignore
const children = {};

type State = 'asked' | 'approved' | 'refused' | 'withdrawn';
type Venue = RecordBase<State> & ValuesOf<typeof fields>;

const application = ['applied_on', 'kind', 'what', 'reason', 'on_day', 'office_opinion'];
const past = (r: Venue, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];

/** What an injunction bars may be allowed for once, by the county (Community Corrections Law 23). */
export const correctionVenue = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'correction_venue',
  line: 'corrections',
  label: { en: 'Barred place or person', zh: '禁止令事项审批' },
  plural: { en: 'Barred places and persons', zh: '禁止令事项审批' },
  about: {
    en: 'Permission for once to enter a place, meet a person or do what an injunction of the court bars.',
    zh: '被宣告禁止令的对象确需进入特定区域场所、接触特定人员或者从事特定活动的审批。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'Asked for', zh: '已申请' }, tone: 'waiting' },
    approved: { label: { en: 'Approved', zh: '已批准' }, tone: 'done' },
    refused: { label: { en: 'Refused', zh: '不批准' }, tone: 'ended' },
    withdrawn: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    apply: {
      label: { en: 'Ask for it', zh: '登记申请' },
      from: ['new'],
      to: 'asked',
      roles: office,
      fields: ['file_id', ...application],
      set: (r, { today }) => ({ applied_on: r.applied_on ?? today, home_unit_id: r.unit_id }),
      check: past,
      beside: [underCorrection],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['asked'],
      roles: office,
      fields: application,
      check: past,
    },
    approve: {
      label: { en: 'Approve', zh: '批准' },
      from: ['asked'],
      to: 'approved',
      roles: agency,
      primary: true,
      fields: ['county_opinion', 'decided_on', 'procuratorate_told_on'],
      required: ['county_opinion', 'procuratorate_told_on'],
      set: (r, { today, actor }) => ({
        decided_on: r.decided_on ?? today,
        decided_by: actor.person_id,
      }),
      *check(r, moment) {
        yield* past(r, moment);
        if (r.on_day! < r.decided_on!)
          yield {
            field: 'on_day',
            message: {
              en: 'The day it is asked for has passed. Refuse it, or let the day be changed.',
              zh: '申请的日期已过，请作不批准处理，或者先修改日期。',
            },
          };
      },
      beside: [
        {
          locks: [],
          reads: [theFile],
          *check(_r, [file]) {
            if (fileIn(file)?.under_injunction) return;
            yield {
              field: 'file_id',
              message: {
                en: 'There is no injunction in this file, so nothing is barred. No permission is needed.',
                zh: '该对象未被宣告禁止令，无需办理本项审批。',
              },
            };
          },
        },
      ],
    },
    refuse: {
      label: { en: 'Refuse', zh: '不批准' },
      from: ['asked'],
      to: 'refused',
      roles: agency,
      fields: ['refused_ground', 'decided_on'],
      required: ['refused_ground'],
      set: (r, { today, actor }) => ({
        decided_on: r.decided_on ?? today,
        decided_by: actor.person_id,
      }),
      check: past,
    },
    withdraw: {
      label: { en: 'Take back', zh: '撤回' },
      from: ['asked'],
      to: 'withdrawn',
      roles: office,
      reason: 'always',
    },
  },
  keeper: 'officer_id',
  copies: fileCopies,
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  goes_with: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['applied_on', 'decided_on'],
      ['applied_on', 'on_day'],
    ]);
  },
  duties: comingUp((r, calendar) =>
    r.state === 'asked'
      ? [
          dutyFrom(approvalRhythm.venue_decide, r.applied_on!, calendar, {
            key: 'decide',
            label: { en: 'Decide', zh: '审批' },
            action: 'approve',
            roles: agency,
            statutory: false,
            asked: true,
          }),
        ]
      : [],
  ),
  postings: (r) =>
    r.state === 'approved'
      ? [{ measure: 'venues_approved', day: r.decided_on!, unit_id: r.home_unit_id!, amount: 1 }]
      : [],
  papers: () => [
    paper(1, 'venue-approval', 'Approval', '禁止令事项审批表', 'always', {
      template: 'venue-approval',
    }),
    paper(2, 'proof', 'Proof of the reason', '事由证明材料', 'as_needed', fromOutside),
  ],
  forms: { 'venue-approval': { en: 'Approval', zh: '禁止令事项审批表' } },
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Request of ${who.en}`, zh: `${who.zh}事项申请` };
  },
  form: [
    { label: { en: 'Application', zh: '申请' }, fields: ['file_id', ...application] },
    { label: { en: 'Decision', zh: '审批' }, fields: ['county_opinion', 'decided_on', 'procuratorate_told_on', 'refused_ground'] },
  ], // prettier-ignore
  list: {
    columns: ['person_id', 'kind', 'on_day', 'applied_on', 'state'],
    filters: ['state', 'kind', 'applied_on', 'on_day', 'file_id', 'person_id'],
    order: 'applied_on',
  },
  example: {
    file_id: '@correction_file',
    applied_on: '2009-03-02',
    kind: 'place',
    what: '县城某歌舞厅',
    reason: '参加亲属婚礼',
    on_day: '2009-03-09',
  },
});
