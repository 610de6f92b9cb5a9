/**
 * Opening a figure: the records whose lines sum to it. What the viewer may not open is told as one number ("guarded"),
 * so that listed and guarded always add up to the figure.
 */
import type { PoolClient } from 'pg';
import { addDays } from '#engine/day.ts';
import type { Count, Indicator } from '#engine/indicator.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { membersOn } from '../units/tree-on-day.ts';
import type { Boundary } from './boundary.ts';
import { inSight } from './in-sight.ts';
import { boundaryAt } from './boundary.ts';
import { addedCounts, sideOf } from './compute.ts';
import type { FigureQuery } from './compute.ts';

type Reader = Pick<PoolClient, 'query'>;
export type OpenedRow = {
  readonly record_id: string;
  readonly day: string;
  readonly amount: number;
  readonly guard: number;
};

/** `missing` is what is in the denominator and not in the numerator: the records to act on. */
export type Side = 'numerator' | 'denominator' | 'missing';

export type Filter = {
  readonly measure_id: number;
  readonly facet_sets: readonly number[] | null;
  readonly from: string;
  readonly to: string;
  readonly unit_id: number;
  /** The units one by one, under the boundaries of another day; else the unit with all below it as the tree is now. */
  readonly members: readonly number[] | null;
  readonly last_line: number | null;
};

/** `members` is what stood under the unit on the day whose boundaries were asked for (`standing`). */
export function filterOf(
  names: LedgerNames,
  indicator: Indicator,
  side: 'numerator' | 'denominator',
  query: FigureQuery,
  boundary: Boundary,
  members: readonly number[] | null = null,
): Filter {
  return filterOfCount(names, sideOf(indicator, side), query, boundary, members);
}

/** One for each count that a plain figure adds up, in its order: a cell of a form may ask for several together. */
export function filtersOf(
  names: LedgerNames,
  indicator: Indicator,
  side: 'numerator' | 'denominator',
  query: FigureQuery,
  boundary: Boundary,
  members: readonly number[] | null,
): { readonly count: Count; readonly filter: Filter }[] {
  const { count, sum } = sideOf(indicator, side);
  const added = addedCounts(indicator);
  return (added.length > 0 ? added : [count]).map((one) => ({
    count: one,
    filter: filterOfCount(names, { count: one, sum }, query, boundary, members),
  }));
}

function filterOfCount(
  names: LedgerNames,
  { count, sum }: { readonly count: Count; readonly sum: 'flow' | 'stock' },
  query: FigureQuery,
  boundary: Boundary,
  members: readonly number[] | null,
): Filter {
  return {
    measure_id: names.measureId(count.measure),
    facet_sets: count.where ? names.facetSetsWhere(count.where) : null,
    from: sum === 'stock' ? '1900-01-01' : query.from,
    to: query.to < boundary.last_day ? query.to : boundary.last_day,
    unit_id: query.unit_id,
    members,
    last_line: boundary.last_line,
  };
}

/** The units that stood under the asked one on the day whose boundaries hold; null: as the tree is now. */
export async function standing(
  client: Reader,
  { unit_id, tree }: FigureQuery,
): Promise<number[] | null> {
  if (!tree) return null;
  return (await membersOn(client, [unit_id], tree)).map((member) => member.unit_id);
}

export const within = (
  line: string,
  { members }: Pick<Filter, 'members'>,
) => `${line}.measure_id = $1 and ${line}.day between $3 and $4 and ${inSight(line)}
  and ($5::int[] is null or ${line}.facet_set_id = any($5)) and ($6::bigint is null or ${line}.id <= $6)
  and ${
    members
      ? `${line}.unit_id = any($2::int[])`
      : `${line}.unit_id in (select u.id from unit u, unit top where top.id = $2 and u.path >= top.path and u.path < top.path || '~')`
  }`;

