/** The whole reference city in a database of one's own: loaded once for a run of tests, and copied within a second. */
import { loadCity } from '#city/load.ts';
import { readConfig } from '#server/config.ts';
import { openCity } from '#server/open.ts';
import type { City } from '#server/open.ts';
import { cityDatabase } from './database.ts';
import type { FreshDatabase } from './database.ts';
import { testKeysText } from './test-keys.ts';

const silent = () => {};
const config = readConfig({ TAIZHANG_LOG: 'silent', TAIZHANG_KEYS: testKeysText });

/** The first of a run takes as long as the load: give `beforeAll` some minutes. */
export function loadedDatabase(): Promise<FreshDatabase> {
  return cityDatabase(async (url) => {
    const empty = await openCity({ ...config, database_url: url }, silent);
    await loadCity(empty, silent);
    await empty.close();
  });
}

export type LoadedCity = {
  readonly city: City;
  readonly database: FreshDatabase;
  readonly end: () => Promise<void>;
};

export async function openLoadedCity(): Promise<LoadedCity> {
  const database = await loadedDatabase();
  const city = await openCity({ ...config, database_url: database.url }, silent);
  const end = async () => {
    await city.close();
    await database.close();
  };
  return { city, database, end };
}
