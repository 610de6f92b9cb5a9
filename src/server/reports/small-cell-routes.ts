/** The limit of small cells over HTTP: read by everybody, set by the system administrator of the whole city. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { dayInShanghai, isDay } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import {
  readSmallCells,
  smallBelow,
  smallCellBounds,
  smallCellDefault,
} from './small-cell-setting.ts';

const body = Type.Object(
  {
    below: Type.Integer({ minimum: smallCellBounds.least, maximum: smallCellBounds.most }),
    valid_from: Type.String({ format: 'date' }),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false },
);

export function smallCellRoutes(plain: FastifyInstance, services: Services): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner } = services;
  const answer = async () => ({
    below: await smallBelow(owner, dayInShanghai(services.clock())),
    shipped: smallCellDefault,
    ...smallCellBounds,
    settings: await readSmallCells(owner),
  });

  app.get(
    '/api/small-cells',
    { schema: { tags: ['definitions'], summary: 'Below which number a count is small' } },
    async (request) => {
      await readActor(request);
      return answer();
    },
  );

  app.post(
    '/api/admin/small-cells',
    {
      schema: {
        tags: ['administration'],
        summary: 'Set below which number a count is hidden from outsiders',
        body,
      },
    },
    async (request, reply) => {
      const actor = await readActorAs(request, 'system_admin');
      if (!/^\d+\.$/.test(actor.grant.path))
        throw new Problem('not-allowed', {
          en: 'The limit holds for the whole city: ask its system administrator.',
          zh: '该界限全市统一，请联系全市的系统管理员。',
        });
      const { below, valid_from, reason } = request.body;
      if (!isDay(valid_from) || valid_from < dayInShanghai(services.clock())) throw inThePast();
      await owner.query(
        `insert into small_cell_setting (version, below, valid_from, reason, recorded_by)
          select coalesce(max(version), 0) + 1, $1, $2, $3, $4 from small_cell_setting`,
        [below, valid_from, reason.trim(), actor.person_id],
      );
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'small_cells_set',
        detail: { below, valid_from },
      });
      return reply.status(201).send(await answer());
    },
  );
}

function inThePast(): Problem {
  const message = {
    en: 'It holds for what goes out from a day on, today at the earliest; what was signed keeps its own.',
    zh: '自生效日起对外提供的数据适用，生效日不得早于今天；已签发的版本沿用原界限。',
  };
  return new Problem('invalid', message, [{ field: 'valid_from', message }]);
}
