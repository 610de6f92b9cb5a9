import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, rmdir, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Whom PostgreSQL runs as when we are root, because it refuses to run as root. */
export type ServerUser = { readonly name: string; readonly uid: number; readonly gid: number };

/** Programs for every checkout, and the data of checkouts that only root can enter. */
export const systemFolder = '/var/lib/taizhang';

/** Undefined for an ordinary user, who simply runs PostgreSQL as themselves. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // initdb looks the user up by number and fails for one without an entry, so a number alone would
  // not do.
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith('nobody:'));
  const [name, , uid, gid] = line?.split(':') ?? [];
  if (!name || !uid || !gid) {
    throw new Error(
      'PostgreSQL cannot run as root and there is no user nobody here. Start as another user, or set DATABASE_URL.',
    );
  }
  return { name, uid: Number(uid), gid: Number(gid) };
}

export async function canEnter(folder: string, user: ServerUser): Promise<boolean> {
  for (let place = folder; ; place = dirname(place)) {
    const { mode, uid, gid } = await stat(place);
    const needed = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & needed) === 0) return false;
    if (place === dirname(place)) return true;
  }
}

export type DatabaseHome = { readonly folder: string; readonly notice?: string };

/**
 * Where the cluster lives: in the data folder, unless we are root and the user that PostgreSQL runs
 * as could not get there. Then a note in the data folder says where: it keeps data in its place
 * when permissions change later, and a fresh clone at an old path starts empty.
 */
export async function databaseHome(
  dataFolder: string,
  user: ServerUser | undefined,
): Promise<DatabaseHome> {
  const wanted = join(dataFolder, 'postgres');
  const note = join(wanted, 'elsewhere');
  if (existsSync(note)) return elsewhere(readFileSync(note, 'utf8').trim(), dataFolder);
  const reachable = !user || ((await canEnter(wanted, user)) && (await canGiveAway(wanted, user)));
  if (reachable || existsSync(join(wanted, 'cluster'))) return { folder: wanted };
  const path = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
  const folder = join(systemFolder, `${path}-${randomBytes(4).toString('hex')}`);
  await writeFile(note, `${folder}\n`, { flag: 'wx' });
  return elsewhere(folder, dataFolder);
}

async function elsewhere(folder: string, dataFolder: string): Promise<DatabaseHome> {
  await mkdir(folder, { recursive: true, mode: 0o755 });
  const why =
    'PostgreSQL cannot run as root, and the user that it runs as cannot enter the data folder';
  return { folder, notice: `The database of ${dataFolder} is kept in ${folder}: ${why}.` };
}

/**
 * Shared folders of virtual machines and some network mounts ignore chown; PostgreSQL then refuses
 * its own folder.
 */
async function canGiveAway(folder: string, user: ServerUser): Promise<boolean> {
  const probe = join(folder, 'owner-probe');
  await mkdir(probe, { recursive: true });
  await chown(probe, user.uid, user.gid).catch(() => undefined);
  const given = (await stat(probe)).uid === user.uid;
  await rmdir(probe);
  return given;
}
