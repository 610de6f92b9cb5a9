import { book } from '#lines/index.ts';
import { ddlFor } from '#server/database/tables.ts';
import { print } from './with-city.ts';
import { wrong } from './words.ts';

/** Needs no database: the start of a migration for a new record type. */
export async function run(words: readonly string[]): Promise<void> {
  const type = book.findRecord(words[0] ?? '');
  if (!type) throw wrong(`Which record type? ${book.records.map((r) => r.name).join(' ')}`);
  print(ddlFor(type));
}
