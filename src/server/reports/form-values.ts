/** The cells of a form as the ledger has them now, beside the period before and the year before: in one snapshot. */
import type { PoolClient } from 'pg';
import { periodBefore } from '#engine/report-period.ts';
import type { ReportPeriodKind } from '#engine/report-period.ts';
import type { Text } from '#engine/text.ts';
import { asBooksWereKept } from '../figures/books-since.ts';
import { boundaryAt } from '../figures/boundary.ts';
import type { Boundary } from '../figures/boundary.ts';
import { computeValues, lastYear, notReported } from '../figures/compute.ts';
import type { FigureValue } from '../figures/compute.ts';
import type { Services } from '../services.ts';
import type { FormCell } from './bound-form.ts';

type Rooms = Pick<Services, 'book' | 'names'>;

export type CellValue = FigureValue & { readonly not_reported_reason: Text | null };
export type FormValues = {
  readonly now: ReadonlyMap<string, CellValue>;
  readonly last_year: ReadonlyMap<string, FigureValue>;
  readonly previous: ReadonlyMap<string, FigureValue>;
  readonly at: string;
};

export async function formValues(
  rooms: Rooms,
  client: Pick<PoolClient, 'query'>,
  cells: readonly FormCell[],
  kind: ReportPeriodKind,
  now: string,
): Promise<FormValues> {
  const boundary = await boundaryAt(client, null, now);
  const count = (range: (cell: FormCell) => { from: string; to: string }) =>
    countCells(rooms, client, cells, range, boundary);
  const present = await count(({ from, to }) => ({ from, to }));
  const last_year = await count(lastYear);
  const previous = await count(({ from, to }) => {
    const before = periodBefore(kind, { from });
    return from.endsWith('-01-01') && !isWhole(kind, from, to) ? lastYear({ from, to }) : before;
  });
  return { now: await asKept(rooms, client, cells, present), last_year, previous, at: boundary.at };
}

/** A figure from 1 January to the end of a quarter has no period before it but the same of last year. */
function isWhole(kind: ReportPeriodKind, from: string, to: string): boolean {
  return periodBefore(kind, { from: nextDay(to) }).from === from;
}

function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

async function countCells(
  rooms: Rooms,
  client: Pick<PoolClient, 'query'>,
  cells: readonly FormCell[],
  rangeOf: (cell: FormCell) => { from: string; to: string },
  boundary: Boundary,
): Promise<Map<string, FigureValue & { readonly reported: boolean }>> {
  const found = new Map<string, FigureValue & { readonly reported: boolean }>();
  const ranged = cells.map((cell) => ({ ...cell, ...rangeOf(cell) }));
  for (const group of Map.groupBy(ranged, (c) => `${c.unit_id}/${c.from}/${c.to}`).values()) {
    const { unit_id, from, to } = group[0]!;
    const values = await computeValues(
      client,
      rooms.names,
      group.map((cell) => cell.definition),
      { targets: { units: [unit_id] }, unit_id },
      { from, to },
      boundary,
    );
    for (const [i, cell] of group.entries()) found.set(cell.key, values[i]!);
  }
  return found;
}

async function asKept(
  rooms: Rooms,
  client: Pick<PoolClient, 'query'>,
  cells: readonly FormCell[],
  values: ReadonlyMap<string, FigureValue & { readonly reported: boolean }>,
): Promise<Map<string, CellValue>> {
  const kept = new Map<string, CellValue>();
  for (const group of Map.groupBy(cells, (c) => `${c.unit_id}/${c.from}/${c.to}`).values()) {
    const { figures } = await asBooksWereKept(
      rooms,
      client,
      group[0]!.unit_id,
      group.map((cell) => ({
        ...values.get(cell.key)!,
        indicator: cell.definition.name,
        kind: cell.definition.kind,
        from: cell.from,
        to: cell.to,
        last_year: null,
        not_reported_reason: values.get(cell.key)!.reported ? null : notReported,
      })),
    );
    for (const [i, cell] of group.entries()) {
      const { value, numerator, denominator, not_reported_reason } = figures[i]!;
      kept.set(cell.key, { value, numerator, denominator, not_reported_reason });
    }
  }
  return kept;
}

/** What the cell prints of its figure. */
export function shownOf(
  cell: Pick<FormCell, 'show'>,
  figure: FigureValue | undefined,
): number | null {
  return figure?.[cell.show] ?? null;
}
