/** The office's own codes in the database, and how every process of the city learns them. */
import type { Pool, PoolClient } from 'pg';
import type { OwnCode } from '#engine/code-book.ts';
import type { Book } from '#engine/line.ts';

export async function readCodes(database: Pick<Pool, 'query'>): Promise<OwnCode[]> {
  const { rows } = await database.query({
    name: 'own-codes',
    text: `select list, code, parent, label_en, label_zh, valid_from, valid_to, source
      from code order by list, code`,
  });
  return rows;
}

export async function loadCodes(database: Pick<Pool, 'query'>, book: Book): Promise<OwnCode[]> {
  const own = await readCodes(database);
  book.learnCodes(own);
  return own;
}

const againMs = 2000;

/**
 * Learns each change, whichever process made it: the table tells. A listener that dies with its
 * database comes back with it, and reads what it has missed.
 */
export async function followCodes(
  owner: Pool,
  book: Book,
  log: (error: unknown) => void,
): Promise<{ stop(): void }> {
  let stopped = false;
  let held: PoolClient | null = null;
  let timer: NodeJS.Timeout | undefined;
  const again = (error: unknown) => {
    held?.release(true);
    held = null;
    if (stopped) return;
    log(error);
    timer = setTimeout(() => void listen().catch(again), againMs);
  };
  const listen = async () => {
    const client = await owner.connect();
    held = client;
    client.once('error', again);
    client.on('notification', () => void loadCodes(owner, book).catch(log));
    await client.query('listen taizhang_codes');
    await loadCodes(owner, book);
  };
  await listen();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
      held?.release(true);
      held = null;
    },
  };
}
