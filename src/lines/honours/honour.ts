import { addDays, addMonths, formatDay } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { defineRecord } from '#engine/record.ts';
import type { Moment, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { levels } from '../common/levels.ts';
import { answersOn } from '../common/score-sheet.ts';
import { decidedAbove, honourKinds, termsOf } from './codes.ts';
import { honourDuties, honourForms, honourPapers, honourPostings } from './honour-counts.ts';
import { children, fields } from './honour-fields.ts';
import type { Honour, HonourState } from './honour-fields.ts';
import {
  checkInspected,
  checkInspector,
  checkKind,
  checkNotice,
  checkNoticeOver,
  checkObjections,
  endedTerms,
  keptTerms,
  lowerFirst,
  namedTerms,
  shortestNotice,
  standardisedFirst,
  subjectKey,
  usualEnd,
} from './honour-rules.ts';
import {
  checkEnough,
  checkInspectorScored,
  checkSelfScored,
  checkTreeOfKind,
  scored,
  scoredWhereTree,
} from './honour-scores.ts';

const nominators = ['clerk', 'director', 'county', 'bureau'] as const;
const above = ['county', 'bureau'] as const;

const what = [
  'kind',
  'level',
  'subject_kind',
  'subject_name',
  'subject_name_en',
  'office_id',
  'position',
  'person_account_id',
  'title',
  'basis',
  'merits',
  'criteria_id',
  'self_score',
  'scores',
  'conditions',
];
const naming = [
  'named_on',
  'named_by',
  'document_no',
  'certificate_no',
  'plaque_on',
  'valid_until',
];
const inHand = ['nominated', 'inspected', 'publicised', 'recommended'] as const;

export const honour = defineRecord<typeof fields, typeof children, Record<HonourState, StateInfo>>({
  name: 'honour',
  line: 'honours',
  label: { en: 'Honour', zh: '荣誉' },
  plural: { en: 'Honours', zh: '荣誉台账' },
  about: {
    en: 'Every honour of a village, unit, office or person: nominated, inspected, put on public notice, recommended or named, verified again, kept or lost.',
    zh: '示范村、示范单位、标兵司法所和个人荣誉：申报、考察、公示、推荐、命名、复核，直至撤销或取消。',
  },
  fields,
  children,
  states: {
    nominated: { label: { en: 'Nominated', zh: '已申报' }, tone: 'waiting' },
    inspected: { label: { en: 'Inspected', zh: '已考察' }, tone: 'working' },
    publicised: { label: { en: 'On public notice', zh: '公示中' }, tone: 'waiting' },
    recommended: { label: { en: 'Recommended', zh: '已推荐上报' }, tone: 'waiting' },
    held: { label: { en: 'Named', zh: '已命名' }, tone: 'done' },
    revoked: { label: { en: 'Revoked', zh: '已撤销' }, tone: 'ended' },
    cancelled: { label: { en: 'Cancelled', zh: '已取消' }, tone: 'ended' },
    lapsed: { label: { en: 'Run out', zh: '已到期' }, tone: 'ended' },
    not_granted: { label: { en: 'Not granted', zh: '未授予' }, tone: 'ended' },
    withdrawn: { label: { en: 'Entered by mistake', zh: '误登撤销' }, tone: 'ended' },
  },
  actions: {
    nominate: {
      label: { en: 'Nominate', zh: '申报' },
      from: ['new'],
      to: 'nominated',
      roles: nominators,
      fields: [...what, 'nominated_on'],
      required: ['nominated_on'],
      scores: 'self_score',
      set: (r, moment) => ({
        nominated_on: r.nominated_on ?? moment.today,
        nominated_by: moment.actor.person_id,
        honoured_unit_id: r.unit_id,
        ...answersOn(r.nominated_on, moment),
      }),
      check: (r, { today }) => [...notInFuture(fields, r, today), ...checkSelfScored(r)],
      beside: [lowerFirst, standardisedFirst, scoredWhereTree],
    },
    record_held: {
      label: { en: 'Bring in as held already', zh: '登记原有荣誉' },
      from: ['new'],
      to: 'held',
      roles: above,
      fields: [...what, ...naming, 'recommended_on', 'recommended_to'],
      required: ['named_on'],
      set: (r) => ({ honoured_unit_id: r.unit_id, terms: r.named_on ? namedTerms(r) : [] }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['nominated', 'inspected'],
      roles: nominators,
      fields: [...what, 'nominated_on'],
      required: ['nominated_on'],
      scores: 'self_score',
      set: (r, moment) => answersOn(r.nominated_on, moment),
      check: (r, { today }) => [...notInFuture(fields, r, today), ...checkSelfScored(r)],
      beside: [lowerFirst, standardisedFirst, scoredWhereTree],
    },
    inspect: {
      label: { en: 'Inspect', zh: '考察' },
      from: ['nominated', 'inspected'],
      to: 'inspected',
      roles: above,
      primary: true,
      not_by: ['nominated_by', 'person_account_id'],
      fields: ['inspected_on', 'conditions', 'inspector_score', 'scores', 'opinion'],
      required: ['inspected_on', 'opinion'],
      scores: 'inspector_score',
      set: (r, moment) => ({
        inspected_on: r.inspected_on ?? moment.today,
        inspected_by: moment.actor.person_id,
        ...answersOn(r.inspected_on, moment),
      }),
      *check(r, moment) {
        yield* notInFuture(fields, r, moment.today);
        yield* checkInspector(r, moment);
        yield* checkInspectorScored(r);
      },
    },
    publicise: {
      label: { en: 'Put on public notice', zh: '公示' },
      from: ['nominated', 'inspected'],
      to: 'publicised',
      roles: above,
      primary: true,
      not_by: ['person_account_id'],
      fields: ['notice_from', 'notice_until', 'notice_place'],
      required: ['notice_from'],
      set: (r, { today, calendar }) => {
        const notice_from = r.notice_from ?? today;
        const notice_shortest = shortestNotice(notice_from, calendar);
        return { notice_from, notice_shortest, notice_until: r.notice_until ?? notice_shortest };
      },
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkInspected(r);
        yield* checkEnough(r);
        if (r.conditions.some((one) => one.met === 'no')) {
          yield {
            field: 'conditions',
            message: {
              en: 'A condition is not met. Have it put right and inspected again, or decline.',
              zh: '有条件不符合。请整改后重新考察，或不予命名。',
            },
          };
        }
      },
    },
    object: {
      label: { en: 'Objections', zh: '登记、答复异议' },
      from: ['publicised'],
      roles: above,
      fields: ['objections'],
    },
    recommend: {
      label: { en: 'Recommend', zh: '推荐上报' },
      from: ['publicised'],
      to: 'recommended',
      roles: above,
      not_by: ['person_account_id'],
      fields: ['recommended_on', 'recommended_to', 'recommended_no'],
      required: ['recommended_on', 'recommended_to'],
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkNoticeOver(r, 'recommended_on');
      },
    },
    name: {
      label: { en: 'Record that it was named', zh: '命名（授予）' },
      from: ['publicised', 'recommended'],
      to: 'held',
      roles: above,
      primary: true,
      not_by: ['person_account_id'],
      fields: naming,
      required: ['named_on', 'named_by'],
      set: (r) => {
        const valid_until = r.valid_until ?? usualEnd(r);
        return { valid_until, terms: r.named_on ? namedTerms({ ...r, valid_until }) : [] };
      },
      *check(r, { today, actor }) {
        yield* notInFuture(fields, r, today);
        yield* checkNoticeOver(r, 'named_on');
        yield* checkDecidedBy(r, actor.grant.role);
      },
      beside: [standardisedFirst],
    },
    plaque: {
      label: { en: 'Certificate and plaque', zh: '登记证书、牌匾' },
      from: ['held'],
      roles: [...nominators],
      fields: ['certificate_no', 'plaque_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    verify: {
      label: { en: 'Verify again', zh: '复核' },
      from: ['held'],
      to: (r) =>
        r.verification === 'revoke'
          ? 'revoked'
          : r.verification === 'cancel'
            ? 'cancelled'
            : 'held',
      roles: above,
      primary: true,
      not_by: ['nominated_by', 'person_account_id'],
      fields: [
        'verified_on',
        'verification',
        'verification_opinion',
        'valid_until',
        'certificate_no',
      ],
      required: ['verified_on', 'verification', 'verification_opinion'],
      set: (r, { actor }) => ({ verified_by: actor.person_id, ...verified(r) }),
      *check(r, moment) {
        yield* notInFuture(fields, r, moment.today);
        yield* checkInspector(r, moment);
        yield* checkStillNamed(r, 'verified_on');
        yield* checkGoesOn(r);
      },
    },
    revoke: {
      label: { en: 'Revoke', zh: '撤销' },
      from: ['held'],
      to: 'revoked',
      roles: above,
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      set: (r) => ended(r, 'revoked'),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkStillNamed(r, 'ended_on');
      },
    },
    cancel: {
      label: { en: 'Cancel', zh: '取消' },
      from: ['held'],
      to: 'cancelled',
      roles: above,
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      set: (r) => ended(r, 'cancelled'),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        yield* checkStillNamed(r, 'ended_on');
      },
    },
    lapse: {
      label: { en: 'Note that it ran out', zh: '登记到期' },
      from: ['held'],
      to: 'lapsed',
      roles: above,
      check: checkRunOut,
    },
    correct: {
      label: { en: 'Correct', zh: '更正' },
      from: ['held'],
      roles: above,
      reason: 'always',
      fields: [...what, ...naming],
      required: ['named_on'],
      set: (r) => ({ terms: r.named_on && !r.verified_on ? namedTerms(r) : r.terms }),
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        if (r.notice_until && !r.verified_on) yield* checkNoticeOver(r, 'named_on');
        if (r.verified_on && r.terms[0]?.from_day !== r.named_on)
          yield {
            field: 'named_on',
            message: {
              en: 'It has been verified since: its day stays. Withdraw it and bring it in anew.',
              zh: '该荣誉已复核，命名日期不再更正；确有错误的，请撤销误登后重新登记。',
            },
          };
      },
    },
    decline: {
      label: { en: 'Not granted', zh: '未授予' },
      from: [...inHand],
      to: 'not_granted',
      roles: above,
      reason: 'always',
    },
    withdraw: {
      label: { en: 'Was entered by mistake', zh: '撤销误登' },
      from: [...inHand, 'held'],
      to: 'withdrawn',
      roles: above,
      reason: 'always',
    },
  },
  title: (r) => ({
    en: `${labelOf(honourKinds, r.kind).en} (${labelOf(levels, r.level).en.toLowerCase()})${r.subject_name_en ? `: ${r.subject_name_en}` : ''}`,
    zh: `${r.subject_name ?? ''}：${r.title ?? `${labelOf(levels, r.level).zh}${labelOf(honourKinds, r.kind).zh}`}`,
  }),
  form: [
    {
      label: { en: 'Honour', zh: '荣誉' },
      fields: what.filter((f) => f !== 'conditions' && f !== 'scores'),
    },
    {
      label: { en: 'Nomination and inspection', zh: '申报与考察' },
      fields: [
        'nominated_on',
        'criteria_version',
        'pass_mark',
        'scores',
        'answers',
        'conditions',
        'inspected_on',
        'inspector_score',
        'opinion',
      ],
    },
    {
      label: { en: 'Public notice', zh: '公示' },
      fields: ['notice_from', 'notice_until', 'notice_shortest', 'notice_place', 'objections'],
    },
    {
      label: { en: 'Recommendation', zh: '推荐' },
      fields: ['recommended_on', 'recommended_to', 'recommended_no'],
    },
    { label: { en: 'Named', zh: '命名' }, fields: [...naming, 'terms'] },
    {
      label: { en: 'Verification and end', zh: '复核与终止' },
      fields: ['verified_on', 'verification', 'verification_opinion', 'ended_on', 'ended_how'],
    },
  ],
  list: {
    columns: ['subject_name', 'kind', 'level', 'unit_id', 'state', 'named_on', 'valid_until'],
    filters: ['kind', 'level', 'subject_kind', 'state', 'named_on', 'recommended_on', 'office_id'],
    order: 'moved_on',
  },
  search: (r) => [r.subject_name, r.title, r.certificate_no],
  past: (given) => (given['named_on'] ? [{ action: 'record_held' }] : [{ action: 'nominate' }]),
  copies: {
    criteria_version: ['criteria_id', 'version_no'],
    criteria_kind: ['criteria_id', 'subject'],
    pass_mark: ['criteria_id', 'pass_mark'],
    items: ['criteria_id', 'items'],
  },
  derive: (r) => ({
    ...scored(r),
    subject_key: subjectKey(r),
    honoured_unit_id: r.honoured_unit_id ?? r.unit_id,
    moved_on: lastStep(r),
  }),
  *check(r) {
    yield* checkKind(r);
    yield* checkTreeOfKind(r);
    yield* checkNotice(r);
    yield* checkObjections(r);
    yield* inOrder(fields, r, [
      ['nominated_on', 'inspected_on'],
      ['inspected_on', 'notice_from'],
      ['nominated_on', 'notice_from'],
      ['recommended_on', 'named_on'],
      ['named_on', 'plaque_on'],
      ['named_on', 'valid_until'],
      // What is revoked may have run out before.
      ...(r.verification === 'keep' ? ([['verified_on', 'valid_until']] as const) : []),
    ]);
  },
  duties: honourDuties,
  papers: honourPapers,
  forms: honourForms,
  example: {
    kind: 'democratic_village',
    level: 'county',
    subject_kind: 'village',
    subject_name: '镇罗村',
    subject_name_en: 'Zhenluo village',
    title: '县级民主法治示范村',
    merits: '村务公开、民主决策，三年无群体性上访。',
    nominated_on: '2009-03-05',
    conditions: [{ condition: '村级组织健全完善', met: 'yes', note: '换届资料' }],
  },
  postings: honourPostings,
});

