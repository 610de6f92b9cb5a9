/**
 * Small cells. Whoever is not of the house learns "fewer than ten" and no more (Statistics Law 28), and sealed records
 * are counted only where enough of them stand together. Ten is the number known from practice [K]; an office that has
 * been told another sets it, and each edition keeps the one it was made with.
 */
import type { Pool, PoolClient } from 'pg';
import type { Definition } from './edition.ts';

export const smallCellSetting = 'small_cells_below';
export const smallCellDefault = 10;

export async function smallBelow(
  database: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>,
): Promise<number> {
  const { rows } = await (database as Pick<PoolClient, 'query'>).query({
    name: 'small-cells',
    text: 'select value from setting where name = $1',
    values: [smallCellSetting],
  });
  const value = Number(rows[0]?.value);
  return Number.isInteger(value) && value >= 2 ? value : smallCellDefault;
}

type Cell = {
  readonly key: string;
  readonly definition: Pick<Definition, 'kind' | 'money'>;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
};
export type Sum = { readonly whole: string; readonly parts: readonly string[] };

/**
 * The keys that an outsider may not see. First what is small: a count from one to below the limit, a rate in whose
 * numerator or whose rest so few stand. Then what would tell it: of a shown whole with one hidden part, the next
 * smallest part is hidden too, until nothing hidden can be had by a subtraction. Zero points at nobody and stays.
 */
export function hiddenFromOutsiders(
  cells: readonly Cell[],
  sums: readonly Sum[],
  below: number,
): Set<string> {
  const hidden = new Set(cells.filter((cell) => isSmall(cell, below)).map((cell) => cell.key));
  const values = new Map(cells.map((cell) => [cell.key, cell.value ?? 0]));
  for (let changed = true; changed;) {
    changed = false;
    for (const { whole, parts } of sums) {
      const known = parts.filter((key) => values.has(key));
      const missing = known.filter((key) => hidden.has(key));
      if (!values.has(whole) || missing.length !== 1 || hidden.has(whole)) {
        // A hidden whole of shown parts is no secret: it is their sum.
        if (!hidden.has(whole) || missing.length > 0 || known.length === 0) continue;
      }
      const others = known.filter((key) => !hidden.has(key) && values.get(key)! > 0);
      const next = others.toSorted((a, b) => values.get(a)! - values.get(b)!)[0] ?? whole;
      if (hidden.has(next)) continue;
      hidden.add(next);
      changed = true;
    }
  }
  return hidden;
}

function isSmall({ definition, value, numerator, denominator }: Cell, below: number): boolean {
  const small = (n: number | null) => n !== null && n > 0 && n < below;
  if (definition.money) return false;
  if (definition.kind === 'rate')
    return small(numerator) || small((denominator ?? 0) - (numerator ?? 0));
  if (definition.kind === 'average') return small(denominator);
  return small(value);
}
