import { due } from '#engine/calendar.ts';
import type { Calendar } from '#engine/calendar.ts';
import { addDays, formatDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { account, code, day, line, paragraph, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import type { Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import { calledIn, childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Duty, Moment, Paper, RecordBase, StateInfo } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { dutyFrom } from '../common/office-period.ts';
import { comingUp, office, ownOffice } from '../common/posts.ts';
import { earliest } from '../common/office-spans.ts';
import { stays } from '../common/stretch.ts';
import { secret } from '../common/guarded.ts';
import { fromOutside, paper } from '../common/papers.ts';
import { positioningCauses, positioningEnds } from './approval-codes.ts';
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

const computed = { computed: true } as const;

/**
 * The law names the head of the county justice department, and nobody below (Community Corrections Law 29). No leader
 * opens what is restricted, so it is theirs from the day on which it is laid before them. That opens no minor's: a
 * sealed one is laid before a head whose post opens what is sealed, or it would lie where nobody can answer it.
 */
const head: readonly Role[] = ['leader'];

const fields = {
  number: line('Number', '文号', computed),
  ...fileFields,
  ...begunAt,
  cause: code('Cause', '法定情形', positioningCauses, { required: true }),
  facts: paragraph('Facts', '事实和理由', { ...secret, required: true, max: 2000 }),
  asked_on: day('Asked on', '提请日期', { required: true, begins_today: true }),
  asked_by: account('Asked by', '提请人', computed),
  assessment: paragraph('Assessment', '评估意见', {
    ...secret,
    max: 2000,
    hint: { en: 'Is it still necessary? Before each further term', zh: '是否仍有必要，每次延长前均须评估' },
  }),
  county_opinion: paragraph('Opinion of the county agency', '县级社区矫正机构意见', { ...secret, max: 1000 }),
  head_id: account('Head who decides', '审批负责人', {
    decides_as: head,
    hint: { en: 'The head of the county justice department; of a minor one who is in charge of minors', zh: '县级司法行政部门负责人；未成年人事项须由有封存查阅权限的负责人审批' },
  }),
  laid_on: day('Laid before the head on', '报负责人审批日期', computed),
  laid_by: account('Laid before by', '报批人', computed),
  with_head: yesNo('Lies with the head', '待负责人审批', computed),
  in_hand_id: account('In whose hands', '当前办理人', computed),
  head_name: line('Head who approved', '批准的负责人', { ...computed, max: 60 }),
  approved_on: day('Approved on', '批准日期'),
  approved_by: account('Approved by', '批准人', computed),
  term_from: day('From', '使用期限起', { future: true }),
  term_until: day('Until', '使用期限止', {
    future: true,
    hint: { en: 'At most three months at a time', zh: '每次不超过三个月' },
  }),
  told_on: day('Told the person on', '告知本人日期', {
    hint: { en: 'Term, demands, and what follows from breaking them', zh: '书面告知期限、要求和违反的后果' },
  }),
  ended_on: day('Ended on', '解除日期'),
  end_reason: code('How it ended', '解除原因', positioningEnds),
  refused_on: day('Refused on', '不批准日期'),
  refused_ground: paragraph('Why not', '不批准理由', { ...secret, max: 1000 }),
}; // prettier-ignore

const children = {
  terms: childList(
    'terms',
    'Terms approved',
    '历次批准期限',
    { en: 'Term', zh: '期限' },
    {
      from_day: day('From', '起', { required: true, future: true }),
      until_day: day('Until', '止', { required: true, future: true }),
      approved_on: day('Approved on', '批准日期', { required: true }),
      head_name: line('Head who approved', '批准的负责人', { max: 60 }),
    },
  ),
};

type State = 'asked' | 'laid' | 'in_force' | 'renewing' | 'ended' | 'refused';
type Positioning = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const running: readonly State[] = ['in_force', 'renewing'];
const past = (r: Positioning, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
const lastTerm = (r: Positioning) => r.terms.at(-1);

/** Three months from a day, by the law's own way of counting. The first term and each further one have a row each. */
export const longestUntil = (from: Day, renewal: boolean, calendar: Calendar): Day =>
  due(rule(renewal ? 'R42.renewal' : 'R42'), from, calendar).due_on!;

/** The approved term as a row; what was approved before stays. */
const approved = (r: Positioning, moment: Moment): Partial<Positioning> => {
  const approved_on = r.approved_on ?? moment.today;
  const before = lastTerm(r);
  const term_from = before ? addDays(before.until_day!, 1) : (r.term_from ?? approved_on);
  const term_until = r.term_until ?? longestUntil(term_from, before !== undefined, moment.calendar);
  return {
    approved_on,
    approved_by: moment.actor.person_id,
    head_name: moment.actor.name,
    with_head: false,
    term_from,
    term_until,
    terms: [
      ...r.terms,
      { from_day: term_from, until_day: term_until, approved_on, head_name: moment.actor.name },
    ],
  };
};

/** No longer with the head: the running term stays as it was approved; who asked for more stands in the history. */
function asBefore(r: Positioning): Partial<Positioning> {
  const term = lastTerm(r);
  if (!term) return { with_head: false };
  const { approved_on, head_name } = term;
  return { approved_on, head_name, asked_on: earliest(r.asked_on, approved_on), with_head: false };
}

/** From now on it is in the head's hands, who opens it by that. */
const laidBefore = (_r: Positioning, { today, actor }: Moment): Partial<Positioning> => ({
  laid_on: today,
  laid_by: actor.person_id,
  with_head: true,
});

/** Who proposes does not decide. */
function* laidBeforeAnother(r: Positioning, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  if (r.head_id === r.asked_by || r.head_id === r.laid_by)
    yield {
      field: 'head_id',
      rule: 'R42',
      message: {
        en: 'Whoever proposes it cannot approve it. Choose the head of the county justice department.',
        zh: '提请人、报批人不能审批本件，请选择县级司法行政部门负责人。',
      },
    };
}

function* byTheHead(r: Positioning, { actor }: Moment): Generator<Issue> {
  if (r.head_id === actor.person_id) return;
  yield {
    field: 'head_id',
    rule: 'R42',
    message: {
      en: 'It was laid before another head. They decide, or the county takes it back and lays it before you.',
      zh: '本件已报其他负责人审批，请由其办理，或者由县级社区矫正机构撤回后重新报批。',
    },
  };
}

function* termFits(r: Positioning, moment: Moment): Generator<Issue> {
  yield* past(r, moment);
  const renewal = r.terms.length > 1;
  const longest = longestUntil(r.term_from!, renewal, moment.calendar);
  const named = renewal ? 'R42.renewal' : 'R42';
  if (r.term_until! < r.term_from!)
    yield {
      field: 'term_until',
      message: { en: 'The term ends before it begins. Correct the day.', zh: '使用期限止早于起，请核对。' },
    };
  if (r.term_until! > longest)
    yield {
      field: 'term_until',
      rule: named,
      message: {
        en: `Three months at most: until ${formatDay(longest, 'en')}. What is still needed then is approved again.`,
        zh: `每次使用期限不得超过三个月，最迟至${formatDay(longest, 'zh')}；届时仍有必要的，重新报批。`,
      },
    };
  if (r.term_from! < r.approved_on!)
    yield {
      field: renewal ? 'approved_on' : 'term_from',
      rule: named,
      message: renewal
        ? {
            en: `The term before ran out on ${formatDay(addDays(r.term_from!, -1), 'en')}, before this approval. End it, and ask anew.`,
            zh: `原使用期限已于${formatDay(addDays(r.term_from!, -1), 'zh')}届满，未在届满前批准延长。请解除后重新报批。`,
          }
        : {
            en: 'It begins after the head has approved it. Correct one of the two days.',
            zh: '使用应在负责人批准之后开始，请核对日期。',
          },
    };
} // prettier-ignore

const forms = {
  'positioning-approval': { en: 'Approval of a device', zh: '使用电子定位装置审批表' },
  'positioning-notice': { en: 'Notice to the person', zh: '使用电子定位装置告知书' },
};

const papers = (r: Positioning): Paper[] => [
  paper(1, 'positioning-approval', 'Approval of a device', '使用电子定位装置审批表', 'always', { template: 'positioning-approval' }),
  paper(2, 'evidence', 'Evidence', '证据材料', 'always', fromOutside),
  paper(3, 'positioning-notice', 'Notice to the person', '告知书', r.told_on ? 'always' : 'as_needed', { template: 'positioning-notice' }),
]; // prettier-ignore

function dutiesOf(r: Positioning, calendar: Calendar): Duty[] {
  const words = { roles: agency, statutory: false } as const;
  if (r.state === 'asked')
    return [
      dutyFrom(approvalRhythm.positioning_decide, r.asked_on!, calendar, {
        ...words,
        key: 'lay_before',
        label: { en: 'Have it decided', zh: '报负责人审批' },
        action: 'lay_before',
        asked: true,
      }),
    ];
  if (r.state === 'laid' || r.state === 'renewing') {
    const decide = dutyFrom(approvalRhythm.positioning_decide, r.laid_on!, calendar, {
      ...words,
      roles: head,
      key: 'approve',
      label: { en: 'Decide', zh: '审批' },
      action: r.state === 'laid' ? 'approve' : 'approve_renewal',
      asked: true,
    });
    return r.state === 'laid' ? [decide] : [decide, ...ending(r)];
  }
  if (r.state !== 'in_force') return [];
  const tell: Duty[] = r.told_on
    ? []
    : [
        dutyFrom(approvalRhythm.decision_serve, r.approved_on!, calendar, {
          ...words,
          roles: ownOffice,
          key: 'tell',
          label: { en: 'Tell the person', zh: '书面告知本人' },
          action: 'tell',
        }),
      ];
  return [
    ...tell,
    dutyFrom(approvalRhythm.positioning_look, r.term_until!, calendar, {
      ...words,
      key: 'look',
      label: { en: 'Is it still needed?', zh: '评估是否仍有必要' },
      action: 'ask_renewal',
    }),
    ...ending(r),
  ];
}

/** It ends on its own day, holiday or not: nobody wears it a day longer. */
function ending(r: Positioning): Duty[] {
  const named = rule(r.terms.length > 1 ? 'R42.renewal' : 'R42');
  return [
    {
      key: 'end',
      label: { en: 'End it: its term runs out', zh: '期满解除' },
      from_day: r.term_from!,
      due_on: r.term_until!,
      rule: named.id,
      rule_version: named.version,
      action: 'end',
      roles: agency,
      statutory: true,
    },
  ];
}

function postings(r: Positioning): Posting[] {
  if (r.terms.length === 0) return [];
  const unit_id = r.home_unit_id!;
  return [
    ...stays({ measure: 'positioning', unit_id, facets: { cause: r.cause! } }, r.terms, r.ended_on),
    ...r.terms.map((term, i) => ({
      measure: i === 0 ? 'positioning_approved' : 'positioning_renewed',
      day: term.approved_on!,
      unit_id,
      amount: 1,
    })),
  ];
}

/**
 * A positioning device: whether, why and how long, never where somebody is. No position is kept here, and what is kept
 * is encrypted and for corrections alone (Community Corrections Law 29).
 */
export const correctionPositioning = defineRecord<
  typeof fields,
  typeof children,
  Record<State, StateInfo>
>({
  name: 'correction_positioning',
  line: 'corrections',
  label: { en: 'Positioning', zh: '电子定位审批' },
  plural: { en: 'Positioning', zh: '电子定位审批' },
  about: {
    en: 'Devices approved by the head of the county justice department, for one of five causes, three months at most at a time. No position is kept here.',
    zh: '经县级司法行政部门负责人批准、因五种法定情形使用电子定位装置，每次不超过三个月。本台账不保存位置信息。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'Asked for', zh: '已提请' }, tone: 'waiting' },
    laid: { label: { en: 'With the head', zh: '待负责人审批' }, tone: 'waiting' },
    in_force: { label: { en: 'In force', zh: '使用中' }, tone: 'working' },
    renewing: {
      label: { en: 'In force, further term asked for', zh: '使用中，提请延长' },
      tone: 'waiting',
    },
    ended: { label: { en: 'Ended', zh: '已解除' }, tone: 'done' },
    refused: { label: { en: 'Refused', zh: '不批准' }, tone: 'ended' },
  },
  actions: {
    ask: {
      label: { en: 'Ask for it', zh: '提请使用' },
      from: ['new'],
      to: 'asked',
      roles: office,
      fields: ['file_id', 'cause', 'facts', 'asked_on'],
      set: (r, { today, actor }) => ({
        asked_on: r.asked_on ?? today,
        asked_by: actor.person_id,
        home_unit_id: r.unit_id,
      }),
      check: past,
      beside: [
        underCorrection,
        {
          locks: ['file_id'],
          reads: [
            (r) => ({
              type: 'correction_positioning',
              where: { file_id: [r.file_id!], state: ['asked', 'laid', ...running] },
            }),
          ],
          check: (_r, [running_ones]) =>
            noneBeside(running_ones, {
              en: 'There is a device already, or one is asked for. Have that one renewed or ended.',
              zh: '该对象已提请或者正在使用，请办理延长或者解除。',
            }),
        },
      ],
    },
    lay_before: {
      label: { en: 'Lay before the head', zh: '报负责人审批' },
      from: ['asked'],
      to: 'laid',
      roles: agency,
      primary: true,
      fields: ['county_opinion', 'head_id'],
      required: ['county_opinion', 'head_id'],
      set: laidBefore,
      check: laidBeforeAnother,
    },
    take_back: {
      label: { en: 'Take back from the head', zh: '撤回报批' },
      from: ['laid', 'renewing'],
      to: (r) => (r.terms.length > 0 ? 'in_force' : 'asked'),
      roles: agency,
      reason: 'always',
      set: (r) => ({ head_id: null, laid_on: null, laid_by: null, ...asBefore(r) }),
    },
    approve: {
      label: { en: 'Approve', zh: '批准' },
      from: ['laid'],
      to: 'in_force',
      roles: head,
      primary: true,
      not_by: ['asked_by', 'laid_by'],
      fields: ['approved_on', 'term_from', 'term_until'],
      set: approved,
      *check(r, moment) {
        yield* byTheHead(r, moment);
        yield* termFits(r, moment);
      },
      beside: [
        {
          locks: [],
          reads: [theFile],
          check: (r, [file]) => withinTerm(fileIn(file), 'term_until', r.term_until),
        },
      ],
    },
    decline: {
      label: { en: 'Do not follow up', zh: '不予报批' },
      from: ['asked'],
      to: 'refused',
      roles: agency,
      fields: ['refused_ground', 'refused_on'],
      required: ['refused_ground'],
      set: (r, { today }) => ({ refused_on: r.refused_on ?? today }),
      check: past,
    },
    refuse: {
      label: { en: 'Refuse', zh: '不批准' },
      from: ['laid'],
      to: 'refused',
      roles: head,
      not_by: ['asked_by', 'laid_by'],
      fields: ['refused_ground', 'refused_on'],
      required: ['refused_ground'],
      set: (r, { today }) => ({ refused_on: r.refused_on ?? today, with_head: false }),
      *check(r, moment) {
        yield* byTheHead(r, moment);
        yield* past(r, moment);
      },
    },
    tell: {
      label: { en: 'Record that the person was told', zh: '登记告知' },
      from: running,
      roles: office,
      primary: true,
      fields: ['told_on'],
      set: (r, { today }) => ({ told_on: r.told_on ?? today }),
      check: past,
    },
    ask_renewal: {
      label: { en: 'Ask for a further term', zh: '提请延长' },
      from: ['in_force'],
      to: 'renewing',
      roles: agency,
      fields: ['assessment', 'asked_on', 'head_id'],
      required: ['assessment', 'head_id'],
      // A new approval is asked for on its own day by its own person; the term before stays as a row.
      set: (r, moment) => ({
        asked_on:
          r.asked_on && r.asked_on > (lastTerm(r)?.approved_on ?? '') ? r.asked_on : moment.today,
        asked_by: moment.actor.person_id,
        head_name: null,
        approved_on: null,
        ...laidBefore(r, moment),
      }),
      check: laidBeforeAnother,
    },
    approve_renewal: {
      label: { en: 'Approve a further term', zh: '批准延长' },
      from: ['renewing'],
      to: 'in_force',
      roles: head,
      primary: true,
      not_by: ['asked_by', 'laid_by'],
      fields: ['approved_on', 'term_until'],
      set: (r, moment) => {
        const unchanged = r.term_until === lastTerm(r)?.until_day;
        // Told of the term before, not of this one.
        return {
          ...approved(unchanged ? { ...r, term_until: null } : r, moment),
          told_on: null,
        };
      },
      *check(r, moment) {
        yield* byTheHead(r, moment);
        yield* termFits(r, moment);
      },
      beside: [
        {
          locks: [],
          reads: [theFile],
          check: (r, [file]) => withinTerm(fileIn(file), 'term_until', r.term_until),
        },
      ],
    },
    refuse_renewal: {
      label: { en: 'Not renewed', zh: '不批准延长' },
      from: ['renewing'],
      to: 'in_force',
      roles: head,
      not_by: ['asked_by', 'laid_by'],
      fields: ['refused_ground'],
      required: ['refused_ground'],
      set: asBefore,
      check: byTheHead,
    },
    end: {
      label: { en: 'End it', zh: '解除' },
      from: running,
      to: 'ended',
      roles: agency,
      fields: ['ended_on', 'end_reason'],
      required: ['end_reason'],
      set: (r, { today }) => ({ ended_on: r.ended_on ?? today }),
      *check(r, moment) {
        yield* past(r, moment);
        if (r.end_reason === 'cause_over' && r.ended_on! < moment.today)
          yield {
            field: 'ended_on',
            warning: true,
            rule: 'R42',
            message: {
              en: 'It ends on the day on which its cause is over. It is written down later than that.',
              zh: '法定情形消失的，应当立即解除；本次登记晚于解除日期。',
            },
          };
      },
    },
  },
  keeper: 'in_hand_id',
  copies: fileCopies,
  derive: (r) => ({ in_hand_id: r.with_head ? r.head_id : r.officer_id }),
  numbers: {
    field: 'number',
    when: (r) => r.terms.length > 0,
    key: (r) =>
      `correction_positioning/${unitsOnPath(r.path)[1] ?? ''}/${r.terms[0]?.approved_on?.slice(0, 4)}${r.minor ? '/sealed' : ''}`,
    print: (r, n) =>
      `（${r.terms[0]?.approved_on?.slice(0, 4)}）${r.minor ? '未定批' : '定批'}字第${n}号`,
  },
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  goes_with: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['asked_on', 'approved_on'],
      ['approved_on', 'told_on'],
      ['term_from', 'term_until'],
    ]);
    const first = r.terms[0]?.from_day;
    if (r.ended_on && first && r.ended_on < first)
      yield {
        field: 'ended_on',
        message: { en: 'It cannot end before it began. Correct the day.', zh: '解除日期早于开始使用日期，请核对。' },
      }; // prettier-ignore
  },
  duties: comingUp(dutiesOf),
  postings,
  papers,
  forms,
  // Neutral: nobody learns from a title that somebody wears a device.
  title: (r) => {
    const who = calledIn(r, 'person_id');
    return { en: `Measure for ${who.en}`, zh: `${who.zh}管理措施` };
  },
  form: [
    { label: { en: 'Asked for', zh: '提请' }, fields: ['file_id', 'cause', 'facts', 'asked_on', 'assessment'] },
    { label: { en: 'Approval', zh: '批准' }, fields: ['county_opinion', 'head_id', 'laid_on', 'head_name', 'approved_on', 'term_from', 'term_until', 'terms', 'refused_on', 'refused_ground'] },
    { label: { en: 'Told and ended', zh: '告知与解除' }, fields: ['told_on', 'ended_on', 'end_reason'] },
  ], // prettier-ignore
  list: {
    columns: ['person_id', 'cause', 'term_from', 'term_until', 'state'],
    filters: ['state', 'cause', 'asked_on', 'term_until', 'end_reason', 'file_id', 'person_id'],
    order: 'asked_on',
  },
  search: (r) => [r.number],
  example: {
    file_id: '@correction_file',
    cause: 'left',
    facts: '未经批准离开所居住的县',
    asked_on: '2009-03-06',
  },
});
