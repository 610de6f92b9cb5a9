import { unitsImport } from './units-import.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const { rest } = readWords(words, ['from']);
  const [verb, file] = rest;
  if (verb !== 'import' || !file) throw wrong('taizhang units import FILE.csv');
  await withCity(async ({ services }) => print(await unitsImport(services.owner, file)));
}
