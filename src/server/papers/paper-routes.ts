/**
 * The papers of a record over HTTP. Whoever may read the record may make them, nobody else: without the right the
 * answer is that of no such record. A paper to be signed shows names, identity numbers and addresses in full, so that
 * making it is logged twice: as a file that was taken away, and as masked fields that were opened, with the paper as
 * the purpose. Of a guarded register, sealed or not, that is taking its records away, so a fresh proof is asked: after
 * it is found, so that the question tells nobody of what they may not open.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { isGuarded } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { requireProof } from '../accounts/proof.ts';
import { readActor } from '../accounts/session-actor.ts';
import { sendFile } from '../reports/file-routes.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { makePaper, noteMade, papersOf } from './make-paper.ts';
import { onePdf } from './one-pdf.ts';
import { wholeFile, zipOf } from './whole-file.ts';

export const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const recordParams = { type: Type.String({ maxLength: 60 }), id: Type.String({ format: 'uuid' }) };
export const languageQuery = Type.Object({
  lang: Type.Optional(Type.Union([Type.Literal('zh'), Type.Literal('en')])),
});

type FileQuery = { lang?: 'zh' | 'en'; as?: 'zip'; bundle?: string };

export function paperRoutes(app: FastifyInstance, services: Services): void {
  const { book, writer, owner } = services;
  const typeFor = (actor: Actor, name: string): AnyRecordType => {
    const type = book.findRecord(name);
    if (!type || !holdsLine(actor, type.line)) throw notFound();
    return type;
  };

  app.get(
    '/api/records/:type/:id/papers',
    {
      schema: {
        tags: ['papers'],
        summary: 'The papers of its file, in the order of the file',
        params: Type.Object(recordParams),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const type = typeFor(actor, name);
      const { papers } = await readAs(services, actor, (client) => papersOf(client, type, id));
      return { papers };
    },
  );

  app.get(
    '/api/records/:type/:id/papers/:name.docx',
    {
      schema: {
        tags: ['papers'],
        summary: 'One paper as Word; logged',
        params: Type.Object({ ...recordParams, name: Type.String({ maxLength: 60 }) }),
        querystring: languageQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const asked = request.params as { type: string; id: string; name: string };
      const { type: name, id, name: paper } = asked;
      const language = (request.query as { lang?: 'zh' | 'en' }).lang ?? 'zh';
      const type = typeFor(actor, name);
      const today = dayInShanghai(services.clock());
      const making = { book, type, id, paper, language, actor, today };
      const made = await readAs(services, actor, (client) => makePaper(client, making));
      if (isGuarded(type)) await requireProof(request);
      // The log lines first: what cannot be logged is not handed out.
      const who = {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        record_type: name,
        record_id: id,
      };
      if (made.opened.length > 0)
        await logAccess(owner, {
          ...who,
          deed: 'open_masked',
          purpose: `制作文书：${type.forms?.[paper]?.zh ?? paper}`,
          detail: { field: made.opened.join(', '), paper },
        });
      await logAccess(owner, {
        ...who,
        deed: 'exported',
        detail: { paper, format: 'docx', language },
      });
      await noteMade(writer, made, making);
      return sendFile(reply, made.content, made.name, wordType);
    },
  );

  app.get(
    '/api/records/:type/:id/file',
    {
      schema: {
        tags: ['papers'],
        summary:
          'Its whole file: one PDF where the server can make one, else a zip in the order of the file; logged',
        params: Type.Object(recordParams),
        querystring: Type.Object({
          ...languageQuery.properties,
          as: Type.Optional(Type.Literal('zip')),
          bundle: Type.Optional(Type.String({ maxLength: 40 })),
        }),
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const { lang: language = 'zh', as, bundle } = request.query as FileQuery;
      const type = typeFor(actor, name);
      if (bundle !== undefined && !type.bundles?.[bundle]) throw notFound();
      const making = { book, type, id, language, actor, today: dayInShanghai(services.clock()) };
      const whole = await readAs(services, actor, (client) => wholeFile(client, making, bundle));
      if (isGuarded(type)) await requireProof(request);
      const pdf = as === 'zip' ? null : await onePdf(whole.pieces);
      const format = pdf ? 'pdf' : 'zip';
      const who = {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        record_type: name,
        record_id: id,
      };
      const made = whole.pieces.filter((piece) => piece.made !== null);
      const opened = [...new Set(made.flatMap((piece) => piece.made!.opened))].toSorted();
      if (opened.length > 0)
        await logAccess(owner, {
          ...who,
          deed: 'open_masked',
          purpose: '打印卷宗',
          detail: { field: opened.join(', '), paper: 'file' },
        });
      await logAccess(owner, {
        ...who,
        deed: 'exported',
        detail: { paper: bundle ?? 'file', pieces: whole.pieces.length, format, language },
      });
      for (const { made: one, paper } of made)
        await noteMade(writer, one!, { paper: paper.name, language, actor });
      return pdf
        ? sendFile(reply, pdf, `${whole.name}.pdf`, 'application/pdf')
        : sendFile(reply, await zipOf(whole, language), `${whole.name}.zip`, 'application/zip');
    },
  );
}
