/**
 * 已报送: what left the house, to whom, and how the same figure stands now. So nobody tells the Political-Legal
 * Committee one number in October and another in January without knowing it.
 */
import type { Pool, PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { computeByRange } from './compute.ts';
import type { Figure, FigureQuery } from './compute.ts';

export const ways = ['spoken', 'copy', 'word', 'excel', 'return'] as const;
export type Way = (typeof ways)[number];

export type GivenOut = {
  readonly id: number;
  readonly indicator: string;
  readonly receiver: string;
  readonly by_way: Way;
  readonly from: Day;
  readonly to: Day;
  /** A rate in per cent, unrounded; money in fen. */
  readonly value: number | null;
  readonly stood_at: string;
  readonly given_on: Day;
  readonly person: { readonly id: string; readonly name: string };
};

const columns = `g.id::float8 as id, g.indicator, g.receiver, g.by_way, g.from_day as from, g.to_day as to,
  g.value::float8 as value, g.stood_at, g.given_on, json_build_object('id', a.id, 'name', a.name) as person`;

/** Of one figure and unit, whatever the period, newest first, each beside what the same period counts now. */
export async function readGivenOut(
  client: PoolClient,
  names: LedgerNames,
  indicator: Indicator,
  query: FigureQuery,
): Promise<(GivenOut & { readonly now: number | null })[]> {
  const { rows } = await client.query<GivenOut>({
    name: 'given-out',
    text: `select ${columns} from given_out g join account a on a.id = g.person_id
      where g.unit_id = $1 and g.indicator = $2 order by g.id desc limit 50`,
    values: [query.unit_id, indicator.name],
  });
  if (rows.length === 0) return [];
  const values = await computeByRange(client, names, indicator, rows, { ...query, as_of: null });
  return rows.map((row, i) => ({ ...row, now: values[i]!.value }));
}

/** The latest word on each figure of a unit and period, for the summary: whether it still holds is seen beside it. */
export async function lastGivenOut(
  client: PoolClient,
  unit_id: number,
  range: { readonly from: Day; readonly to: Day },
): Promise<GivenOut[]> {
  const { rows } = await client.query<GivenOut>({
    name: 'last-given-out',
    text: `select distinct on (g.indicator) ${columns} from given_out g join account a on a.id = g.person_id
      where g.unit_id = $1 and g.from_day = $2 and g.to_day = $3 order by g.indicator, g.id desc`,
    values: [unit_id, range.from, range.to],
  });
  return rows;
}

/** `writer` connects as taizhang_writer, which can only append here; `figure` was computed by the server just now. */
export async function keepGivenOut(
  writer: Pool,
  figure: Figure,
  given: {
    readonly path: string;
    readonly receiver: string;
    readonly by_way: Way;
    readonly given_on: Day;
    readonly person_id: string;
  },
): Promise<void> {
  await writer.query({
    name: 'keep-given-out',
    text: `insert into given_out
        (indicator, unit_id, path, from_day, to_day, stood_at, value, receiver, by_way, given_on, person_id)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      figure.indicator,
      figure.unit_id,
      given.path,
      figure.from,
      figure.to,
      figure.as_of ?? figure.fresh_at,
      figure.value,
      given.receiver,
      given.by_way,
      given.given_on,
      given.person_id,
    ],
  });
}
