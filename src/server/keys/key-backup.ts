/**
 * The data keys, wrapped, in a file of their own: without it a backup opens nobody's identity, and without the master
 * keys neither does. The destroyed ones go along as a list, so that putting it back destroys them again.
 */
import { createReadStream } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Pool } from 'pg';
import { Problem } from '#engine/problem.ts';
import { inTransaction } from '../database/transaction.ts';

const batch = 1000;

export async function backUpKeys(owner: Pool, file: string): Promise<number> {
  const keys = await owner.query(
    `select record_id, master, encode(wrapped, 'hex') as wrapped from data_key order by record_id`,
  );
  const destroyed = await owner.query(
    'select record_id, record_type from destroyed_key order by record_id',
  );
  const lines = [
    { taizhang_keys: 1 },
    ...keys.rows,
    ...destroyed.rows.map((row) => ({ ...row, destroyed: true })),
    { end: true },
  ];
  await writeFile(`${file}.part`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''), {
    mode: 0o600,
  });
  await rename(`${file}.part`, file);
  return keys.rows.length;
}

export async function restoreKeys(owner: Pool, file: string): Promise<number> {
  return inTransaction(owner, async (client) => {
    let keys = 0;
    let begun = false;
    let ended = false;
    let waiting: object[] = [];
    const flush = async () => {
      await client.query(
        `insert into data_key (record_id, master, wrapped)
          select record_id, master, decode(wrapped, 'hex') from jsonb_to_recordset($1::jsonb) as k(record_id uuid, master text, wrapped text)
          where not exists (select from destroyed_key d where d.record_id = k.record_id)
          on conflict (record_id) do nothing`,
        [JSON.stringify(waiting)],
      );
      keys += waiting.length;
      waiting = [];
    };
    const input = createReadStream(file);
    for await (const line of createInterface({ input, crlfDelay: Infinity })) {
      const row = JSON.parse(line) as Record<string, unknown>;
      if (!begun && row['taizhang_keys'] !== 1) break;
      begun = true;
      if (row['end']) ended = true;
      else if (row['destroyed'])
        await client.query(
          `insert into destroyed_key (record_id, record_type, reason) values ($1, $2, 'restored') on conflict (record_id) do nothing`,
          [row['record_id'], row['record_type']],
        );
      else if (row['record_id']) waiting.push(row);
      if (waiting.length >= batch) await flush();
    }
    await flush();
    if (!ended)
      throw new Problem('invalid', {
        en: 'This is no whole backup of keys. Use another one.',
        zh: '密钥备份文件不完整，请使用其他备份。',
      });
    return keys;
  });
}
