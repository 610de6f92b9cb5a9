import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { defineRecord, keepOriginals } from '#engine/record.ts';
import type { Moment, StateInfo } from '#engine/record.ts';
import { disputeTypes, duplicateSigns, kindOf } from './codes.ts';
import { dutiesOf, planRevisits, postingsOf } from './dispute-counts.ts';
import { children, fields } from './dispute-fields.ts';
import type { Dispute, DisputeState } from './dispute-fields.ts';
import { numberBook, pastSteps } from './dispute-past.ts';
import {
  checkDispute,
  isIncomplete,
  listsNotInFuture,
  openStates,
  settled,
  stateAfterChange,
  stateOfResult,
} from './dispute-rules.ts';
import { cited } from './law.ts';
import { disputeForms, papersMissing, papersOf } from './papers.ts';
import { likelyReadings, signsOfSame } from './same-matter.ts';
import { notInFuture } from '../common/day-checks.ts';
import { hands, supervisors } from '../common/posts.ts';
import { nameInTitle } from './shared.ts';

const partiesGroup = ['parties', 'people_count', 'minor_involved'];
const matter = [
  'dispute_type',
  'source',
  'about',
  'place',
  'found_on',
  'amount_fen',
  'difficulty',
  'consent',
  'exclusive_matter',
  'violence_risk',
  'sensitive',
  'to_complete',
];
const mediation = [
  'committee_id',
  'mediator_id',
  'co_mediators',
  'accepted_on',
  'rights_told_on',
  'sessions',
];
const outcome = [
  'result',
  'concluded_on',
  'agreement_facts',
  'agreement_content',
  'performance_terms',
  'due_on',
  'signed_how',
  'sealed',
  'confirmation_wanted',
  'routes_told',
  'passed_to',
  'effects',
];
const performing = ['performance', 'performed_on', 'breached_on', 'performance_note', 'revisits'];
const confirmation = [
  'confirmation_applied_on',
  'confirmation_court',
  'confirmation_accepted_on',
  'confirmation_extended_on',
  'confirmation_decided_on',
  'confirmation_result',
  'confirmation_number',
];
const ending = ['closed_on', 'closing_note', 'filed_on', 'retention', 'shelf', 'originals'];
const intake = [...partiesGroup, ...matter, ...mediation.filter((name) => name !== 'sessions')];

/**
 * Concluded on a failing end, or settled: everything but the states in which mediation still has to
 * happen.
 */
const concluded = [
  'agreed',
  'performed',
  'closed',
  'filed',
  'failed',
  'refused',
  'withdrawn',
  'transferred',
  'terminated',
] as const;
const ended = [
  'closed',
  'filed',
  'failed',
  'refused',
  'withdrawn',
  'transferred',
  'terminated',
] as const;

const past = (r: Dispute, { today }: Moment): Issue[] => [
  ...notInFuture(fields, r, today),
  ...listsNotInFuture(r, today),
];

/** Violence in a family and children's matters hide from colleagues unless someone decides otherwise. */
function restricted(r: Dispute): boolean | null {
  if (r.sensitive !== null) return r.sensitive;
  return r.minor_involved || (r.violence_risk && kindOf(r.dispute_type) === 'family') ? true : null;
}

function taken(r: Dispute, accepted_on: Day): Partial<Dispute> {
  return {
    accepted_on,
    accepted_unit_id: r.unit_id,
    found_on: r.found_on ?? accepted_on,
    sensitive: restricted(r),
  };
}

/**
 * What a result brings with it. Withdrawn, refused and failed disputes end on that day; settled
 * ones wait for performance.
 */
function withResult(r: Dispute, today: Day): Partial<Dispute> {
  const concluded_on = r.concluded_on ?? today;
  const dated = { ...r, concluded_on };
  const at = { concluded_on, concluded_unit_id: r.unit_id };
  if (!settled(r)) return at;
  const performed_on =
    r.performance === 'performed' ? (r.performed_on ?? concluded_on) : r.performed_on;
  return {
    ...at,
    performance: r.performance ?? 'not_due',
    performed_on,
    revisits: planRevisits(dated),
  };
}

