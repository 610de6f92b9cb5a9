/** The summary over HTTP, every number a door; and what the demonstration shows beside it. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { seedCheck, thenAndNow } from '#city/then-and-now.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { readActor } from '../accounts/session-actor.ts';
import { dayOr, instantOr } from '../figures/asked.ts';
import { inTransaction } from '../ledger/fold.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { writeSummary } from './summary.ts';
import type { Summary } from './summary.ts';

export const summaryQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  year: Type.Integer({ minimum: 1950, maximum: 2100 }),
  cutoff: Type.Optional(Type.String()),
  as_of: Type.Optional(Type.String()),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
});
export type SummaryQuery = {
  unit?: number;
  year: number;
  cutoff?: string;
  as_of?: string;
  lang?: Language;
};

export function reportRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/state',
    { schema: { tags: ['reports'], summary: 'Is the product there, and which city is it?' } },
    async () => ({ demo: await demoIs(services), version: '0.1.0' }),
  );

  app.get(
    '/api/summary',
    {
      schema: {
        tags: ['reports'],
        summary: 'The annual summary, every number a door',
        querystring: summaryQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, (client) =>
        summaryFor(services, client, actor, request.query as SummaryQuery),
      );
    },
  );

  app.get(
    '/api/then-and-now',
    { schema: { tags: ['reports'], summary: 'The published summary of 2009 beside ours' } },
    async (request) => {
      await readActor(request);
      if (!(await demoIs(services))) throw notFound();
      return { paragraphs: thenAndNow, figures: await seedCheck(services) };
    },
  );

  // The front page's paragraph: figures only, of the demonstration city only, for whoever opens the page.
  app.get(
    '/api/demo/paragraph',
    { schema: { tags: ['reports'], summary: 'The front page paragraph of the demonstration' } },
    async () => {
      if (!(await demoIs(services))) throw notFound();
      return inTransaction(services.owner, async (client) => {
        const { rows } = await client.query(
          `select id, code, kind, json_build_object('en', name_en, 'zh', name) as name, parent_id, path from unit where kind = 'city' order by id limit 1`,
        );
        return writeSummary(services, client, {
          unit: rows[0],
          year: 2009,
          cutoff: '2009-12-31',
          as_of: null,
          now: services.clock(),
          lines: ['*'],
        });
      });
    },
  );
}

export async function summaryFor(
  services: Services,
  client: PoolClient,
  actor: Actor,
  query: SummaryQuery,
): Promise<Summary> {
  const unit = await unitWithin(client, actor, query.unit);
  const cutoff = dayOr(query.cutoff, `${query.year}-12-31`);
  return writeSummary(services, client, {
    unit,
    year: query.year,
    cutoff,
    as_of: instantOr(query.as_of),
    now: services.clock(),
    lines: actor.grant.lines,
  });
}

async function demoIs(services: Services): Promise<boolean> {
  if (!services.config.demo) return false;
  const { rows } = await services.owner.query({
    name: 'is-demo',
    text: `select 1 from setting where name = 'demo'`,
  });
  return rows.length > 0;
}
