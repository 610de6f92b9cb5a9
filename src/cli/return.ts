import { writeFile } from 'node:fs/promises';
import type { Language } from '#engine/text.ts';
import { instantOr } from '#server/figures/asked.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { returnSheet } from '#server/reports/return-sheet.ts';
import { fillReturn, returnPeriod } from '#server/reports/return.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong } from './words.ts';

/** Read as the operator of the machine: whoever runs this holds the database itself. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['form', 'unit', 'period', 'from', 'to', 'as-of', 'lang', 'out']);
  const name = needed(asked, 'form');
  const code = needed(asked, 'unit');
  const out = needed(asked, 'out');
  const [from, to] = [text(asked, 'from'), text(asked, 'to')];
  const period = from && to ? undefined : needed(asked, 'period');
  const range = returnPeriod({ period, from, to });
  const language = text(asked, 'lang') ?? 'zh';
  if (language !== 'en' && language !== 'zh') throw wrong('--lang is en or zh.');
  await withCity(async (city) => {
    const { services } = city;
    const forms = services.book.lines.flatMap((line) => line.returns ?? []);
    const form = forms.find((one) => one.name === name);
    if (!form) throw wrong(`Known forms: ${forms.map((one) => one.name).join(' ')}.`);
    const unit = await unitByCode(city, code);
    const at = services.clock();
    const query = { unit_id: unit.id, ...range, as_of: instantOr(text(asked, 'as-of')), now: at };
    const filled = await inTransaction(services.owner, (client) =>
      fillReturn(services, client, form, unit, query),
    );
    await writeFile(out, await returnSheet(filled, { name: '', at }, language as Language));
    const wrongSums = filled.checks.filter((check) => !check.equal).length;
    print(
      filled.reported
        ? `${out}: ${form.title.en}, ${unit.name.en}, ${filled.period.en}; ${filled.checks.length} sums, ${wrongSums} do not agree.`
        : `${out}: not reported. ${filled.not_reported_reason!.en}`,
    );
  });
}
