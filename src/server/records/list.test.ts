/**
 * A register too large to be looked through finds exactly what looking through all of it finds, in
 * the same order: whichever way it takes there, and however common the word.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mayOpen } from '#engine/permission.ts';
import type { Actor, Role } from '#engine/permission.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { lines } from '#lines/index.ts';
import { makeWorld, unitPaths } from '#testing/world.ts';
import type { Place, World } from '#testing/world.ts';
import { readAs } from '../services.ts';
import { listRecords } from './list.ts';
import type { ListQuery } from './list-question.ts';
import { lexemesOf, searchTokens } from './search-key.ts';

/** Enough that a city is walked and a village is looked up, and that a common word has more than 5,000 records. */
const size = 26_000;
const surnames = ['张', '张', '张', '章', '王', '王', '李', '赵', '欧阳'];
const given = ['三', '伟', '秀兰', '建国', '小红', '文静'];
const villages: readonly Place[] = [
  'n1a',
  'n1a',
  'n1a',
  'n1b',
  'n2a',
  's1a',
  's2b',
  'centre',
  'n1',
];
const states = ['closed', 'closed', 'closed', 'filed', 'in_mediation'];

type Row = {
  id: string;
  path: string;
  unit_id: number;
  state: string;
  dispute_type: string;
  found_on: string;
  accepted_on: string | null;
  guard: number;
  created_by: string;
  tokens: string[];
};

let world: World;
let type: AnyRecordType;
let rows: Row[];
const actors: Actor[] = [];
beforeAll(async () => {
  world = await makeWorld(lines);
  type = world.book.record('dispute');
  for (const [role, place] of [
    ['bureau', 'city'],
    ['county', 'north'],
    ['director', 'n1'],
    ['mediator', 'n1a'],
    ['mediator', 's2b'],
  ] satisfies [Role, Place][])
    actors.push(await world.actor(role, place));
  rows = Array.from({ length: size }, (_, i) => rowOf(i));
  await world.owner.query(
    `insert into dispute (id, version, state, unit_id, path, guard, created_by, created_at, updated_at, dispute_type, found_on, accepted_on, found_by)
      select id, 1, state, unit_id, path, guard, created_by, now(), now(), dispute_type, found_on, accepted_on, words::tsvector
      from jsonb_to_recordset($1) as r(id uuid, state text, unit_id int, path text, guard smallint, created_by uuid, dispute_type text,
        found_on date, accepted_on date, words text)`,
    [JSON.stringify(rows.map(({ tokens, ...row }) => ({ ...row, words: lexemesOf(tokens) })))],
  );
  await world.owner.query('analyze dispute');
}, 60_000);
afterAll(() => world.end());

function rowOf(i: number): Row {
  // Numbers without a common divisor, so that every combination of these occurs.
  const place = villages[i % villages.length]!;
  const name =
    surnames[(i * 7) % surnames.length]! + given[(i * 5 + Math.floor(i / 31)) % given.length]!;
  const day = new Date(Date.UTC(2009, 0, 1 + (i % 365))).toISOString().slice(0, 10);
  // The newest are not like the others: none of them is closed yet.
  const state = day > '2009-08-20' ? 'in_mediation' : states[Math.floor(i / 3) % states.length]!;
  return {
    id: randomUUID(),
    path: unitPaths[place]!,
    unit_id: Number(unitPaths[place]!.split('.').at(-2)),
    state,
    dispute_type: i % 11 === 0 ? 'neighbour' : i % 4001 === 0 ? 'medical' : 'irrigation',
    found_on: day,
    accepted_on: state === 'in_mediation' && i % 5 === 0 ? null : day,
    guard: i % 97 === 0 ? 1 : 0,
    created_by: actors[i % 1500 === 0 ? 1 : 0]!.person_id,
    tokens: [name, i % 500 === 7 ? '司徒文静' : i === 12_345 ? '司马相如' : null].flatMap((n) =>
      n ? searchTokens(n) : [],
    ),
  };
}

