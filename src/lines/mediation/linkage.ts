import { due } from '#engine/calendar.ts';
import { code, day, labelOf, line, link, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Calendar, TimedRule } from '#engine/calendar.ts';
import type { Posting } from '#engine/measure.ts';
import { defineRecord } from '#engine/record.ts';
import type { Duty, RecordBase, StateInfo } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import { directions, disputeTypes, linkageKinds, linkageResults, tracks } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { hands } from '../common/posts.ts';

const children = {};
const fields = {
  direction: code('Direction', '流转方向', directions, { required: true }),
  kind: code('Kind', '联动方式', linkageKinds, { required: true }),
  from_track: code('From', '原调解类别', tracks, { required: true }),
  to_track: code('To', '转入调解类别', tracks, { required: true }),
  organ_name: line('Other organ', '对方机关', { required: true, max: 100 }),
  organ_number: line("Other organ's number", '对方案号', { max: 60 }),
  dispute_id: link('Dispute', '纠纷', 'dispute', {
    hint: {
      en: 'What comes to us may become a dispute only when it is accepted',
      zh: '转入的可在接受时再选择或新建纠纷',
    },
  }),
  dispute_number: line('Number', '纠纷案号', { computed: true, max: 60 }),
  dispute_type: code('What about', '纠纷类型', disputeTypes, { computed: true }),
  linked_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  about: paragraph('Why', '事由', { max: 2000 }),
  proposed_on: day('Proposed on', '提出日期', { required: true }),
  reply_due_on: day('Reply due on', '应答复日期', { computed: true, future: true }),
  replied_on: day('Replied on', '答复日期'),
  refusal: line('Why refused', '不予接受理由', { max: 200 }),
  /** What the court's rules ask of whoever took its referral on (R06). */
  other_told_on: day('Other side told and asked on', '通知并征询对方当事人日期'),
  result_due_on: day('Result due on', '应反馈日期', { future: true }),
  meeting_on: day('Joint meeting on', '联席会议日期'),
  meeting_minutes: paragraph('Minutes of the joint meeting', '联席会议纪要', { max: 10_000 }),
  result: code('Result returned', '反馈结果', linkageResults),
  result_note: paragraph('About the result', '结果说明', { max: 2000 }),
  returned_on: day('Returned on', '反馈日期'),
};

type State = 'proposed' | 'accepted' | 'refused' | 'returned' | 'closed';
export type Linkage = RecordBase<State> & ValuesOf<typeof fields>;

const asked = [
  'direction',
  'kind',
  'from_track',
  'to_track',
  'organ_name',
  'organ_number',
  'dispute_id',
  'about',
  'proposed_on',
  'result_due_on',
];

