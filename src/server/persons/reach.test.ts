/**
 * Who sees whom: a person is seen in the territory of their registration by who is in charge there, and by whoever may
 * open a record about them; the register answers alike whether or not a number is known; two entries become one and
 * two again.
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { citizenIdCheck } from '#engine/identifier.ts';
import { persons } from '#lines/common/line.ts';
import { person } from '#lines/common/person.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { visiting } from '#testing/visiting.ts';
import { unitId } from '#testing/world.ts';
import { findRecords } from '../records/read.ts';
import { closeUnit } from '../units/tree.ts';

let world: ServedWorld;
let known: string;
let tests = 0;
let plain: Record<string, unknown>;

/** Region 990101 is in no use; somebody else for each test, or they would all be doubles of each other. */
function invented(n: number): string {
  const seventeen = `99010119850307${String(n).padStart(3, '0')}`;
  return seventeen + citizenIdCheck(seventeen);
}

beforeAll(async () => {
  world = await serveWorld([persons, visiting]);
}, 60_000);
afterAll(() => world.end());

const register = async (who: string, more: object = {}) => {
  const answer = await world.write(who, 'person', 'register', { ...plain, ...more });
  expect(answer.statusCode).toBe(200);
  return answer.json().answers[0].id as string;
};
const visited = async (who: string, person_id: string, more: object = {}) => {
  const fields = { person_id, visited_on: '2009-03-02', story: '伞', ...more };
  const answer = await world.write(who, 'umbrella_visit', 'make', fields);
  expect(answer.statusCode).toBe(200);
  return answer.json().answers[0].id as string;
};
const post = (who: string, url: string, payload: object) =>
  world.ask(who, 'POST', url, { payload });
const found = async (who: string, q: string, type = 'person') => {
  const answer = await post(who, `/api/records/${type}/search`, { q, purpose: '核对身份' });
  return answer.json().records.map((record: { id: string }) => record.id) as string[];
};
const likely = async (who: string) =>
  (await post(who, '/api/likely/person', { fields: plain })).json().candidates as { id: string }[];
const status = async (who: string, id: string) =>
  (await world.ask(who, 'GET', `/api/records/person/${id}`)).statusCode;
const figure = async (name: string) =>
  (await world.ask('county', 'GET', `/api/figures/${name}?from=2009-01-01&to=2009-12-31`)).json()
    .value;

beforeEach(async () => {
  tests += 1;
  const { names: _names, ...example } = person.example as Record<string, unknown>;
  const telephones = [{ number: `139000043${String(tests).padStart(2, '0')}`, whose: 'own' }];
  plain = { ...example, document_number: invented(2 * tests + 1), telephones };
  known = await register('director');
});

it('is seen by who is in charge where they were registered, and by nobody else', async () => {
  expect([await status('director', known), await status('county', known)]).toEqual([200, 200]);
  for (const who of ['mediator', 'stranger', 'office'])
    expect(`${who} ${await status(who, known)}`).toBe(`${who} 404`);
});

it('is registered anew by whoever does not see them, with the answer that an unknown number gets', async () => {
  const [there, nowhere] = [plain['document_number'], invented(901)].map((document_number) =>
    world.write('stranger', 'person', 'register', { ...plain, document_number }),
  );
  const [a, b] = [(await there!).json().answers[0], (await nowhere!).json().answers[0]];
  const same = (answer: Record<string, unknown>) => ({ ...answer, id: '', write_id: '' });
  expect(same(a)).toEqual(same(b));
  expect((await likely('mediator')).map((one) => one.id)).toEqual([]);
  expect((await likely('stranger')).map((one) => one.id)).not.toContain(known);
  expect((await likely('director')).map((one) => one.id)).toContain(known);
});

