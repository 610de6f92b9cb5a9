/** Editions over HTTP: what was signed, what changed since, what leaders say about it, and the file that proves it. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { inTransaction } from '../database/transaction.ts';
import { pinyinName } from '../records/pinyin-name.ts';
import { titlesOf } from '../records/read.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitTexts } from '../units/unit-text.ts';
import { listEditions, readEdition } from './edition.ts';
import type { Edition } from './edition.ts';
import { sendFile } from './file-routes.ts';
import { doorOfDefinition } from '../figures/figure-named.ts';
import { outsideTable } from './outside-table.ts';
import { excelType } from './return-routes.ts';
import { changedSince, differenceBetween } from './restate.ts';
import type { LaterLine } from './restate.ts';
import { safeDownloadName } from './spreadsheet.ts';
import { verificationFile } from './verification-file.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });

export function editionRoutes(app: FastifyInstance, services: Services): void {
  const tags = ['editions'];
  const idIn = (request: { params: unknown }) => (request.params as { id: string }).id;

  /** Within the territory (row-level security) and the lines of the post. */
  const editionFor = async (client: PoolClient, actor: Actor, id: string): Promise<Edition> => {
    const edition = await readEdition(client, id);
    if (!edition.lines.every((line) => holdsLine(actor, line))) throw notFound();
    return edition;
  };

  app.get(
    '/api/editions',
    {
      schema: {
        tags,
        summary: 'Signed editions, newest first',
        querystring: Type.Object({
          series: Type.Optional(Type.String({ maxLength: 200 })),
          kind: Type.Optional(Type.String({ maxLength: 40 })),
          unit: Type.Optional(Type.Integer({ minimum: 1 })),
        }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { series, kind, unit } = request.query as {
        series?: string;
        kind?: string;
        unit?: number;
      };
      return readAs(services, actor, async (client) => {
        const found = await listEditions(client, { series, kind, unit_id: unit });
        const mine = found.filter((one) => one.lines.every((line) => holdsLine(actor, line)));
        const units = await unitTexts(
          client,
          mine.map((one) => one.unit_id),
        );
        return {
          editions: mine.map((one) => ({ ...one, unit: units.get(one.unit_id)?.name ?? null })),
        };
      });
    },
  );

  app.get(
    '/api/editions/:id',
    { schema: { tags, summary: 'One edition with its figures and comments', params } },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const edition = await editionFor(client, actor, idIn(request));
        const series = await listEditions(client, { series: edition.series });
        const units = await unitTexts(client, [
          edition.unit_id,
          ...edition.figures.map((f) => f.unit_id),
        ]);
        return {
          ...edition,
          // The door behind each number: the figure that counts it, or the one that it is a part of.
          figures: edition.figures.map((figure) => ({
            ...figure,
            indicator: doorOfDefinition(services.book, figure.definition),
          })),
          unit: units.get(edition.unit_id)?.name ?? null,
          units: Object.fromEntries([...units].map(([id, unit]) => [id, unit.name])),
          series_editions: series,
          comments: await commentsOn(client, edition.id),
        };
      });
    },
  );

  app.get(
    '/api/editions/:id/changes',
    { schema: { tags, summary: 'What changed since: lines with record and reason', params } },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const edition = await editionFor(client, actor, idIn(request));
        const { lines, ...rest } = await changedSince(services, client, edition, services.clock());
        return { ...rest, lines: await titled(services, client, lines) };
      });
    },
  );

  app.get(
    '/api/editions/:id/difference',
    {
      schema: {
        tags,
        summary: 'Against another edition of its series',
        params,
        querystring: Type.Object({ to: uuid }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return readAs(services, actor, async (client) => {
        const one = await editionFor(client, actor, idIn(request));
        const other = await editionFor(client, actor, (request.query as { to: string }).to);
        if (one.series !== other.series) throw notFound();
        const [before, after] = one.number < other.number ? [one, other] : [other, one];
        const { lines, ...rest } = await differenceBetween(services, client, before, after);
        return { ...rest, reason: after.reason, lines: await titled(services, client, lines) };
      });
    },
  );

  app.post(
    '/api/editions/:id/comments',
    {
      schema: {
        tags,
        summary: 'A word about an edition; it changes no figure',
        params,
        body: Type.Object(
          {
            text: Type.String({ minLength: 1, maxLength: 2000 }),
            key: Type.Optional(Type.String({ maxLength: 200 })),
          },
          { additionalProperties: false },
        ),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { text, key } = request.body as { text: string; key?: string };
      if (!text.trim())
        throw new Problem('invalid', undefined, [
          { field: 'text', message: { en: 'Write something.', zh: '请填写内容。' } },
        ]);
      const edition = await readAs(services, actor, (client) =>
        editionFor(client, actor, idIn(request)),
      );
      if (key !== undefined && !edition.figures.some((figure) => figure.key === key))
        throw notFound();
      await inTransaction(services.owner, async (client) => {
        await client.query('set local role taizhang_compiler');
        await client.query(
          'insert into edition_comment (edition_id, key, text, person_id, role) values ($1, $2, $3, $4, $5)',
          [edition.id, key ?? null, text.trim(), actor.person_id, actor.grant.role],
        );
      });
      return readAs(services, actor, async (client) => ({
        comments: await commentsOn(client, edition.id),
      }));
    },
  );

  app.get(
    '/api/editions/:id/outside.xlsx',
    { schema: { tags, summary: 'The figures for outsiders, small cells hidden', params } },
    async (request, reply) => {
      const actor = await readActor(request);
      const [edition, units] = await readAs(services, actor, async (client) => {
        const found = await editionFor(client, actor, idIn(request));
        return [
          found,
          await unitTexts(
            client,
            found.figures.map((one) => one.unit_id),
          ),
        ] as const;
      });
      const file = await outsideTable(edition, units);
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        detail: { outside: edition.id },
      });
      const name = `${edition.title.zh} ${edition.number} 对外`;
      return sendFile(reply, file, safeDownloadName(name, 'xlsx'), excelType);
    },
  );

  app.get(
    '/api/editions/:id/verification.zip',
    { schema: { tags, summary: 'Figures, lines, page digests and a checker', params } },
    async (request, reply) => {
      const actor = await readActor(request);
      const edition = await readAs(services, actor, (client) =>
        editionFor(client, actor, idIn(request)),
      );
      const file = await verificationFile(services, edition);
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        detail: { verification: edition.id },
      });
      const name = `${edition.title.zh} 核验文件 ${edition.number}`;
      return sendFile(reply, file, safeDownloadName(name, 'zip'), 'application/zip');
    },
  );
}

