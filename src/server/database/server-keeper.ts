/** Starts the PostgreSQL of one cluster, keeps it alive and ends it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import type { EmbeddedOptions } from './embedded.ts';
import type { FileLock } from './file-lock.ts';
import { waitForFileLock } from './file-lock.ts';
import { endServer, isPidFileStale, postmasterOf, runningServer } from './running-server.ts';
import type { ServerUser } from './server-user.ts';

export type Home = {
  /** Always in the data folder, also when the cluster is elsewhere. */
  readonly locks: string;
  readonly folder: string;
  readonly cluster: string;
  readonly user: ServerUser | undefined;
  readonly binaries: Binaries;
  readonly options: EmbeddedOptions;
};

export function startLock(locks: string): Promise<FileLock> {
  return waitForFileLock(
    join(locks, 'start.lock'),
    60,
    'Another start of the database does not come to an end',
  );
}

/**
 * One server from start to stop, started again on the same port when it is killed, so that pools
 * find it again.
 */
export class ServerKeeper {
  readonly #home: Home;
  #stopping = false;
  #revivals: number[] = [];
  #watch: NodeJS.Timeout | undefined;

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
   * given it. The lock beside its socket names the same number.
   */
  async #forgetStalePidFile(): Promise<void> {
    const { cluster } = this.#home;
    if (!isPidFileStale(cluster)) return;
    const sockets = (await readdir(cluster)).filter((name) => name.startsWith('.s.PGSQL.'));
    for (const name of ['postmaster.pid', ...sockets])
      await rm(join(cluster, name), { force: true });
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
      unix_socket_directories: socketFolder(this.#home.cluster),
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
    this.leave();
    await endServer(this.#home.cluster);
  }

  /** The server goes on without us. */
  leave(): void {
    this.#stopping = true;
    clearInterval(this.#watch);
  }

  /** Looks after a server that another process started: its end is no event for us, so we ask. */
  adopt(port: number): void {
    this.#watch = setInterval(() => {
      if (postmasterOf(this.#home.cluster) !== undefined) return;
      clearInterval(this.#watch);
      void this.#revive(port);
    }, 1000).unref();
  }
}

/**
 * A socket costs half of what a connection by address costs, and the folder of the cluster lets nobody else in. Its
 * path may have 107 bytes, the name `.s.PGSQL.65535` included; where the folder lies deeper, we go by address.
 */
function socketFolder(cluster: string): string {
  const fits = Buffer.byteLength(join(cluster, '.s.PGSQL.65535')) <= 107;
  return fits && process.platform !== 'win32' ? cluster : '';
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

export function identity(user: ServerUser | undefined): {
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
