/**
 * What a help-education file counts for. Everything is a span of days on the register, cut where the office or the
 * class changes; a span that time alone ends (the term, the year of a visit) is posted in advance. All spans lie
 * inside the register's own, so that no numerator is ever above its denominator.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import { earliest, latest, officesOf, stockOf, within } from '../common/office-spans.ts';
import type { Span } from '../common/office-spans.ts';
import { notToPlace, placedModes } from './codes.ts';
import type { HelpFile } from './help-file-fields.ts';

const nextYear = (day: Day): Day => `${Number(day.slice(0, 4)) + 1}-01-01`;
const nextHalf = (day: Day): Day =>
  day.slice(5) < '07-01' ? `${day.slice(0, 4)}-07-01` : nextYear(day);

/** The first day on which somebody is no longer on the register. */
export function leavesOn(r: HelpFile): Day {
  const over = addDays(r.ends_on!, 1);
  // Whoever is convicted again stays on the register to the end of that year, because the yearly rate is a part of it.
  if (r.reoffended_on) return earliest(over, nextYear(r.reoffended_on));
  return r.ended_on && r.end_kind !== 'over' ? earliest(over, r.ended_on) : over;
}

/** On the register. Empty when somebody left on the day they came. */
function registerOf(r: HelpFile): Span {
  return { from: r.received_on!, until: latest(r.received_on!, leavesOn(r)) };
}

/** Out of custody and within reach: the register without those convicted again. */
function freeOf(r: HelpFile): Span {
  const on = registerOf(r);
  return { from: on.from, until: earliest(on.until, r.reoffended_on) };
}

/** The register by class: what stands before the first class is not classified yet. */
function classSpans(r: HelpFile): (Span & { readonly help_class: string })[] {
  const on = registerOf(r);
  const rows = r.gradings.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  const cuts = [{ from_day: on.from, help_class: '' }, ...rows];
  return cuts.flatMap((row, i) =>
    within({ from: row.from_day!, until: cuts[i + 1]?.from_day ?? on.until }, on).map((span) => ({
      ...span,
      help_class: row.help_class ?? '',
    })),
  );
}

/**
 * Under help: a group is set up, and there was a visit or talk in the period that ends the count. It begins with the
 * first one of the period and holds to the period's end, while the group does.
 */
function helpedSpans(r: HelpFile, periodEnd: (day: Day) => Day): Span[] {
  if (!r.group_from) return [];
  const free = freeOf(r);
  const active = { from: r.group_from, until: earliest(free.until, r.lost_on) };
  const firsts = new Map<Day, Day>();
  for (const { visited_on } of r.visits) {
    if (
      !visited_on ||
      within({ from: visited_on, until: addDays(visited_on, 1) }, free).length === 0
    )
      continue;
    const end = periodEnd(visited_on);
    firsts.set(end, earliest(visited_on, firsts.get(end) ?? null));
  }
  return [...firsts].flatMap(([until, from]) =>
    within({ from, until }, active).flatMap((span) => within(span, free)),
  );
}

type Placed = Span & { readonly mode: string };

/** One placement at a time: the next one ends the one before. */
function placementsOf(r: HelpFile): Placed[] {
  const free = freeOf(r);
  const rows = r.placements.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  return rows.flatMap((row, i) => {
    const until = earliest(row.until_day, rows[i + 1]?.from_day ?? null, free.until);
    return within({ from: row.from_day!, until }, free).map((span) => ({
      ...span,
      mode: row.mode!,
    }));
  });
}

/** The span without those cut out of it; they do not overlap. */
function without(span: Span, cut: readonly Span[]): Span[] {
  let from = span.from;
  const left: Span[] = [];
  for (const one of cut.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    if (from < one.from) left.push({ from, until: one.from });
    from = latest(from, one.until);
  }
  return from < span.until ? [...left, { from, until: span.until }] : left;
}

export function traitsOf(r: HelpFile): string[] {
  return [
    ...(r.three_nots ? ['three_nots'] : []),
    ...(r.sex === 'female' ? ['woman'] : []),
    ...(r.minor ? ['minor'] : []),
    ...(r.circumstances ?? []),
  ];
}

/** What has become of somebody who was received here; each person stands in exactly one. */
export function outcomeOf(r: HelpFile): string {
  if (r.reoffended_on) return 'reoffended';
  if (r.state === 'ended') {
    const known = ['died', 'left', 'over'];
    if (r.end_kind === 'emigrated') return 'left';
    return known.includes(r.end_kind ?? '') ? r.end_kind! : 'other';
  }
  if (r.offices.length > 1) return 'moved';
  if (r.lost_on) return 'lost';
  const helped = r.group_from !== null && r.visits.length > 0;
  const placed = placedModes.includes(r.placement_mode ?? '');
  if (helped) return placed ? 'helped_placed' : 'helped';
  return placed ? 'placed' : 'waiting';
}

