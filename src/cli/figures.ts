import { computeFigures } from '#server/figures/compute.ts';
import { dayOr, instantOr } from '#server/figures/asked.ts';
import { printFigure } from '#server/reports/summary.ts';
import { print, unitByCode, withCity } from './with-city.ts';
import { needed, readWords, text, year } from './words.ts';

/** One row a figure, as the issue and `docs/how-to` name them: value null where it is not reported. */
export async function run(words: readonly string[]): Promise<void> {
  const asked = readWords(words, ['unit', 'year', 'as-of', 'boundaries'], ['json']);
  const y = year(asked);
  const as_of = instantOr(text(asked, 'as-of'));
  const boundaries = text(asked, 'boundaries');
  const tree = boundaries === undefined ? null : dayOr(boundaries, '');
  const code = needed(asked, 'unit');
  await withCity(async (city) => {
    const { owner, names, book, clock } = city.services;
    const unit = await unitByCode(city, code);
    const period = { from: `${y}-01-01`, to: `${y}-12-31` };
    const query = { unit_id: unit.id, ...period, as_of, now: clock(), tree };
    const figures = await computeFigures(owner, names, book.indicators, query);
    if (!asked.options['json']) {
      for (const f of figures)
        print(
          `${(f.figure_id ?? '').padEnd(5)} ${f.label.en.padEnd(50)} ${printFigure(f, 'en').padStart(12)} ${f.counter.en}`,
        );
      return;
    }
    print(
      figures.map((f) => ({
        indicator: f.indicator, unit: unit.code, from: f.from, to: f.to, as_of: f.as_of, value: f.value,
        numerator: f.numerator, denominator: f.denominator, figure_id: f.figure_id,
      })), // prettier-ignore
    );
  });
}
