/**
 * What somebody meets who goes on to something highly sensitive with an old proof: the dialog asks for what they came
 * in with. Whoever came through the office’s own identity provider is led there, and is shown no field for a password.
 */
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lines } from '#lines/index.ts';
import { buildApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { freePort } from '#testing/free-port.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { openBrowser, openWindow } from './served-city.ts';
import type { Seat } from './served-city.ts';

let world: ServedWorld;
let app: FastifyInstance;
let provider: FastifyInstance;
let browser: Browser;
let address: string;
let issuer: string;

/** The session that another app has begun: this one has read nothing of it yet. */
const cookies = new Map<string, string>();

beforeAll(async () => {
  world = await serveWorld(lines);
  const credentials = { username: 'director', password: 'umbrella rain 7' };
  for (const username of ['director', 'county']) {
    const { cookie } = (await world.ask(username, 'GET', '/api/session')).raw.req.headers;
    cookies.set(username, String(cookie));
    // Another sign-in of theirs, to be ended.
    const again = { ...credentials, username };
    await world.ask(null, 'POST', '/api/session', { payload: again });
  }
  await world.owner.query(`update session set proved_at = now() - interval '31 minutes'`);
  await world.owner.query(
    `update session set by_provider = true
      where account_id = (select id from account where username = 'director')`,
  );
  // As much of a provider as is met on the way there.
  provider = Fastify();
  provider.get('/.well-known/openid-configuration', async () => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
  }));
  provider.get('/keys', async () => ({ keys: [] }));
  provider.get('/authorize', async (_request, reply) =>
    reply.type('text/html').send('<!doctype html><title>x</title><h1>Sign in to the bureau</h1>'),
  );
  issuer = await provider.listen({ port: 0, host: '127.0.0.1' });
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const config = {
    ...world.config,
    public_url: address,
    web_folder: readConfig({}).web_folder,
    oidc: { issuer, client_id: 'taizhang', client_secret: 'shared' },
  };
  app = await buildApp({ ...world, config });
  await app.listen({ port, host: '127.0.0.1' });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await provider?.close();
  await world.end();
});

/** At the own account, where ending another sign-in asks for a fresh proof. */
async function atOwnSessions(username: string, language: 'en' | 'zh'): Promise<Seat> {
  const seat = await openWindow({ address, browser }, { language });
  const [name = '', value = ''] = cookies.get(username)!.split(/=(.*)/);
  await seat.context.addCookies([{ name, value, url: address, httpOnly: true }]);
  await seat.page.goto('/me');
  await seat.settled();
  return seat;
}

test('whoever came through the office is led there, with nothing to type here', async () => {
  for (const [language, end, heading, go] of [
    ['zh', /^退出：/, '请再次验证身份', '前往登录'],
    ['en', /^End: /, 'Is it you?', 'Sign in there'],
  ] as const) {
    const { page, context, complaints } = await atOwnSessions('director', language);
    await page.getByRole('button', { name: end }).click();
    const dialog = page.getByRole('dialog', { name: heading });
    await dialog.waitFor();
    expect(await dialog.locator('input').count()).toBe(0);
    await dialog.getByRole('link', { name: go }).click();
    await page.getByRole('heading', { name: 'Sign in to the bureau' }).waitFor();
    const there = new URL(page.url());
    expect(there.origin).toBe(issuer);
    // Not the session that is open there: it asks who they are, again.
    expect(there.searchParams.get('prompt')).toBe('login');
    expect(there.searchParams.get('max_age')).toBe('0');
    expect(complaints).toEqual([]);
    await context.close();
  }
});

test('whoever came with a password types it, and what was pressed goes on by itself', async () => {
  const { page, complaints } = await atOwnSessions('county', 'en');
  await page.getByRole('button', { name: /^End: / }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await dialog.getByLabel('Your password').fill('umbrella rain 7');
  expect(await dialog.getByRole('link').count()).toBe(0);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('One sign-in is ended.').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(complaints).toEqual([]);
});
