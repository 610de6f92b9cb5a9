/**
 * The tree as it was on any day. Every unit has exactly one parent on every date: the one of its last place by then;
 * before it existed its first; after a merger its successor and after a split or a closing its old parent, because a
 * merger writes the successor as a place of the merged unit, and a split or a closing writes none.
 */
import type { PoolClient } from 'pg';

export type Member = { readonly target: number; readonly unit_id: number };

type Reader = Pick<PoolClient, 'query'>;

/** SQL for the place of a unit that holds on a day; both are SQL expressions. */
export function placeOnSql(unit: string, day: string, column: 'id' | 'parent_id'): string {
  return `coalesce(
    (select q.${column} from unit_place q where q.unit_id = ${unit} and q.from_day <= ${day}
      order by q.unit_id desc, q.from_day desc, q.id desc limit 1),
    (select q.${column} from unit_place q where q.unit_id = ${unit} and q.from_day > ${day}
      and not exists (select from unit_place e where e.unit_id = ${unit} and e.from_day <= ${day})
      order by q.from_day, q.id desc limit 1))`;
}

/**
 * All units that stood under each of the given units on a day, themselves included: what `computeByTarget({ members })`
 * takes to show figures under the boundaries of that day.
 */
export async function membersOn(client: Reader, unitIds: readonly number[], day: string): Promise<Member[]> {
  const { rows } = await client.query({ name: 'members-on', text: members, values: [unitIds, day] });
  return rows;
}

// The place must be the one that holds, and most units have only one: then both sub-selects end at the index.
const members = `with recursive member as (
    select distinct id as target, id as unit_id from unnest($1::int[]) t(id)
    union all
    select m.target, p.unit_id from member m join unit_place p on p.parent_id = m.unit_id
    where p.id = ${placeOnSql('p.unit_id', '$2::date', 'id')})
  select target, unit_id from member`;
