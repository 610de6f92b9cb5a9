/**
 * Finding units: one level of the tree, or what begins like what was typed. Never more than a
 * screen, of 200,000.
 */
import type { PoolClient } from 'pg';
import { queryTokens } from '../records/search-key.ts';
import { namesOn } from './names-on-day.ts';
import type { EventDeed } from './reorganisation.ts';
import { parentOnSql } from './tree-on-day.ts';
import type { UnitKind } from './unit-spelling.ts';
import { unitTexts } from './unit-text.ts';
import type { UnitText } from './unit-text.ts';

type Reader = Pick<PoolClient, 'query'>;

export type ListedUnit = UnitText & { readonly has_children: boolean };

export const hitsMax = 50;

/** Highest first: whoever types zw means the city before a village. */
export const unitKinds = [
  'city',
  'county',
  'township',
  'village',
  'community',
  'body',
] as const satisfies UnitKind[];

// `exists` is answered by reading the whole tree once, which the planner thinks cheap; a limit asks unit by unit.
const columns = `u.id, u.code, u.kind, json_build_object('en', u.name_en, 'zh', u.name) as name,
  u.parent_id, u.path,
  (select true from unit c where c.parent_id = u.id and c.valid_until is null limit 1) is not null as has_children`;

/** A level longer than this is not listed to its end: whoever looks for one of its units types the name. */
export const levelMax = 500;

/** One level, as official tables list it: by code, and bodies last. Without a parent: the top. */
export async function unitsBelow(
  client: Reader,
  parent: number | null,
  kinds: readonly UnitKind[] | null,
): Promise<ListedUnit[]> {
  const { rows } = await client.query({
    name: 'units-below',
    text: `select ${columns} from unit u
      where (case when $1::int is null then u.parent_id is null else u.parent_id = $1 end)
        and u.valid_until is null and ($2::text[] is null or u.kind = any($2))
      order by u.kind = 'body', u.code limit ${levelMax}`,
    values: [parent, kinds],
  });
  return rows;
}

/**
 * One level of the tree as it stood on a day, under the names of that day: the present children
 * that have never been moved, and of the few that have been those whose place it was then.
 */
export async function unitsBelowOn(
  client: Reader,
  parent: number | null,
  day: string,
): Promise<ListedUnit[]> {
  const there = (unit: string) =>
    `${unit}.valid_from <= $2 and (${unit}.valid_until is null or ${unit}.valid_until >= $2)`;
  const { rows } = await client.query({
    name: 'units-below-on',
    text: `with rehung as materialized (
        select moved.unit_id, ${parentOnSql('moved.unit_id', '$2::date')} as parent_id
        from (select distinct unit_id from unit_place where moved) moved)
      select u.id, u.code, u.kind, json_build_object('en', u.name_en, 'zh', u.name) as name, $1::int as parent_id,
        u.path, u.valid_from, u.valid_until,
        (select true from unit c where c.parent_id = u.id and ${there('c')}
            and not exists (select from rehung r where r.unit_id = c.id) limit 1) is not null
          or exists (select from rehung r join unit c on c.id = r.unit_id where r.parent_id = u.id and ${there('c')})
          as has_children
      from unit u where ${there('u')} and u.id = any(array(
          select r.unit_id from rehung r where r.parent_id = $1
          union all select c.id from unit c
            where (case when $1::int is null then c.parent_id is null else c.parent_id = $1 end)
              and not exists (select from rehung r where r.unit_id = c.id)))
      order by u.kind = 'body', u.code limit ${levelMax}`,
    values: [parent, day],
  });
  return calledOn(client, rows as ListedUnit[], day);
}

/** The last character of Unicode: what begins with a prefix lies between the prefix and this behind it. */
const last = '\u{10FFFF}';

export async function searchUnits(
  client: Reader,
  typed: string,
  kinds: readonly UnitKind[] | null,
): Promise<ListedUnit[]> {
  const [first, ...rest] = queryTokens(typed);
  if (first === undefined) return [];
  const asked = kinds ?? unitKinds;
  const { rows } = await client.query(
    /^\d+$/.test(first)
      ? { name: 'units-by-code', text: byCode, values: [first, asked] }
      : { name: 'units-by-key', text: byKey, values: [first, first + last, asked, rest] },
  );
  return rows;
}

/** Digits are a code; a collation that is not C puts digits in the same order. */
const byCode = `select ${columns} from unit u where u.code >= $1 and u.code < $1 || ':' and u.kind =
  any($2) and u.valid_until is null
  order by u.code limit ${hitsMax}`;

