/** The lines of a write in words: which measure, where, and the indicator behind which the number now stands. */
import { firstOfMonth, lastOfMonth } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { Services } from '../services.ts';
import type { UnitName } from '../units/unit-names.ts';

type Line = {
  readonly measure: string;
  readonly day: string;
  readonly unit_id: number;
  readonly amount: number;
  readonly facets: Readonly<Record<string, string>>;
};

export async function describeLines(
  services: Pick<Services, 'book' | 'unitNames'>,
  lines: readonly Line[],
) {
  if (lines.length === 0) return [];
  const units = await services.unitNames.get(lines.map((l) => l.unit_id));
  return newsFirst(lines).map((line) => {
    const measure = services.book.measure(line.measure);
    const { indicator } = doorOf(services.book.indicators, line.measure);
    return {
      ...line,
      label: measure.label,
      counter: measure.counter,
      money: measure.money ?? false,
      unit: nameOf(units.get(line.unit_id)),
      indicator: indicator?.name ?? null,
      from: firstOfMonth(line.day),
      to: lastOfMonth(line.day),
    };
  });
}

/**
 * What came about stands first, the earliest day before what lies ahead; then what was taken away; and last what only
 * changed its kind, because it neither adds nor takes.
 */
function newsFirst(lines: readonly Line[]): Line[] {
  const keyOf = ({ measure, day, unit_id }: Line) => `${measure}|${day}|${unit_id}`;
  const net = new Map<string, number>();
  for (const line of lines) net.set(keyOf(line), (net.get(keyOf(line)) ?? 0) + line.amount);
  const rank = (line: Line) => (net.get(keyOf(line)) === 0 ? 2 : line.amount > 0 ? 0 : 1);
  return lines.toSorted(
    (a, b) => rank(a) - rank(b) || (a.day < b.day ? -1 : a.day > b.day ? 1 : 0),
  );
}

function nameOf(unit: UnitName | undefined) {
  return { en: unit?.en ?? '–', zh: unit?.zh ?? '–' };
}

/** The figure that a line opens: the one that counts its measure whole, else any that counts it. */
function doorOf(
  indicators: readonly Indicator[],
  measure: string,
): { indicator: Indicator | undefined } {
  const counts = indicators.filter(
    (i) => (i.kind === 'flow' || i.kind === 'stock') && i.count.measure === measure,
  );
  return { indicator: counts.find((i) => 'count' in i && !i.count.where) ?? counts[0] };
}
