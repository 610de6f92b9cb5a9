/** The summary as a Word file. Whoever takes a file is logged. */
import type { FastifyInstance } from 'fastify';
import type { Actor } from '#engine/permission.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { summaryFor, summaryQuery } from './routes.ts';
import type { SummaryQuery } from './routes.ts';
import { summaryFile } from './summary-file.ts';

export function reportFileRoutes(app: FastifyInstance, services: Services): void {
  const log = (actor: Actor, detail: Record<string, string | number | null>) =>
    logAccess(services.owner, {
      person_id: actor.person_id,
      grant_role: actor.grant.role,
      deed: 'exported',
      detail,
    });

  app.get(
    '/api/summary.docx',
    {
      schema: {
        tags: ['reports'],
        summary: 'The annual summary as Word (GB/T 9704)',
        querystring: summaryQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const query = request.query as SummaryQuery;
      const summary = await readAs(services, actor, (client) =>
        summaryFor(services, client, actor, query),
      );
      const language = query.lang ?? 'zh';
      await log(actor, {
        report: 'summary',
        unit_id: summary.unit.id,
        year: query.year,
        as_of: query.as_of ?? null,
      });
      return sendFile(
        reply,
        await summaryFile(summary, language),
        `${summary.unit.name[language]} ${query.year}.docx`,
        wordType,
      );
    },
  );
}

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

type Reply = {
  type(t: string): Reply;
  header(name: string, value: string): Reply;
  send(body: unknown): unknown;
};

export function sendFile(reply: Reply, content: Buffer, name: string, type: string): unknown {
  return reply
    .type(type)
    .header(
      'content-disposition',
      `attachment; filename*=UTF-8''${encodeURIComponent(name.replace(/[\\/:*?"<>|]/g, ''))}`,
    )
    .header('cache-control', 'private, no-store')
    .send(content);
}