// These statements have no name, so that each is planned for its own values: a plan kept for any period and any unit
// was a hundred times slower.
export function values(f: Filter): unknown[] {
  return [f.measure_id, f.members ?? f.unit_id, f.from, f.to, f.facet_sets, f.last_line];
}

/**
 * A page of the records in order of their first day, with the amount each adds. It walks from day to day through the
 * index, in windows that widen where little is found, and sums each record over all its lines at its first one: so a
 * page costs a page, of a village as of a city, and never the whole year.
 */
export async function openPage(
  client: Reader,
  filter: Filter,
  after: { day: string; record_id: string } | null,
  limit: number,
): Promise<OpenedRow[]> {
  const rows: OpenedRow[] = [];
  let cursor = after;
  let width = 1;
  for (
    let day = await nextDay(client, filter, after?.day ?? filter.from);
    day !== null && rows.length < limit;
  ) {
    const end = addDays(day, width - 1);
    const until = end < filter.to ? end : filter.to;
    rows.push(...(await openWindow(client, filter, day, until, cursor, limit - rows.length)));
    cursor = null;
    width *= 8;
    day = until < filter.to ? await nextDay(client, filter, addDays(until, 1)) : null;
  }
  return rows;
}

/** The next day on which anything of the measure is counted, wherever. */
async function nextDay(client: Reader, filter: Filter, from: string): Promise<string | null> {
  const { rows } = await client.query({
    name: 'open-next-day',
    text: 'select min(day) as day from ledger_line where measure_id = $1 and day >= $2 and day <= $3',
    values: [filter.measure_id, from, filter.to],
  });
  return rows[0].day;
}

async function openWindow(
  client: Reader,
  filter: Filter,
  from: string,
  to: string,
  after: { day: string; record_id: string } | null,
  limit: number,
): Promise<OpenedRow[]> {
  const { rows } = await client.query({
    text: `select c.record_id, c.day, s.amount, s.guard
      from (select l.day, l.record_id from ledger_line l
        where ${within('l', filter)} and l.day between $10 and $11 and (l.day, l.record_id) > ($7::date, $8::uuid)
        group by l.day, l.record_id order by l.day, l.record_id) c
      cross join lateral (select sum(x.amount)::bigint as amount, min(x.day) as first, max(x.guard) as guard
        from ledger_line x where x.record_id = c.record_id and ${within('x', filter)}) s
      where s.amount <> 0 and s.first = c.day limit $9`,
    values: [
      ...values(filter),
      after?.day ?? filter.from,
      after?.record_id ?? '00000000-0000-0000-0000-000000000000',
      limit,
      from,
      to,
    ],
  });
  return rows;
}

/** The same for what is missing: in the denominator's lines and not in the numerator's. */
export async function openMissing(
  client: Reader,
  denominator: Filter,
  numerator: Filter,
  after: { day: string; record_id: string } | null,
  limit: number,
): Promise<OpenedRow[]> {
  const { rows } = await client.query({
    text: `select d.record_id, d.day, d.amount, d.guard from (
        select l.record_id, min(l.day) as day, sum(l.amount)::bigint as amount, max(l.guard) as guard
        from ledger_line l where ${within('l', denominator)} group by l.record_id having sum(l.amount) <> 0) d
      where (d.day, d.record_id) > ($7::date, $8::uuid) and not exists (
        select from ledger_line n where n.record_id = d.record_id and n.measure_id = $9 and n.day between $10 and $4
          and ${inSight('n')} and ($11::int[] is null or n.facet_set_id = any($11)) and ($6::bigint is null or n.id <= $6)
        having sum(n.amount) > 0)
      order by d.day, d.record_id limit $12`,
    values: [
      ...values(denominator),
      after?.day ?? denominator.from,
      after?.record_id ?? '00000000-0000-0000-0000-000000000000',
      numerator.measure_id,
      numerator.from,
      numerator.facet_sets,
      limit,
    ],
  });
  return rows;
}

