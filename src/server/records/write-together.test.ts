import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#engine/permission.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { deed, makeWorld, unitId } from '#testing/world.ts';
import type { World } from '#testing/world.ts';
import { mayGoTogether, WritesTogether } from './write-together.ts';
import type { Write } from './write.ts';

let world: World;
let here: Actor;
let there: Actor;
const stands: Record<string, string> = {};

beforeAll(async () => {
  world = await makeWorld();
  here = await world.actor('mediator', 'n1a');
  there = await world.actor('mediator', 's2b');
  for (const [county, place] of [
    ['n1', 'n1a'],
    ['s2', 's2b'],
  ] as const) {
    const stand = { name: place, size: 'large', opened_on: '2009-01-01' };
    const made = deed('umbrella_stand', 'create', stand, { unit_id: unitId(place) });
    const [answer] = await world.write(await world.actor('director', county), made);
    stands[place] = answer!.id;
  }
});
afterAll(() => world.end());

const lend = (place: 'n1a' | 's2b', fields: Record<string, unknown> = {}) =>
  deed('umbrella_loan', 'create', {
    stand_id: stands[place],
    lent_on: '2009-09-01',
    borrowers: [{ name: '张三' }],
    ...fields,
  });

async function count(text: string, ids: readonly string[]): Promise<number> {
  const { rows } = await world.owner.query(text, [ids]);
  return rows[0].n;
}
const transactions =
  'select count(distinct xmin::text)::int as n from umbrella_loan where id = any($1)';

it('saves what many make at once in few transactions, each with its own rights, number and receipt', async () => {
  const together = new WritesTogether();
  const writes = Array.from({ length: 40 }, (_, i) =>
    i % 2 ? lend('n1a', { note: `第${i}把` }) : lend('s2b', { note: `第${i}把` }),
  );
  const answers = await Promise.all(
    writes.map((write, i) => together.write(world.context(i % 2 ? here : there), write)),
  );
  expect(answers.map(({ write_id, id }) => [write_id, id])).toEqual(
    writes.map(({ write_id, id }) => [write_id, id]),
  );
  for (const place of [0, 1]) {
    const numbers = answers
      .filter((_, i) => i % 2 === place)
      .map((a) => /第(\d+)号/.exec(a.number!)![1]);
    expect(numbers.map(Number).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: 20 }, (_, i) => i + 1),
    );
  }
  for (const [i, { lines }] of answers.entries())
    expect(lines.map((line) => [line.measure, line.unit_id])).toEqual([
      ['loans', unitId(i % 2 ? 'n1a' : 's2b')],
      ['umbrellas_out', unitId(i % 2 ? 'n1a' : 's2b')],
    ]);
  const ids = writes.map(({ id }) => id);
  expect(await count(transactions, ids)).toBeLessThan(10);
  const { rows } = await world.owner.query(
    'select r.id, r.note, r.created_by, v.person_id, v.content from umbrella_loan r join record_version v on v.record_id = r.id where r.id = any($1)',
    [ids],
  );
  for (const row of rows) {
    const i = ids.indexOf(row.id);
    const { person_id } = i % 2 ? here : there;
    expect(row).toMatchObject({ note: `第${i}把`, created_by: person_id, person_id });
    expect(row.content).toMatchObject({ number: answers[i]!.number, note: `第${i}把` });
  }
  // Sent again, each is answered as before.
  expect(await world.write(here, writes[1]!)).toEqual([answers[1]]);
  expect(await verifyLedger(world.owner, world.book)).toMatchObject({ mismatches: [] });
});

it('refuses the bad ones among them in their own words, and keeps the others', async () => {
  const together = new WritesTogether();
  const bad: [Actor, Write, string][] = [
    [here, lend('n1a', { lent_on: '2009-13-40' }), 'invalid'],
    // The stand of another county is not there for this one.
    [here, lend('s2b'), 'invalid'],
    [here, { ...lend('n1a'), unit_id: unitId('s2b') }, 'not-allowed'],
  ];
  const good = Array.from({ length: 6 }, () => lend('n1a'));
  const [answers, refusals] = await Promise.all([
    Promise.all(good.map((write) => together.write(world.context(here), write))),
    Promise.all(
      bad.map(([who, write]) =>
        together.write(world.context(who), write).catch((error) => error.kind),
      ),
    ),
  ]);
  expect(refusals).toEqual(bad.map(([, , kind]) => kind));
  expect(answers.map(({ state }) => state)).toEqual(good.map(() => 'lent'));
  const kept = 'select count(*)::int as n from umbrella_loan where id = any($1)';
  expect(
    await count(
      kept,
      bad.map(([, { id }]) => id),
    ),
  ).toBe(0);
});

it('stores a write once that comes ten times among others, and answers each alike', async () => {
  const together = new WritesTogether();
  const write = lend('n1a');
  const [same] = await Promise.all([
    Promise.all(Array.from({ length: 10 }, () => together.write(world.context(here), write))),
    Promise.all([1, 2, 3].map(() => together.write(world.context(there), lend('s2b')))),
  ]);
  for (const answer of same) expect(answer).toEqual(same[0]);
  expect(
    await count('select count(*)::int as n from record_version where record_id = any($1)', [
      write.id,
    ]),
  ).toBe(1);
});

it('lets only that one wait whose number book another transaction holds', async () => {
  const together = new WritesTogether();
  const holder = await world.owner.connect();
  await holder.query('begin');
  await holder.query(
    'insert into number_book (key, last) values ($1, 0) on conflict (key) do update set last = number_book.last',
    [`umbrella_loan/${unitId('n1a')}/2009`],
  );
  const write = (who: Actor, place: 'n1a' | 's2b') =>
    together.write(world.context(who), lend(place));
  // The first two go at once, and whoever comes then goes with the others.
  const first = [write(there, 's2b'), write(there, 's2b')];
  const waiting = write(here, 'n1a');
  const others = await Promise.all([...first, ...[1, 2, 3].map(() => write(there, 's2b'))]);
  expect(others.map(({ state }) => state)).toEqual(others.map(() => 'lent'));
  const standing = await Promise.race([waiting.then(() => 'stored'), Promise.resolve('waiting')]);
  expect(standing).toBe('waiting');
  await holder.query('commit');
  holder.release();
  expect(await waiting).toMatchObject({ state: 'lent' });
});

it('takes only what makes a record and gets its number here', () => {
  const loan = lend('n1a');
  expect(mayGoTogether(world.book, loan)).toBe(true);
  expect(mayGoTogether(world.book, { ...loan, number: '（2009）借字第900号' })).toBe(false);
  expect(mayGoTogether(world.book, { ...loan, expected_version: 1 })).toBe(false);
  expect(mayGoTogether(world.book, deed('umbrella_loan', 'take_back', {}))).toBe(false);
  expect(mayGoTogether(world.book, { ...loan, type: 'no_such_thing' })).toBe(false);
});
