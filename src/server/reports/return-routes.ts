/** Returns over HTTP: as numbers for a page, and as the Excel file that goes to the superior. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { ReturnForm } from '#engine/report.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { instantOr } from '../figures/asked.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { sendFile } from './file-routes.ts';
import { returnSheet } from './return-sheet.ts';
import { fillReturn, returnPeriod } from './return.ts';
import type { FilledReturn } from './return.ts';
import { safeDownloadName } from './spreadsheet.ts';

const day = Type.Optional(Type.String({ maxLength: 10 }));
const returnQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  period: Type.Optional(Type.String({ maxLength: 10 })),
  from: day,
  to: day,
  as_of: Type.Optional(Type.String({ maxLength: 40 })),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
});
type ReturnQuery = {
  unit?: number;
  period?: string;
  from?: string;
  to?: string;
  as_of?: string;
  lang?: Language;
};

export const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export function returnRoutes(app: FastifyInstance, services: Services): void {
  const fill = (actor: Actor, form: ReturnForm, asked: ReturnQuery): Promise<FilledReturn> =>
    readAs(services, actor, async (client) => {
      const unit = await unitWithin(client, actor, asked.unit);
      const query = {
        unit_id: unit.id,
        ...returnPeriod(asked),
        as_of: instantOr(asked.as_of),
        now: services.clock(),
      };
      return fillReturn(services, client, form, unit, query);
    });

  for (const line of services.book.lines) {
    for (const form of line.returns ?? []) {
      const schema = (summary: string) => ({
        tags: ['reports'],
        summary: `${summary}: ${form.title.en}`,
        querystring: returnQuery,
      });
      const allowed = (actor: Actor) => {
        if (!holdsLine(actor, line.name)) throw notFound();
        return actor;
      };
      app.get(
        `/api/returns/${form.name}`,
        { schema: schema('A return, cell by cell') },
        async (request) =>
          fill(allowed(await readActor(request)), form, request.query as ReturnQuery),
      );
      app.get(
        `/api/returns/${form.name}.xlsx`,
        { schema: schema('A return as Excel') },
        async (request, reply) => {
          const actor = allowed(await readActor(request));
          const query = request.query as ReturnQuery;
          const filled = await fill(actor, form, query);
          const language = query.lang ?? 'zh';
          const { unit, from, to, as_of } = filled;
          const made = { name: actor.name, at: services.clock() };
          const file = await returnSheet(filled, made, language);
          await logAccess(services.owner, {
            person_id: actor.person_id,
            grant_role: actor.grant.role,
            deed: 'exported',
            detail: { report: `return:${form.name}`, unit_id: unit.id, from, to, as_of },
          });
          const name = `${unit.name[language]} ${filled.title[language]} ${filled.period[language]}`;
          return sendFile(reply, file, safeDownloadName(name, 'xlsx'), excelType);
        },
      );
    }
  }
}
