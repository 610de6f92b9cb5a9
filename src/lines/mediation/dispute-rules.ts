/** What is wrong with a dispute, and where its result leads. */
import { due } from '#engine/calendar.ts';
import { formatDay } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Issue } from '#engine/problem.ts';
import { isInForce, rule } from '#engine/statute.ts';
import { settledResults, statusTypes } from './codes.ts';
import { children, fields } from './dispute-fields.ts';
import type { Dispute, DisputeState } from './dispute-fields.ts';
import { inOrder, stillThere } from '../common/day-checks.ts';
import { cited, ruleOn } from './law.ts';

/** The day by whose law a dispute is judged: that of its acceptance, or on which it came up. */
export const dayOfCase = (r: Dispute) => r.accepted_on ?? r.found_on;

export const openStates: ReadonlySet<string> = new Set([
  'new',
  'found',
  'declined',
  'accepted',
  'in_mediation',
]);
const failingEnds: ReadonlySet<string> = new Set([
  'failed',
  'refused',
  'withdrawn',
  'transferred',
  'terminated',
]);

export const settled = (r: Dispute) => r.result !== null && settledResults.includes(r.result);

/** Where a result leads. A settled dispute waits for performance, unless that happened at once. */
export function stateOfResult(r: Dispute): DisputeState {
  if (!settled(r)) return r.result as DisputeState;
  return r.performance === 'performed' ? 'performed' : 'agreed';
}

/** A correction of the result takes the state along; one of other facts leaves it. */
export function stateAfterChange(r: Dispute): DisputeState {
  if (openStates.has(r.state) || r.state === 'filed' || r.result === null) return r.state;
  if (r.state === 'closed' && settled(r)) return 'closed';
  return stateOfResult(r);
}

/** Both sides, what happened, what was agreed: without them the record says “finish later”. */
export function isIncomplete(r: Dispute): boolean {
  return (
    missingSides(r) ||
    r.about === null ||
    r.source === null ||
    (settled(r) && r.agreement_content === null)
  );
}

function missingSides(r: Dispute): boolean {
  return ['applicant', 'respondent'].some(
    (side) => !r.parties.some((party) => party.side === side),
  );
}

export function* checkDispute(r: Dispute): Generator<Issue> {
  yield* inOrder(fields, r, [
    ['found_on', 'accepted_on'],
    ['found_on', 'declined_on'],
    ['accepted_on', 'rights_told_on'],
    ['accepted_on', 'concluded_on'],
    ['agreed_on', 'due_on'],
    ['agreed_on', 'performed_on'],
    ['agreed_on', 'breached_on'],
    ['agreed_on', 'confirmation_applied_on'],
    ['confirmation_applied_on', 'confirmation_accepted_on'],
    ['confirmation_applied_on', 'confirmation_decided_on'],
    ['confirmation_accepted_on', 'confirmation_extended_on'],
    ['concluded_on', 'closed_on'],
    ['performed_on', 'closed_on'],
    ['closed_on', 'filed_on'],
  ]);
  yield* checkStanding(r);
  yield* checkConsent(r);
  yield* checkLists(r);
  if (settled(r)) yield* checkAgreement(r);
  if (r.violence_risk && !r.police_told_at) {
    yield {
      field: 'violence_risk',
      ...ruleOn('R11', dayOfCase(r)),
      warning: true,
      message: {
        en: `Danger of violence: call 110 first, then record that the police were told${cited('danger', dayOfCase(r)).en}.`,
        zh: `有暴力危险：请先拨打110，再登记已报警${cited('danger', dayOfCase(r)).zh}。`,
      },
    };
  }
}

