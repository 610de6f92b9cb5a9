/** The statutory mediation return of a unit and period, filled from the ledger. */
import type { PoolClient } from 'pg';
import { halfYearRange, monthRange, quarterRange, yearRange } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import { boundaryAt } from '../figures/boundary.ts';
import type { FigureQuery } from '../figures/compute.ts';
import { sumCells } from '../figures/sum.ts';
import type { Cell } from '../figures/sum.ts';
import type { Services } from '../services.ts';
import type { UnitText } from '../units/unit-text.ts';
import { mediationReturn } from './mediation-return.ts';

type Asked = { readonly measure: string; readonly where?: Readonly<Record<string, readonly string[]>> };

/** `2009`, `2009-Q3`, `2009-H1` or `2009-09` → its first and last day. */
export function periodOf(period: string): { from: string; to: string } {
  const [year, part] = period.split('-') as [string, string | undefined];
  const y = Number(year);
  const range = !part ? yearRange(y) : part[0] === 'Q' ? quarterRange(y, Number(part[1])) : part[0] === 'H' ? halfYearRange(y, Number(part[1])) : monthRange(period);
  if (!range) throw new Problem('invalid', { en: `${period} is no period. Write 2009, 2009-Q3 or 2009-09.`, zh: `“${period}”不是有效期间，请写成2009、2009-Q3或2009-09。` });
  return { from: range.from, to: range.until };
}

/** The form asks for its cells one by one; they are summed in one statement. */
export async function mediationReturnFile(services: Pick<Services, 'book' | 'names'>, client: PoolClient, unit: UnitText, period: string, query: FigureQuery): Promise<Buffer> {
  const { book, names } = services;
  await names.refresh();
  const cells: Cell[] = [];
  const places = new Map<string, number>();
  const collect = (asked: Asked): null => {
    const kind = book.measure(asked.measure).kind;
    const cell = { measure_id: names.measureId(asked.measure), facet_sets: asked.where ? names.facetSetsWhere(asked.where) : null, from: kind === 'stock' ? null : query.from, to: query.to };
    places.set(JSON.stringify(asked), cells.push(cell) - 1);
    return null;
  };
  const form = { unit_name: unit.name, period, from: query.from, to: query.to, as_of: query.as_of };
  await mediationReturn({ ...form, lookUp: collect });
  const kept = cells.push({ measure_id: names.measureId('mediation_kept'), facet_sets: null, from: null, to: query.to }) - 1;
  const sum = await sumCells(client, cells, { units: [unit.id] }, await boundaryAt(client, query.as_of, query.now));
  const reported = sum(kept, unit.id) > 0;
  const filled = await mediationReturn({ ...form, lookUp: (asked: Asked) => (reported ? sum(places.get(JSON.stringify(asked))!, unit.id) : null) });
  return filled.file;
}
