import { formatDay } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Duty, Moment, Paper, StateInfo } from '#engine/record.ts';
import type { Calendar } from '#engine/calendar.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { comingUp, office, ownOffice, supervisors } from '../common/posts.ts';
import { stay } from '../common/stretch.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { approvalRhythm } from './approval-rhythm.ts';
import { fileCopies } from './approval-shared.ts';
import { daysAway, levelOf } from './leave-days.ts';
import { children, fields } from './leave-fields.ts';
import type { Leave, LeaveState } from './leave-fields.ts';
import {
  askedInTime,
  countedTogether,
  lateDays,
  reasonIsTrue,
  urgentWithGround,
} from './leave-rules.ts';

const application = [
  'applied_on', 'reason_kind', 'reason', 'destination', 'companion', 'from_day', 'until_day', 'urgent', 'urgent_ground',
]; // prettier-ignore
const inForce: readonly LeaveState[] = ['approved', 'out', 'returned'];

const past = (r: Leave, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];

/** Alone, before it is counted with the others: what comes out of that can only be a higher level. */
function counted(r: Leave, { calendar }: Moment): Partial<Leave> {
  if (!r.from_day || !r.until_day || r.until_day < r.from_day) return {};
  const away = { from: r.from_day, until: r.until_day };
  const days = daysAway(away);
  return { days, level: levelOf(away, days, calendar) };
}

function* asked(r: Leave, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  yield* urgentWithGround(r);
  if (r.until_day! >= r.from_day!) yield* askedInTime(r, moment);
}

function* decided(r: Leave, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  yield* reasonIsTrue(r);
}

const decision = (r: Leave, { today, actor }: Moment): Partial<Leave> => ({
  decided_on: r.decided_on ?? today,
  decided_by: actor.person_id,
});

export const leaveForms = {
  'leave-application': { en: 'Application for leave', zh: '社区矫正对象外出审批表' },
  'leave-notice': { en: 'Notice on leaving', zh: '外出告知书' },
  'leave-certificate': { en: 'Certificate of leave', zh: '外出证明' },
};

const papers = (r: Leave): Paper[] => [
  paper(1, 'leave-application', 'Application for leave', '外出审批表', 'always', { template: 'leave-application' }),
  paper(2, 'proof', 'Proof of the reason', '外出事由证明材料', 'as_needed', fromOutside),
  paper(3, 'leave-notice', 'Notice on leaving', '外出告知书', inForce.includes(r.state) ? 'always' : 'as_needed', { template: 'leave-notice' }),
  paper(4, 'leave-certificate', 'Certificate of leave', '外出证明', inForce.includes(r.state) ? 'always' : 'as_needed', { template: 'leave-certificate', signature: 'none' }),
  paper(5, 'return-proof', 'What was brought back', '外出返回材料', 'as_needed', fromOutside),
]; // prettier-ignore

/** A certificate is numbered by the office that keeps the person; a sealed one in a book of its own. */
const numbers = {
  field: 'number',
  when: (r: Leave) => r.decided_on !== null && inForce.includes(r.state),
  key: (r: Leave) =>
    `correction_leave/${r.home_unit_id}/${r.decided_on?.slice(0, 4)}${r.minor ? '/sealed' : ''}`,
  print: (r: Leave, n: number) =>
    `（${r.decided_on?.slice(0, 4)}）${r.minor ? '未外准' : '外准'}字第${n}号`,
};

