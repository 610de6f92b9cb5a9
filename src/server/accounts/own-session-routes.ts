/** One's own sessions over HTTP: to see is free, to end asks for a fresh proof. */
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { notFound } from '#engine/problem.ts';
import { endOthers, ownSessions } from './own-sessions.ts';
import { requireProof } from './proof.ts';
import { readSessionAtTheDoor } from './session-actor.ts';
import type { SessionKeeper } from './session-actor.ts';
import type { AccountServices } from './sign-in-settings.ts';
import { sessionsMax } from './sign-in-settings.ts';

export function ownSessionRoutes(
  app: FastifyInstance,
  room: Pick<AccountServices, 'owner' | 'config' | 'clock'>,
  keeper: SessionKeeper,
): void {
  const schema = (summary: string) => ({ tags: ['session'], summary });

  app.get('/api/sessions', { schema: schema('Where one is signed in') }, async (request) => ({
    sessions: await ownSessions(room, await readSessionAtTheDoor(request)),
    at_once: sessionsMax(room.config),
  }));

  app.delete(
    '/api/sessions',
    { schema: schema('End all one’s other sessions') },
    async (request) => {
      const signedIn = await readSessionAtTheDoor(request);
      await requireProof(request);
      // The demonstration's accounts are everybody's.
      if (signedIn.proved_at === null) return { ended: 0 };
      return { ended: await endOthers(room, keeper, signedIn) };
    },
  );

  const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
  app.delete(
    '/api/sessions/:id',
    { schema: { ...schema('End one of one’s other sessions'), params } },
    async (request) => {
      const signedIn = await readSessionAtTheDoor(request);
      await requireProof(request);
      const { id } = request.params as { id: string };
      const ended = signedIn.proved_at === null ? 0 : await endOthers(room, keeper, signedIn, id);
      if (ended === 0) throw notFound();
      return { ended };
    },
  );
}
