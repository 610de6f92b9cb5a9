/** Reports as files: the summary as Word, the statutory returns as Excel. Whoever takes a file is logged. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { instantOr } from '../figures/asked.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { mediationReturnFile, periodOf } from './return-file.ts';
import { summaryFor, summaryQuery } from './routes.ts';
import type { SummaryQuery } from './routes.ts';
import { summaryFile } from './summary-file.ts';

export function reportFileRoutes(app: FastifyInstance, services: Services): void {
  const log = (actor: Actor, detail: Record<string, string | number | null>) =>
    logAccess(services.owner, { person_id: actor.person_id, grant_role: actor.grant.role, deed: 'exported', detail });

  app.get('/api/summary.docx', { schema: { tags: ['reports'], summary: 'The annual summary as Word (GB/T 9704)', querystring: summaryQuery } }, async (request, reply) => {
    const actor = await readActor(request);
    const query = request.query as SummaryQuery;
    const summary = await readAs(services, actor, (client) => summaryFor(services, client, actor, query));
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
