/** From the rows of a sheet to what each says, field by field, and what is wrong under which heading. Pure. */
import { readCell } from '#engine/cell.ts';
import type { Field } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import { contentHash } from '../keys/sealed-record.ts';
import type { ReadCell } from '../reports/spreadsheet.ts';
import type { Headings, ImportColumn, Target } from './import-columns.ts';
import { readListCell } from './list-cell.ts';

type Values = Record<string, unknown>;

/** A name in a cell that has to become the id of a record, a unit or a person. */
export type LookUp = {
  readonly field: Field & { readonly kind: 'link' | 'unit' | 'account' };
  readonly text: string;
  readonly path: string;
  readonly put: (id: unknown) => void;
};

export type ReadRow = {
  /** As the file counts, from 1. */
  readonly row: number;
  readonly cells: readonly ReadCell[];
  readonly hash: string;
  readonly given: Values;
  readonly look_ups: readonly LookUp[];
  /** The unit that shall keep it, by name or code. */
  readonly unit: string | null;
  readonly number: string | null;
  readonly issues: Issue[];
  /** Field → the heading of its column. */
  readonly headings: ReadonlyMap<string, string>;
};

/** Empty rows are passed over. */
export function readRows(
  type: AnyRecordType,
  headings: Headings,
  rows: readonly ReadCell[][],
): ReadRow[] {
  return rows
    .map((cells, i) => ({ cells, row: i + 1 }))
    .slice(headings.row + 1)
    .filter(({ cells }) => cells.some((cell) => cell !== null))
    .map(({ cells, row }) => new RowReader(type, headings.columns, cells).read(row));
}

class RowReader {
  readonly #type: AnyRecordType;
  readonly #columns: readonly ImportColumn[];
  readonly #cells: readonly ReadCell[];
  readonly #given: Values = {};
  readonly #issues: Issue[] = [];
  readonly #lookUps: LookUp[] = [];
  readonly #headings = new Map<string, string>();

  constructor(type: AnyRecordType, columns: readonly ImportColumn[], cells: readonly ReadCell[]) {
    this.#type = type;
    this.#columns = columns;
    this.#cells = cells;
  }

