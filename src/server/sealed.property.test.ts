/**
 * Sealed is absent. Random trees, people and sealed records: the world as somebody without the permission saw it before
 * the sealed records were written is, byte by byte over HTTP, the world that they see afterwards, also where a record
 * stood open for a while before it was sealed, at any as-of, and in the backup that is handed out.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '#engine/permission.ts';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { freshDatabase } from '#testing/database.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { visiting } from '#testing/visiting.ts';
import { makeTables, unitId } from '#testing/world.ts';
import { addAccounts } from './accounts/add-account.ts';
import { readSpreadsheet } from './reports/spreadsheet.ts';
import { hashPassword } from './accounts/password.ts';
import { backUp, restoreFrom } from './database/backup.ts';
import { foldPages, refold } from './ledger/fold.ts';
import { closePage } from './ledger/page.ts';
import { verifyLedger } from './ledger/verify.ts';

const password = 'a long umbrella 7';
let world: ServedWorld;
let password_hash: string;
let folder: string;
let runs = 0;
let asked = 0;

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
  password_hash = await hashPassword(password);
  folder = await mkdtemp(join(tmpdir(), 'taizhang-sealed-'));
}, 60_000);
afterAll(async () => {
  await world.end();
  await rm(folder, { recursive: true, force: true });
});

type Unit = { readonly id: number; readonly code: string; readonly path: string };

/** A tree of its own below the township of the director, as deep and as wide as it comes. */
async function plant(parents: readonly number[]): Promise<Unit[]> {
  const units: Unit[] = [{ id: unitId('n1'), code: `T${unitId('n1')}`, path: '1.2.4.' }];
  for (const [i, pick] of parents.entries()) {
    const parent = units[pick % units.length]!;
    const { rows } = await world.owner.query(
      `with n as (select nextval(pg_get_serial_sequence('unit', 'id'))::int as id)
        insert into unit (id, code, kind, name, name_en, sort_key, parent_id, path, valid_from)
        select n.id, $1, 'body', $1, $1, $1, $2, $3 || n.id || '.', '2000-01-01' from n returning id, code, path`,
      [`S${runs}-${i}`, parent.id, parent.path],
    );
    await world.owner.query(
      `insert into unit_place (unit_id, parent_id, from_day) values ($1, $2, '2000-01-01')`,
      [rows[0].id, parent.id],
    );
    units.push(rows[0]);
  }
  return units;
}

type Ask = (
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => Promise<{ statusCode: number; body: string }>;

async function signIn(role: Role, unit: Unit, opens_sealed = false): Promise<Ask> {
  const username = `p${randomUUID().slice(0, 8)}`;
  const grants = [{ role, unit_code: unit.code, from_day: '2000-01-01', opens_sealed }];
  const account = { username, name: username, password_hash, grants };
  await addAccounts(world.owner, [account], '2009-01-01');
  const answer = await world.app.inject({
    method: 'POST',
    url: '/api/session',
    remoteAddress: `10.1.${runs}.${unit.id % 250}`,
    headers: { 'x-taizhang': '1' },
    payload: { username, password },
  });
  const cookie = answer.cookies.map((c) => `${c.name}=${c.value}`).join('; ');
  return async (method, url, payload) => {
    const headers = { cookie, 'x-taizhang': '1' };
    // Requests are counted by address.
    const remoteAddress = `10.2.${Math.floor(asked / 250)}.${asked++ % 250}`;
    const given = await world.app.inject({
      method,
      url,
      headers,
      remoteAddress,
      ...(payload ? { payload } : {}),
    });
    // Of a file what stands in it: packing carries the time.
    const isFile = String(given.headers['content-type']).includes('spreadsheet');
    const body = isFile
      ? JSON.stringify((await readSpreadsheet(given.rawPayload)).rows)
      : given.body;
    return { statusCode: given.statusCode, body };
  };
}

const name = '司徒雷';
const number = '990101201003071234';
const minor = {
  ...person.example,
  name,
  document_number: null,
  document_kind: 'none',
  no_document_reason: '未登记户口',
};
const period = 'from=2009-01-01&to=2009-12-31';
const post = (url: string, payload: object) => ['POST', url, payload] as const;
const get = (url: string) => ['GET', url] as const;

/** Everything that lists, counts, finds, opens, exports, compares or proposes. */
const questions = (as_of: string) => [
  get('/api/records/umbrella_visit?count=1&limit=200'),
  get('/api/records/umbrella_visit?count=1&filter.state=made'),
  get('/api/records/umbrella_visit?sort=updated_at'),
  get('/api/records/umbrella_visit?overdue=1&count=1'),
  post('/api/records/umbrella_visit/search', { q: name }),
  post('/api/records/umbrella_visit/search', { q: '秘密话题' }),
  get('/api/choices/umbrella_visit'),
  post('/api/records/umbrella_visit/export', { purpose: '核对' }),
  get('/api/records/person?count=1&limit=200'),
  post('/api/records/person/export', { purpose: '核对' }),
  post('/api/records/person/search', { q: name, purpose: '核对' }),
  post('/api/records/person/search', { q: 'stl', purpose: '核对' }),
  post('/api/likely/person', { fields: minor }),
  get('/api/today'),
  get('/api/my-day'),
  get('/api/today/since?type=umbrella_visit&action=make'),
  get(`/api/figures?${period}`),
  get('/api/figures/periods'),
  get('/api/figures/silent-units'),
  get(`/api/figures/given-out?${period}`),
  get('/api/import/umbrella_visit'),
  get('/api/import/person'),
  get('/api/hand-over'),
  ...['visits', 'persons_visited'].flatMap((figure) => [
    get(`/api/figures/${figure}?${period}`),
    get(`/api/figures/${figure}?${period}&as_of=${as_of}`),
    get(`/api/figures/${figure}/records?${period}`),
    get(`/api/figures/${figure}/records?${period}&as_of=${as_of}`),
    get(`/api/figures/${figure}/entries?${period}`),
    get(`/api/figures/${figure}/changes?${period}&as_of=${as_of}`),
  ]),
];

/** Moments and the running numbers of lines and pages differ from one second to the next, whatever happens. */
const still = (body: string) =>
  body
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+(Z|\+08:00)/g, 'T')
    .replaceAll(/"(id|page|last_line|next)":("\d+"|\d+)(?=[,}])/g, '"$1":0')
    // Of a problem: its own.
    .replace(/("issues":.*),"id":"[^"]*"}$/, '$1}');

