/** What units were called on any day: a document about 2009 names them as they were then. */
import type { PoolClient } from 'pg';
import type { Text } from '#engine/text.ts';

/** The last name given by that day; before a unit existed, its first one. */
export async function namesOn(
  client: Pick<PoolClient, 'query'>,
  unitIds: readonly number[],
  day: string,
): Promise<Map<number, Text>> {
  const { rows } = await client.query({
    name: 'names-on',
    text: `select u.id, coalesce(then_on.name, u.name) as zh, coalesce(then_on.name_en, u.name_en) as en
      from unit u left join lateral (
        select n.name, n.name_en from unit_name n where n.unit_id = u.id
        order by n.from_day <= $2::date desc, case when n.from_day <= $2::date then n.from_day end desc
          nulls last,
          n.from_day, n.id desc limit 1) then_on on true
      where u.id = any($1::int[])`,
    values: [unitIds, day],
  });
  return new Map(rows.map(({ id, en, zh }) => [id, { en, zh }]));
}