it('is seen through a record that one may open, and no longer when that is gone', async () => {
  const elsewhere = await register('stranger');
  expect(await status('director', elsewhere)).toBe(404);
  const refused = await world.write('director', 'umbrella_visit', 'make', {
    person_id: elsewhere,
    visited_on: '2009-03-02',
  });
  const unknown = await world.write('director', 'umbrella_visit', 'make', {
    person_id: randomUUID(),
    visited_on: '2009-03-02',
  });
  expect({ ...refused.json(), id: '' }).toEqual({ ...unknown.json(), id: '' });
  const visit = await visited('stranger', elsewhere);
  await world.owner.query('update umbrella_visit set path = $2, unit_id = 4 where id = $1', [
    visit,
    '1.2.4.',
  ]);
  await world.owner.query('update about set path = $2 where record_id = $1', [visit, '1.2.4.']);
  expect(await status('director', elsewhere)).toBe(200);
  expect(await found('director', '田野')).toContain(elsewhere);
  // A mediator of the village has no part in what stands at the township.
  expect(await status('mediator', elsewhere)).toBe(404);
  await visited('director', elsewhere);
  const about = await world.ask('director', 'GET', `/api/persons/${elsewhere}/about`);
  expect(about.json().records).toHaveLength(2);
});

it('is gone for whoever seals without the permission to open what is sealed, maker or not', async () => {
  const minor = await register('director', { name: '司徒雷' });
  await visited('director', minor, { minor: true });
  const rest = { id: minor, expected_version: 1 };
  const sealed = await world.write(
    'director',
    'person',
    'seal',
    { seal_ground: 'sentenced' },
    rest,
  );
  expect(sealed.statusCode).toBe(200);
  for (const who of ['director', 'county', 'stranger'])
    expect(`${who} ${await status(who, minor)}`).toBe(`${who} 404`);
  expect(await status('guardian', minor)).toBe(200);
  expect(await found('guardian', '司徒雷', 'umbrella_visit')).toHaveLength(1);
  // With an open matter beside it, the person is seen through that one alone.
  const open = await world.write('guardian', 'umbrella_visit', 'make', {
    person_id: minor,
    visited_on: '2009-03-03',
  });
  expect(open.statusCode).toBe(200);
  expect(await status('director', minor)).toBe(200);
  const about = await world.ask('director', 'GET', `/api/persons/${minor}/about`);
  expect(about.json().records.map((one: { id: string }) => one.id)).toEqual([
    open.json().answers[0].id,
  ]);
});

describe('two entries for one person', () => {
  it('become one: both are kept, links, names and counts follow, and come back', async () => {
    const twin = await register('director', { name: '田小野' });
    const visits = [await visited('director', twin), await visited('director', known)];
    const before = await figure('persons_visited');
    const candidates = (await post('director', `/api/persons/${twin}/duplicates`, {})).json();
    expect(candidates.candidates.map((one: { id: string }) => one.id)).toContain(known);
    const wish = {
      merger_id: randomUUID(),
      into_id: known,
      ground: '同一证件',
      expected_version: 1,
    };
    const merged = await post('director', `/api/persons/${twin}/merge`, wish);
    expect(merged.json()).toEqual({ merged: true });
    expect((await post('director', `/api/persons/${twin}/merge`, wish)).json()).toEqual({
      merged: true,
    });
    const linked = async () =>
      (await world.owner.query('select person_id from umbrella_visit where id = $1', [visits[0]]))
        .rows[0].person_id;
    expect(await linked()).toBe(known);
    expect(await figure('persons_visited')).toBe(before - 1);
    expect(await found('director', '田野', 'umbrella_visit')).toEqual(
      expect.arrayContaining(visits),
    );
    expect(await found('director', '田小野', 'umbrella_visit')).not.toContain(visits[0]);
    const about = (await world.ask('director', 'GET', `/api/persons/${known}/about`)).json();
    expect(about.merged.map((one: { id: string }) => one.id)).toEqual([twin]);

    const undone = await post('director', `/api/persons/${twin}/unmerge`, { reason: '不是同一人' });
    expect(undone.json()).toEqual({ merged: false });
    expect(await linked()).toBe(twin);
    expect(await figure('persons_visited')).toBe(before);
    expect(await found('director', '田小野', 'umbrella_visit')).toContain(visits[0]);
    expect(
      (await post('director', `/api/persons/${twin}/unmerge`, { reason: '再次' })).json().kind,
    ).toBe('wrong-state');
  });

  it('are merged by who is in charge, and by whoever sees both', async () => {
    const [mine, theirs] = [await register('guardian'), await register('stranger')];
    const wish = { merger_id: randomUUID(), into_id: mine, ground: '同一人', expected_version: 1 };
    expect((await post('guardian', `/api/persons/${known}/merge`, wish)).json().kind).toBe(
      'not-allowed',
    );
    const across = await post('director', `/api/persons/${known}/merge`, {
      ...wish,
      into_id: theirs,
    });
    const nowhere = await post('director', `/api/persons/${known}/merge`, {
      ...wish,
      into_id: randomUUID(),
    });
    expect({ ...across.json(), id: '' }).toEqual({ ...nowhere.json(), id: '' });
    const itself = await post('director', `/api/persons/${known}/merge`, {
      ...wish,
      into_id: known,
    });
    expect(itself.json().kind).toBe('invalid');
  });
});

