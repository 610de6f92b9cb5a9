/**
 * Since when a unit has kept its books, so that nothing is compared with days before: what was not kept is not zero.
 * A book that rests for a year has stopped; a small village that writes every few months has not.
 */
import type { PoolClient } from 'pg';
import { addMonths, firstOfMonth, formatMonth } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Services } from '../services.ts';
import { lastYear } from './compute.ts';
import type { Figure } from './compute.ts';
import { sealedSince } from './in-sight.ts';

type Reader = Pick<PoolClient, 'query'>;
type Books = Pick<Services, 'book' | 'names'>;
type Range = { readonly from: Day; readonly to: Day };

/**
 * The first month of `range` in which the unit kept books: `range.from` where all along, null where in none of it.
 * Books begin when half of what is counted has begun: one early document does not make a year.
 */
export async function booksSince(
  { book, names }: Books,
  client: Reader,
  unit_id: number,
  range: Range,
): Promise<Day | null> {
  const flows = book.measures
    .filter((measure) => measure.kind === 'flow' && !measure.money)
    .map((measure) => names.measureId(measure.name));
  const { rows } = await client.query({
    name: 'books-since',
    text: `select percentile_disc(0.5) within group (order by found.month) as first from unnest($2::smallint[]) as m(id) cross join lateral (
        select month from balance where measure_id = m.id and unit_id = $1 and month between $3 and $4
          and guard < 2 group by month having sum(subtree) <> ${sealedSince('m.id', '$1', 'month')}
          order by month limit 1) found`,
    values: [unit_id, flows, addMonths(firstOfMonth(range.from), -11), range.to],
  });
  const first = rows[0]?.first as Day | null | undefined;
  if (!first) return null;
  return first < range.from ? range.from : first;
}

/** For each of these measures, the first month that the unit ever wrote a line of it. */
export async function firstMonths(
  { names }: Pick<Services, 'names'>,
  client: Reader,
  unit_id: number,
  measures: readonly string[],
): Promise<Map<string, Day>> {
  const ids = new Map(measures.map((name) => [names.measureId(name), name]));
  const { rows } = await client.query({
    name: 'first-months',
    text: `select m.id, found.month from unnest($2::smallint[]) as m(id) cross join lateral (
        select month from balance where measure_id = m.id and unit_id = $1 and guard < 2
          group by month having sum(subtree) <> ${sealedSince('m.id', '$1', 'month')} order by month limit 1) found`,
    values: [unit_id, [...ids.keys()]],
  });
  return new Map(rows.map((row) => [ids.get(row.id as number)!, row.month as Day]));
}

/**
 * The figures as they may be printed: no comparison with days before the books were kept, and no zero for a register
 * that begins only after the period.
 */
export async function asBooksWereKept<F extends Comparable>(
  books: Books,
  client: Reader,
  unit_id: number,
  figures: readonly F[],
): Promise<{ figures: F[]; last_year_since: Day | null }> {
  const [first] = figures;
  if (!first) return { figures: [], last_year_since: null };
  const before = lastYear(first);
  const measureOf = (figure: F) => {
    const indicator = books.book.findIndicator(figure.indicator);
    return indicator?.kind === 'flow' ? indicator.count.measure : null;
  };
  const empty = figures.filter((figure) => figure.value === 0).map(measureOf);
  const measures = [...new Set(empty.filter((name) => name !== null))];
  const [since, begun] = await Promise.all([
    booksSince(books, client, unit_id, before),
    firstMonths(books, client, unit_id, measures),
  ]);
  const late = since !== null && since > before.from;
  return {
    last_year_since: late ? since : null,
    figures: figures.map((figure) => {
      const compared = late && figure.kind !== 'stock' ? { ...figure, last_year: null } : figure;
      const from = figure.value === 0 ? begun.get(measureOf(figure) ?? '') : undefined;
      if (!from || from <= figure.to) return compared;
      const not_reported_reason = {
        en: `Not kept before ${formatMonth(from.slice(0, 7), 'en')}`,
        zh: `${formatMonth(from.slice(0, 7), 'zh')}前未建账`,
      };
      return { ...compared, value: null, last_year: null, reported: false, not_reported_reason };
    }),
  };
}

type Comparable = Pick<
  Figure,
  'indicator' | 'kind' | 'value' | 'last_year' | 'reported' | 'not_reported_reason' | 'from' | 'to'
>;
