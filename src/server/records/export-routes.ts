/**
 * A register as a file, with the rows that its list shows and no others. Private fields leave masked; who takes a file
 * away is logged, with how many rows, because a file is out of the book's reach from then on.
 */
import { Type } from 'typebox';
import type { FastifyInstance } from 'fastify';
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { Field } from '#engine/field.ts';
import { labelOf } from '#engine/field.ts';
import { maskRecord } from '#engine/mask.ts';
import { holdsLine } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { stateInfo } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Language, Text } from '#engine/text.ts';
import { logAccess } from '../accounts/access-log.ts';
import { readActor } from '../accounts/session-actor.ts';
import { sendFile } from '../reports/file-routes.ts';
import { toCsv, writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { ColumnKind, SpreadsheetColumn, SpreadsheetValue } from '../reports/spreadsheet.ts';
import type { Services } from '../services.ts';
import { readAs } from '../services.ts';
import { listRecords } from './list.ts';
import type { ListQuery } from './list.ts';
import { linkTitles, peopleIn, peopleNames } from './read.ts';
import type { LinkTitle } from './read.ts';
import { readListQuery } from './routes.ts';

const rowsMax = 100_000;
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a page of records needs beside the records, to be written in words. */
type Words = {
  readonly language: Language;
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
  readonly units: ReadonlyMap<number, Text>;
};
type Column = SpreadsheetColumn & {
  readonly value: (record: AnyRecord, words: Words) => SpreadsheetValue;
};

export function exportRoutes(app: FastifyInstance, services: Services): void {
  const params = Type.Object({ type: Type.String({ maxLength: 60 }) });
  for (const format of ['csv', 'xlsx'] as const) {
    const schema = { tags: ['records'], summary: `A register as ${format}`, params };
    app.get(`/api/records/:type/export.${format}`, { schema }, async (request, reply) => {
      const actor = await readActor(request);
      const type = services.book.findRecord((request.params as { type: string }).type);
      if (!type || !holdsLine(actor, type.line)) throw notFound();
      const raw = request.query as Record<string, string>;
      const language: Language = raw['lang'] === 'en' ? 'en' : 'zh';
      const columns = columnsOf(type);
      const rows = await readAs(services, actor, async (client) => {
        const today = dayInShanghai(services.clock());
        const query = await readListQuery(raw, type, actor, client, today);
        return readRows(services, client, actor, type, query, columns, language);
      });
      await logAccess(services.owner, {
        person_id: actor.person_id,
        grant_role: actor.grant.role,
        deed: 'exported',
        record_type: type.name,
        detail: { rows: rows.length, format },
      });
      const named = `${type.plural[language]}.${format}`;
      if (format === 'csv') {
        return sendFile(
          reply,
          Buffer.from(toCsv(columns, rows, language)),
          named,
          'text/csv; charset=utf-8',
        );
      }
      const sheet = type.plural[language];
      return sendFile(
        reply,
        await writeSpreadsheet({ sheet, columns, rows, language }),
        named,
        excel,
      );
    });
  }
}

/** In one snapshot, page after page, so that the file has as many rows as the list counts. */
async function readRows(
  services: Services,
  client: PoolClient,
  actor: Actor,
  type: AnyRecordType,
  query: ListQuery,
  columns: readonly Column[],
  language: Language,
): Promise<SpreadsheetValue[][]> {
  const rows: SpreadsheetValue[][] = [];
  let after: string | undefined;
  do {
    const page = await listRecords(client, type, actor, {
      ...query,
      limit: 200,
      after,
      count: false,
    });
    const [links, people, names] = await Promise.all([
      linkTitles(client, services.book, type, page.records),
      peopleNames(client, peopleIn(type, page.records)),
      services.unitNames.get(unitsIn(type, page.records)),
    ]);
    const words = { language, links, people, units: names };
    for (const record of page.records) {
      const masked = maskRecord(type, record);
      rows.push(columns.map((column) => column.value(masked, words)));
    }
    after = page.next ?? undefined;
  } while (after && rows.length < rowsMax);
  return rows;
}

function unitsIn(type: AnyRecordType, records: readonly AnyRecord[]): number[] {
  const fields = fieldsOf(type).filter(([, field]) => field.kind === 'unit');
  return records.flatMap((r) => [
    r.unit_id,
    ...fields.flatMap(([name]) => (r[name] ? [r[name] as number] : [])),
  ]);
}

const fieldsOf = (type: AnyRecordType) => Object.entries(type.fields) as [string, Field][];

const kinds: Partial<Record<Field['kind'], ColumnKind>> = {
  integer: 'integer',
  money: 'money',
  day: 'day',
};

function columnsOf(type: AnyRecordType): Column[] {
  const state: Column = {
    heading: { en: 'State', zh: '状态' },
    kind: 'text',
    value: (record, { language }) => stateInfo(type, record.state)?.label[language] ?? record.state,
  };
  const unit: Column = {
    heading: { en: 'Unit', zh: '单位' },
    kind: 'text',
    value: (record, { units, language }) => units.get(record.unit_id)?.[language],
  };
  const lists = Object.entries(type.children) as [string, ChildList][];
  return [
    ...fieldsOf(type).map(([name, field]) => ({
      heading: field.label,
      kind: kinds[field.kind] ?? ('text' as const),
      value: (record: AnyRecord, words: Words) => inWords(field, record[name], words),
    })),
    ...lists.map(([name, list]) => ({
      heading: list.label,
      kind: 'text' as const,
      value: (record: AnyRecord, words: Words) =>
        (record[name] as Record<string, unknown>[])
          .map((row) => rowInWords(list, row, words))
          .join('；'),
    })),
    state,
    unit,
  ];
}

/** What is open of a row, in the order of its form: 申请人 张某 自然人. */
function rowInWords(list: ChildList, row: Record<string, unknown>, words: Words): string {
  return Object.entries(list.fields)
    .map(([name, field]) => inWords(field, row[name], words))
    .filter((value) => value !== null && value !== undefined && value !== '')
    .join(' ');
}

function inWords(field: Field, value: unknown, words: Words): SpreadsheetValue {
  if (value === null || value === undefined) return null;
  const { language, links, people, units } = words;
  switch (field.kind) {
    case 'code':
      return labelOf(field.list, value as string)[language];
    case 'codes':
      return (value as string[]).map((code) => labelOf(field.list, code)[language]).join('、');
    case 'boolean':
      return { en: value ? 'yes' : 'no', zh: value ? '是' : '否' }[language];
    case 'link': {
      const link = links[value as string];
      return link ? (link.number ?? link.title[language]) : null;
    }
    case 'account':
      return people[value as string];
    case 'unit':
      return units.get(value as number)?.[language];
    default:
      return value as SpreadsheetValue;
  }
}
