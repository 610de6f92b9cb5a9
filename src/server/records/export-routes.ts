/** A register as a file. Who takes one away is logged, with how many rows: it is out of the book's reach then. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { sendFile } from '../reports/file-routes.ts';
import { excelType } from '../reports/return-routes.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { exportFile } from './export.ts';
import { readListQuery } from './routes.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: excelType } as const;

export function exportRoutes(app: FastifyInstance, services: Services): void {
  const params = Type.Object({ type: Type.String({ maxLength: 60 }) });
  for (const format of ['csv', 'xlsx'] as const) {
    const schema = { tags: ['records'], summary: `A register as ${format}`, params };
    app.get(`/api/records/:type/export.${format}`, { schema }, async (request, reply) => {
      const actor = await readActor(request);
      const type = services.book.findRecord((request.params as { type: string }).type);
      if (!type || !holdsLine(actor, type.line)) throw notFound();
      const raw = request.query as Record<string, string>;
      const language: Language = raw['lang'] === 'en' ? 'en' : 'zh';
      const { content, rows } = await readAs(services, actor, async (client) => {
        const today = dayInShanghai(services.clock());
        const query = await readListQuery(raw, type, actor, client, today);
        return exportFile(services, client, actor, type, query, format, language);
      });
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        record_type: type.name,
        detail: { rows, format },
      });
      return sendFile(reply, content, `${type.plural[language]}.${format}`, mediaTypes[format]);
    });
  }
}
