/** Transactions: a connection is given back whatever happens, and what throws leaves nothing behind. */
import type { Pool, PoolClient } from 'pg';

/** A connection for one transaction, which `transact` begins and commits itself; what throws is rolled back. */
export async function withClient<T>(
  pool: Pool,
  transact: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await transact(client);
  } catch (error) {
    // A rollback that fails means a dead connection: the pool must not hand it out again.
    await client.query('rollback').catch((reason: unknown) => {
      broken = reason as Error;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** All of `work`, or nothing of it. */
export function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withClient(pool, async (client) => {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  });
}
