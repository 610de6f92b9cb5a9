/** The page for the day of an inspection, over HTTP. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { inspectionDay } from './inspection-day.ts';

/** It shows what three lines keep: whoever lacks one of them has the registers of the others. */
const lines = ['offices', 'honours', 'mediation'];

export function officeRoutes(app: FastifyInstance, services: Services): void {
  const { book, clock } = services;
  const params = Type.Object({ id: Type.String({ format: 'uuid' }) });

  app.get(
    '/api/offices/:id/inspection-day',
    {
      schema: {
        tags: ['offices'],
        summary: 'What an office shows on the day of an inspection',
        params,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      if (!lines.every((line) => holdsLine(actor, line))) throw notFound();
      const { id } = request.params as { id: string };
      const today = dayInShanghai(clock());
      return readAs(services, actor, async (client) => ({
        today,
        ...(await inspectionDay(client, book, id, today)),
      }));
    },
  );
}
