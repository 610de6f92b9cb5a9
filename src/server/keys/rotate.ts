/**
 * Another master key: every data key is wrapped anew, and nothing that it encrypts is touched. A running server reads
 * the file again by itself, so it goes on working.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Problem } from '#engine/problem.ts';
import { inTransaction } from '../database/transaction.ts';
import { newMaster, openKeyFile, writeKeyFile } from './key-file.ts';
import type { WhereKeysAre } from './key-file.ts';
import { Keyring, keyring, rereadMs } from './keyring.ts';

const batch = 1000;

export type Rotated = {
  readonly current: string;
  readonly keys: number;
  /** Where the master keys from before are, for key backups made before today. */
  readonly before: string;
};

export async function rotateKeys(owner: Pool, config: WhereKeysAre): Promise<Rotated> {
  refuseFromEnvironment(config);
  const old = await openKeyFile(config);
  const both = newMaster(old);
  const before = `${config.keys_file}.before-${both.current}`;
  await writeKeyFile(before, old);
  await writeKeyFile(config.keys_file, both);
  const ring = new Keyring(both);
  let keys = await wrapAnew(owner, ring);
  // Until then a running server may still have wrapped with the one from before.
  await pause(2 * rereadMs);
  keys += await wrapAnew(owner, ring);
  const { current } = both;
  await writeKeyFile(config.keys_file, { ...both, keys: { [current]: both.keys[current]! } });
  keyring().reread();
  return { current, keys, before };
}

/** Where a vault hands the keys over, nobody here can write them back. */
export function refuseFromEnvironment({ keys, keys_command }: WhereKeysAre): void {
  if (keys_command)
    throw new Problem('wrong-state', {
      en: 'The master keys come from a program (TAIZHANG_KEYS_COMMAND). Rotate them there: unset it, give the file (TAIZHANG_KEYS_FILE), rotate, and put the new text back into the module.',
      zh: '主密钥由程序提供（TAIZHANG_KEYS_COMMAND），请先改用密钥文件（TAIZHANG_KEYS_FILE），轮换后再放回密码模块。',
    });
  if (keys)
    throw new Problem('wrong-state', {
      en: 'The master keys come from the environment (TAIZHANG_KEYS). Rotate them there: unset it, give the file (TAIZHANG_KEYS_FILE), rotate, and put the new text back.',
      zh: '主密钥来自环境变量（TAIZHANG_KEYS），请先改用密钥文件（TAIZHANG_KEYS_FILE），轮换后再放回。',
    });
}

async function wrapAnew(owner: Pool, ring: Keyring): Promise<number> {
  for (let done = 0; ;) {
    const some = await inTransaction(owner, async (client) => {
      const { rows } = await client.query(
        'select record_id, master, wrapped from data_key where master <> $1 limit $2 for update skip locked',
        [ring.current, batch],
      );
      const anew = rows.map((row) => ({
        record_id: row.record_id,
        wrapped: `\\x${ring.wrap(row.record_id, ring.unwrap(row.record_id, row)).wrapped.toString('hex')}`,
      }));
      await client.query(
        `update data_key k set master = $2, wrapped = n.wrapped
          from jsonb_to_recordset($1::jsonb) as n(record_id uuid, wrapped bytea) where k.record_id = n.record_id`,
        [JSON.stringify(anew), ring.current],
      );
      return rows.length;
    });
    if (some === 0) return done;
    done += some;
  }
}
