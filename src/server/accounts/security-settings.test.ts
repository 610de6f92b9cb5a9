import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp, secretFrom, testPassword } from '#testing/account-app.ts';
import { keepDemo } from './demo.ts';
import { codeAt, stepSeconds } from './second-factor-step.ts';

let app: AccountApp;
const cookies: Record<string, string> = {};

beforeAll(async () => {
  app = await makeAccountApp({ session_idle_minutes: 20 });
  for (const name of ['wang', 'system', 'security'])
    cookies[name] = (await app.signIn(name)).cookie;
});
afterAll(() => app.close());

const as = (name: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
  app.send(method, url, cookies[name], body);
const require = (administrators: boolean, leaders = false) =>
  as('security', 'PUT', '/api/admin/security/second-factor', {
    administrators,
    leaders,
    guarded: false,
  });
const codeNow = (secret: string) => codeAt(secret, Math.floor(Date.now() / 1000 / stepSeconds));

test('what holds for signing in is shown with where it comes from', async () => {
  const { body } = await as('security', 'GET', '/api/admin/security');
  expect(body.second_factor).toEqual({ administrators: false, leaders: false, guarded: true });
  expect(body.demo).toBe(false);
  expect(body.settings.map((one: { key: string }) => one.key)).toEqual([
    'idle',
    'longest',
    'at_once',
    'proof',
    'networks',
    'guarded_networks',
    'lock',
    'password',
    'first_password',
  ]);
  expect(body.settings[0]).toMatchObject({
    value: { en: 'after 20 min' },
    source: { en: expect.stringContaining('TAIZHANG_SESSION_IDLE_MINUTES') },
  });
  expect(body.settings.find((one: { key: string }) => one.key === 'lock').value.en).toContain(
    '5 failures: 15 min',
  );
});

test('an administrator without the second factor that is asked may only set it up', async () => {
  expect((await as('system', 'GET', '/test/system')).status).toBe(200);
  expect((await as('system', 'PUT', '/api/admin/security/second-factor', { administrators: false, leaders: false, guarded: false })).body.kind).toBe('not-allowed'); // prettier-ignore
  expect((await require(true)).status).toBe(200);
  const refused = await as('system', 'GET', '/test/system');
  expect(refused.body).toMatchObject({ kind: 'not-allowed', issues: [{ field: 'second_factor' }] });
  expect((await as('security', 'GET', '/api/admin/accounts')).body.kind).toBe('not-allowed');
  expect((await as('wang', 'GET', '/test/actor')).status).toBe(200);

  const session = await as('system', 'GET', '/api/session');
  expect(session.body.must_set_up_second_factor).toBe(true);
  const begun = await as('system', 'POST', '/api/session/second-factor', {
    password: testPassword,
  });
  expect((await as('system', 'GET', '/test/system')).body.kind).toBe('not-allowed');
  const secret = secretFrom(begun.body.secret);
  const on = await as('system', 'PUT', '/api/session/second-factor', { code: codeNow(secret) });
  expect(on.body).toEqual({ second_factor: true });
  cookies['system'] = on.cookie || cookies['system']!;
  expect((await as('system', 'GET', '/test/system')).status).toBe(200);
  const after = await as('system', 'GET', '/api/session');
  expect(after.body.must_set_up_second_factor).toBeUndefined();
  const { rows } = await app.owner.query(
    `select detail from access_log where deed = 'setting_changed' order by id desc limit 1`,
  );
  expect(rows[0].detail).toMatchObject({ setting: 'second_factor_required', administrators: true });
});

test('a lost telephone is taken off by the security administrator, with a line in the log', async () => {
  await app.owner.query(`delete from setting where name = 'second_factor_required'`);
  cookies['security'] = (await app.signIn('security')).cookie;
  const id = app.ids['system']!;
  const take = () => as('security', 'DELETE', `/api/admin/accounts/${id}/second-factor`);
  expect((await take()).body).toEqual({ removed: true });
  expect((await take()).body).toEqual({ removed: false });
  expect((await as('system', 'GET', '/test/system')).body.kind).toBe('not-signed-in');
  expect((await app.signIn('system')).status).toBe(200);
  const own = await as(
    'security',
    'DELETE',
    `/api/admin/accounts/${app.ids['security']}/second-factor`,
  );
  expect(own.body.kind).toBe('not-allowed');
  const { rows } = await app.owner.query(
    `select count(*)::int as n from access_log where deed = 'second_factor_reset' and detail->>'account' = $1`,
    [id],
  );
  expect(rows[0].n).toBe(1);
});

test('the demonstration keeps it off', async () => {
  await keepDemo(app.owner as never, { password: testPassword, accounts: [] });
  expect((await require(true)).body.kind).toBe('wrong-state');
});

test('the end of a post is taken back on its own day, as it was planned', async () => {
  const account = app.ids['li']!;
  const post = { role: 'clerk', unit_id: 2, from_day: '2020-01-01', until_day: '2990-12-31' };
  const given = await as('security', 'POST', `/api/admin/accounts/${account}/grants`, post);
  const { id } = given.body.grant;
  const shown = async () => {
    const { body } = await as('security', 'GET', '/api/admin/accounts?q=li');
    return body.accounts[0].grants.find((one: { id: string }) => one.id === id);
  };
  expect(await shown()).toMatchObject({
    from_day: '2020-01-01',
    until_day: '2990-12-31',
    ended: false,
  });
  const reopen = () => as('security', 'POST', `/api/admin/grants/${id}/reopen`, {});
  expect((await reopen()).body.kind).toBe('wrong-state');
  await as('security', 'DELETE', `/api/admin/grants/${id}`);
  expect(await shown()).toMatchObject({ ended: true });
  expect((await reopen()).body).toEqual({ reopened: true });
  expect(await shown()).toMatchObject({ until_day: '2990-12-31', ended: false });
  await as('security', 'DELETE', `/api/admin/grants/${id}`);
  await app.owner.query(`update grants set ended_on = ended_on - 1 where id = $1`, [id]);
  expect((await reopen()).body.kind).toBe('wrong-state');
  expect(await shown()).toBeUndefined();
});
