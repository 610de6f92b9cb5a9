import { due } from '#engine/calendar.ts';
import { formatDay } from '#engine/day.ts';
import { account, code, day, line, paragraph } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { comingUp, office, ownOffice } from '../common/posts.ts';
import { stays } from '../common/stretch.ts';
import { secret } from '../common/guarded.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { activityKinds } from './approval-codes.ts';
import { approvalRhythm } from './approval-rhythm.ts';
import {
  begunAt,
  fileCopies,
  fileFields,
  fileIn,
  noneBeside,
  theFile,
  underCorrection,
  withinTerm,
} from './approval-shared.ts';
import { agency } from './shared.ts';

const fields = {
  ...fileFields,
  ...begunAt,
  applied_on: day('Applied on', '申请日期', { required: true, begins_today: true }),
  kind: code('Why regularly', '经常性活动事由', activityKinds, { required: true }),
  reason: paragraph('Reason in words', '事由说明', { ...secret, required: true, max: 1000 }),
  places: line('Where to', '活动的市、县', { ...secret, required: true, max: 200 }),
  how_often: line('How often and when', '频次和时间', { ...secret, required: true, max: 120 }),
  office_opinion: paragraph('Opinion of the office', '司法所意见', { ...secret, max: 1000 }),
  county_opinion: paragraph('Opinion of the county', '县（区）级意见', { ...secret, max: 1000 }),
  approved_on: day('Approved on', '批准日期'),
  approved_by: account('Approved by', '批准人', { computed: true }),
  valid_from: day('Valid from', '有效期起', { future: true }),
  valid_until: day('Valid until', '有效期止', {
    future: true,
    hint: { en: 'Six months at most', zh: '一次批准最长六个月' },
  }),
  told_on: day('Told on', '书面告知日期'),
  refused_on: day('Refused on', '不批准日期'),
  refused_ground: paragraph('Why not', '不批准理由', { ...secret, max: 1000 }),
  ended_on: day('Ended on', '终止日期'),
}; // prettier-ignore
const children = {};

type State = 'asked' | 'valid' | 'refused' | 'ended';
type Activity = RecordBase<State> & ValuesOf<typeof fields>;

