import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

export type FileLock = { release(): void };

/**
 * A lock between processes that the system itself gives back when its holder dies, kill -9
 * included. Node has no flock; an empty SQLite file has one inside. A file with a process number in
 * it would have to be judged stale, and two processes judging at once both win.
 */
export function tryFileLock(file: string): FileLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { release: () => void (database.isOpen && database.close()) };
}

/** Held by any number of processes at once; while one holds it, nobody gets it alone. */
export function shareFileLock(file: string): FileLock | undefined {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    // A table, because reading an empty file locks nothing.
    database.exec(
      'PRAGMA journal_mode = OFF; CREATE TABLE IF NOT EXISTS here (n); BEGIN; SELECT n FROM here',
    );
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { release: () => void (database.isOpen && database.close()) };
}

export async function waitForFileLock(
  file: string,
  seconds: number,
  meaning: string,
): Promise<FileLock> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const lock = tryFileLock(file);
    if (lock) return lock;
    if (performance.now() > until) throw new Error(`${meaning} (waited ${seconds} s for ${file}).`);
    await pause(25);
  }
}

const sqliteBusy = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy;
}
