/**
 * The tree as it was on any day. Every unit has exactly one parent on every date: the one of its
 * last place by then; before it existed its first; after a merger its successor and after a split
 * or a closing its old parent, because a merger writes the successor as a place of the merged unit,
 * and a split or a closing writes none.
 */
import type { PoolClient } from 'pg';

export type Member = { readonly target: number; readonly unit_id: number };

type Reader = Pick<PoolClient, 'query'>;

/** SQL for the parent of a unit on a day; both are SQL expressions. */
export function parentOnSql(unit: string, day: string): string {
  return `(select q.parent_id from unit_place q where q.unit_id = ${unit}
    order by q.from_day <= ${day} desc, case when q.from_day <= ${day} then q.from_day end desc nulls last,
      q.from_day, q.id desc limit 1)`;
}

const below = (path: string, above: string) => `${path} >= ${above} and ${path} < ${above} || '~'`;
const wellBelow = (path: string, above: string) =>
  `${path} > ${above} and ${path} < ${above} || '~'`;

/**
 * All units that stood under each of the given units on a day, themselves included: what
 * `computeByTarget({ members })` takes to show figures under the boundaries of that day.
 *
 * The present tree with a few branches hung back: `rehung` are the units that stood elsewhere than
 * now, `part` the branches of the present tree that made up a target then, each without the
 * branches cut out of it. So it costs ranges of an index, however deep the tree.
 */
export async function membersOn(
  client: Reader,
  unitIds: readonly number[],
  day: string,
): Promise<Member[]> {
  const { rows } = await client.query({
    name: 'members-on',
    text: members,
    values: [unitIds, day],
  });
  return rows;
}

const members = `with recursive
  rehung as materialized (
    select u.path, p.path as parent_path
    from (select distinct unit_id from unit_place where moved) moved join unit u on u.id = moved.unit_id
      join unit p on p.id = ${parentOnSql('moved.unit_id', '$2::date')}
    where p.id <> u.parent_id),
  part as (
    select u.id as target, u.path from unit u where u.id = any($1::int[])
    union all
    select part.target, r.path from part join rehung r on ${below('r.parent_path', 'part.path')}
    where not exists (select from rehung c where ${wellBelow('c.path', 'part.path')} and ${below('r.parent_path', 'c.path')})),
  cut as (
    select part.target, part.path, u.id from part join rehung c on ${wellBelow('c.path', 'part.path')}
      join unit u on ${below('u.path', 'c.path')})
  select part.target, u.id as unit_id from part join unit u on ${below('u.path', 'part.path')}
  where not exists (select from cut where cut.target = part.target and cut.path = part.path and cut.id
    = u.id)`;
