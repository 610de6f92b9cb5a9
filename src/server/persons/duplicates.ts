/**
 * Entries of the whole register that may be one person: pairs that share a number, or a name and a birthday, or a name
 * and a telephone, among those whom the reader sees. Found by what is kept of it as keyed tokens, then opened and
 * compared, so that no pair is named for a token alone. What somebody has found to be two people is not shown again.
 */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { labelOf } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecord } from '#engine/record.ts';
import { getRecord, findRecords, titleOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';

/** Nobody goes through more at one sitting; what is merged makes room for the next. */
const pairsMax = 50;

const groupsMax = 4 * pairsMax;
const registered = `p.state = 'registered'`;
const here = (path: string) => `${path} >= $1 and ${path} < $1 || '~'`;

/** Of whom a township has: what they share. */
const ofFew = `with mine as (
    select id, found_by from person_seen p where ${here('path')} and ${registered}
    union all select p.id, p.found_by
      from (select distinct identity_id as id from about where ${here('path')}) a join person_seen p using (id)
      where ${registered} and not (${here('p.path')}))
  select array_agg(distinct p.id order by p.id) as ids
  from mine p cross join lateral shared_tokens(p.found_by) as shared
  group by shared having count(distinct p.id) > 1
  order by count(distinct p.id), min(p.id::text) limit ${groupsMax}`;

/** Of what several share, whoever they are: whom the reader sees of them, and the territory has to do with. */
const ofMany = `select v.ids
  from shared_by_several($2, $3) s cross join lateral (
    select array_agg(p.id order by p.id) as ids from person_seen p
      where p.id = any(s.ids) and ${registered} and (${here('p.path')} or exists (
        select from about a where a.identity_id = p.id and ${here('a.path')}))) v
  where cardinality(v.ids) > 1 limit $4`;

/** Up to so many it is quicker to look at whom the territory has. Both ways find the same. */
const fewMax = 4000;

/** Groups of entries that share something, the smallest first: two are a mistake, twenty mostly a common name. */
export async function sharedGroups(
  client: Pick<PoolClient, 'query'>,
  path: string,
  few = fewMax,
): Promise<string[][]> {
  const { rows } = await client.query(
    `select count(*)::int as n from (select from person_seen where ${here('path')} limit $2) t`,
    [path, few + 1],
  );
  const groups: string[][] = [];
  if (rows[0].n <= few) {
    const found = await client.query(ofFew, [path]);
    groups.push(...found.rows.map((row) => row.ids as string[]));
  } else
    for (let skip = 0, take = 500; groups.length < groupsMax; skip += take, take *= 4) {
      const wanted = groupsMax - groups.length;
      const found = await client.query(ofMany, [path, skip, take, wanted]);
      groups.push(...found.rows.map((row) => row.ids as string[]));
      const left = await client.query('select from shared_by_several($1, 1)', [skip + take]);
      if (left.rowCount === 0) break;
    }
  return groups.toSorted((a, b) => a.length - b.length || (a[0]! < b[0]! ? -1 : 1));
}

export async function duplicatePairs(services: Services, actor: Actor) {
  const type = services.book.record('person');
  return readAs(services, actor, async (client) => {
    const shared = await sharedGroups(client, actor.grant.path);
    const wanted = pairsOf(shared);
    const apart = await apartAmong(client, [...new Set(wanted.flat())]);
    const together = wanted.filter((pair) => !apart.has(pair.join()));
    // Each is opened to be compared: no more than can be shown, and some to spare for those that are not alike.
    const asked = together.slice(0, 4 * pairsMax);
    const found = new Map<string, AnyRecord>();
    for (const record of await findRecords(client, type, [...new Set(asked.flat())]))
      found.set(record.id, record);
    const pairs = asked.flatMap(([a, b]) => {
      const [one, other] = [found.get(a), found.get(b)];
      const signs = one && other ? type.likely!.compare(one, other) : [];
      return one && other && signs.length > 0 ? [{ one, other, signs }] : [];
    });
    const shown = pairs.toSorted((a, b) => b.signs.length - a.signs.length).slice(0, pairsMax);
    const units = await unitTexts(
      client,
      shown.flatMap(({ one, other }) => [one.unit_id, other.unit_id]),
    );
    const entry = (record: AnyRecord) => ({
      id: record.id,
      version: record.version,
      ...titleOf(type, record),
      unit: units.get(record.unit_id)?.name ?? null,
      sex: record['sex'] as string | null,
      birth_year: record['birth_year'] as number | null,
      created_at: record.created_at,
    });
    return {
      pairs: shown.map(({ one, other, signs }) => ({
        // The older entry is kept as a rule: more leads to it.
        entries: [one, other].toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1)).map(entry),
        signs: signs.map((code) => ({ code, label: labelOf(type.likely!.signs, code) })),
      })),
      more:
        pairs.length > shown.length || together.length > asked.length || shared.length >= groupsMax,
    };
  });
}

