/** What the deeds on a file fill in by themselves: rows out of what was asked field by field, and the next days. */
import { due } from '#engine/calendar.ts';
import type { Day } from '#engine/day.ts';
import type { Moment } from '#engine/record.ts';
import { isInForce, rule } from '#engine/statute.ts';
import { endOfRuling } from './approval-codes.ts';
import type { CorrectionFile, CorrectionState } from './correction-file-fields.ts';
import { nextContact } from './rhythm.ts';
import type { ContactKind } from './rhythm.ts';

type Fill = Partial<CorrectionFile>;

const ended = new Set(['released', 'terminated', 'moved']);
export const openPause = (r: CorrectionFile) => r.pauses.find((row) => row.until_day === null);

/** Where a file stands follows from what is in it; only an end is somebody's decision. */
export function standing(r: CorrectionFile): CorrectionState {
  if (ended.has(r.state)) return r.state;
  if (r.received_on === null) return 'expected';
  if (openPause(r)) return 'suspended';
  const begun = r.announced_on && r.group_members.length > 0 && r.corr_class && r.plans.length > 0;
  return begun ? 'correcting' : 'reported';
}

/** Ten days, where the law that says so was in force: a judgment of the pilot years owed none of it. */
export function expectedBy(r: CorrectionFile, { calendar }: Moment): Fill {
  // Whoever comes from another city reports in after the decision there, and not after the judgment.
  const [within, from] = r.came_on
    ? [rule('R34.report'), r.came_on]
    : [rule('R29'), r.effective_on];
  const counts = from !== null && isInForce(within, from);
  return { report_due_on: counts ? due(within, from, calendar).due_on : null };
}

export function receivedIn(r: CorrectionFile, moment: Moment): Fill {
  const received_on = r.received_on ?? moment.today;
  return {
    ...expectedBy(r, moment),
    received_on,
    received_unit_id: r.unit_id,
    offices: [{ unit_id: r.unit_id, from_day: received_on }],
    // Who has come is no longer looked for.
    lost_on: null,
    found_on: r.lost_on ? received_on : r.found_on,
  };
}

const lastOf = (days: readonly (Day | null)[]): Day | null =>
  days.filter((one) => one !== null).toSorted().at(-1) ?? null; // prettier-ignore

/** From when the next contact counts: the last of its kind, the class, or the day on which correction went on. */
export function contactsFrom(r: CorrectionFile, kind: ContactKind): Day {
  const last = lastOf(r.contacts.filter((row) => row.kind === kind).map((row) => row.on_day));
  const resumed = lastOf(r.pauses.map((row) => row.until_day));
  return lastOf([last, r.class_on, resumed])!;
}

export function withNextContacts(r: CorrectionFile, { calendar }: Pick<Moment, 'calendar'>): Fill {
  if (!r.corr_class || !r.received_on || ended.has(r.state)) return {};
  const next = (kind: ContactKind): Day =>
    nextContact(kind, r.corr_class, contactsFrom(r, kind), calendar);
  return {
    next_report_on: next('report'),
    next_visit_on: next('visit'),
    next_talk_on: next('talk'),
  };
}

export function withGrading(r: CorrectionFile, moment: Moment): Fill {
  const class_on = r.class_on ?? moment.today;
  const row = { from_day: class_on, corr_class: r.corr_class, reasons: r.class_reasons, note: r.class_note };
  const gradings = r.corr_class ? [...r.gradings.filter((one) => one.from_day !== class_on), row] : r.gradings;
  return { class_on, gradings, ...withNextContacts({ ...r, class_on, gradings }, moment) };
} // prettier-ignore

export function withPlan(r: CorrectionFile, { today }: Moment): Fill {
  const plan_made_on = r.plan_made_on ?? today;
  const row = { made_on: plan_made_on, plan: r.plan, result: r.plan_result };
  const plans = r.plan
    ? [...r.plans.filter((one) => one.made_on !== plan_made_on), row].toSorted((a, b) =>
        a.made_on! < b.made_on! ? -1 : 1,
      )
    : r.plans;
  return { plans, plan_made_on, plan_result: null };
}

/** What was asked field by field becomes a row, and the fields are empty for the next time. */
export function withContact(kind: ContactKind) {
  return (r: CorrectionFile, moment: Moment): Fill => {
    const row = {
      kind,
      on_day: r.contact_on ?? moment.today,
      way: r.contact_way,
      mind: r.contact_mind,
      note: r.contact_note,
      due_on: r[`next_${kind}_on`],
    };
    const rows = [...r.contacts, row];
    return {
      contacts: rows,
      ...withNextContacts({ ...r, contacts: rows }, moment),
      contact_on: null,
      contact_way: null,
      contact_mind: null,
      contact_note: null,
    };
  };
}

export function withSession(r: CorrectionFile, { today }: Moment): Fill {
  const row = { kind: r.hours_kind, held_on: r.hours_on ?? today, hours: r.hours, topic: r.hours_topic };
  return { sessions: [...r.sessions, row], hours_kind: null, hours_on: null, hours: null, hours_topic: null };
} // prettier-ignore

export function withHealth(r: CorrectionFile, { today }: Moment): Fill {
  const row = { kind: r.health_kind, on_day: r.health_on ?? today, note: r.health_note };
  return {
    health_reports: [...r.health_reports, row],
    health_kind: null,
    health_on: null,
    health_note: null,
  };
}

