/**
 * Another search key: the words that find encrypted records are written anew, as keyed tokens under it. A running
 * server reads the file again by itself; until all is written, it looks for both. Body hashes under the old key
 * are forgotten, because whoever has that key could guess from them.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { identityLinks, keepsSecrets, seeksSecretly } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { foundBy } from '../database/tables.ts';
import { inTransaction } from '../database/transaction.ts';
import { foundByOf } from '../records/found-by.ts';
import { foundThrough, loadRecords } from '../records/save.ts';
import { newSearchKey, openKeyFile, writeKeyFile } from './key-file.ts';
import type { WhereKeysAre } from './key-file.ts';
import { keyring, rereadMs } from './keyring.ts';
import { refuseFromEnvironment } from './rotate.ts';
import { isClosed } from './sealed-record.ts';

const batch = 500;

export type SearchRotated = {
  readonly records: number;
  /** Without their keys here: their words cannot be known, and stand under the old key. */
  readonly closed: number;
  readonly before: string;
};

export async function rotateSearchKey(
  owner: Pool,
  config: WhereKeysAre,
  book: Book,
): Promise<SearchRotated> {
  refuseFromEnvironment(config);
  const old = await openKeyFile(config);
  // A rotation that was cut off goes on with the key that it made.
  const both = old.search_before ? old : newSearchKey(old);
  const before = `${config.keys_file}.before-search-${new Date().toISOString().slice(0, 10)}`;
  if (both !== old) await writeKeyFile(before, old);
  await writeKeyFile(config.keys_file, both);
  keyring().reread();
  // Until then a running server may still write with the one from before.
  await pause(2 * rereadMs);
  const counts = { records: 0, closed: 0 };
  // Persons first: who is found by their names takes the words from them.
  const types = book.records.filter(seeksSecretly);
  const identities = types.filter((type) => type.identity);
  for (const type of [...identities, ...types.filter((one) => !one.identity)])
    await writeAnew(owner, type, counts);
  await forgetHashes(owner, book);
  const { search_before: _gone, ...done } = both;
  await writeKeyFile(config.keys_file, done);
  keyring().reread();
  return { ...counts, before };
}

async function writeAnew(
  owner: Pool,
  type: AnyRecordType,
  counts: { records: number; closed: number },
): Promise<void> {
  for (let after = '00000000-0000-0000-0000-000000000000'; ;) {
    const last = await inTransaction(owner, (client) => oneBatch(client, type, after, counts));
    if (last === null) return;
    after = last;
  }
}

/** Locked, so that nobody changes a name between reading and writing. */
async function oneBatch(
  client: PoolClient,
  type: AnyRecordType,
  after: string,
  counts: { records: number; closed: number },
): Promise<string | null> {
  const { rows } = await client.query(
    `select id from ${type.name} where id > $1 order by id limit ${batch}`,
    [after],
  );
  if (rows.length === 0) return null;
  const ids = rows.map((row) => row.id as string);
  const loaded = await loadRecords(client, type, ids, 'for update');
  const destroyed = await client.query(
    'select record_id from destroyed_key where record_id = any($1::uuid[])',
    [ids],
  );
  const gone = new Set(destroyed.rows.map((row) => row.record_id as string));
  // Without its key for the moment, its words cannot be known; destroyed, it has none.
  const open = loaded.filter(
    (record) => !type.secret_search || !isClosed(record) || gone.has(record.id),
  );
  counts.closed += loaded.length - open.length;
  counts.records += open.length;
  const words = open.map((record) => ({ id: record.id, [foundBy]: foundByOf(type, record) }));
  const links = identityLinks(type).map(({ name }) => `t.${name}`);
  await client.query(
    `update ${type.name} t set ${foundBy} = f.${foundBy}
      from (select r.id, ${foundThrough(type)} as ${foundBy}
        from (select w.id, w.${foundBy}${links.map((link) => `, ${link}`).join('')}
          from jsonb_to_recordset($1::jsonb) as w(id uuid, ${foundBy} tsvector) join ${type.name} t on t.id = w.id) r) f
      where f.id = t.id and f.${foundBy} is distinct from t.${foundBy}`,
    [JSON.stringify(words)],
  );
  return ids.at(-1)!;
}

/** The same write or the same file sent again is then refused or taken for a new one, and never guessed from. */
async function forgetHashes(owner: Pool, book: Book): Promise<void> {
  const types = book.records.filter(keepsSecrets).map((type) => type.name);
  await owner.query(`update receipt set body_hash = '' where answer->>'type' = any($1)`, [types]);
  await owner.query(
    `update import_row r set content_hash = '' from import i where i.id = r.import_id and i.record_type = any($1)`,
    [types],
  );
  await owner.query(`update import set content_hash = '' where record_type = any($1)`, [types]);
}
