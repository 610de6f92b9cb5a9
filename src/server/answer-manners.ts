/** What holds for every question and every answer of the API, whatever its route. */
import type { FastifyInstance } from 'fastify';
import { Problem } from '#engine/problem.ts';

/** Before the routes of a room. */
export function keepManners(rooms: FastifyInstance): void {
  // A parameter that stands twice is read differently by everybody on the way: it is refused.
  rooms.addHook('preValidation', async (request) => {
    const doubled = Object.entries(request.query ?? {}).find(([, value]) => Array.isArray(value));
    if (doubled)
      throw new Problem('invalid', {
        en: 'A parameter stands twice in the address. Give each once; several values are parted by commas.',
        zh: '地址中有重复的参数，请每个只写一次，多个值用逗号分隔。',
      });
  });
  // What is answered to one is nobody else's; a file says for itself.
  rooms.addHook('onSend', async (_request, reply) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
}
