/** What a change of units would touch, counted before anybody decides: units below, open records, people's posts. */
import type { Pool } from 'pg';
import type { Book } from '#engine/line.ts';
import { notFound } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { openRecordsOf, openStates } from './open-records.ts';
import type { OpenRecords } from './open-records.ts';

export type Touched = {
  readonly unit_id: number;
  readonly units_below: number;
  /** In hand in the unit itself: they need a new keeper when it ends. */
  readonly open_records: readonly OpenRecords[];
  /** In hand in the unit and below: they come along when it moves. */
  readonly open_in_all: number;
  /** People with a post in the unit itself, and in the unit and below. */
  readonly people: number;
  readonly people_in_all: number;
};

export async function touchedBy(
  owner: Pool,
  book: Book,
  unit_id: number,
  today: string,
): Promise<Touched> {
  const { rows } = await owner.query(
    `select u.path,
        (select count(*)::int from unit b where b.path > u.path and b.path < u.path || '~' and b.valid_until is null) as units_below,
        (select count(distinct g.account_id)::int from grants g where g.unit_id = u.id
          and (g.until_day is null or g.until_day >= $2)) as people,
        (select count(distinct g.account_id)::int from grants g join unit b on b.id = g.unit_id
          where b.path >= u.path and b.path < u.path || '~' and (g.until_day is null or g.until_day >= $2)) as people_in_all
      from unit u where u.id = $1`,
    [unit_id, today],
  );
  if (!rows[0]) throw notFound();
  const { path, ...counts } = rows[0];
  const [open_records, ...sums] = await Promise.all([
    openRecordsOf(owner, book, { path }),
    ...(book.records as AnyRecordType[]).map(async (type) => {
      const found = await owner.query(
        `select count(*)::int as n from ${type.name} where path >= $1 and path < $1 || '~' and state = any($2)`,
        [path, openStates(type)],
      );
      return found.rows[0].n as number;
    }),
  ]);
  return { unit_id, ...counts, open_records, open_in_all: sums.reduce((sum, n) => sum + n, 0) };
}
