/**
 * The tables that the definitions ask for: written into migrations by hand or by `taizhang ddl`,
 * compared by the drift test.
 */
import type { Field, Fields } from '#engine/field.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';

export type Column = {
  readonly name: string;
  readonly type: string;
  readonly not_null: boolean;
  readonly references?: string;
  readonly default?: string;
};
export type Table = { readonly name: string; readonly columns: readonly Column[] };

const sqlTypes: Record<Field['kind'], string> = {
  text: 'text',
  long_text: 'text',
  integer: 'integer',
  money: 'bigint',
  day: 'date',
  instant: 'timestamp with time zone',
  boolean: 'boolean',
  code: 'text',
  codes: 'text[]',
  unit: 'integer',
  link: 'uuid',
  account: 'uuid',
};

const baseColumns: readonly Column[] = [
  { name: 'id', type: 'uuid', not_null: true },
  { name: 'version', type: 'integer', not_null: true },
  { name: 'state', type: 'text', not_null: true },
  { name: 'unit_id', type: 'integer', not_null: true, references: 'unit' },
  { name: 'path', type: 'text', not_null: true },
  { name: 'guard', type: 'smallint', not_null: true },
  { name: 'keeper_id', type: 'uuid', not_null: false },
  { name: 'created_by', type: 'uuid', not_null: true },
  { name: 'created_at', type: 'timestamp with time zone', not_null: true },
  { name: 'updated_at', type: 'timestamp with time zone', not_null: true },
];

/** What is encrypted is text, whatever it was. */
function columnType(field: Field): string {
  return field.secret ? 'text' : sqlTypes[field.kind];
}

/** The type of a column, be it a field of the definition or what every record has. */
export function sqlTypeOf(fields: Fields, name: string): string {
  const field = fields[name];
  if (field) return columnType(field);
  const base = baseColumns.find((column) => column.name === name);
  if (!base) throw new Error(`No such column: ${name}`);
  return base.type;
}

/**
 * What finds a record, as lexemes: characters, pinyin and initials of its names. It is no part of
 * the record's content.
 */
export const foundBy = 'found_by';
const foundByColumn: Column = { name: foundBy, type: 'tsvector', not_null: true, default: `''` };

export function childTable(type: AnyRecordType, child: ChildList): string {
  return `${type.name}_${child.name}`;
}

/** The record's own table first, then one per child list. */
export function tablesOf(type: AnyRecordType): Table[] {
  const own: Table = {
    name: type.name,
    columns: [...baseColumns, ...columnsOf(type.fields), foundByColumn],
  };
  const children = (Object.values(type.children) as ChildList[]).map((child) => ({
    name: childTable(type, child),
    columns: [
      { name: 'id', type: 'uuid', not_null: true },
      { name: 'record_id', type: 'uuid', not_null: true, references: type.name },
      { name: 'position', type: 'integer', not_null: true },
      ...columnsOf(child.fields),
    ],
  }));
  return [own, ...children];
}

function columnsOf(fields: Fields): Column[] {
  return Object.entries(fields).map(([name, field]) => ({
    name,
    type: columnType(field),
    not_null: field.required === true,
    ...referenceOf(field),
  }));
}

function referenceOf(field: Field): { references?: string } {
  if (field.kind === 'unit') return { references: 'unit' };
  if (field.kind === 'account') return { references: 'account' };
  if (field.kind === 'link') return { references: field.to };
  return {};
}

/**
 * The whole DDL of a record type: tables, the indexes that every register needs, and the walls
 * around them.
 */
export function ddlFor(type: AnyRecordType): string {
  const [own, ...children] = tablesOf(type) as [Table, ...Table[]];
  return [
    createTable(own, ['primary key (id)']),
    ...indexesOf(type),
    `call secure_records('${own.name}');`,
    ...(type.identity ? [`call secure_identities('${own.name}');`] : []),
    ...(type.issued ? [`call secure_issued('${own.name}');`] : []),
    `call show_${type.identity ? 'identities' : type.issued ? 'issued' : 'records'}('${own.name}');`,
    ...children.flatMap((child) => [
      createTable(child, ['primary key (id)']),
      `create index ${child.name}_record on ${child.name} (record_id, position);`,
      `call secure_children('${child.name}', '${own.name}');`,
    ]),
  ].join('\n');
}

