import { refold } from '#server/ledger/fold.ts';
import { repostAll } from '#server/ledger/repost.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { print, withCity } from './with-city.ts';
import { readWords, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const { options, rest } = readWords(words, [], ['json']);
  await withCity(async ({ services }) => {
    if (rest[0] === 'refold') return print(`${await refold(services.owner)} lines folded.`);
    if (rest[0] === 'repost') {
      const { records, lines } = await repostAll(services.writer, services.book);
      return print(`${lines} lines appended for ${records} records that count otherwise now.`);
    }
    if (rest[0] !== 'verify')
      throw wrong(
        'taizhang ledger verify [--json] | taizhang ledger refold | taizhang ledger repost',
      );
    const found = await verifyLedger(services.owner, services.book);
    if (options['json'])
      print({ ...found, mismatches: found.mismatches.length, found: found.mismatches });
    else
      print(
        `${found.records} records, ${found.lines} lines, ${found.balances} balances, ${found.pages} pages: ${found.mismatches.length} mismatches`,
      );
    for (const m of options['json'] ? [] : found.mismatches)
      print(`  ${m.what} ${m.id}: ${m.detail}`);
    if (found.mismatches.length > 0) process.exitCode = 1;
  });
}
