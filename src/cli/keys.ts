import { backUpKeys, restoreKeys } from '#server/keys/key-backup.ts';
import { rotateKeys } from '#server/keys/rotate.ts';
import { rotateSearchKey } from '#server/keys/rotate-search.ts';
import { eraseAgain } from '#server/persons/erase.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

export const usage = 'taizhang keys rotate | rotate-search | backup FILE | restore FILE';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, []);
  const [deed, file] = asked.rest;
  const known = deed && ['rotate', 'rotate-search', 'backup', 'restore'].includes(deed);
  if (!known || (!deed.startsWith('rotate') && !file)) throw wrong(usage);
  await withCity(async ({ services }) => {
    const { owner, config, book } = services;
    if (deed === 'rotate') {
      const { current, keys, before } = await rotateKeys(owner, config);
      print(`${keys} keys are wrapped by ${current} now. The master keys from before: ${before}.`);
      return print('Destroy that file when no backup of keys from before today is kept any more.');
    }
    if (deed === 'rotate-search') {
      const { records, closed, before } = await rotateSearchKey(owner, config, book);
      print(`${records} records are found by a new key. The keys from before: ${before}.`);
      if (closed > 0)
        print(
          `${closed} have no key here and are not found: restore their keys, then rotate anew.`,
        );
      return print('Destroy that file when no backup of the data from before is kept any more.');
    }
    if (deed === 'backup')
      return print(`${await backUpKeys(owner, file!)} keys are in ${file}. Keep them apart.`);
    const keys = await restoreKeys(owner, file!);
    const again = await eraseAgain(services);
    return print(`${keys} keys restored; ${again} of them had been destroyed and are again.`);
  });
}
