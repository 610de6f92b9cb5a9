import { chmod, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#server/database/embedded.ts';
import { tryFileLock } from '#server/database/file-lock.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where databases can be made: one PostgreSQL for the whole run. */
    cluster_url: string;
  }
}

const prefix = 'taizhang-test-';
const youngMs = 10 * 60_000;

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given) {
    project.provide('cluster_url', given);
    return async () => {};
  }
  const parent = await scratchFolder();
  await removeLeftBehind(parent);
  const folder = await mkdtemp(join(parent, prefix));
  // mkdtemp lets only its owner in, but as root PostgreSQL runs as somebody else.
  await chmod(folder, 0o755);
  const database = await startEmbedded(folder, {
    fsync: false,
    settings: { max_connections: 300 },
  });
  project.provide('cluster_url', database.url);
  return async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

/**
 * Memory where there is enough of it: databases are made 10 times as fast there. Containers often
 * have only 64 MB.
 */
async function scratchFolder(): Promise<string> {
  const memory = '/dev/shm';
  const size = await statfs(memory).catch(() => undefined);
  const free = size ? size.bavail * size.bsize : 0;
  return free >= 2 * 1024 ** 3 ? memory : tmpdir();
}

/**
 * A run that was killed leaves its server behind. Its lock tells that nobody owns it any more; but a run that is just
 * starting, which on a busy machine takes its time, owns nothing yet: what is young is left for the next run to judge.
 */
async function removeLeftBehind(parent: string): Promise<void> {
  for (const name of (await readdir(parent)).filter((entry) => entry.startsWith(prefix))) {
    const folder = join(parent, name);
    try {
      const { birthtimeMs } = await stat(folder);
      if (Date.now() - birthtimeMs < youngMs) continue;
      const lock = tryFileLock(join(folder, 'postgres', 'owner.lock'));
      if (!lock) continue;
      lock.release();
      const database = await startEmbedded(folder, { fsync: false });
      await database.stop();
      // Somebody was quicker: then it is theirs.
      if (!database.owns_server) continue;
      await rm(folder, { recursive: true, force: true });
    } catch {
      // Another user's, or half made: not ours to judge, and no reason to fail a test run.
    }
  }
}
