/**
 * Drawing by lot, so that anybody can do it again with a pocket calculator's worth of tools: each body's ticket is the
 * SHA-256 of “seed/id”, the smallest tickets of each stratum are drawn, in their order.
 */
import { createHash } from 'node:crypto';

export type Candidate = { readonly id: string; readonly stratum: string };

export function ticketOf(seed: string, id: string): string {
  return createHash('sha256').update(`${seed}/${id}`).digest('hex');
}

/** So many of each stratum, strata in their own order; of a stratum with fewer, all of them. */
export function drawSample<C extends Candidate>(
  seed: string,
  wanted: number,
  pot: readonly C[],
): C[] {
  const strata = [...new Set(pot.map((one) => one.stratum))].toSorted();
  return strata.flatMap((stratum) =>
    pot
      .filter((one) => one.stratum === stratum)
      .map((one) => ({ one, ticket: ticketOf(seed, one.id) }))
      .toSorted((a, b) => (a.ticket < b.ticket ? -1 : 1))
      .slice(0, wanted)
      .map(({ one }) => one),
  );
}
