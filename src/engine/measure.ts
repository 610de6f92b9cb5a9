/**
 * What a record counts for. A measure is one thing that is counted; a posting says that a record counts for it,
 * on a day, for a unit. The ledger keeps postings as lines; every figure is a sum of lines.
 */
import type { Day } from './day.ts';
import type { CodeList } from './field.ts';
import type { Text } from './text.ts';

export type Measure = {
  readonly name: string;
  readonly label: Text;
  /** Unit of count: 件, 人次, 个, 元. It carries meaning, so it is never left out. */
  readonly counter: Text;
  /** The record type whose postings make it. */
  readonly of: string;
  /** A flow sums lines by day. A stock is +1 on the day in, −1 on the first day out, summed up to a date. */
  readonly kind: 'flow' | 'stock';
  /** By which coded values a figure of it can be broken down. Each multiplies the balances: keep them few. */
  readonly facets?: Readonly<Record<string, CodeList>>;
  /** Money is counted in fen. */
  readonly money?: boolean;
};

export type Posting = {
  readonly measure: string;
  readonly day: Day;
  readonly unit_id: number;
  readonly amount: number;
  readonly facets?: Readonly<Record<string, string>>;
  /** Whom or what it is about, for counts of distinct subjects: any id. */
  readonly subject?: string;
};

/** A posting with the guard of its record, which is part of its identity in the ledger. */
export type GuardedPosting = Posting & { readonly guard: number };

/** Facets in one fixed spelling, so that equal facets are equal text. Empty values are left out. */
export function facetKey(facets: Readonly<Record<string, string>> | undefined): string {
  if (!facets) return '';
  return Object.keys(facets)
    .filter((name) => facets[name])
    .toSorted()
    .map((name) => `${name}=${facets[name]}`)
    .join('&');
}

function identity(p: GuardedPosting): string {
  return `${p.measure}|${p.day}|${p.unit_id}|${p.guard}|${p.subject ?? ''}|${facetKey(p.facets)}`;
}

/**
 * The heart of the ledger: what has to be appended so that a record's lines sum to what it should count for now.
 * `held` is what the ledger already holds for the record (net or line by line), not what an earlier version should have
 * posted: so a record whose rule has changed since its last write comes out right too.
 * The result is net by key, without zeros, in a fixed order (withdrawals first).
 */
export function difference(
  should: readonly GuardedPosting[],
  held: readonly GuardedPosting[],
): GuardedPosting[] {
  const net = new Map<string, GuardedPosting & { amount: number }>();
  const add = (p: GuardedPosting, sign: 1 | -1) => {
    const key = identity(p);
    const known = net.get(key);
    net.set(key, { ...(known ?? p), amount: (known?.amount ?? 0) + sign * p.amount });
  };
  for (const p of should) add(p, 1);
  for (const p of held) add(p, -1);
  return [...net.values()]
    .filter((p) => p.amount !== 0)
    .toSorted((a, b) => a.amount - b.amount || (identity(a) < identity(b) ? -1 : 1));
}
