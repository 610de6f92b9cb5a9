/** What a dispute counts for, and what is due on it. */
import { addDays } from '#engine/day.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Posting } from '#engine/measure.ts';
import type { Duty } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import { kindOf, statusTypes } from './codes.ts';
import type { Dispute } from './dispute-fields.ts';
import { settled } from './dispute-rules.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { hands, office } from '../common/posts.ts';

/** Agents speak for a party and are not people in dispute. */
export function peopleIn(r: Dispute): number {
  return r.people_count ?? Math.max(1, r.parties.filter((party) => party.role !== 'agent').length);
}

export function postingsOf(r: Dispute): Posting[] {
  if (!r.accepted_on) return [];
  const unit_id = r.accepted_unit_id ?? r.unit_id;
  const accepted = { day: r.accepted_on, unit_id };
  const lines: Posting[] = [
    {
      measure: 'disputes_accepted',
      ...accepted,
      amount: 1,
      facets: { kind: kindOf(r.dispute_type) },
    },
    {
      measure: 'disputes_by_source',
      ...accepted,
      amount: 1,
      facets: { source: r.source ?? '', body: r.committee_kind ?? '' },
    },
    { measure: 'disputes_open', ...accepted, amount: 1 },
    { measure: 'dispute_people', ...accepted, amount: peopleIn(r) },
  ];
  if (r.difficulty === 'difficult' || r.difficulty === 'major')
    lines.push({ measure: 'disputes_difficult', ...accepted, amount: 1 });
  // Out of the stock where it came in, so that no unit is left with a dispute that never ends.
  if (r.closed_on) lines.push({ measure: 'disputes_open', day: r.closed_on, unit_id, amount: -1 });
  return [...lines, ...resultPostings(r), ...confirmationPostings(r)];
}

function resultPostings(r: Dispute): Posting[] {
  if (!r.result || !r.concluded_on) return [];
  const unit_id = r.concluded_unit_id ?? r.unit_id;
  const concluded = { day: r.concluded_on, unit_id };
  const lines: Posting[] = [
    { measure: 'disputes_concluded', ...concluded, amount: 1, facets: { result: r.result } },
  ];
  for (const { effect, people } of r.effects) {
    lines.push({ measure: 'effects', ...concluded, amount: 1, facets: { effect: effect! } });
    lines.push({
      measure: 'effect_people',
      ...concluded,
      amount: people!,
      facets: { effect: effect! },
    });
  }
  if (!settled(r)) return lines;
  if (r.amount_fen) lines.push({ measure: 'amount_settled', ...concluded, amount: r.amount_fen });
  // Posted in advance on the day it falls due; what was performed stands on that same day, so the
  // rate is part of a whole.
  const facets = { performance: r.performance ?? 'not_due' };
  lines.push({
    measure: 'agreements_due',
    day: r.due_on ?? r.concluded_on,
    unit_id,
    amount: 1,
    facets,
  });
  for (const revisit of r.revisits) {
    const done = revisit.done_on ? 'done' : 'open';
    lines.push({
      measure: 'revisits_due',
      day: revisit.due_on!,
      unit_id,
      amount: 1,
      facets: { done },
    });
  }
  return lines;
}

function confirmationPostings(r: Dispute): Posting[] {
  const unit_id = r.concluded_unit_id ?? r.unit_id;
  const {
    confirmation_applied_on: applied,
    confirmation_decided_on: decided,
    confirmation_result: result,
  } = r;
  return [
    ...(applied ? [{ measure: 'confirmations_applied', day: applied, unit_id, amount: 1 }] : []),
    ...(decided && result
      ? [{ measure: 'confirmations_decided', day: decided, unit_id, amount: 1, facets: { result } }]
      : []),
  ];
}

export function dutiesOf(r: Dispute, calendar: Calendar): Duty[] {
  const duties: Duty[] = [];
  const began = r.found_on ?? r.accepted_on;
  if (r.violence_risk && !r.police_told_at && began) {
    duties.push(
      dutyFrom(rhythm.tell_police, began, calendar, {
        key: 'tell_police',
        label: { en: 'Tell the police', zh: '报告公安机关' },
        action: 'tell_police',
        roles: hands,
        statutory: true,
      }),
    );
  }
  if (r.to_complete && began) {
    duties.push(
      dutyFrom(rhythm.complete, began, calendar, {
        key: 'to_complete',
        label: { en: 'Finish writing down', zh: '补全登记' },
        action: 'change',
        roles: hands,
        statutory: false,
      }),
    );
  }
  return [
    ...duties,
    ...dutiesOfState(r, calendar),
    ...revisitDuties(r, calendar),
    ...confirmationDuties(r, calendar),
  ];
}

