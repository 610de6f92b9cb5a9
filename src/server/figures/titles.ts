/** Titles of records of several types, as far as the reader may open them. */
import type { PoolClient } from 'pg';
import type { AnyRecordType } from '#engine/record.ts';
import { titlesOf } from '../records/read.ts';

type Titles = Awaited<ReturnType<typeof titlesOf>>;
export type OfType = { readonly record_id: string; readonly type: AnyRecordType };

export async function titlesByType(client: PoolClient, rows: readonly OfType[]): Promise<Titles> {
  const all: Titles = new Map();
  for (const [type, of] of Map.groupBy(rows, (row) => row.type)) {
    const ids = of.map((row) => row.record_id);
    for (const [id, title] of await titlesOf(client, type, ids)) all.set(id, title);
  }
  return all;
}
