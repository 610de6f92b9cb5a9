/** Which lines of the ledger a frozen figure counts: measures and facets, days, and the units it was counted over. */
import { addedCounts, sideOf } from '../figures/compute.ts';
import type { LedgerNames } from '../ledger/names.ts';
import type { EditionFigure } from './edition.ts';

export type FigureSide = {
  readonly side: 'numerator' | 'denominator';
  readonly measure: string;
  readonly measure_id: number;
  readonly facet_sets: readonly number[] | null;
  readonly from: string;
  readonly to: string;
  readonly members: string;
};

type Frozen = Pick<EditionFigure, 'definition' | 'from' | 'to' | 'members'>;

/**
 * One side for plain counts (a row for each of the counts that a cell adds up), two for rates, remainders and averages.
 * `last_day`: no day after it counts.
 */
export function sidesOf(names: LedgerNames, figure: Frozen, last_day: string): FigureSide[] {
  const { definition, members } = figure;
  const plain = ['flow', 'stock', 'distinct'].includes(definition.kind);
  const sides = plain ? (['numerator'] as const) : (['numerator', 'denominator'] as const);
  return sides.flatMap((side) => {
    const { count: first, sum } = sideOf(definition, side);
    const added = addedCounts(definition);
    return (added.length > 0 ? added : [first]).map((count) => ({
      side,
      measure: count.measure,
      measure_id: names.measureId(count.measure),
      facet_sets: count.where ? names.facetSetsWhere(count.where) : null,
      from: sum === 'stock' ? '1900-01-01' : figure.from,
      to: figure.to < last_day ? figure.to : last_day,
      members,
    }));
  });
}

/** The ids in a multirange as PostgreSQL spells it. */
export function unitsIn(members: string): number[] {
  return [...members.matchAll(/\[(\d+),(\d+)\)/g)].flatMap(([, from, until]) =>
    Array.from({ length: Number(until) - Number(from) }, (_, i) => Number(from) + i),
  );
}
