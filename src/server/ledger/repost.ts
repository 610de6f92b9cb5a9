/**
 * A changed counting rule over what was written before: the same function, run over all records, appends the difference
 * between what they count for now and what the ledger holds. Nothing is rewritten: figures as of an earlier moment, and
 * editions, stay what they were.
 */
import type { Pool } from 'pg';
import type { Book } from '#engine/line.ts';
import { difference } from '#engine/measure.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { recordJson } from '../records/save.ts';
import { guardedPostings } from '../records/writing/left-behind.ts';
import { inTransaction } from '../database/transaction.ts';
import { LedgerNames } from './names.ts';
import { heldBy } from './verify.ts';

export type Reposted = { readonly records: number; readonly lines: number };

const batch = 500;

/** `writer` acts as taizhang_writer. A batch at a time, its records locked; others may write meanwhile. */
export async function repostAll(writer: Pool, book: Book): Promise<Reposted> {
  const names = await LedgerNames.open(writer, book);
  let [records, lines] = [0, 0];
  for (const type of book.records) {
    for (let after: string | null = '00000000-0000-0000-0000-000000000000'; after !== null;) {
      const done: Batch = await repostBatch(writer, names, type, after);
      records += done.records;
      lines += done.lines;
      after = done.last;
    }
  }
  return { records, lines };
}

type Batch = Reposted & { readonly last: string | null };

async function repostBatch(
  writer: Pool,
  names: LedgerNames,
  type: AnyRecordType,
  after: string,
): Promise<Batch> {
  return inTransaction(writer, async (client) => {
    const { rows } = await client.query(
      `select ${recordJson(type, 't')} as record from ${type.name} t where t.id > $1 order by t.id limit ${batch} for share of t`,
      [after],
    );
    const found = rows.map((row) => row.record as AnyRecord);
    const held = await heldBy(
      client,
      names,
      found.map((record) => record.id),
    );
    const due = found.flatMap((now) =>
      difference(guardedPostings({ type, now }), held.get(now.id) ?? []).map((posting) => ({
        ...posting,
        record_id: now.id,
        version: now.version,
      })),
    );
    await names.know(due.map((posting) => posting.facets));
    const lines = due.map(({ measure, day, unit_id, facets, guard, amount, subject, ...rest }) => ({
      measure_id: names.measureId(measure),
      facet_set_id: names.facetSetId(facets),
      subject: subject ?? null,
      day,
      unit_id,
      guard,
      amount,
      ...rest,
    }));
    const columns =
      'measure_id, day, unit_id, facet_set_id, guard, amount, subject, record_id, version';
    if (lines.length > 0)
      await client.query(
        `insert into ledger_line (${columns}) select ${columns} from jsonb_to_recordset($1::jsonb) as l(measure_id smallint, day date,
          unit_id integer, facet_set_id integer, guard smallint, amount bigint, subject uuid, record_id uuid, version integer)`,
        [JSON.stringify(lines)],
      );
    return {
      records: new Set(due.map((posting) => posting.record_id)).size,
      lines: lines.length,
      last: found.length < batch ? null : found.at(-1)!.id,
    };
  });
}
