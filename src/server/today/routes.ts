/** Today: what is due, from the records' own duties. One indexed query a section; nothing is computed by a nightly job. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { addDays, dayInShanghai, isDay } from '#engine/day.ts';
import { linesOf } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { readActor } from '../accounts/session-actor.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import { peopleNames } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { dayOr } from '../figures/asked.ts';
import { unitTexts } from '../units/unit-text.ts';
import { booksKept } from './books-kept.ts';
import { comeUp } from './come-up.ts';
import { myDay } from './my-day.ts';
import { remind } from './remind.ts';
import { openSince, sinceYesterday } from './since.ts';
import { unitRows } from './unit-rows.ts';

type SectionKey = 'overdue' | 'today' | 'week' | 'asked' | 'waiting' | 'to_complete';

const sections: readonly { key: SectionKey; label: Text; where: string }[] = [
  {
    key: 'overdue',
    label: { en: 'Overdue', zh: '已逾期' },
    where: `not d.waiting and d.key <> 'to_complete' and coalesce(d.postponed_to, d.due_on) < $3`,
  },
  {
    key: 'today',
    label: { en: 'Today', zh: '今天' },
    where: `not d.waiting and d.key <> 'to_complete' and coalesce(d.postponed_to, d.due_on) = $3`,
  },
  {
    key: 'week',
    label: { en: 'Next 7 days', zh: '七天内' },
    where: `not d.waiting and not d.asked and d.key <> 'to_complete' and coalesce(d.postponed_to, d.due_on) > $3 and coalesce(d.postponed_to, d.due_on) <= $3::date + 7`,
  },
  {
    key: 'asked',
    label: { en: 'Waiting for me', zh: '等我处理' },
    where: `d.asked and not d.waiting and d.key <> 'to_complete' and coalesce(d.postponed_to, d.due_on) > $3`,
  },
  { key: 'waiting', label: { en: 'Waiting for others', zh: '等他人处理' }, where: `d.waiting` },
  {
    key: 'to_complete',
    label: { en: 'To complete', zh: '待补全' },
    where: `d.key = 'to_complete'`,
  },
];

/** Their Today is about units before it is about duties. */
const looksAfterUnits: ReadonlySet<string> = new Set(['leader', 'bureau', 'county']);

/** It is another post's, and comes up to mine before its day passes. */
const escalated = `($4 = any(d.escalate_to) and coalesce(d.postponed_to, d.due_on) - d.escalate_days <= $3::date)`;

/**
 * Mine are those that my role answers, and those that come up to it; a mediator sees those kept by somebody else only
 * where nobody keeps them.
 */
const mine = `d.path >= $1 and d.path < $2 and (cardinality(d.roles) = 0 or $4 = any(d.roles) or ${escalated}) and ($5::uuid is null or d.keeper_id is null or d.keeper_id = $5)
  and (d.line = any($6) or '*' = any($6) or d.line = '*') and (not d.personal or d.keeper_id = $7)`;