/** Found, accepted, mediated, agreed, performed and closed in one save (`oral` in law.ts). */
function settledOnTheSpot(r: Dispute, today: Day): Partial<Dispute> {
  const accepted_on = r.accepted_on ?? (r.version === 0 ? r.found_on : null) ?? today;
  const now = {
    ...r,
    ...taken(r, accepted_on),
    result: 'oral',
    settled_on_spot: true,
    concluded_on: r.concluded_on ?? accepted_on,
  };
  const later = r.due_on !== null && r.due_on > now.concluded_on;
  const performed = later
    ? { performance: 'not_due' }
    : { performance: 'performed', performed_on: now.concluded_on, closed_on: now.concluded_on };
  return {
    ...now,
    ...withResult(now, today),
    ...performed,
    to_complete: isIncomplete(now) || null,
  };
}

export const dispute = defineRecord<
  typeof fields,
  typeof children,
  Record<DisputeState, StateInfo>
>({
  name: 'dispute',
  line: 'mediation',
  label: { en: 'Dispute', zh: '纠纷' },
  plural: { en: 'Disputes', zh: '纠纷登记' },
  about: {
    en: 'Every dispute that a mediation committee hears of, from the first word to the file on the shelf.',
    zh: '登记人民调解委员会受理的每一件矛盾纠纷，从发现、受理到归档。',
  },
  fields,
  children,
  states: {
    found: { label: { en: 'Written down', zh: '已登记' }, tone: 'waiting' },
    declined: { label: { en: 'Not accepted', zh: '不予受理' }, tone: 'ended' },
    accepted: { label: { en: 'Accepted', zh: '受理' }, tone: 'working' },
    in_mediation: { label: { en: 'In mediation', zh: '调解中' }, tone: 'working' },
    agreed: { label: { en: 'Agreed', zh: '达成协议' }, tone: 'waiting' },
    performed: { label: { en: 'Agreed, performed', zh: '达成协议（已履行）' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '结案' }, tone: 'done' },
    filed: { label: { en: 'Closed and filed', zh: '结案（已归档）' }, tone: 'done' },
    failed: { label: { en: 'Not settled', zh: '调解不成' }, tone: 'ended' },
    refused: { label: { en: 'A side refused', zh: '当事人拒绝' }, tone: 'ended' },
    withdrawn: { label: { en: 'Withdrawn', zh: '撤回' }, tone: 'ended' },
    transferred: { label: { en: 'Passed on', zh: '已转送' }, tone: 'ended' },
    terminated: { label: { en: 'Ended', zh: '终止调解' }, tone: 'ended' },
  },
  actions: {
    // First, because it is what most lines of a paper book say: found, settled and done with on one day.
    settle_on_spot: {
      label: { en: 'Settled on the spot', zh: '当场调成' },
      from: ['new', 'found'],
      roles: hands,
      to: (r) => (r.closed_on ? 'closed' : 'agreed'),
      fields: [
        ...intake,
        'agreement_content',
        'performance_terms',
        'due_on',
        'effects',
        'originals',
      ],
      required: ['committee_id', 'source'],
      set: (r, { today }) => settledOnTheSpot(r, today),
      check: past,
    },
    register: {
      label: { en: 'Write down', zh: '登记' },
      from: ['new'],
      to: 'found',
      roles: hands,
      fields: intake.filter((name) => !['accepted_on', 'rights_told_on'].includes(name)),
      set: (r, { today }) => ({ found_on: r.found_on ?? today, sensitive: restricted(r) }),
      check: past,
    },
    accept: {
      label: { en: 'Accept', zh: '受理' },
      from: ['new', 'found'],
      roles: hands,
      primary: true,
      to: (r) => (r.mediator_id ? 'in_mediation' : 'accepted'),
      fields: intake,
      required: ['committee_id', 'source', 'accepted_on'],
      set: (r, { today }) => taken(r, r.accepted_on ?? today),
      check: past,
    },
    decline: {
      label: { en: 'Do not accept', zh: '不予受理' },
      from: ['found'],
      to: 'declined',
      roles: hands,
      reason: 'always',
      fields: ['declined_ground', 'declined_on'],
      required: ['declined_ground', 'declined_on'],
      set: (r, { today }) => ({ declined_on: r.declined_on ?? today, to_complete: null }),
      check: past,
    },
    assign: {
      label: { en: 'Assign mediators', zh: '指派调解员' },
      from: ['accepted', 'in_mediation'],
      to: 'in_mediation',
      roles: hands,
      fields: ['mediator_id', 'co_mediators', 'rights_told_on'],
      required: ['mediator_id'],
      check: past,
    },
    record_session: {
      label: { en: 'Record a session', zh: '记调解笔录' },
      from: ['accepted', 'in_mediation'],
      to: 'in_mediation',
      roles: hands,
      fields: ['sessions', 'rights_told_on'],
      required: ['sessions'],
      check: past,
    },
    record_result: {
      label: { en: 'Record result', zh: '登记结果' },
      from: ['accepted', 'in_mediation'],
      to: stateOfResult,
      roles: hands,
      primary: true,
      fields: [
        ...outcome,
        'amount_fen',
        'difficulty',
        'consent',
        'performance',
        'performed_on',
        'revisits',
        'parties',
        'mediator_id',
      ],
      required: [
        'result',
        'concluded_on',
        'agreement_content',
        'signed_how',
        'sealed',
        'passed_to',
      ],
      set: (r, { today }) => withResult(r, today),
      check: function* (r, moment) {
        yield* past(r, moment);
        if (r.result === 'failed' && !r.routes_told) {
          yield {
            field: 'routes_told',
            message: {
              en:
                'When mediation fails, the parties must be told of arbitration, ' +
                `administrative and court ways${cited('other_routes', r.concluded_on).en}.`,
              zh: `调解不成的，应当告知当事人可以依法通过仲裁、行政、司法途径维权${cited('other_routes', r.concluded_on).zh}。`,
            },
          };
        }
      },
    },
    record_performance: {
      label: { en: 'Record performance', zh: '登记履行' },
      from: ['agreed'],
      roles: hands,
      primary: true,
      to: (r) => (r.performance === 'performed' ? 'performed' : 'agreed'),
      fields: ['performance', 'performed_on', 'breached_on', 'due_on', 'performance_note'],
      required: ['performance', 'performed_on', 'breached_on'],
      set: (r, { today }) => ({
        performed_on: ['performed', 'partly'].includes(r.performance ?? '')
          ? (r.performed_on ?? today)
          : null,
        breached_on: r.performance === 'backed_out' ? (r.breached_on ?? today) : null,
      }),
      check: past,
    },
    record_revisit: {
      label: { en: 'Record a revisit', zh: '登记回访' },
      from: ['agreed', 'performed', 'closed'],
      roles: hands,
      fields: ['revisits'],
      required: ['revisits'],
      check: past,
    },
    apply_confirmation: {
      label: { en: 'Apply to the court for confirmation', zh: '申请司法确认' },
      from: ['agreed', 'performed', 'closed'],
      roles: hands,
      fields: ['confirmation_applied_on', 'confirmation_court'],
      required: ['confirmation_applied_on', 'confirmation_court'],
      check: past,
    },
    accept_confirmation: {
      label: { en: 'The court accepted', zh: '登记法院受理' },
      from: ['agreed', 'performed', 'closed'],
      roles: hands,
      fields: ['confirmation_accepted_on', 'confirmation_number'],
      required: ['confirmation_applied_on', 'confirmation_accepted_on'],
      check: past,
    },
    extend_confirmation: {
      label: { en: 'The court takes ten days more', zh: '登记法院延长期限' },
      from: ['agreed', 'performed', 'closed'],
      roles: hands,
      fields: ['confirmation_extended_on'],
      required: ['confirmation_accepted_on', 'confirmation_extended_on'],
      check: past,
    },
    decide_confirmation: {
      label: { en: 'The court decided', zh: '登记司法确认结果' },
      from: ['agreed', 'performed', 'closed', 'filed'],
      roles: hands,
      fields: ['confirmation_decided_on', 'confirmation_result', 'confirmation_number'],
      required: ['confirmation_applied_on', 'confirmation_decided_on', 'confirmation_result'],
      check: past,
    },
    close: {
      label: { en: 'Close', zh: '结案' },
      from: ['performed', 'agreed'],
      to: 'closed',
      roles: hands,
      primary: true,
      fields: ['closed_on', 'closing_note'],
      required: ['closed_on'],
      looks_at_file: true,
      set: (r, { today }) => ({ closed_on: r.closed_on ?? today }),
      check: function* (r, moment) {
        yield* past(r, moment);
        for (const issue of papersMissing(r, moment)) yield { ...issue, warning: true };
      },
    },
    file: {
      label: { en: 'File', zh: '归档' },
      from: ['closed', 'failed', 'refused', 'withdrawn', 'transferred', 'terminated'],
      to: 'filed',
      roles: hands,
      primary: true,
      fields: ['filed_on', 'retention', 'shelf', 'originals'],
      required: ['filed_on', 'retention'],
      looks_at_file: true,
      set: (r, { today }) => ({ filed_on: r.filed_on ?? today }),
      check: function* (r, moment) {
        yield* past(r, moment);
        yield* papersMissing(r, moment);
        if (r.to_complete)
          yield {
            field: 'to_complete',
            message: {
              en: 'Parts are still missing. Finish them before filing.',
              zh: '登记内容尚未补全，请补全后再归档。',
            },
          };
      },
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['found', 'declined', 'accepted', 'in_mediation', ...concluded],
      to: stateAfterChange,
      roles: hands,
      reason: 'once_ended',
      fields: [
        ...partiesGroup,
        ...matter,
        ...mediation,
        ...outcome,
        ...performing,
        ...confirmation,
        ...ending,
        'declined_on',
        'declined_ground',
        'police_station',
        'police_report',
      ],
      // A failed end that turns out to be an agreement is open again until it is closed.
      set: (r) =>
        settled(r) &&
        (ended as readonly string[]).includes(r.state) &&
        !['closed', 'filed'].includes(r.state)
          ? { closed_on: null, performance: r.performance ?? 'not_due' }
          : {},
      check: past,
    },
    // Not every office has a scanner: a page that was signed and lies in the file is there, and somebody says so.
    [keepOriginals]: {
      label: { en: 'Signed original in the file', zh: '原件在卷' },
      from: ['accepted', 'in_mediation', ...concluded],
      roles: hands,
      fields: ['originals'],
    },
    restrict: {
      label: { en: 'Restrict', zh: '限制查看' },
      from: ['found', 'declined', 'accepted', 'in_mediation', ...concluded],
      roles: hands,
      fields: ['sensitive'],
      required: ['sensitive'],
      reason: 'always',
    },
    tell_police: {
      label: { en: 'Record that police were told', zh: '登记已报警' },
      // Also when mediation has ended without an agreement: that is when a quarrel most easily turns violent.
      from: ['found', 'declined', 'accepted', 'in_mediation', ...concluded],
      roles: hands,
      fields: ['police_station', 'police_report'],
      set: (r, { now }) => ({ violence_risk: true, police_told_at: r.police_told_at ?? now }),
    },
    pass_on: {
      label: { en: 'Passed on by linkage', zh: '联动移送' },
      from: ['found', 'accepted', 'in_mediation', ...concluded],
      roles: [],
      internal: true,
      fields: ['concluded_on', 'passed_to'],
      to: (r) => (r.result === 'transferred' && r.state !== 'filed' ? 'transferred' : r.state),
      // The other organ may accept after the dispute has ended here: then its result stays what it was.
      set: (r, { today }) =>
        openStates.has(r.state) && r.accepted_on
          ? {
              result: 'transferred',
              concluded_on: r.concluded_on ?? today,
              concluded_unit_id: r.unit_id,
            }
          : {},
    },
    reopen: {
      label: { en: 'Reopen', zh: '重新办理' },
      from: ['declined', ...concluded],
      roles: supervisors,
      reason: 'always',
      to: (r) => (r.accepted_on ? 'in_mediation' : 'found'),
      set: () => ({
        result: null,
        concluded_on: null,
        concluded_unit_id: null,
        settled_on_spot: null,
        due_on: null,
        signed_how: null,
        sealed: null,
        confirmation_wanted: null,
        performance: null,
        performed_on: null,
        breached_on: null,
        closed_on: null,
        filed_on: null,
        declined_on: null,
        declined_ground: null,
        passed_to: null,
        routes_told: null,
        consent: null,
        exclusive_matter: null,
        revisits: [],
        effects: [],
      }),
    },
  },
  example: {
    parties: [
      {
        side: 'applicant',
        kind: 'person',
        name: '张有福',
        role: 'party',
        sex: 'male',
        telephone: '13900000002',
        address: '镇罗村三队',
      },
      {
        side: 'respondent',
        kind: 'person',
        name: '李长顺',
        role: 'party',
        sex: 'male',
        address: '镇罗村三队',
      },
    ],
    people_count: 2,
    dispute_type: 'boundary',
    source: 'application',
    about: '两家承包地相邻，因地埂归属发生争执。',
    place: '镇罗村三队',
    found_on: '2009-03-02',
    difficulty: 'simple',
    consent: 'all',
    committee_id: '@committee',
    mediator_id: '@mediator',
    agreement_content: '双方以原地埂中线为界，当场恢复埋设界石。',
  },
  title: (r) => {
    const kind = labelOf(disputeTypes, r.dispute_type);
    const name = (side: string) => {
      const party = r.parties.find((one) => one.side === side && one.role !== 'agent');
      return party?.name ? nameInTitle(party.name, party.kind) : null;
    };
    const names = [name('applicant'), name('respondent')].filter(Boolean).join('与');
    const place = r.committee_short_name_en ?? r.committee_short_name;
    return {
      en: `${kind.en} dispute${place ? `, ${place}` : ''}`,
      zh: `${names}${kind.zh}纠纷`,
    };
  },
  form: [
    { label: { en: 'Parties', zh: '当事人' }, fields: partiesGroup },
    {
      label: { en: 'The dispute', zh: '纠纷情况' },
      fields: [...matter, 'police_told_at', 'police_station', 'police_report'],
    },
    {
      label: { en: 'Mediation', zh: '调解' },
      fields: ['number', ...mediation, 'declined_on', 'declined_ground'],
    },
    { label: { en: 'Result', zh: '结果' }, fields: outcome },
    { label: { en: 'Performance', zh: '履行' }, fields: performing },
    { label: { en: 'Confirmation by the court', zh: '司法确认' }, fields: confirmation },
    { label: { en: 'Closing and filing', zh: '结案归档' }, fields: ending },
  ],
  list: {
    columns: [
      'number',
      'parties',
      'dispute_type',
      'unit_id',
      'state',
      'accepted_on',
      'mediator_id',
    ],
    filters: [
      'accepted_on',
      'found_on',
      'concluded_on',
      'closed_on',
      'dispute_type',
      'source',
      'result',
      'committee_kind',
      'state',
      'difficulty',
      'performance',
      'committee_id',
      'mediator_id',
      'to_complete',
    ],
    book: [
      'number',
      'accepted_on',
      'parties',
      'dispute_type',
      'source',
      'about',
      'committee_id',
      'mediator_id',
      'result',
      'concluded_on',
      'agreement_content',
      'performance',
      'performed_on',
      'closed_on',
    ],
    order: 'found_on',
    sorts: ['found_on', 'accepted_on', 'concluded_on', 'closed_on', 'updated_at'],
  },
  search: (r) => [r.number, ...r.parties.map((party) => party.name)],
  copies: {
    committee_kind: ['committee_id', 'kind'],
    committee_short_name: ['committee_id', 'short_name'],
    committee_short_name_en: ['committee_id', 'short_name_en'],
    mediator_name: ['mediator_id', 'name'],
    mediator_account_id: ['mediator_id', 'account_id'],
  },
  numbers: numberBook,
  past: pastSteps,
  keeper: 'mediator_account_id',
  sensitive: (r) => r.sensitive === true,
  likely: {
    signs: duplicateSigns,
    day: (r) => r.found_on ?? r.accepted_on,
    reads: likelyReadings,
    compare: signsOfSame,
  },
  derive: (r) => ({
    agreement_form: settled(r) ? r.result : null,
    agreed_on: settled(r) ? r.concluded_on : null,
    // A failing end is closed on its day; only a settled dispute is closed by hand.
    closed_on: r.result && !settled(r) ? r.concluded_on : r.closed_on,
    performance: settled(r) ? r.performance : null,
    to_complete: r.to_complete && isIncomplete(r) ? true : null,
  }),
  check: checkDispute,
  duties: dutiesOf,
  postings: postingsOf,
  papers: papersOf,
  forms: disputeForms,
});