export function withSearch(r: CorrectionFile, { today }: Moment): Fill {
  const row = { on_day: r.search_on ?? today, note: r.search_note };
  return { searches: [...r.searches, row], search_on: null, search_note: null };
}

/** One row for each who was told. */
export function withNotice(r: CorrectionFile, { today }: Moment): Fill {
  const rows = (r.notice_organs ?? []).map((organ) => ({
    about: r.notice_about,
    organ,
    on_day: r.notice_on ?? today,
    letter_no: r.notice_no,
  }));
  return {
    notices: [...r.notices, ...rows],
    notice_about: null,
    notice_organs: null,
    notice_on: null,
    notice_no: null,
  };
}

function paused(r: CorrectionFile, { today }: Moment): Fill {
  const row = {
    kind: r.pause_kind,
    from_day: r.pause_from ?? today,
    until_day: null,
    note: r.pause_note,
  };
  return { pauses: [...r.pauses, row], ...noPause };
}

const noPause = {
  pause_kind: null,
  pause_from: null,
  pause_until: null,
  pause_note: null,
} as const;

/** Out of contact is one of the reasons, and whoever is out of contact is looked for. */
export function suspended(r: CorrectionFile, moment: Moment): Fill {
  if (r.pause_kind !== 'lost') return paused(r, moment);
  return lost({ ...r, lost_on: r.pause_from }, moment);
}

/** Whoever has not come yet is looked for while expected; whoever was received is out of contact for a time. */
export function lost(r: CorrectionFile, moment: Moment): Fill {
  const lost_on = r.lost_on ?? moment.today;
  if (r.received_on === null) return { lost_on, found_on: null };
  return {
    ...paused({ ...r, pause_kind: 'lost', pause_from: lost_on, pause_note: null }, moment),
    lost_on,
    found_on: null,
  };
}

export function found(r: CorrectionFile, moment: Moment): Fill {
  const found_on = r.found_on ?? moment.today;
  return { ...resumedAt(r, found_on, moment), found_on, lost_on: null };
}

export function resumed(r: CorrectionFile, moment: Moment): Fill {
  return {
    ...resumedAt(r, r.pause_until ?? moment.today, moment),
    ...(openPause(r)?.kind === 'lost' ? { lost_on: null, found_on: r.pause_until ?? moment.today } : {}),
    ...noPause,
  };
} // prettier-ignore

function resumedAt(r: CorrectionFile, until_day: Day, moment: Moment): Fill {
  const pauses = r.pauses.map((row) => (row.until_day === null ? { ...row, until_day } : row));
  return { pauses, ...withNextContacts({ ...r, pauses }, moment) };
}

/** What ends ends all that was open in it. */
export function endedOn(ended_on: Day | null): (r: CorrectionFile) => Fill {
  return (r) => ({
    next_report_on: null,
    next_visit_on: null,
    next_talk_on: null,
    pauses: r.pauses.map((row) => (row.until_day === null ? { ...row, until_day: ended_on } : row)),
  });
}

/** An old paper file, in one piece: what it says is taken as it stands. */
export function broughtIn(r: CorrectionFile, moment: Moment): Fill {
  const received = { ...r, ...receivedIn(r, moment) };
  const planned = { ...received, ...withPlan(received, moment) };
  return { ...planned, ...(r.corr_class ? withGrading(planned, moment) : {}) };
}

/** A decision about them, noted by its own record: once, as it stands now; without a day it no longer stands. */
export function withDecision(r: CorrectionFile): Fill {
  const others = r.decisions.filter((one) => one.decision_id !== r.decision_id);
  const row = {
    decision_id: r.decision_id,
    kind: r.decision_kind,
    decided_on: r.decision_on,
    ruling: r.decision_ruling,
    ruled_on: r.decision_ruled_on,
  };
  return {
    decisions: r.decision_on ? [...others, row] : others,
    ...noDecision,
  };
}

const noDecision = {
  decision_id: null,
  decision_kind: null,
  decision_on: null,
  decision_ruling: null,
  decision_ruled_on: null,
} as const;

/** The court has revoked, or somebody is taken back: correction ends with the ruling, unless it had ended before. */
export function endedByRuling(r: CorrectionFile): Fill {
  if (ended.has(r.state)) return noDecision;
  const ended_on = r.decision_ruled_on;
  const end_kind = endOfRuling[r.decision_kind!]!;
  return { ...endedOn(ended_on)(r), ended_on, end_kind, ...noDecision };
}

/** A ruling that was put down by mistake ended nothing: what it had ended goes on. */
export function withoutRuling(r: CorrectionFile, moment: Moment): Fill {
  const row = r.decisions.find((one) => one.decision_id === r.decision_id);
  const byIt =
    row?.ruling === 'granted' &&
    row.ruled_on === r.ended_on &&
    endOfRuling[row.kind!] === r.end_kind;
  return { ...(r.state === 'terminated' && byIt ? goesOn(r, moment) : {}), ...noDecision };
}

/** What an end had filled is empty again, and the clocks run that it had stopped. */
export function goesOn(r: CorrectionFile, moment: Moment): Fill {
  return {
    ended_on: null,
    end_kind: null,
    certificate: null,
    end_note: null,
    reoffended_on: null,
    ...withNextContacts({ ...r, state: 'reported' }, moment),
  };
}

/** Where a file stands once its end was taken back. */
export const standingAgain = (r: CorrectionFile): CorrectionState =>
  standing({ ...r, state: 'reported' });
