/** Forms of returns over HTTP: bringing in the superior's blank sheet, seeing it as a grid, and what can be bound. */
import { createHash, randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Measure } from '#engine/measure.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import { actionsFor } from '#engine/record.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { getRecord } from '../records/read.ts';
import { writeRecords } from '../records/write.ts';
import { receiveFile } from '../received-file.ts';
import type { Services } from '../services.ts';
import { readAs, writeContext } from '../services.ts';
import { bindForm, formWords, shippedForms } from './bound-form.ts';
import { sendFile } from './file-routes.ts';
import { blanksOf } from './form-blanks.ts';
import { sheetOf, workbookOf } from './form-record.ts';
import { FormWorkbook } from './form-workbook.ts';
import { excelType } from './return-routes.ts';
import { safeDownloadName } from './spreadsheet.ts';

const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ id: uuid });

export function formRoutes(app: FastifyInstance, services: Services): void {
  const { book, writer, owner } = services;
  const tags = ['returns'];
  if (!book.findRecord('return_form')) return;
  const type = book.record('return_form');

  const formFor = async (actor: Actor, request: FastifyRequest): Promise<ReturnFormRecord> => {
    if (!holdsLine(actor, type.line)) throw notFound();
    const { id } = request.params as { id: string };
    return readAs(services, actor, (client) =>
      getRecord(client, type, id),
    ) as Promise<ReturnFormRecord>;
  };

  app.get(
    '/api/return-forms/choices',
    { schema: { tags, summary: 'What a cell can be bound to' } },
    async (request) => {
      const actor = await readActor(request);
      if (!holdsLine(actor, type.line)) throw notFound();
      return {
        indicators: book.indicators
          .filter((one) => holdsLine(actor, one.line))
          .map((one) => {
            const { name, label, kind, line, rule } = one;
            // A rate is not narrowed: the count below it is.
            const plain = one.kind === 'flow' || one.kind === 'stock';
            const facets = plain ? facetsOf(book.measure(one.count.measure)) : [];
            return { name, label, kind, line, rule, facets };
          }),
        measures: book.measures
          .filter((one) => holdsLine(actor, book.record(one.of).line))
          .map((measure) => ({
            name: measure.name,
            label: measure.label,
            kind: measure.kind,
            facets: facetsOf(measure),
          })),
        words: Object.entries(formWords).map(([name, label]) => ({ name, label })),
        shipped: shippedForms(book).map(({ form }) => ({ name: form.name, title: form.title })),
      };
    },
  );

  app.get(
    '/api/return-forms/:id/grid',
    { schema: { tags, summary: 'The blank sheet as a grid, and what nothing answers', params } },
    async (request) => {
      const actor = await readActor(request);
      const form = await formFor(actor, request);
      const workbook = await workbookOf(services, form);
      const place = { unit_id: form.unit_id, from: '2000-01-01', to: '2000-12-31' };
      const { problems, cells } = bindForm(book, form, place);
      return {
        form,
        may_bind: actionsFor(type, form.state, actor.grant.role).includes('bind'),
        sheets: workbook?.sheets ?? [],
        labels: Object.fromEntries(cells.map(({ key, label }) => [key, label])),
        problems: [...problems, ...badPlaces(workbook, form)],
        unanswered: (workbook?.sheets ?? []).flatMap((grid) =>
          blanksOf(book, grid, boundOn(form, grid.name)),
        ),
      };
    },
  );

  app.get(
    '/api/return-forms/:id/sheet.xlsx',
    { schema: { tags, summary: 'The blank sheet as it was brought in', params } },
    async (request, reply) => {
      const actor = await readActor(request);
      const form = await formFor(actor, request);
      const content = await sheetOf(services, form);
      if (!content) throw notFound();
      return sendFile(
        reply,
        content,
        safeDownloadName(form.sheet_name ?? form.name!, 'xlsx'),
        excelType,
      );
    },
  );

  app.post(
    '/api/return-forms/:id/sheet',
    { schema: { tags, summary: "Bring in the superior's blank sheet (.xlsx)", params } },
    async (request) => {
      const actor = await readActor(request);
      const form = await formFor(actor, request);
      if (!actionsFor(type, form.state, actor.grant.role).includes('bind'))
        throw new Problem('not-allowed', {
          en: 'A sheet is brought in while the form is a draft, by the office that issues it. Make a new version of a form in force.',
          zh: '空白表由制定单位在拟定阶段上传；已启用的表式请先制定新版本。',
        });
      const file = await receiveFile(request, services, actor);
      if (!file)
        throw new Problem('invalid', {
          en: 'No file came. Choose the blank sheet and send it again.',
          zh: '没有收到文件，请重新选择空白表后上传。',
        });
      const { content } = file;
      await FormWorkbook.open(content);
      const [id, name] = [
        randomUUID(),
        safeDownloadName(file.name.replace(/\.xlsx$/i, ''), 'xlsx'),
      ];
      await writer.query(
        `insert into form_sheet (id, form_id, name, bytes, sha256, content, uploaded_by) values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          form.id,
          name,
          content.length,
          createHash('sha256').update(content).digest('hex'),
          content,
          actor.person_id,
        ],
      );
      const [answer] = await writeRecords(writeContext(services, { ...actor, engine: true }), [
        {
          write_id: randomUUID(),
          type: type.name,
          id: form.id,
          deeds: [{ action: 'set_sheet', fields: { sheet_id: id, sheet_name: name } }],
        },
      ]);
      await logAccess(owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'template_changed',
        record_type: type.name,
        record_id: form.id,
        detail: { sheet: id },
      });
      return { version: answer!.version, sheet_name: name };
    },
  );
}

function facetsOf({ facets = {} }: Measure) {
  return Object.entries(facets).map(([name, list]) => ({
    name,
    label: list.label,
    codes: list.codes.map(({ code, label }) => ({ code, label })),
  }));
}

function boundOn(form: ReturnFormRecord, sheet: string): Set<string> {
  return new Set(form.cells.filter((cell) => cell.sheet === sheet).map((cell) => cell.cell!));
}

/** Bindings that point at nothing, at a formula, or under a merged cell: of an earlier sheet, for example. */
function badPlaces(workbook: FormWorkbook | null, form: ReturnFormRecord) {
  if (!workbook) return [];
  return form.cells.flatMap(({ sheet, cell }) => {
    const message = workbook.refusal(sheet!, cell!);
    return message ? [{ key: `${sheet}!${cell}`, message }] : [];
  });
}
