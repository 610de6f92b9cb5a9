/** What the units below a target's have now and had last year: what a split is talked about over. */
import type { PoolClient } from 'pg';
import { boundaryAt } from '../figures/boundary.ts';
import { computeMany, lastYear } from '../figures/compute.ts';
import type { Services } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';
import type { TargetView } from './target-tree.ts';

export type RowBelow = {
  readonly unit: UnitText;
  /** In units of work. */
  readonly done: number | null;
  readonly of: number | null;
  readonly last_year: number | null;
  /** How much there is to do it with: what is missing of a share, what last year brought of a number. */
  readonly weight: number;
};

/** Without a figure there is nothing to weigh: then everybody has the same. */
export async function readingsBelow(
  { book, names }: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  { indicator, counted_from, counted_to, from, due }: TargetView,
  units: readonly UnitText[],
  now: string,
): Promise<RowBelow[]> {
  const known = indicator ? book.findIndicator(indicator.name) : undefined;
  if (!known)
    return units.map((unit) => ({ unit, done: null, of: null, last_year: null, weight: 1 }));
  const boundary = await boundaryAt(client, null, now);
  const asks = [
    { indicator: known, from: counted_from, to: counted_to },
    { indicator: known, ...lastYear({ from, to: due }) },
  ];
  const read = await computeMany(
    client,
    names,
    asks,
    units.map((unit) => unit.id),
    boundary,
  );
  return units.map((unit) => {
    const [present, before] = [read(0, unit.id), read(1, unit.id)];
    const share = known.kind === 'rate';
    const done = share ? present.numerator : present.value;
    const of = share ? present.denominator : null;
    const last_year = share ? before.numerator : before.value;
    const weight = share ? Math.max(0, (of ?? 0) - (done ?? 0)) : Math.max(0, last_year ?? 0);
    return { unit, done, of, last_year, weight };
  });
}
