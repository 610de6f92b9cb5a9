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
    const { records, lines, balances, pages, mismatches } = await verifyLedger(
      services.owner,
      services.book,
    );
    const wrongs = mismatches.map((one) => `  ${one.what} ${one.id}: ${one.detail}`);
    if (options['json']) {
      // These four and nothing else: programs read them. What is wrong goes beside it, for whoever looks.
      print({ records, lines, balances, mismatches: mismatches.length });
      for (const line of wrongs) process.stderr.write(`${line}\n`);
    } else {
      print(
        `${records} records, ${lines} lines, ${balances} balances, ${pages} pages: ${mismatches.length} mismatches`,
      );
      for (const line of wrongs) print(line);
    }
    if (mismatches.length > 0) process.exitCode = 1;
  });
}
