import { dayOr, instantOr } from '#server/figures/asked.ts';
import { openFigure } from '#server/figures/open-figure.ts';
import type { Side } from '#server/figures/open.ts';
import type { Actor } from '#engine/permission.ts';
import { inTransaction } from '#server/database/transaction.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, wrong, year } from './words.ts';

/** All records behind a figure, read as the operator of the machine: whoever runs this holds the database itself. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(
    words,
    ['indicator', 'unit', 'year', 'as-of', 'side', 'boundaries'],
    ['json'],
  );
  const y = year(asked);
  const name = needed(asked, 'indicator');
  const code = needed(asked, 'unit');
  const as_of = instantOr(text(asked, 'as-of'));
  const boundaries = text(asked, 'boundaries');
  const tree = boundaries === undefined ? null : dayOr(boundaries, '');
  await withCity(async (city) => {
    const { owner, book, clock } = city.services;
    const indicator = book.indicators.find((i) => i.name === name || i.figure_id === name);
    if (!indicator)
      throw wrong(
        `There is no indicator ${name}. Known: ${book.indicators.map((i) => i.name).join(' ')}`,
      );
    const unit = await unitByCode(city, code);
    const operator: Actor = {
      person_id: '',
      name: 'operator',
      engine: true,
      grant: { role: 'bureau', unit_id: unit.id, path: unit.path, lines: ['*'] },
    };
    const period = { from: `${y}-01-01`, to: `${y}-12-31` };
    const query = { unit_id: unit.id, ...period, as_of, now: clock(), tree };
    const rows: object[] = [];
    let total = 0;
    await inTransaction(owner, async (client) => {
      for (let after: string | undefined; ;) {
        const page = await openFigure(
          city.services,
          client,
          operator,
          indicator,
          query,
          (text(asked, 'side') ?? 'numerator') as Side,
          after,
          500,
        );
        rows.push(...page.records);
        total = page.total;
        if (!page.next) return;
        after = page.next;
      }
    });
    if (asked.options['json']) print(rows);
    else print(`${rows.length} records, ${total} counted`);
  });
}
