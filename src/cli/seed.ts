import { seedCheck } from '#city/then-and-now.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

/** Every figure of the published summary of 2009 beside ours. */
export async function run(words: readonly string[]): Promise<void> {
  const { options, rest } = readWords(words, [], ['json']);
  if (rest[0] !== 'check') throw wrong('taizhang seed check [--json]');
  await withCity(async ({ services }) => {
    const rows = await seedCheck(services);
    if (options['json']) return print(rows);
    for (const row of rows) {
      const ours = row.ours === null ? '–' : String(row.ours);
      print(
        `${row.figure_id.padEnd(5)} ${row.op.padEnd(7)} ${String(row.published ?? '').padStart(8)} ${ours.padStart(8)}  ${row.state.padEnd(9)} ${row.figure}`,
      );
    }
  });
}
