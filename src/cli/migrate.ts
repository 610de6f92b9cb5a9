import { print, withCity } from './with-city.ts';

export async function run(): Promise<void> {
  // Opening a city migrates it.
  await withCity(async () => print('The database is up to date.'));
}
