/** Entries that may be one person: over the whole register, for one entry, and what was found to be two. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { readActor } from '../accounts/session-actor.ts';
import { candidatesFor } from '../records/likely.ts';
import { getRecord } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { apartAmong, duplicatePairs, sayApart, takeApartBack } from './duplicates.ts';
import { supervising } from './routes.ts';
import { logSeeking } from './seek.ts';

const closed = { additionalProperties: false };
const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });
const words = Type.String({ minLength: 2, maxLength: 500 });
const looking = Type.Object({ purpose: Type.Optional(Type.String({ maxLength: 200 })) }, closed);
const parting = Type.Object({ other_id: uuid, reason: words }, closed);
const other = Type.Object({ other_id: uuid }, closed);

export function duplicateRoutes(app: FastifyInstance, services: Services): void {
  const type = services.book.findRecord('person');
  if (!type) return;
  const schema = (summary: string) => ({ tags: ['persons'], summary });

  app.post(
    '/api/persons/duplicates',
    { schema: { ...schema('Pairs in the whole register that may be one person'), body: looking } },
    async (request) => {
      const actor = supervising(await readActor(request));
      const { purpose } = request.body as { purpose?: string };
      await logSeeking(services, actor, type, purpose, 'duplicates');
      return duplicatePairs(services, actor);
    },
  );

  app.post(
    '/api/persons/:id/duplicates',
    { schema: { ...schema('Entries that may be the same person'), params } },
    async (request) => {
      const actor = await readActor(request);
      const { id } = request.params as { id: string };
      const record = await readAs(services, actor, (client) => getRecord(client, type, id));
      await logSeeking(services, actor, type, '查重 duplicates', 'duplicates');
      const candidates = await candidatesFor(services, actor, type, record);
      const apart = await readAs(services, actor, (client) => apartAmong(client, [id]));
      const pair = (one: string) => [id, one].toSorted().join();
      return { candidates: candidates.filter((one) => !apart.has(pair(one.id))) };
    },
  );

  app.post(
    '/api/persons/:id/apart',
    {
      schema: {
        ...schema('Two people, whatever they share: not shown again'),
        params,
        body: parting,
      },
    },
    async (request) => {
      const actor = supervising(await readActor(request));
      const { id } = request.params as { id: string };
      const { other_id, reason } = request.body as { other_id: string; reason: string };
      await sayApart(services, actor, [id, other_id], reason);
      return { apart: true };
    },
  );

  app.post(
    '/api/persons/:id/apart/take-back',
    { schema: { ...schema('Take back that they are two people'), params, body: other } },
    async (request) => {
      const actor = supervising(await readActor(request));
      const { id } = request.params as { id: string };
      await takeApartBack(services, actor, [id, (request.body as { other_id: string }).other_id]);
      return { apart: false };
    },
  );
}
