/**
 * Destroying the key of a record: what it kept secret is gone, its versions and papers too, and what it counts for
 * stays. The list of destroyed keys stands beside the master keys, outside the database, and is played again at every
 * start and after every restore, so that no backup brings anybody back.
 */
import { open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { identityLinks, keepsSecrets } from '#engine/record.ts';
import type { Config } from '../config.ts';
import { foundBy } from '../database/tables.ts';
import { inTransaction } from '../database/transaction.ts';

export type Destroyed = { readonly record_id: string; readonly record_type: string };
/** As the file lists it: on which day, and by which account, an id. */
type Listed = Destroyed & { readonly at?: string; readonly by?: string | null };

type Where = Pick<Config, 'keys_file'>;

export function destroyedFile({ keys_file }: Where): string {
  return join(dirname(keys_file), 'destroyed-keys.jsonl');
}

/** The list first: if the line breaks in between, the next start goes on. */
export async function destroyKeys(
  owner: Pool,
  config: Where,
  book: Book,
  destroyed: readonly Destroyed[],
  by: { readonly person_id: string | null; readonly reason: string; readonly at: string },
): Promise<void> {
  await append(
    destroyedFile(config),
    destroyed.map(({ record_id, record_type }) => ({
      record_id,
      record_type,
      at: by.at,
      by: by.person_id,
    })),
  );
  await inTransaction(owner, async (client) => {
    for (const { record_id, record_type } of destroyed)
      await client.query(
        `insert into destroyed_key (record_id, record_type, person_id, reason, destroyed_at) values ($1, $2, $3, $4, $5)
          on conflict (record_id) do nothing`,
        [record_id, record_type, by.person_id, by.reason, by.at],
      );
    await forget(client, book, destroyed);
  });
}

/** Everything on the list, of the file and of the database, once more. Answers how many keys it still found. */
export async function destroyAgain(owner: Pool, config: Where, book: Book): Promise<number> {
  const listed = await readList(destroyedFile(config));
  const { rows } = await owner.query('select record_id, record_type from destroyed_key');
  const all = [...new Map([...listed, ...rows].map((one) => [one.record_id, one])).values()];
  if (all.length === 0) return 0;
  return inTransaction(owner, async (client) => {
    await remember(client, listed);
    return forget(client, book, all);
  });
}

/** What the database does not know, because it comes from a backup of before. Without it a new key could be made. */
async function remember(client: PoolClient, listed: readonly Listed[]): Promise<void> {
  if (listed.length === 0) return;
  await client.query(
    `insert into destroyed_key (record_id, record_type, person_id, reason, destroyed_at)
      select l.record_id, l.record_type, a.id, '恢复备份后再次销毁 destroyed again after a restore', coalesce(l.at, now())
      from jsonb_to_recordset($1::jsonb) as l(record_id uuid, record_type text, at timestamptz, by uuid)
        left join account a on a.id = l.by
      on conflict (record_id) do nothing`,
    [JSON.stringify(listed)],
  );
}

async function forget(
  client: PoolClient,
  book: Book,
  destroyed: readonly Destroyed[],
): Promise<number> {
  const ids = destroyed.map(({ record_id }) => record_id);
  const { rowCount } = await client.query(
    'delete from data_key where record_id = any($1::uuid[])',
    [ids],
  );
  for (const name of new Set(destroyed.map((one) => one.record_type))) {
    const type = book.findRecord(name);
    if (!type || !keepsSecrets(type)) continue;
    // The words that find it identify as the name does; and those of the records about it.
    for (const other of book.records)
      for (const link of identityLinks(other).filter(({ to }) => to === type))
        await client.query(
          `update ${other.name} t set ${foundBy} = ts_delete(t.${foundBy}, tsvector_to_array(p.${foundBy}))
            from ${type.name} p where p.id = t.${link.name} and p.id = any($1::uuid[]) and p.${foundBy} <> ''`,
          [ids],
        );
    await client.query(
      `update ${type.name} set ${foundBy} = '' where id = any($1::uuid[]) and ${foundBy} <> ''`,
      [ids],
    );
  }
  return rowCount ?? 0;
}

async function append(path: string, lines: readonly Listed[]): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    await file.write(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}

async function readList(path: string): Promise<Listed[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Listed);
}
