/**
 * What a correction file counts for. Everything is a span of days under correction, cut where the office or the class
 * changes; all spans lie inside the register's own, so that no part is ever above its whole.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { derivedId } from '#engine/derived-id.ts';
import type { Posting } from '#engine/measure.ts';
import { always, earliest, latest, officesOf, stockOf, within } from '../common/office-spans.ts';
import type { Span } from '../common/office-spans.ts';
import { released } from './codes.ts';
import type { CorrectionFile } from './correction-file-fields.ts';

/** Under correction: from reporting in to the day of the end, or to the day on which the file left the city. */
export function underCorrection(r: CorrectionFile): Span {
  const left = r.state === 'moved' ? r.moved_on : r.ended_on;
  return { from: r.received_on!, until: latest(r.received_on!, left ?? always) };
}

/** The register by class: what stands before the first class is not classified yet. */
function classSpans(r: CorrectionFile): (Span & { readonly corr_class: string })[] {
  const on = underCorrection(r);
  const rows = r.gradings.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  const cuts = [{ from_day: on.from, corr_class: '' }, ...rows];
  return cuts.flatMap((row, i) =>
    within({ from: row.from_day!, until: cuts[i + 1]?.from_day ?? always }, on).map((span) => ({
      ...span,
      corr_class: row.corr_class ?? '',
    })),
  );
}

export function traitsOf(r: CorrectionFile): string[] {
  return [
    ...(r.sex === 'female' ? ['woman'] : []),
    ...(r.minor ? ['minor'] : []),
    ...(r.outside_ground === 'illness' ? ['medical'] : []),
    ...(r.under_injunction ? ['injunction'] : []),
  ];
}

export function postingsOf(r: CorrectionFile): Posting[] {
  return [...arrivalLines(r), ...(r.received_on ? [...stockLines(r), ...flowLines(r)] : [])];
}

/** Everybody who was to report in, by the last day for it; and who has not come by then. */
function arrivalLines(r: CorrectionFile): Posting[] {
  if (!r.report_due_on) return [];
  const { report_due_on, received_on, unit_id: here } = r;
  const unit_id = r.received_unit_id ?? here;
  // Whoever died or was taken into custody before the day came owes nothing any more.
  const given_up = !received_on && r.ended_on && r.ended_on <= report_due_on;
  const done = received_on ? (received_on <= report_due_on ? 'done' : 'late') : 'open';
  const line = { measure: 'corrections_not_reported', unit_id };
  const overdue = addDays(report_due_on, 1);
  const came = earliest(received_on, r.ended_on);
  return [
    ...(given_up
      ? []
      : [{ measure: 'correction_arrivals', day: report_due_on, unit_id, amount: 1, facets: { done } }]),
    ...(came > overdue
      ? [{ ...line, day: overdue, amount: 1 }, ...(came === always ? [] : [{ ...line, day: came, amount: -1 }])]
      : []),
  ];
} // prettier-ignore

function stockLines(r: CorrectionFile): Posting[] {
  const on = underCorrection(r);
  const category = r.category ?? '';
  const away = r.pauses.filter(({ kind }) => kind === 'lost');
  return [
    ...classSpans(r).flatMap(({ corr_class, ...span }) =>
      stockOf(r, 'corrections', span, { facets: { category, class: corr_class } }),
    ),
    ...traitsOf(r).flatMap((trait) => stockOf(r, 'corrections_among', on, { facets: { trait } })),
    ...away.flatMap(({ from_day, until_day }) =>
      within({ from: from_day!, until: until_day ?? always }, on).flatMap((span) =>
        stockOf(r, 'corrections_lost', span),
      ),
    ),
  ];
} // prettier-ignore

function flowLines(r: CorrectionFile): Posting[] {
  const category = r.category ?? '';
  const on = underCorrection(r);
  const here = r.received_unit_id ?? r.unit_id;
  const officeOn = (day: Day) =>
    officesOf(r).find((one) => one.from <= day && day < one.until)?.unit_id ?? here;
  const at = (day: Day) => ({ day, unit_id: officeOn(day), amount: 1 });
  const end = r.ended_on && r.end_kind ? { day: r.ended_on, kind: r.end_kind } : null;
  // A day of change belongs to whoever had the file until then.
  const lastOffice = end && officeOn(addDays(end.day, -1));
  const isRelease = end && (released as readonly string[]).includes(end.kind);
  // Somebody came or was met: the office worked with at least one person in that time.
  const worked = [r.received_on!, ...r.contacts.map((row) => row.on_day!)].map((day) => {
    const unit_id = day === r.received_on ? here : officeOn(day);
    return { day, unit_id, amount: 1, measure: 'correction_offices', subject: derivedId(`unit/${unit_id}`, 'office') };
  });
  return [
    ...worked,
    { ...at(r.received_on!), unit_id: here, measure: 'corrections_received', facets: { category } },
    ...(end
      ? [{
          day: end.day, unit_id: lastOffice!, amount: 1, measure: 'corrections_ended',
          facets: { category, end: end.kind },
        }]
      : []),
    ...(r.surveyed_on
      ? [{ day: r.surveyed_on, unit_id: here, amount: 1, measure: 'corrections_found' }]
      : []),
    ...(isRelease
      ? [{
          day: end.day, unit_id: lastOffice!, amount: 1, measure: 'corrections_handed_on',
          facets: { done: r.help_file_id ? 'done' : 'open' },
        }]
      : []),
    ...(r.reoffended_on ? [{ ...at(r.reoffended_on), measure: 'corrections_reoffended' }] : []),
    ...moveLines(r, on),
    ...contactLines(r, officeOn),
    ...r.sessions.map(({ kind, held_on, hours }) => ({
      ...at(held_on!), amount: hours!, measure: 'correction_hours', facets: { kind: kind! },
    })),
  ];
} // prettier-ignore

function moveLines(r: CorrectionFile, on: Span): Posting[] {
  const rows = officesOf(r);
  const inside = rows.flatMap(({ unit_id, until }, i) => {
    const next = rows[i + 1];
    if (!next || until >= on.until) return [];
    const line = { measure: 'correction_moves', day: until, amount: 1 };
    return [
      { ...line, unit_id, facets: { direction: 'out' } },
      { ...line, unit_id: next.unit_id, facets: { direction: 'in' } },
    ];
  });
  const left = r.state === 'moved' && r.moved_on
    ? [{ measure: 'correction_moves', day: r.moved_on, unit_id: r.unit_id, amount: 1, facets: { direction: 'out' } }]
    : [];
  return [...inside, ...left];
} // prettier-ignore

/** Contacts by their day; those due by the day they were due, those that are still to be made included. */
function contactLines(r: CorrectionFile, officeOn: (day: Day) => number): Posting[] {
  const due = (kind: string, day: Day, done: string) => ({
    measure: 'contacts_due',
    day,
    unit_id: officeOn(day),
    amount: 1,
    facets: { kind, done },
  });
  const open = ['reported', 'correcting'].includes(r.state)
    ? (['report', 'visit', 'talk'] as const).flatMap((kind) => {
        const day = r[`next_${kind}_on`];
        return day && day <= r.term_until! ? [due(kind, day, 'open')] : [];
      })
    : [];
  return [
    ...r.contacts.flatMap(({ kind, on_day, due_on }) => [
      {
        measure: 'correction_contacts',
        day: on_day!,
        unit_id: officeOn(on_day!),
        amount: 1,
        facets: { kind: kind! },
      },
      ...(due_on ? [due(kind!, due_on, on_day! <= due_on ? 'done' : 'late')] : []),
    ]),
    ...open,
  ];
}
