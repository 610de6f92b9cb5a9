/** The register of persons, where it does what no other register does: merge, and what is about somebody. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { notFound, Problem } from '#engine/problem.ts';
import { roles } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { readActor } from '../accounts/session-actor.ts';
import { getRecord, titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { apartFrom } from './duplicates.ts';
import { mergePersons, undoMerger } from './merge.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });
const closed = { additionalProperties: false };
const reason = Type.String({ minLength: 2, maxLength: 500 });

export function personRoutes(app: FastifyInstance, services: Services): void {
  const { book } = services;
  // Where no line keeps persons there is no such room.
  const type = book.findRecord('person');
  if (!type) return;

  app.get(
    '/api/persons/:id/about',
    {
      schema: {
        tags: ['persons'],
        summary: 'The records about a person that one may open',
        params,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { id } = request.params as { id: string };
      return readAs(services, actor, async (client) => {
        await getRecord(client, type, id);
        const { rows } = await client.query(
          `select record_type, record_id from about where identity_id = $1
            and reader_holds(line) order by record_id desc limit 100`,
          [id],
        );
        const records = [];
        for (const [name, found] of Map.groupBy(rows, (row) => row.record_type as string)) {
          const of = book.record(name);
          const titles = await titlesOf(
            client,
            of,
            found.map((row) => row.record_id as string),
          );
          for (const [record_id, title] of titles)
            records.push({ type: name, label: of.label, id: record_id, ...title });
        }
        const merged = await client.query(
          `select id from person_seen where merged_into_id = $1 and state = 'merged' order by id`,
          [id],
        );
        const mergedTitles = await titlesOf(
          client,
          type,
          merged.rows.map((row) => row.id as string),
        );
        return {
          records,
          merged: [...mergedTitles].map(([merged_id, { title }]) => ({ id: merged_id, title })),
          apart: await apartFrom(services, client, id),
        };
      });
    },
  );

  app.post(
    '/api/persons/:id/merge',
    {
      schema: {
        tags: ['persons'],
        summary: 'Merge into another entry',
        params,
        body: Type.Object(
          { merger_id: uuid, into_id: uuid, ground: reason, expected_version: Type.Integer() },
          closed,
        ),
      },
    },
    async (request) => {
      const actor = supervising(await readActor(request));
      const { id } = request.params as { id: string };
      const { merger_id, ...wish } = request.body as {
        merger_id: string;
        into_id: string;
        ground: string;
        expected_version: number;
      };
      await mergePersons(services, actor, { ...wish, id: merger_id, person_id: id });
      return { merged: true };
    },
  );

  app.post(
    '/api/persons/:id/unmerge',
    {
      schema: {
        tags: ['persons'],
        summary: 'Undo a merger',
        params,
        body: Type.Object({ reason }, closed),
      },
    },
    async (request) => {
      const actor = supervising(await readActor(request));
      const { id } = request.params as { id: string };
      await undoMerger(services, actor, id, (request.body as { reason: string }).reason);
      return { merged: false };
    },
  );
}

/** Who may say that two entries are one person. */
export function supervising(actor: Actor): Actor {
  if (actor.grant.role === 'director' || actor.grant.role === 'county') return actor;
  if (actor.grant.lines.length === 0) throw notFound();
  throw forRoles(['director', 'county']);
}

function forRoles(wanted: readonly (keyof typeof roles)[]): Problem {
  const who = wanted.map((role) => roles[role]);
  return new Problem('not-allowed', {
    en: `This is for: ${who.map((w) => w.en).join(', ')}. Ask one of them, or switch your post.`,
    zh: `由${who.map((w) => w.zh).join('、')}办理。请由其办理，或切换岗位。`,
  });
}
