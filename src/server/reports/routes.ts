/** The summary over HTTP, every number a door; and what the demonstration shows beside it. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { seedCheck, thenAndNow } from '#city/then-and-now.ts';
import type { Actor } from '#engine/permission.ts';
import type { ApproximationStyle } from '#engine/approximation.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { readActor } from '../accounts/session-actor.ts';
import { dayOr, instantOr } from '../figures/asked.ts';
import { inTransaction } from '../database/transaction.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { summaryWriters } from './drafts/draft-access.ts';
import { keepChoice } from './print-choices.ts';
import { writeSummary } from './summary.ts';
import type { Summary } from './summary.ts';

export const summaryQuery = Type.Object({
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  year: Type.Integer({ minimum: 1950, maximum: 2100 }),
  cutoff: Type.Optional(Type.String()),
  as_of: Type.Optional(Type.String()),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
});
export type SummaryQuery = {
  unit?: number;
  year: number;
  cutoff?: string;
  as_of?: string;
  lang?: Language;
};

const choiceBody = Type.Object(
  {
    unit: Type.Integer({ minimum: 1 }),
    year: Type.Integer({ minimum: 1950, maximum: 2100 }),
    slot: Type.String({ minLength: 1, maxLength: 200 }),
    style: Type.Union([Type.Literal('exact'), Type.Literal('over'), Type.Literal('nearly')]),
    to: Type.Optional(Type.Union([Type.Number({ exclusiveMinimum: 0 }), Type.Null()])),
  },
  { additionalProperties: false },
);
type ChoiceBody = {
  unit: number;
  year: number;
  slot: string;
  style: ApproximationStyle;
  to?: number | null;
};

export function reportRoutes(app: FastifyInstance, services: Services): void {
  app.get(
    '/api/state',
    { schema: { tags: ['reports'], summary: 'Is the product there, and which city is it?' } },
    async () => ({ demo: await demoIs(services), version: '0.1.0' }),
  );

  app.get(
    '/api/summary',
    {
      schema: {
        tags: ['reports'],
        summary: 'The annual summary, every number a door',
        querystring: summaryQuery,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, (client) =>
        summaryFor(services, client, actor, request.query as SummaryQuery),
      );
    },
  );

  app.put(
    '/api/summary/choice',
    { schema: { tags: ['reports'], summary: 'How a figure is printed there', body: choiceBody } },
    async (request) => {
      const actor = await readActor(request);
      const choice = request.body as ChoiceBody;
      return choosePrinting(services, actor, choice);
    },
  );

  app.get(
    '/api/then-and-now',
    { schema: { tags: ['reports'], summary: 'The published summary of 2009 beside ours' } },
    async (request) => {
      await readActor(request);
      if (!(await demoIs(services))) throw notFound();
      return { paragraphs: thenAndNow(await seedCheck(services)) };
    },
  );

  // The front page's paragraph: figures only, of the demonstration city only, for whoever opens the page.
  app.get(
    '/api/demo/paragraph',
    { schema: { tags: ['reports'], summary: 'The front page paragraph of the demonstration' } },
    async () => {
      if (!(await demoIs(services))) throw notFound();
      return inTransaction(services.owner, async (client) => {
        const { rows } = await client.query(
          `select id, code, kind, json_build_object('en', name_en, 'zh', name) as name, parent_id, path from unit where kind = 'city' order by id limit 1`,
        );
        return writeSummary(services, client, {
          unit: rows[0],
          year: 2009,
          cutoff: '2009-12-31',
          as_of: null,
          now: services.clock(),
          lines: ['*'],
        });
      });
    },
  );
}

/**
 * Keeps the choice for unit, year and slot, and answers how the slot is printed now. Refused: a slot that the summary
 * does not have, and a wording that is not true of the value as it is now (近 4127 for 4,127).
 */
async function choosePrinting(services: Services, actor: Actor, body: ChoiceBody) {
  if (!summaryWriters.has(actor.grant.role)) {
    throw new Problem('not-allowed', {
      en: 'How a figure is printed is chosen by those who write the summary: clerk, director, county officer or bureau office.',
      zh: '数字的写法由撰写总结的工作人员选择（司法所、县（区）局或市局办公室）。',
    });
  }
  const { unit, year, slot, style } = body;
  const placesIn = (summary: Summary) =>
    summary.parts
      .flatMap((part) => part.sentences.flatMap((sentence) => [...sentence.en, ...sentence.zh]))
      .filter((piece) => typeof piece !== 'string')
      .filter((piece) => piece.slot === slot);
  const read = () =>
    readAs(services, actor, async (client) =>
      placesIn(await summaryFor(services, client, actor, { unit, year })),
    );
  const [place] = await read();
  if (!place) {
    throw new Problem(
      'invalid',
      {
        en: `The summary has no figure at “${slot}”. Reload the page and choose again.`,
        zh: `总结中没有“${slot}”这个数字位置，请刷新页面后重选。`,
      },
      [],
    );
  }
  // Without a step: the finest rounding of that style that is true.
  const way = place.styles.find(
    (one) => one.style === style && (body.to === undefined || one.to === body.to),
  );
  if (!way) {
    throw new Problem('invalid', {
      en: `That wording is not true of this figure. Choose one of: ${place.styles.map((one) => one.printed).join(', ') || 'none, for it is not reported'}.`,
      zh: `该写法与实际数不符，可选写法：${place.styles.map((one) => one.printed).join('、') || '无（该数未报）'}。`,
    });
  }
  await keepChoice(services.writer, {
    unit_id: unit,
    year,
    slot,
    style,
    to: way.to,
    person_id: actor.person_id,
  });
  return { places: await read() };
}

export async function summaryFor(
  services: Services,
  client: PoolClient,
  actor: Actor,
  query: SummaryQuery,
): Promise<Summary> {
  const unit = await unitWithin(client, actor, query.unit);
  const cutoff = dayOr(query.cutoff, `${query.year}-12-31`);
  return writeSummary(services, client, {
    unit,
    year: query.year,
    cutoff,
    as_of: instantOr(query.as_of),
    now: services.clock(),
    lines: actor.grant.lines,
  });
}

async function demoIs(services: Services): Promise<boolean> {
  if (!services.config.demo) return false;
  const { rows } = await services.owner.query({
    name: 'is-demo',
    text: `select 1 from setting where name = 'demo'`,
  });
  return rows.length > 0;
}
