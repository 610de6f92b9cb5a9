/** Figures that leave the house: as an Excel table, and the book of what was told to whom. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { dayInShanghai, firstOfMonth } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { progressId, told } from '../progress.ts';
import type { Tell } from '../progress.ts';
import type { Definition } from '../reports/edition.ts';
import { sendFile } from '../reports/file-routes.ts';
import { safeDownloadName } from '../reports/spreadsheet.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { dayOr, instantOr } from './asked.ts';
import { askAbout } from './ask.ts';
import { asBooksWereKept } from './books-since.ts';
import { computeFigures } from './compute.ts';
import { figureNamed } from './figure-named.ts';
import { figuresFile } from './figures-file.ts';
import { keepGivenOut, lastGivenOut, readGivenOut, ways } from './given-out.ts';
import type { Way } from './given-out.ts';
import type { Side } from './open.ts';
import { openedFile } from './opened-file.ts';
import { silentUnits } from './silent-units.ts';

const rangeFields = {
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  from: Type.Optional(Type.String({ maxLength: 10 })),
  to: Type.Optional(Type.String({ maxLength: 10 })),
  as_of: Type.Optional(Type.String({ maxLength: 40 })),
};
const rangeQuery = Type.Object({
  ...rangeFields,
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
});
const openedQuery = Type.Object({
  ...rangeFields,
  tree: Type.Optional(Type.String({ maxLength: 10 })),
  progress: progressId,
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
  side: Type.Optional(
    Type.Union([Type.Literal('numerator'), Type.Literal('denominator'), Type.Literal('missing')]),
  ),
});
type Range = { unit?: number; from?: string; to?: string; as_of?: string; tree?: string };

type OpenedQuery = Range & { lang?: 'en' | 'zh'; side?: Side; progress?: string };

const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const silentQuery = Type.Object({
  ...rangeQuery.properties,
  after: Type.Optional(Type.Integer({ minimum: 0 })),
});

export function leavingRoutes(app: FastifyInstance, services: Services): void {
  const { book, names, owner, writer, clock } = services;
  const tags = ['figures'];

  const ask = async (client: PoolClient, actor: Actor, query: Range) => {
    const unit = await unitWithin(client, actor, query.unit);
    const now = clock();
    const today = dayInShanghai(now);
    const from = dayOr(query.from, `${today.slice(0, 4)}-01-01`);
    const to = dayOr(query.to, today);
    if (from > to)
      throw new Problem('invalid', {
        en: 'The period ends before it begins.',
        zh: '期间的结束早于开始。',
      });
    const tree = query.tree ? dayOr(query.tree, to) : null;
    return { unit, unit_id: unit.id, from, to, as_of: instantOr(query.as_of), now, tree };
  };
  const indicatorFor = (actor: Actor, name: string): Definition => figureNamed(book, actor, name);

  app.get(
    '/api/figures.xlsx',
    { schema: { tags, summary: 'The table of figures as Excel', querystring: rangeQuery } },
    async (request, reply) => {
      const actor = await readActor(request);
      const query = request.query as Range & { lang?: 'en' | 'zh' };
      const table = await readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, query);
        const indicators = book.indicators.filter((i) => holdsLine(actor, i.line));
        const computed = await computeFigures(client, names, indicators, asked);
        const { figures } = await asBooksWereKept(services, client, asked.unit.id, computed);
        return { ...asked, figures };
      });
      const { unit, from, to, as_of } = table;
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        detail: { figures: table.figures.length, unit_id: unit.id, from, to, as_of },
      });
      const language = query.lang ?? 'zh';
      const name = safeDownloadName(`${unit.name[language]} ${from} ${to}`, 'xlsx');
      return sendFile(reply, await figuresFile(table, language), name, excelType);
    },
  );

  app.get(
    '/api/figures/:indicator/records.xlsx',
    {
      schema: {
        tags,
        summary: 'The records behind a figure as Excel',
        params: Type.Object({ indicator: Type.String({ maxLength: 600 }) }),
        querystring: openedQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const query = request.query as OpenedQuery;
      const { side = 'numerator', lang = 'zh', progress } = query;
      const make = (tell: Tell) =>
        readAs(services, actor, async (client) => {
          const asked = await ask(client, actor, query);
          const file = await openedFile(
            services,
            client,
            actor,
            indicator,
            asked,
            side,
            lang,
            tell,
          );
          return { ...asked, ...file };
        });
      const made = await told(actor, progress, make, reply);
      const { unit, from, to, as_of, tree, rows, content } = made;
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        detail: { indicator: indicator.name, side, rows, unit_id: unit.id, from, to, as_of, tree },
      });
      const name = safeDownloadName(`${indicator.label[lang]} ${from} ${to}`, 'xlsx');
      return sendFile(reply, content, name, excelType);
    },
  );

  app.get(
    '/api/figures/silent-units',
    {
      schema: { tags, summary: 'Offices that wrote nothing in a month', querystring: silentQuery },
    },
    async (request) => {
      const actor = await readActor(request);
      const query = request.query as Range & { after?: number };
      return readAs(services, actor, async (client) => {
        const unit = await unitWithin(client, actor, query.unit);
        const today = dayInShanghai(clock());
        const to = dayOr(query.to, today);
        const first = firstOfMonth(to < today ? to : today);
        return {
          month: first.slice(0, 7),
          ...(await silentUnits(client, unit, first, query.after)),
        };
      });
    },
  );

  app.get(
    '/api/figures/given-out',
    {
      schema: { tags, summary: 'What was told of a period, latest first', querystring: rangeQuery },
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, request.query as Range);
        const given = await lastGivenOut(client, asked.unit.id, asked);
        return {
          given: given.filter((one) => {
            const line = book.findIndicator(one.indicator)?.line;
            return line !== undefined && holdsLine(actor, line);
          }),
        };
      });
    },
  );

  const params = Type.Object({ indicator: Type.String({ maxLength: 600 }) });
  app.get(
    '/api/figures/:indicator/given-out',
    { schema: { tags, summary: 'To whom it was told', params, querystring: rangeQuery } },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      return readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, request.query as Range);
        return { given: await readGivenOut(client, names, indicator, asked) };
      });
    },
  );

  const body = Type.Object(
    {
      ...rangeFields,
      receiver: Type.String({ minLength: 2, maxLength: 100 }),
      by_way: Type.Union(ways.map((way) => Type.Literal(way))),
      given_on: Type.Optional(Type.String({ maxLength: 10 })),
    },
    { additionalProperties: false },
  );
  app.post(
    '/api/figures/:indicator/given-out',
    { schema: { tags, summary: 'Note to whom it was told', params, body } },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const told = request.body as Range & { receiver: string; by_way: Way; given_on?: string };
      const today = dayInShanghai(clock());
      const given_on = dayOr(told.given_on, today);
      if (given_on > today)
        throw new Problem('invalid', {
          en: 'A number is noted once it has left. Choose today or an earlier day.',
          zh: '报出以后才登记，请选择今天或以前的日期。',
        });
      const receiver = told.receiver.trim();
      if (receiver.length < 2)
        throw new Problem('invalid', {
          en: 'To whom was it told? Write the office.',
          zh: '请填写报送对象。',
        });
      const { figure, unit } = await readAs(services, actor, async (client) => {
        const asked = await ask(client, actor, told);
        const [computed] = await computeFigures(client, names, [indicator], asked);
        return { figure: computed!, unit: asked.unit };
      });
      await keepGivenOut(writer, figure, {
        path: unit.path,
        receiver,
        by_way: told.by_way,
        given_on,
        person_id: actor.person_id,
      });
      return { value: figure.value, receiver, given_on };
    },
  );

  const doubt = Type.Object(
    {
      ...rangeFields,
      text: Type.String({ minLength: 2, maxLength: 500 }),
      write_id: Type.Optional(Type.String({ format: 'uuid' })),
    },
    { additionalProperties: false },
  );
  app.post(
    '/api/figures/:indicator/ask',
    {
      schema: {
        tags,
        summary: 'Ask the unit that keeps it about this number',
        params,
        body: doubt,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const indicator = indicatorFor(actor, (request.params as { indicator: string }).indicator);
      const { text, write_id, ...range } = request.body as Range & {
        text: string;
        write_id?: string;
      };
      const { unit, from, to, as_of } = await readAs(services, actor, (client) =>
        ask(client, actor, range),
      );
      return askAbout(services, actor, { indicator, unit, from, to, as_of, text, write_id });
    },
  );
}