  read(row: number): ReadRow {
    let unit: string | null = null;
    let number: string | null = null;
    const coded: { column: ImportColumn; target: Target & { kind: 'list' }; cell: ReadCell }[] = [];
    for (const [i, column] of this.#columns.entries()) {
      const { target } = column;
      const cell = this.#cells[i] ?? null;
      if (!target || cell === null) continue;
      if (target.kind === 'unit') {
        unit = String(cell);
        this.#headings.set('unit_id', column.heading);
      } else if (target.kind === 'number') {
        number = String(cell);
        this.#headings.set(target.name, column.heading);
      } else if (target.kind === 'field') this.#field(column, target.name, target.field, cell);
      else coded.push({ column, target, cell });
    }
    for (const name of Object.keys(this.#type.children)) {
      const here = coded.filter(({ target }) => target.name === name);
      if (here.length > 0) this.#list(name, here);
    }
    return {
      row,
      cells: this.#cells,
      hash: contentHash(this.#type, JSON.stringify(this.#cells)),
      given: this.#given,
      look_ups: this.#lookUps,
      unit,
      number,
      issues: this.#issues,
      headings: this.#headings,
    };
  }

  #field(column: ImportColumn, name: string, field: Field, cell: ReadCell): void {
    if (field.computed) {
      // It is never written, so that nothing can be wrong with it; it may help to choose the deeds.
      const reading = readCell(field, cell);
      if ('value' in reading && reading.value !== null) this.#given[name] = reading.value;
      return;
    }
    this.#headings.set(name, column.heading);
    this.#put(field, cell, name, (value) => {
      this.#given[name] = value;
    });
  }

  #put(field: Field, cell: ReadCell, path: string, put: (value: unknown) => void): void {
    const reading = readCell(field, cell);
    if ('message' in reading) this.#issues.push({ field: path, message: reading.message });
    else if ('look_up' in reading)
      this.#lookUps.push({ field: field as LookUp['field'], text: reading.look_up, path, put });
    else {
      if (reading.value !== null) put(reading.value);
      if (reading.warning)
        this.#issues.push({ field: path, message: reading.warning, warning: true });
    }
  }

  #list(
    name: string,
    columns: readonly { column: ImportColumn; target: Target & { kind: 'list' }; cell: ReadCell }[],
  ): void {
    const list = this.#type.children[name] as ChildList;
    const rows: Values[] = [];
    this.#headings.set(name, columns[0]!.column.heading);
    const add = (texts: Readonly<Record<string, ReadCell>>, heading: (key: string) => string) => {
      const row: Values = {};
      const path = `${name}.${rows.push(row) - 1}`;
      for (const [key, field] of Object.entries(list.fields) as [string, Field][]) {
        this.#headings.set(`${path}.${key}`, heading(key));
        this.#put(field, texts[key] ?? null, `${path}.${key}`, (value) => {
          row[key] = value;
        });
      }
    };
    const named: typeof columns = columns.filter(({ column, target, cell }) => {
      const whole = readListCell(list, String(cell));
      for (const texts of whole ?? []) add(texts, () => column.heading);
      if (whole === null && target.code === null) this.#issues.push(notAList(name, list));
      return whole === null && target.code !== null;
    });
    for (const code of new Set(named.map(({ target }) => target.code!)))
      this.#namedRows(
        name,
        list,
        code,
        named.filter(({ target }) => target.code === code),
        add,
      );
    this.#otherwise(list, rows);
    this.#given[name] = rows;
  }

  /** 张三、李四 in one cell are two rows; their telephones stand in the same order. */
  #namedRows(
    name: string,
    list: ChildList,
    code: string,
    columns: readonly { column: ImportColumn; target: Target & { kind: 'list' }; cell: ReadCell }[],
    add: (texts: Record<string, ReadCell>, heading: (key: string) => string) => void,
  ): void {
    const { by, main } = list.columns!;
    const parts = (cell: ReadCell) =>
      String(cell)
        .split(/[、；;\n]/)
        .map((part) => part.trim())
        .filter((part) => part !== '');
    const people = columns.find(({ target }) => target.key === main);
    const count = people ? parts(people.cell).length : 1;
    const all = this.#columns.filter(
      ({ target }) => target?.kind === 'list' && target.name === name && target.code === code,
    );
    const columnOf = (key: string) =>
      all.find(({ target }) => target?.kind === 'list' && target.key === key);
    const heading = (key: string) => (columnOf(key) ?? columnOf(main) ?? all[0]!).heading;
    for (const { column, target, cell } of columns) {
      if (count < 2 || parts(cell).length === count) continue;
      this.#headings.set(`${name}.${target.key}`, column.heading);
      this.#issues.push(notAsMany(`${name}.${target.key}`, count, parts(cell).length));
    }
    for (let i = 0; i < count; i++) {
      const texts = columns.map(({ target, cell }) => [
        target.key!,
        count > 1 ? (parts(cell)[i] ?? null) : cell,
      ]);
      add({ [by]: code, ...Object.fromEntries(texts) }, heading);
    }
  }

  #otherwise(list: ChildList, rows: Values[]): void {
    for (const [key, from] of Object.entries(list.columns?.otherwise ?? {}))
      for (const row of rows) row[key] ??= this.#given[from];
  }
}

function notAList(field: string, list: ChildList): Issue {
  const [first] = Object.values(list.fields) as Field[];
  return {
    field,
    message: {
      en: `Write each row of “${list.label.en}” with its names, like an export does: ${first!.label.en}: …; …`,
      zh: `“${list.label.zh}”请按导出文件的样式逐项填写，如“${first!.label.zh}：…；…”，每条一行。`,
    },
  };
}

function notAsMany(field: string, names: number, values: number): Issue {
  return {
    field,
    message: {
      en: `${names} names but ${values} entries here. Give as many, divided by 、 in the same order.`,
      zh: `姓名有${names}个，此处有${values}项，请用顿号隔开并逐一对应。`,
    },
  };
}
