/**
 * Random trees, people and records, over HTTP: what somebody lists, counts, finds, takes away as a file and opens
 * from a figure is exactly what the post lets them see, and the figure itself counts all of the unit.
 */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '#engine/permission.ts';
import { mayOpen } from '#engine/permission.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { deed } from '#testing/world.ts';
import { addAccounts } from './accounts/add-account.ts';
import { hashPassword } from './accounts/password.ts';
import { writeRecords } from './records/write.ts';

const password = 'a long umbrella 7';
let world: ServedWorld;
let password_hash: string;
let stand_id: string;
let runs = 0;

beforeAll(async () => {
  world = await serveWorld();
  password_hash = await hashPassword(password);
  const fields = { name: '总站', size: 'small', opened_on: '2009-01-01' };
  stand_id = (await world.write('director', 'umbrella_stand', 'create', fields)).json().answers[0]
    .id;
}, 60_000);
afterAll(() => world.end());

type Unit = { readonly id: number; readonly code: string; readonly path: string };

/** A tree of its own below the city, as deep and as wide as it comes. */
async function plant(parents: readonly number[]): Promise<Unit[]> {
  const units: Unit[] = [];
  for (const [i, pick] of parents.entries()) {
    const parent = i === 0 ? { id: 1, path: '1.' } : units[pick % units.length]!;
    const code = `R${runs}-${i}`;
    const { rows } = await world.owner.query(
      `with n as (select nextval(pg_get_serial_sequence('unit', 'id'))::int as id)
        insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from)
        select n.id, $1, 'body', $1, $1, $1, $2, $3 || n.id || '.', '2000-01-01' from n returning id, code, path`,
      [code, parent.id, parent.path],
    );
    await world.owner.query(
      `insert into unit_place (unit_id, parent_id, from_day) values ($1, $2, '2000-01-01')`,
      [rows[0].id, parent.id],
    );
    units.push(rows[0]);
  }
  return units;
}

async function signIn(role: Role, unit: Unit) {
  const username = `p${randomUUID().slice(0, 8)}`;
  const grants = [{ role, unit_code: unit.code, from_day: '2000-01-01' }];
  await addAccounts(
    world.owner,
    [{ username, name: username, password_hash, grants }],
    '2009-01-01',
  );
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    // Sign-ins are counted by address.
    remoteAddress: `10.0.${runs}.${unit.id % 250}`,
    headers: { 'x-taizhang': '1' },
    payload: { username, password },
  });
  expect(answer.statusCode).toBe(200);
  const cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  const grant = { role, unit_id: unit.id, path: unit.path, lines: ['*'] };
  const actor = { person_id: answer.json().account.id as string, name: username, grant };
  const get = async (url: string) => {
    const found = await world.app.inject({ method: 'GET', url, headers: { cookie } });
    expect(`${url} ${found.statusCode}`).toBe(`${url} 200`);
    return found;
  };
  return { actor, get };
}

/** Another name for each tree, so that a search finds its loans alone. */
const borrower = () => `借${'甲乙丙丁戊己庚辛'[runs % 8]}`;
const sorted = (values: readonly string[]) => values.toSorted((a, b) => (a < b ? -1 : 1));
const roles = ['mediator', 'clerk', 'director', 'county', 'bureau', 'leader'] as const;

it('leaks nothing over random trees, people and records', async () => {
  const drawn = fc.record({
    parents: fc.array(fc.nat(), { minLength: 4, maxLength: 14 }),
    loans: fc.array(fc.record({ at: fc.nat(), by: fc.nat(), secret: fc.boolean() }), {
      minLength: 6,
      maxLength: 25,
    }),
    people: fc.array(fc.record({ role: fc.constantFrom(...roles), at: fc.nat() }), {
      minLength: 4,
      maxLength: 7,
    }),
  });
  await fc.assert(
    fc.asyncProperty(drawn, async ({ parents, loans, people }) => {
      runs++;
      const units = await plant(parents);
      const signedIn = [];
      for (const { role, at } of people)
        signedIn.push(await signIn(role, units[at % units.length]!));
      const director = { ...signedIn[0]!.actor, engine: true };
      const made = [];
      for (const { at, by, secret } of loans) {
        const unit = units[at % units.length]!;
        const creator = signedIn[by % signedIn.length]!.actor;
        const name = borrower();
        const fields = {
          stand_id,
          lent_on: '2009-05-05',
          secret,
          borrowers: [{ name }],
          note: randomUUID(),
        };
        const who = { ...director, person_id: creator.person_id };
        const [answer] = await writeRecords(world.context(who), [
          deed('umbrella_loan', 'create', fields, { unit_id: unit.id }),
        ]);
        made.push({
          id: answer!.id,
          note: fields.note,
          path: unit.path,
          guard: secret ? 1 : 0,
          keeper_id: null,
          created_by: creator.person_id,
        });
      }
      for (const { actor, get } of signedIn) {
        const mine = made.filter((record) => mayOpen(actor, 'umbrellas', record));
        const ids = sorted(mine.map((record) => record.id));
        const list = (await get('/api/records/umbrella_loan?limit=200&count=1')).json();
        expect(sorted(list.records.map((r: { id: string }) => r.id))).toEqual(ids);
        expect(list.count).toBe(ids.length);
        const found = (
          await get(`/api/records/umbrella_loan?limit=200&q=${encodeURIComponent(borrower())}`)
        ).json();
        expect(sorted(found.records.map((r: { id: string }) => r.id))).toEqual(ids);
        const file = (await get('/api/records/umbrella_loan/export.csv?lang=en')).body;
        const notes = made.filter((record) => file.includes(record.note)).map((r) => r.id);
        expect(sorted(notes)).toEqual(ids);
        const below = made.filter((record) => record.path.startsWith(actor.grant.path));
        const period = 'from=2009-01-01&to=2009-12-31';
        const opened = (await get(`/api/figures/loans/records?${period}&limit=500`)).json();
        expect(sorted(opened.records.map((r: { id: string }) => r.id))).toEqual(ids);
        expect(opened.total).toBe(below.length);
        const hidden = below.length - ids.length;
        expect(opened.guarded).toBe(hidden > 0 && hidden < 10 ? null : hidden);
        const entries = (await get(`/api/figures/loans/entries?${period}&limit=500`)).json();
        expect(
          entries.lines.every((line: { record_id: string }) => ids.includes(line.record_id)),
        ).toBe(true);
      }
    }),
    { numRuns: 5, endOnFailure: true },
  );
}, 180_000);
