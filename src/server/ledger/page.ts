/**
 * Closing a page. Running writers are drained by a lock for some milliseconds, only to read which line and version are
 * the last; the hash is computed after the lock is gone. Below a page's last line nothing can appear later.
 */
import type { Pool } from 'pg';

export type Page = { readonly id: number; readonly last_line: number; readonly closed_at: string };

/** Line and version digests in one fixed spelling; `ledger verify` and the verification file recompute them. */
export const lineSpelling = `concat_ws('|', l.id, l.measure_id, l.day, l.unit_id, l.facet_set_id, l.guard,
  l.amount, coalesce(l.subject::text, '-'), l.record_id, l.version, extract(epoch from l.recorded_at))`;
export const lineDigest = `sha256(convert_to(${lineSpelling}, 'UTF8'))`;
export const versionDigest = `sha256(convert_to(concat_ws('|', v.id, v.record_id, v.version, v.action, v.person_id,
  extract(epoch from v.recorded_at), v.content::text), 'UTF8'))`;

/**
 * Closes a page over everything committed since the last one; null when there is nothing new, or when a long-running
 * writer does not drain within 50 ms (the next round tries again). `owner` connects as the owner of the tables.
 * Only the loader passes `closed_at`.
 */
export async function closePage(owner: Pool, closed_at?: string): Promise<Page | null> {
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock(7402, hashtext(current_schema()))');
    const end = await drain(client);
    if (!end) return null;
    // From where to where is given as values: joined to the last page, all ten million lines were read to find ten new.
    const { rows } = await client.query(
      `with last as (select * from ledger_page order by id desc limit 1),
       closing as (select coalesce($3::timestamptz, now()) as at),
       line_hash as (select count(*)::int as n, string_agg(${lineDigest}, '' order by l.id) as digest
         from ledger_line l where l.id > $4 and l.id <= $1),
       version_hash as (select count(*)::int as n, string_agg(${versionDigest}, '' order by v.id) as digest
         from record_version v where v.id > $5 and v.id <= $2)
       insert into ledger_page (id, last_line, lines, last_version, versions, closed_at, month, hash, previous_hash)
       select last.id + 1, greatest($1, last.last_line), line_hash.n, greatest($2, last.last_version), version_hash.n, closing.at,
         date_trunc('month', closing.at at time zone 'Asia/Shanghai')::date,
         sha256(last.hash || coalesce(line_hash.digest, '') || coalesce(version_hash.digest, '')), last.hash
       from last, closing, line_hash, version_hash where line_hash.n + version_hash.n > 0
       returning id, last_line, closed_at`,
      [end.line, end.version, closed_at ?? null, end.last_line, end.last_version],
    );
    return rows[0] ?? null;
  } finally {
    await client.query('select pg_advisory_unlock_all()').catch(() => {});
    client.release();
  }
}

async function drain(client: {
  query: Pool['query'];
}): Promise<{ line: number; version: number; last_line: number; last_version: number } | null> {
  await client.query(`set lock_timeout = '50ms'`);
  try {
    await client.query('select pg_advisory_lock(7401, hashtext(current_schema()))');
  } catch (error) {
    if ((error as { code?: string }).code === '55P03') return null;
    throw error;
  } finally {
    await client.query('reset lock_timeout');
  }
  const { rows } = await client.query(
    `select coalesce((select max(id) from ledger_line), 0) as line, coalesce((select max(id) from record_version), 0) as version,
        last_line, last_version from ledger_page order by id desc limit 1`,
  );
  await client.query('select pg_advisory_unlock(7401, hashtext(current_schema()))');
  return rows[0];
}
