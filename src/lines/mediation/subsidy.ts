import { addDays, formatDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { account, code, codes, day, line, link, money, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Moment, Paper, RecordBase, StateInfo } from '#engine/record.ts';
import { agreementForms, difficulties, duplicateSigns, performances } from './codes.ts';
import { ownRows } from '../common/copied-rows.ts';
import { checkDossier, dossierIn } from './dossier.ts';
import { dutyFrom } from '../common/office-period.ts';
import { noticeDaysMin, rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { hands, supervisors } from '../common/posts.ts';
import {
  noDuplicate,
  notByWhoMediated,
  oneCaseOnce,
  onlyWhoMediated,
  withinLimits,
} from './subsidy-rules.ts';
import { gradeFields } from './tariff.ts';

const fields = {
  dispute_id: link('Dispute', '纠纷', 'dispute', { required: true }),
  dispute_number: line('Number', '纠纷案号', { computed: true, max: 60 }),
  dispute_form: code('Form of agreement', '协议形式', agreementForms, { computed: true }),
  dispute_difficulty: code('Difficulty as recorded', '登记难易程度', difficulties, {
    computed: true,
  }),
  dispute_performance: code('Performance', '履行情况', performances, { computed: true }),
  dispute_closed_on: day('Closed on', '结案日期', { computed: true }),
  dispute_mediator_account_id: account("Mediator's account", '调解员账号', { computed: true }),
  committee_short_name: line('Committee', '调委会', { computed: true, max: 20 }),
  tariff_id: link('Tariff', '补助标准', 'tariff', {
    required: true,
    in_force_on: 'dispute_closed_on',
  }),
  tariff_version: line('Version of the tariff', '标准版本', { computed: true, max: 20 }),
  tariff_from: day('Tariff in force since', '标准启用日期', { computed: true }),
  tariff_to: day('Tariff in force until', '标准停用日期', { computed: true, future: true }),
  grade: code('Grade', '申报档次', difficulties, { required: true }),
  grade_amount_fen: money('Tariff for this grade', '标准金额', { computed: true }),
  amount_fen: money('Amount', '补助金额', { required: true }),
  claimed_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  claimed_on: day('Claimed on', '申报日期', { required: true }),
  claimed_by: account('Claimed by', '申报人', { computed: true }),
  /** Follows from the papers in the file of the dispute on the day of the review; nobody ticks it. */
  dossier_complete: yesNo('Is the file complete?', '卷宗是否齐全', { computed: true }),
  dossier_missing: line('What is missing', '所缺材料', { max: 200 }),
  tariff_papers_may_follow: yesNo('Papers may follow', '允许材料后补', { computed: true }),
  dossier_exception: line('Passed though papers are missing, because', '材料后补理由', {
    max: 200,
    when: ({ tariff_papers_may_follow }) => tariff_papers_may_follow === true,
  }),
  duplicate_checked: yesNo('Checked for duplicates', '已核查重复申报'),
  duplicate_signs: codes('Signs of a duplicate', '重复申报疑点', duplicateSigns),
  duplicate_note: line('Why it is no duplicate', '疑点说明', { max: 200 }),
  office_reviewed_on: day('Office review on', '司法所初审日期'),
  office_reviewed_by: account('Office review by', '初审人', { computed: true }),
  office_opinion: line('Opinion of the office', '初审意见', { max: 200 }),
  county_reviewed_on: day('County review on', '县（区）局复审日期'),
  county_reviewed_by: account('County review by', '复审人', { computed: true }),
  county_opinion: line('Opinion of the county', '复审意见', { max: 200 }),
  rejected_on: day('Rejected on', '不予补助日期'),
  rejected_ground: line('Why rejected', '不予补助理由', { max: 200 }),
  notice_from: day('Public notice from', '公示起'),
  notice_until: day('Public notice until', '公示止', { future: true }),
  notice_place: line('Where it hangs', '公示地点', { max: 100 }),
  objection: line('Objections', '异议情况', { max: 500 }),
  approved_on: day('Approved on', '审批日期'),
  approved_by: account('Approved by', '审批人', { computed: true }),
  paid_on: day('Paid on', '发放日期'),
  payment_list: line('Payment list', '发放批次', { max: 60 }),
  clawed_back_on: day('Paid back on', '追回日期'),
  clawed_back_fen: money('Paid back', '追回金额'),
};
const children = {
  splits: childList(
    'splits',
    'Who gets it',
    '补助分配',
    { en: 'Share', zh: '分配' },
    {
      mediator_id: link('Mediator', '调解员', 'mediator', { required: true }),
      account_id: account('Account', '登录账号'),
      amount_fen: money('Amount', '金额', { required: true }),
    },
    { min: 1 },
  ),
  /** Copied with the tariff: an old claim keeps the amounts it was made by. */
  tariff_grades: childList(
    'tariff_grades',
    'Grades of the tariff',
    '标准档次',
    { en: 'Grade', zh: '档次' },
    gradeFields,
  ),
};

type State =
  | 'claimed'
  | 'office_reviewed'
  | 'county_reviewed'
  | 'publicised'
  | 'approved'
  | 'paid'
  | 'rejected'
  | 'clawed_back';
export type Subsidy = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const claim = ['dispute_id', 'tariff_id', 'grade', 'amount_fen', 'splits', 'claimed_on'];
const forms = {
  claim: { en: 'Claim and approval form', zh: '以案定补申报审批表' },
  'public-notice': { en: 'Public notice', zh: '以案定补公示' },
  'payment-list': { en: 'Payment list', zh: '以案定补发放表' },
};

/** Whoever mediated, or claimed, does not judge the claim. */
const notByThem = ['claimed_by', 'dispute_mediator_account_id', 'splits.account_id'];

const past = (r: Subsidy, { today }: Moment): Issue[] => [...notInFuture(fields, r, today)];
export const subsidy = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'subsidy',
  line: 'mediation',
  label: { en: 'Subsidy', zh: '以案定补' },
  plural: { en: 'Subsidies', zh: '以案定补' },
  about: {
    en:
      'Claims for the per-case subsidy: whoever mediated is paid, once for a dispute, after' +
      ' two reviews and a public notice.',
    zh: '以案定补申报、初审、复审、公示、审批和发放：谁调解补助谁，一案一补。',
  },
  fields,
  children,
  states: {
    claimed: { label: { en: 'Claimed', zh: '已申报' }, tone: 'waiting' },
    office_reviewed: {
      label: { en: 'Reviewed by the office', zh: '司法所已初审' },
      tone: 'waiting',
    },
    county_reviewed: {
      label: { en: 'Reviewed by the county', zh: '县（区）局已复审' },
      tone: 'working',
    },
    publicised: { label: { en: 'On public notice', zh: '公示中' }, tone: 'waiting' },
    approved: { label: { en: 'Approved', zh: '已审批' }, tone: 'working' },
    paid: { label: { en: 'Paid', zh: '已发放' }, tone: 'done' },
    rejected: { label: { en: 'Rejected', zh: '不予补助' }, tone: 'ended' },
    clawed_back: { label: { en: 'Paid back', zh: '已追回' }, tone: 'ended' },
  },
  actions: {
    claim: {
      label: { en: 'Claim', zh: '申报' },
      from: ['new'],
      to: 'claimed',
      roles: hands,
      fields: claim,
      set: (r, { today, actor }) => ({
        claimed_on: r.claimed_on ?? today,
        claimed_by: actor.person_id,
        claimed_unit_id: r.unit_id,
      }),
      check: past,
      beside: [oneCaseOnce(true), onlyWhoMediated(true), withinLimits(true)],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['claimed'],
      roles: hands,
      fields: claim,
      check: past,
      beside: [oneCaseOnce(true), onlyWhoMediated(true), withinLimits(true)],
    },
    office_review: {
      label: { en: 'Review (office)', zh: '司法所初审' },
      from: ['claimed'],
      to: 'office_reviewed',
      roles: supervisors,
      primary: true,
      not_by: notByThem,
      file_of: 'dispute_id',
      fields: [
        'dossier_exception',
        'duplicate_checked',
        'duplicate_signs',
        'duplicate_note',
        'office_opinion',
        'office_reviewed_on',
      ],
      required: ['duplicate_checked', 'office_reviewed_on'],
      set: (r, { today, actor, file_of }) => ({
        office_reviewed_on: r.office_reviewed_on ?? today,
        office_reviewed_by: actor.person_id,
        ...dossierIn(file_of),
      }),
      check: function* (r, moment) {
        yield* past(r, moment);
        yield* checkDossier(r);
        yield* checkDuplicates(r);
      },
      beside: [notByWhoMediated, oneCaseOnce(false), onlyWhoMediated(false), noDuplicate],
    },
    send_back: {
      label: { en: 'Send back', zh: '退回补正' },
      from: ['claimed', 'office_reviewed', 'county_reviewed', 'publicised'],
      to: 'claimed',
      roles: supervisors,
      reason: 'always',
      fields: ['dossier_missing'],
      set: () => ({
        office_reviewed_on: null,
        office_reviewed_by: null,
        county_reviewed_on: null,
        county_reviewed_by: null,
        dossier_complete: null,
        dossier_exception: null,
        duplicate_checked: null,
        notice_from: null,
        notice_until: null,
      }),
    },
    county_review: {
      label: { en: 'Review (county)', zh: '县（区）局复审' },
      from: ['office_reviewed'],
      to: 'county_reviewed',
      roles: ['county'],
      primary: true,
      not_by: [...notByThem, 'office_reviewed_by'],
      fields: [
        'grade',
        'amount_fen',
        'splits',
        'duplicate_signs',
        'duplicate_note',
        'county_opinion',
        'county_reviewed_on',
      ],
      required: ['county_reviewed_on'],
      set: (r, { today, actor }) => ({
        county_reviewed_on: r.county_reviewed_on ?? today,
        county_reviewed_by: actor.person_id,
      }),
      check: function* (r, moment) {
        yield* past(r, moment);
        yield* checkDuplicates(r);
      },
      beside: [
        notByWhoMediated,
        oneCaseOnce(false),
        onlyWhoMediated(false),
        noDuplicate,
        withinLimits(true),
      ],
    },
    reject: {
      label: { en: 'Reject', zh: '不予补助' },
      from: ['claimed', 'office_reviewed', 'county_reviewed', 'publicised'],
      to: 'rejected',
      roles: supervisors,
      not_by: notByThem,
      fields: ['rejected_on', 'rejected_ground'],
      required: ['rejected_on', 'rejected_ground'],
      set: (r, { today }) => ({ rejected_on: r.rejected_on ?? today }),
      check: past,
      beside: [notByWhoMediated],
    },
    publicise: {
      label: { en: 'Put on public notice', zh: '公示' },
      from: ['county_reviewed'],
      to: 'publicised',
      roles: ['county'],
      primary: true,
      fields: ['notice_from', 'notice_until', 'notice_place'],
      required: ['notice_from', 'notice_until'],
      set: (r, { today }) => {
        const notice_from = r.notice_from ?? today;
        return {
          notice_from,
          notice_until: r.notice_until ?? addDays(notice_from, noticeDaysMin - 1),
        };
      },
      check: past,
    },
    approve: {
      label: { en: 'Approve', zh: '审批' },
      from: ['publicised'],
      to: 'approved',
      roles: ['county'],
      primary: true,
      not_by: notByThem,
      fields: ['objection', 'approved_on'],
      required: ['approved_on'],
      set: (r, { today, actor }) => ({
        approved_on: r.approved_on ?? today,
        approved_by: actor.person_id,
      }),
      check: function* (r, moment) {
        yield* past(r, moment);
        if (r.approved_on! <= r.notice_until!) {
          yield {
            field: 'approved_on',
            message: {
              en: `The public notice runs until ${formatDay(r.notice_until!, 'en')}. Approve on a later day.`,
              zh: `公示至${formatDay(r.notice_until!, 'zh')}，公示期满后方可审批。`,
            },
          };
        }
      },
      beside: [notByWhoMediated, oneCaseOnce(false), withinLimits(false)],
    },
    pay: {
      label: { en: 'Record the payment', zh: '登记发放' },
      from: ['approved'],
      to: 'paid',
      roles: ['county'],
      primary: true,
      fields: ['paid_on', 'payment_list'],
      required: ['paid_on', 'payment_list'],
      check: past,
    },
    correct_payment: {
      label: { en: 'Correct the payment', zh: '更正发放' },
      from: ['paid'],
      roles: ['county'],
      reason: 'always',
      fields: ['paid_on', 'payment_list'],
      required: ['paid_on', 'payment_list'],
      check: past,
    },
    claw_back: {
      label: { en: 'Record the pay-back', zh: '追回' },
      from: ['paid'],
      to: 'clawed_back',
      roles: ['county'],
      reason: 'always',
      fields: ['clawed_back_on', 'clawed_back_fen'],
      required: ['clawed_back_on', 'clawed_back_fen'],
      check: past,
    },
    reopen: {
      label: { en: 'Look at it again', zh: '重新审核' },
      from: ['rejected'],
      to: 'claimed',
      roles: supervisors,
      reason: 'always',
      set: () => ({
        rejected_on: null,
        rejected_ground: null,
        office_reviewed_on: null,
        office_reviewed_by: null,
        county_reviewed_on: null,
        county_reviewed_by: null,
        notice_from: null,
        notice_until: null,
      }),
    },
  },
  example: {
    dispute_id: '@dispute',
    tariff_id: '@tariff',
    grade: 'simple',
    amount_fen: 3000,
    claimed_on: '2009-03-10',
    splits: [{ mediator_id: '@mediator', amount_fen: 3000 }],
  },
  title: (r) => ({
    en: `Subsidy for ${r.dispute_number ?? 'a dispute'}`,
    zh: `${r.dispute_number ?? ''}以案定补`,
  }),
  form: [
    {
      label: { en: 'Claim', zh: '申报' },
      fields: [
        'dispute_id',
        'dispute_form',
        'dispute_difficulty',
        'dispute_closed_on',
        'tariff_id',
        'grade',
        'grade_amount_fen',
        'amount_fen',
        'splits',
        'claimed_on',
      ],
    },
    {
      label: { en: 'Office review', zh: '司法所初审' },
      fields: [
        'dossier_complete',
        'dossier_missing',
        'dossier_exception',
        'duplicate_checked',
        'duplicate_signs',
        'duplicate_note',
        'office_opinion',
        'office_reviewed_on',
      ],
    },
    {
      label: { en: 'County review', zh: '县（区）局复审' },
      fields: ['county_opinion', 'county_reviewed_on', 'rejected_on', 'rejected_ground'],
    },
    {
      label: { en: 'Public notice', zh: '公示' },
      fields: ['notice_from', 'notice_until', 'notice_place', 'objection'],
    },
    {
      label: { en: 'Payment', zh: '审批发放' },
      fields: ['approved_on', 'paid_on', 'payment_list', 'clawed_back_on', 'clawed_back_fen'],
    },
  ],
  list: {
    columns: [
      'dispute_number',
      'committee_short_name',
      'grade',
      'amount_fen',
      'claimed_on',
      'state',
      'paid_on',
    ],
    filters: ['state', 'grade', 'claimed_on', 'paid_on', 'payment_list', 'dispute_id', 'tariff_id'],
    order: 'claimed_on',
  },
  search: (r) => [r.dispute_number, r.committee_short_name, r.payment_list],
  copies: {
    dispute_number: ['dispute_id', 'number'],
    dispute_form: ['dispute_id', 'agreement_form'],
    dispute_difficulty: ['dispute_id', 'difficulty'],
    dispute_performance: ['dispute_id', 'performance'],
    dispute_closed_on: ['dispute_id', 'closed_on'],
    dispute_mediator_account_id: ['dispute_id', 'mediator_account_id'],
    committee_short_name: ['dispute_id', 'committee_short_name'],
    tariff_version: ['tariff_id', 'version_no'],
    tariff_papers_may_follow: ['tariff_id', 'papers_may_follow'],
    tariff_from: ['tariff_id', 'valid_from'],
    tariff_to: ['tariff_id', 'valid_to'],
    tariff_grades: ['tariff_id', 'grades'],
  },
  // A mediator sees what became of the own claims (domain brief 7, row 10).
  keeper: 'dispute_mediator_account_id',
  derive: (r) => {
    const tariff_grades = ownRows(r.id, r.tariff_grades);
    const grade = tariff_grades.find(
      (one) => one.form === r.dispute_form && one.difficulty === r.grade,
    );
    return { tariff_grades, grade_amount_fen: grade?.amount_fen ?? null };
  },
  *check(r) {
    yield* inOrder(fields, r, [
      ['dispute_closed_on', 'claimed_on'],
      ['claimed_on', 'office_reviewed_on'],
      ['office_reviewed_on', 'county_reviewed_on'],
      ['county_reviewed_on', 'notice_from'],
      ['approved_on', 'paid_on'],
      ['paid_on', 'clawed_back_on'],
    ]);
    yield* checkClaim(r);
    if (
      r.notice_from &&
      r.notice_until &&
      r.notice_until < addDays(r.notice_from, noticeDaysMin - 1)
    ) {
      yield {
        field: 'notice_until',
        message: {
          en: `A public notice hangs for at least ${noticeDaysMin} days.`,
          zh: `公示期不得少于${noticeDaysMin}日。`,
        },
      };
    }
    if ((r.clawed_back_fen ?? 0) > (r.amount_fen ?? 0)) {
      yield {
        field: 'clawed_back_fen',
        message: {
          en: 'No more can be paid back than was paid.',
          zh: '追回金额不能超过发放金额。',
        },
      };
    }
  },
  duties: (r, calendar) => {
    const one = (from: string | null, key: string, en: string, zh: string, roles = supervisors) =>
      from
        ? [
            dutyFrom(rhythm.review_claim, from, calendar, {
              key,
              label: { en, zh },
              action: key,
              roles,
              statutory: false,
              asked: true,
            }),
          ]
        : [];
    switch (r.state) {
      case 'claimed':
        return one(r.claimed_on, 'office_review', 'Review the subsidy claim', '初审以案定补');
      case 'office_reviewed':
        return one(
          r.office_reviewed_on,
          'county_review',
          'Review the subsidy claim',
          '复审以案定补',
          ['county'],
        );
      case 'county_reviewed':
        return one(
          r.county_reviewed_on,
          'publicise',
          'Put the subsidy on public notice',
          '公示以案定补',
          ['county'],
        );
      case 'publicised':
        return one(r.notice_until, 'approve', 'Approve the subsidy', '审批以案定补', ['county']);
      case 'approved':
        return one(r.approved_on, 'pay', 'Pay the subsidy', '发放以案定补', ['county']);
      default:
        return [];
    }
  },
  postings: (r) => {
    const unit_id = r.claimed_unit_id ?? r.unit_id;
    if (!r.paid_on || !r.amount_fen) return [];
    const paid: Posting[] = [
      { measure: 'subsidies_paid', day: r.paid_on, unit_id, amount: 1, subject: r.dispute_id! },
      { measure: 'subsidy_amount', day: r.paid_on, unit_id, amount: r.amount_fen },
    ];
    // What came back is taken off on the day it came back: the year in which it was paid keeps its figure.
    if (r.clawed_back_on && r.clawed_back_fen) {
      const back = { day: r.clawed_back_on, unit_id };
      paid.push({ measure: 'subsidy_amount', ...back, amount: -r.clawed_back_fen });
      paid.push({ measure: 'subsidies_clawed_back', ...back, amount: r.clawed_back_fen });
    }
    return paid;
  },
  papers: papersOf,
  forms,
});