async function commentsOn(client: PoolClient, edition_id: string) {
  const { rows } = await client.query({
    name: 'edition-comments',
    text: `select c.id::float8 as id, c.key, c.text, c.role, c.at, json_build_object('id', a.id, 'name', a.name) as person
      from edition_comment c join account a on a.id = c.person_id where c.edition_id = $1 order by c.id`,
    values: [edition_id],
  });
  return rows.map((row) => ({
    ...row,
    person: { ...row.person, latin: pinyinName(row.person.name as string) },
  }));
}

/** Lines with the titles of their records, as far as the reader may open them. */
async function titled(services: Services, client: PoolClient, lines: readonly LaterLine[]) {
  const { book } = services;
  const byType = Map.groupBy(
    lines.filter((line) => line.record_type !== null),
    (line) => line.record_type!,
  );
  const titles = new Map<string, { en: string; zh: string }>();
  for (const [name, of] of byType) {
    const type = book.findRecord(name);
    if (!type) continue;
    for (const [id, { title }] of await titlesOf(client, type, [
      ...new Set(of.map((l) => l.record_id)),
    ]))
      titles.set(id, title);
  }
  const units = await unitTexts(
    client,
    lines.map((line) => line.unit_id),
  );
  const measures = new Map(book.measures.map(({ name, label }) => [name, label]));
  return lines.map((line) => {
    const action = line.record_type
      ? book.findRecord(line.record_type)?.actions[line.action ?? '']
      : null;
    return {
      ...line,
      // An id that leads nowhere tells nothing, and so is left out.
      record_id: titles.has(line.record_id) ? line.record_id : null,
      title: titles.get(line.record_id) ?? null,
      measure_label: measures.get(line.measure) ?? null,
      action_label:
        (action as { label: { en: string; zh: string } } | null | undefined)?.label ?? null,
      unit: units.get(line.unit_id)?.name ?? null,
    };
  });
}