function dutiesOf(r: Leave, calendar: Calendar): Duty[] {
  const soon = approvalRhythm.leave_decide;
  const words = { roles: ownOffice, statutory: false };
  switch (r.state) {
    case 'asked':
      return [
        dutyFrom(soon, r.applied_on!, calendar, {
          ...words,
          key: 'verify',
          label: { en: 'Verify', zh: '核实' },
          action: 'verify',
          asked: true,
        }),
      ];
    case 'verified': {
      const action = { office: 'approve', county: 'approve_county', city: 'send_up' }[r.level!];
      return [
        dutyFrom(soon, r.verified_on!, calendar, {
          key: 'decide',
          label: { en: 'Decide', zh: '审批' },
          action: action!,
          roles: r.level === 'office' ? ['director'] : ['county'],
          statutory: false,
          asked: true,
        }),
      ];
    }
    case 'at_city':
      return [
        dutyFrom(soon, r.county_on!, calendar, {
          key: 'decide',
          label: { en: 'Decide', zh: '审批' },
          action: 'approve_city',
          roles: ['bureau'],
          statutory: false,
          asked: true,
        }),
      ];
    case 'approved':
      return [
        dutyFrom(onTheDay, r.from_day!, calendar, {
          ...words,
          key: 'hand_out',
          label: { en: 'Hand out and explain', zh: '发放证明并告知' },
          action: 'hand_out',
        }),
        ...filing(r, calendar),
      ];
    case 'out':
      return [
        dutyFrom(onTheDay, r.until_day!, calendar, {
          ...words,
          key: 'report_back',
          label: { en: 'Is to be back', zh: '到期返回报告' },
          action: 'report_back',
        }),
        ...filing(r, calendar),
      ];
    case 'returned':
      return [
        ...filing(r, calendar),
        ...((r.late_days ?? 0) > 0 && !r.late_answer
          ? [
              dutyFrom(approvalRhythm.leave_late, r.returned_on!, calendar, {
                key: 'answer_late',
                label: { en: 'Look at the late return', zh: '核查逾期返回' },
                action: 'answer_late',
                roles: supervisors,
                statutory: false,
              }),
            ]
          : []),
      ];
    default:
      return [];
  }
}

/** What an office decides by delegation is put on file with the county. */
function filing(r: Leave, calendar: Calendar): Duty[] {
  if (r.level !== 'office' || r.filed_on) return [];
  return [
    dutyFrom(approvalRhythm.leave_file, r.decided_on!, calendar, {
      key: 'file_it',
      label: { en: 'File with the county', zh: '报县级备案' },
      action: 'file_it',
      roles: ownOffice,
      statutory: false,
    }),
  ];
}

function postings(r: Leave): Posting[] {
  const unit_id = r.home_unit_id!;
  const asks = { measure: 'leaves_asked', day: r.applied_on!, unit_id, amount: 1 };
  if (r.state === 'refused')
    return [asks, { measure: 'leaves_refused', day: r.decided_on!, unit_id, amount: 1 }];
  if (!inForce.includes(r.state)) return r.state === 'withdrawn' ? [] : [asks];
  const level = { level: r.level! };
  const until = r.returned_on ?? null;
  return [
    asks,
    { measure: 'leaves_approved', day: r.decided_on!, unit_id, amount: 1, facets: level },
    { measure: 'leave_days', day: r.from_day!, unit_id, amount: r.days! },
    ...(r.state === 'approved' ? [] : stay({ measure: 'on_leave', unit_id }, r.from_day!, until)),
    ...((r.late_days ?? 0) > 0
      ? [{ measure: 'late_returns', day: r.returned_on!, unit_id, amount: 1 }]
      : []),
  ];
}

/**
 * A leave. Who decides follows from its days, alone and together with the person's other leaves; while the city has it, it
 * lies with the city and comes back with the answer.
 */
export const correctionLeave = defineRecord<
  typeof fields,
  typeof children,
  Record<LeaveState, StateInfo>
