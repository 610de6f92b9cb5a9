/**
 * The PostgreSQL that the product brings along: made on the first start, found again on the next.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import {
  chown,
  mkdir,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Binaries } from './binaries.ts';
import { findBinaries } from './binaries.ts';
import type { FileLock } from './file-lock.ts';
import { tryFileLock, waitForFileLock } from './file-lock.ts';
import { isPostmaster } from './process-table.ts';
import type { ServerUser } from './server-user.ts';
import { databaseHome, serverUser } from './server-user.ts';

export type EmbeddedDatabase = {
  /** The owner's address: migrations run here. The product's own pools take a role, see pool.ts. */
  readonly url: string;
  /** False where another process started this server and still runs: it alone stops it. */
  readonly owns_server: boolean;
  readonly folder: string;
  /**
   * Ends it in order: open transactions are rolled back, the rest is on the disk. Does nothing for
   * a guest.
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

type Home = {
  /** Always in the data folder, also when the cluster is elsewhere. */
  readonly locks: string;
  readonly folder: string;
  readonly cluster: string;
  readonly user: ServerUser | undefined;
  readonly binaries: Binaries;
  readonly options: EmbeddedOptions;
};

function startLock(locks: string): Promise<FileLock> {
  return waitForFileLock(
    join(locks, 'start.lock'),
    60,
    'Another start of the database does not come to an end',
  );
}

