import { backUpKeys, restoreKeys } from '#server/keys/key-backup.ts';
import { rotateKeys } from '#server/keys/rotate.ts';
import { eraseAgain } from '#server/persons/erase.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

export const usage = 'taizhang keys rotate | backup FILE | restore FILE';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, []);
  const [deed, file] = asked.rest;
  const known = deed && ['rotate', 'backup', 'restore'].includes(deed);
  if (!known || (deed !== 'rotate' && !file)) throw wrong(usage);
  await withCity(async ({ services }) => {
    const { owner, config } = services;
    if (deed === 'rotate') {
      const { current, keys, before } = await rotateKeys(owner, config);
      print(`${keys} keys are wrapped by ${current} now. The master keys from before: ${before}.`);
      return print('Destroy that file when no backup of keys from before today is kept any more.');
    }
    if (deed === 'backup')
      return print(`${await backUpKeys(owner, file!)} keys are in ${file}. Keep them apart.`);
    const keys = await restoreKeys(owner, file!);
    const again = await eraseAgain(services);
    return print(`${keys} keys restored; ${again} of them had been destroyed and are again.`);
  });
}
