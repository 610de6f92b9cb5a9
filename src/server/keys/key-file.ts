/**
 * Where operators hold the master keys: a file of their own beside the data (or elsewhere: TAIZHANG_KEYS_FILE), the
 * same text in the environment (TAIZHANG_KEYS), where a vault puts it, or on the lips of a program that asks a hardware
 * module for it (TAIZHANG_KEYS_COMMAND), so that it lies on no disk here. Never in the database, never in its backup.
 */
import { randomBytes } from 'node:crypto';
import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Config } from '../config.ts';
import { keyBytes } from './keyring.ts';
import type { Keyring, MasterKeys, Reread } from './keyring.ts';

type Written = {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
  readonly search: string;
  readonly search_before?: string;
  readonly made_on?: Day;
};

export type WhereKeysAre = Pick<Config, 'keys_file' | 'keys' | 'keys_command'>;

const run = promisify(execFile);

/** A module that does not answer stops the start, and what it printed goes into no message. */
async function toldBy([program, ...words]: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(program!, words, { timeout: 30_000, maxBuffer: 64 * 1024 });
    return stdout;
  } catch (error) {
    const { code, killed } = error as { code?: string | number; killed?: boolean };
    const what = killed ? 'did not answer within 30 s' : `ended with ${code ?? 'a signal'}`;
    throw new Error(
      `The program that prints the master keys (TAIZHANG_KEYS_COMMAND: ${program}) ${what}. Start it by hand to see why.`,
    );
  }
}

/** Read, or made on the first start. */
export async function openKeyFile(config: WhereKeysAre): Promise<MasterKeys> {
  if (config.keys_command) return parse(await toldBy(config.keys_command), 'TAIZHANG_KEYS_COMMAND');
  if (config.keys) return parse(config.keys, 'TAIZHANG_KEYS');
  if (existsSync(config.keys_file))
    return parse(readFileSync(config.keys_file, 'utf8'), config.keys_file);
  const made = newMaster({ keys: {}, search: randomBytes(keyBytes) });
  await writeKeyFile(config.keys_file, made);
  return made;
}

/** The file once more, when it was written since: told by its time, so that asking costs nothing. */
export function rereadKeyFile(config: WhereKeysAre): Reread {
  let written = 0;
  return () => {
    if (config.keys || config.keys_command) return null;
    const { mtimeMs } = statSync(config.keys_file);
    if (mtimeMs === written) return null;
    written = mtimeMs;
    return parse(readFileSync(config.keys_file, 'utf8'), config.keys_file);
  };
}

/** The same keys, and a new one that wraps from now on. */
export function newMaster({ keys, ...rest }: Omit<MasterKeys, 'current'>): MasterKeys {
  const current = `m${Object.keys(keys).length + 1}-${randomBytes(4).toString('hex')}`;
  const made_on = dayInShanghai(new Date().toISOString());
  return { ...rest, current, made_on, keys: { ...keys, [current]: randomBytes(keyBytes) } };
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
    ...(master.made_on ? { made_on: master.made_on } : {}),
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
    const { current, keys, search, search_before, made_on } = JSON.parse(text) as Written;
    const read = Object.entries(keys).map(([name, key]) => [name, bytes(key)] as const);
    const before = {
      ...(search_before ? { search_before: bytes(search_before) } : {}),
      ...(made_on ? { made_on } : {}),
    };
    const all = [
      ...read.map(([, key]) => key),
      bytes(search),
      ...(before.search_before ? [before.search_before] : []),
    ];
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
