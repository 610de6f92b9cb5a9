import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAccounts } from '#server/accounts/add-account.ts';
import { hashPassword } from '#server/accounts/password.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { unitId } from '#testing/world.ts';
import { verifyLedger } from '../ledger/verify.ts';

let world: ServedWorld;
const people: Record<string, string> = {};
let open: string;
let secret: string;
let ended: string;

beforeAll(async () => {
  world = await serveWorld();
  const password_hash = await hashPassword('umbrella rain 7');
  const place = (unit: string) => `T${unitId(unit)}`;
  const grants = (unit: string, from_day = '2000-01-01') => [
    { role: 'mediator' as const, unit_code: place(unit), from_day },
  ];
  await addAccounts(
    world.owner,
    [
      { username: 'helper', name: 'helper', password_hash, grants: grants('n1a') },
      { username: 'coming', name: 'coming', password_hash, grants: grants('n1a', '2999-01-01') },
      { username: 'elsewhere', name: 'elsewhere', password_hash, grants: grants('n1b') },
    ],
    '2009-01-01',
  );
  const { rows } = await world.owner.query(
    'select a.id, a.username, g.id as grant_id from account a join grants g on g.account_id = a.id',
  );
  for (const row of rows) {
    people[row.username] = row.id;
    people[`${row.username}'s post`] = row.grant_id;
  }
  const stand = await world.write('director', 'umbrella_stand', 'create', {
    name: '北门',
    size: 'large',
    opened_on: '2009-01-01',
  });
  const lend = async (more: object) =>
    (
      await world.write('mediator', 'umbrella_loan', 'create', {
        stand_id: stand.json().answers[0].id,
        lent_on: '2009-09-01',
        borrowers: [{ name: '张三' }],
        ...more,
      })
    ).json().answers[0].id as string;
  open = await lend({});
  secret = await lend({ secret: true });
  ended = await lend({});
  await world.write('mediator', 'umbrella_loan', 'take_back', { returned_on: '2009-09-02' }, {
    id: ended,
    expected_version: 1,
  }); // prettier-ignore
}, 60_000);
afterAll(() => world.end());

const look = async (who: string, query = '') =>
  (await world.ask(who, 'GET', `/api/hand-over${query}`)).json();
const give = async (who: string, body: object) =>
  (
    await world.ask(who, 'POST', '/api/hand-over', { payload: { id: randomUUID(), ...body } })
  ).json();
const keepers = async () => {
  const { rows } = await world.owner.query('select id, keeper_id from umbrella_loan');
  return Object.fromEntries(rows.map((row) => [row.id, row.keeper_id]));
};
const statusFor = async (who: string, url: string) => (await world.ask(who, 'GET', url)).statusCode;

it('lists what I keep, what is due, and who can take it over', async () => {
  const mine = await look('mediator');
  expect(mine).toMatchObject({
    person: { name: 'mediator' },
    records: [{ type: 'umbrella_loan', records: 2 }],
    duties: [{ record_type: 'umbrella_loan' }, { record_type: 'umbrella_loan' }],
    posts: [],
  });
  expect(mine.successors.map((one: { name: string }) => one.name)).toEqual([
    'coming',
    'director',
    'guardian',
    'helper',
  ]);
  expect((await look('helper')).records).toEqual([]);
  expect((await look('system')).kind).toBe('not-allowed');
});

it('is for oneself, or for the director of the unit, and to somebody of the same unit', async () => {
  const post = people["mediator's post"];
  const to = people['helper'];
  expect((await give('helper', { grant_id: post, to })).kind).toBe('not-allowed');
  expect((await give('stranger', { grant_id: post, to })).kind).toBe('not-found');
  expect((await give('county', { grant_id: post, to })).kind).toBe('not-allowed');
  for (const other of ['elsewhere', 'county', 'mediator', 'system']) {
    expect((await give('mediator', { to: people[other] })).issues[0].field).toBe('to');
  }
  const alone = { action: 'hand_over', fields: { keeper_id: to } };
  const write = {
    write_id: randomUUID(),
    type: 'umbrella_loan',
    id: open,
    expected_version: 1,
    deeds: [alone],
  };
  const answer = await world.ask('mediator', 'POST', '/api/writes', {
    payload: { writes: [write] },
  });
  expect(answer.json().detail.en).toContain('There is no action hand_over');
  expect(await keepers()).toEqual({ [open]: null, [secret]: null, [ended]: null });
});