// Each kind gives at most a screenful in the order of its index, so a single letter costs no more
// than a whole name. Further words narrow by the name itself: "Zhenluo Town" begins like zhenluo.
const byKey = `select ${columns} from (
    select found.id, min(found.key) as key, min(k.rank) as rank
    from unnest($3::text[]) with ordinality k(kind, rank) cross join lateral (
      select u.id, y.key from unit_key y join unit u on u.id = y.unit_id
      where y.kind = k.kind and y.key >= $1 and y.key < $2 and u.valid_until is null
        and not exists (select from unnest($4::text[]) word
          where strpos(lower(replace(u.name_en, '''', '')) || ' ' || u.name, word) = 0)
      order by y.key limit ${hitsMax}) found
    group by found.id) hit join unit u on u.id = hit.id
  order by hit.key <> $1, hit.rank, hit.key, u.sort_key, u.id limit ${hitsMax}`;

export type UnitPage = {
  readonly unit: ListedUnit & { readonly valid_from: string; readonly valid_until: string | null };
  readonly ancestors: readonly UnitText[];
  readonly names: readonly {
    readonly name: { en: string; zh: string };
    readonly from_day: string;
  }[];
  readonly places: readonly {
    readonly parent: UnitText | null;
    readonly from_day: string;
    readonly reason: string | null;
  }[];
  readonly successions: readonly {
    readonly kind: 'merge' | 'split';
    readonly from: UnitText;
    readonly to: UnitText;
    readonly on_day: string;
  }[];
  readonly events: readonly UnitEvent[];
};

/** What was decided about a unit, newest first, with the document that decided it. */
export type UnitEvent = {
  readonly id: number;
  readonly deed: EventDeed;
  readonly on_day: string;
  readonly reason: string | null;
  readonly document: string | null;
  readonly recorded_at: string;
  readonly recorded_by: string | null;
  readonly takes_back: number | null;
  readonly taken_back: boolean;
  /** No later change rests on it; whether it can be taken back is decided when it is tried. */
  readonly last: boolean;
};

async function eventsOf(client: Reader, id: number): Promise<UnitEvent[]> {
  const { rows } = await client.query({
    name: 'unit-events',
    text: `select e.id::int, e.deed, e.on_day, e.reason, e.document, e.recorded_at, a.name as recorded_by,
        e.takes_back::int, t.id is not null as taken_back,
        t.id is null and e.deed <> 'taken_back' and not exists (select from unit_event later
          where later.id > e.id and later.units && e.units and later.deed <> 'taken_back'
            and not exists (select from unit_event back where back.takes_back = later.id)) as last
      from unit_event e left join unit_event t on t.takes_back = e.id left join account a on a.id = e.recorded_by
      where e.units @> array[$1::int] order by e.id desc limit 100`,
    values: [id],
  });
  return rows;
}

/** A unit with its whole past; of two entries for one day only the later one, which holds. */
export async function unitPage(client: Reader, id: number): Promise<UnitPage | null> {
  const { rows } = await client.query({
    name: 'unit-page',
    text: `select ${columns}, u.valid_from, u.valid_until,
        (select json_agg(n) from (
          select distinct on (from_day) name, name_en, from_day from unit_name
          where unit_id = u.id order by from_day, id desc) n) as names,
        (select json_agg(p) from (
          select distinct on (from_day) parent_id, from_day, reason from unit_place
          where unit_id = u.id order by from_day, id desc) p) as places,
        (select json_agg(s order by s.on_day, s.id) from unit_succession s
          where (s.from_unit = u.id or s.to_unit = u.id)
            and not exists (select from unit_event t where t.takes_back = s.event_id)) as successions
      from unit u where u.id = $1`,
    values: [id],
  });
  if (!rows[0]) return null;
  const { names, places, successions, ...unit } = rows[0];
  const above = (unit.path as string).split('.').slice(0, -2).map(Number);
  const named = [
    ...(places ?? []).map((p: Place) => p.parent_id),
    ...(successions ?? []).flatMap((s: Succession) => [s.from_unit, s.to_unit]),
  ];
  const others = await unitTexts(client, [...above, ...named.filter((other) => other !== null)]);
  return {
    unit,
    ancestors: above.map((ancestor) => others.get(ancestor)!),
    names: (names ?? []).map((n: Naming) => ({
      name: { en: n.name_en, zh: n.name },
      from_day: n.from_day,
    })),
    places: (places ?? []).map((p: Place) => ({
      parent: others.get(p.parent_id ?? 0) ?? null,
      from_day: p.from_day,
      reason: p.reason,
    })),
    successions: (successions ?? []).map(({ kind, from_unit, to_unit, on_day }: Succession) => {
      return { kind, from: others.get(from_unit)!, to: others.get(to_unit)!, on_day };
    }),
    events: await eventsOf(client, id),
  };
}

type Naming = { name: string; name_en: string; from_day: string };
type Place = { parent_id: number | null; from_day: string; reason: string | null };
type Succession = { kind: 'merge' | 'split'; from_unit: number; to_unit: number; on_day: string };

/** The same units under the names that they had on a day. */
export async function calledOn<U extends UnitText>(
  client: Reader,
  units: readonly U[],
  day: string,
): Promise<U[]> {
  const names = await namesOn(
    client,
    units.map((unit) => unit.id),
    day,
  );
  return units.map((unit) => ({ ...unit, name: names.get(unit.id) ?? unit.name }));
}
