/** Asking for a person to be erased, and doing it: two people, two rooms. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { roles } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { erasureGrounds } from '#lines/common/person-codes.ts';
import { requireProof } from '../accounts/proof.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import {
  askErasure,
  doErasure,
  erasureOf,
  refuseErasure,
  waitingErasures,
  withdrawErasure,
} from './erasure.ts';

const closed = { additionalProperties: false };
const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });
const words = Type.String({ minLength: 2, maxLength: 500 });
const ground = Type.Unsafe<string>({
  type: 'string',
  enum: erasureGrounds.codes.map((one) => one.code),
});
const asking = Type.Object(
  {
    erasure_id: uuid,
    ground,
    document: Type.String({ minLength: 2, maxLength: 100 }),
    reason: words,
    files: Type.Boolean(),
  },
  closed,
);
const answering = Type.Object({ answer: words }, closed);
type Asking = {
  erasure_id: string;
  ground: string;
  document: string;
  reason: string;
  files: boolean;
};

export function erasureRoutes(app: FastifyInstance, services: Services): void {
  if (!services.book.findRecord('person')) return;
  const schema = (summary: string) => ({ tags: ['persons'], summary, params });
  const idOf = (request: { params: unknown }) => (request.params as { id: string }).id;
  const answerOf = (request: { body: unknown }) => (request.body as { answer: string }).answer;

  app.get(
    '/api/persons/:id/erasure',
    {
      schema: schema('What erasing a person would do, whether it is asked, since when it is done'),
    },
    async (request) => erasureOf(services, await readActor(request), idOf(request)),
  );

  app.post(
    '/api/persons/:id/erasure',
    { schema: { ...schema('Ask for a person to be erased'), body: asking } },
    async (request) => {
      const actor = await readCountyOfficer(request);
      await requireProof(request);
      const { erasure_id, ...wish } = request.body as Asking;
      await askErasure(services, actor, { ...wish, id: erasure_id, person_id: idOf(request) });
      return { asked: true };
    },
  );

  app.post(
    '/api/persons/:id/erasure/withdraw',
    { schema: schema('Withdraw what was asked') },
    async (request) => {
      await withdrawErasure(services, await readCountyOfficer(request), idOf(request));
      return { asked: false };
    },
  );

  app.get(
    '/api/admin/erasures',
    { schema: { tags: ['administration'], summary: 'Persons to be erased, without their names' } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      return { erasures: await waitingErasures(services, actor) };
    },
  );

  app.post(
    '/api/admin/erasures/:id/do',
    { schema: { ...schema('Destroy the key: nothing takes it back'), body: answering } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      await doErasure(services, actor, idOf(request), answerOf(request));
      return { erased: true };
    },
  );

  app.post(
    '/api/admin/erasures/:id/refuse',
    { schema: { ...schema('Refuse, with the ground'), body: answering } },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await refuseErasure(services, actor, idOf(request), answerOf(request));
      return { erased: false };
    },
  );
}

async function readCountyOfficer(request: Parameters<typeof readActor>[0]) {
  const actor = await readActor(request);
  if (actor.grant.role === 'county') return actor;
  throw new Problem('not-allowed', {
    en: `This is for: ${roles.county.en}. Ask one of them, or switch your post.`,
    zh: `由${roles.county.zh}办理。请由其办理，或切换岗位。`,
  });
}