it('moves the open records with their duties and history, once, and says so in each', async () => {
  const id = randomUUID();
  expect(await statusFor('helper', `/api/records/umbrella_loan/${secret}`)).toBe(404);
  const wish = { id, to: people['helper'], note: '调任' };
  expect(await give('mediator', wish)).toEqual({ id, records: 2, duties: 2 });
  expect(await give('mediator', wish)).toEqual({ id, records: 2, duties: 2 });
  const helper = people['helper'];
  expect(await keepers()).toEqual({ [open]: helper, [secret]: helper, [ended]: null });
  const url = `/api/records/umbrella_loan/${secret}`;
  expect(await statusFor('helper', url)).toBe(200);
  const { versions } = (await world.ask('helper', 'GET', `${url}/versions`)).json();
  expect(versions).toMatchObject([
    { version: 2, action: 'hand_over', reason: '工作移交：调任', person: { name: 'mediator' } },
    { version: 1, action: 'create' },
  ]);
  expect((await look('helper')).duties).toHaveLength(2);
  expect((await verifyLedger(world.owner, world.book)).mismatches).toEqual([]);

  const changed = await world.write('helper', 'umbrella_loan', 'change', { note: '接手' }, {
    id: open,
    expected_version: 2,
  }); // prettier-ignore
  expect(changed.statusCode).toBe(200);
  expect((await keepers())[open]).toBe(helper);

  const sheet = (await world.ask('helper', 'GET', `/api/hand-over/${id}`)).json();
  expect(sheet).toMatchObject({
    from: 'mediator',
    to: 'helper',
    note: '调任',
    may_take_back: false,
  });
  expect(sheet.records).toHaveLength(2);
  expect(await statusFor('director', `/api/hand-over/${id}`)).toBe(200);
  expect(await statusFor('elsewhere', `/api/hand-over/${id}`)).toBe(404);
  expect(await statusFor('stranger', `/api/hand-over/${id}`)).toBe(404);
  const { rows } = await world.owner.query(
    `select deed, detail->>'records' as records from access_log where deed = 'post_handed_over'`,
  );
  expect(rows).toEqual([{ deed: 'post_handed_over', records: '2' }]);

  expect((await world.ask('helper', 'DELETE', `/api/hand-over/${id}`)).statusCode).toBe(404);
  const back = await world.ask('mediator', 'DELETE', `/api/hand-over/${id}`);
  expect(back.json()).toEqual({ back: 2, stayed: 0 });
  expect(await keepers()).toEqual({ [open]: null, [secret]: null, [ended]: null });
  expect(await statusFor('helper', url)).toBe(404);
  expect((await world.ask('mediator', 'DELETE', `/api/hand-over/${id}`)).json().back).toBe(0);
});

it('is done by the director for a member, and not taken back on another day', async () => {
  const grant_id = people["mediator's post"];
  expect((await look('director')).posts.map((one: { id: string }) => one.id)).toContain(grant_id);
  const id = randomUUID();
  const done = await give('director', { id, grant_id, to: people['helper'] });
  expect(done).toMatchObject({ records: 2 });
  await world.owner.query(`update hand_over set day = day - 1 where id = $1`, [id]);
  const back = await world.ask('director', 'DELETE', `/api/hand-over/${id}`);
  expect(back.json().kind).toBe('wrong-state');
  expect((await keepers())[open]).toBe(people['helper']);
});
