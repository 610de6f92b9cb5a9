/**
 * The Word forms over HTTP. A form is work and no setting of the machine: the county decides for its offices and the
 * bureau office for the city, each for its own unit; the system administrator, who opens no records, has no part in it.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { tagsOf } from '#engine/paper-tags.ts';
import type { Tag } from '#engine/paper-tags.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { safeFileName } from '../records/attachments.ts';
import { sendFile } from '../reports/file-routes.ts';
import { receiveFile } from '../received-file.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { wordType } from './paper-routes.ts';
import { readTemplateFile } from './template-file.ts';
import {
  getForm,
  getTemplateVersion,
  putTemplate,
  shippedTemplate,
  templateFor,
  templateVersions,
} from './templates.ts';
import { examplesOf } from './tag-examples.ts';

const key = {
  type: Type.String({ maxLength: 60 }),
  template: Type.String({ maxLength: 60 }),
  language: Type.Union([Type.Literal('zh'), Type.Literal('en')]),
};
type Key = { type: string; template: string; language: Language };

export function templateRoutes(app: FastifyInstance, services: Services): void {
  const { book, writer, owner } = services;
  const schema = (summary: string) => ({ tags: ['templates'], summary });
  const log = (
    actor: Actor,
    { type, template, language }: Key,
    version: number,
    restored: boolean,
  ) =>
    logAccess(owner, {
      person_id: actor.person_id,
      grant_role: actor.grant.role,
      deed: 'template_changed',
      record_type: type,
      detail: { template, language, version, unit_id: actor.grant.unit_id, restored },
    });

  app.get(
    '/api/templates',
    { schema: schema('Every Word form, whose version is used, and the versions of the own unit') },
    async (request) => {
      const actor = await readKeeper(request);
      return readAs(services, actor, async (client) => {
        const versions = await templateVersions(client, actor.grant.path);
        const forms = book.records
          .filter((type) => type.forms && holdsLine(actor, type.line))
          .flatMap((type) =>
            Object.entries(type.forms!).flatMap(([template, label]) =>
              (['zh', 'en'] as const).map((language) => ({ type, template, label, language })),
            ),
          );
        return {
          templates: forms.map(({ type, template, label, language }) => {
            const mine = versions.filter(
              (v) =>
                v.record_type === type.name && v.template === template && v.language === language,
            );
            return {
              type: type.name,
              type_label: type.label,
              template,
              language,
              label,
              in_force: inForce(mine),
              versions: mine
                .filter((v) => v.unit_id === actor.grant.unit_id)
                .map(({ id, version, name, by, at }) => ({ id, version, name, by, at })),
            };
          }),
        };
      });
    },
  );

  app.get(
    '/api/templates/:type/tags',
    {
      schema: {
        ...schema('The tags that forms of this record type may use, each with an example'),
        params: Type.Object({ type: key.type }),
      },
    },
    async (request) => {
      const actor = await readKeeper(request);
      const type = book.findRecord((request.params as { type: string }).type);
      if (!type?.forms || !holdsLine(actor, type.line)) throw notFound();
      const tags = tagsOf(book, type);
      return { tags: tags.map((tag) => shownTag(tag, examplesOf(book, type))) };
    },
  );

  app.get(
    '/api/templates/:type/:template/:language.docx',
    {
      schema: {
        ...schema('A form as Word: the one in use, a former version, or the one that comes along'),
        params: Type.Object(key),
        querystring: Type.Object({
          version: Type.Optional(
            Type.Union([Type.Literal('shipped'), Type.String({ format: 'uuid' })]),
          ),
        }),
      },
    },
    async (request, reply) => {
      const actor = await readKeeper(request);
      const { type: name, template, language } = request.params as Key;
      const { version } = request.query as { version?: string };
      const type = getForm(book, actor, name, template);
      const form = { record_type: name, template, language };
      const content =
        version === 'shipped'
          ? await shippedTemplate(form)
          : await readAs(services, actor, async (client) =>
              version
                ? getTemplateVersion(client, form, version, actor.grant.path)
                : (await templateFor(client, form, actor.grant.path)).content,
            );
      const label = type.forms![template]![language];
      return sendFile(reply, content, `${label}.docx`, wordType);
    },
  );

  app.post(
    '/api/templates/:type/:template/:language',
    {
      schema: {
        ...schema('Put a form in place for the own unit and all below'),
        params: Type.Object(key),
        querystring: Type.Object({ check: Type.Optional(Type.Literal('1')) }),
      },
    },
    async (request) => {
      const actor = await readKeeper(request);
      const params = request.params as Key;
      const type = getForm(book, actor, params.type, params.template);
      const form = { record_type: type.name, template: params.template, language: params.language };
      const file = await receiveFile(request, services, actor);
      if (!file) throw noFile();
      const { content } = file;
      const tags = tagsOf(book, type);
      const { used, warnings } = await readTemplateFile(content, tags, await shippedTemplate(form));
      // What no check of names can see (a loop that ends in another cell) shows when it is filled once.
      await examplesOf(book, type).fill(content, tags, params.language);
      if ((request.query as { check?: string }).check === '1')
        return { version: null, tags: used.length, warnings };
      const { version } = await putTemplate(writer, form, {
        unit_id: actor.grant.unit_id,
        content,
        name: safeFileName(file.name),
        person_id: actor.person_id,
      });
      await log(actor, params, version, false);
      return { version, tags: used.length, warnings };
    },
  );

  app.delete(
    '/api/templates/:type/:template/:language',
    {
      schema: {
        ...schema('Go back: the form of the units above, or the one that comes along, holds again'),
        params: Type.Object(key),
      },
    },
    async (request) => {
      const actor = await readKeeper(request);
      const params = request.params as Key;
      const type = getForm(book, actor, params.type, params.template);
      const form = { record_type: type.name, template: params.template, language: params.language };
      const put = { content: null, name: null, person_id: actor.person_id };
      const { version } = await putTemplate(writer, form, { unit_id: actor.grant.unit_id, ...put });
      await log(actor, params, version, true);
      return { version };
    },
  );
}

/** Who keeps forms: a county officer for the county, the bureau office for the city. */
async function readKeeper(request: Parameters<typeof readActor>[0]): Promise<Actor> {
  const actor = await readActor(request);
  if (actor.grant.role === 'county' || actor.grant.role === 'bureau') return actor;
  throw new Problem('not-allowed', {
    en: 'Word forms are kept by the county (for its offices) and by the bureau office (for the city). Ask one of them.',
    zh: '文书模板由县（区）局和市局办公室维护，请向其提出。',
  });
}

