/** Sampling lists over HTTP: drawing, drawing again, planning the trips. The list itself is a record like any other. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { holdsLine } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { drawAgain, drawList, planTrips } from './sampling.ts';
import type { Drawing } from './sampling.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });
const drawing = Type.Object(
  {
    write_id: uuid,
    expected_version: Type.Integer({ minimum: 1 }),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
const tags = ['offices'];

export function samplingRoutes(app: FastifyInstance, services: Services): void {
  if (!services.book.findRecord('sampling')) return;
  const { line } = services.book.record('sampling');
  const ask = async (request: Parameters<typeof readActor>[0]) => {
    const actor = await readActor(request);
    if (!holdsLine(actor, line)) throw notFound();
    return { actor, id: (request.params as { id: string }).id };
  };

  app.post(
    '/api/samplings/:id/draw',
    { schema: { tags, summary: 'Draw a sampling list by lot', params, body: drawing } },
    async (request) => {
      const { actor, id } = await ask(request);
      return drawList(services, actor, id, request.body as Drawing);
    },
  );

  app.get(
    '/api/samplings/:id/again',
    { schema: { tags, summary: 'Draw it again from its seed, and compare', params } },
    async (request) => {
      const { actor, id } = await ask(request);
      return drawAgain(services, actor, id);
    },
  );

  app.post(
    '/api/samplings/:id/trips',
    { schema: { tags, summary: 'Plan a trip to each office on the list', params } },
    async (request) => {
      const { actor, id } = await ask(request);
      return planTrips(services, actor, id);
    },
  );
}
