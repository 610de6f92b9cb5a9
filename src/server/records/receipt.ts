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
  return lines.map((line) => {
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
