/** Bringing in a book over HTTP: the empty sheet, the check, the keeping, the bad rows back, and undoing. */
import { Type } from 'typebox';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { dayInShanghai } from '#engine/day.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Language } from '#engine/text.ts';
import { readActor } from '../accounts/session-actor.ts';
import { progressId, told } from '../progress.ts';
import { sendFile } from '../reports/file-routes.ts';
import { excelType } from '../reports/return-routes.ts';
import { readForeignSpreadsheet } from '../reports/foreign-spreadsheet.ts';
import { safeDownloadName, writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { ReadCell } from '../reports/spreadsheet.ts';
import { receiveFile } from '../received-file.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { unitWithin } from '../units/unit-text.ts';
import { reasonHeading } from './import-columns.ts';
import { checkImport, importBounds, keepImport } from './import.ts';
import type { ImportAnswer, ImportAsked } from './import.ts';
import { bookColumns, importTemplate } from './import-template.ts';
import { listImports, undoOne, undoRow } from './import-undo.ts';
import { describeLines } from './receipt.ts';

const uuid = Type.String({ format: 'uuid' });
const flag = Type.Optional(Type.Literal('1'));
const importQuery = Type.Object({
  check: flag,
  /** The bad rows as a file, with the reason in a column of its own. */
  bad: flag,
  unit: Type.Optional(Type.Integer({ minimum: 1 })),
  lang: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('zh')])),
  progress: progressId,
});
type ImportQuery = {
  check?: '1';
  bad?: '1';
  unit?: number;
  lang?: Language;
  progress?: string;
};
const typeParams = Type.Object({ type: Type.String({ maxLength: 60 }) });

