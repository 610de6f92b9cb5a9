import { restoreFrom } from '#server/database/backup.ts';
import { refold } from '#server/ledger/fold.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { print, withCity } from './with-city.ts';
import { wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const file = words[0];
  if (!file) throw wrong('taizhang restore FILE');
  await withCity(async ({ services }) => {
    const { tables, rows } = await restoreFrom(services.owner, file);
    await refold(services.owner);
    const found = await verifyLedger(services.owner, services.book);
    print(
      `${rows} rows of ${tables} tables restored; ledger: ${found.lines} lines, ${found.mismatches.length} mismatches.`,
    );
    if (found.mismatches.length > 0) process.exitCode = 1;
  });
}