/** What hangs on the wall and what is paid by are lists: one paper for all claims of one notice or one payment. */
function papersOf(r: Subsidy): Paper[] {
  const after = (day: Day | null) => (day ? 'always' : 'as_needed');
  const paper = (
    order: number,
    name: keyof typeof forms,
    required: Paper['required'],
    signature: Paper['signature'] = 'needed',
  ): Paper => ({ name, order, label: forms[name], required, signature, template: name });
  return [
    paper(1, 'claim', 'always'),
    {
      // It hangs on the wall under the seal; nobody signs it.
      ...paper(2, 'public-notice', after(r.notice_from), 'none'),
      together: { field: 'notice_from', without: ['rejected'] },
    },
    { ...paper(3, 'payment-list', after(r.paid_on)), together: { field: 'payment_list' } },
  ];
}

function* checkClaim(r: Subsidy): Generator<Issue> {
  if (!r.dispute_form || !r.dispute_closed_on || r.dispute_performance !== 'performed') {
    yield {
      field: 'dispute_id',
      message: {
        en:
          'A subsidy is for a dispute that was settled, performed and closed. Close the ' +
          'dispute first, then choose it here.',
        zh: '以案定补限于调解成功、履行完毕并已结案的纠纷，请先办理结案再选择。',
      },
    };
  } else if (
    !r.tariff_from ||
    r.tariff_from > r.dispute_closed_on ||
    (r.tariff_to && r.tariff_to < r.dispute_closed_on)
  ) {
    yield {
      field: 'tariff_id',
      message: {
        en: 'This tariff was not in force on the day the dispute was closed. Choose the one that was.',
        zh: '该标准在纠纷结案日未启用，请选择当时适用的标准。',
      },
    };
  } else if (r.grade_amount_fen === null) {
    yield {
      field: 'grade',
      message: {
        en: 'The tariff has no amount for this form and difficulty.',
        zh: '补助标准中没有该协议形式和难易程度的档次。',
      },
    };
  } else if (r.amount_fen! > r.grade_amount_fen) {
    yield {
      field: 'amount_fen',
      message: {
        en: `The tariff gives ${r.grade_amount_fen / 100} yuan at most.`,
        zh: `该档次补助标准为${r.grade_amount_fen / 100}元，不能超过。`,
      },
    };
  }
  const sum = r.splits.reduce((total, split) => total + (split.amount_fen ?? 0), 0);
  if (sum !== r.amount_fen) {
    yield {
      field: 'splits',
      message: {
        en: `The shares make ${sum / 100} yuan, the subsidy is ${(r.amount_fen ?? 0) / 100}.`,
        zh: `分配合计${sum / 100}元，与补助金额${(r.amount_fen ?? 0) / 100}元不符。`,
      },
    };
  }
  if (new Set(r.splits.map((split) => split.mediator_id)).size !== r.splits.length) {
    yield {
      field: 'splits',
      message: {
        en: 'A mediator has two shares. Put them together.',
        zh: '同一调解员出现两次，请合并。',
      },
    };
  }
}

function* checkDuplicates(r: Subsidy): Generator<Issue> {
  if (!r.duplicate_checked) {
    yield {
      field: 'duplicate_checked',
      message: { en: 'Check for duplicates first.', zh: '请先核查是否重复申报。' },
    };
  }
  if (r.duplicate_signs?.length && !r.duplicate_note) {
    yield {
      field: 'duplicate_note',
      message: {
        en: 'There are signs of a duplicate. Say why it is none, or reject the claim.',
        zh: '存在重复申报疑点，请说明理由或不予补助。',
      },
    };
  }
}