>({
  name: 'correction_leave',
  line: 'corrections',
  label: { en: 'Leave', zh: '外出请假' },
  plural: { en: 'Leaves', zh: '外出请假' },
  about: {
    en: 'Leaves from the city or county: asked for three days before, decided by the office, the county or the city by their days, and returned from.',
    zh: '社区矫正对象离开所居住市、县的申请、核实、分级审批、告知和销假。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'Asked for', zh: '已申请' }, tone: 'waiting' },
    verified: { label: { en: 'To be decided', zh: '待审批' }, tone: 'waiting' },
    at_city: { label: { en: 'With the city', zh: '待市级审批' }, tone: 'waiting' },
    approved: { label: { en: 'Approved', zh: '已批准' }, tone: 'working' },
    out: { label: { en: 'On leave', zh: '外出中' }, tone: 'working' },
    returned: { label: { en: 'Back', zh: '已销假' }, tone: 'done' },
    refused: { label: { en: 'Refused', zh: '不批准' }, tone: 'ended' },
    withdrawn: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    apply: {
      label: { en: 'Ask for a leave', zh: '登记外出申请' },
      from: ['new'],
      to: 'asked',
      roles: office,
      fields: ['file_id', ...application],
      set: (r, moment) => ({
        applied_on: r.applied_on ?? moment.today,
        home_unit_id: r.unit_id,
        ...counted(r, moment),
      }),
      check: asked,
      beside: [countedTogether()],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['asked', 'verified'],
      to: 'asked',
      roles: office,
      fields: application,
      // What was verified was the other reason.
      set: (r, moment) => ({ ...counted(r, moment), verified_on: null, reason_true: null }),
      check: asked,
      beside: [countedTogether()],
    },
    verify: {
      label: { en: 'Verify', zh: '核实' },
      from: ['asked'],
      to: 'verified',
      roles: office,
      primary: true,
      fields: ['verified_on', 'reason_true', 'verified_material', 'office_opinion'],
      required: ['reason_true', 'verified_material', 'office_opinion'],
      set: (r, { today, actor }) => ({
        verified_on: r.verified_on ?? today,
        verified_by: actor.person_id,
      }),
      check: past,
      beside: [countedTogether()],
    },
    approve: {
      label: { en: 'Approve (office)', zh: '司法所批准' },
      from: ['verified'],
      to: 'approved',
      roles: ['director'],
      primary: true,
      fields: ['office_opinion', 'decided_on'],
      set: decision,
      check: decided,
      beside: [countedTogether('office')],
    },
    approve_county: {
      label: { en: 'Approve (county)', zh: '县（区）级批准' },
      from: ['verified'],
      to: 'approved',
      roles: ['county'],
      primary: true,
      fields: ['county_opinion', 'decided_on'],
      required: ['county_opinion'],
      set: (r, moment) => ({ ...decision(r, moment), county_on: r.decided_on ?? moment.today }),
      check: decided,
      beside: [countedTogether('county')],
    },
    send_up: {
      label: { en: 'Send up to the city', zh: '报市级审批' },
      from: ['verified'],
      to: 'at_city',
      roles: ['county'],
      fields: ['county_opinion', 'county_on'],
      required: ['county_opinion'],
      // It lies with the city now: above all of its tree.
      set: (r, { today }) => ({
        county_on: r.county_on ?? today,
        sent_from_unit_id: r.unit_id,
        unit_id: unitsOnPath(r.path)[0]!,
      }),
      *check(r, moment) {
        yield* decided(r, moment);
        if (r.level !== 'city')
          yield {
            field: 'level',
            message: {
              en: 'This leave is not for the city. Decide on it here.',
              zh: '本件不属于市级审批事项，请在本级办理。',
            },
          };
      },
    },
    approve_city: {
      label: { en: 'Approve (city)', zh: '市级批准' },
      from: ['at_city'],
      to: 'approved',
      roles: ['bureau'],
      primary: true,
      fields: ['city_opinion', 'decided_on', 'procuratorate_told_on'],
      required: ['city_opinion', 'procuratorate_told_on'],
      hands_to: ['sent_from_unit_id'],
      set: (r, moment) => ({ ...decision(r, moment), unit_id: r.sent_from_unit_id! }),
      check: past,
      beside: [countedTogether('city')],
    },
    refuse: {
      label: { en: 'Refuse', zh: '不批准' },
      from: ['asked', 'verified'],
      to: 'refused',
      roles: supervisors,
      fields: ['refused_ground', 'decided_on'],
      required: ['refused_ground'],
      set: decision,
      check: past,
    },
    refuse_city: {
      label: { en: 'Refuse (city)', zh: '市级不批准' },
      from: ['at_city'],
      to: 'refused',
      roles: ['bureau'],
      fields: ['city_opinion', 'refused_ground', 'decided_on'],
      required: ['refused_ground'],
      hands_to: ['sent_from_unit_id'],
      set: (r, moment) => ({ ...decision(r, moment), unit_id: r.sent_from_unit_id! }),
      check: past,
    },
    withdraw: {
      label: { en: 'Take back', zh: '撤回' },
      from: ['asked', 'verified', 'approved'],
      to: 'withdrawn',
      roles: office,
      reason: 'always',
    },
    file_it: {
      label: { en: 'File with the county', zh: '报县级备案' },
      from: inForce,
      roles: office,
      fields: ['filed_on'],
      set: (r, { today }) => ({ filed_on: r.filed_on ?? today }),
      check: past,
    },
    hand_out: {
      label: { en: 'Hand out and explain', zh: '发放证明并告知' },
      from: ['approved'],
      to: 'out',
      roles: office,
      primary: true,
      fields: ['told_on'],
      set: (r, { today }) => ({ told_on: r.told_on ?? today }),
      check: past,
    },
    report_back: {
      label: { en: 'Record the return', zh: '销假' },
      from: ['out'],
      to: 'returned',
      roles: office,
      primary: true,
      fields: ['returned_on', 'return_note'],
      set: (r, { today }) => ({ returned_on: r.returned_on ?? today }),
      check: past,
    },
    answer_late: {
      label: { en: 'Say what follows', zh: '逾期处理' },
      from: ['returned'],
      roles: supervisors,
      fields: ['late_answer', 'late_note'],
      required: ['late_answer', 'late_note'],
      *check(r) {
        if ((r.late_days ?? 0) === 0)
          yield {
            field: 'returned_on',
            message: {
              en: 'They came back in time: nothing has to follow.',
              zh: '已按期返回，无需作逾期处理。',
            },
          };
      },
    },
    correct: {
      label: { en: 'Correct', zh: '更正' },
      from: ['returned'],
      roles: supervisors,
      reason: 'always',
      fields: ['told_on', 'returned_on', 'return_note'],
      required: ['returned_on'],
      set: () => ({ late_answer: null }),
      check: past,
    },
  },
  keeper: 'officer_id',
  copies: { ...fileCopies, corr_class: ['file_id', 'corr_class'] },
  numbers,
  // While it lies with the city, only the city's own posts are at that place.
  sensitive: (r) => r.state !== 'at_city',
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  goes_with: 'file_id',
  derive: (r) => ({ late_days: r.returned_on ? lateDays(r) : null }),
  *check(r) {
    yield* inOrder(fields, r, [
      ['from_day', 'until_day'],
      ['applied_on', 'verified_on'],
      ['verified_on', 'decided_on'],
      ['decided_on', 'told_on'],
      ['decided_on', 'filed_on'],
      ['from_day', 'returned_on'],
    ]);
  },
  duties: comingUp(dutiesOf),
  postings,
  papers,
  forms: leaveForms,
  title: (r) => {
    const who = calledIn(r, 'person_id');
    const from = r.from_day;
    return {
      en: `Leave of ${who.en}${from ? ` from ${formatDay(from, 'en')}` : ''}`,
      zh: `${who.zh}${from ? formatDay(from, 'zh') : ''}外出`,
    };
  },
  form: [
    { label: { en: 'Application', zh: '申请' }, fields: ['file_id', 'corr_class', ...application, 'days', 'days_together', 'level'] },
    { label: { en: 'Verified', zh: '核实' }, fields: ['verified_on', 'reason_true', 'verified_material', 'office_opinion'] },
    { label: { en: 'County', zh: '县（区）级' }, fields: ['county_on', 'county_opinion'] },
    { label: { en: 'City', zh: '市级' }, fields: ['city_opinion', 'procuratorate_told_on'] },
    { label: { en: 'Decision', zh: '审批结果' }, fields: ['decided_on', 'refused_ground', 'filed_on'] },
    { label: { en: 'Leaving and return', zh: '告知与销假' }, fields: ['told_on', 'returned_on', 'return_note', 'late_days', 'late_answer', 'late_note'] },
  ], // prettier-ignore
  list: {
    columns: [
      'person_id',
      'reason_kind',
      'from_day',
      'until_day',
      'days',
      'level',
      'state',
      'late_days',
    ],
    filters: [
      'state',
      'from_day',
      'level',
      'reason_kind',
      'late_answer',
      'applied_on',
      'file_id',
      'person_id',
    ],
    order: 'from_day',
  },
  search: (r) => [r.number],
  example: {
    file_id: '@correction_file',
    applied_on: '2009-03-02',
    reason_kind: 'medical',
    reason: '到银川复查',
    destination: '银川市金凤区',
    from_day: '2009-03-09',
    until_day: '2009-03-12',
  },
});
