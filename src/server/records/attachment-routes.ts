/** Attachments over HTTP. Reading one goes through the same policy as reading its record. */
import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { guards, holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Action, AnyRecord, AnyRecordType } from '#engine/record.ts';
import { logAccess } from '../accounts/access-log.ts';
import { requireProof } from '../accounts/proof.ts';
import { readActor } from '../accounts/session-actor.ts';
import { receiveFile } from '../received-file.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { addAttachment, getAttachment, removeAttachment } from './attachments.ts';
import { refuseBeyondQuota } from './file-quota.ts';
import { getRecord } from './read.ts';

export function attachmentRoutes(app: FastifyInstance, services: Services): void {
  const { book, writer, owner } = services;
  const uuid = Type.String({ format: 'uuid' });

  app.post(
    '/api/records/:type/:id/attachments',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Add a signed page, a photograph, a recording',
        params: Type.Object({ type: Type.String(), id: uuid }),
        querystring: Type.Object({
          paper: Type.Optional(Type.String({ maxLength: 60 })),
          /** Made by the client: sent twice, it is kept once. */
          id: Type.Optional(uuid),
        }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { type: name, id } = request.params as { type: string; id: string };
      const type = book.findRecord(name);
      if (!type || !holdsLine(actor, type.line)) throw notFound();
      const record = await readAs(services, actor, (client) => getRecord(client, type, id));
      if (!writesTo(type, actor)) throw readsOnly();
      const file = await receiveFile(request, services, actor);
      if (!file)
        throw new Problem('invalid', {
          en: 'No file came. Choose one and send it again.',
          zh: '没有收到文件，请重新选择后上传。',
        });
      await refuseBeyondQuota(owner, services.config, actor.person_id, file.content.length);
      const { paper = null, id: wanted } = request.query as { paper?: string; id?: string };
      const attachment = await addAttachment(writer, type, record, {
        id: wanted ?? randomUUID(),
        paper,
        name: file.name,
        content: file.content,
        person_id: actor.person_id,
      });
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'attachment_added',
        record_type: name,
        record_id: id,
        detail: { attachment: attachment.id },
      });
      return { attachment };
    },
  );

  app.get(
    '/api/attachments/:id',
    { schema: { tags: ['attachments'], summary: 'The file', params: Type.Object({ id: uuid }) } },
    async (request, reply) => {
      const actor = await readActor(request);
      const file = await readAs(services, actor, (client) =>
        getAttachment(client, (request.params as { id: string }).id),
      );
      if (!holdsLine(actor, book.record(file.record_type).line)) throw notFound();
      if (file.guard === guards.sealed) await requireProof(request);
      // A scanned page shows what is masked elsewhere.
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'attachment_opened',
        record_type: file.record_type,
        record_id: file.record_id,
        detail: { attachment: file.id },
      });
      return reply
        .type(file.media_type)
        .header('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(file.name)}`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cache-control', 'private, no-store')
        .send(file.content);
    },
  );

  app.delete(
    '/api/attachments/:id',
    {
      schema: {
        tags: ['attachments'],
        summary: 'Take it out of view',
        params: Type.Object({ id: uuid }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { id } = request.params as { id: string };
      const file = await readAs(services, actor, (client) => getAttachment(client, id));
      const type = book.record(file.record_type);
      if (!holdsLine(actor, type.line)) throw notFound();
      if (!writesTo(type, actor)) throw readsOnly();
      await removeAttachment(writer, id, actor.person_id);
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'attachment_removed',
        record_type: file.record_type,
        record_id: file.record_id,
        detail: { attachment: id },
      });
      return { removed: true };
    },
  );
}

/** Whoever can do nothing to a record of this type adds nothing to its file and takes nothing out. */
function writesTo(type: AnyRecordType, { grant }: Actor): boolean {
  return (Object.values(type.actions) as Action<AnyRecord, string>[]).some(({ roles }) =>
    roles.includes(grant.role),
  );
}

function readsOnly(): Problem {
  return new Problem('not-allowed', {
    en: 'Your post reads these records and does not change them. Ask the office that keeps the record.',
    zh: '您的岗位只能查阅此类记录，不能增删附件，请由保管单位办理。',
  });
}
