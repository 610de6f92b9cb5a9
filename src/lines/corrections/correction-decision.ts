import { due } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import { dayInShanghai } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, defineRecord } from '#engine/record.ts';
import type { Duty, FollowUp, Moment, Paper, StateInfo } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { comingUp, office, ownOffice, supervisors } from '../common/posts.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { decidedHere, endsCorrection } from './approval-codes.ts';
import { approvalRhythm } from './approval-rhythm.ts';
import { fileCopies, underCorrection } from './approval-shared.ts';
import { children, fields, inForce } from './decision-fields.ts';
import type { Decision, DecisionState } from './decision-fields.ts';
import {
  countedBefore,
  evidenceThere,
  groundFits,
  heardFirst,
  longEnough,
  restsOnLeave,
  twiceBefore,
  whatIsSent,
} from './decision-rules.ts';
import { agency, toFile } from './shared.ts';

const proposal = ['kind', 'ground', 'happened_on', 'facts', 'leave_id', 'evidence', 'proposed_on'];
const sending = ['to_organ', 'procuratorate_told_on', 'arrest_asked_at'];

const past = (r: Decision, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];

function* proposed(r: Decision, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  yield* groundFits(r);
}

export const decisionForms = {
  'decision-approval': { en: 'Approval form', zh: '社区矫正对象考核奖惩审批表' },
  'hearing-record': { en: 'Record of the hearing', zh: '陈述申辩笔录' },
  decision: { en: 'Decision', zh: '考核奖惩决定书' },
  proposal: { en: 'Proposal', zh: '提请建议书' },
};

const papers = (r: Decision): Paper[] => {
  const here = decidedHere.has(r.kind!);
  const made = r.decided_on ? 'always' : 'as_needed';
  return [
    paper(1, 'decision-approval', 'Approval form', '考核奖惩审批表', 'always', { template: 'decision-approval' }),
    paper(2, 'evidence', 'Evidence', '证据材料', 'always', fromOutside),
    paper(3, 'hearing-record', 'Record of the hearing', '陈述申辩笔录', r.heard_on ? 'always' : 'as_needed', { template: 'hearing-record' }),
    here
      ? paper(4, 'decision', 'Decision', '决定书', made, { template: 'decision' })
      : paper(4, 'proposal', 'Proposal', '建议书', made, { template: 'proposal' }),
    paper(5, 'service', 'Proof of service', '送达回证', r.served_on ? 'always' : 'as_needed', fromOutside),
    paper(6, 'ruling', 'Ruling', '裁定书（决定书）', r.ruling_on ? 'always' : 'as_needed', fromOutside),
  ];
}; // prettier-ignore

const word: Readonly<Record<string, string>> = {
  commend: '表',
  admonish: '训',
  warn: '警',
  police_penalty: '治',
  revoke_probation: '撤缓',
  revoke_parole: '撤假',
  recommit: '收',
  reduce: '减',
};
/** The county decides, so its book numbers; a sealed one in a book of its own. */
const numbers = {
  field: 'number',
  when: (r: Decision) => r.decided_on !== null,
  key: (r: Decision) =>
    `correction_decision/${unitsOnPath(r.path)[1] ?? ''}/${r.kind}/${r.decided_on?.slice(0, 4)}${r.minor ? '/sealed' : ''}`,
  print: (r: Decision, n: number) =>
    `（${r.decided_on?.slice(0, 4)}）${r.minor ? '未矫' : '矫'}${word[r.kind!]}字第${n}号`,
};