export function todayRoutes(app: FastifyInstance, services: Services): void {
  const query = Type.Object({
    by: Type.Optional(Type.String()),
    section: Type.Optional(Type.String()),
    after: Type.Optional(Type.Integer({ minimum: 0 })),
    unit: Type.Optional(Type.Integer()),
  });

  app.get(
    '/api/today',
    { schema: { tags: ['today'], summary: 'What is due', querystring: query } },
    async (request) => {
      const actor = await readActor(request);
      const { section, after } = request.query as { section?: string; after?: number };
      const today = dayInShanghai(services.clock());
      return readAs(services, actor, async (client) => {
        const wanted = section ? sections.filter((s) => s.key === section) : sections;
        const [lists, next, since, kept, units, come_up] = await Promise.all([
          Promise.all(
            wanted.map((s) => readSection(client, actor, s, today, section ? 200 : 8, after ?? 0)),
          ),
          nextItem(client, actor, today),
          sinceYesterday(services, client, actor),
          booksKept(services, client, actor, today),
          looksAfterUnits.has(actor.grant.role) && !section
            ? unitRows(services, client, actor, today)
            : null,
          section ? [] : comeUp(client, actor, today),
        ]);
        return {
          today,
          sections: lists,
          next,
          since,
          kept,
          units: units?.units ?? [],
          come_up,
          headline: units?.headline ?? null,
        };
      });
    },
  );

  const sinceQuery = Type.Object({
    type: Type.String({ maxLength: 60 }),
    action: Type.String({ maxLength: 60 }),
  });
  app.get(
    '/api/today/since',
    {
      schema: {
        tags: ['today'],
        summary: 'The records behind a count of the last 24 hours',
        querystring: sinceQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, (client) =>
        openSince(services, client, actor, request.query as { type: string; action: string }),
      );
    },
  );

  const reminder = Type.Object(
    {
      unit_id: Type.Integer({ minimum: 1 }),
      text: Type.Optional(Type.String({ maxLength: 1000 })),
      write_id: Type.Optional(Type.String({ format: 'uuid' })),
    },
    { additionalProperties: false },
  );
  app.post(
    '/api/today/remind',
    {
      schema: {
        tags: ['today'],
        summary: 'Remind a unit of what is overdue there',
        body: reminder,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return remind(services, actor, request.body as Parameters<typeof remind>[2]);
    },
  );

  const dayQuery = Type.Object({ day: Type.Optional(Type.String({ maxLength: 10 })) });
  app.get(
    '/api/my-day',
    { schema: { tags: ['today'], summary: 'A draft of my work log', querystring: dayQuery } },
    async (request) => {
      const actor = await readActor(request);
      const { day } = request.query as { day?: string };
      const asked = dayOr(day, dayInShanghai(services.clock()));
      return readAs(services, actor, (client) => myDay(services, client, actor, asked));
    },
  );

  const params = Type.Object({
    record_id: Type.String({ format: 'uuid' }),
    key: Type.String({ maxLength: 100 }),
  });
  const body = Type.Object(
    { to: Type.String(), reason: Type.String({ minLength: 2, maxLength: 500 }) },
    { additionalProperties: false },
  );
  app.post(
    '/api/duties/:record_id/:key/postpone',
    { schema: { tags: ['today'], summary: 'Another day, with a reason', params, body } },
    async (request) => {
      const actor = await readActor(request);
      const { record_id, key } = request.params as { record_id: string; key: string };
      const { to, reason } = request.body as { to: string; reason: string };
      const today = dayInShanghai(services.clock());
      if (!isDay(to) || to <= today || to > addDays(today, 90)) {
        throw new Problem(
          'invalid',
          { en: 'Choose a day within the next 90.', zh: '请选择今后90天内的日期。' },
          [
            {
              field: 'to',
              message: { en: 'Choose a day within the next 90.', zh: '请选择今后90天内的日期。' },
            },
          ],
        );
      }
      const duty = await readAs(services, actor, async (client) => {
        const { rows } = await client.query(
          'select statutory, rule, roles, keeper_id from duty where record_id = $1 and key = $2',
          [record_id, key],
        );
        return rows[0];
      });
      if (!duty) throw notFound();
      const { role } = actor.grant;
      const isMine =
        (duty.roles.length === 0 || duty.roles.includes(role)) &&
        (role !== 'mediator' || [null, actor.person_id].includes(duty.keeper_id));
      if (!isMine) {
        throw new Problem('not-allowed', {
          en: 'This is for somebody else to do, and to put to another day.',
          zh: '该事项由他人办理，改期也由其决定。',
        });
      }
      if (duty.statutory) {
        throw new Problem('not-allowed', {
          en: `The law sets this day (${duty.rule ?? ''}); nobody can move it. Do it, or write down in the record why it was late.`,
          zh: `该期限由法律规定（${duty.rule ?? ''}），不能改期。请按期办理，或在记录中写明逾期原因。`,
        });
      }
      await services.writer.query(
        'update duty set postponed_to = $3, postponed_reason = $4 where record_id = $1 and key = $2',
        [record_id, key, to, reason],
      );
      return { postponed_to: to };
    },
  );
}

function bounds(actor: Actor, today: string): unknown[] {
  const own = actor.grant.role === 'mediator' ? actor.person_id : null;
  return [
    actor.grant.path,
    `${actor.grant.path}~`,
    today,
    actor.grant.role,
    own,
    linesOf(actor.grant),
    actor.person_id,
  ];
}

async function readSection(
  client: PoolClient,
  actor: Actor,
  section: (typeof sections)[number],
  today: string,
  limit: number,
  offset: number,
) {
  const values = bounds(actor, today);
  const { rows } = await client.query(
    `select d.record_type, d.record_id, d.key, d.label, d.title, d.unit_id, d.keeper_id, d.due_on, d.postponed_to, d.action,
        -- The law alone would tell whoever looks over a shoulder what a guarded matter is about.
        case when d.guard = 0 then d.rule end as rule, d.statutory, d.certain,
        cardinality(d.roles) > 0 and $4 <> all(d.roles) as escalated, greatest(0, $3::date - coalesce(d.postponed_to, d.due_on)) as overdue_days, count(*) over ()::int as total
      from duty d where ${mine} and ${section.where.replaceAll('$3', '$3::date')}
      order by coalesce(d.postponed_to, d.due_on), d.record_id, d.key limit $8 offset $9`,
    [...values, limit, offset],
  );
  const [units, people] = await Promise.all([
    unitTexts(
      client,
      rows.map((r) => r.unit_id),
    ),
    peopleNames(
      client,
      rows.map((r) => r.keeper_id),
    ),
  ]);
  const items = rows.map(({ total: _total, unit_id, keeper_id, ...item }) => ({
    ...item,
    unit: units.get(unit_id)?.name,
    unit_id,
    person: keeper_id ? (people[keeper_id] ?? null) : null,
    person_latin: keeper_id && people[keeper_id] ? pinyinName(people[keeper_id]) : null,
  }));
  return { key: section.key, label: section.label, count: rows[0]?.total ?? 0, items };
}

async function nextItem(client: PoolClient, actor: Actor, today: string) {
  const { rows } = await client.query(
    `select d.record_type, d.record_id, d.key, d.label, d.title, coalesce(d.postponed_to, d.due_on) as due_on from duty d
      where ${mine} and not d.waiting and coalesce(d.postponed_to, d.due_on) > $3::date order by 6 limit 1`,
    bounds(actor, today),
  );
  return rows[0] ?? null;
}