/** Both orders are one pair. */
function pairsOf(some: readonly (readonly string[])[]): [string, string][] {
  const pairs = new Map<string, [string, string]>();
  for (const ids of some)
    for (const [i, a] of ids.entries())
      for (const b of ids.slice(i + 1, i + 1 + pairsMax)) pairs.set(`${a},${b}`, [a, b]);
  return [...pairs.values()];
}

export async function apartAmong(
  client: Pick<PoolClient, 'query'>,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await client.query(
    `select person_id, other_id from person_apart
      where taken_back_at is null and (person_id = any($1::uuid[]) or other_id = any($1::uuid[]))`,
    [ids],
  );
  return new Set(rows.map((row) => `${row.person_id},${row.other_id}`));
}

export async function sayApart(
  services: Services,
  actor: Actor,
  pair: readonly [string, string],
  reason: string,
): Promise<void> {
  const [person_id, other_id] = await seenPair(services, actor, pair);
  await services.owner.query(
    `insert into person_apart (id, person_id, other_id, reason, said_by, said_at) values ($1, $2, $3, $4, $5, $6)
      on conflict do nothing`,
    [randomUUID(), person_id, other_id, reason, actor.person_id, services.clock()],
  );
}

export async function takeApartBack(
  services: Services,
  actor: Actor,
  pair: readonly [string, string],
): Promise<void> {
  const [person_id, other_id] = await seenPair(services, actor, pair);
  await services.owner.query(
    `update person_apart set taken_back_by = $3, taken_back_at = $4
      where person_id = $1 and other_id = $2 and taken_back_at is null`,
    [person_id, other_id, actor.person_id, services.clock()],
  );
}

/** Who was found to be somebody else than this one, of whom the reader sees. */
export async function apartFrom(services: Services, client: PoolClient, person_id: string) {
  const type = services.book.record('person');
  const { rows } = await client.query(
    `select case when person_id = $1 then other_id else person_id end as id, reason, said_at from person_apart
      where taken_back_at is null and (person_id = $1 or other_id = $1) order by said_at desc limit 20`,
    [person_id],
  );
  const found = new Map(
    (await findRecords(client, type, rows.map((row) => row.id as string))).map((r) => [r.id, r]),
  ); // prettier-ignore
  return rows.flatMap(({ id, reason, said_at }) => {
    const other = found.get(id);
    return other ? [{ id, title: titleOf(type, other).title, reason, said_at }] : [];
  });
}

async function seenPair(
  services: Services,
  actor: Actor,
  [a, b]: readonly [string, string],
): Promise<[string, string]> {
  const type = services.book.record('person');
  await readAs(services, actor, async (client) => {
    await getRecord(client, type, a);
    await getRecord(client, type, b);
  });
  if (a === b)
    throw new Problem('invalid', {
      en: 'These are one entry. Choose two.',
      zh: '这是同一条登记，请选择两条。',
    });
  return a < b ? [a, b] : [b, a];
}
