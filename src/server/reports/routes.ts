/** The summary and the returns over HTTP: as JSON with every number a door, as Word, as Excel. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { seedCheck, thenAndNow } from '#city/then-and-now.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { dayOr, instantOr } from '../figures/asked.ts';
import { inTransaction } from '../ledger/fold.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { mediationReturnFile, periodOf } from './return-file.ts';
import { writeSummary } from './summary.ts';
import { summaryFile } from './summary-file.ts';

const summaryQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  year: Type.Integer({ minimum: 1950, maximum: 2100 }),
  cutoff: Type.Optional(Type.String()),
  as_of: Type.Optional(Type.String()),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
});
type SummaryQuery = { unit?: number; year: number; cutoff?: string; as_of?: string; lang?: Language };

export function reportRoutes(app: FastifyInstance, services: Services): void {
  const summaryFor = async (client: PoolClient, actor: Actor, query: SummaryQuery) => {
    const unit = await unitWithin(client, actor, query.unit);
    const cutoff = dayOr(query.cutoff, `${query.year}-12-31`);
    return writeSummary(services, client, { unit, year: query.year, cutoff, as_of: instantOr(query.as_of), now: services.clock(), lines: actor.grant.lines });
  };
  const log = (actor: Actor, detail: Record<string, string | number | null>) =>
    logAccess(services.owner, { person_id: actor.person_id, grant_role: actor.grant.role, deed: 'exported', detail });

  app.get('/api/state', { schema: { tags: ['reports'], summary: 'Is the product there, and which city is it?' } }, async () => ({ demo: await demoIs(services), version: '0.1.0' }));

  app.get('/api/summary', { schema: { tags: ['reports'], summary: 'The annual summary, every number a door', querystring: summaryQuery } }, async (request) => {
    const actor = await readActor(request);
    return readAs(services, actor, (client) => summaryFor(client, actor, request.query as SummaryQuery));
  });

  app.get('/api/summary.docx', { schema: { tags: ['reports'], summary: 'The annual summary as Word (GB/T 9704)', querystring: summaryQuery } }, async (request, reply) => {
    const actor = await readActor(request);
    const query = request.query as SummaryQuery;
    const summary = await readAs(services, actor, (client) => summaryFor(client, actor, query));
    const language = query.lang ?? 'zh';
    await log(actor, { report: 'summary', unit_id: summary.unit.id, year: query.year, as_of: query.as_of ?? null });
    return sendFile(reply, await summaryFile(summary, language), `${summary.unit.name[language]} ${query.year}.docx`, wordType);
  });

  const returnQuery = Type.Object({ unit: Type.Optional(Type.Integer({ minimum: 1 })), period: Type.String({ pattern: '^\\d{4}(-(\\d{2}|Q[1-4]|H[12]))?$' }), as_of: Type.Optional(Type.String()) });
  app.get('/api/returns/mediation.xlsx', { schema: { tags: ['reports'], summary: 'The statutory mediation return', querystring: returnQuery } }, async (request, reply) => {
    const actor = await readActor(request);
    if (!holdsLine(actor, 'mediation')) throw notFound();
    const query = request.query as { unit?: number; period: string; as_of?: string };
    const { file, unit } = await readAs(services, actor, async (client) => {
      const found = await unitWithin(client, actor, query.unit);
      const asked = { unit_id: found.id, ...periodOf(query.period), as_of: instantOr(query.as_of), now: services.clock() };
      return { unit: found, file: await mediationReturnFile(services, client, found, query.period, asked) };
    });
    await log(actor, { report: 'mediation return', unit_id: unit.id, period: query.period });
    return sendFile(reply, file, `${unit.name.zh}人民调解工作情况统计表${query.period}.xlsx`, excelType);
  });

  app.get('/api/then-and-now', { schema: { tags: ['reports'], summary: 'The published summary of 2009 beside ours' } }, async (request) => {
    await readActor(request);
    if (!(await demoIs(services))) throw notFound();
    return { paragraphs: thenAndNow, figures: await seedCheck(services) };
  });

  // The front page's paragraph: figures only, of the demonstration city only, for whoever opens the page.
  app.get('/api/demo/paragraph', { schema: { tags: ['reports'], summary: 'The front page paragraph of the demonstration' } }, async () => {
    if (!(await demoIs(services))) throw notFound();
    return inTransaction(services.owner, async (client) => {
      const { rows } = await client.query(
        `select id, code, kind, json_build_object('en', name_en, 'zh', name) as name, parent_id, path from unit where kind = 'city' order by id limit 1`,
      );
      return writeSummary(services, client, { unit: rows[0], year: 2009, cutoff: '2009-12-31', as_of: null, now: services.clock(), lines: ['*'] });
    });
  });
}

async function demoIs(services: Services): Promise<boolean> {
  const { rows } = await services.owner.query({ name: 'is-demo', text: `select 1 from setting where name = 'demo'` });
  return rows.length > 0;
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Reply = { type(t: string): Reply; header(name: string, value: string): Reply; send(body: unknown): unknown };

export function sendFile(reply: Reply, content: Buffer, name: string, type: string): unknown {
  return reply
    .type(type)
    .header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/[\\/:*?"<>|]/g, ''))}`)
    .header('cache-control', 'private, no-store')
    .send(content);
}
