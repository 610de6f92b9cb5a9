import { unitsImport } from './units-import.ts';
import { print, withCity } from './with-city.ts';
import { readWords, text, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['from']);
  const [verb, file] = asked.rest;
  const from_day = text(asked, 'from');
  if (verb !== 'import' || !file) throw wrong('taizhang units import FILE.csv');
  await withCity(async ({ services }) =>
    print(await unitsImport(services.owner, file, from_day ? { from_day } : {})),
  );
}