/** What every register is ordered, bounded, searched and followed by; and more for a large one. */
export function indexesOf(type: AnyRecordType): string[] {
  const { name, list } = type;
  const [own] = tablesOf(type) as [Table];
  const links = own.columns.filter(
    (c) => c.references && !['unit', 'account'].includes(c.references),
  );
  return [
    `create index ${name}_order on ${name} (${list.order}, id);`,
    `create index ${name}_path on ${name} (path, ${list.order}${isLarge(type) ? ', id' : ''});`,
    `create index ${name}_found on ${name} using gin (${foundBy}) ${shortList};`,
    ...(isLarge(type) ? indexesOfLarge(type) : []),
    ...links.map((c) => `create index ${name}_${c.name} on ${name} (${c.name});`),
  ];
}

/** A register that names what it may be sorted by is one that may hold a million records. */
export function isLarge(type: AnyRecordType): boolean {
  return type.list.sorts !== undefined;
}

/** How deep a township lies: city, county, township. */
export const middleDepth = 3;

/**
 * The path of the township that a record is in, or of what lies as deep: a township's register is read in its order
 * without walking past the rest of the city. Empty at the end where the record lies higher, which no township asks for.
 */
export function middleOf(alias = ''): string {
  const parts = Array.from(
    { length: middleDepth },
    (_, i) => `split_part(${alias}path, '.', ${i + 1}) || '.'`,
  );
  return `(${parts.join(' || ')})`;
}

/** `state=closed`, `dispute_type=land`: every coded value that the register filters by, and whose the record is. */
export function codesOf(type: AnyRecordType, alias = ''): string {
  const coded = codedFilters(type).map((name) => {
    const text = type.fields[name]?.kind === 'boolean' ? `${alias}${name}::text` : alias + name;
    return `'${name}=' || ${text}`;
  });
  const people = ['keeper_id', 'created_by'].map((name) => `'${name}=' || ${alias}${name}::text`);
  return `(array[${[...coded, ...people].join(', ')}])`;
}

/** Filters whose values stand in the index of codes. */
export function codedFilters(type: AnyRecordType): string[] {
  const coded = type.list.filters.filter((name) => {
    const kind = (type.fields[name] as Field | undefined)?.kind;
    return kind === 'code' || kind === 'boolean';
  });
  return [...new Set(['state', ...coded])];
}

/** New entries wait in a list, which each search reads too: kept short. */
const shortList = 'with (gin_pending_list_limit = 256)';

/** All codes in one: a rare state and a rare kind narrow each other, without reading what only one of them finds. */
function indexesOfLarge(type: AnyRecordType): string[] {
  const { name, list } = type;
  const days = list.sorts!.filter((field) => field !== list.order);
  return [
    `create index ${name}_middle on ${name} (${middleOf()}, ${list.order}, id);`,
    `create index ${name}_codes on ${name} using gin (${codesOf(type)}) ${shortList};`,
    ...days.map((day) => `create index ${name}_${day} on ${name} (${day}, id);`),
  ];
}

function createTable(table: Table, constraints: string[]): string {
  const rows = [...table.columns.map(columnDdl), ...constraints];
  return `create table ${table.name} (\n  ${rows.join(',\n  ')}\n);`;
}

function columnDdl(column: Column): string {
  const collate = column.name === 'path' ? ' collate "C"' : '';
  const notNull = column.not_null ? ' not null' : '';
  const references = column.references ? ` references ${column.references}` : '';
  const otherwise = column.default ? ` default ${column.default}` : '';
  return `${column.name} ${column.type}${collate}${notNull}${otherwise}${references}`;
}
