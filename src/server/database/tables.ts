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

/** The type of a column, be it a field of the definition or what every record has. */
export function sqlTypeOf(fields: Fields, name: string): string {
  const field = fields[name];
  if (field) return sqlTypes[field.kind];
  const base = baseColumns.find((column) => column.name === name);
  if (!base) throw new Error(`No such column: ${name}`);
  return base.type;
}

export function childTable(type: AnyRecordType, child: ChildList): string {
  return `${type.name}_${child.name}`;
}

/** The record's own table first, then one per child list. */
export function tablesOf(type: AnyRecordType): Table[] {
  const own: Table = { name: type.name, columns: [...baseColumns, ...columnsOf(type.fields)] };
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
    type: sqlTypes[field.kind],
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
  const order = type.list.order;
  const links = own.columns.filter(
    (c) => c.references && !['unit', 'account'].includes(c.references),
  );
  return [
    createTable(own, ['primary key (id)']),
    `create index ${own.name}_order on ${own.name} (${order}, id);`,
    `create index ${own.name}_path on ${own.name} (path, ${order});`,
    ...links.map((c) => `create index ${own.name}_${c.name} on ${own.name} (${c.name});`),
    `call secure_records('${own.name}');`,
    ...children.flatMap((child) => [
      createTable(child, ['primary key (id)']),
      `create index ${child.name}_record on ${child.name} (record_id, position);`,
      `call secure_children('${child.name}', '${own.name}');`,
    ]),
  ].join('\n');
}

function createTable(table: Table, constraints: string[]): string {
  const rows = [...table.columns.map(columnDdl), ...constraints];
  return `create table ${table.name} (\n  ${rows.join(',\n  ')}\n);`;
}

function columnDdl(column: Column): string {
  const collate = column.name === 'path' ? ' collate "C"' : '';
  const notNull = column.not_null ? ' not null' : '';
  const references = column.references ? ` references ${column.references}` : '';
  return `${column.name} ${column.type}${collate}${notNull}${references}`;
}
