/** The ledger lines of a figure, in the order in which they were written. */
import type { PoolClient } from 'pg';
import type { Indicator } from '#engine/indicator.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { boundaryAt } from './boundary.ts';
import type { FigureQuery } from './compute.ts';
import { filtersOf, standing, values, within } from './open.ts';
import { titlesByType } from './titles.ts';

export async function ledgerEntries(
  { book, names }: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  indicator: Indicator,
  asked: FigureQuery,
  side: 'numerator' | 'denominator',
  after: number,
  limit: number,
) {
  await names.refresh();
  const boundary = await boundaryAt(client, asked.as_of, asked.now);
  const members = await standing(client, asked);
  const found = [];
  for (const { count, filter } of filtersOf(names, indicator, side, asked, boundary, members)) {
    const { rows } = await client.query({
      text: `select l.id, l.day, l.recorded_at, l.unit_id, l.amount, l.record_id,
          (select p.id from ledger_page p where p.last_line >= l.id order by p.last_line limit 1) as page
        from ledger_line l where ${within('l', filter)} and l.id > $7 order by l.id limit $8`,
      values: [...values(filter), after, limit + 1],
    });
    const type = book.record(book.measure(count.measure).of);
    found.push(...rows.map((row) => ({ ...row, type })));
  }
  const rows = found.toSorted((a, b) => a.id - b.id);
  const shown = rows.slice(0, limit);
  const titles = await titlesByType(client, shown);
  const units = await unitTexts(
    client,
    shown.map((row) => row.unit_id),
  );
  return {
    // Restricted lines are left out: their days and places would split what is guarded.
    lines: shown.flatMap(({ unit_id, record_id, type, ...row }) => {
      const title = titles.get(record_id);
      if (!title) return [];
      const unit = units.get(unit_id)?.name;
      const { number } = title;
      return [{ ...row, unit, record_type: type.name, record_id, title: title.title, number }];
    }),
    next: rows.length > limit ? String(shown.at(-1)!.id) : null,
  };
}
