/** One change of the tree at a time, whether it comes from the pages, an import or the command line. */
import type { PoolClient } from 'pg';

/** Held until the transaction ends. */
export async function lockTree(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock(7403, hashtext(current_schema()))');
}

/**
 * Waits until running writers have saved and keeps others from saving until the transaction ends: the lock that each
 * of them shares by trigger, and that closing a page takes alone (migration 0001).
 */
export async function holdWriters(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock(7401, hashtext(current_schema()))');
}
