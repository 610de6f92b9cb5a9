/**
 * A register as a file. Who takes one away is logged, with how many rows: it is out of the book's reach then. Guarded
 * records leave as Excel alone, for a purpose that is said, with who, when and what for on every page of it.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { isGuarded } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { requireProof } from '../accounts/proof.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import { progressId, told } from '../progress.ts';
import type { Tell } from '../progress.ts';
import { sendFile } from '../reports/file-routes.ts';
import { excelType } from '../reports/return-routes.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import {
  answerExport,
  keepBulkRows,
  readBulkRows,
  waitingExports,
  waitsForApproval,
} from './bulk-export.ts';
import { exportFile, stampOf } from './export.ts';
import { readListQuery } from './routes.ts';

const mediaTypes = { csv: 'text/csv; charset=utf-8', xlsx: excelType } as const;
const closed = { additionalProperties: false };
const params = Type.Object({ type: Type.String({ maxLength: 60 }) });
const guardedBody = Type.Object(
  {
    purpose: Type.String({ minLength: 2, maxLength: 200 }),
    lang: Type.Optional(Type.String({ maxLength: 2 })),
    q: Type.Optional(Type.String({ maxLength: 100 })),
    progress: progressId,
  },
  { additionalProperties: Type.String({ maxLength: 2000 }) },
);
const querystring = Type.Object({ progress: progressId }, { additionalProperties: true });
const byId = Type.Object({ id: Type.String({ format: 'uuid' }) });
const answering = Type.Object({ answer: Type.String({ minLength: 2, maxLength: 500 }) }, closed);
const bulk = Type.Object({ rows: Type.Integer({ minimum: 0, maximum: 100_000 }) }, closed);

const languageOf = (raw: Readonly<Record<string, string>>): Language =>
  raw['lang'] === 'en' ? 'en' : 'zh';

export function exportRoutes(app: FastifyInstance, services: Services): void {
  const typeFor = (actor: Actor, name: string): AnyRecordType => {
    const type = services.book.findRecord(name);
    if (!type || !holdsLine(actor, type.line)) throw notFound();
    return type;
  };

  for (const format of ['csv', 'xlsx'] as const) {
    const schema = { tags: ['records'], summary: `A register as ${format}`, params, querystring };
    app.get(`/api/records/:type/export.${format}`, { schema }, async (request, reply) => {
      const actor = await readActor(request);
      const type = typeFor(actor, (request.params as { type: string }).type);
      if (isGuarded(type)) throw purposeNeeded();
      const { progress, ...raw } = request.query as Record<string, string>;
      const language = languageOf(raw);
      const make = (tell: Tell) =>
        readAs(services, actor, async (client) => {
          const today = dayInShanghai(services.clock());
          const query = await readListQuery(raw, type, actor, client, today);
          return exportFile(services, client, actor, type, query, format, language, { tell });
        });
      const { content, rows } = await told(actor, progress, make, reply);
      await logExport(services, actor, type, { rows, format });
      return sendFile(reply, content, `${type.plural[language]}.${format}`, mediaTypes[format]);
    });
  }

  app.post(
    '/api/records/:type/export',
    {
      schema: {
        tags: ['records'],
        summary: 'Guarded records as Excel, for a purpose',
        params,
        body: guardedBody,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const type = typeFor(actor, (request.params as { type: string }).type);
      await requireProof(request);
      const { purpose: typed, q, lang, progress, ...raw } = request.body as Record<string, string>;
      const purpose = typed!.trim();
      if (purpose.length < 2) throw purposeNeeded();
      const language = languageOf({ lang: lang ?? 'zh' });
      const stamp = stampOf(actor, services.clock(), purpose);
      const make = (tell: Tell) =>
        readAs(services, actor, async (client) => {
          const today = dayInShanghai(services.clock());
          const asked = await readListQuery(raw, type, actor, client, today);
          const query = { ...asked, q: q?.trim() || undefined };
          const more = { stamp, tell };
          return exportFile(services, client, actor, type, query, 'xlsx', language, more);
        });
      const { content, rows } = await told(actor, progress, make, reply);
      const query = { q: q?.trim() || null, ...sorted(raw) };
      const waiting = await waitsForApproval(services, actor, type, { rows, query, purpose });
      if (waiting) return reply.code(202).send({ waiting });
      await logExport(services, actor, type, { rows, format: 'xlsx' }, purpose);
      return sendFile(reply, content, `${type.plural[language]}.xlsx`, mediaTypes.xlsx);
    },
  );

  const administration = (summary: string) => ({ tags: ['administration'], summary });
  app.get(
    '/api/admin/exports',
    { schema: administration('Large exports that wait for an answer') },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      return {
        exports: await waitingExports(services, actor),
        limit: await readBulkRows(services),
      };
    },
  );

  for (const [deed, decision] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const)
    app.post(
      `/api/admin/exports/:id/${deed}`,
      { schema: { ...administration(`A large export: ${deed}`), params: byId, body: answering } },
      async (request) => {
        const actor = await readActorAs(request, 'security_admin');
        if (decision === 'approved') await requireProof(request);
        const { answer } = request.body as { answer: string };
        await answerExport(
          services,
          actor,
          (request.params as { id: string }).id,
          decision,
          answer,
        );
        return { decision };
      },
    );

  app.put(
    '/api/admin/security/bulk-export',
    {
      schema: {
        ...administration('From how many guarded rows an export is approved first'),
        body: bulk,
      },
    },
    async (request) => {
      const actor = await readActorAs(request, 'security_admin');
      await requireProof(request);
      const { rows } = request.body as { rows: number };
      await keepBulkRows(services, rows);
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'setting_changed',
        detail: { setting: 'bulk_export_rows', rows },
      });
      return { rows };
    },
  );
}

async function logExport(
  { owner }: Services,
  actor: Actor,
  type: AnyRecordType,
  detail: { readonly rows: number; readonly format: string },
  purpose?: string,
): Promise<void> {
  await logAccess(owner, {
    person_id: actor.person_id,
    grant_role: actor.grant.role,
    deed: 'exported',
    record_type: type.name,
    ...(purpose ? { purpose } : {}),
    detail,
  });
}

/** The same question, in whatever order it was asked. */
function sorted(raw: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(raw).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function purposeNeeded(): Problem {
  const message = {
    en: 'Guarded records leave as Excel, for a purpose that is written on it and into the log. Say what for.',
    zh: '受限数据只能按用途导出为Excel，用途将印在文件上并记入日志，请填写用途。',
  };
  return new Problem('invalid', message, [{ field: 'purpose', message }]);
}
