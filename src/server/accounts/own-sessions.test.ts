/** One's own sessions: seen, ended, bounded; the fresh proof; the networks of posts. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp, secretFrom, testPassword } from '#testing/account-app.ts';
import { networksFrom } from './network-list.ts';
import { deviceOf, networkOf } from './own-sessions.ts';
import { codeAt, stepSeconds } from './second-factor-step.ts';

let app: AccountApp;
beforeAll(async () => {
  app = await makeAccountApp({ sessions_max: 3, admin_networks: ['10.20.0.0/16', '127.0.0.1'] });
});
afterEach(() => app.present());
afterAll(() => app.close());

const minute = 60_000;
const windows =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36';
const signIn = async (username: string, agent = windows) =>
  (
    await app.send(
      'POST',
      '/api/session',
      '',
      { username, password: testPassword },
      { 'user-agent': agent },
    )
  ).cookie;
const isIn = async (cookie: string) => (await app.send('GET', '/api/session', cookie)).status;
const deeds = async (deed: string) =>
  (await app.owner.query('select person_id, detail from access_log where deed = $1', [deed])).rows;

describe('one’s own sessions', () => {
  test('are seen with when and roughly whence, and ended one by one or all the others at once', async () => {
    const [here, there, third] = [
      await signIn('li'),
      await signIn('li', 'Mozilla/5.0 (Linux; Android 15) Chrome/130.0 Mobile Safari/537.36'),
      await signIn('li', 'curl/8'),
    ];
    const stranger = await signIn('wang');
    const list = async (cookie: string) => (await app.send('GET', '/api/sessions', cookie)).body;
    const { sessions, at_once } = await list(here);
    expect(at_once).toBe(3);
    expect(sessions.map((one: { device: { en: string } }) => one.device.en).toSorted()).toEqual([
      'Another program',
      'Chrome on Android',
      'Chrome on Windows',
    ]);
    expect(sessions[0]).toMatchObject({
      current: true,
      device: { zh: 'Windows · Chrome' },
      network: '127.0.0.*',
      since: expect.stringMatching(/^20/),
    });
    expect(JSON.stringify(sessions)).not.toContain('127.0.0.1');

    const android = sessions.find((one: { device: { en: string } }) =>
      one.device.en.includes('Android'),
    );
    // Nobody else's, and not the present one: that is what signing out is for.
    for (const [who, id] of [
      [stranger, android.id],
      [here, sessions[0].id],
    ])
      expect((await app.send('DELETE', `/api/sessions/${id}`, who)).status).toBe(404);
    expect((await app.send('DELETE', `/api/sessions/${android.id}`, here)).body).toEqual({
      ended: 1,
    });
    expect([await isIn(here), await isIn(there), await isIn(third)]).toEqual([200, 401, 200]);
    expect((await app.send('DELETE', '/api/sessions', here)).body).toEqual({ ended: 1 });
    expect([await isIn(here), await isIn(third), await isIn(stranger)]).toEqual([200, 401, 200]);
    expect((await deeds('session_ended')).map((row) => row.person_id)).toEqual([
      app.ids['li'],
      app.ids['li'],
    ]);
  });

  test('are as many as the operator allows: one more ends the one that was begun first, and says so', async () => {
    const cookies = [];
    for (let i = 0; i < 3; i++) cookies.push(await signIn('audit'));
    expect(await Promise.all(cookies.map(isIn))).toEqual([200, 200, 200]);
    cookies.push(await signIn('audit'));
    expect(await Promise.all(cookies.map(isIn))).toEqual([401, 200, 200, 200]);
    expect(await deeds('sessions_full')).toEqual([
      { person_id: app.ids['audit'], detail: { session: expect.any(String) } },
    ]);
  });

  test('are known by 32 characters of 62 that nobody can guess, never one twice', async () => {
    await signIn('li');
    await signIn('li');
    const { rows } = await app.owner.query('select token from session');
    const tokens = rows.map((row) => row.token as string);
    expect(tokens.length).toBeGreaterThan(5);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(token).toMatch(/^[\dA-Za-z]{32}$/);
    // Some 5.95 bits each, so that 190 bits are in them; a counter or a clock would share a beginning.
    for (const place of [0, 8, 16, 24])
      expect(new Set(tokens.map((token) => token[place])).size).toBeGreaterThan(2);
  });

  test('tell devices and networks roughly', () => {
    expect(deviceOf('Mozilla/5.0 (iPhone; CPU iPhone OS 18) Safari/604.1').en).toBe(
      'Safari on iPhone or iPad',
    );
    expect(deviceOf('Mozilla/5.0 (Linux; Android 14) MicroMessenger/8').zh).toBe('安卓 · 微信');
    expect(['10.20.30.40', '::ffff:10.20.30.40', 'fd00:1:2:3::4', ''].map(networkOf)).toEqual([
      '10.20.30.*',
      '10.20.30.*',
      'fd00:1:2:*',
      null,
    ]);
  });
});

describe('a fresh proof', () => {
  const reset = (cookie: string) =>
    app.send('POST', `/api/admin/accounts/${app.ids['idle']}/password`, cookie, {});
  const prove = (cookie: string, typed: object) =>
    app.send('POST', '/api/session/proof', cookie, typed);

  test('is the sign-in for half an hour; then the password is asked once more, and holds as long', async () => {
    const cookie = await signIn('security');
    expect((await reset(cookie)).status).toBe(200);
    app.later(29 * minute);
    expect(await isIn(cookie)).toBe(200);
    app.later(2 * minute);
    const asked = await reset(cookie);
    expect([asked.status, asked.body.kind]).toEqual([403, 'prove-again']);
    expect(asked.body.issues).toEqual([
      {
        field: 'password',
        message: { en: expect.stringContaining('once more'), zh: expect.stringContaining('密码') },
      },
    ]);
    // Everyday work goes on.
    expect((await app.send('GET', '/api/admin/accounts', cookie)).status).toBe(200);
    const wrong = await prove(cookie, { password: 'not the password 1' });
    expect([wrong.status, wrong.body.issues[0].field]).toEqual([422, 'password']);
    expect((await prove(cookie, {})).status).toBe(422);
    expect((await reset(cookie)).body.kind).toBe('prove-again');
    expect((await prove(cookie, { password: testPassword })).body).toEqual({ proved: true });
    expect((await reset(cookie)).status).toBe(200);
    app.later(29 * minute);
    expect((await reset(cookie)).status).toBe(200);
    expect(await deeds('proved_again')).toEqual([
      { person_id: app.ids['security'], detail: { by: 'password' } },
    ]);
  });

  test('asks before ending sessions too, and guesses lock the account as at the sign-in', async () => {
    const cookie = await signIn('north');
    app.later(29 * minute);
    await isIn(cookie);
    app.later(2 * minute);
    expect((await app.send('DELETE', '/api/sessions', cookie)).body.kind).toBe('prove-again');
    for (let i = 0; i < 5; i++) await prove(cookie, { password: `guess number ${i}` });
    expect((await prove(cookie, { password: testPassword })).body.kind).toBe('too-many');
  });

  test('is a code where the account has a second factor, each good for one proof', async () => {
    const cookie = await signIn('audit');
    const set = await app.send('POST', '/api/session/second-factor', cookie, {
      password: testPassword,
    });
    const secret = secretFrom(set.body.secret);
    const step = Math.floor(Date.now() / 1000 / stepSeconds);
    const on = await app.send('PUT', '/api/session/second-factor', cookie, {
      code: codeAt(secret, step),
    });
    const renewed = on.cookie || cookie;
    app.later(29 * minute);
    await isIn(renewed);
    app.later(2 * minute);
    const asked = await app.send('DELETE', '/api/sessions', renewed);
    expect(asked.body.issues[0].field).toBe('code');
    const log = await app.send('GET', '/api/admin/log/export.csv', renewed);
    expect(log.body.kind).toBe('prove-again');
    const next = { code: codeAt(secret, step + 1) };
    expect((await prove(renewed, next)).status).toBe(200);
    expect((await prove(renewed, next)).status).toBe(422);
    expect((await app.send('DELETE', '/api/sessions', renewed)).status).toBe(200);
  });
});

describe('networks of posts', () => {
  const from = (remoteAddress: string, cookie: string, url = '/test/system') =>
    app.app.inject({ method: 'GET', url, remoteAddress, headers: { cookie } });

  test('hold with every request: a session carried elsewhere opens nothing, and switching or leaving stays', async () => {
    const cookie = await signIn('system');
    for (const inside of ['127.0.0.1', '10.20.255.1', '::ffff:10.20.3.4'])
      expect([inside, (await from(inside, cookie)).statusCode]).toEqual([inside, 200]);
    for (const outside of ['10.21.0.1', '::ffff:10.21.3.4', 'fd00::1']) {
      const answer = await from(outside, cookie);
      expect([outside, answer.statusCode]).toEqual([outside, 403]);
      expect(answer.json().issues[0].field).toBe('network');
    }
    const session = await from('10.21.0.1', cookie, '/api/session');
    expect(session.json()).toMatchObject({ elsewhere: true, grant: { role: 'system_admin' } });
    expect((await from('127.0.0.1', cookie)).statusCode).toBe(200);
    // Working posts are not bound by it.
    expect((await from('10.21.0.1', await signIn('li'), '/test/actor')).statusCode).toBe(200);
    await from('10.21.0.1', cookie);
    const noted = await deeds('network_refused');
    expect(noted.map((row) => row.detail.address)).toEqual([
      '10.21.0.1',
      '::ffff:10.21.3.4',
      'fd00::1',
    ]);
  });

  test('are read at the start, or the start is refused with the setting that is wrong', () => {
    expect(networksFrom('N', ' 10.20.0.0/16,fd00::/8 192.168.7.4 ')).toEqual([
      '10.20.0.0/16',
      'fd00::/8',
      '192.168.7.4',
    ]);
    for (const wrong of ['10.20.0.0/33', 'office', '10.20/16', '10.0.0.0/8/9', 'fd00::/129', ','])
      expect(() => networksFrom('TAIZHANG_ADMIN_NETWORKS', wrong)).toThrow(
        'TAIZHANG_ADMIN_NETWORKS',
      );
  });
});
