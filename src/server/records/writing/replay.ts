/** A write that is sent twice is stored once: its receipt answers the second time. */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { Problem } from '#engine/problem.ts';
import { contentHash } from '../../keys/sealed-record.ts';
import type { Write, WriteAnswer, WriteContext } from '../write.ts';

export function bodyHash(book: Book, write: Write): string {
  return contentHash(book.findRecord(write.type), JSON.stringify(write));
}

/**
 * The first answers, when all of these writes were stored before; null when none was; a Problem
 * when the bodies differ.
 */
export async function findReplay(
  db: Pick<PoolClient, 'query'>,
  context: WriteContext,
  writes: readonly Write[],
) {
  const { rows } = await db.query({
    name: 'receipts',
    text: 'select write_id, person_id, body_hash, answer from receipt where write_id = any($1::uuid[])',
    values: [writes.map((w) => w.write_id)],
  });
  if (rows.length === 0) return null;
  const known = new Map(rows.map((row) => [row.write_id as string, row]));
  return writes.map((write) => {
    const row = known.get(write.write_id.toLowerCase());
    if (
      !row ||
      row.body_hash !== bodyHash(context.book, write) ||
      row.person_id !== context.actor.person_id
    ) {
      throw new Problem('duplicate', {
        en: 'This write was sent before with another content. Reload the page and save again.',
        zh: '同一次保存曾以不同内容提交。请刷新页面后重新保存。',
      });
    }
    return row.answer as WriteAnswer;
  });
}

/**
 * The same write may be on its way twice: then the other one's receipt, version or row was there
 * first.
 */
export function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === '23505';
}
