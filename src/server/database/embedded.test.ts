import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmbeddedDatabase, EmbeddedOptions } from './embedded.ts';
import { startEmbedded } from './embedded.ts';
import { tryFileLock } from './file-lock.ts';
import { isPostmaster } from './process-table.ts';

const fast = { fsync: false };
const gone = /ECONNREFUSED|ENOENT/;
let data: string;
let started: EmbeddedDatabase[] = [];

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'taizhang-embedded-'));
  await chmod(data, 0o755);
});

// Stopping twice does nothing; this is for the test that fails halfway and would leave a server
// behind.
afterEach(async () => {
  for (const database of started) await database.stop();
  started = [];
  await rm(data, { recursive: true });
});

async function start(options: EmbeddedOptions = fast): Promise<EmbeddedDatabase> {
  const database = await startEmbedded(data, options);
  started.push(database);
  return database;
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<unknown[]>({ text: sql, rowMode: 'array' });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

function isFree(file: string): boolean {
  const lock = tryFileLock(file);
  lock?.release();
  return lock !== undefined;
}

async function postmaster(folder: string): Promise<number> {
  return Number((await readFile(join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

test('makes a UTF8 cluster with a password that only its owner can read, and keeps what was written', async () => {
  const first = await start();
  expect(
    await ask(first.url, "select current_setting('server_encoding') || current_setting('fsync')"),
  ).toBe('UTF8off');
  expect((await stat(join(first.folder, 'password'))).mode & 0o777).toBe(0o600);
  await expect(ask(first.url.replace(/:[0-9a-f]{48}@/, ':wrong@'), 'select 1')).rejects.toThrow(
    'password',
  );
  await ask(first.url, 'create table kept as select 7 as n');
  await first.stop();
  const second = await start();
  expect(await ask(second.url, 'select n from kept')).toBe(7);
  await second.stop();
});

test('a second start uses the server that runs, and going leaves it to the first', async () => {
  const owner = await start();
  const guest = await start();
  expect([owner.owns_server, guest.owns_server, guest.url]).toEqual([true, false, owner.url]);
  await guest.stop();
  expect(await ask(owner.url, 'select 1')).toBe(1);
  await owner.stop();
  await expect(ask(owner.url, 'select 1')).rejects.toThrow(gone);
});

test('whoever started it may go first: a command that ends takes the database from no server', async () => {
  const command = await start();
  const server = await start();
  await command.stop();
  await command.stop();
  expect(await ask(server.url, 'select 1')).toBe(1);
  const another = await start();
  expect(another.url).toBe(server.url);
  await another.stop();
  expect(await ask(server.url, 'select 1')).toBe(1);
  await server.stop();
  await expect(ask(server.url, 'select 1')).rejects.toThrow(gone);
});

test('a guest whose owner went starts the database again when it is killed', async () => {
  const command = await start({});
  const server = await start({});
  await ask(command.url, 'create table kept as select 7 as n');
  await command.stop();
  // It looks every two seconds whether anybody looks after the database.
  const owner = join(data, 'postgres', 'owner.lock');
  await expect.poll(() => isFree(owner), { timeout: 10_000 }).toBe(false);
  process.kill(await postmaster(server.folder), 'SIGKILL');
  await expect
    .poll(() => ask(server.url, 'select n from kept').catch(() => 0), { timeout: 20_000 })
    .toBe(7);
  await server.stop();
}, 40_000);

test('two first starts at once make one cluster', async () => {
  const both = await Promise.all([start(), start()]);
  expect(both.filter((one) => one.owns_server)).toHaveLength(1);
  expect(both[0].url).toBe(both[1].url);
  for (const one of both) await one.stop();
});

test('a server that is killed comes back on the same port with all that was committed', async () => {
  const database = await start({});
  await ask(database.url, 'create table kept as select 7 as n');
  const killed = await postmaster(database.folder);
  process.kill(killed, 'SIGKILL');
  await expect
    .poll(() => ask(database.url, 'select n from kept').catch(() => 0), { timeout: 15_000 })
    .toBe(7);
  expect(await postmaster(database.folder)).not.toBe(killed);
  await database.stop();
});

test('a server whose owner was killed is taken over, and stopped by its new owner', async () => {
  const script = join(data, 'owner.ts');
  const embedded = join(import.meta.dirname, 'embedded.ts');
  await writeFile(
    script,
    `import { startEmbedded } from '${embedded}';
    const { url } = await startEmbedded('${data}', { fsync: false }); process.send(url);
    setInterval(() => {}, 1000);`,
  );
  const owner = fork(script);
  const [url] = (await once(owner, 'message')) as [string];
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  expect(await ask(url, 'select 1')).toBe(1);
  const heir = await start();
  expect([heir.url, heir.owns_server]).toEqual([url, true]);
  await heir.stop();
  await expect(ask(url, 'select 1')).rejects.toThrow(gone);
});

test('starts after a kill that left a process number behind, even when another program has that number now', async () => {
  const first = await start();
  const file = join(first.folder, 'cluster', 'postmaster.pid');
  const left = await readFile(file, 'utf8');
  await first.stop();
  const stranger = spawn('sleep', ['60']);
  await writeFile(file, left.replace(/^\d+/, String(stranger.pid)), { mode: 0o644 });
  const port = left.split('\n')[3];
  const lock = join(first.folder, 'cluster', `.s.PGSQL.${port}.lock`);
  await writeFile(lock, left.replace(/^\d+/, String(stranger.pid)), { mode: 0o644 });
  const second = await start();
  expect(await ask(second.url, 'select 1')).toBe(1);
  await second.stop();
  expect(stranger.exitCode).toBeNull();
  stranger.kill();
});

test('is asked through a socket that nobody else reaches, and by address where the folder lies too deep for one', async () => {
  const near = await start();
  const how = 'select inet_server_addr() is null';
  expect(await ask(near.url, how)).toBe(true);
  const { mode } = await stat(join(near.folder, 'cluster'));
  expect(mode & 0o077).toBe(0);
  const deep = await startEmbedded(join(data, 'x'.repeat(100)), fast);
  started.push(deep);
  expect(await ask(deep.url, how)).toBe(false);
});

test('a process is a server of this cluster only if its command line says so', () => {
  expect(isPostmaster(process.pid, '/anywhere')).toBe(false);
  expect(isPostmaster(Number.NaN, '/anywhere')).toBe(false);
  expect(isPostmaster(0, '/anywhere')).toBe(false);
});

test('is left once: the second time its folder may be gone, and nothing is asked of it', async () => {
  const database = await start();
  await Promise.all([database.stop(), database.stop()]);
  await rm(data, { recursive: true });
  await expect(database.stop()).resolves.toBeUndefined();
  // For whoever clears up behind the test.
  await mkdtemp(data).then((made) => rename(made, data));
});

// An ordinary user runs PostgreSQL as themselves, and there is no folder that it could not enter.
test.runIf(process.getuid?.() === 0)(
  'in a folder that only root can enter, it is kept elsewhere and says where; there it stays when others may enter too',
  async () => {
    await chmod(data, 0o700);
    const said: string[] = [];
    const options = { ...fast, say: (line: string) => said.push(line) };
    const first = await start(options);
    try {
      expect(first.folder.startsWith(data)).toBe(false);
      expect(said).toEqual([expect.stringContaining(first.folder)]);
      await ask(first.url, 'create table kept as select 7 as n');
      await first.stop();
      await chmod(data, 0o755);
      const second = await start(options);
      expect(second.folder).toBe(first.folder);
      expect(await ask(second.url, 'select n from kept')).toBe(7);
      await second.stop();
    } finally {
      await rm(first.folder, { recursive: true, force: true });
    }
  },
);
