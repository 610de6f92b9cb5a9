/**
 * Code lists over HTTP: the office's own codes for everybody who is signed in, changes for the
 * system administrator of the whole city. Shipped codes are ended and called otherwise, never
 * removed; the office's own stand below one that is there.
 */
import { createHash } from 'node:crypto';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { ownCode } from '#engine/code-book.ts';
import { isDay } from '#engine/day.ts';
import type { Code, CodeList } from '#engine/field.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor, readActorAs } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { loadCodes, readCodes } from './own-codes.ts';

const closed = { additionalProperties: false };
const label = Type.String({ minLength: 1, maxLength: 60 });
const day = Type.Optional(Type.Union([Type.String({ format: 'date' }), Type.Null()]));
const source = Type.Optional(Type.Union([Type.String({ maxLength: 100 }), Type.Null()]));
const addBody = Type.Object(
  {
    list: Type.String({ maxLength: 60 }),
    parent: Type.String({ maxLength: 100 }),
    /** Its own part of the code: letters, digits and underscores. */
    code: Type.String({ pattern: '^[a-z][a-z0-9_]{0,29}$' }),
    label_en: label,
    label_zh: label,
    valid_from: day,
    source,
  },
  closed,
);
const changeBody = Type.Object(
  { label_en: label, label_zh: label, valid_from: day, valid_to: day, source },
  closed,
);
const params = Type.Object({
  list: Type.String({ maxLength: 60 }),
  code: Type.String({ maxLength: 100 }),
});

export function codeRoutes(plain: FastifyInstance, services: Services): void {
  const app = plain.withTypeProvider<TypeBoxTypeProvider>();
  const { owner, book } = services;

  app.get(
    '/api/codes',
    { schema: { tags: ['definitions'], summary: 'What the office has added to the code lists' } },
    async (request, reply) => {
      await readActor(request);
      const codes = await readCodes(owner);
      const tag = `"${createHash('sha256').update(JSON.stringify(codes)).digest('base64url').slice(0, 22)}"`;
      void reply.headers({ etag: tag, 'cache-control': 'private, no-cache' });
      if (request.headers['if-none-match'] === tag) return reply.status(304).send();
      return { codes };
    },
  );

  /** Codes hold for the whole city, so they are the work of whoever administers all of it. */
  const keeper = async (request: FastifyRequest): Promise<Actor> => {
    const actor = await readActorAs(request, 'system_admin');
    if (/^\d+\.$/.test(actor.grant.path)) return actor;
    throw new Problem('not-allowed', {
      en: 'Code lists hold for the whole city: ask its system administrator.',
      zh: '代码表全市通用，请联系全市的系统管理员。',
    });
  };
  const save = async (actor: Actor, list: CodeList, row: Row) => {
    await owner.query(
      `insert into code (list, code, parent, label_en, label_zh, valid_from, valid_to, source, changed_by)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (list, code) do update set label_en = excluded.label_en, label_zh = excluded.label_zh,
          valid_from = excluded.valid_from, valid_to = excluded.valid_to, source = excluded.source,
          changed_at = now(), changed_by = excluded.changed_by`,
      [
        list.name,
        row.code,
        row.parent,
        row.label_en.trim(),
        row.label_zh.trim(),
        row.valid_from ?? null,
        row.valid_to ?? null,
        row.source?.trim() || null,
        actor.person_id,
      ],
    );
    const { person_id, grant } = actor;
    await logAccess(owner, {
      person_id,
      grant_role: grant.role,
      deed: 'code_changed',
      detail: { list: list.name, code: row.code, valid_to: row.valid_to ?? null },
    });
    return { codes: await loadCodes(owner, book) };
  };

  app.post(
    '/api/admin/codes',
    { schema: { tags: ['administration'], summary: 'A code of the office below another', body: addBody } }, // prettier-ignore
    async (request, reply) => {
      const actor = await keeper(request);
      const { list: name, parent: parentCode, code, ...rest } = request.body;
      const list = listNamed(book.codes, name);
      const parent = codeIn(list, parentCode);
      if (!list.open) throw closedList(list);
      const own = ownCode(parent.code, code);
      if (list.codes.some((one) => one.code === own)) throw taken(own);
      const row = { ...rest, code: own, parent: parent.code, valid_to: null };
      checkDays(row);
      return reply.status(201).send(await save(actor, list, row));
    },
  );

  app.put(
    '/api/admin/codes/:list/:code',
    { schema: { tags: ['administration'], summary: 'Another label, or an end', params, body: changeBody } }, // prettier-ignore
    async (request) => {
      const actor = await keeper(request);
      const list = listNamed(book.codes, request.params.list);
      const one = codeIn(list, request.params.code);
      const row = { ...request.body, code: one.code, parent: one.parent ?? null };
      checkDays(row);
      refuseLast(list, one, row.valid_to);
      return save(actor, list, row);
    },
  );
}

type Row = {
  readonly code: string;
  readonly parent: string | null;
  readonly label_en: string;
  readonly label_zh: string;
  readonly valid_from?: string | null | undefined;
  readonly valid_to?: string | null | undefined;
  readonly source?: string | null | undefined;
};

function listNamed(lists: readonly CodeList[], name: string): CodeList {
  const list = lists.find((one) => one.name === name && !one.tops_of);
  if (!list) throw notFound();
  return list;
}

function codeIn(list: CodeList, name: string): Code {
  const one = list.codes.find((code) => code.code === name);
  if (!one) throw notFound();
  return one;
}

function checkDays({ valid_from, valid_to }: Row): void {
  const wrong = [valid_from, valid_to].find((one) => one && !isDay(one));
  if (wrong || (valid_from && valid_to && valid_to < valid_from)) {
    const message = {
      en: 'The last day comes before the first.',
      zh: '停用日期早于启用日期。',
    };
    throw new Problem('invalid', message, [{ field: 'valid_to', message }]);
  }
}

/** A list from which nothing can be chosen would stop every form that asks it. */
function refuseLast(list: CodeList, ended: Code, valid_to: string | null | undefined): void {
  if (!valid_to) return;
  const left = list.codes.filter((one) => one.code !== ended.code && !one.parent && !one.valid_to);
  if (ended.parent || left.length > 0) return;
  throw new Problem('wrong-state', {
    en: `This is the last code of “${list.label.en}” that can be chosen. Add or reopen another one first.`,
    zh: `这是“${list.label.zh}”最后一个可用代码，请先启用其他代码。`,
  });
}

function closedList(list: CodeList): Problem {
  return new Problem('not-allowed', {
    en: `Rules of the work hang on each code of “${list.label.en}”, so none can be added; a code can be called otherwise or ended.`,
    zh: `“${list.label.zh}”的各项代码与办理规则相关联，不能增设，可修改名称或停用。`,
  });
}

function taken(code: string): Problem {
  const message = {
    en: `The code ${code} is there already. Choose another one.`,
    zh: `代码${code}已存在，请另选。`,
  };
  return new Problem('duplicate', message, [{ field: 'code', message }]);
}
