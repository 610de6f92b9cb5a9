import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getMigrations } from 'better-auth/db/migration';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '#testing/database.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { authOptions, makeAuth } from './auth.ts';

let database: FreshDatabase;
let folder: string;

beforeAll(async () => {
  database = await freshDatabase();
  folder = await mkdtemp(join(tmpdir(), 'taizhang-auth-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

function services(public_url: string) {
  const config = { public_url, secret_file: join(folder, 'secret.json') };
  return { owner: database.owner, config, clock: () => new Date().toISOString() };
}

test('the tables of our migration are those that better-auth expects', async () => {
  const plan = await getMigrations(authOptions(services('http://localhost:4700')));
  expect(plan.toBeCreated).toEqual([]);
  expect(plan.toBeAdded).toEqual([]);
  expect(plan.toBeAddedIndexes).toEqual([]);
  expect(plan.unsafeChanges).toEqual([]);
  expect(plan.schemaProblems).toEqual([]);
  expect((await plan.compileMigrations()).replace(/[;\s]/g, '')).toBe('');
});

test('the cookie is closed to scripts and to other sites, and over https never goes in the clear', async () => {
  const plain = await makeAuth(services('http://localhost:4700')).$context;
  const { attributes, name } = plain.authCookies.sessionToken;
  expect(name).toBe('taizhang.session_token');
  expect(attributes).toMatchObject({ httpOnly: true, sameSite: 'lax', path: '/', secure: false });
  const secure = await makeAuth(services('https://book.example')).$context;
  expect(secure.authCookies.sessionToken.name).toBe('__Host-taizhang.session_token');
  // What a browser asks of that prefix: encrypted, for every path, and for no domain.
  expect(secure.authCookies.sessionToken.attributes).toMatchObject({ secure: true, path: '/' });
  expect(secure.authCookies.sessionToken.attributes.domain).toBeUndefined();
});