async function start(home: Home): Promise<EmbeddedDatabase> {
  const password = await ensureCluster(home);
  const address = (port: number, name = databaseName) =>
    `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`;
  // Held for as long as we live. Who finds a running server whose owner died takes it over, or
  // nobody would stop it.
  const ownership = tryFileLock(join(home.locks, 'owner.lock'));
  const running = runningServer(home.cluster);
  if (running && !ownership) {
    return {
      url: address(running.port),
      owns_server: false,
      folder: home.folder,
      stop: async () => {},
    };
  }
  const keeper = new ServerKeeper(home);
  try {
    const port = running?.port ?? (await keeper.start());
    await ensureDatabase(address(port, 'postgres'));
    const stop = async () => {
      const stopping = await startLock(home.locks);
      try {
        await keeper.stop();
        ownership?.release();
      } finally {
        stopping.release();
      }
    };
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

function identity(user: ServerUser | undefined): {
  uid?: number;
  gid?: number;
  env: NodeJS.ProcessEnv;
} {
  const { PATH, TZ } = process.env;
  // Little of our environment is passed on: PGDATA, PGOPTIONS and the like would change what the
  // server does.
  const env = { ...(PATH && { PATH }), ...(TZ && { TZ }), LC_ALL: 'C' };
  return user ? { uid: user.uid, gid: user.gid, env } : { env };
}

type Running = { readonly pid: number; readonly port: number };

/** Told from postmaster.pid, whose lines PostgreSQL documents: 1 process, 4 port, 8 status. */
function runningServer(cluster: string): Running | undefined {
  const lines = pidFile(cluster);
  const pid = Number(lines[0]);
  const ready = lines[7]?.trim() === 'ready';
  return ready && isPostmaster(pid, cluster) ? { pid, port: Number(lines[3]) } : undefined;
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/**
 * One server from start to stop, started again on the same port when it is killed, so that pools
 * find it again.
 */
class ServerKeeper {
  readonly #home: Home;
  #stopping = false;
  #revivals: number[] = [];

  constructor(home: Home) {
    this.#home = home;
  }

  async start(): Promise<number> {
    let failure: unknown;
    // The port may be taken between asking and using it, and killed backends may hold their memory
    // for a moment.
    for (let attempt = 0; attempt < 5; attempt++) {
      const port = await freePort();
      try {
        await this.#launch(port);
        return port;
      } catch (error) {
        failure = error;
        await pause(200 * (attempt + 1));
      }
    }
    throw failure;
  }

  async #launch(port: number): Promise<void> {
    const { cluster, folder, binaries, user } = this.#home;
    await this.#forgetStalePidFile();
    const log = await open(join(folder, 'start.log'), 'w');
    // Detached: Ctrl-C at the terminal reaches the whole group, and the database must outlive our
    // last writes.
    const child = spawn(binaries.postgres, ['-D', cluster, ...this.#settings(port)], {
      ...identity(user),
      cwd: '/',
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    await log.close();
    let ended = false;
    child.once('error', () => (ended = true));
    child.once('exit', () => (ended = true));
    while (runningServer(cluster)?.pid !== child.pid) {
      if (ended)
        throw new Error(
          `PostgreSQL did not start:\n${await readFile(join(folder, 'start.log'), 'utf8')}`,
        );
      await pause(10);
    }
    child.unref();
    child.once('exit', () => void this.#revive(port));
    if (ended) void this.#revive(port);
  }

  async #revive(port: number): Promise<void> {
    const now = performance.now();
    this.#revivals = [...this.#revivals.filter((past) => now - past < 60_000), now];
    while (!this.#stopping && this.#revivals.length <= 5) {
      const starting = await startLock(this.#home.locks).catch(() => undefined);
      try {
        // Looked at again under the lock: a stop that was asked for meanwhile has the last word.
        if (this.#stopping) return;
        process.stderr.write('The database ended unexpectedly and is started again.\n');
        return await this.#launch(port);
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
        this.#revivals.push(performance.now());
      } finally {
        starting?.release();
      }
      await pause(500);
    }
  }

  /**
   * PostgreSQL sees for itself when the number is free again, but not when another program has been
   * given it.
   */
  async #forgetStalePidFile(): Promise<void> {
    const { cluster } = this.#home;
    const pid = Number(pidFile(cluster)[0]);
    if (pid > 0 && !isPostmaster(pid, cluster))
      await rm(join(cluster, 'postmaster.pid'), { force: true });
  }

  #settings(port: number): string[] {
    const { options } = this.#home;
    const unsafe = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
    // Kept for a week, a file a day, so that nobody has to tidy up.
    const weekOfLogs = {
      logging_collector: 'on',
      log_directory: 'log',
      log_filename: 'postgresql-%a.log',
      log_truncate_on_rotation: 'on',
      log_rotation_size: 0,
    };
    const settings = {
      ...(options.fsync === false
        ? {}
        : memorySettings(Math.min(totalmem(), process.constrainedMemory() || totalmem()))),
      port,
      listen_addresses: '127.0.0.1',
      unix_socket_directories: '',
      max_connections: 120,
      jit: 'off',
      ...(options.fsync === false ? unsafe : weekOfLogs),
      ...options.settings,
    };
    return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  }

  async stop(): Promise<void> {
    // Asked a second time, the server that runs by then may be somebody else's.
    if (this.#stopping) return;
    this.#stopping = true;
    const { cluster } = this.#home;
    const pid = Number(pidFile(cluster)[0]);
    if (isPostmaster(pid, cluster)) await endServer(pid, cluster);
  }
}

/**
 * PostgreSQL's own default of 128 MB is for a machine of twenty years ago: a register of a million records would be
 * fetched from the system again and again. A part of the memory, because the machine is rarely ours alone; and what
 * lies on a disk is found as fast out of order as in order, since disks no longer turn.
 */
export function memorySettings(bytes: number): Record<string, string | number> {
  const mb = bytes / 2 ** 20;
  const part = (share: number, most: number) => Math.round(Math.min(most, mb * share));
  return {
    shared_buffers: `${Math.max(64, part(1 / 8, 2048))}MB`,
    effective_cache_size: `${part(1 / 2, 65_536)}MB`,
    work_mem: `${Math.max(4, part(1 / 512, 32))}MB`,
    maintenance_work_mem: `${Math.max(64, part(1 / 32, 512))}MB`,
    random_page_cost: 1.1,
    // Checkpoints by time and not by size: each makes the next change of a page write the page whole.
    max_wal_size: '2GB',
  };
}

/**
 * SIGINT is PostgreSQL's fast shutdown: clients are sent away, then a checkpoint, which a slow disk
 * may draw out.
 */
async function endServer(pid: number, cluster: string): Promise<void> {
  process.kill(pid, 'SIGINT');
  const until = performance.now() + 60_000;
  while (isPostmaster(pid, cluster)) {
    if (performance.now() > until) throw new Error(`The database (process ${pid}) does not stop.`);
    await pause(10);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
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
