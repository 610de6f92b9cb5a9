/** The server's log: one JSON object a line on one stream, each refusal with who and where, and never what was sent. */
import { Writable } from 'node:stream';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';
import { buildApp } from './app.ts';
import { repositoryFolder } from './config.ts';

let world: ServedWorld;
let app: Awaited<ReturnType<typeof buildApp>>;
let written = '';

beforeAll(async () => {
  world = await serveWorld();
  const log = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += String(chunk);
      done();
    },
  });
  const config = { ...world.config, log_level: 'info' as const };
  app = await buildApp({ ...world, config }, undefined, undefined, log);
}, 60_000);
afterAll(async () => {
  await app.close();
  await world.end();
});

type Line = Readonly<Record<string, unknown>>;
const lines = () =>
  written
    .trim()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

it('has a line for each refusal that a machine can read, with who it was', async () => {
  const headers = { 'x-taizhang': '1' };
  const signedIn = await app.inject({
    method: 'POST', url: '/api/session', headers, payload: { username: 'mediator', password: 'umbrella rain 7' },
  }); // prettier-ignore
  const cookie = signedIn.cookies.map((one) => `${one.name}=${one.value}`).join('; ');
  const person_id = signedIn.json().account.id;
  const as = { headers: { ...headers, cookie } };
  written = '';
  // Not allowed, not to be seen, not well formed, nobody there, and a write without our mark.
  await app.inject({ method: 'GET', url: '/api/admin/log', ...as });
  await app.inject({
    method: 'GET', url: '/api/records/umbrella_loan/0198c0de-0000-7000-8000-000000000000', ...as,
  }); // prettier-ignore
  await app.inject({
    method: 'POST',
    url: '/api/writes',
    payload: { secretly: '司徒昭雪' },
    ...as,
  });
  await app.inject({ method: 'GET', url: '/api/session', headers });
  await app.inject({ method: 'POST', url: '/api/session', payload: { username: '司徒昭雪' } });
  const refused = lines().filter((line) => line['msg'] === 'refused');
  const told = refused.map(({ kind, status, method, route }) => [kind, status, method, route]);
  expect(told).toEqual([
    ['not-allowed', 403, 'GET', '/api/admin/log'],
    ['not-found', 404, 'GET', '/api/records/:type/:id'],
    ['invalid', 422, 'POST', '/api/writes'],
    ['not-signed-in', 401, 'GET', '/api/session'],
    ['not-allowed', 403, 'POST', '/api/session'],
  ]);
  expect(refused.slice(0, 2).map((line) => line['person_id'])).toEqual([person_id, person_id]);
  expect(refused[3]).toMatchObject({ address: '127.0.0.1' });
  expect(written).not.toContain('司徒');
});

it('has one form on every line: a moment, a level and what it is', () => {
  expect(lines().length).toBeGreaterThan(3);
  for (const line of lines()) {
    expect(Object.keys(line)).toEqual(expect.arrayContaining(['level', 'time', 'msg', 'reqId']));
    expect(new Date(line['time'] as number).getFullYear()).toBeGreaterThan(2020);
  }
});

it('tells whom the proxy in front saw, and not whom a client says it is', async () => {
  const addresses = async (trust_proxy: boolean) => {
    written = '';
    const log = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += String(chunk);
        done();
      },
    });
    const config = { ...world.config, log_level: 'info' as const, trust_proxy };
    const other = await buildApp({ ...world, config }, undefined, undefined, log);
    const headers = { 'x-forwarded-for': '10.20.0.1, 203.0.113.9' };
    await other.inject({ url: '/api/session', headers });
    await other.close();
    return lines().map((line) => line['address']);
  };
  expect(await addresses(true)).toEqual(['203.0.113.9']);
  expect(await addresses(false)).toEqual(['127.0.0.1']);
});

it('goes to standard output and to the table access_log, and nowhere else', async () => {
  const root = join(repositoryFolder, 'src/server');
  const speaking: string[] = [];
  const inserting: string[] = [];
  for (const file of await readdir(root, { recursive: true })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const source = await readFile(join(root, file), 'utf8');
    if (/\bconsole\.|appendFile|createWriteStream|syslog/.test(source)) speaking.push(file);
    if (/insert into access_log/.test(source)) inserting.push(file);
  }
  // A backup is the one stream into a file, and no log.
  expect(speaking.toSorted()).toEqual(['database/backup.ts']);
  expect(inserting).toEqual(['accounts/access-log.ts']);
});
