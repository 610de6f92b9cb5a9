import { writeFile } from 'node:fs/promises';
import { dayOr, instantOr } from '#server/figures/asked.ts';
import { inTransaction } from '#server/ledger/fold.ts';
import { summaryFile } from '#server/reports/summary-file.ts';
import { writeSummary } from '#server/reports/summary.ts';
import type { Language } from '#engine/text.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong, year } from './words.ts';

export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'year', 'lang', 'out', 'as-of', 'cutoff']);
  const y = year(asked);
  const out = needed(asked, 'out');
  const code = needed(asked, 'unit');
  const language = text(asked, 'lang') ?? 'zh';
  if (language !== 'en' && language !== 'zh') throw wrong('--lang is en or zh.');
  await withCity(async (city) => {
    const unit = await unitByCode(city, code);
    const cutoff = dayOr(text(asked, 'cutoff'), `${y}-12-31`);
    const question = {
      unit,
      year: y,
      cutoff,
      as_of: instantOr(text(asked, 'as-of')),
      now: city.services.clock(),
      lines: ['*'],
    };
    const summary = await inTransaction(city.services.owner, (client) =>
      writeSummary(city.services, client, question),
    );
    await writeFile(out, await summaryFile(summary, language as Language));
    print(
      `${out}: ${summary.figures.length} figures, each with its source in the table at the end.`,
    );
  });
}