function dutiesOf(r: Decision, calendar: Calendar): Duty[] {
  switch (r.state) {
    case 'proposed':
      return [
        dutyFrom(approvalRhythm.decision_check, r.proposed_on!, calendar, {
          key: 'check',
          label: { en: 'Check', zh: '查证' },
          action: 'check_facts',
          roles: supervisors,
          statutory: false,
          asked: true,
        }),
      ];
    case 'checked':
      return [
        dutyFrom(approvalRhythm.decision_decide, r.checked_on!, calendar, {
          key: 'decide',
          label: { en: 'Hear and decide', zh: '听取申辩并审批' },
          action: 'decide',
          roles: agency,
          statutory: false,
          asked: true,
        }),
      ];
    case 'decided':
      return [
        dutyFrom(approvalRhythm.decision_serve, r.decided_on!, calendar, {
          key: 'serve',
          label: { en: 'Serve', zh: '送达' },
          action: 'serve',
          roles: ownOffice,
          statutory: false,
        }),
        ...lookTwice(r, calendar),
      ];
    case 'served':
      return lookTwice(r, calendar);
    case 'sent':
      return waitingFor(r, calendar);
    default:
      return [];
  }
}

/** The second of its kind asks for a look; what follows is decided by people. */
function lookTwice(r: Decision, calendar: Calendar): Duty[] {
  const counts = r.kind === 'admonish' || r.kind === 'warn';
  if (!counts || (r.nth ?? 0) < 2 || r.twice_answer) return [];
  return [
    dutyFrom(approvalRhythm.decision_twice, r.decided_on!, calendar, {
      key: 'look_twice',
      label: { en: 'Second time: mended, or the next step?', zh: '已满两次：核查是否改正' },
      action: 'answer_twice',
      roles: supervisors,
      statutory: false,
    }),
  ];
}

/** The other organ's clock (R39, R41), and that of an arrest, which runs in hours (R40). */
function waitingFor(r: Decision, calendar: Calendar): Duty[] {
  const named = endsCorrection.has(r.kind!) ? 'R39' : r.kind === 'reduce' ? 'R41' : null;
  const common = { roles: agency, statutory: true, waiting: true } as const;
  const ruling = named
    ? [
        dutyFrom(rule(named), r.decided_on!, calendar, {
          ...common,
          key: 'ruling',
          label: { en: 'Answer of the other organ', zh: '等待裁定（决定）' },
          action: 'record_ruling',
        }),
      ]
    : [];
  if (!r.arrest_asked_at || r.arrest_answer) return ruling;
  const answer = due(rule('R40'), r.arrest_asked_at, calendar);
  return [
    ...ruling,
    {
      ...common,
      key: 'arrest',
      label: { en: 'Answer within 48 hours', zh: '等待四十八小时内决定' },
      from_day: dayInShanghai(r.arrest_asked_at),
      due_on: answer.due_on!,
      rule: answer.rule,
      rule_version: answer.rule_version,
      calendar_version: answer.calendar_version,
      action: 'record_arrest',
    },
  ];
}

/** The file shows what was decided, as it stands now, and ends with the ruling that ends correction. */
function follows(r: Decision, action: string): FollowUp[] {
  const file = r.file_id!;
  const noted = toFile(file, 'note_decision', {
    decision_id: r.id,
    decision_kind: r.kind,
    decision_on: action === 'annul' ? null : r.decided_on,
    decision_ruling: r.ruling,
    decision_ruled_on: r.ruling_on,
  });
  switch (action) {
    case 'decide':
    case 'annul':
      return [noted];
    case 'record_ruling': {
      const ruled = { decision_kind: r.kind, decision_ruled_on: r.ruling_on };
      const ends = r.ruling === 'granted' && endsCorrection.has(r.kind!);
      return [noted, ...(ends ? [toFile(file, 'end_by_ruling', ruled)] : [])];
    }
    case 'take_ruling_back':
      return [toFile(file, 'ruling_taken_back', { decision_id: r.id }), noted];
    default:
      return [];
  }
}

function postings(r: Decision): Posting[] {
  if (!r.decided_on || r.state === 'annulled' || r.state === 'declined') return [];
  const unit_id = r.home_unit_id!;
  const kind = r.kind!;
  return [
    { measure: 'correction_decisions', day: r.decided_on, unit_id, amount: 1, facets: { kind } },
    ...(r.ruling_on
      ? [
          {
            measure: 'correction_rulings',
            day: r.ruling_on,
            unit_id,
            amount: 1,
            facets: { kind, ruling: r.ruling! },
          },
        ]
      : []),
  ];
}

