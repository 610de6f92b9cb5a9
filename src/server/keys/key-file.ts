/**
 * Where operators hold the master keys: a file of their own beside the data (or elsewhere: TAIZHANG_KEYS_FILE), or the
 * same text in the environment (TAIZHANG_KEYS), where a vault puts it. Never in the database, never in its backup.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Pool } from 'pg';
import type { Config } from '../config.ts';
import { keyBytes } from './keyring.ts';
import type { Keyring, MasterKeys, Reread } from './keyring.ts';

type Written = {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly search: string;
  readonly search_before?: string;
};

/** Read, or made on the first start. */
export async function openKeyFile(config: Pick<Config, 'keys_file' | 'keys'>): Promise<MasterKeys> {
  if (config.keys) return parse(config.keys, 'TAIZHANG_KEYS');
  if (existsSync(config.keys_file))
    return parse(readFileSync(config.keys_file, 'utf8'), config.keys_file);
  const made = newMaster({ keys: {}, search: randomBytes(keyBytes) });
  await writeKeyFile(config.keys_file, made);
  return made;
}

/** The file once more, when it was written since: told by its time, so that asking costs nothing. */
export function rereadKeyFile(config: Pick<Config, 'keys_file' | 'keys'>): Reread {
  let written = 0;
  return () => {
    if (config.keys) return null;
    const { mtimeMs } = statSync(config.keys_file);
    if (mtimeMs === written) return null;
    written = mtimeMs;
    return parse(readFileSync(config.keys_file, 'utf8'), config.keys_file);
  };
}

/** The same keys, and a new one that wraps from now on. */
export function newMaster({ keys, ...rest }: Omit<MasterKeys, 'current'>): MasterKeys {
  const current = `m${Object.keys(keys).length + 1}-${randomBytes(4).toString('hex')}`;
  return { ...rest, current, keys: { ...keys, [current]: randomBytes(keyBytes) } };
}

/** The same master keys, another search key, and the one from before until nothing is written with it. */
export function newSearchKey(master: MasterKeys): MasterKeys {
  return { ...master, search: randomBytes(keyBytes), search_before: master.search };
}

/** Whole or not at all, and readable by its owner alone. */
export async function writeKeyFile(path: string, master: MasterKeys): Promise<void> {
  const keys = Object.fromEntries(
    Object.entries(master.keys).map(([name, key]) => [name, key.toString('base64')]),
  );
  const written: Written = {
    current: master.current,
    keys,
    search: master.search.toString('base64'),
    ...(master.search_before ? { search_before: master.search_before.toString('base64') } : {}),
  };
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.part`, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

/** Messages say where, never what. */
function parse(text: string, where: string): MasterKeys {
  const bytes = (base64: string) => Buffer.from(base64, 'base64');
  try {
    const { current, keys, search, search_before } = JSON.parse(text) as Written;
    const read = Object.entries(keys).map(([name, key]) => [name, bytes(key)] as const);
    const before = search_before ? { search_before: bytes(search_before) } : {};
    const all = [...read.map(([, key]) => key), bytes(search), ...Object.values(before)];
    if (all.every((key) => key.length === keyBytes) && Object.hasOwn(keys, current))
      return { current, keys: Object.fromEntries(read), search: bytes(search), ...before };
  } catch {
    // Whatever is wrong with it, the words below say it.
  }
  throw new Error(
    `The master keys in ${where} cannot be read. Put the right file back; without it nothing encrypted can be opened.`,
  );
}

/** A database and keys that do not belong together are told at the start, and not at the first person who is opened. */
export async function refuseUnknownKeys(owner: Pick<Pool, 'query'>, keys: Keyring): Promise<void> {
  const { rows } = await owner.query(
    'select master from data_key where master <> all($1) limit 1',
    [keys.names],
  );
  if (rows[0])
    throw new Error(
      `Persons are encrypted under the master key ${rows[0].master}, which is not among the keys given. ` +
        'Put the right keys file back (TAIZHANG_KEYS_FILE); see Keys in docs/operations.md.',
    );
}