export function importRoutes(app: FastifyInstance, services: Services): void {
  const today = () => dayInShanghai(services.clock());
  const typeFor = (actor: Actor, request: FastifyRequest): AnyRecordType => {
    const type = services.book.findRecord((request.params as { type: string }).type);
    if (!type || !holdsLine(actor, type.line)) throw notFound();
    return type;
  };
  app.post(
    '/api/import/:type',
    {
      // A paste comes as JSON, with quotes and brackets round each of its cells.
      bodyLimit: importBounds.bytesMax * 2,
      schema: {
        tags: ['import'],
        summary:
          'Bring in a file or a paste; with check=1 only look at it; with bad=1 its bad rows as Excel',
        params: typeParams,
        querystring: importQuery,
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const type = typeFor(actor, request);
      refuseWhoCannotBegin(type, actor);
      const { check, bad, unit: wanted, lang = 'zh', progress } = request.query as ImportQuery;
      const answer = await told(actor, progress, async (tell) => {
        const source = await sourceOf(request, services, actor);
        const unit = await readAs(services, actor, (client) => unitWithin(client, actor, wanted));
        const asked: ImportAsked = { type, unit, ...source };
        return check || bad
          ? checkImport(services, actor, asked, tell)
          : keepImport(services, actor, asked, tell);
      });
      if (!bad) {
        const records = await Promise.all(
          answer.records.map(async ({ lines, ...record }) => ({
            ...record,
            lines: await describeLines(services, lines),
          })),
        );
        return { ...answer, records };
      }
      const name = { en: `${type.plural.en}, rows to mend`, zh: `${type.plural.zh}（待修改的行）` }[
        lang
      ];
      return sendFile(
        reply,
        await badSheet(answer, name, lang),
        safeDownloadName(name, 'xlsx'),
        excelType,
      );
    },
  );

  app.get(
    '/api/import/:type',
    { schema: { tags: ['import'], summary: 'The latest imports', params: typeParams } },
    async (request) => {
      const actor = await readActor(request);
      return { imports: await listImports(services, actor, typeFor(actor, request)) };
    },
  );

  app.get(
    '/api/import/:type/template.xlsx',
    {
      schema: {
        tags: ['import'],
        summary: 'An empty sheet with headings, choices and an example',
        params: typeParams,
        querystring: Type.Pick(importQuery, ['lang']),
      },
    },
    async (request, reply) => {
      const actor = await readActor(request);
      const type = typeFor(actor, request);
      const { lang = 'zh' } = request.query as ImportQuery;
      const name = safeDownloadName(type.plural[lang], 'xlsx');
      return sendFile(reply, await importTemplate(type, lang, today()), name, excelType);
    },
  );

  app.get(
    '/api/import/:type/columns',
    {
      schema: {
        tags: ['import'],
        summary: 'The columns of a book that is written on the screen',
        params: typeParams,
      },
    },
    async (request) => {
      const actor = await readActor(request);
      return { columns: bookColumns(typeFor(actor, request), today()) };
    },
  );

  app.delete(
    '/api/import/:id',
    {
      schema: {
        tags: ['import'],
        summary: 'Undo an import: its records count for nothing, those changed since stay',
        params: Type.Object({ id: uuid }),
        querystring: Type.Object({ row: Type.Optional(Type.Integer({ minimum: 1 })) }),
      },
    },
    async (request) => {
      const actor = await readActor(request);
      const { row } = request.query as { row?: number };
      const { id } = request.params as { id: string };
      return row === undefined ? undoOne(services, actor, id) : undoRow(services, actor, id, row);
    },
  );
}

function refuseWhoCannotBegin(type: AnyRecordType, actor: Actor): void {
  const actions = Object.values(type.actions) as {
    from: readonly string[];
    roles: readonly string[];
  }[];
  const may = actions.some((a) => a.from.includes('new') && a.roles.includes(actor.grant.role));
  if (may) return;
  throw new Problem('not-allowed', {
    en: `Your post does not write down ${type.plural.en.toLowerCase()}, so it cannot bring them in. Ask somebody whose post does.`,
    zh: `您的岗位不能登记“${type.plural.zh}”，因此不能导入，请由有此权限的人员办理。`,
  });
}

async function sourceOf(
  request: FastifyRequest,
  services: Services,
  actor: Actor,
): Promise<Pick<ImportAsked, 'rows' | 'file_name' | 'sitting'>> {
  const { bytesMax, rowsMax, unpackedMax } = importBounds;
  // Titles and the headings stand above the rows.
  const bounds = { bytesMax, rowsMax: rowsMax + 20, unpackedMax };
  if (request.isMultipart()) {
    const file = await receiveFile(request, services, actor, bytesMax + 1);
    if (!file) throw noFile();
    const { rows } = await readForeignSpreadsheet(file.content, bounds);
    return { rows, file_name: safeFileName(file.name) };
  }
  const body = request.body as { rows?: unknown; sitting?: unknown } | null;
  const rows = body?.rows;
  const isText = (cell: unknown) => cell === null || ['string', 'number'].includes(typeof cell);
  if (!Array.isArray(rows) || !rows.every((row) => Array.isArray(row) && row.every(isText)))
    throw noFile();
  if (rows.length > bounds.rowsMax) throw tooMany();
  return { rows: rows.map(pastedRow), file_name: null, sitting: sittingIn(body?.sitting) };
}

function sittingIn(value: unknown): ImportAsked['sitting'] {
  if (value === undefined) return undefined;
  const { id, first } = (value ?? {}) as { id?: unknown; first?: unknown };
  const isId = typeof id === 'string' && /^[0-9a-f-]{36}$/i.test(id);
  if (!isId || !Number.isInteger(first) || (first as number) < 1 || (first as number) > 1_000_000)
    throw noFile();
  return { id, first: first as number };
}

function pastedRow(row: readonly ReadCell[]): ReadCell[] {
  return row
    .slice(0, 300)
    .map((cell) => (typeof cell === 'string' && cell.trim() === '' ? null : cell));
}

/** Kept to tell one import from another; never a path, and never long. */
function safeFileName(name: string): string {
  const plain = safeDownloadName(name.split(/[\\/]/).at(-1) ?? '', 'x');
  return plain.replace(/\.x$/, '').slice(0, 100);
}

/** As they came, with the reason in front, so that the mended file can be brought in as it is. */
async function badSheet(answer: ImportAnswer, sheet: string, language: Language): Promise<Buffer> {
  const columns = [
    { heading: reasonHeading, kind: 'text' as const, width: 50 },
    ...answer.headings.map((heading) => ({ heading, kind: 'text' as const })),
  ];
  const rows = answer.bad.map(({ row, cells, issues }) => [
    [
      { en: `Row ${row}`, zh: `第${row}行` }[language],
      ...issues.map((one) => `${one.column ? `${one.column}: ` : ''}${one.message[language]}`),
    ].join('\n'),
    ...cells,
  ]);
  return writeSpreadsheet({ sheet, columns, rows, language });
}

function noFile(): Problem {
  return new Problem('invalid', {
    en: 'No file and no rows came. Choose an Excel or CSV file, or paste the cells with their headings.',
    zh: '没有收到文件或内容。请选择Excel或CSV文件，或粘贴含表头的单元格。',
  });
}

function tooMany(): Problem {
  return new Problem('too-large', {
    en: `More than ${importBounds.rowsMax} rows. Divide them into several files.`,
    zh: `超过${importBounds.rowsMax}行，请分成几个文件。`,
  });
}