/**
 * Who may say that it is named: at their own level the county and the city, and above them whoever has
 * the document.
 */
function* checkDecidedBy(r: Honour, role: string): Generator<Issue> {
  if (r.level === 'city' && role !== 'bureau') {
    yield {
      field: 'named_by',
      message: { en: 'A city honour is named by the bureau.', zh: '市级荣誉由市局命名。' },
    };
  }
  if (decidedAbove(r.level) && !r.recommended_on) {
    yield {
      field: 'named_on',
      message: {
        en: 'It is decided above the city. Recommend it first.',
        zh: '该级荣誉由上级命名，请先推荐上报。',
      },
    };
  }
}

function lastStep(r: Honour): string | null {
  const { nominated_on, inspected_on, notice_from, recommended_on } = r;
  const days = [nominated_on, inspected_on, notice_from, recommended_on];
  return [...days, r.named_on, r.verified_on, r.ended_on].reduce(
    (last, day) => (day && (!last || day > last) ? day : last),
    null,
  );
}

function verified(r: Honour): Partial<Honour> {
  if (!r.verified_on || !r.verification) return {};
  if (r.verification !== 'keep')
    return ended(
      { ...r, ended_on: r.verified_on },
      r.verification === 'revoke' ? 'revoked' : 'cancelled',
    );
  const { months } = termsOf(r.kind);
  const last = r.terms.at(-1)?.until_day ?? null;
  // What is shown in the form is the end of the last term: kept means that it goes on.
  const typed = r.valid_until && r.valid_until !== last ? r.valid_until : null;
  const from = last && last >= r.verified_on ? addDays(last, 1) : r.verified_on;
  const valid_until = typed ?? (months ? addDays(addMonths(from, months), -1) : null);
  return { valid_until, terms: keptTerms(r, r.verified_on, valid_until) };
}

