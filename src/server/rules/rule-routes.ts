/**
 * Rules and periods over HTTP: what the office has set for itself, for everybody; setting it, for
 * the system administrator of the whole city, where no law sets the number. The register travels
 * with the web app.
 */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { PeriodUnit, TimedRule } from '#engine/calendar.ts';
import { dayInShanghai, isDay } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { cite, findRule } from '#engine/statute.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { loadPeriods, readPeriods } from './own-periods.ts';

const units = ['hours', 'calendar_days', 'working_days', 'months', 'years'] as const;
const body = Type.Object(
  {
    rule: Type.String({ maxLength: 60 }),
    n: Type.Integer({ minimum: 1, maximum: 3650 }),
    unit: Type.Unsafe<PeriodUnit>({ type: 'string', enum: [...units] }),
    valid_from: Type.String({ format: 'date' }),
    reason: Type.String({ minLength: 2, maxLength: 300 }),
  },
  { additionalProperties: false },
);

export function ruleRoutes(plain: FastifyInstance, services: Services): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, book, calendar } = services;

  app.get(
    '/api/rules',
    { schema: { tags: ['definitions'], summary: 'Periods that the office has set for itself' } },
    async (request) => {
      await readActor(request);
      return { own: await readPeriods(owner) };
    },
  );

  app.post(
    '/api/admin/rules',
    { schema: { tags: ['administration'], summary: 'Set a period that no law sets', body } },
    async (request, reply) => {
      const actor = await readActorAs(request, 'system_admin');
      if (!/^\d+\.$/.test(actor.grant.path)) throw onlyTop();
      const { rule: id, n, unit, valid_from, reason } = request.body;
      const rule = configurable(book, id);
      if (!isDay(valid_from) || valid_from < dayInShanghai(services.clock())) throw inThePast();
      await owner.query(
        `insert into rule_setting (rule, version, n, unit, valid_from, reason, recorded_by)
          select $1::text, greatest(coalesce(max(version), 0), $2::int) + 1, $3, $4, $5, $6, $7
          from rule_setting where rule = $1`,
        [rule.id, rule.version, n, unit, valid_from, reason.trim(), actor.person_id],
      );
      await loadPeriods(owner, calendar);
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'rule_set',
        detail: { rule: rule.id, n, unit, valid_from },
      });
      return reply.status(201).send({ own: await readPeriods(owner) });
    },
  );
}

/** A line's own rhythm, or a row of the register whose number is known from practice only. */
function configurable(book: Book, id: string): Pick<TimedRule, 'id' | 'version'> {
  const own = book.lines.flatMap((line) => line.periods ?? []).find((one) => one.id === id);
  if (own) return own;
  const rule = findRule(id);
  if (!rule?.period) throw notFound();
  if (!rule.verified) return rule;
  throw new Problem('not-allowed', {
    en: `The law sets this period (${cite(rule.source, 'en')}); no office can set another.`,
    zh: `该期限由${cite(rule.source, 'zh')}规定，不能另行设定。`,
  });
}

function inThePast(): Problem {
  const message = {
    en: 'It holds for what begins from a day on, today at the earliest; deadlines that run stay as they are.',
    zh: '自生效日起新产生的期限适用，生效日不得早于今天；已计算的期限不变。',
  };
  return new Problem('invalid', message, [{ field: 'valid_from', message }]);
}

function onlyTop(): Problem {
  return new Problem('not-allowed', {
    en: 'Periods hold for the whole city: ask its system administrator.',
    zh: '期限全市统一，请联系全市的系统管理员。',
  });
}
