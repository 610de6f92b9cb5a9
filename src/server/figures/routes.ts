/** Figures over HTTP: the table, one figure with its trend and parts, and the doors behind it. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { Indicator } from '#engine/indicator.ts';
import { labelOf } from '#engine/field.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { childUnits, childUnitsOn, unitTexts, unitWithin } from '../units/unit-text.ts';
import type { UnitText } from '../units/unit-text.ts';
import { membersOn } from '../units/tree-on-day.ts';
import type { Definition } from '../reports/edition.ts';
import { dayOr, instantOr } from './asked.ts';
import { asBooksWereKept, booksSince } from './books-since.ts';
import { ledgerEntries } from './entries.ts';
import { figureNamed } from './figure-named.ts';
import { sealedSince } from './in-sight.ts';
import {
  computeByFacet,
  computeByRange,
  computeByTarget,
  computeFigures,
  lastYear,
  sideOf,
  twelveMonths,
} from './compute.ts';
import type { FigureQuery } from './compute.ts';
import { changesSince } from './open.ts';
import type { Side } from './open.ts';
import { openFigure } from './open-figure.ts';
import { titlesByType } from './titles.ts';

type Asked = FigureQuery & { readonly unit: UnitText };

const rangeQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  from: Type.Optional(Type.String()),
  to: Type.Optional(Type.String()),
  as_of: Type.Optional(Type.String({ maxLength: 40 })),
  line: Type.Optional(Type.String({ maxLength: 40 })),
  tree: Type.Optional(
    Type.String({
      description: 'A day whose boundaries hold: the units as they stood under it then',
    }),
  ),
  side: Type.Optional(
    Type.Union([Type.Literal('numerator'), Type.Literal('denominator'), Type.Literal('missing')]),
  ),
  after: Type.Optional(Type.String({ maxLength: 200 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
});
type RangeQuery = {
  unit?: number;
  from?: string;
  to?: string;
  as_of?: string;
  line?: string;
  tree?: string;
  side?: Side;
  after?: string;
  limit?: number;
};

/** Fewer than ten restricted records would point at somebody: then they are “a few” (null). */
function fewHidden(guarded: number): number | null {
  return guarded > 0 && guarded < 10 ? null : guarded;
}