type Versions = Awaited<ReturnType<typeof templateVersions>>;

/** The nearest unit first: the first one whose newest version has a form. */
function inForce(versions: Versions) {
  const newest = versions.filter(
    (v, i) => versions.findIndex((w) => w.unit_id === v.unit_id) === i,
  );
  const found = newest.find((v) => v.name !== null);
  return found ? { unit_id: found.unit_id, unit: found.unit, version: found.version } : null;
}

type ShownTag = {
  readonly zh: string;
  readonly en: string;
  readonly label: Tag['label'];
  readonly private: boolean;
  readonly example: { readonly zh: string; readonly en: string };
  readonly tags?: readonly ShownTag[];
};

function shownTag(tag: Tag, examples: ReturnType<typeof examplesOf>, row = examples.row): ShownTag {
  const { zh, en, label, rows, tags, opens } = tag;
  const inside = rows?.(row, examples.around('zh'))[0];
  return {
    zh,
    en,
    label,
    private: opens !== undefined,
    example: {
      zh: tag.text(row, examples.around('zh')),
      en: tag.text(row, examples.around('en')),
    },
    ...(tags ? { tags: tags.map((one) => shownTag(one, examples, inside!)) } : {}),
  };
}

function noFile(): Problem {
  return new Problem('invalid', {
    en: 'No file came. Choose one and send it again.',
    zh: '没有收到文件，请重新选择后上传。',
  });
}