/** What each state stands on, so that a later change cannot take it away. */
function* checkStanding(r: Dispute): Generator<Issue> {
  if (openStates.has(r.state) && r.result !== null) {
    yield {
      field: 'result',
      message: {
        en: 'This dispute has no result yet. Use “Record result”.',
        zh: '本件尚无调解结果，请用“登记结果”办理。',
      },
    };
  }
  if (r.state === 'found') return;
  if (r.state === 'declined')
    return void (yield* stillThere(fields, r, ['declined_on', 'declined_ground']));
  yield* stillThere(fields, r, ['committee_id', 'accepted_on', 'source']);
  if (openStates.has(r.state)) return;
  yield* stillThere(fields, r, ['result', 'concluded_on']);
  if (['closed', 'filed'].includes(r.state) || failingEnds.has(r.state))
    yield* stillThere(fields, r, ['closed_on']);
  if (r.state === 'filed') yield* stillThere(fields, r, ['filed_on', 'retention']);
  const handled = ['performed', 'backed_out'].includes(r.performance ?? '');
  if (['closed', 'filed'].includes(r.state) && settled(r) && !handled) {
    yield {
      field: 'performance',
      message: {
        en:
          'A dispute is closed once its agreement is performed, or someone has backed out. ' +
          'Record the performance first.',
        zh: '协议履行完毕或当事人反悔后方可结案，请先登记履行情况。',
      },
    };
  }
  if (r.state === 'closed' && r.performance === 'backed_out' && !r.closing_note) {
    yield {
      field: 'closing_note',
      message: {
        en:
          'Someone backed out: write down how that was handled, and that the court was ' +
          'named as the next way.',
        zh: '当事人反悔的，请在结案报告中写明处理情况和已告知的诉讼途径。',
      },
    };
  }
}

function* checkConsent(r: Dispute): Generator<Issue> {
  const goesOn = ['accepted', 'in_mediation'].includes(r.state) || settled(r);
  if (r.consent === 'refused' && goesOn) {
    yield {
      field: 'consent',
      ...ruleOn('R10', dayOfCase(r)),
      message: {
        en:
          `One side clearly refuses, so mediation must stop${cited('of_free_will', dayOfCase(r)).en}. Do not ` +
          'accept it, or record the result “A side refused”.',
        zh: `一方当事人明确拒绝调解的，不得调解${cited('of_free_will', dayOfCase(r)).zh}。请作不予受理，或登记结果为“当事人拒绝”。`,
      },
    };
  }
  if (r.exclusive_matter && goesOn) {
    yield {
      field: 'exclusive_matter',
      message: {
        en:
          'The law leaves this matter to another organ alone, so it cannot be mediated. ' +
          'Decline it and name the organ.',
        zh: '依法应由专门机关管辖处理的事项不得调解，请作不予受理并告知主管机关。',
      },
    };
  }
}

function* checkAgreement(r: Dispute): Generator<Issue> {
  // What a telephone sent from the field edge may be finished later; filing waits for it.
  if (!r.to_complete && missingSides(r)) {
    yield {
      field: 'parties',
      message: {
        en: 'An agreement needs both sides. Add the missing party.',
        zh: '达成协议应有双方当事人，请补充。',
      },
    };
  }
  if (!r.to_complete) yield* stillThere(fields, r, ['agreement_content']);
  if (r.result === 'written') {
    yield* stillThere(fields, r, ['signed_how']);
    if (r.sealed !== true) {
      yield {
        field: 'sealed',
        message: {
          en:
            "A written agreement takes effect with the mediator's signature and the " +
            `committee's seal${cited('signed_and_sealed', r.agreed_on).en}. Seal it, or record an oral agreement.`,
          zh: `书面协议经调解员签名并加盖调委会印章后生效${cited('signed_and_sealed', r.agreed_on).zh}。请盖章，或登记为口头协议。`,
        },
      };
    }
  }
  if (r.confirmation_applied_on) yield* checkConfirmation(r);
}