export function figureRoutes(app: FastifyInstance, services: Services): void {
  const { book, names } = services;
  const params = Type.Object({ indicator: Type.String({ maxLength: 600 }) });

  const indicatorFor = (actor: Actor, name: string): Definition => figureNamed(book, actor, name);
  const ask = async (client: PoolClient, actor: Actor, query: RangeQuery): Promise<Asked> => {
    const unit = await unitWithin(client, actor, query.unit);
    const now = services.clock();
    const today = dayInShanghai(now);
    const from = dayOr(query.from, `${today.slice(0, 4)}-01-01`);
    const to = dayOr(query.to, today);
    if (from > to)
      throw new Problem('invalid', {
        en: 'The period ends before it begins.',
        zh: '期间的结束早于开始。',
      });
    const tree = query.tree ? dayOr(query.tree, to) : null;
    return { unit, unit_id: unit.id, from, to, as_of: instantOr(query.as_of), now, tree };
  };

  app.get(
    '/api/figures',
    {
      schema: {
        tags: ['figures'],
        summary: 'All figures of a unit and period',
        querystring: rangeQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as RangeQuery;
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, query);
        const indicators = book.indicators.filter(
          (i) => holdsLine(actor, i.line) && (!query.line || i.line === query.line),
        );
        const computed = await computeFigures(client, names, indicators, asked);
        const { figures, last_year_since } = await asBooksWereKept(
          services,
          client,
          asked.unit.id,
          computed,
        );
        return {
          figures,
          last_year_since,
          unit: asked.unit,
          from: asked.from,
          to: asked.to,
          as_of: asked.as_of,
          page: figures[0]?.page ?? null,
        };
      });
    },
  );

  app.get(
    '/api/figures/periods',
    { schema: { tags: ['figures'], summary: 'Which years have records', querystring: rangeQuery } },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, (request.query as RangeQuery).unit);
        const flows = book.measures
          .filter((m) => m.kind === 'flow' && !m.money)
          .map((m) => names.measureId(m.name));
        const { rows } = await client.query({
          name: 'years',
          text: `select extract(year from month)::int as year, sum(records)::bigint as records from (
              select month, sum(subtree) - ${sealedSince('measure_id', '$1', 'month')} as records from balance
              where unit_id = $1 and measure_id = any($2::smallint[]) and guard < 2 group by measure_id, month) b
            group by 1 having sum(records) > 0 order by 1`,
          values: [unit.id, flows],
        });
        return { years: rows };
      });
    },
  );

  app.get(
    '/api/figures/:indicator',
    {
      schema: {
        tags: ['figures'],
        summary: 'One figure with its months and parts',
        params,
        querystring: rangeQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const query = request.query as RangeQuery;
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, query);
        const computed = await computeFigures(client, names, [indicator], asked);
        const kept = await asBooksWereKept(services, client, asked.unit.id, computed);
        const months = twelveMonths(asked.to);
        const series = await computeByRange(
          client,
          names,
          indicator,
          [...months, ...months.map(lastYear)],
          asked,
        );
        const yearBefore = { from: lastYear(months[0]!).from, to: lastYear(months.at(-1)!).to };
        const since = await booksSince(services, client, asked.unit.id, yearBefore);
        const notKept = (month: { from: string; to: string }) =>
          since !== null && lastYear(month).to < since && indicator.kind !== 'stock';
        const children = asked.tree
          ? await childUnitsOn(client, asked.unit.id, asked.tree)
          : await childUnits(client, asked.unit.id);
        const ids = children.map((child) => child.id);
        const targets = asked.tree
          ? { members: await membersOn(client, ids, asked.tree) }
          : { units: ids };
        const byUnit =
          children.length === 0
            ? []
            : await computeByTarget(client, names, indicator, targets, asked);
        return {
          ...kept.figures[0]!,
          last_year_since: kept.last_year_since,
          unit: asked.unit,
          months: months.map((month, i) => ({
            month: month.from.slice(0, 7),
            value: series[i]!.value,
            last_year: notKept(month) ? null : series[i + 12]!.value,
          })),
          units: byUnit.map(({ unit_id, ...value }) => ({
            unit: children.find((u) => u.id === unit_id)!,
            ...value,
          })),
          facets: await facetTables(client, indicator, asked),
        };
      });
    },
  );

  const facetTables = async (client: PoolClient, indicator: Indicator, asked: Asked) => {
    const { count, sum } = sideOf(indicator, 'numerator');
    const measure = book.measure(count.measure);
    const tables = Object.entries(measure.facets ?? {}).map(async ([name, list]) => {
      const codes = list.codes.map((c) => c.code);
      const rows = await computeByFacet(client, names, count, sum, name, codes, asked);
      const shown = rows
        .filter((row) => row.value !== 0)
        .map((row) => ({ ...row, label: labelOf(list, row.code) }));
      return { name, label: list.label, rows: shown };
    });
    return (await Promise.all(tables)).filter((table) => table.rows.length > 1);
  };

  app.get(
    '/api/figures/:indicator/records',
    {
      schema: {
        tags: ['figures'],
        summary: 'The records behind a figure',
        params,
        querystring: rangeQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const query = request.query as RangeQuery;
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, query);
        const side = query.side ?? 'numerator';
        const limit = query.limit ?? 50;
        const page = await openFigure(
          services,
          client,
          actor,
          indicator,
          asked,
          side,
          query.after,
          limit,
        );
        return { ...page, guarded: fewHidden(page.guarded) };
      });
    },
  );

  app.get(
    '/api/figures/:indicator/changes',
    {
      schema: {
        tags: ['figures'],
        summary: 'What was written after it stood',
        params,
        querystring: rangeQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, request.query as RangeQuery);
        if (!asked.as_of)
          throw new Problem('invalid', {
            en: 'Since when? Give as_of.',
            zh: '请给出时点（as_of）。',
          });
        const { records, ...changes } = await changesSince(client, names, indicator, {
          ...asked,
          as_of: asked.as_of,
        });
        const typeOf = (measure: string) => book.record(book.measure(measure).of);
        const titles = await titlesByType(
          client,
          records.map(({ record_id, measure }) => ({ record_id, type: typeOf(measure) })),
        );
        const units = await unitTexts(
          client,
          [...titles.values()].map((t) => t.unit_id),
        );
        const lines = records.flatMap((row) => {
          const title = titles.get(row.record_id);
          return title
            ? [
                {
                  record_type: typeOf(row.measure).name,
                  id: row.record_id,
                  ...title,
                  unit: units.get(title.unit_id)?.name,
                  amount: row.amount,
                  kind: row.kind,
                  recorded_at: row.recorded_at,
                },
              ]
            : [];
        });
        return { ...changes, lines };
      });
    },
  );

  app.get(
    '/api/figures/:indicator/entries',
    { schema: { tags: ['figures'], summary: 'Its ledger lines', params, querystring: rangeQuery } },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const query = request.query as RangeQuery;
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, query);
        const side = query.side === 'denominator' ? 'denominator' : 'numerator';
        const after = Number(query.after ?? 0) || 0;
        return ledgerEntries(services, client, indicator, asked, side, after, query.limit ?? 50);
      });
    },
  );
}
