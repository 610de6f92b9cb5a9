/**
 * Sums of ledger lines, many at once: each cell is one measure, some facet combinations and a range
 * of days; each target is a unit with all below it. Whole months come from balances, edge days and
 * unfolded lines from the lines themselves, in one statement and so in one snapshot.
 */
import type { PoolClient } from 'pg';
import { addDays, firstOfMonth, lastOfMonth } from '#engine/day.ts';
import { guardBelow } from './boundary.ts';
import type { Boundary } from './boundary.ts';
import { inSight } from './in-sight.ts';

export type Cell = {
  readonly measure_id: number;
  /** null: whatever the facets. */
  readonly facet_sets: readonly number[] | null;
  /** null: since ever, for stocks. */
  readonly from: string | null;
  readonly to: string;
};

/**
 * Where to count: units as the tree is now, or the units that were below it on another date, listed
 * one by one.
 */
export type Targets =
  | { readonly units: readonly number[] }
  | { readonly members: readonly { readonly target: number; readonly unit_id: number }[] };

const beforeAll = '1900-01-01';

/** Answers `sum(cell, unit)`; whatever has no line is 0. Sealed lines are in it only where the boundary says so. */
export async function sumCells(
  client: Pick<PoolClient, 'query'>,
  cells: readonly Cell[],
  targets: Targets,
  boundary: Boundary,
): Promise<(cell: number, unit: number) => number> {
  const rows = cells.map((cell, i) => ({ i, ...cell, ...monthsOf(cell, boundary) }));
  const edges = rows.flatMap(edgesOf);
  const byMembers = 'members' in targets;
  const targetRows = byMembers
    ? targets.members
    : targets.units.map((unit_id) => ({ target: unit_id, unit_id }));
  const { rows: sums } = await client.query({
    name: byMembers ? 'sum-members' : 'sum-units',
    text: byMembers ? sumOfMembers : sumOfUnits,
    values: [
      JSON.stringify(rows),
      JSON.stringify(targetRows),
      boundary.page_month,
      boundary.folded_line,
      boundary.last_line,
      JSON.stringify(edges),
      guardBelow(boundary),
    ],
  });
  const found = new Map<string, number>(sums.map((row) => [`${row.i}/${row.target}`, row.amount]));
  return (cell, unit) => found.get(`${cell}/${unit}`) ?? 0;
}

type Ranged = Cell & { readonly i: number } & ReturnType<typeof monthsOf>;

/** The whole months inside a range. An empty range of months is from > until. */
function monthsOf(cell: Cell, boundary: Boundary) {
  const to = cell.to < boundary.last_day ? cell.to : boundary.last_day;
  const from = cell.from ?? beforeAll;
  const month_from = from === firstOfMonth(from) ? from : addDays(lastOfMonth(from), 1);
  const month_until =
    to === lastOfMonth(to) ? firstOfMonth(to) : firstOfMonth(addDays(firstOfMonth(to), -1));
  return { from, to, month_from, month_until };
}

/**
 * The days before and after the whole months; without a whole month inside, all of the range is one
 * edge.
 */
function edgesOf({ i, measure_id, facet_sets, from, to, month_from, month_until }: Ranged) {
  const ends =
    month_from > month_until
      ? [[from, to]]
      : [
          [from, addDays(month_from, -1)],
          [addDays(lastOfMonth(month_until), 1), to],
        ];
  return ends.filter(([a, b]) => a! <= b!).map(([a, b]) => ({ i, measure_id, facet_sets, a, b }));
}

const input = `cell as materialized (select * from jsonb_to_recordset($1::jsonb) as c(i int, measure_id smallint, facet_sets int[],
    "from" date, "to" date, month_from date, month_until date)),
  edge as materialized (select * from jsonb_to_recordset($6::jsonb) as e(i int, measure_id smallint, facet_sets int[], a date, b date)),
  target as materialized (select * from jsonb_to_recordset($2::jsonb) as t(target int, unit_id int))`;

// The unfolded lines: a second's worth now, a month's for an as-of. And the days at the edges of
// each range, each looked up by itself: planned as one join, a million lines were read to find that
// a whole year has no edges. `near` are the members among the units that have unfolded lines, so that
// one fresh line does not make 200,000 units be read.
const linesOf = (near: string, members: string) => `
  late as materialized (select * from ledger_line l where l.id > $4 and l.id <= coalesce($5, 9223372036854775807) and ${inSight('l', '$7')}),
  near as materialized (${near}),
  line_sum as (
    select c.i, m.target, l.amount from late l
      join cell c on c.measure_id = l.measure_id and l.day between c."from" and c."to"
        and (c.facet_sets is null or l.facet_set_id = any(c.facet_sets))
      join near m on m.unit_id = l.unit_id
    union all
    select e.i, s.target, s.amount from edge e cross join lateral (
      select m.target, sum(l.amount) as amount from ledger_line l join ${members} m on m.unit_id = l.unit_id
      where l.measure_id = e.measure_id and l.day between e.a and e.b
        and l.id <= $4 and l.id <= coalesce($5, 9223372036854775807) and ${inSight('l', '$7')}
        and (e.facet_sets is null or l.facet_set_id = any(e.facet_sets))
      group by m.target) s)`;

const balancesOf = (column: string) => `
  balance_sum as (
    select c.i, t.target, s.amount from cell c cross join target t cross join lateral (
      select sum(b.${column}) as amount from balance b
      where b.measure_id = c.measure_id and b.unit_id = t.unit_id and b.month between c.month_from and c.month_until
        and ($3::date is null or b.page_month < $3) and b.guard < $7
        and (c.facet_sets is null or b.facet_set_id = any(c.facet_sets))) s
    where c.month_from <= c.month_until and s.amount is not null)`;

// What is sealed now stands in the balances with the lines that it had before: few, so they are taken off again.
const sealedOf = (members: string) => `
  sealed as materialized (select l.* from sealed_record z join ledger_line l on l.record_id = z.record_id
    where $7 = 2 and l.guard < 2 and l.id <= $4),
  sealed_sum as (
    select c.i, m.target, -l.amount as amount from sealed l join cell c on c.measure_id = l.measure_id
      and l.day >= c.month_from and l.day < c.month_until + interval '1 month' and c.month_from <= c.month_until
      and (c.facet_sets is null or l.facet_set_id = any(c.facet_sets))
    join ${members} m on m.unit_id = l.unit_id)`;

const total = `select i, target, sum(amount)::bigint as amount
  from (select * from balance_sum union all select * from line_sum union all select * from sealed_sum) s group by i, target`;

const below = `u.path >= top.path and u.path < top.path || '~'`;

const sumOfUnits = `with ${input},
  member as materialized (select t.target, u.id as unit_id from target t join unit top on top.id = t.unit_id
    join unit u on ${below}),
  ${linesOf(
    `select t.target, u.id as unit_id from (select distinct unit_id from late) here join unit u on u.id = here.unit_id
      cross join target t join unit top on top.id = t.unit_id where ${below}`,
    'member',
  )}, ${balancesOf('subtree')}, ${sealedOf('member')} ${total}`;

const sumOfMembers = `with ${input}, ${linesOf('select target, unit_id from target', 'target')}, ${balancesOf('own')},
  ${sealedOf('target')} ${total}`;
