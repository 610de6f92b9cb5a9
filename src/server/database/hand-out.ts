/**
 * A backup that leaves the house, for a vendor to look at: as if what is sealed had never been. Pages are hashed anew
 * over what is left, so that not even their chain tells; on what it holds `ledger verify` finds nothing wrong.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import { lineDigest, versionDigest } from '../ledger/page.ts';

export type HandedOut = {
  /** What stands after FROM, instead of the table. */
  readonly from: (table: string) => string;
  /** A row as it is handed out. */
  readonly row: (table: string, row: string) => string;
};

/** What opens doors and what people did is nobody else's business, and the rest speaks of what is sealed. */
const left = new Set([
  'session',
  'credential',
  'second_factor',
  'verification',
  'access_log',
  'sealed_record',
  'receipt',
  'import_row',
  'erasure',
  'person_apart',
  'export_request',
]);

export async function withoutSealed(client: PoolClient): Promise<HandedOut> {
  const { rows } = await client.query(
    'select distinct record_id as id from record_version where guard = 2',
  );
  // Ids, so quoting is all there is to it: a cursor takes no values.
  const sealed = `'{${rows.map((row) => row.id as string).join(',')}}'::uuid[]`;
  const columns = await columnsByTable(client);
  const pages = await pagesAnew(client, sealed);
  return {
    from(table) {
      if (left.has(table)) return `(select * from ${table} where false)`;
      if (table === 'shared_token') return sharedAnew(sealed);
      const has = columns.get(table)!;
      const wheres = [
        ...(has.has('guard') ? ['x.guard < 2'] : []),
        ...(['id', 'record_id', 'person_id', 'into_id', 'identity_id', 'subject'] as const)
          .filter((name) => has.get(name) === 'uuid')
          .map((name) => `(x.${name} is null or x.${name} <> all(${sealed}))`),
        ...(table === 'number_book' ? [`x.key !~ '/sealed($|/)'`] : []),
      ];
      return wheres.length === 0
        ? table
        : `(select * from ${table} x where ${wheres.join(' and ')})`;
    },
    row(table, row) {
      if (table === 'ledger_page') return pages(row);
      if (table === 'hand_over' || table === 'person_merger')
        return JSON.stringify({ ...JSON.parse(row), records: [] });
      return row;
    },
  };
}

/** What entries share is counted anew over those that are left. */
const sharedAnew = (
  sealed: string,
) => `(select x.token, count(*) as entries, count(*) as open_entries
  from person_shared x where x.person_id <> all(${sealed}) group by x.token)`;

async function columnsByTable(client: PoolClient): Promise<Map<string, Map<string, string>>> {
  const { rows } = await client.query(
    `select table_name, column_name, data_type from information_schema.columns where table_schema = current_schema()`,
  );
  const tables = new Map<string, Map<string, string>>();
  for (const { table_name, column_name, data_type } of rows)
    tables.set(
      table_name,
      (tables.get(table_name) ?? new Map()).set(column_name, data_type as string),
    );
  return tables;
}

/** Each page over the lines and versions that are left, chained to the one before as it is handed out. */
async function pagesAnew(client: PoolClient, sealed: string): Promise<(row: string) => string> {
  const { rows } = await client.query(
    `select p.id, coalesce(l.n, 0)::int as lines, coalesce(v.n, 0)::int as versions,
        encode(coalesce(l.digest, '') || coalesce(v.digest, ''), 'hex') as digest
      from (select *, lag(last_line, 1, 0::bigint) over (order by id) as first_line,
          lag(last_version, 1, 0::bigint) over (order by id) as first_version from ledger_page) p
        cross join lateral (select count(*) as n, string_agg(${lineDigest}, '' order by l.id) as digest from ledger_line l
          where l.id > p.first_line and l.id <= p.last_line and l.guard < 2
            and l.record_id <> all(${sealed})) l
        cross join lateral (select count(*) as n, string_agg(${versionDigest}, '' order by v.id) as digest from record_version v
          where v.id > p.first_version and v.id <= p.last_version and v.guard < 2
            and v.record_id <> all(${sealed})) v
      order by p.id`,
  );
  const anew = new Map<number, object>();
  let before: Buffer = Buffer.alloc(0);
  for (const { id, lines, versions, digest } of rows) {
    const hash =
      id === 0
        ? Buffer.alloc(0)
        : createHash('sha256').update(before).update(Buffer.from(digest, 'hex')).digest();
    anew.set(id, {
      lines,
      versions,
      hash: `\\x${hash.toString('hex')}`,
      previous_hash: `\\x${before.toString('hex')}`,
    });
    before = hash;
  }
  return (row) => {
    const page = JSON.parse(row) as { id: number };
    return JSON.stringify({ ...page, ...anew.get(page.id) });
  };
}
