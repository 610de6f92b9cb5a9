/**
 * A register as rows of words, with the records that its list shows and no others. Private fields leave masked. What
 * is written here an import reads back.
 */
import type { PoolClient } from 'pg';
import type { Field } from '#engine/field.ts';
import { labelOf } from '#engine/field.ts';
import { maskRecord } from '#engine/mask.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import { stateInfo } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Language, Text } from '#engine/text.ts';
import { toCsv, writeSpreadsheet } from '../reports/spreadsheet.ts';
import type { ColumnKind, SpreadsheetColumn, SpreadsheetValue } from '../reports/spreadsheet.ts';
import type { Tell } from '../progress.ts';
import type { Services } from '../services.ts';
import { writeListCell } from './list-cell.ts';
import { listRecords } from './list.ts';
import type { ListQuery } from './list-question.ts';
import { linkTitles, peopleIn, peopleNames } from './read.ts';
import type { LinkTitle } from './read.ts';

const rowsMax = 100_000;
export type ExportFormat = 'csv' | 'xlsx';

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

/** `client` reads as the actor, in one snapshot. */
export async function exportFile(
  services: Pick<Services, 'book' | 'unitNames'>,
  client: PoolClient,
  actor: Actor,
  type: AnyRecordType,
  query: ListQuery,
  format: ExportFormat,
  language: Language,
  { stamp, tell = () => {} }: { readonly stamp?: Stamp | undefined; readonly tell?: Tell } = {},
): Promise<{ content: Buffer; rows: number }> {
  const columns = columnsOf(type);
  const rows = await readRows(services, client, actor, type, query, columns, language, tell);
  if (stamp && rows.length > stampedMax) throw tooManyToStamp();
  tell('file', rows.length, rows.length);
  const content =
    format === 'csv'
      ? Buffer.from(toCsv(columns, rows, language))
      : await writeSpreadsheet({
          sheet: type.plural[language],
          columns,
          rows,
          language,
          ...(stamp ? { stamp: stampLines(stamp, rows.length) } : {}),
        });
  return { content, rows: rows.length };
}

/** Who took it away, when and what for: on a sheet of its own, and in print on every page. */
export type Stamp = { readonly who: string; readonly at: string; readonly purpose: string };

export function stampOf(actor: Actor, at: string, purpose: string): Stamp {
  return { who: actor.name, at, purpose };
}

function stampLines({ who, at, purpose }: Stamp, rows: number): Text[] {
  const [day, time] = new Date(Date.parse(at) + 8 * 3_600_000)
    .toISOString()
    .slice(0, 16)
    .split('T');
  return [
    { en: `Taken away by ${who}`, zh: `导出人：${who}` },
    { en: `${day} ${time}`, zh: `导出时间：${day} ${time}` },
    { en: `For: ${purpose}`, zh: `用途：${purpose}` },
    { en: `${rows} rows`, zh: `共${rows}条` },
    {
      en: 'Guarded personal data: for this purpose alone, to be destroyed afterwards; whoever passes it on answers for it.',
      zh: '含受限个人信息，仅限所列用途使用，用毕销毁，不得转发外传。',
    },
  ];
}

/** Longer files are streamed, where no page can carry a stamp. */
const stampedMax = 20_000;

function tooManyToStamp(): Problem {
  return new Problem('too-large', {
    en: `More than ${stampedMax} guarded rows do not leave in one file. Narrow the register by days or states first.`,
    zh: `受限数据一次最多导出${stampedMax}条，请先按日期或状态筛选。`,
  });
}

/** In one snapshot, page after page, so that the file has as many rows as the list counts. */
async function readRows(
  services: Pick<Services, 'book' | 'unitNames'>,
  client: PoolClient,
  actor: Actor,
  type: AnyRecordType,
  query: ListQuery,
  columns: readonly Column[],
  language: Language,
  tell: Tell,
): Promise<SpreadsheetValue[][]> {
  const rows: SpreadsheetValue[][] = [];
  let total = 0;
  let after: string | undefined;
  do {
    const page = await listRecords(client, type, actor, {
      ...query,
      limit: 200,
      after,
      count: false,
    });
    // A short file is there before anybody could read how long it is.
    if (page.next && after === undefined)
      total =
        (await listRecords(client, type, actor, { ...query, limit: 1, count: true })).count ?? 0;
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
    tell('writing', rows.length, Math.max(rows.length, Math.min(total, rowsMax)));
    await new Promise((resolve) => setImmediate(resolve));
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

function kindOf(field: Field): ColumnKind {
  if (field.kind === 'integer' && field.year) return 'text';
  return kinds[field.kind] ?? 'text';
}

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
      kind: kindOf(field),
      value: (record: AnyRecord, words: Words) => inWords(field, record[name], words),
    })),
    ...lists.map(([name, list]) => ({
      heading: list.label,
      kind: 'text' as const,
      value: (record: AnyRecord, words: Words) =>
        writeListCell(
          list,
          record[name] as Record<string, unknown>[],
          words.language,
          (field, value) => inList(field, value, words),
        ),
    })),
    state,
    unit,
  ];
}

/** Inside a cell of words there is no format: money stands in yuan. */
function inList(field: Field, value: unknown, words: Words): SpreadsheetValue {
  const shown = inWords(field, value, words);
  return field.kind === 'money' && typeof shown === 'number' ? (shown / 100).toFixed(2) : shown;
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
