/** Hand over my post 工作移交, over HTTP: what is open, to whom, one save, the sheet for both to sign. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dayInShanghai } from '#engine/day.ts';
import { withinTerritory } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { shownGrant } from '../accounts/grants.ts';
import { readSession } from '../accounts/session-actor.ts';
import { latinOf } from '../records/latin-names.ts';
import { peopleNames } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { getHandOver, handPostOver, takeHandOverBack } from './hand-over.ts';
import { dutiesMax, openDutiesOf, openRecordsKept } from './open-duties.ts';
import type { HandedRecord } from './open-duties.ts';
import { postOf, postsBelow, successorsOf } from './posts.ts';

const closed = { additionalProperties: false };
const uuid = Type.String({ format: 'uuid' });
const query = Type.Object({ grant: Type.Optional(uuid) }, closed);
const body = Type.Object(
  {
    id: uuid,
    grant_id: Type.Optional(uuid),
    to: uuid,
    note: Type.Optional(Type.String({ maxLength: 300 })),
  },
  closed,
);
const params = Type.Object({ id: uuid });

export function handOverRoutes(plain: FastifyInstance, services: Services): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, book } = services;
  const schema = (summary: string) => ({ tags: ['today'], summary });
  const today = () => dayInShanghai(services.clock());

  const byType = (records: readonly HandedRecord[]) =>
    [...Map.groupBy(records, (record) => record.type)].map(([type, kept]) => ({
      type,
      label: book.record(type).plural,
      records: kept.length,
    }));

  app.get(
    '/api/hand-over',
    { schema: { ...schema('What my post has in hand, and who may take it over'), querystring: query } }, // prettier-ignore
    async (request) => {
      const signedIn = await readSession(request);
      const post = await postOf(owner, signedIn, request.query.grant, today());
      const [records, duties] = await readAs(services, signedIn.actor, async (client) => [
        await openRecordsKept(client, book, post),
        await openDutiesOf(client, post),
      ]);
      const done = await owner.query(
        `select h.id, h.day, h.taken_back_at, a.name as "from", b.name as "to", jsonb_array_length(h.records) as records
          from hand_over h join account a on a.id = h.from_person join account b on b.id = h.to_person
          where $1 in (h.from_person, h.to_person, h.by_person) order by h.recorded_at desc limit 10`,
        [signedIn.actor.person_id],
      );
      return {
        post: shownGrant(post),
        person: { id: post.person.id, name: post.person.name },
        records: byType(records),
        duties,
        more_duties: duties.length === dutiesMax,
        successors: await successorsOf(owner, post, today()),
        posts: (await postsBelow(owner, signedIn.actor, today())).map((one) => ({
          ...shownGrant(one),
          person: one.person,
        })),
        done: done.rows,
        latin: latinOf([post.person.name, ...done.rows.flatMap((one) => [one['from'], one['to']])]),
      };
    },
  );

  app.post(
    '/api/hand-over',
    { schema: { ...schema('Hand a post over'), body } },
    async (request, reply) => {
      const signedIn = await readSession(request);
      const { grant_id, ...wish } = request.body;
      const post = await postOf(owner, signedIn, grant_id, today());
      const done = await handPostOver(services, signedIn.actor, post, wish);
      const counts = { records: done.records.length, duties: done.duties.length };
      return reply.status(201).send({ id: done.id, ...counts });
    },
  );

  /** Both who sign it, whoever did it, and the director of the unit. */
  const sheetFor = async (request: FastifyRequest, id: string) => {
    const { actor } = await readSession(request);
    const done = await getHandOver(services, id);
    const near = [done.from_person, done.to_person, done.by_person].includes(actor.person_id);
    const directs = actor.grant.role === 'director' && withinTerritory(actor, done.path);
    if (!near && !directs) throw notFound();
    return { done, actor };
  };

  app.get(
    '/api/hand-over/:id',
    { schema: { ...schema('The sheet for both to sign'), params } },
    async (request) => {
      const { done, actor } = await sheetFor(request, request.params.id);
      const [people, units] = await readAs(services, actor, async (client) => [
        await peopleNames(client, [done.from_person, done.to_person, done.by_person]),
        await unitTexts(client, [done.unit_id]),
      ]);
      const { id, day, note, records, duties, taken_back_at } = done;
      return {
        id,
        day,
        note,
        taken_back: taken_back_at !== null,
        may_take_back:
          taken_back_at === null &&
          day === today() &&
          [done.by_person, done.from_person].includes(actor.person_id),
        unit: units.get(done.unit_id),
        from: people[done.from_person],
        to: people[done.to_person],
        by: people[done.by_person],
        counts: byType(records),
        records,
        duties,
      };
    },
  );

  app.delete(
    '/api/hand-over/:id',
    { schema: { ...schema('Take a hand-over back, the same day'), params } },
    async (request) => {
      const { actor } = await readSession(request);
      return takeHandOverBack(services, actor, request.params.id);
    },
  );
}
