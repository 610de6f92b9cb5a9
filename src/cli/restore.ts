import { restoreFrom } from '#server/database/backup.ts';
import { restoreKeys } from '#server/keys/key-backup.ts';
import { refold } from '#server/ledger/fold.ts';
import { verifyLedger } from '#server/ledger/verify.ts';
import { eraseAgain } from '#server/persons/erase.ts';
import { print, withCity } from './with-city.ts';
import { readWords, text, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['keys']);
  const [file] = asked.rest;
  if (!file) throw wrong('taizhang restore FILE [--keys KEYS_FILE]');
  await withCity(async ({ services }) => {
    const { tables, rows } = await restoreFrom(services.owner, file);
    const keys = text(asked, 'keys');
    if (keys) print(`${await restoreKeys(services.owner, keys)} keys restored.`);
    else print('No keys: what is encrypted stays closed until taizhang keys restore FILE.');
    // Whom a backup from before brings back is erased once more.
    const again = await eraseAgain(services);
    if (again > 0) print(`${again} of them had been destroyed and are again.`);
    await refold(services.owner);
    const found = await verifyLedger(services.owner, services.book);
    print(
      `${rows} rows of ${tables} tables restored; ledger: ${found.lines} lines, ${found.mismatches.length} mismatches.`,
    );
    if (found.mismatches.length > 0) process.exitCode = 1;
  });
}
