/** The PostgreSQL server of a cluster, told from its own file: is it there, where, and how it ends in order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isPostmaster } from './process-table.ts';

export type Running = {
  readonly pid: number;
  readonly port: number;
  /** The folder of its socket; empty where it has none. */
  readonly sockets: string;
};

/** Told from postmaster.pid, whose lines PostgreSQL documents: 1 process, 4 port, 5 folder of the socket, 8 status. */
export function runningServer(cluster: string): Running | undefined {
  const lines = pidFile(cluster);
  const pid = Number(lines[0]);
  const ready = lines[7]?.trim() === 'ready';
  if (!ready || !isPostmaster(pid, cluster)) return undefined;
  return { pid, port: Number(lines[3]), sockets: lines[4]!.trim() };
}

function pidFile(cluster: string): string[] {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

/** Its process number, also while it is starting or recovering; undefined when none of this cluster lives. */
export function postmasterOf(cluster: string): number | undefined {
  const pid = Number(pidFile(cluster)[0]);
  return isPostmaster(pid, cluster) ? pid : undefined;
}

/** What the file says, whether or not it is true: a number that another program may have by now. */
export function isPidFileStale(cluster: string): boolean {
  return Number(pidFile(cluster)[0]) > 0 && postmasterOf(cluster) === undefined;
}

/**
 * SIGINT is PostgreSQL's fast shutdown: clients are sent away, then a checkpoint, which a slow disk
 * may draw out.
 */
export async function endServer(cluster: string): Promise<void> {
  const pid = postmasterOf(cluster);
  if (pid === undefined) return;
  process.kill(pid, 'SIGINT');
  const until = performance.now() + 60_000;
  while (isPostmaster(pid, cluster)) {
    if (performance.now() > until) throw new Error(`The database (process ${pid}) does not stop.`);
    await pause(10);
  }
}
