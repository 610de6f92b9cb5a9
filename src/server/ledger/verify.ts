/** Is the ledger what the records say, are the balances what the lines say, and are the pages what they were? */
import type { Pool, PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import { difference } from '#engine/measure.ts';
import type { GuardedPosting } from '#engine/measure.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { recordJson } from '../records/save.ts';
import { guardedPostings } from '../records/writing/left-behind.ts';
import { LedgerNames } from './names.ts';
import { lineDigest, versionDigest } from './page.ts';

export type Verification = {
  readonly records: number;
  readonly lines: number;
  readonly balances: number;
  readonly pages: number;
  readonly mismatches: readonly {
    readonly what: 'record' | 'balance' | 'page';
    readonly id: string;
    readonly detail: string;
  }[];
};

/** Reads everything; changes nothing. Mismatches are listed, at most 1,000 of them. */
export async function verifyLedger(owner: Pool, book: Book): Promise<Verification> {
  const names = await LedgerNames.open(owner, book);
  const mismatches: Verification['mismatches'][number][] = [];
  let records = 0;
  for (const type of book.records) records += await verifyType(owner, names, type, mismatches);
  mismatches.push(...(await verifyBalances(owner)), ...(await verifyPages(owner)));
  const { rows } = await owner.query(
    `select (select count(*) from ledger_line) as lines, (select count(*) from balance) as balances, (select count(*) from ledger_page) as pages`,
  );
  return { records, ...rows[0], mismatches: mismatches.slice(0, 1000) };
}

async function verifyType(
  owner: Pool,
  names: LedgerNames,
  type: AnyRecordType,
  mismatches: object[],
): Promise<number> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (let total = 0; ;) {
    const { rows } = await owner.query(
      `select ${recordJson(type, 't')} as record from ${type.name} t where t.id > $1 order by t.id limit 1000`,
      [after],
    );
    if (rows.length === 0) return total;
    total += rows.length;
    const found = rows.map((row) => row.record as AnyRecord);
    after = found.at(-1)!.id;
    const held = await heldBy(
      owner,
      names,
      found.map((r) => r.id),
    );
    for (const now of found) {
      const due = difference(guardedPostings({ type, now }), held.get(now.id) ?? []);
      if (due.length > 0)
        mismatches.push({
          what: 'record',
          id: now.id,
          detail: `${type.name}: ${JSON.stringify(due)}`,
        });
    }
  }
}

/** What the ledger holds for records, line by line. */
export async function heldBy(
  database: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>,
  names: LedgerNames,
  ids: string[],
): Promise<Map<string, GuardedPosting[]>> {
  const held = new Map<string, GuardedPosting[]>();
  const { rows } = await (database as Pick<PoolClient, 'query'>).query(
    'select * from ledger_line where record_id = any($1::uuid[])',
    [ids],
  );
  for (const {
    record_id,
    measure_id,
    day,
    unit_id,
    facet_set_id,
    guard,
    amount,
    subject,
  } of rows) {
    const posting = {
      measure: names.measureName(measure_id),
      day,
      unit_id,
      guard,
      amount,
      facets: names.facets(facet_set_id),
    };
    held.set(record_id, [
      ...(held.get(record_id) ?? []),
      subject ? { ...posting, subject } : posting,
    ]);
  }
  return held;
}

async function verifyBalances(owner: Pool) {
  const { rows } = await owner.query(
    `with months as (select l.*, (select p.month from ledger_page p where p.last_line >= l.id order by p.last_line, p.id limit 1) as page_month
       from ledger_line l, ledger_fold f where l.id <= f.last_line),
     should as (select l.measure_id, a.id::int as unit_id, date_trunc('month', l.day)::date as month, l.page_month, l.facet_set_id, l.guard,
         sum(case when a.id::int = l.unit_id then l.amount else 0 end) as own, sum(l.amount) as subtree
       from months l join unit u on u.id = l.unit_id cross join lateral unnest(string_to_array(rtrim(u.path, '.'), '.')) a(id)
       group by 1, 2, 3, 4, 5, 6)
     select measure_id, unit_id, month, page_month, facet_set_id, b.own, b.subtree, s.own as should_own, s.subtree as should_subtree
     from balance b full join should s using (measure_id, unit_id, month, page_month, facet_set_id, guard)
     where coalesce(b.own, 0) <> coalesce(s.own, 0) or coalesce(b.subtree, 0) <> coalesce(s.subtree, 0) limit 1000`,
  );
  return rows.map((row) => ({
    what: 'balance' as const,
    id: `${row.measure_id}/${row.unit_id}/${row.month}`,
    detail: JSON.stringify(row),
  }));
}

async function verifyPages(owner: Pool) {
  const { rows } = await owner.query(
    `select p.id from (select *, lag(last_line, 1, 0::bigint) over w as first_line, lag(last_version, 1, 0::bigint) over w as first_version,
         lag(hash) over w as hash_before from ledger_page window w as (order by id)) p
       cross join lateral (select string_agg(${lineDigest}, '' order by l.id) as digest from ledger_line l
         where l.id > p.first_line and l.id <= p.last_line) lines
       cross join lateral (select string_agg(${versionDigest}, '' order by v.id) as digest from record_version v
         where v.id > p.first_version and v.id <= p.last_version) versions
     where p.id > 0 and (p.previous_hash <> p.hash_before
       or p.hash <> sha256(p.previous_hash || coalesce(lines.digest, '') || coalesce(versions.digest, ''))) limit 1000`,
  );
  return rows.map((row) => ({
    what: 'page' as const,
    id: String(row.id),
    detail: 'Its lines, its versions or the page before it are not what they were.',
  }));
}
