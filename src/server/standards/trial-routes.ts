/** Trying a standard over HTTP: nothing is written, and whoever may read the draft sees their own bodies tried. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { readActor } from '../accounts/session-actor.ts';
import { getRecord, titleOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts, unitWithin } from '../units/unit-text.ts';
import { sheetOf } from './score-sheet.ts';
import { tryOnAll } from './try-standard.ts';

const params = Type.Object({
  type: Type.String({ maxLength: 60 }),
  id: Type.String({ format: 'uuid' }),
});

const sheetQuery = Type.Object({
  body: Type.Optional(Type.String({ format: 'uuid' })),
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
});

export function trialRoutes(app: FastifyInstance, services: Services): void {
  const { book, names, clock } = services;

  app.get(
    '/api/standards/:type/:id/trial',
    {
      schema: {
        tags: ['standards'],
        summary: 'A standard tried on all bodies, before it is adopted',
        params,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const standard = book.findStandard(name);
      if (!standard || standard.untried || !holdsLine(actor, standard.line)) throw notFound();
      const today = dayInShanghai(clock());
      return readAs(services, actor, async (client) => {
        const type = book.record(name);
        const draft = await getRecord(client, type, id);
        const tried = await tryOnAll({ client, book, names, today }, standard, draft);
        const units = await unitTexts(
          client,
          tried.map((one) => one.unit_id),
        );
        return {
          standard: {
            id,
            title: titleOf(type, draft).title,
            state: draft.state,
            pass_mark: draft['pass_mark'] as number,
            total: draft['total'] as number,
          },
          body: standard.body,
          today,
          bodies: tried.map(({ unit_id, ...one }) => ({
            ...one,
            unit: units.get(unit_id)?.name ?? null,
          })),
        };
      });
    },
  );

  app.get(
    '/api/standards/:type/:id/sheet',
    {
      schema: {
        tags: ['standards'],
        summary: 'The sheet on which a body is scored, filled in where registers can answer',
        params,
        querystring: sheetQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const { body, unit } = request.query as { body?: string; unit?: number };
      const standard = book.findStandard(name);
      if (!standard || !holdsLine(actor, standard.line)) throw notFound();
      const today = dayInShanghai(clock());
      return readAs(services, actor, async (client) => {
        const criteria = await getRecord(client, book.record(name), id);
        const place = await unitWithin(client, actor, unit);
        const about = { body: body ?? null, unit_id: place.id };
        return { rows: await sheetOf({ client, book, names, today }, standard, criteria, about) };
      });
    },
  );
}
