/** Targets over HTTP: how the year stands, now or then; what changed since a report. Writes go to /api/writes. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { addDays, dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { proposeSplit } from '#engine/target.ts';
import { planning } from '#lines/planning/line.ts';
import { readActor } from '../accounts/session-actor.ts';
import { dayOr, instantOr } from '../figures/asked.ts';
import { getRecord } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { childUnits, unitWithin } from '../units/unit-text.ts';
import { smallBelow } from '../reports/small-cell-setting.ts';
import { changesOf, lastReport } from './changes.ts';
import { forOutsiders } from './for-outsiders.ts';
import { targetYears } from './kept-targets.ts';
import { readingsBelow } from './readings-below.ts';
import { readTargetTree } from './target-tree.ts';

const treeQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  year: Type.Optional(Type.Integer({ minimum: 1950, maximum: 2100 })),
  as_of: Type.Optional(Type.String({ maxLength: 40 })),
  for: Type.Optional(Type.Literal('outside')),
});
type TreeAsked = { unit?: number; year?: number; as_of?: string; for?: 'outside' };

const changesQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  from: Type.Optional(Type.String({ maxLength: 10 })),
  to: Type.Optional(Type.String({ maxLength: 10 })),
  since: Type.Optional(Type.String({ maxLength: 40 })),
});
type ChangesAsked = { unit?: number; from?: string; to?: string; since?: string };

const params = Type.Object({ id: Type.String({ format: 'uuid' }) });
const oneQuery = Type.Object({ as_of: Type.Optional(Type.String({ maxLength: 40 })) });

export function targetRoutes(app: FastifyInstance, services: Services): void {
  // A book without targets has no pages of them either.
  if (!services.book.findRecord('target')) return;
  const planner = async (request: Parameters<typeof readActor>[0]): Promise<Actor> => {
    const actor = await readActor(request);
    if (!holdsLine(actor, planning.name)) throw notFound();
    return actor;
  };

  app.get(
    '/api/targets',
    {
      schema: {
        tags: ['targets'],
        summary: 'The targets of a year with their progress, whole and parts',
        querystring: treeQuery,
      },
    },
    async (request) => {
      const actor = await planner(request);
      const query = request.query as TreeAsked;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const now = services.clock();
        const years = await targetYears(client, unit.path);
        const today = Number(dayInShanghai(now).slice(0, 4));
        const year = query.year ?? (years.includes(today) ? today : (years[0] ?? today));
        const as_of = instantOr(query.as_of);
        const tree = await readTargetTree(services, client, actor, { unit, year, as_of, now });
        if (query.for !== 'outside') return { ...tree, years };
        return {
          ...forOutsiders(tree, await smallBelow(services.owner, dayInShanghai(now))),
          years,
        };
      });
    },
  );

  app.get(
    '/api/targets/changes',
    {
      schema: {
        tags: ['targets'],
        summary: 'What changed in the figures since a report, with records and reasons',
        querystring: changesQuery,
      },
    },
    async (request) => {
      const actor = await planner(request);
      const query = request.query as ChangesAsked;
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const now = services.clock();
        const today = dayInShanghai(now);
        const last = await lastReport(client, unit.id);
        const since =
          instantOr(query.since) ?? last?.stood_at ?? `${addDays(today, -7)}T15:59:59.999Z`;
        if (since >= now)
          throw new Problem('invalid', {
            en: 'Nothing can have changed since a moment that has not come. Choose an earlier one.',
            zh: '该时点尚未到，请选择更早的时点。',
          });
        const from = dayOr(query.from, `${today.slice(0, 4)}-01-01`);
        const to = dayOr(query.to, today);
        const asked = { unit, from, to, since: new Date(since).toISOString(), now };
        const figures = await changesOf(services, client, actor, asked);
        return { unit, from, to, since: asked.since, now, last_report: last, figures };
      });
    },
  );

  const treeOfOne = async (client: PoolClient, actor: Actor, id: string, as_of: string | null) => {
    const record = await getRecord(client, services.book.record('target'), id);
    const unit = await unitWithin(client, actor, record.unit_id);
    const now = services.clock();
    return readTargetTree(services, client, actor, {
      unit,
      year: record['year'] as number,
      as_of,
      now,
    });
  };

  app.get(
    '/api/targets/:id',
    {
      schema: {
        tags: ['targets'],
        summary: 'One target with its parts, milestones, evidence and adjustments',
        params,
        querystring: oneQuery,
      },
    },
    async (request) => {
      const actor = await planner(request);
      const { id } = request.params as { id: string };
      const as_of = instantOr((request.query as { as_of?: string }).as_of);
      return readAs(services, actor, async (client) => {
        const tree = await treeOfOne(client, actor, id, as_of);
        // It was there then, or it is not told that it is there now.
        if (!tree.targets.some((one) => one.id === id)) throw notFound();
        return tree;
      });
    },
  );

  app.get(
    '/api/targets/:id/split',
    {
      schema: {
        tags: ['targets'],
        summary: 'The units below with what they have, and a proposal of parts',
        params,
      },
    },
    async (request) => {
      const actor = await planner(request);
      const { id } = request.params as { id: string };
      return readAs(services, actor, async (client) => {
        const tree = await treeOfOne(client, actor, id, null);
        const whole = tree.targets.find((one) => one.id === id);
        if (!whole) throw notFound();
        const units = await childUnits(client, whole.unit.id);
        const rows = await readingsBelow(services, client, whole, units, services.clock());
        const given = tree.targets.filter((one) => one.parent_id === id);
        const open = rows.filter((row) => !given.some((one) => one.unit.id === row.unit.id));
        const left = Math.max(0, whole.parts ? whole.parts.left : (whole.progress.gap ?? 0));
        const shares = proposeSplit(
          left,
          open.map((row) => row.weight),
        );
        const proposed = new Map(
          open.map((row, i) => [row.unit.id, Math.round(row.done ?? 0) + shares[i]!]),
        );
        return {
          whole,
          given,
          rows: rows.map((row) => ({ ...row, proposed: proposed.get(row.unit.id) ?? null })),
        };
      });
    },
  );
}
