/**
 * Opening a count of distinct subjects. A subject may stand in many records, so the figure opens to one record of each:
 * the earliest, an open one before a restricted one. So what is opened sums to the figure, as everywhere.
 */
import type { PoolClient } from 'pg';
import type { Filter, OpenedRow } from './open.ts';
import { values, within } from './open.ts';

type Reader = Pick<PoolClient, 'query'>;

/** Each counted subject's record; a record that stands for three subjects adds three. */
const chosen = (
  filter: Filter,
) => `select distinct on (r.subject) r.record_id, r.day, r.guard from (
    select l.subject, l.record_id, min(l.day) as day, max(l.guard) as guard, sum(l.amount) as amount,
      sum(sum(l.amount)) over (partition by l.subject) as whole
    from ledger_line l where ${within('l', filter)} and l.subject is not null group by l.subject, l.record_id) r
  where r.amount > 0 and r.whole > 0 order by r.subject, r.guard, r.day, r.record_id`;

export async function openDistinct(
  client: Reader,
  filter: Filter,
  after: { day: string; record_id: string } | null,
  limit: number,
): Promise<OpenedRow[]> {
  const { rows } = await client.query({
    text: `select s.record_id, s.day, count(*)::bigint as amount, max(s.guard) as guard from (${chosen(filter)}) s
      where (s.day, s.record_id) > ($7::date, $8::uuid)
      group by s.record_id, s.day order by s.day, s.record_id limit $9`,
    values: [
      ...values(filter),
      after?.day ?? filter.from,
      after?.record_id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  });
  return rows;
}

/** How many subjects are told by a restricted record: by any of them, or by some. */
export async function guardedSubjects(
  client: Reader,
  filter: Filter,
  records: readonly string[] | null,
): Promise<number> {
  const { rows } = await client.query({
    text: `select count(*)::bigint as sum from (${chosen(filter)}) s
      where s.guard = 1 and ($7::uuid[] is null or s.record_id = any($7))`,
    values: [...values(filter), records],
  });
  return rows[0].sum;
}

/** How many subjects are told by an open record that the reader finds no more (`elsewhereSum`). */
export async function elsewhereSubjects(
  client: Reader,
  filter: Filter,
  type: string,
): Promise<number> {
  const { rows } = await client.query({
    text: `select count(*)::bigint as sum from (${chosen(filter)}) s
      where s.guard = 0 and not exists (select from ${type} t where t.id = s.record_id)`,
    values: values(filter),
  });
  return rows[0].sum;
}
