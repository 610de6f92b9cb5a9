import { due } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import { formatDay } from '#engine/day.ts';
import { account, code, day, line, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Duty, FollowUp, Moment, Paper, RecordBase, StateInfo } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { comingUp, office, ownOffice, supervisors } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { movePlaces } from './approval-codes.ts';
import { approvalRhythm } from './approval-rhythm.ts';
import { fileCopies, fileFields, noneBeside, underCorrection } from './approval-shared.ts';
import { agency, toFile } from './shared.ts';

const within = (r: Record<string, unknown>) => r['where_to'] === 'within';
const outside = (r: Record<string, unknown>) => r['where_to'] === 'outside';

const fields = {
  ...fileFields,
  from_unit_id: unit('From', '原执行地', { computed: true }),
  where_to: code('Where to', '变更方向', movePlaces, { required: true }),
  to_unit_id: unit('To', '新执行地', { when: within }),
  to_place: line('Place outside the city', '市外新执行地', { ...secret, max: 80, when: outside }),
  new_address: line('New address', '新居住地址', { ...secret, required: true, max: 120 }),
  reason: paragraph('Why', '变更事由', { ...secret, required: true, max: 1000 }),
  applied_on: day('Applied on', '申请日期', { required: true, begins_today: true }),
  wanted_on: day('Wants to move on', '拟迁居日期', { required: true, future: true }),
  short_ground: line('Why not a month before', '未提前一个月申请的原因', { max: 200 }),
  county_opinion: paragraph('Opinion of the county', '原执行地意见', { ...secret, max: 1000 }),
  asked_on: day('New place asked on', '征求意见日期'),
  answered_on: day('Answered on', '新执行地答复日期'),
  answer: paragraph('Answer of the new place', '新执行地意见', { ...secret, max: 1000 }),
  decided_on: day('Decided on', '决定日期'),
  decided_by: account('Decided by', '决定人', { computed: true }),
  declined_ground: paragraph('Why not', '不予变更理由', { ...secret, max: 1000 }),
  told_on: day('Person told on', '告知本人日期'),
  papers_on: day('Papers came on', '收到档案材料日期'),
  reported_on: day('Reported in on', '到新执行地报到日期'),
}; // prettier-ignore
const children = {};

type State =
  | 'applied'
  | 'inquired'
  | 'agreed'
  | 'decided'
  | 'reported'
  | 'refused'
  | 'declined'
  | 'called_back';
type Move = RecordBase<State> & ValuesOf<typeof fields>;

const application = ['where_to', 'to_unit_id', 'to_place', 'new_address', 'reason', 'applied_on', 'wanted_on', 'short_ground']; // prettier-ignore
const open: readonly State[] = ['applied', 'inquired', 'agreed'];
const past = (r: Move, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];

function* asked(r: Move, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  if (within(r) && !r.to_unit_id)
    yield { field: 'to_unit_id', message: { en: 'Choose the office of the new place.', zh: '请选择新执行地单位。' } };
  if (within(r) && r.to_unit_id === r.from_unit_id)
    yield { field: 'to_unit_id', message: { en: 'This office has the file now. Choose the one it moves to.', zh: '不能变更至本单位，请选择新执行地单位。' } };
  if (outside(r) && !r.to_place)
    yield { field: 'to_place', message: { en: 'Name the county of the new place.', zh: '请填写市外新执行地县（市、区）。' } };
  const last = due(rule('R34'), r.wanted_on!, moment.calendar).due_on!;
  if (r.applied_on! > last && !r.short_ground)
    yield {
      field: 'short_ground',
      rule: 'R34',
      message: {
        en: `A change of place is applied for a month before: by ${formatDay(last, 'en')}. Choose a later day, or say why it could not be.`,
        zh: `变更执行地应当提前一个月申请，即不晚于${formatDay(last, 'zh')}。请推迟迁居日期，或者写明原因。`,
      },
    };
} // prettier-ignore

const forms = {
  'move-application': { en: 'Application for another place', zh: '变更执行地审批表' },
  'move-inquiry': { en: 'Letter of inquiry', zh: '变更执行地征求意见函' },
  'move-decision': { en: 'Decision on the place', zh: '变更执行地决定书' },
};

const papers = (r: Move): Paper[] => [
  paper(1, 'move-application', 'Application for another place', '变更执行地审批表', 'always', { template: 'move-application' }),
  paper(2, 'proof', 'Proof of the new address', '新居住地证明材料', 'as_needed', fromOutside),
  paper(3, 'move-inquiry', 'Letter of inquiry', '征求意见函', r.asked_on ? 'always' : 'as_needed', { template: 'move-inquiry' }),
  paper(4, 'answer', 'Answer of the new place', '新执行地复函', r.answered_on ? 'always' : 'as_needed', fromOutside),
  paper(5, 'move-decision', 'Decision on the place', '变更执行地决定书', r.decided_on ? 'always' : 'as_needed', { template: 'move-decision' }),
]; // prettier-ignore

