/**
 * Who can be named in a record by their account: people with a post inside the reader's territory, sought by name. By
 * POST, because a name has no place in an address.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { workingRoles } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import type { Services } from '../services.ts';
import { holdsPostWithin } from './post-within.ts';
import { readActor } from './session-actor.ts';

const body = Type.Object(
  { q: Type.String({ minLength: 1, maxLength: 60 }) },
  { additionalProperties: false },
);
const people = 20;

export function peopleRoutes(app: FastifyInstance, services: Services): void {
  app.post(
    '/api/people/search',
    { schema: { tags: ['people'], summary: 'People with a post within reach, by name', body } },
    async (request) => {
      const { grant } = await readActor(request);
      // The three administrators never work with records, and so name nobody in one.
      if (!(workingRoles as readonly string[]).includes(grant.role)) throw notFound();
      const { q } = request.body as { q: string };
      const { rows } = await services.owner.query({
        name: 'people-within',
        text: `select a.id, a.name, min(g.role) as role, (array_agg(u.id order by u.path))[1] as unit_id,
            (array_agg(json_build_object('en', u.name_en, 'zh', u.name) order by u.path))[1] as unit
          from account a join grants g on g.account_id = a.id join unit u on u.id = g.unit_id
          where ${holdsPostWithin('$2', '$3', '$4')}
            and position(lower($1) in lower(a.name)) > 0
          group by a.id, a.name order by a.name, a.id limit ${people}`,
        values: [q.trim(), dayInShanghai(services.clock()), workingRoles, grant.path],
      });
      return { people: rows };
    },
  );
}