function* checkConfirmation(r: Dispute): Generator<Issue> {
  const field = 'confirmation_applied_on';
  if (!isInForce(rule('R01'), r.agreed_on!)) {
    yield {
      field,
      rule: 'R01',
      message: {
        en: 'Courts confirm agreements since 2011 only.',
        zh: '2011年1月1日前达成的协议不适用司法确认。',
      },
    };
  }
  if (statusTypes.has(r.dispute_type ?? '')) {
    yield {
      field,
      rule: 'R01',
      message: {
        en:
          'Agreements on divorce or adoption itself cannot be confirmed by the court. The ' +
          'parties go to the registry or sue.',
        zh: '涉及婚姻、收养等身份关系的协议不能司法确认，请告知当事人办理登记或者起诉。',
      },
    };
  }
  const last = due(rule('R01'), r.agreed_on!, statutoryCalendar).due_on!;
  if (r[field]! > last) {
    yield {
      field,
      rule: 'R01',
      warning: true,
      message: {
        en:
          `The 30 days after the agreement took effect ran out on ${formatDay(last, 'en')}: ` +
          'the court may not accept it (Mediation Act 33).',
        zh: `协议生效后三十日已于${formatDay(last, 'zh')}届满，法院可能不予受理（人民调解法第三十三条）。`,
      },
    };
  }
}

function* checkLists(r: Dispute): Generator<Issue> {
  for (const [i, session] of r.sessions.entries()) {
    if (r.accepted_on && session.held_on! < r.accepted_on) {
      yield {
        field: `sessions.${i}.held_on`,
        message: {
          en: 'Mediation cannot be held before the dispute was accepted.',
          zh: '调解日期不能早于受理日期。',
        },
      };
    }
    if (r.concluded_on && session.held_on! > r.concluded_on) {
      yield {
        field: `sessions.${i}.held_on`,
        message: {
          en: 'Mediation cannot be held after its result.',
          zh: '调解日期不能晚于调解终结日期。',
        },
      };
    }
  }
  const dueDays = new Set<string>();
  for (const [i, revisit] of r.revisits.entries()) {
    if (r.agreed_on && revisit.done_on && revisit.done_on < r.agreed_on) {
      yield {
        field: `revisits.${i}.done_on`,
        message: {
          en: 'A revisit comes after the agreement.',
          zh: '回访日期不能早于协议生效日期。',
        },
      };
    }
    if (dueDays.has(revisit.due_on!)) {
      yield {
        field: `revisits.${i}.due_on`,
        message: {
          en: 'Two revisits are planned for one day. Keep one.',
          zh: '同一天安排了两次回访，请保留一次。',
        },
      };
    }
    dueDays.add(revisit.due_on!);
  }
  const seen = new Set<string>();
  for (const [i, { effect }] of r.effects.entries()) {
    if (seen.has(effect!)) {
      yield {
        field: `effects.${i}.effect`,
        message: {
          en: 'This effect is there already: one dispute counts once for it.',
          zh: '该情形已登记：同一纠纷只计一件。',
        },
      };
    }
    seen.add(effect!);
  }
  const named = r.parties.filter(
    (party) => party.kind !== 'organisation' && party.role !== 'agent',
  ).length;
  if (r.people_count !== null && r.people_count < named) {
    yield {
      field: 'people_count',
      warning: true,
      message: {
        en: `${named} people are named, but only ${r.people_count} counted.`,
        zh: `已登记当事人${named}人，涉及人数只填了${r.people_count}人。`,
      },
    };
  }
}

/** What happened in a row of a list cannot lie ahead either. */
export function* listsNotInFuture(r: Dispute, today: string): Generator<Issue> {
  const rows = [
    ...r.sessions.map((row, i) => ['sessions', i, 'held_on', row.held_on] as const),
    ...r.revisits.map((row, i) => ['revisits', i, 'done_on', row.done_on] as const),
  ];
  for (const [list, i, name, day] of rows) {
    if (!day || day <= today) continue;
    const { label } = children[list];
    yield {
      field: `${list}.${i}.${name}`,
      message: {
        en: `${label.en}: this day lies in the future.`,
        zh: `${label.zh}：日期晚于今天，请核对。`,
      },
    };
  }
}