function dutiesOf(r: Move, calendar: Calendar): Duty[] {
  switch (r.state) {
    case 'applied':
      return [
        dutyFrom(rule('R34.inquiry'), r.applied_on!, calendar, {
          key: 'inquire',
          label: { en: 'Ask the new place', zh: '征求新执行地意见' },
          action: 'inquire',
          roles: agency,
          statutory: false,
          asked: true,
        }),
      ];
    case 'inquired':
      return [
        dutyFrom(rule('R34.opinion'), r.asked_on!, calendar, {
          key: 'answer',
          label: { en: 'Answer on a move', zh: '答复转入' },
          action: 'agree',
          roles: supervisors,
          statutory: false,
          asked: true,
        }),
      ];
    case 'agreed':
      return [
        dutyFrom(approvalRhythm.move_decide, r.answered_on!, calendar, {
          key: 'decide',
          label: { en: 'Decide on a move', zh: '决定转出' },
          action: 'decide',
          roles: agency,
          statutory: false,
          asked: true,
        }),
      ];
    case 'decided': {
      const report = dutyFrom(rule('R34.report'), r.told_on ?? r.decided_on!, calendar, {
        key: 'report',
        label: { en: 'Is to report in', zh: '到期报到' },
        action: 'report_in',
        roles: ownOffice,
        statutory: false,
      });
      const papersDuty = dutyFrom(rule('R34.file'), r.decided_on!, calendar, {
        key: 'papers',
        label: within(r)
          ? { en: 'See that the papers come', zh: '接收档案材料' }
          : { en: 'Hand over the papers', zh: '移交档案材料' },
        action: 'note_papers',
        roles: ownOffice,
        statutory: false,
      });
      return r.papers_on ? [report] : [report, papersDuty];
    }
    default:
      return [];
  }
}

/** The file waits, follows the decision, or stays. */
function follows(r: Move, action: string): FollowUp[] {
  const file = r.file_id!;
  switch (action) {
    case 'inquire':
      return within(r) ? [toFile(file, 'ask_move', { moving_to_unit_id: r.to_unit_id })] : [];
    case 'decide':
      return within(r)
        ? [toFile(file, 'take_over', { moving_to_unit_id: r.to_unit_id, moved_on: r.decided_on, officer_id: null })]
        : [toFile(file, 'hand_out', { moved_on: r.decided_on, moved_to: r.to_place })];
    case 'refuse':
    case 'decline':
      return within(r) ? [toFile(file, 'keep_here', {})] : [];
    default:
      return [];
  }
} // prettier-ignore

/**
 * A change of the place of execution. It lies with whoever has to act: the old place applies and asks, the new one
 * answers, the old one decides, and from the decision on the file and this record are the new one's.
 */
