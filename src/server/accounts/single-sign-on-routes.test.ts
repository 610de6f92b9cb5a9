import { createHmac, createPublicKey, createSign, generateKeyPairSync } from 'node:crypto';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AccountApp } from '#testing/account-app.ts';
import { makeAccountApp } from '#testing/account-app.ts';
import { readConfig } from '../config.ts';
import { claimsOf, showsSecondFactor } from './provider-strength.ts';
import { keepSecondFactorRule } from './security-settings.ts';

let provider: FastifyInstance;
let app: AccountApp;
let subject = { sub: 'p-1', preferred_username: 'wang' };
let nonce = '';
/** What the provider says of how it looked at the person. */
let strength: object = {};
/** What a provider that is not ours, or is broken, would say otherwise. */
let twisted: Record<string, unknown> = {};
let otherIssuer: string | null = null;
let forged: 'by another key' | 'by nobody' | 'by a shared word' | null = null;

beforeAll(async () => {
  provider = await makeProvider();
  const issuer = await provider.listen({ port: 0, host: '127.0.0.1' });
  const oidc = {
    issuer,
    client_id: 'taizhang',
    client_secret: 'shared',
    acr_values: 'gold',
    session_hours: 8,
  };
  app = await makeAccountApp({ oidc });
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

/** The least that an OpenID provider is: discovery, keys, and a token for a code. */
async function makeProvider(): Promise<FastifyInstance> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const another = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const jwk = {
    ...createPublicKey(privateKey).export({ format: 'jwk' }),
    kid: 'k1',
    alg: 'RS256',
    use: 'sig',
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const server = Fastify();
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, body, done) => done(null, body),
  );
  const issuer = () => {
    const address = server.server.address();
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  };
  server.get('/.well-known/openid-configuration', async () => ({
    issuer: otherIssuer ?? issuer(),
    authorization_endpoint: `${issuer()}/authorize`,
    token_endpoint: `${issuer()}/token`,
    userinfo_endpoint: `${issuer()}/userinfo`,
    jwks_uri: `${issuer()}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  }));
  const claims = () => ({ ...subject, name: '王芳' });
  server.get('/keys', async () => ({ keys: [jwk] }));
  server.get('/userinfo', async () => claims());
  server.post('/token', async () => {
    const now = Math.floor(Date.now() / 1000);
    const body = {
      ...claims(),
      ...strength,
      iss: issuer(),
      aud: 'taizhang',
      iat: now,
      exp: now + 300,
      ...(nonce ? { nonce } : {}),
      ...twisted,
    };
    const alg = forged === 'by nobody' ? 'none' : forged === 'by a shared word' ? 'HS256' : 'RS256';
    const unsigned = `${encode({ alg, kid: 'k1', typ: 'JWT' })}.${encode(body)}`;
    const key = forged === 'by another key' ? another : privateKey;
    const signature = {
      none: '',
      // The secret that both sides know, in place of the key that one of them has.
      HS256: createHmac('sha256', 'shared').update(unsigned).digest('base64url'),
      RS256: createSign('sha256').update(unsigned).sign(key, 'base64url'),
    };
    const id_token = `${unsigned}.${signature[alg]}`;
    return { access_token: 'a', token_type: 'Bearer', expires_in: 300, id_token };
  });
  return server;
}

async function goThere() {
  const answer = await app.send('GET', '/api/session/office');
  expect(answer.status).toBe(302);
  const address = new URL(String(answer.headers.location));
  nonce = address.searchParams.get('nonce') ?? '';
  return { state: address.searchParams.get('state')!, cookie: answer.cookie, address };
}

async function callback() {
  const { state, cookie } = await goThere();
  return app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
}

test('a person whom the provider knows comes in with the own post, with PKCE and by the callback alone', async () => {
  const { state, cookie, address } = await goThere();
  // Whoever is to be led there has been told where, and is led to that host and no other.
  const ways = await app.send('GET', '/api/session/ways');
  expect(ways.body).toEqual({ office: { host: address.host } });
  expect(address.searchParams.get('code_challenge_method')).toBe('S256');
  expect(address.searchParams.get('redirect_uri')).toBe(
    'http://localhost:4700/api/auth/callback/office',
  );
  const back = await app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
  expect(back.status).toBe(302);
  expect(back.headers.location).toBe('http://localhost:4700/');
  const session = await app.send('GET', '/api/session', back.cookie);
  expect(session.body).toMatchObject({
    account: { username: 'wang', name: '王芳' },
    grant: { role: 'mediator' },
  });
  const { rows } = await app.owner.query(
    'select deed, person_id from access_log order by id desc limit 1',
  );
  expect(rows[0]).toEqual({ deed: 'signed_in', person_id: app.ids['wang'] });
});

test('what it says of a second factor is looked at, and silence is a password alone', async () => {
  const rule = { administrators: false, leaders: false, guarded: true };
  await keepSecondFactorRule(app.owner, rule);
  await app.owner.query(
    `update grants set opens_sealed = true where account_id = $1 and role = 'mediator'`,
    [app.ids['wang']],
  );
  const enter = async () => {
    const { state, cookie, address } = await goThere();
    expect(address.searchParams.get('acr_values')).toBe('gold');
    const back = await app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
    const session = await app.send('GET', '/api/session', back.cookie);
    const { status } = await app.send('GET', '/test/actor', back.cookie);
    return [status, session.body.second_factor_not_shown ?? false];
  };
  const now = Math.floor(Date.now() / 1000);
  for (const said of [
    {},
    { amr: ['pwd'] },
    { acr: '0' },
    { amr: 'mfa' },
    { amr: ['mfa'], auth_time: 'now' },
  ]) {
    strength = said;
    expect(`${JSON.stringify(said)} ${String(await enter())}`).toBe(
      `${JSON.stringify(said)} 403,true`,
    );
  }
  for (const said of [
    { amr: ['pwd', 'otp'] },
    { amr: ['mfa'], auth_time: now - 60 },
    { acr: 'hwk' },
  ]) {
    strength = said;
    expect(`${JSON.stringify(said)} ${String(await enter())}`).toBe(
      `${JSON.stringify(said)} 200,false`,
    );
  }
  strength = {};
  const shut = await app.send('GET', '/test/actor', (await callback()).cookie);
  expect(shut.body).toMatchObject({ kind: 'not-allowed', issues: [{ field: 'second_factor' }] });
  // A password here is another way, with a factor of its own.
  expect((await app.signIn('wang')).body.must_set_up_second_factor).toBe(true);
  await app.owner.query('update grants set opens_sealed = false');
  expect(await enter()).toEqual([200, false]);
});

test('an operator says what counts: hardware alone, or a level of the office’s own', () => {
  const now = new Date().toISOString();
  const shows = (claims: object, second_factor?: readonly string[]) =>
    showsSecondFactor(claims, second_factor ? { second_factor } : {}, now, 3_600_000);
  // Shown longer ago than a session lasts it is none; such a sign-in begins no session anyway.
  const hours = (ago: number) => Math.floor(Date.now() / 1000) - ago * 3600;
  expect(shows({ amr: ['mfa'], auth_time: hours(2) })).toBe(false);
  expect(shows({ amr: ['mfa'], auth_time: hours(0) })).toBe(true);
  expect(shows({ amr: ['hwk'] }, ['hwk'])).toBe(true);
  expect(shows({ amr: ['mfa', 'otp'] }, ['hwk'])).toBe(false);
  expect(shows({ acr: 'urn:office:gold' }, ['urn:office:gold'])).toBe(true);
  const env = {
    TAIZHANG_OIDC_ISSUER: 'https://id.example',
    TAIZHANG_OIDC_CLIENT_ID: 'a',
    TAIZHANG_OIDC_CLIENT_SECRET: 'b',
  };
  const set = readConfig({
    ...env,
    TAIZHANG_OIDC_SECOND_FACTOR: 'hwk, urn:office:gold',
    TAIZHANG_OIDC_ACR_VALUES: 'gold',
  });
  expect(set.oidc).toMatchObject({ second_factor: ['hwk', 'urn:office:gold'], acr_values: 'gold' });
  expect(claimsOf('no token')).toEqual({});
  expect(claimsOf(null)).toEqual({});
});

test('nobody gets an account by signing in there', async () => {
  subject = { sub: 'p-2', preferred_username: 'stranger' };
  const { state, cookie } = await goThere();
  const back = await app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
  expect(back.headers.location).toContain('sign_in=refused');
  expect((await app.send('GET', '/api/session', back.cookie)).status).toBe(401);
  const { rows } = await app.owner.query(
    `select count(*)::int as n from account where username = 'stranger' or email like 'stranger%'`,
  );
  expect(rows[0].n).toBe(0);
});

test('an account that has ended, is locked or has no post stays out', async () => {
  const refused = async () => {
    const { state, cookie } = await goThere();
    const back = await app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
    expect([back.status, back.headers.location]).toEqual([
      302,
      expect.stringContaining('sign_in=refused'),
    ]);
    expect((await app.send('GET', '/api/session', back.cookie)).status).toBe(401);
  };
  subject = { sub: 'p-1', preferred_username: 'wang' };
  await app.owner.query(`update account set ended_on = '2020-01-01' where username = 'wang'`);
  await refused();
  await app.owner.query(
    `update account set ended_on = null, locked_until = 'infinity' where username = 'wang'`,
  );
  await refused();
  subject = { sub: 'p-3', preferred_username: 'idle' };
  await refused();
});

describe('what the provider sends is judged', () => {
  const comeBack = async (claims: Record<string, unknown> = {}) => {
    const { state, cookie } = await goThere();
    twisted = claims;
    const back = await app.send('GET', `/api/auth/callback/office?code=c&state=${state}`, cookie);
    twisted = {};
    return { ...back, session: (await app.send('GET', '/api/session', back.cookie)).status };
  };
  const seconds = (ago: number) => Math.floor(Date.now() / 1000) - ago;
  beforeAll(async () => {
    subject = { sub: 'p-1', preferred_username: 'wang' };
    strength = {};
    await app.owner.query(
      `update account set ended_on = null, locked_until = null where username = 'wang'`,
    );
  });

  test('a token for another client, from another issuer, out of time, or that answers no question of ours opens nothing', async () => {
    expect(nonce).toMatch(/.{16}/);
    for (const claims of [
      { aud: 'another-book' },
      { iss: 'https://elsewhere.example' },
      { exp: seconds(120) },
      { nonce: 'of-an-earlier-sign-in' },
      { nonce: undefined },
    ]) {
      const back = await comeBack(claims);
      expect([claims, back.headers.location, back.session]).toEqual([
        claims,
        expect.stringContaining('sign_in=refused'),
        401,
      ]);
    }
    expect((await comeBack()).session).toBe(200);
  });

  test('a token that another key has signed, or none, or a word that both sides know, opens nothing', async () => {
    for (const way of ['by another key', 'by nobody', 'by a shared word'] as const) {
      forged = way;
      expect([way, (await comeBack()).session]).toEqual([way, 401]);
    }
    forged = null;
    expect((await comeBack()).session).toBe(200);
  });

  test('metadata that names another issuer than the one that was set is not believed', async () => {
    const stranger = await makeProvider();
    const issuer = await stranger.listen({ port: 0, host: '127.0.0.1' });
    otherIssuer = 'https://elsewhere.example';
    const other = await makeAccountApp({
      oidc: { issuer, client_id: 'taizhang', client_secret: 'shared' },
    });
    const answer = await other.send('GET', '/api/session/office');
    otherIssuer = null;
    expect([answer.status, answer.body.kind]).toEqual([503, 'unavailable']);
    expect(answer.body.detail.en).toContain('TAIZHANG_OIDC_ISSUER');
    await other.close();
    await stranger.close();
  });

  test('a proof there that is older than a session here may last begins none, and asks are bounded', async () => {
    const { address } = await goThere();
    expect(address.searchParams.get('scope')).toBe('openid profile');
    expect(address.searchParams.get('max_age')).toBe(String(8 * 3600));
    const old = await comeBack({ auth_time: seconds(9 * 3600) });
    expect([old.session, old.headers.location]).toEqual([
      401,
      expect.stringContaining('sign_in=refused'),
    ]);
    expect((await comeBack({ auth_time: seconds(7 * 3600) })).session).toBe(200);
  });

  test('the session here ends so many hours after the proof there, used or not', async () => {
    const { cookie } = await comeBack({ auth_time: seconds(7 * 3600) });
    const used = async () => (await app.send('GET', '/api/session', cookie)).status;
    const statuses = [await used()];
    for (let i = 0; i < 3; i++) {
      app.later(25 * 60_000);
      statuses.push(await used());
    }
    app.present();
    expect(statuses).toEqual([200, 200, 200, 401]);
  });

  test('highly sensitive acts count from the proof there, and a new one is asked for there', async () => {
    const fresh = await comeBack({ auth_time: seconds(60) });
    const ending = async (cookie: string) =>
      (await app.send('DELETE', '/api/sessions', cookie)).body;
    expect(await ending(fresh.cookie)).toMatchObject({ ended: expect.any(Number) });
    const old = await comeBack({ auth_time: seconds(3600) });
    // This account has a password, too; whoever came in through the office is sent to the office.
    const asked = await ending(old.cookie);
    expect(asked).toMatchObject({ kind: 'prove-again', issues: [{ field: 'office' }] });
    expect(asked.detail.zh).toContain('统一认证重新登录');
    const { rows } = await app.owner.query(
      'select count(*)::int as n from credential where account_id = $1 and password is not null',
      [app.ids['wang']],
    );
    expect(rows[0].n).toBe(1);
    const again = await app.send('GET', '/api/session/office?again=1');
    const { searchParams } = new URL(String(again.headers.location));
    expect([searchParams.get('prompt'), searchParams.get('max_age')]).toEqual(['login', '0']);
  });
});

test('a callback that nobody asked for opens nothing', async () => {
  const back = await app.send('GET', '/api/auth/callback/office?code=c&state=invented');
  expect(back.headers.location).toContain('sign_in=refused');
  expect((await app.send('GET', '/api/session', back.cookie)).status).toBe(401);
});
