import { writeFile } from 'node:fs/promises';
import type { PoolClient } from 'pg';
import { dayOr, instantOr } from '#server/figures/asked.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { editionWords, readSigned, seriesOf } from '#server/reports/drafts/draft-editions.ts';
import { draftFile } from '#server/reports/drafts/draft-file.ts';
import { listEditions } from '#server/reports/edition.ts';
import { summaryFile } from '#server/reports/summary-file.ts';
import { writeSummary } from '#server/reports/summary.ts';
import type { Language } from '#engine/text.ts';
import type { UnitText } from '#server/units/unit-text.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong, year } from './words.ts';

/** The edition that is signed; what the books propose where none is, or where another day or moment is asked for. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'year', 'lang', 'out', 'as-of', 'cutoff', 'from']);
  const y = year(asked);
  const out = needed(asked, 'out');
  const code = needed(asked, 'unit');
  const language = text(asked, 'lang') ?? 'zh';
  if (language !== 'en' && language !== 'zh') throw wrong('--lang is en or zh.');
  const from = text(asked, 'from');
  if (from !== undefined && from !== 'books')
    throw wrong('--from takes books: what the books propose, signed or not.');
  const otherwise = from ?? text(asked, 'as-of') ?? text(asked, 'cutoff');
  await withCity(async (city) => {
    const unit = await unitByCode(city, code);
    const signed =
      otherwise === undefined
        ? await inTransaction(city.services.owner, (client) =>
            signedFile(client, unit, y, language),
          )
        : null;
    if (signed) {
      await writeFile(out, signed.content);
      print(`${out}: ${signed.says}`);
      return;
    }
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
    await writeFile(out, await summaryFile(summary, language));
    print(
      `${out}: what the books propose, not signed. ${summary.figures.length} figures, each with its source in the table at the end.`,
    );
  });
}

async function signedFile(client: PoolClient, unit: UnitText, y: number, language: Language) {
  const [newest] = await listEditions(client, { series: seriesOf(unit.id, y), limit: 1 });
  if (!newest) return null;
  const { edition, draft, cutoff, figures } = await readSigned(client, unit.id, y, newest.id);
  const words = editionWords(edition);
  const shown = {
    draft,
    unit,
    year: y,
    cutoff,
    stood_at: edition.stood_at,
    figures: Object.fromEntries(figures),
    edition: words,
  };
  return {
    content: await draftFile(shown, language),
    says: `${words.en}. ${figures.size} figures. (--from books: what the books propose today)`,
  };
}