/** To keep an honour never shortens it: that would be to take it away, which asks for a reason. */
function* checkGoesOn(r: Honour): Generator<Issue> {
  const last = r.terms.at(-1);
  if (r.verification !== 'keep' || !last?.until_day || last.until_day >= last.from_day!) return;
  yield {
    field: 'valid_until',
    message: {
      en: `It holds until ${formatDay(addDays(last.from_day!, -1), 'en')} already. Choose a later day, or revoke it.`,
      zh: `该荣誉已有效至${formatDay(addDays(last.from_day!, -1), 'zh')}，请选择其后的日期；不再符合的请撤销。`,
    },
  };
}

function ended(r: Honour, ended_how: 'revoked' | 'cancelled'): Partial<Honour> {
  if (!r.ended_on) return { ended_how };
  return { ended_on: r.ended_on, ended_how, terms: endedTerms(r, r.ended_on) };
}

/** Its term is over and nobody has kept it: nothing is taken away, so it asks for no reason and counts for nothing. */
function* checkRunOut(r: Honour, { today }: Moment): Generator<Issue> {
  const last = r.terms.at(-1)?.until_day ?? null;
  if (last && last < today) return;
  yield {
    field: 'valid_until',
    message: last
      ? {
          en: `It holds until ${formatDay(last, 'en')}. Verify it again, or revoke it with a reason.`,
          zh: `该荣誉有效至${formatDay(last, 'zh')}。请复核，或写明理由后撤销。`,
        }
      : {
          en: 'It holds until it is taken away. Verify it again, or revoke it with a reason.',
          zh: '该荣誉长期有效。请复核，或写明理由后撤销。',
        },
  };
}

function* checkStillNamed(r: Honour, day: 'verified_on' | 'ended_on'): Generator<Issue> {
  if (!r.named_on || !r[day] || r[day]! > r.named_on) return;
  yield {
    field: day,
    message: {
      en: 'This lies before the day on which it was named. Correct one of the two.',
      zh: '不能早于命名日期，请核对。',
    },
  };
}