export const linkage = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'linkage',
  line: 'mediation',
  label: { en: 'Linkage', zh: '三调联动' },
  plural: { en: 'Linkages', zh: '三调联动' },
  about: {
    en:
      "One dispute moving between people's, administrative and judicial mediation, with " +
      'reply, joint meeting and result; the dispute is counted once.',
    zh: '同一纠纷在人民调解、行政调解、司法调解之间的委派、委托、移送、邀请和协助，纠纷只计一件。',
  },
  fields,
  children,
  states: {
    proposed: { label: { en: 'Proposed', zh: '已提出' }, tone: 'waiting' },
    accepted: { label: { en: 'Accepted', zh: '已接受' }, tone: 'working' },
    refused: { label: { en: 'Not accepted', zh: '不予接受' }, tone: 'ended' },
    returned: { label: { en: 'Result returned', zh: '已反馈结果' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '办结' }, tone: 'done' },
  },
  actions: {
    propose: {
      label: { en: 'Pass on or receive', zh: '提出（收到）联动' },
      from: ['new'],
      to: 'proposed',
      roles: hands,
      fields: asked,
      set: (r, { today, calendar }) =>
        dated({ ...r, proposed_on: r.proposed_on ?? today, linked_unit_id: r.unit_id }, calendar),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    accept: {
      label: { en: 'Accepted', zh: '接受' },
      from: ['proposed'],
      to: 'accepted',
      roles: hands,
      primary: true,
      fields: ['replied_on', 'dispute_id', 'result_due_on'],
      required: ['replied_on', 'dispute_id'],
      set: (r, { today }) => ({ replied_on: r.replied_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    refuse: {
      label: { en: 'Not accepted', zh: '不予接受' },
      from: ['proposed'],
      to: 'refused',
      roles: hands,
      fields: ['replied_on', 'refusal'],
      required: ['replied_on', 'refusal'],
      set: (r, { today }) => ({ replied_on: r.replied_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    tell_other_side: {
      label: { en: 'The other side was told and asked', zh: '登记已通知并征询对方' },
      from: ['accepted'],
      roles: hands,
      fields: ['other_told_on'],
      required: ['other_told_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    hold_meeting: {
      label: { en: 'Record a joint meeting', zh: '登记联席会议' },
      from: ['accepted'],
      roles: hands,
      fields: ['meeting_on', 'meeting_minutes'],
      required: ['meeting_on', 'meeting_minutes'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    return_result: {
      label: { en: 'Record the result', zh: '登记反馈结果' },
      from: ['accepted'],
      to: 'returned',
      roles: hands,
      primary: true,
      fields: ['result', 'result_note', 'returned_on'],
      required: ['result', 'returned_on'],
      set: (r, { today }) => ({ returned_on: r.returned_on ?? today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    close: {
      label: { en: 'Close', zh: '办结' },
      from: ['returned', 'refused'],
      to: 'closed',
      roles: hands,
      primary: true,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['proposed', 'accepted', 'refused', 'returned', 'closed'],
      roles: hands,
      reason: 'once_ended',
      fields: [
        ...asked,
        'replied_on',
        'refusal',
        'other_told_on',
        'meeting_on',
        'meeting_minutes',
        'result',
        'result_note',
        'returned_on',
      ],
      set: (r, { calendar }) => (r.proposed_on ? dated(r, calendar) : {}),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  example: {
    direction: 'in',
    kind: 'entrust',
    from_track: 'judicial',
    to_track: 'people',
    organ_name: '沙坡头区人民法院',
    dispute_id: '@dispute',
    about: '相邻关系纠纷委托调解',
    proposed_on: '2009-03-03',
  },
  title: (r) => ({
    en: `${labelOf(linkageKinds, r.kind).en}: ${labelOf(disputeTypes, r.dispute_type).en.toLowerCase()}`,
    zh: `${labelOf(linkageKinds, r.kind).zh}${r.direction === 'in' ? '（转入）' : '（转出）'}${r.organ_name ?? ''}`,
  }),
  form: [
    { label: { en: 'Linkage', zh: '联动' }, fields: asked },
    {
      label: { en: 'Reply', zh: '答复' },
      fields: ['reply_due_on', 'replied_on', 'refusal', 'other_told_on'],
    },
    { label: { en: 'Joint meeting', zh: '联席会议' }, fields: ['meeting_on', 'meeting_minutes'] },
    { label: { en: 'Result', zh: '结果' }, fields: ['result', 'result_note', 'returned_on'] },
  ],
  list: {
    columns: ['dispute_number', 'kind', 'direction', 'organ_name', 'proposed_on', 'state'],
    filters: ['kind', 'direction', 'state', 'proposed_on', 'result', 'dispute_id'],
    order: 'proposed_on',
  },
  search: (r) => [r.dispute_number, r.organ_name, r.organ_number],
  copies: {
    dispute_number: ['dispute_id', 'number'],
    dispute_type: ['dispute_id', 'dispute_type'],
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['proposed_on', 'replied_on'],
      ['replied_on', 'other_told_on'],
      ['replied_on', 'meeting_on'],
      ['replied_on', 'returned_on'],
      ['proposed_on', 'result_due_on'],
    ]);
    if (r.direction === 'out' && !r.dispute_id) {
      yield {
        field: 'dispute_id',
        message: {
          en: 'Say which of our disputes is passed on.',
          zh: '转出的请选择本单位的纠纷。',
        },
      };
    }
    if (r.from_track === r.to_track && ['delegate', 'entrust', 'transfer'].includes(r.kind ?? '')) {
      yield {
        field: 'to_track',
        message: {
          en: 'A dispute passes between two different tracks.',
          zh: '原调解类别与转入调解类别不能相同。',
        },
      };
    }
  },
  duties: (r, calendar) => {
    const outward = r.direction === 'out';
    if (r.state === 'proposed') {
      return [
        dutyFrom(replyRule(r), r.proposed_on!, calendar, {
          key: 'reply',
          label: outward
            ? { en: 'The other organ replies', zh: '对方答复是否接受' }
            : { en: 'Reply whether we take it on', zh: '答复是否接受' },
          action: 'accept',
          roles: hands,
          statutory: replyRule(r).id === 'R05',
          ...(outward ? { waiting: true } : { asked: true }),
        }),
      ];
    }
    return r.state === 'accepted' ? dutiesOfAccepted(r, calendar) : [];
  },
  follows: (after, action) =>
    action === 'accept' && after.direction === 'out' && after.kind === 'transfer'
      ? [
          {
            type: 'dispute',
            id: after.dispute_id!,
            action: 'pass_on',
            fields: { concluded_on: after.replied_on, passed_to: after.organ_name },
          },
        ]
      : [],
  postings: (r) => {
    const unit_id = r.linked_unit_id ?? r.unit_id;
    const subject = r.dispute_id ? { subject: r.dispute_id } : {};
    const done = r.replied_on && r.reply_due_on && r.replied_on <= r.reply_due_on ? 'done' : 'open';
    const lines: Posting[] = [
      {
        measure: 'linkages',
        day: r.proposed_on!,
        unit_id,
        amount: 1,
        facets: { direction: r.direction ?? '', kind: r.kind ?? '' },
        ...subject,
      },
    ];
    if (r.reply_due_on)
      lines.push({
        measure: 'linkages_replied',
        day: r.reply_due_on,
        unit_id,
        amount: 1,
        facets: { done },
      });
    if (r.result && r.returned_on)
      lines.push({
        measure: 'linkages_returned',
        day: r.returned_on,
        unit_id,
        amount: 1,
        facets: { result: r.result },
      });
    return lines;
  },
});

function dutiesOfAccepted(r: Linkage, calendar: Calendar): Duty[] {
  const outward = r.direction === 'out';
  const duties: Duty[] = [];
  if (!outward && isFromCourt(r) && !r.other_told_on && isInForce(rule('R06'), r.replied_on!)) {
    duties.push(
      dutyFrom(rule('R06'), r.replied_on!, calendar, {
        key: 'other_side',
        label: {
          en: 'Tell the other side and ask whether it agrees',
          zh: '通知对方当事人并征询意见',
        },
        action: 'tell_other_side',
        roles: hands,
        statutory: true,
      }),
    );
  }
  if (r.result_due_on) {
    duties.push(
      dutyFrom(rhythm.on_the_day, r.result_due_on, calendar, {
        key: 'result',
        label: outward
          ? { en: 'The other organ returns its result', zh: '对方反馈结果' }
          : { en: 'Return the result', zh: '反馈结果' },
        action: 'return_result',
        roles: hands,
        statutory: false,
        ...(outward ? { waiting: true } : {}),
      }),
    );
  }
  return duties;
}

/** A dispute that a court delegates or entrusts, before or after filing. */
function isFromCourt(r: Pick<Linkage, 'kind' | 'from_track'>): boolean {
  return r.from_track === 'judicial' && ['delegate', 'entrust'].includes(r.kind ?? '');
}

/** Three working days: by R05 where a court refers the dispute, by the office's own rhythm otherwise. */
function replyRule(r: Pick<Linkage, 'kind' | 'from_track' | 'proposed_on'>): TimedRule {
  return isFromCourt(r) && isInForce(rule('R05'), r.proposed_on!)
    ? rule('R05')
    : rhythm.reply_linkage;
}

/**
 * The reply rate counts on the day the reply falls due, so that day has to be in the record: by the period that the
 * office has set, where it has set one.
 */
function dated(r: Linkage, calendar: Calendar): Partial<Linkage> {
  const { proposed_on, linked_unit_id } = r;
  return {
    proposed_on,
    linked_unit_id,
    reply_due_on: due(replyRule(r), proposed_on!, calendar).due_on,
  };
}