/** What looking through everything finds. */
function expected(actor: Actor, query: ListQuery): string[] {
  const { values } = query.filters['state'] ?? {};
  const kinds = query.filters['dispute_type']?.values;
  const range = query.filters['accepted_on'];
  const words = (query.q ?? '').split(' ').filter(Boolean);
  const field = (query.sort ?? (range ? '-accepted_on' : '-found_on')).slice(1) as
    | 'found_on'
    | 'accepted_on';
  return rows
    .filter(
      (row) =>
        row.path.startsWith(query.unit_path ?? actor.grant.path) &&
        mayOpen(actor, type.line, { ...row, keeper_id: null }) &&
        (!values || values.includes(row.state)) &&
        (!kinds || kinds.includes(row.dispute_type)) &&
        (!query.mine || row.created_by === actor.person_id) &&
        (!range ||
          (row.accepted_on !== null &&
            row.accepted_on >= range.from! &&
            row.accepted_on <= range.to!)) &&
        words.every((word) => row.tokens.some((token) => token.startsWith(word))),
    )
    .toSorted((a, b) => compare(b[field], a[field]) || (a.id < b.id ? 1 : -1))
    .map((row) => row.id);
}

/** Empty is later than any day. */
function compare(a: string | null, b: string | null): number {
  return (a ?? '9') < (b ?? '9') ? -1 : (a ?? '9') > (b ?? '9') ? 1 : 0;
}

async function pagesOf(actor: Actor, query: ListQuery, most: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  for (let page = 0; page < most; page++) {
    const found = await readAs(world, actor, (client) =>
      listRecords(client, type, actor, { ...query, after }),
    );
    ids.push(...found.records.map((r) => r.id));
    if (!found.next) break;
    after = found.next;
  }
  return ids;
}

it('finds what looking through everything finds, page after page', async () => {
  const some = <T>(...list: T[]) => fc.constantFrom(undefined, ...list);
  const question = fc.record({
    who: fc.nat(4),
    q: some('zhang', 'z', '王', 'zs', '张 z', '司马', '司徒', 'situ', 'xyz', 'wxl w', '张三'),
    state: some(['closed'], ['in_mediation', 'filed']),
    kind: some(['neighbour'], ['medical'], ['irrigation']),
    range: some(
      ['2009-03-01', '2009-03-31'],
      ['2009-01-01', '2009-12-31'],
      ['2009-12-05', '2009-12-20'],
    ),
    sort: some('-found_on', '-accepted_on'),
    unit: some<Place>('n1', 's2b'),
    mine: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ who, q, state, kind, range, sort, unit, mine }) => {
      const actor = actors[who]!;
      const inside = unit && unitPaths[unit]!.startsWith(actor.grant.path);
      const query: ListQuery = {
        q,
        sort,
        limit: 40,
        mine: mine && state === undefined,
        unit_path: inside ? unitPaths[unit] : undefined,
        filters: {
          ...(state ? { state: { values: state } } : {}),
          ...(kind ? { dispute_type: { values: kind } } : {}),
          ...(range ? { accepted_on: { from: range[0]!, to: range[1]! } } : {}),
        },
      };
      const all = expected(actor, query);
      expect(await pagesOf(actor, query, 3)).toEqual(all.slice(0, 120));
      const counted = await readAs(world, actor, (client) =>
        listRecords(client, type, actor, { ...query, limit: 1, count: true }),
      );
      expect(counted).toMatchObject({
        count: Math.min(all.length, 10_000),
        count_is_exact: all.length <= 10_000,
      });
    }),
    { numRuns: 150 },
  );
}, 120_000);

it('reads the register of a township and of a village along indexes of their own, to the last page', async () => {
  for (const [who, unit] of [
    [2, undefined],
    [0, 'n1'],
    [3, undefined],
  ] as const) {
    const query: ListQuery = {
      filters: {},
      limit: 1000,
      unit_path: unit && unitPaths[unit],
    };
    expect(await pagesOf(actors[who]!, query, 20)).toEqual(expected(actors[who]!, query));
  }
}, 60_000);

it('reaches every record of a word that thousands bear', async () => {
  const query: ListQuery = { q: 'zhang', filters: {}, limit: 200 };
  const found = await pagesOf(actors[0]!, query, 1000);
  expect(found.length).toBeGreaterThan(10_000);
  expect(found).toEqual(expected(actors[0]!, query));
}, 60_000);

it('sorts a large register only by what an index has in order', async () => {
  await expect(
    pagesOf(actors[0]!, { filters: {}, limit: 10, sort: 'place' }, 1),
  ).rejects.toMatchObject({
    kind: 'invalid',
  });
});
