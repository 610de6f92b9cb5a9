/** Does any unit of the post keep a book? Until one does, Today says how to begin, and not that nothing is due. */
import type { PoolClient } from 'pg';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import { boundaryAt } from '../figures/boundary.ts';
import { sumCells } from '../figures/sum.ts';
import type { Services } from '../services.ts';

/** `client` reads as the actor. A post that works with no line keeps nothing. */
export async function booksKept(
  { book, names, clock }: Pick<Services, 'book' | 'names' | 'clock'>,
  client: PoolClient,
  actor: Actor,
  today: string,
): Promise<boolean> {
  const measures = new Set(
    book.indicators.flatMap((i) => (i.kept_by && holdsLine(actor, i.line) ? [i.kept_by] : [])),
  );
  const cells = [...measures].map((measure) => ({
    measure_id: names.measureId(measure),
    facet_sets: null,
    from: null,
    to: today,
  }));
  const unit = actor.grant.unit_id;
  const boundary = await boundaryAt(client, null, clock());
  const sum = await sumCells(client, cells, { units: [unit] }, boundary);
  return cells.some((_cell, i) => sum(i, unit) > 0);
}