/** What restricted records add to a figure: of all of them, or of some. */
export async function guardedSum(
  client: Reader,
  filter: Filter,
  records: readonly string[] | null,
): Promise<number> {
  const { rows } = await client.query({
    text: `select coalesce(sum(l.amount), 0)::bigint as sum from ledger_line l
      where ${within('l', filter)} and l.guard = 1 and ($7::uuid[] is null or l.record_id = any($7))`,
    values: [...values(filter), records],
  });
  return rows[0].sum;
}

/**
 * What records add that the reader finds no more: under the boundaries of another day a figure counts what is kept
 * elsewhere now. The policy of the table decides; what is restricted is told apart (`guardedSum`).
 */
export async function elsewhereSum(client: Reader, filter: Filter, type: string): Promise<number> {
  const { rows } = await client.query({
    text: `select coalesce(sum(l.amount), 0)::bigint as sum from ledger_line l
      where ${within('l', filter)} and l.guard = 0 and not exists (select from ${type} t where t.id = l.record_id)`,
    values: values(filter),
  });
  return rows[0].sum;
}

/** The restricted records of a figure as it stood: few, so all at once. Who may read them is decided as of now. */
export async function guardedRecords(client: Reader, filter: Filter): Promise<string[]> {
  const { rows } = await client.query({
    text: `select distinct l.record_id from ledger_line l where ${within('l', filter)} and l.guard = 1`,
    values: values(filter),
  });
  return rows.map((row) => row.record_id);
}

type ChangedRow = {
  readonly record_id: string;
  readonly measure: string;
  readonly amount: number;
  readonly before: number;
  readonly known: boolean;
  readonly recorded_at: string;
};

export type Changes = {
  readonly then: number;
  /** What records added that had not counted by then. */
  readonly late: number;
  /** What records changed that had. */
  readonly corrected: number;
  readonly now: number;
  readonly records: readonly {
    readonly record_id: string;
    /** Which register it is of: a sum of counts may take from several. */
    readonly measure: string;
    readonly amount: number;
    readonly kind: 'late' | 'corrected';
    readonly recorded_at: string;
  }[];
};

/** What was written after the figure stood at `as_of`, for days that it counts. */
export async function changesSince(
  client: Reader,
  names: LedgerNames,
  indicator: Indicator,
  query: FigureQuery & { as_of: string },
): Promise<Changes> {
  const boundary = await boundaryAt(client, query.as_of, query.now);
  const members = await standing(client, query);
  const rows: ChangedRow[] = [];
  for (const { count, filter } of filtersOf(
    names,
    indicator,
    'numerator',
    query,
    boundary,
    members,
  )) {
    const found = await client.query({
      text: `select l.record_id, coalesce(sum(l.amount) filter (where l.id > $7), 0)::bigint as amount,
          coalesce(sum(l.amount) filter (where l.id <= $7), 0)::bigint as before,
          bool_or(l.id <= $7) as known, max(l.recorded_at) as recorded_at
        from ledger_line l where ${within('l', filter)} group by l.record_id`,
      values: [...values({ ...filter, last_line: null }), boundary.last_line ?? 0],
    });
    rows.push(...found.rows.map((row) => ({ ...row, measure: count.measure })));
  }
  const sum = (list: typeof rows, key: 'amount' | 'before') =>
    list.reduce((total, row) => total + row[key], 0);
  const changed = rows.filter((row) => row.amount !== 0);
  const late = changed.filter((row) => !row.known);
  const corrected = changed.filter((row) => row.known);
  const then = sum(rows, 'before');
  return {
    then,
    late: sum(late, 'amount'),
    corrected: sum(corrected, 'amount'),
    now: then + sum(changed, 'amount'),
    records: changed.map((row) => ({
      record_id: row.record_id,
      measure: row.measure,
      amount: row.amount,
      kind: row.known ? 'corrected' : 'late',
      recorded_at: row.recorded_at,
    })),
  };
}
