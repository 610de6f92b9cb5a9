/**
 * New units with their first place, their first name and the keys that find them, as one set of
 * JSON rows.
 */
import type { PoolClient } from 'pg';
import { spell } from './unit-spelling.ts';
import type { UnitKind } from './unit-spelling.ts';

export type NewUnit = {
  /** Without one it gets a number of our own, which cannot be taken for a division's. */
  readonly code?: string | undefined;
  readonly kind: UnitKind;
  readonly name: string;
  readonly name_en?: string | undefined;
  /** Looked up in `places`, or among the units before it; none for the top of the tree. */
  readonly parent_code: string;
  readonly from_day: string;
  readonly reason?: string | undefined;
  readonly recorded_by?: string | undefined;
};

export type InsertedUnit = { readonly id: number; readonly code: string; readonly path: string };

type Places = ReadonlyMap<string, { id: number; path: string }>;

/** The tops of new branches come before what is below them. */
export async function insertUnits(
  client: PoolClient,
  units: readonly NewUnit[],
  places: Places,
): Promise<InsertedUnit[]> {
  const placed = placeUnits(await takeIds(client, units.length), units, places);
  await storeUnits(client, placed.rows);
  return placed.units;
}

export async function takeIds(client: PoolClient, count: number): Promise<number[]> {
  const { rows } = await client.query({
    name: 'unit-ids',
    text: `select nextval(s.sequence)::int as id
      from (select pg_get_serial_sequence('unit', 'id')::regclass as sequence offset 0) s,
        generate_series(1, $1)`,
    values: [count],
  });
  return rows.map((row) => row.id);
}

/** Gives new units their ids and with them their paths, and spells them; nothing is stored yet. */
export function placeUnits(ids: readonly number[], units: readonly NewUnit[], places: Places) {
  const placed = new Map<string, InsertedUnit>();
  const rows = units.map(
    ({ parent_code, code: given, reason = null, recorded_by = null, ...unit }, i) => {
      const id = ids[i]!;
      const code = given ?? `B${id}`;
      const parent = placed.get(parent_code) ?? places.get(parent_code);
      const path = `${parent?.path ?? ''}${id}.`;
      placed.set(code, { id, code, path });
      const spelling = spell(unit.kind, unit.name, unit.name_en);
      return {
        ...unit,
        ...spelling,
        id,
        code,
        parent_id: parent?.id ?? null,
        path,
        reason,
        recorded_by,
      };
    },
  );
  return { units: [...placed.values()], rows };
}

export async function storeUnits(client: PoolClient, rows: readonly object[]): Promise<void> {
  await client.query({ name: 'insert-units', text: insertion, values: [JSON.stringify(rows)] });
}

const insertion = `with row as materialized (
    select * from jsonb_to_recordset($1::jsonb) as r(
      id int, code text, kind text, name text, name_en text, sort_key text, parent_id int, path text,
      from_day date, reason text, recorded_by uuid, keys text[])),
  units as (insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from)
    select id, code, kind, name, name_en, sort_key, parent_id, path, from_day from row),
  places as (insert into unit_place (unit_id, parent_id, from_day, reason, recorded_by)
    select id, parent_id, from_day, reason, recorded_by from row),
  names as (insert into unit_name (unit_id, name, name_en, from_day, recorded_by)
    select id, name, name_en, from_day, recorded_by from row),
  keys as (insert into unit_key (unit_id, kind, key)
    select id, kind, k.key from row cross join lateral unnest(keys) k(key) order by kind, k.key)
  select 1`;