async function look(ask: Ask, as_of: string): Promise<string[]> {
  const seen: string[] = [];
  for (const [method, url, payload] of questions(as_of)) {
    const answer = await ask(method, url, payload);
    seen.push(still(`${method} ${url.replaceAll(as_of, 'T')} ${answer.statusCode} ${answer.body}`));
  }
  return seen;
}

const write = async (ask: Ask, type: string, action: string, fields: object, rest: object = {}) => {
  const deeds = [{ action, fields, reason: '试' }];
  const payload = { writes: [{ write_id: randomUUID(), type, id: randomUUID(), deeds, ...rest }] };
  const answer = await ask('POST', '/api/writes', payload);
  if (answer.statusCode !== 200) throw new Error(answer.body);
  return JSON.parse(answer.body).answers[0] as {
    id: string;
    version: number;
    number: string | null;
  };
};

const someone = fc.record({
  role: fc.constantFrom<Role>('mediator', 'clerk', 'director', 'leader', 'county'),
  at: fc.nat({ max: 20 }),
});
const sealedOne = fc.record({
  at: fc.nat({ max: 20 }),
  day: fc.integer({ min: 1, max: 28 }),
  openFirst: fc.boolean(),
  ends: fc.boolean(),
  fold: fc.boolean(),
});

it('is absent for whoever lacks the permission: the world before it is the world after it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat({ max: 20 }), { minLength: 2, maxLength: 5 }),
      fc.array(someone, { minLength: 3, maxLength: 3 }),
      fc.array(sealedOne, { minLength: 1, maxLength: 4 }),
      async (parents, people, sealed) => {
        runs += 1;
        const units = await plant(parents);
        const at = (n: number) => units[n % units.length]!;
        const guardian = await signIn('director', units[0]!, true);
        const adult = await write(guardian, 'person', 'register', person.example);
        const visit = (person_id: string, more: object) => ({
          person_id,
          visited_on: '2009-03-02',
          topic: '雨伞',
          ...more,
        });
        await write(guardian, 'umbrella_visit', 'make', visit(adult.id, {}));
        const watchers = await Promise.all(people.map((p) => signIn(p.role, at(p.at))));
        await closePage(world.owner);
        await foldPages(world.owner);
        const seen = await Promise.all(watchers.map((ask) => look(ask, new Date().toISOString())));

        const hidden = [];
        const moments: string[] = [];
        for (const { day, openFirst, ends, fold, at: place } of sealed) {
          const rest = { unit_id: at(place).id };
          const visited_on = `2009-03-${String(day).padStart(2, '0')}`;
          const child = await write(
            guardian,
            'person',
            'register',
            { ...minor, seal_ground: openFirst ? null : 'related' },
            rest,
          );
          const fields = visit(child.id, { visited_on, topic: '秘密话题', minor: !openFirst });
          const made = await write(guardian, 'umbrella_visit', 'make', fields, rest);
          await closePage(world.owner);
          if (fold) await foldPages(world.owner);
          // As it stood when it was open: that is gone too.
          moments.push(new Date().toISOString());
          if (openFirst) {
            await write(
              guardian,
              'umbrella_visit',
              'change',
              { minor: true },
              { id: made.id, expected_version: 1 },
            );
            await write(
              guardian,
              'person',
              'seal',
              { seal_ground: 'sentenced' },
              { id: child.id, expected_version: 1 },
            );
          }
          if (ends)
            await write(
              guardian,
              'umbrella_visit',
              'end',
              {},
              { id: made.id, expected_version: openFirst ? 2 : 1 },
            );
          await closePage(world.owner);
          if (fold) await foldPages(world.owner);
          hidden.push({ made: made.id, child: child.id });
        }

        for (const [i, ask] of watchers.entries())
          for (const moment of [...moments, new Date().toISOString()])
            expect(await look(ask, moment)).toEqual(seen[i]);

        for (const ask of watchers)
          for (const { made, child } of hidden) await expectNothing(ask, made, child, adult.id);
        const [first] = hidden;
        expect(
          (await guardian('GET', `/api/records/umbrella_visit/${first!.made}`)).statusCode,
        ).toBe(200);
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
}, 240_000);