it('comes along when a unit is closed and its records are handed over', async () => {
  const theirs = await register('stranger', { name: '夏侯渊' });
  const fields = { person_id: theirs, visited_on: '2009-03-02' };
  await world.write('stranger', 'umbrella_visit', 'make', fields, { unit_id: unitId('s1b') });
  expect(await status('director', theirs)).toBe(404);
  const tree = {
    owner: world.owner,
    book: world.book,
    actor: await world.actor('system_admin', 'city'),
    now: '2010-06-01T02:00:00.000Z',
  };
  await closeUnit(tree, {
    unit_id: unitId('s1b'),
    on_day: '2010-02-01',
    reason: '区划调整',
    open_records_to: unitId('n1a'),
  });
  expect(await status('director', theirs)).toBe(200);
  expect(await found('director', '夏侯渊', 'umbrella_visit')).toHaveLength(1);
});

it('sealed or not there, the database is asked the same, and asks itself the same', async () => {
  const [sealed, visitedOne] = [await register('guardian'), await register('guardian')];
  for (const id of [sealed, visitedOne]) await visited('guardian', id, { minor: true });
  for (const id of [sealed, visitedOne]) {
    const rest = { id, expected_version: 1 };
    const done = await world.write('director', 'person', 'seal', { seal_ground: 'sentenced' }, rest);
    expect(done.statusCode).toBe(200);
  }
  const actor = await world.actor('director', 'n1');
  /** What is sent for one id, and how often each function of the policies is called for it. */
  const way = async (id: string) => {
    const sent: string[] = [];
    const client = await world.owner.connect();
    try {
      await client.query('begin');
      await client.query(`set local track_functions = 'all'`);
      await client.query(
        `select set_config('taizhang.territory', $1, true), set_config('taizhang.guard', '1', true),
          set_config('taizhang.person', $2, true), set_config('taizhang.lines', '*', true)`,
        [actor.grant.path, actor.person_id],
      );
      const calls = async (): Promise<Record<string, number>> => {
        const { rows } = await client.query(
          `select funcname, calls::int from pg_stat_xact_user_functions where funcname ~ '^(reader|person)_'`,
        );
        return Object.fromEntries(rows.map((row) => [row.funcname, row.calls]));
      };
      // They go on from one transaction of a connection to the next.
      const before = await calls();
      await client.query('set local role taizhang_reader');
      const query = (asked: { text: string; values: unknown[] }) => {
        sent.push(asked.text);
        return client.query(asked.text, asked.values);
      };
      const found = await findRecords({ query } as never, world.book.record('person'), [id]);
      expect(found).toEqual([]);
      const called = Object.entries(await calls()).map(([name, times]) => [name, times - (before[name] ?? 0)]);
      return { sent, called: Object.fromEntries(called) };
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  const absent = await way(randomUUID());
  expect(absent.sent).toHaveLength(1);
  expect(absent.called).toEqual({ person_asked: 1, reader_knows: 1 });
  for (const id of [sealed, visitedOne]) expect(await way(id)).toEqual(absent);
}); // prettier-ignore