const past = (r: Activity, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
const application = ['applied_on', 'kind', 'reason', 'places', 'how_often', 'office_opinion'];

/** One approval for all trips of a kind (Community Corrections Law 27): six months, or as the office has set it. */
export const correctionActivity = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'correction_activity',
  line: 'corrections',
  label: { en: 'Regular trips', zh: '经常性跨市县活动' },
  plural: { en: 'Regular trips', zh: '经常性跨市县活动' },
  about: {
    en: 'Trips to another city or county that work, school or treatment need again and again: one approval, six months.',
    zh: '因正常工作和生活需要经常性跨市、县活动的，简化批准程序，批准一次有效期六个月。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'Asked for', zh: '已申请' }, tone: 'waiting' },
    valid: { label: { en: 'Valid', zh: '有效' }, tone: 'working' },
    refused: { label: { en: 'Refused', zh: '不批准' }, tone: 'ended' },
    ended: { label: { en: 'Ended', zh: '已终止' }, tone: 'done' },
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
      to: 'valid',
      roles: agency,
      primary: true,
      fields: ['county_opinion', 'approved_on', 'valid_from', 'valid_until', 'told_on'],
      required: ['county_opinion'],
      set: (r, { today, actor, calendar }) => {
        const approved_on = r.approved_on ?? today;
        const valid_from = r.valid_from ?? approved_on;
        const longest = due(rule('R33'), valid_from, calendar).due_on!;
        return {
          approved_on,
          valid_from,
          valid_until: r.valid_until ?? longest,
          approved_by: actor.person_id,
        };
      },
      *check(r, moment) {
        yield* past(r, moment);
        const longest = due(rule('R33'), r.valid_from!, moment.calendar).due_on!;
        if (r.valid_until! > longest)
          yield {
            field: 'valid_until',
            rule: 'R33',
            message: {
              en: `One approval is valid for six months at most: until ${formatDay(longest, 'en')}. Approve again then.`,
              zh: `批准一次有效期最长六个月，即至${formatDay(longest, 'zh')}；届时仍需要的重新申请。`,
            },
          };
      },
      beside: [
        {
          locks: ['file_id'],
          reads: [
            theFile,
            (r) => ({
              type: 'correction_activity',
              where: { file_id: [r.file_id!], kind: [r.kind!], state: ['valid'] },
              records: 20,
            }),
          ],
          *check(r, [file, others]) {
            yield* withinTerm(fileIn(file), 'valid_until', r.valid_until);
            const still = others!.records.filter(
              (one) => one['valid_until'] >= r.valid_from! && one['valid_from'] <= r.valid_until!,
            );
            yield* noneBeside(
              { ...others!, count: still.length },
              {
                en: 'An approval of this kind is still valid for these days. End it first, or begin after it.',
                zh: '同类批准在此期间仍然有效，请先终止，或者自其届满次日起批准。',
              },
            );
          },
        },
      ],
    },
    refuse: {
      label: { en: 'Refuse', zh: '不批准' },
      from: ['asked'],
      to: 'refused',
      roles: agency,
      fields: ['refused_ground', 'refused_on'],
      required: ['refused_ground'],
      set: (r, { today }) => ({ refused_on: r.refused_on ?? today }),
      check: past,
    },
    tell: {
      label: { en: 'Record that the person was told', zh: '登记告知' },
      from: ['valid'],
      roles: office,
      fields: ['told_on'],
      set: (r, { today }) => ({ told_on: r.told_on ?? today }),
      check: past,
    },
    end: {
      label: { en: 'End it', zh: '终止' },
      from: ['valid'],
      to: 'ended',
      roles: office,
      reason: 'always',
      fields: ['ended_on'],
      set: (r, { today }) => ({ ended_on: r.ended_on ?? today }),
      check: past,
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
      ['applied_on', 'approved_on'],
      ['approved_on', 'valid_from'],
      ['valid_from', 'valid_until'],
      ['approved_on', 'told_on'],
      ['applied_on', 'refused_on'],
      ['valid_from', 'ended_on'],
    ]);
  },
  duties: comingUp((r, calendar) =>
    r.state === 'asked'
      ? [
          dutyFrom(approvalRhythm.activity_decide, r.applied_on!, calendar, {
            key: 'decide',
            label: { en: 'Decide', zh: '审批' },
            action: 'approve',
            roles: agency,
            statutory: false,
            asked: true,
          }),
        ]
      : r.state === 'valid'
        ? [
            dutyFrom(onTheDay, r.valid_until!, calendar, {
              key: 'end',
              label: { en: 'Runs out: ask again or end', zh: '到期：重新申请或者终止' },
              action: 'end',
              roles: ownOffice,
              statutory: false,
            }),
          ]
        : [],
  ),
  postings: (r) =>
    r.approved_on
      ? [
          {
            measure: 'activities_approved',
            day: r.approved_on,
            unit_id: r.home_unit_id!,
            amount: 1,
          },
          ...stays(
            { measure: 'activities_valid', unit_id: r.home_unit_id! },
            [{ from_day: r.valid_from, until_day: r.valid_until }],
            r.ended_on,
          ),
        ]
      : [],
  papers: () => [
    paper(1, 'activity-approval', 'Approval of regular trips', '经常性跨市县活动审批表', 'always', { template: 'activity-approval' }),
    paper(2, 'proof', 'Proof of the reason', '事由证明材料', 'as_needed', fromOutside),
  ], // prettier-ignore
  forms: {
    'activity-approval': { en: 'Approval of regular trips', zh: '经常性跨市县活动审批表' },
  },
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Regular trips of ${who.en}`, zh: `${who.zh}经常性活动` };
  },
  form: [
    { label: { en: 'Application', zh: '申请' }, fields: ['file_id', ...application] },
    { label: { en: 'Approval', zh: '批准' }, fields: ['county_opinion', 'approved_on', 'valid_from', 'valid_until', 'told_on'] },
    { label: { en: 'End', zh: '终止' }, fields: ['refused_on', 'refused_ground', 'ended_on'] },
  ], // prettier-ignore
  list: {
    columns: ['person_id', 'kind', 'valid_from', 'valid_until', 'state'],
    filters: ['state', 'kind', 'applied_on', 'valid_until', 'file_id', 'person_id'],
    order: 'applied_on',
  },
  example: {
    file_id: '@correction_file',
    applied_on: '2009-03-02',
    kind: 'work',
    reason: '在邻县工地做工',
    places: '中宁县',
    how_often: '工作日早出晚归',
  },
});
