import type { PoolClient } from 'pg';
import { isDay } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import { guardCeiling } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { codesOf, isLarge } from '../database/tables.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { boundaryAt } from './boundary.ts';
import { computeFigures } from './compute.ts';
import type { Figure, FigureQuery } from './compute.ts';
import {
  elsewhereSum,
  filterOf,
  filtersOf,
  guardedRecords,
  guardedSum,
  openMissing,
  openPage,
  standing,
} from './open.ts';
import type { Filter, OpenedRow, Side } from './open.ts';
import { titlesByType } from './titles.ts';
import { elsewhereSubjects, guardedSubjects, openDistinct } from './open-distinct.ts';

type Named = Indicator & { readonly line: string };

/**
 * One page of the records behind a figure. The foot adds up: listed + guarded + elsewhere = total. What is guarded is
 * one number, and hidden within "fewer than 10" where it is small, so that it points at nobody. A figure that adds
 * several counts opens to the records of all of them, each with what it adds.
 */
export async function openFigure(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  actor: Actor,
  indicator: Indicator,
  asked: FigureQuery,
  side: Side,
  after: string | undefined,
  limit: number,
) {
  const { book, names } = services;
  await names.refresh();
  const boundary = await boundaryAt(client, asked.as_of, asked.now);
  const members = await standing(client, asked);
  const mainSide = side === 'numerator' ? 'numerator' : 'denominator';
  const parts = filtersOf(names, indicator, mainSide, asked, boundary, members).map(
    ({ count, filter }) => ({ filter, type: book.record(book.measure(count.measure).of) }),
  );
  const cursor = after ? { day: after.slice(0, 10), record_id: after.slice(11) } : null;
  if (cursor && (!isDay(cursor.day) || !/^[0-9a-f-]{36}$/.test(cursor.record_id)))
    throw new Problem('invalid', { en: 'This page mark is broken.', zh: '翻页标记无效。' });
  const open = (filter: Filter) =>
    side === 'missing'
      ? openMissing(
          client,
          filter,
          filterOf(names, indicator, 'numerator', asked, boundary, members),
          cursor,
          limit + 1,
        )
      : (indicator.kind === 'distinct' ? openDistinct : openPage)(
          client,
          filter,
          cursor,
          limit + 1,
        );
  const found: TypedRow[][] = [];
  for (const { filter, type } of parts)
    found.push((await open(filter)).map((row) => ({ ...row, type })));
  const rows = inOneOrder(found);
  const shown = rows.slice(0, limit);
  const titles = await titlesByType(client, shown);
  const units = await unitTexts(
    client,
    [...titles.values()].map((t) => t.unit_id),
  );
  const [sums] = await computeFigures(
    client,
    names,
    [{ ...indicator, line: parts[0]!.type.line, kept_by: undefined } as Named],
    asked,
  );
  const total = totalOf(sums!, side);
  const distinct = indicator.kind === 'distinct';
  let guarded = 0;
  let elsewhere = 0;
  for (const { filter, type } of side === 'missing' ? [] : parts) {
    if (guardCeiling(actor) < 1)
      guarded += await hiddenSum(
        client,
        type,
        actor,
        filter,
        asked.as_of,
        distinct ? guardedSubjects : guardedSum,
      );
    if (members)
      elsewhere += await (distinct ? elsewhereSubjects : elsewhereSum)(client, filter, type.name);
  }
  return {
    records: shown.flatMap((row) => {
      const title = titles.get(row.record_id);
      return title
        ? [
            {
              record_type: row.type.name,
              id: row.record_id,
              title: title.title,
              number: title.number,
              unit: units.get(title.unit_id)?.name,
              unit_id: title.unit_id,
              day: row.day,
              amount: row.amount,
            },
          ]
        : [];
    }),
    next: rows.length > limit ? `${shown.at(-1)!.day}_${shown.at(-1)!.record_id}` : null,
    total,
    guarded,
    /** Counted under other boundaries, and out of this reader's reach now. */
    elsewhere,
    listed: total - guarded - elsewhere,
  };
}

type TypedRow = OpenedRow & { readonly type: AnyRecordType };

/** One record that several counts of a sum find on one day is one row, with what it adds to all of them. */
function inOneOrder(found: readonly (readonly TypedRow[])[]): TypedRow[] {
  if (found.length === 1) return [...found[0]!];
  const rows = new Map<string, TypedRow>();
  for (const row of found.flat()) {
    const key = `${row.day}_${row.record_id}`;
    const known = rows.get(key);
    rows.set(key, known ? { ...known, amount: known.amount + row.amount } : row);
  }
  return [...rows.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** What restricted records add that this reader may not open: the policy decides which those are. */
async function hiddenSum(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
  filter: Filter,
  asOf: string | null,
  sumOf: typeof guardedSum,
): Promise<number> {
  const all = await sumOf(client, filter, null);
  if (all === 0) return 0;
  const open = asOf
    ? await openNow(client, type, filter)
    : await ownRestricted(client, type, actor);
  return open.length === 0 ? all : all - (await sumOf(client, filter, open));
}

/** What is restricted now one may open only as its keeper or its maker: a few of a million. */
async function ownRestricted(
  client: PoolClient,
  type: AnyRecordType,
  actor: Actor,
): Promise<string[]> {
  const me = actor.person_id;
  const coded = isLarge(type)
    ? `and ${codesOf(type, 't.')} && $2::text[]`
    : 'and $2::text[] is not null';
  const { rows } = await client.query(
    `select t.id from ${type.name}_seen t where t.guard = 1 and (t.keeper_id = $1 or t.created_by = $1) ${coded}`,
    [me, [`keeper_id=${me}`, `created_by=${me}`]],
  );
  return rows.map((row) => row.id);
}

/** What was restricted then may be open to everybody now. */
async function openNow(client: PoolClient, type: AnyRecordType, filter: Filter): Promise<string[]> {
  const { rows } = await client.query(`select id from ${type.name} where id = any($1::uuid[])`, [
    await guardedRecords(client, filter),
  ]);
  return rows.map((row) => row.id);
}

/** Flows and stocks have one side only, whichever is asked for. */
function totalOf({ value, numerator, denominator }: Figure, side: Side): number {
  if (side === 'missing') return (denominator ?? 0) - (numerator ?? 0);
  return (side === 'denominator' ? denominator : numerator) ?? value ?? 0;
}
