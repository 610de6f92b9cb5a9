/** What the server is made of, opened once and handed to every room. */
import type { Pool, PoolClient } from 'pg';
import type { Calendar } from '#engine/calendar.ts';
import type { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import { guardCeiling } from '#engine/permission.ts';
import type { Config } from './config.ts';
import { withClient } from './database/transaction.ts';
import type { LedgerNames } from './ledger/names.ts';
import type { UnitNames } from './units/unit-names.ts';
import type { WriteContext } from './records/write.ts';

export type Services = {
  readonly config: Config;
  readonly book: Book;
  readonly calendar: Calendar;
  readonly names: LedgerNames;
  /** Owns the tables: migrations, closing and folding pages, accounts, the tree. Never runs a user's query. */
  readonly owner: Pool;
  readonly writer: Pool;
  readonly reader: Pool;
  /** Names of units, kept in memory: for showing, never for deciding. */
  readonly unitNames: UnitNames;
  readonly clock: () => string;
};

export function writeContext(services: Services, actor: Actor): WriteContext {
  const { writer: pool, book, names, calendar, clock } = services;
  return { pool, book, names, calendar, actor, now: clock() };
}

/** As the policies read it; administrators hold no line and see nobody. */
function linesOf({ grant, engine }: Actor): string {
  return engine || grant.lines.includes('*') ? '*' : grant.lines.join(',');
}

/**
 * Reads in one snapshot, as the role that row-level security holds: within the actor's territory, up to the guard that
 * the role opens. Everything of one answer is read in one call of this.
 */
export async function readAs<T>(
  services: Pick<Services, 'reader'>,
  actor: Actor,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return withClient(services.reader, async (client) => {
    const begun = client.query('begin transaction isolation level repeatable read read only');
    const set = client.query({
      name: 'territory',
      text: `select set_config('taizhang.territory', $1, true), set_config('taizhang.guard', $2, true), set_config('taizhang.person', $3, true), set_config('taizhang.lines', $4, true)`,
      values: [actor.grant.path, String(guardCeiling(actor)), actor.person_id, linesOf(actor)],
    });
    await Promise.all([begun, set]);
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}
