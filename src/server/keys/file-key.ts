/** The key of a record for what is kept beside it: pages, photographs, their names. */
import type { PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';
import { keyOf, newKey } from './sealed-record.ts';

/** Its own, made now where it has none yet; a destroyed one never comes back. */
export async function fileKey(
  client: Pick<PoolClient, 'query'>,
  record_id: string,
): Promise<Buffer> {
  const { kept } = newKey(record_id);
  await client.query(
    `insert into data_key (record_id, master, wrapped) select $1, $2, $3
      where not exists (select from destroyed_key where record_id = $1) on conflict (record_id) do nothing`,
    [record_id, kept.master, kept.wrapped],
  );
  const { rows } = await client.query('select master, wrapped from data_key where record_id = $1', [
    record_id,
  ]);
  const key = rows[0] ? keyOf(record_id, rows[0]) : null;
  if (key) return key;
  throw erased();
}

export function erased(): Problem {
  return new Problem('wrong-state', {
    en: 'The key of this file is not here: it was destroyed, or not restored yet. What is encrypted can be neither read nor written; ask who runs the system.',
    zh: '该档案的密钥不在：已经销毁，或尚未恢复。加密内容不能查看或填写，请联系系统运维人员。',
  });
}
