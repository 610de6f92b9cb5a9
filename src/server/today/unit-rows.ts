/**
 * A leader's rows are units: what is overdue there and since when, when they were last reminded, and the line's
 * headline figure of the year to date against the same days of last year.
 */
import type { PoolClient } from 'pg';
import type { Actor } from '#engine/permission.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { booksSince } from '../figures/books-since.ts';
import { computeByTarget, lastYear } from '../figures/compute.ts';
import type { Services } from '../services.ts';
import { childUnits } from '../units/unit-text.ts';

export type UnitRow = {
  readonly unit: { readonly id: number; readonly code: string; readonly name: Text };
  readonly overdue: number;
  readonly oldest_due: string | null;
  readonly reminded_on: string | null;
  readonly this_year: number | null;
  readonly last_year: number | null;
};

export type UnitRows = {
  /** What the two years count, and the indicator that opens it; null where no line of the post has one. */
  readonly headline: {
    readonly indicator: string;
    readonly label: Text;
    readonly counter: Text;
    /** From when last year can be compared with, where not from its beginning. */
    readonly last_year_since: string | null;
  } | null;
  readonly units: readonly UnitRow[];
};

/** Worst first: most overdue, then in the order of the divisions. `client` reads as the actor. */
export async function unitRows(
  services: Pick<Services, 'book' | 'names' | 'clock'>,
  client: PoolClient,
  actor: Actor,
  today: string,
): Promise<UnitRows> {
  const { book, names } = services;
  const children = await childUnits(client, actor.grant.unit_id);
  const { rows } = await client.query({
    name: 'overdue-by-unit',
    text: `select u.id as unit_id, d.overdue, d.oldest_due, r.reminded_on
      from unit u
        cross join lateral (select count(*)::int as overdue, min(coalesce(d.postponed_to, d.due_on)) as oldest_due from duty d
          where d.path >= u.path and d.path < u.path || '~' and not d.waiting and coalesce(d.postponed_to, d.due_on) < $2
            and (d.line = any($3) or '*' = any($3) or d.line = '*')) d
        cross join lateral (select max(m.sent_on) as reminded_on from reminder m
          where m.unit_id = u.id and m.state <> 'taken_back') r
      where u.parent_id = $1`,
    values: [actor.grant.unit_id, today, actor.grant.lines],
  });
  const found = new Map(rows.map((row) => [row.unit_id as number, row]));
  const name = book.lines.find((line) => line.headline && holdsLine(actor, line.name))?.headline;
  const indicator = name ? book.findIndicator(name) : undefined;
  const year = { from: `${today.slice(0, 4)}-01-01`, to: today };
  const years = indicator
    ? await Promise.all(
        [year, lastYear(year)].map(async (range) => {
          const asked = {
            unit_id: actor.grant.unit_id,
            ...range,
            as_of: null,
            now: services.clock(),
          };
          const targets = { units: children.map((unit) => unit.id) };
          const values = await computeByTarget(client, names, indicator, targets, asked);
          return new Map(values.map((value) => [value.unit_id, value.value]));
        }),
      )
    : [];
  const before = lastYear(year);
  const since = await booksSince(services, client, actor.grant.unit_id, before);
  // The first months of a book compare with nothing.
  const compares = since === null || since <= before.from;
  const units = children.map(({ id, code, name: unitName }) => ({
    unit: { id, code, name: unitName },
    overdue: (found.get(id)?.overdue as number | undefined) ?? 0,
    oldest_due: (found.get(id)?.oldest_due as string | null | undefined) ?? null,
    reminded_on: (found.get(id)?.reminded_on as string | null | undefined) ?? null,
    this_year: years[0]?.get(id) ?? null,
    last_year: compares ? (years[1]?.get(id) ?? null) : null,
  }));
  return {
    headline: indicator
      ? {
          indicator: indicator.name,
          label: indicator.label,
          counter: indicator.counter,
          last_year_since: compares ? null : since,
        }
      : null,
    units: units.toSorted((a, b) => b.overdue - a.overdue),
  };
}
