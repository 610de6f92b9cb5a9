/**
 * Several processes at one database: the server, and a command beside it. Whoever came first started PostgreSQL and may
 * be the first to go, so it ends with the last of them: a backup that was begun before `npm start` must not take the
 * database away from under it.
 */
import { join } from 'node:path';
import type { FileLock } from './file-lock.ts';
import { shareFileLock, tryFileLock } from './file-lock.ts';
import { startLock, ServerKeeper } from './server-keeper.ts';
import type { Home } from './server-keeper.ts';

const takeOverMs = 2000;
const guestsLock = ({ locks }: Home) => join(locks, 'guests.lock');
const ownerLock = ({ locks }: Home) => join(locks, 'owner.lock');

/** Called under the start lock. Answers what ends the stay. */
export function stayAsGuest(home: Home, port: number): () => Promise<void> {
  const here = shareFileLock(guestsLock(home));
  let keeper: ServerKeeper | undefined;
  let ownership: FileLock | undefined;
  // Whose owner has gone is looked after by a guest from then on.
  const looking = setInterval(() => {
    ownership = tryFileLock(ownerLock(home));
    if (!ownership) return;
    clearInterval(looking);
    keeper = new ServerKeeper(home);
    keeper.adopt(port);
  }, takeOverMs).unref();
  let left = false;
  return async () => {
    if (left) return;
    left = true;
    clearInterval(looking);
    const leaving = await startLock(home.locks);
    try {
      here?.release();
      ownership ??= tryFileLock(ownerLock(home));
      if (ownership) await endUnlessGuests(home, keeper ?? new ServerKeeper(home), ownership);
    } finally {
      leaving.release();
    }
  };
}

/** Answers what ends it. Whoever has left leaves once: the folder with its locks may be gone by the second time. */
export function leaveAsOwner(
  home: Home,
  keeper: ServerKeeper,
  ownership: FileLock | undefined,
): () => Promise<void> {
  let left: Promise<void> | undefined;
  const leave = async () => {
    const leaving = await startLock(home.locks);
    try {
      await endUnlessGuests(home, keeper, ownership);
    } finally {
      leaving.release();
    }
  };
  return () => (left ??= leave());
}

async function endUnlessGuests(
  home: Home,
  keeper: ServerKeeper,
  ownership: FileLock | undefined,
): Promise<void> {
  const alone = tryFileLock(guestsLock(home));
  if (alone) await keeper.stop();
  else keeper.leave();
  alone?.release();
  ownership?.release();
}
