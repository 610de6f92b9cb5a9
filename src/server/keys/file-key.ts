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
    en: 'The key of this file was destroyed: what it held is erased, and nothing can be added.',
    zh: '该档案的密钥已销毁，内容已删除，不能再添加。',
  });
}
