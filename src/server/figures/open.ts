/**
 * Opening a figure: the records whose lines sum to it. What the viewer may not open is told as one number ("guarded"),
 * so that listed and guarded always add up to the figure.
 */
import type { PoolClient } from 'pg';
import { addDays } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { LedgerNames } from '../ledger/names.ts';
import type { Boundary } from './boundary.ts';
import { inSight } from './in-sight.ts';
import { boundaryAt } from './boundary.ts';
import { sideOf } from './compute.ts';
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
  readonly last_line: number | null;
};

export function filterOf(
  names: LedgerNames,
  indicator: Indicator,
  side: 'numerator' | 'denominator',
  query: FigureQuery,
  boundary: Boundary,
): Filter {
  const { count, sum } = sideOf(indicator, side);
  return {
    measure_id: names.measureId(count.measure),
    facet_sets: count.where ? names.facetSetsWhere(count.where) : null,
    from: sum === 'stock' ? '1900-01-01' : query.from,
    to: query.to < boundary.last_day ? query.to : boundary.last_day,
    unit_id: query.unit_id,
    last_line: boundary.last_line,
  };
}

export const within = (
  line: string,
) => `${line}.measure_id = $1 and ${line}.day between $3 and $4 and ${inSight(line)}
  and ($5::int[] is null or ${line}.facet_set_id = any($5)) and ($6::bigint is null or ${line}.id <= $6)
  and ${line}.unit_id in (select u.id from unit u, unit top where top.id = $2 and u.path >= top.path and u.path < top.path || '~')`;

// These statements have no name, so that each is planned for its own values: a plan kept for any period and any unit
// was a hundred times slower.
export function values(f: Filter): unknown[] {
  return [f.measure_id, f.unit_id, f.from, f.to, f.facet_sets, f.last_line];
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
        where ${within('l')} and l.day between $10 and $11 and (l.day, l.record_id) > ($7::date, $8::uuid)
        group by l.day, l.record_id order by l.day, l.record_id) c
      cross join lateral (select sum(x.amount)::bigint as amount, min(x.day) as first, max(x.guard) as guard
        from ledger_line x where x.record_id = c.record_id and ${within('x')}) s
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
        from ledger_line l where ${within('l')} group by l.record_id having sum(l.amount) <> 0) d
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
      where ${within('l')} and l.guard = 1 and ($7::uuid[] is null or l.record_id = any($7))`,
    values: [...values(filter), records],
  });
  return rows[0].sum;
}

/** The restricted records of a figure as it stood: few, so all at once. Who may read them is decided as of now. */
export async function guardedRecords(client: Reader, filter: Filter): Promise<string[]> {
  const { rows } = await client.query({
    text: `select distinct l.record_id from ledger_line l where ${within('l')} and l.guard = 1`,
    values: values(filter),
  });
  return rows.map((row) => row.record_id);
}

export type Changes = {
  readonly then: number;
  /** What records added that had not counted by then. */
  readonly late: number;
  /** What records changed that had. */
  readonly corrected: number;
  readonly now: number;
  readonly records: readonly {
    readonly record_id: string;
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
  const filter = { ...filterOf(names, indicator, 'numerator', query, boundary), last_line: null };
  const { rows } = await client.query({
    text: `select l.record_id, coalesce(sum(l.amount) filter (where l.id > $7), 0)::bigint as amount,
        coalesce(sum(l.amount) filter (where l.id <= $7), 0)::bigint as before,
        bool_or(l.id <= $7) as known, max(l.recorded_at) as recorded_at
      from ledger_line l where ${within('l')} group by l.record_id`,
    values: [...values(filter), boundary.last_line ?? 0],
  });
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
      amount: row.amount,
      kind: row.known ? 'corrected' : 'late',
      recorded_at: row.recorded_at,
    })),
  };
}
