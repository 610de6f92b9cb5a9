/**
 * One server at a time over the data of one folder, whatever its port: a second start is told where the first serves.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from './config.ts';
import { tryFileLock } from './database/file-lock.ts';

export type Serving =
  | { readonly elsewhere: string }
  /** Held until the process ends, however it ends. */
  | { readonly announce: () => Promise<void>; readonly release: () => void };

export async function claimServing(
  config: Pick<Config, 'data_folder' | 'database_url' | 'public_url'>,
): Promise<Serving> {
  // With a database of one's own, several servers beside one another are the operator's decision.
  if (config.database_url) return { announce: async () => {}, release: () => {} };
  await mkdir(config.data_folder, { recursive: true });
  const address = join(config.data_folder, 'serving.txt');
  const lock = tryFileLock(join(config.data_folder, 'serving.lock'));
  if (!lock) return { elsewhere: (await readFile(address, 'utf8').catch(() => '')).trim() };
  // The first one may still be loading: then there is no address yet.
  await writeFile(address, '');
  return {
    announce: () => writeFile(address, `${config.public_url}\n`),
    release: () => lock.release(),
  };
}
