import { loadCity, playMissedDays } from '#city/load.ts';
import { playSummaries } from '#city/summaries.ts';
import { print, withCity } from './with-city.ts';
import { wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  if (words[0] !== 'load') throw wrong('taizhang city load');
  await withCity(async (city) => {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    if (await loadCity(city, say)) {
      await playMissedDays(city, say);
      await playSummaries(city, say);
    }
    print('The reference city is loaded.');
  });
}
