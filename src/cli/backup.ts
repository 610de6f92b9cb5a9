import { backUp } from '#server/database/backup.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const { options, rest } = readWords(words, [], ['hand-out']);
  const [file] = rest;
  if (!file) throw wrong('taizhang backup FILE [--hand-out]');
  const handOut = options['hand-out'] === true;
  await withCity(async ({ services }) => {
    const { tables, rows } = await backUp(services.owner, file, { handOut });
    print(`${rows} rows of ${tables} tables are in ${file}. Keep it where only you can read it.`);
    if (!handOut)
      print('What is encrypted opens only with the keys: taizhang keys backup FILE, kept apart.');
  });
}
