import { backUp } from '#server/database/backup.ts';
import { print, withCity } from './with-city.ts';
import { wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const file = words[0];
  if (!file) throw wrong('taizhang backup FILE');
  await withCity(async ({ services }) => {
    const { tables, rows } = await backUp(services.owner, file);
    print(`${rows} rows of ${tables} tables are in ${file}. Keep it where only you can read it.`);
  });
}
