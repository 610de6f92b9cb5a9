/** Saved views of registers over HTTP: whoever holds the line of the register, and their own alone. */
import { Type } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { holdsLine } from '#engine/permission.ts';
import { seeksSecretly } from '#engine/record.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { forgetView, keepView, viewsOf } from './saved-views.ts';
import type { SavedView } from './saved-views.ts';

const typeParams = Type.Object({ type: Type.String({ maxLength: 60 }) });
const params = Type.Object({
  type: Type.String({ maxLength: 60 }),
  id: Type.String({ format: 'uuid' }),
});
const body = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    /** As it stands in the address of the register. */
    search: Type.Record(
      Type.String({ pattern: '^(q|unit|mine|overdue|sort|filter\\.[a-z0-9_.]{1,80})$' }),
      Type.String({ maxLength: 500 }),
      { maxProperties: 30, additionalProperties: false },
    ),
    is_default: Type.Boolean(),
  },
  { additionalProperties: false },
);

export function viewRoutes(app: FastifyInstance, services: Services): void {
  const tags = ['views'];
  const asked = async (request: FastifyRequest) => {
    const actor = await readActor(request);
    const { type: name, id } = request.params as { type: string; id: string };
    const type = services.book.findRecord(name);
    if (!type || !holdsLine(actor, type.line)) throw notFound();
    return { actor, type, id };
  };

  app.get(
    '/api/views/:type',
    { schema: { tags, summary: 'The views of a register that one has saved', params: typeParams } },
    async (request) => {
      const { actor, type } = await asked(request);
      return { views: await readAs(services, actor, (client) => viewsOf(client, type.name)) };
    },
  );

  app.put(
    '/api/views/:type/:id',
    { schema: { tags, summary: 'Save a view, or change it', params, body } },
    async (request) => {
      const { actor, type, id } = await asked(request);
      const view = request.body as Omit<SavedView, 'id'>;
      const name = view.name.trim();
      if (name === '') throw nameless();
      if (view.search['q'] && seeksSecretly(type)) throw soughtInSecret();
      await keepView(services.writer, actor.person_id, type.name, { ...view, id, name });
      return { id };
    },
  );

  app.delete(
    '/api/views/:type/:id',
    { schema: { tags, summary: 'Delete a view', params } },
    async (request) => {
      const { actor, id } = await asked(request);
      await forgetView(services.writer, actor.person_id, id);
      return { id };
    },
  );
}

function nameless(): Problem {
  const message = { en: 'Give the view a name.', zh: '请填写视图名称。' };
  return new Problem('invalid', message, [{ field: 'name', message }]);
}

/** What identifies somebody is kept nowhere in plain words, and a view is kept. */
function soughtInSecret(): Problem {
  const message = {
    en: 'Names and numbers of persons are not kept in a view of this register. Save it without the search words.',
    zh: '本台账的视图不保存人员姓名、证件号等检索词，请去掉检索词后再保存。',
  };
  return new Problem('invalid', message, [{ field: 'q', message }]);
}