export const correctionMove = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'correction_move',
  line: 'corrections',
  label: { en: 'Change of place', zh: '执行地变更' },
  plural: { en: 'Changes of place', zh: '执行地变更' },
  about: {
    en: 'Changes of the place of execution: applied for a month before, the new place asked, decided by the county, the file handed on, reported in.',
    zh: '执行地变更：提前一个月申请、征求新执行地意见、县级决定、移交档案、到新执行地报到。',
  },
  fields,
  children,
  states: {
    applied: { label: { en: 'Applied for', zh: '已申请' }, tone: 'waiting' },
    inquired: { label: { en: 'New place asked', zh: '征求意见中' }, tone: 'waiting' },
    agreed: { label: { en: 'New place agrees', zh: '新执行地同意' }, tone: 'working' },
    decided: { label: { en: 'Decided: is to report in', zh: '已决定，待报到' }, tone: 'working' },
    reported: { label: { en: 'Reported in', zh: '已报到' }, tone: 'done' },
    refused: { label: { en: 'New place does not agree', zh: '新执行地不同意' }, tone: 'ended' },
    declined: { label: { en: 'Not changed', zh: '不予变更' }, tone: 'ended' },
    called_back: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    apply: {
      label: { en: 'Apply for another place', zh: '登记变更申请' },
      from: ['new'],
      to: 'applied',
      roles: office,
      fields: ['file_id', ...application],
      set: (r, { today }) => ({ applied_on: r.applied_on ?? today, from_unit_id: r.unit_id }),
      check: asked,
      beside: [
        underCorrection,
        {
          locks: ['file_id'],
          reads: [
            (r) => ({ type: 'correction_move', where: { file_id: [r.file_id!], state: open } }),
          ],
          check: (_r, [others]) =>
            noneBeside(others, {
              en: 'A change of place is under way for this person. Wait for its answer.',
              zh: '该对象的执行地变更正在办理，请等待办理结果。',
            }),
        },
      ],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['applied'],
      roles: office,
      fields: application,
      check: asked,
    },
    inquire: {
      label: { en: 'Ask the new place', zh: '征求新执行地意见' },
      from: ['applied'],
      to: 'inquired',
      roles: agency,
      primary: true,
      fields: ['county_opinion', 'asked_on'],
      required: ['county_opinion'],
      hands_to: ['to_unit_id'],
      set: (r, { today }) => ({
        asked_on: r.asked_on ?? today,
        ...(within(r) ? { unit_id: r.to_unit_id! } : {}),
      }),
      check: past,
    },
    agree: {
      label: { en: 'The new place agrees', zh: '新执行地同意接收' },
      from: ['inquired'],
      to: 'agreed',
      roles: supervisors,
      primary: true,
      fields: ['answered_on', 'answer'],
      required: ['answer'],
      hands_to: ['from_unit_id'],
      set: (r, { today }) => ({ answered_on: r.answered_on ?? today, unit_id: r.from_unit_id! }),
      check: past,
    },
    refuse: {
      label: { en: 'The new place does not agree', zh: '新执行地不同意' },
      from: ['inquired'],
      to: 'refused',
      roles: supervisors,
      fields: ['answered_on', 'answer'],
      required: ['answer'],
      hands_to: ['from_unit_id'],
      set: (r, { today }) => ({ answered_on: r.answered_on ?? today, unit_id: r.from_unit_id! }),
      check: past,
    },
    decide: {
      label: { en: 'Decide for the change', zh: '决定变更' },
      from: ['agreed'],
      to: 'decided',
      roles: agency,
      primary: true,
      fields: ['decided_on', 'told_on'],
      hands_to: ['to_unit_id'],
      set: (r, { today, actor }) => ({
        decided_on: r.decided_on ?? today,
        told_on: r.told_on ?? today,
        decided_by: actor.person_id,
        ...(within(r) ? { unit_id: r.to_unit_id! } : {}),
      }),
      check: past,
      beside: [
        {
          locks: ['file_id'],
          reads: [
            (r) => ({
              type: 'correction_leave',
              where: { file_id: [r.file_id!], state: ['at_city'] },
            }),
          ],
          check: (_r, [leaves]) =>
            noneBeside(leaves, {
              en: 'A leave of this person lies with the city. Wait for its answer first.',
              zh: '该对象有外出申请正在市级审批，请待批复后再作决定。',
            }),
        },
      ],
    },
    decline: {
      label: { en: 'Decide against it', zh: '不予变更' },
      from: ['applied', 'agreed'],
      to: 'declined',
      roles: agency,
      fields: ['declined_ground', 'decided_on'],
      required: ['declined_ground'],
      set: (r, { today }) => ({ decided_on: r.decided_on ?? today }),
      check: past,
    },
    note_papers: {
      label: { en: 'Papers handed over', zh: '登记档案移交' },
      from: ['decided', 'reported'],
      roles: office,
      fields: ['papers_on'],
      set: (r, { today }) => ({ papers_on: r.papers_on ?? today }),
      check: past,
    },
    report_in: {
      label: { en: 'Reported in', zh: '登记报到' },
      from: ['decided'],
      to: 'reported',
      roles: office,
      primary: true,
      fields: ['reported_on'],
      set: (r, { today }) => ({ reported_on: r.reported_on ?? today }),
      check: past,
    },
    call_back: {
      label: { en: 'Take back', zh: '撤回申请' },
      from: ['applied'],
      to: 'called_back',
      roles: office,
      reason: 'always',
    },
  },
  keeper: 'officer_id',
  copies: fileCopies,
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['applied_on', 'wanted_on'],
      ['applied_on', 'asked_on'],
      ['asked_on', 'answered_on'],
      ['answered_on', 'decided_on'],
      ['decided_on', 'told_on'],
      ['decided_on', 'papers_on'],
      ['decided_on', 'reported_on'],
    ]);
  },
  duties: comingUp(dutiesOf),
  follows,
  postings: (r) => {
    const unit_id = r.from_unit_id!;
    const where = { where: r.where_to! };
    if (r.state === 'called_back') return [];
    return [
      { measure: 'place_changes_asked', day: r.applied_on!, unit_id, amount: 1, facets: where },
      ...(r.state === 'decided' || r.state === 'reported'
        ? [{ measure: 'place_changes', day: r.decided_on!, unit_id, amount: 1, facets: where }]
        : []),
    ];
  },
  papers,
  forms,
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Move of ${who.en}`, zh: `${who.zh}迁居` };
  },
  form: [
      { label: { en: 'Application', zh: '申请' }, fields: ['file_id', 'from_unit_id', ...application] },
      { label: { en: 'New place', zh: '征求意见' }, fields: ['county_opinion', 'asked_on', 'answered_on', 'answer'] },
      { label: { en: 'Decision', zh: '决定' }, fields: ['decided_on', 'declined_ground', 'told_on'] },
      { label: { en: 'Handed over', zh: '移交与报到' }, fields: ['papers_on', 'reported_on'] },
    ], // prettier-ignore
  list: {
    columns: ['person_id', 'from_unit_id', 'to_unit_id', 'where_to', 'applied_on', 'state'],
    filters: ['state', 'where_to', 'applied_on', 'decided_on', 'file_id', 'person_id'],
    order: 'applied_on',
  },
  example: {
    file_id: '@correction_file',
    where_to: 'within',
    to_unit_id: 8,
    new_address: '和顺村二队',
    reason: '随子女迁居',
    applied_on: '2009-03-02',
    wanted_on: '2009-04-20',
  },
});