function dutiesOfState(r: Dispute, calendar: Calendar): Duty[] {
  const one = (
    from: string | null,
    of: Parameters<typeof dutyFrom>[0],
    key: string,
    en: string,
    zh: string,
    roles = hands,
  ) =>
    from
      ? [
          dutyFrom(of, from, calendar, {
            key,
            label: { en, zh },
            action: key,
            roles,
            statutory: false,
          }),
        ]
      : [];
  switch (r.state) {
    case 'found':
      return one(r.found_on, rhythm.accept, 'accept', 'Accept', '受理');
    case 'accepted':
    case 'in_mediation':
      return one(r.accepted_on, rhythm.mediate, 'record_result', 'Mediate', '调解');
    case 'agreed':
      if (r.performance === 'backed_out')
        return one(r.breached_on, rhythm.close, 'close', 'Close', '结案');
      return r.due_on
        ? one(r.due_on, rhythm.on_the_day, 'record_performance', 'See to performance', '督促履行')
        : one(r.agreed_on, rhythm.close, 'record_performance', 'Record performance', '登记履行');
    case 'performed':
      return one(r.performed_on, rhythm.close, 'close', 'Close', '结案');
    case 'closed':
    case 'failed':
      // A dispute settled on the spot has a line in the oral register and no file.
      return r.settled_on_spot ? [] : one(r.closed_on, rhythm.file, 'file', 'File', '归档', office);
    default:
      return [];
  }
}

function revisitDuties(r: Dispute, calendar: Calendar): Duty[] {
  if (!['agreed', 'performed', 'closed'].includes(r.state)) return [];
  return r.revisits
    .filter((revisit) => !revisit.done_on)
    .map((revisit) => ({
      ...dutyFrom(
        { ...rhythm.revisit, period: { n: 0, unit: 'calendar_days' } },
        revisit.due_on!,
        calendar,
        {
          key: `revisit:${revisit.due_on}`,
          label: { en: 'Revisit', zh: '回访' },
          action: 'record_revisit',
          roles: hands,
          statutory: false,
        },
      ),
      // The planned day was made from the agreement; the clock began there.
      from_day: r.agreed_on ?? revisit.due_on!,
    }));
}

/**
 * The 30 days are the parties' right and not the office's duty: they show as waiting, and only when
 * the parties want it, so that Today is not full of clocks that nobody means to keep.
 */
function confirmationDuties(r: Dispute, calendar: Calendar): Duty[] {
  const possible =
    settled(r) &&
    r.agreed_on &&
    !statusTypes.has(r.dispute_type ?? '') &&
    isInForce(rule('R01'), r.agreed_on);
  if (!possible) return [];
  if (!r.confirmation_applied_on) {
    if (!r.confirmation_wanted || r.state === 'filed') return [];
    return [
      dutyFrom(rule('R01'), r.agreed_on!, calendar, {
        key: 'confirm',
        label: { en: 'Parties apply together for confirmation', zh: '当事人共同申请司法确认' },
        action: 'apply_confirmation',
        roles: hands,
        statutory: true,
        waiting: true,
      }),
    ];
  }
  if (r.confirmation_decided_on) return [];
  return [courtDuty(r, calendar)];
}

/** Three days to accept, fifteen to decide, ten more from their end where the court's president allows them. */
function courtDuty(r: Dispute, calendar: Calendar): Duty {
  const { confirmation_accepted_on: accepted } = r;
  if (!accepted) {
    return dutyFrom(rule('R02'), r.confirmation_applied_on!, calendar, {
      key: 'court_accepts',
      label: { en: 'The court accepts the application', zh: '法院决定是否受理司法确认申请' },
      action: 'accept_confirmation',
      roles: hands,
      statutory: true,
      waiting: true,
    });
  }
  const words = {
    key: 'court_decides',
    label: { en: 'The court decides on confirmation', zh: '法院作出司法确认裁定' },
    action: 'decide_confirmation',
    roles: hands,
    statutory: true,
    waiting: true,
  };
  const plain = dutyFrom(rule('R03'), accepted, calendar, words);
  return r.confirmation_extended_on
    ? dutyFrom(rule('R03.extension'), plain.due_on, calendar, words)
    : plain;
}

/**
 * Each written agreement has a revisit plan: a month on, or the day performance is due when that is
 * later.
 */
export function planRevisits(r: Dispute): Dispute['revisits'] {
  if (r.result !== 'written' || r.revisits.length > 0 || !r.concluded_on) return r.revisits;
  const month = addDays(r.concluded_on, rhythm.revisit.period.n);
  const due_on = r.due_on && r.due_on > month ? r.due_on : month;
  return [{ due_on, done_on: null, performance: null, satisfaction: null, risk: null, note: null }];
}