export function postingsOf(r: HelpFile): Posting[] {
  const on = registerOf(r);
  const here = r.received_unit_id ?? r.unit_id;
  const first = r.gradings.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1))[0];
  const inFlow = { day: r.received_on!, unit_id: here, amount: 1 };
  const received = { class: first?.help_class ?? '', outcome: outcomeOf(r) };
  const placements = placementsOf(r);
  const away = placements.filter(({ mode }) => notToPlace.includes(mode));
  const officeOn = (day: Day) =>
    officesOf(r).find((one) => one.from <= day && day < one.until)?.unit_id ?? here;
  return [
    { ...inFlow, measure: 'released_received', facets: received },
    { ...inFlow, measure: 'released_received_by', facets: { channel: r.channel ?? '' } },
    ...classSpans(r).flatMap(({ help_class, ...span }) =>
      stockOf(r, 'released', span, { facets: { class: help_class, channel: r.channel ?? '' } }),
    ),
    ...traitsOf(r).flatMap((trait) => stockOf(r, 'released_among', on, { facets: { trait } })),
    ...helpedSpans(r, nextYear).flatMap((span) => stockOf(r, 'released_helped', span)),
    ...helpedSpans(r, nextHalf).flatMap((span) => stockOf(r, 'released_helped_half', span)),
    ...placements
      .filter(({ mode }) => placedModes.includes(mode))
      .flatMap(({ mode, ...span }) => stockOf(r, 'released_placed', span, { facets: { mode } })),
    ...without(freeOf(r), away).flatMap((span) => stockOf(r, 'released_to_place', span)),
    ...(r.reoffended_on
      ? within({ from: r.reoffended_on, until: on.until }, on).flatMap((span) => [
          { measure: 'reoffences', day: span.from, unit_id: officeOn(span.from), amount: 1 },
          ...stockOf(r, 'released_reoffended', span),
        ])
      : []),
    ...(r.lost_on
      ? within({ from: r.lost_on, until: on.until }, freeOf(r)).flatMap((span) =>
          stockOf(r, 'released_lost', span),
        )
      : []),
    {
      measure: 'released_left',
      day: on.until,
      unit_id: officeOn(addDays(on.until, -1)),
      amount: 1,
      facets: { end: leftAs(r) },
    },
    ...officesOf(r).flatMap(({ unit_id, until }, i, all) => {
      const next = all[i + 1];
      if (!next || until >= on.until) return [];
      const move = { measure: 'released_moves', day: until, amount: 1 };
      return [
        { ...move, unit_id, facets: { direction: 'out' } },
        { ...move, unit_id: next.unit_id, facets: { direction: 'in' } },
      ];
    }),
    ...visitLines(r, officeOn),
    ...r.reliefs.flatMap(({ kind, given_on, amount_fen }) => {
      const line = { day: given_on!, unit_id: officeOn(given_on!) };
      return [
        { ...line, measure: 'reliefs', amount: 1, facets: { kind: kind! } },
        ...(amount_fen ? [{ ...line, measure: 'relief_amount', amount: amount_fen }] : []),
      ];
    }),
  ];
}

/** Whom the term ends leaves because it is over, whatever is written down about it later. */
function leftAs(r: HelpFile): string {
  if (leavesOn(r) > r.ends_on!) return 'over';
  return r.reoffended_on ? 'reoffended' : (r.end_kind ?? 'over');
}

/** Visits by their day; those due by the day they were due, the one that is still to be made included. */
function visitLines(r: HelpFile, officeOn: (day: Day) => number): Posting[] {
  const due = (day: Day, done: string) => ({
    measure: 'visits_due',
    day,
    unit_id: officeOn(day),
    amount: 1,
    facets: { done },
  });
  const waits =
    r.next_visit_on &&
    within({ from: r.next_visit_on, until: addDays(r.next_visit_on, 1) }, freeOf(r));
  return [
    ...r.visits.flatMap(({ visited_on, way, due_on }) => [
      {
        measure: 'help_visits',
        day: visited_on!,
        unit_id: officeOn(visited_on!),
        amount: 1,
        facets: { way: way! },
      },
      ...(due_on ? [due(due_on, visited_on! <= due_on ? 'done' : 'late')] : []),
    ]),
    ...(waits && waits.length > 0 && r.state !== 'ended' ? [due(r.next_visit_on!, 'open')] : []),
  ];
}
