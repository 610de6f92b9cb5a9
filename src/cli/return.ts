import { writeFile } from 'node:fs/promises';
import { instantOr } from '#server/figures/asked.ts';
import { inTransaction } from '#server/ledger/fold.ts';
import { mediationReturnFile, periodOf } from '#server/reports/return-file.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['form', 'unit', 'period', 'out', 'as-of']);
  if (needed(asked, 'form') !== 'mediation') throw wrong('Known forms: mediation.');
  const period = needed(asked, 'period');
  const out = needed(asked, 'out');
  const code = needed(asked, 'unit');
  await withCity(async (city) => {
    const unit = await unitByCode(city, code);
    const question = { unit_id: unit.id, ...periodOf(period), as_of: instantOr(text(asked, 'as-of')), now: city.services.clock() };
    await writeFile(out, await inTransaction(city.services.owner, (client) => mediationReturnFile(city.services, client, unit, period, question)));
    print(`${out}: the mediation return of ${unit.name.zh}, ${period}.`);
  });
}
