/**
 * How far long work has come, told to whoever started it: an import, an export. It lives in the memory of this process,
 * as long as the request that it tells of, under an id that the client made.
 */
import { Type } from 'typebox';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { readActor } from './accounts/session-actor.ts';

/** A total of 0: nobody knows it yet. */
export type Tell = (step: string, done: number, total: number) => void;

type Running = { person_id: string; step: string; done: number; total: number };
const running = new Map<string, Running>();

/** With a `reply`, the work ends where whoever asked has gone: they pressed Cancel, or closed the page. */
export async function told<T>(
  actor: Actor,
  id: string | undefined,
  work: (tell: Tell) => Promise<T>,
  reply?: FastifyReply,
): Promise<T> {
  const stillThere = () => {
    if (reply && reply.raw.destroyed && !reply.raw.writableEnded) throw gone();
  };
  const tell: Tell = (step, done, total) => {
    stillThere();
    if (id) running.set(id, { person_id: actor.person_id, step, done, total });
  };
  tell('reading', 0, 0);
  try {
    const made = await work(tell);
    stillThere();
    return made;
  } finally {
    if (id) running.delete(id);
  }
}

export const progressId = Type.Optional(
  Type.String({ format: 'uuid', description: "The client's own id for asking how far it is" }),
);

export function progressRoutes(app: FastifyInstance): void {
  app.get(
    '/api/progress/:id',
    {
      schema: {
        tags: ['progress'],
        summary: 'How far an import or an export is, by the id that its client made',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const found = running.get((request.params as { id: string }).id);
      if (!found || found.person_id !== actor.person_id) return { step: null, done: 0, total: 0 };
      const { step, done, total } = found;
      return { step, done, total };
    },
  );
}

function gone(): Problem {
  return new Problem('unavailable', {
    en: 'Whoever asked for it has gone.',
    zh: '请求已取消。',
  });
}