/** A reward or a sanction: the office proposes and checks, the person is heard, the county decides. */
export const correctionDecision = defineRecord<
  typeof fields,
  typeof children,
  Record<DecisionState, StateInfo>
>({
  name: 'correction_decision',
  line: 'corrections',
  label: { en: 'Reward or sanction', zh: '考核奖惩' },
  plural: { en: 'Rewards and sanctions', zh: '考核奖惩' },
  about: {
    en: 'Commendations, admonitions, warnings and proposals to court or police: ground, evidence, hearing, decision of the county, service, ruling.',
    zh: '表扬、训诫、警告和提请处罚、撤销、收监、减刑：情形、证据、申辩、县级决定、送达和裁定。',
  },
  fields,
  children,
  states: {
    proposed: { label: { en: 'Proposed', zh: '已提请' }, tone: 'waiting' },
    checked: { label: { en: 'Checked', zh: '已查证' }, tone: 'working' },
    decided: { label: { en: 'Decided', zh: '已决定' }, tone: 'working' },
    sent: { label: { en: 'Proposed to another organ', zh: '已报提请机关' }, tone: 'waiting' },
    served: { label: { en: 'Served', zh: '已送达' }, tone: 'done' },
    ruled: { label: { en: 'Ruled on', zh: '已裁定（决定）' }, tone: 'done' },
    declined: { label: { en: 'Not followed up', zh: '不予处理' }, tone: 'ended' },
    annulled: { label: { en: 'Annulled', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    propose: {
      label: { en: 'Propose', zh: '提请' },
      from: ['new'],
      to: 'proposed',
      roles: office,
      fields: ['file_id', ...proposal],
      set: (r, { today, actor }) => ({
        proposed_on: r.proposed_on ?? today,
        proposed_by: actor.person_id,
        home_unit_id: r.unit_id,
      }),
      check: proposed,
      beside: [underCorrection, twiceBefore, restsOnLeave],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['proposed'],
      roles: office,
      fields: proposal,
      check: proposed,
      beside: [twiceBefore, restsOnLeave],
    },
    check_facts: {
      label: { en: 'Check', zh: '查证' },
      from: ['proposed'],
      to: 'checked',
      roles: supervisors,
      primary: true,
      fields: ['checked_on', 'office_opinion', 'evidence'],
      required: ['office_opinion'],
      set: (r, { today, actor }) => ({
        checked_on: r.checked_on ?? today,
        checked_by: actor.person_id,
      }),
      check: past,
    },
    hear: {
      label: { en: 'Record the hearing', zh: '登记陈述申辩' },
      from: ['proposed', 'checked'],
      roles: office,
      fields: ['heard_on', 'defence'],
      required: ['defence'],
      set: (r, { today }) => ({ heard_on: r.heard_on ?? today }),
      check: past,
    },
    decide: {
      label: { en: 'Decide', zh: '决定' },
      from: ['checked'],
      to: (r) => (decidedHere.has(r.kind!) ? 'decided' : 'sent'),
      roles: agency,
      primary: true,
      not_by: ['proposed_by', 'checked_by'],
      fields: ['county_opinion', 'decided_on', ...sending],
      required: ['county_opinion'],
      looks_at_file: true,
      set: (r, { today, actor }) => ({
        decided_on: r.decided_on ?? today,
        decided_by: actor.person_id,
      }),
      *check(r, moment) {
        yield* past(r, moment);
        yield* groundFits(r);
        yield* heardFirst(r);
        yield* longEnough(r, moment);
        yield* whatIsSent(r);
        yield* evidenceThere(r, moment);
      },
      beside: [twiceBefore, countedBefore],
    },
    decline: {
      label: { en: 'Do not follow up', zh: '不予处理' },
      from: ['proposed', 'checked'],
      to: 'declined',
      roles: supervisors,
      fields: ['declined_ground', 'declined_on'],
      required: ['declined_ground'],
      set: (r, { today }) => ({ declined_on: r.declined_on ?? today }),
      check: past,
    },
    serve: {
      label: { en: 'Serve', zh: '登记送达' },
      from: ['decided'],
      to: 'served',
      roles: office,
      primary: true,
      fields: ['served_on', 'served_way'],
      required: ['served_way'],
      set: (r, { today }) => ({ served_on: r.served_on ?? today }),
      check: past,
    },
    answer_twice: {
      label: { en: 'Say what was seen', zh: '登记两次后核查' },
      from: inForce,
      roles: supervisors,
      fields: ['twice_answer', 'twice_note', 'twice_on'],
      required: ['twice_answer', 'twice_note'],
      set: (r, { today }) => ({ twice_on: r.twice_on ?? today }),
      *check(r, moment) {
        yield* past(r, moment);
        if ((r.nth ?? 0) < 2)
          yield {
            field: 'nth',
            message: {
              en: 'This is the first of its kind. The look is for the second.',
              zh: '本次为首次，满两次后方需核查。',
            },
          };
      },
    },
    record_arrest: {
      label: { en: 'Record the answer on arrest', zh: '登记逮捕决定' },
      from: ['sent'],
      roles: agency,
      fields: ['arrest_answer', 'arrest_on'],
      required: ['arrest_answer', 'arrest_on'],
      check: past,
    },
    record_ruling: {
      label: { en: 'Record the ruling', zh: '登记裁定（决定）' },
      from: ['sent'],
      to: 'ruled',
      roles: agency,
      primary: true,
      fields: ['ruling', 'ruling_on', 'ruling_no'],
      required: ['ruling', 'ruling_on'],
      check: past,
    },
    take_ruling_back: {
      label: { en: 'Take the ruling back', zh: '撤回裁定（决定）登记' },
      from: ['ruled'],
      to: 'sent',
      roles: agency,
      reason: 'always',
      set: () => ({ ruling: null, ruling_on: null, ruling_no: null }),
    },
    annul: {
      label: { en: 'Annul', zh: '撤销决定' },
      from: ['decided', 'served', 'sent'],
      to: 'annulled',
      roles: agency,
      reason: 'always',
    },
  },
  keeper: 'officer_id',
  copies: {
    ...fileCopies,
    category: ['file_id', 'category'],
    received_on: ['file_id', 'received_on'],
  },
  numbers,
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  goes_with: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['happened_on', 'proposed_on'],
      ['proposed_on', 'checked_on'],
      ['checked_on', 'decided_on'],
      ['heard_on', 'decided_on'],
      ['decided_on', 'served_on'],
      ['decided_on', 'ruling_on'],
    ]);
  },
  duties: comingUp(dutiesOf),
  follows,
  postings,
  papers,
  forms: decisionForms,
  // Neutral: the title stands where others look on.
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Matter of ${who.en}`, zh: `${who.zh}考核事项` };
  },
  form: [
    { label: { en: 'Proposal', zh: '提请' }, fields: ['file_id', 'category', ...proposal] },
    { label: { en: 'Checked and heard', zh: '查证与申辩' }, fields: ['checked_on', 'office_opinion', 'heard_on', 'defence'] },
    { label: { en: 'Decision', zh: '决定' }, fields: ['county_opinion', 'decided_on', 'nth', ...sending, 'served_on', 'served_way', 'declined_on', 'declined_ground'] },
    { label: { en: 'Answer of the other organ', zh: '裁定（决定）' }, fields: ['arrest_answer', 'arrest_on', 'ruling', 'ruling_on', 'ruling_no'] },
    { label: { en: 'After two', zh: '两次后核查' }, fields: ['twice_on', 'twice_answer', 'twice_note'] },
  ], // prettier-ignore
  list: {
    columns: ['number', 'person_id', 'kind', 'ground', 'proposed_on', 'decided_on', 'state'],
    filters: ['state', 'kind', 'ground', 'proposed_on', 'decided_on', 'file_id', 'person_id'],
    order: 'proposed_on',
  },
  search: (r) => [r.number],
  example: {
    file_id: '@correction_file',
    kind: 'admonish',
    ground: 'admonish_rules',
    happened_on: '2009-03-05',
    facts: '未按规定报告',
    proposed_on: '2009-03-06',
    evidence: [{ kind: 'talk', what: '谈话笔录' }],
  },
});