/** Every door to it answers as for an id that never was. */
async function expectNothing(ask: Ask, visit: string, child: string, adult: string): Promise<void> {
  const [nowhere, another] = [randomUUID(), randomUUID()];
  const doors = (id: string, of: string) => [
    get(`/api/records/${of}/${id}`),
    get(`/api/records/${of}/${id}/versions`),
    get(`/api/records/${of}/${id}/papers`),
    post(`/api/records/${of}/${id}/open`, {
      field: of === 'person' ? 'name' : 'story',
      purpose: '核对',
    }),
    get(`/api/persons/${id}/about`),
    post(`/api/persons/${id}/duplicates`, {}),
    post(`/api/persons/${id}/merge`, {
      merger_id: nowhere,
      into_id: adult,
      ground: '同一人',
      expected_version: 1,
    }),
    post(`/api/persons/${adult}/merge`, {
      merger_id: nowhere,
      into_id: id,
      ground: '同一人',
      expected_version: 1,
    }),
    post('/api/writes', {
      writes: [
        {
          write_id: nowhere,
          type: of,
          id,
          expected_version: 1,
          deeds: [{ action: of === 'person' ? 'change' : 'end', fields: {} }],
        },
      ],
    }),
    post('/api/writes', {
      writes: [
        {
          write_id: nowhere,
          type: 'umbrella_visit',
          id: another,
          deeds: [{ action: 'make', fields: { person_id: id, visited_on: '2009-03-02' } }],
        },
      ],
    }),
  ];
  for (const [of, id] of [
    ['umbrella_visit', visit],
    ['person', child],
  ] as const) {
    const [real, unknown] = [doors(id, of), doors(nowhere, of)];
    for (const [i, [method, url, payload]] of real.entries()) {
      const a = await ask(method, url, payload);
      const [, elsewhere, other] = unknown[i]!;
      const b = await ask(method, elsewhere, other);
      const plain = (answer: { statusCode: number; body: string }) =>
        `${url} ${answer.statusCode} ${answer.body.replace(/"id":"[^"]*"/, '')}`;
      expect(plain(a)).toBe(plain(b));
    }
  }
}

it('takes no number that an open one would have got', async () => {
  const fields = { visited_on: '2009-03-02', topic: '雨伞' };
  const adult = (await world.write('director', 'person', 'register', person.example)).json()
    .answers[0].id;
  const make = async (who: string, minorToo: boolean) =>
    (
      await world.write(who, 'umbrella_visit', 'make', {
        ...fields,
        person_id: adult,
        minor: minorToo,
      })
    ).json().answers[0].number as string;
  const before = Number(/\d+/.exec(await make('director', false))![0]);
  expect(await make('director', true)).toMatch(/^未访第/);
  expect(await make('director', false)).toBe(`访第${before + 1}号`);
});

it('is in no backup that is handed out, which is a whole book all the same', async () => {
  const { rows } = await world.owner.query('select id from umbrella_visit where guard = 2');
  const children = await world.owner.query('select id from person where guard = 2');
  const ids = [...rows, ...children.rows].map((row) => row.id as string);
  expect(ids.length).toBeGreaterThan(2);
  await closePage(world.owner);
  const file = join(folder, 'handed-out.gz');
  await backUp(world.owner, file, { handOut: true });
  const text = gunzipSync(await readFile(file)).toString();
  const told = text.split('\n').filter((line) => ids.some((id) => line.includes(id)));
  expect(told).toEqual([]);
  for (const secret of ['"guard": 2', '未访第', '/sealed', '秘密话题', number])
    expect(`${secret} ${text.includes(secret)}`).toBe(`${secret} false`);
  const there = await freshDatabase();
  try {
    await makeTables(there.owner, world.book);
    await restoreFrom(there.owner, file);
    await refold(there.owner);
    expect((await verifyLedger(there.owner, world.book)).mismatches).toEqual([]);
    const kept = await there.owner.query('select count(*)::int as n from umbrella_visit');
    const open = await world.owner.query(
      'select count(*)::int as n from umbrella_visit where guard < 2',
    );
    expect(kept.rows).toEqual(open.rows);
  } finally {
    await there.close();
  }
}, 60_000);
