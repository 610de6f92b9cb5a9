/** Returns over HTTP: who has sent and who has not, one return with its warnings, sending, signing, the file. */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import { dayInShanghai, daysBetween } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { sendFile } from './file-routes.ts';
import { workbookOf } from './form-record.ts';
import { maskedReturn, readReturn, signReturn, submitReturn } from './report-returns.ts';
import type { Submission } from './report-returns.ts';
import { returnFile, shippedReturn } from './return-file.ts';
import { openRounds } from './return-rounds.ts';
import { excelType } from './return-routes.ts';
import { safeDownloadName } from './spreadsheet.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });
const listQuery = Type.Object({
  form: Type.Optional(uuid),
  period: Type.Optional(Type.String({ maxLength: 10 })),
  level: Type.Optional(Type.String({ maxLength: 20 })),
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
});
type ListQuery = { form?: string; period?: string; level?: string; unit?: number };
const submission = Type.Object(
  {
    write_id: uuid,
    expected_version: Type.Optional(Type.Integer({ minimum: 0 })),
    nil: Type.Optional(Type.Boolean()),
    nil_statement: Type.Optional(Type.String({ maxLength: 500 })),
    explanations: Type.Optional(
      Type.Array(
        Type.Object(
          {
            about: Type.String({ maxLength: 200 }),
            text: Type.String({ minLength: 1, maxLength: 500 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 200 },
      ),
    ),
    reason: Type.Optional(Type.String({ maxLength: 1000 })),
  },
  { additionalProperties: false },
);
const signing = Type.Object(
  { write_id: uuid, expected_version: Type.Optional(Type.Integer({ minimum: 0 })) },
  { additionalProperties: false },
);

export function reportReturnRoutes(app: FastifyInstance, services: Services): void {
  const { book, owner } = services;
  const tags = ['returns'];
  if (!book.findRecord('report_return')) return;
  const { line } = book.record('report_return');
  const idIn = (request: { params: unknown }) => (request.params as { id: string }).id;

  app.get(
    '/api/report-returns',
    { schema: { tags, summary: 'Rounds of returns, and who has sent', querystring: listQuery } },
    async (request) => {
      const actor = await readActor(request);
      if (!holdsLine(actor, line)) throw notFound();
      return listRounds(services, actor, request.query as ListQuery);
    },
  );

  app.post(
    '/api/report-returns/rounds',
    { schema: { tags, summary: 'Ask for the returns of all periods that have ended' } },
    async (request) => {
      const actor = await readActor(request);
      if (!holdsLine(actor, line) || !['county', 'bureau'].includes(actor.grant.role))
        throw new Problem('not-allowed', {
          en: 'Returns are asked for by the county or the bureau.',
          zh: '报表由县（区）局或市局布置。',
        });
      return { made: await openRounds(services) };
    },
  );

  app.get(
    '/api/report-returns/:id',
    { schema: { tags, summary: 'One return: numbers, warnings, what may be done', params } },
    async (request) => {
      const actor = await readActor(request);
      const view = await readReturn(services, actor, idIn(request));
      const workbook = await workbookOf(services, view.form);
      const { record, edition, form, bound: _bound, ...rest } = view;
      return {
        ...rest,
        record: maskedReturn(services, record),
        form: {
          id: form.id, name: form.name, name_en: form.name_en, version_no: form.version_no,
          nil_allowed: form.nil_allowed,
          table_number: form.table_number, issued_by: form.issued_by, approval_number: form.approval_number,
          valid_until: form.valid_until,
        },
        edition: edition && {
          id: edition.id, number: edition.number, signer: edition.signer,
          signer_latin: edition.signer_latin, signed_at: edition.signed_at,
          page_id: edition.page_id, page_hash: edition.page_hash, intact: edition.intact, document: edition.document,
        },
        // The drawer asks for the ledger as it stood when the page was closed: a moment after, to the millisecond.
        as_of: edition ? new Date(Date.parse(edition.stood_at) + 1).toISOString() : null,
        sheets: workbook?.sheets ?? null,
        tables: !workbook && view.bound.shipped ? shippedReturn(services, view).tables : null,
      }; // prettier-ignore
    },
  );

  app.post(
    '/api/report-returns/:id/submit',
    { schema: { tags, summary: 'Freeze and send', params, body: submission } },
    async (request) => {
      const actor = await readActor(request);
      return submitReturn(services, actor, idIn(request), request.body as Submission);
    },
  );

  app.post(
    '/api/report-returns/:id/sign',
    { schema: { tags, summary: 'Sign; returns below are locked', params, body: signing } },
    async (request) => {
      const actor = await readActor(request);
      return signReturn(services, actor, idIn(request), request.body as Submission);
    },
  );

  app.get(
    '/api/report-returns/:id/file.xlsx',
    {
      schema: {
        tags,
        summary: "In the superior's own layout",
        params,
        querystring: Type.Object({
          lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
        }),
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const language = (request.query as { lang?: Language }).lang ?? 'zh';
      const view = await readReturn(services, actor, idIn(request));
      const by = view.edition
        ? { name: view.edition.signer, at: view.edition.signed_at }
        : { name: actor.name, at: services.clock() };
      const file = await returnFile(services, view, by, language);
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        record_type: 'report_return',
        record_id: view.record.id,
        detail: { edition: view.edition?.number ?? null },
      });
      const name = `${view.unit.name[language]} ${view.form.name} ${view.record.period}`;
      return sendFile(reply, file, safeDownloadName(name, 'xlsx'), excelType);
    },
  );
}

/** All rounds that the reader sees, newest first; and of one round each unit with its state. */
async function listRounds(services: Services, actor: Actor, asked: ListQuery) {
  const today = dayInShanghai(services.clock());
  return readAs(services, actor, async (client) => {
    const unit = await unitWithin(client, actor, asked.unit);
    const below = [unit.path, today];
    const { rows: rounds } = await client.query({
      name: 'return-rounds',
      text: `select r.form_id, r.form_name, r.form_name_en, r.table_number, r.period, r.period_from as "from", r.period_to as "to",
          r.level, min(r.due_on) as due_on, count(*)::int as units,
          count(*) filter (where r.state in ('submitted', 'accepted', 'signed', 'locked'))::int as sent,
          count(*) filter (where r.state in ('signed', 'locked'))::int as signed,
          count(*) filter (where r.state in ('due', 'sent_back') and r.due_on < $2)::int as overdue
        from report_return r where r.path >= $1 and r.path < $1 || '~' and r.state <> 'undone'
        group by r.form_id, r.form_name, r.form_name_en, r.table_number, r.period, r.period_from, r.period_to, r.level
        order by r.period_to desc, r.form_name, array_position(array['township', 'county', 'city'], r.level) limit 60`,
      values: below,
    });
    const chosen =
      rounds.find(
        (one) =>
          (!asked.form || one.form_id === asked.form) &&
          (!asked.period || one.period === asked.period) &&
          (!asked.level || one.level === asked.level),
      ) ?? null;
    if (!chosen) return { unit, rounds, chosen, returns: [] };
    const { rows: returns } = await client.query({
      name: 'returns-of-round',
      text: `select r.id, r.state, r.due_on, r.submitted_on, r.first_sent_on, r.accepted_on, r.signed_on, r.edition_no, r.nil,
          r.return_ground, json_build_object('id', u.id, 'name', json_build_object('en', u.name_en, 'zh', u.name)) as unit,
          json_build_object('id', p.id, 'name', json_build_object('en', p.name_en, 'zh', p.name)) as above
        from report_return r join unit u on u.id = r.unit_id left join unit p on p.id = u.parent_id
        where r.path >= $1 and r.path < $1 || '~' and r.form_id = $2 and r.period = $3 and r.level = $4 and r.state <> 'undone'
        order by case when r.state in ('due', 'sent_back') then 0 when r.state = 'submitted' then 1 else 2 end, r.due_on,
          u.parent_id, u.code limit 1000`,
      values: [unit.path, chosen.form_id, chosen.period, chosen.level],
    });
    return {
      unit,
      rounds,
      chosen,
      returns: returns.map((one) => ({ ...one, overdue_days: overdueDays(one, today) })),
    };
  });
}

function overdueDays(
  one: { state: string; due_on: string; first_sent_on: string | null },
  today: string,
): number {
  const open = one.state === 'due' || one.state === 'sent_back';
  const until = open ? today : (one.first_sent_on ?? today);
  return Math.max(0, daysBetween(one.due_on, until));
}
