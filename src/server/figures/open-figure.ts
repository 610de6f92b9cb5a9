import type { PoolClient } from 'pg';
import { isDay } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import { guardCeiling } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { codesOf, isLarge } from '../database/tables.ts';
import { titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { boundaryAt } from './boundary.ts';
import { computeFigures, sideOf } from './compute.ts';
import type { Figure, FigureQuery } from './compute.ts';
import { filterOf, guardedRecords, guardedSum, openMissing, openPage } from './open.ts';
import type { Filter, OpenedRow, Side } from './open.ts';
import { guardedSubjects, openDistinct } from './open-distinct.ts';

type Named = Indicator & { readonly line: string };

/**
 * One page of the records behind a figure. The foot adds up: listed + guarded = total. What is guarded is one number,
 * and hidden within "fewer than 10" where it is small, so that it points at nobody.
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
  const mainSide = side === 'numerator' ? 'numerator' : 'denominator';
  const type = book.record(book.measure(sideOf(indicator, mainSide).count.measure).of);
  const filter = filterOf(names, indicator, mainSide, asked, boundary);
  const cursor = after ? { day: after.slice(0, 10), record_id: after.slice(11) } : null;
  if (cursor && (!isDay(cursor.day) || !/^[0-9a-f-]{36}$/.test(cursor.record_id)))
    throw new Problem('invalid', { en: 'This page mark is broken.', zh: '翻页标记无效。' });
  const rows: OpenedRow[] =
    side === 'missing'
      ? await openMissing(
          client,
          filter,
          filterOf(names, indicator, 'numerator', asked, boundary),
          cursor,
          limit + 1,
        )
      : await (indicator.kind === 'distinct' ? openDistinct : openPage)(
          client,
          filter,
          cursor,
          limit + 1,
        );
  const shown = rows.slice(0, limit);
  const titles = await titlesOf(
    client,
    type,
    shown.map((r) => r.record_id),
  );
  const units = await unitTexts(
    client,
    [...titles.values()].map((t) => t.unit_id),
  );
  const [sums] = await computeFigures(
    client,
    names,
    [{ ...indicator, line: type.line, kept_by: undefined } as Named],
    asked,
  );
  const total = totalOf(sums!, side);
  const guarded =
    guardCeiling(actor) >= 1 || side === 'missing'
      ? 0
      : await hiddenSum(
          client,
          type,
          actor,
          filter,
          asked.as_of,
          indicator.kind === 'distinct' ? guardedSubjects : guardedSum,
        );
  return {
    records: shown.flatMap((row) => {
      const title = titles.get(row.record_id);
      return title
        ? [
            {
              record_type: type.name,
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
    listed: total - guarded,
  };
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
