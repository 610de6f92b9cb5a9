/** One change of the tree at a time, whether it comes from the pages, an import or the command line. */
import { setTimeout as pause } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';

/** Held until the transaction ends. */
export async function lockTree(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock(7403, hashtext(current_schema()))');
}

/** Shorter than the second after which PostgreSQL would look for a deadlock and end somebody's write. */
const waitMs = 250;
const attemptsMax = 60;

/**
 * Waits until running writers of these tables have committed and keeps others out until the
 * transaction ends; readers go on. A writer that holds one table and waits for the next would wait
 * for us for ever: so we step back and try again.
 */
export async function holdWriters(client: PoolClient, tables: readonly string[]): Promise<void> {
  if (tables.length === 0) return;
  for (let attempt = 1; ; attempt++) {
    await client.query('savepoint before_lock');
    try {
      await client.query(`set local lock_timeout = ${waitMs}`);
      await client.query(`lock table ${tables.join(', ')} in exclusive mode`);
      await client.query('set local lock_timeout to default');
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03') throw error;
      await client.query('rollback to savepoint before_lock');
      if (attempt === attemptsMax) throw tooBusy();
      await pause(20 + Math.random() * 80);
    }
  }
}

function tooBusy(): Problem {
  return new Problem('unavailable', {
    en: 'Too much is being written just now to change the tree. Try again when it is quieter.',
    zh: '当前录入繁忙，暂时无法调整机构。请稍后再试。',
  });
}
