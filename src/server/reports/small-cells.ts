/**
 * Small cells. Whoever is not of the house learns "fewer than ten" and no more (Statistics Law 28), and sealed records
 * are counted only where enough of them stand together. Below which number is set in small-cell-setting.ts.
 */
import type { Definition } from './edition.ts';
import type { Quotient } from './implied-sums.ts';

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
 * smallest part is hidden too, and so it is where all parts are shown and what they leave of the whole is small; of a
 * rate and its two sides, any two of which tell the third, two are hidden. Until nothing is to be had by arithmetic.
 * Zero points at nobody and stays.
 */
export function hiddenFromOutsiders(
  cells: readonly Cell[],
  sums: readonly Sum[],
  below: number,
  quotients: readonly Quotient[] = [],
): Set<string> {
  const hidden = new Set(cells.filter((cell) => isSmall(cell, below)).map((cell) => cell.key));
  const values = new Map(cells.map((cell) => [cell.key, cell.value ?? 0]));
  for (;;) {
    const next =
      firstOf(sums, (sum) => toldBySum(sum, values, hidden, below)) ??
      firstOf(quotients, (one) => toldByQuotient(one, hidden));
    if (next === undefined) return hidden;
    hidden.add(next);
  }
}

function firstOf<T>(list: readonly T[], find: (one: T) => string | undefined): string | undefined {
  for (const one of list) {
    const found = find(one);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What has to be hidden too, or this sum tells something hidden. */
function toldBySum(
  { whole, parts }: Sum,
  values: ReadonlyMap<string, number>,
  hidden: ReadonlySet<string>,
  below: number,
): string | undefined {
  const known = parts.filter((key) => values.has(key));
  if (known.length === 0 || !values.has(whole)) return undefined;
  const missing = known.filter((key) => hidden.has(key)).length;
  const rest = values.get(whole)! - known.reduce((sum, key) => sum + values.get(key)!, 0);
  // What the parts leave of the whole stands in no figure, and is told all the same where nothing else is unknown.
  const unknown = missing + (hidden.has(whole) ? 1 : 0) + (rest > 0 ? 1 : 0);
  if (unknown !== 1 || (rest > 0 && rest >= below)) return undefined;
  const others = known.filter((key) => !hidden.has(key) && values.get(key)! > 0);
  const next = others.toSorted((a, b) => values.get(a)! - values.get(b)!)[0] ?? whole;
  return hidden.has(next) ? undefined : next;
}

function toldByQuotient(
  { rate, numerator, denominator }: Quotient,
  hidden: ReadonlySet<string>,
): string | undefined {
  const missing = [rate, numerator, denominator].filter((key) => hidden.has(key));
  if (missing.length !== 1) return undefined;
  return missing[0] === rate ? numerator : rate;
}

function isSmall({ definition, value, numerator, denominator }: Cell, below: number): boolean {
  const small = (n: number | null) => n !== null && n > 0 && n < below;
  if (definition.money) return false;
  if (definition.kind === 'rate')
    return small(numerator) || small((denominator ?? 0) - (numerator ?? 0));
  if (definition.kind === 'average') return small(denominator);
  return small(value);
}
