/**
 * A file passes from office to office, and each counts it for the days on which it was in charge: spans of days, cut
 * where the office changes.
 */
import { unit, day } from '#engine/field.ts';
import type { Day } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import { childList } from '#engine/record.ts';
import { stay } from './stretch.ts';

/** From its first day to the day on which it no longer holds; `always` where nobody has ended it. */
export type Span = { readonly from: Day; readonly until: Day };
export const always: Day = '9999-12-31';

export const earliest = (...days: (Day | null)[]): Day =>
  days.filter((one): one is Day => one !== null).toSorted()[0] ?? always;
export const latest = (...days: Day[]): Day => days.toSorted().at(-1)!;

/** What of a span lies inside another: one span, or none. */
export function within(span: Span, outer: Span): Span[] {
  const from = latest(span.from, outer.from);
  const until = earliest(span.until, outer.until);
  return from < until ? [{ from, until }] : [];
}

/** Who was in charge, and since when. */
export const officesInCharge = childList(
  'offices',
  'Offices in charge',
  '管理单位变更',
  { en: 'Office', zh: '单位' },
  {
    unit_id: unit('Office', '单位', { required: true }),
    from_day: day('Since', '起始日期', { required: true }),
  },
);

type WithOffices = {
  readonly offices: readonly { readonly unit_id: number | null; readonly from_day: Day | null }[];
};
export type Office = Span & { readonly unit_id: number };

/** The offices in charge one after the other; the last one has no end. */
export function officesOf(r: WithOffices): Office[] {
  const rows = r.offices.toSorted((a, b) => (a.from_day! < b.from_day! ? -1 : 1));
  return rows.map((row, i) => ({
    unit_id: row.unit_id!,
    from: row.from_day!,
    until: rows[i + 1]?.from_day ?? always,
  }));
}

/** A stock's lines for a span, at whichever office was in charge. What nobody has ended has no way out yet. */
export function stockOf(
  r: WithOffices,
  measure: string,
  span: Span,
  more: Pick<Posting, 'facets'> = {},
): Posting[] {
  return officesOf(r).flatMap(({ unit_id, ...office }) =>
    within(span, office).flatMap(({ from, until }) =>
      stay({ measure, unit_id, ...more }, from, until === always ? null : until),
    ),
  );
}
