/**
 * The PostgreSQL that the product brings along: made on the first start, found again on the next.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chown, mkdir, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { tryFileLock } from './file-lock.ts';
import { leaveAsOwner, stayAsGuest } from './guests.ts';
import { runningServer } from './running-server.ts';
import { identity, ServerKeeper, startLock } from './server-keeper.ts';
import type { Home } from './server-keeper.ts';
import { databaseHome, serverUser } from './server-user.ts';

export type EmbeddedDatabase = {
  /** The owner's address: migrations run here. The product's own pools take a role, see pool.ts. */
  readonly url: string;
  /** False where another process started this server and still runs. */
  readonly owns_server: boolean;
  readonly folder: string;
  /**
   * Leaves it. The last one to go ends it in order: open transactions are rolled back, the rest is on the disk.
   */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** Off only for data that nobody will miss: it trades safety for speed. */
  fsync?: boolean;
  /** Any setting of postgresql.conf. */
  settings?: Readonly<Record<string, string | number>>;
  /** Told what a person at the terminal should know. */
  say?: (line: string) => void;
};

const superuser = 'taizhang';
const databaseName = 'taizhang';

export async function startEmbedded(
  dataFolder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  await mkdir(join(dataFolder, 'postgres'), { recursive: true });
  const data = await realpath(dataFolder);
  const locks = join(data, 'postgres');
  // Held only while starting or stopping, so that two first starts make one cluster and not two
  // halves.
  const starting = await startLock(locks);
  try {
    const user = serverUser();
    const { folder, notice } = await databaseHome(data, user);
    if (notice) options.say?.(notice);
    const binaries = await findBinaries(user, folder);
    return await start({
      locks,
      folder,
      cluster: join(folder, 'cluster'),
      user,
      binaries,
      options,
    });
  } finally {
    starting.release();
  }
}

async function start(home: Home): Promise<EmbeddedDatabase> {
  const password = await ensureCluster(home);
  const address = (port: number, name = databaseName) => {
    const sockets = runningServer(home.cluster)?.sockets;
    const by = sockets ? `?host=${encodeURIComponent(sockets)}` : '';
    return `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}${by}`;
  };
  // Held for as long as we live. Who finds a running server whose owner died takes it over, or
  // nobody would stop it.
  const ownership = tryFileLock(join(home.locks, 'owner.lock'));
  const running = runningServer(home.cluster);
  if (running && !ownership) {
    const stop = stayAsGuest(home, running.port);
    return { url: address(running.port), owns_server: false, folder: home.folder, stop };
  }
  const keeper = new ServerKeeper(home);
  try {
    const port = running?.port ?? (await keeper.start());
    if (running) keeper.adopt(port);
    await ensureDatabase(address(port, 'postgres'));
    const stop = leaveAsOwner(home, keeper, ownership);
    return { url: address(port), owns_server: true, folder: home.folder, stop };
  } catch (error) {
    await keeper.stop();
    ownership?.release();
    throw error;
  }
}

/**
 * Made under another name and renamed: a cluster that stands there under its own name is complete.
 */
async function ensureCluster(home: Home): Promise<string> {
  const passwordFile = join(home.folder, 'password');
  if (existsSync(home.cluster)) {
    await refuseForeignCluster(home);
    return (await readFile(passwordFile, 'utf8')).trim();
  }
  const password = randomBytes(24).toString('hex');
  const draft = `${home.cluster}.draft`;
  const handedOver = `${draft}.password`;
  await rm(draft, { recursive: true, force: true });
  await rm(handedOver, { force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(handedOver, password, { mode: 0o600 });
  if (home.user) {
    await chown(draft, home.user.uid, home.user.gid);
    await chown(handedOver, home.user.uid, home.user.gid);
  }
  const args = ['-D', draft, '-U', superuser, `--pwfile=${handedOver}`, '-A', 'scram-sha-256'];
  if (home.options.fsync === false) args.push('--no-sync');
  await run(home, home.binaries.initdb, [...args, '--encoding=UTF8', '--locale=C']);
  await rm(handedOver);
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await rename(draft, home.cluster);
  return password;
}

/** PostgreSQL would refuse it too, in words that say nothing about how it came about. */
async function refuseForeignCluster({ cluster, user }: Home): Promise<void> {
  const { uid } = await stat(cluster);
  if (uid === (user?.uid ?? process.getuid?.() ?? uid)) return;
  const who = user ? 'an ordinary user' : 'root or another user';
  throw new Error(
    `The database in ${cluster} was made by ${who} (owner ${uid}). Start as that user, or set TAIZHANG_DATA to another folder.`,
  );
}

async function run(home: Home, program: string, args: string[]): Promise<void> {
  const child = spawn(program, args, {
    ...identity(home.user),
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (part: Buffer) => (output += part.toString()));
  child.stderr.on('data', (part: Buffer) => (output += part.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} failed (${code}):\n${output}`);
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [
      databaseName,
    ]);
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
}
