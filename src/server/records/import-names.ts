/**
 * Names in a sheet become records, units and people: within the importer's territory, each text looked up once. What
 * nobody is called, and what several are called, is said at its cell.
 */
import type { PoolClient } from 'pg';
import { isHidden } from '#engine/field.ts';
import type { Field } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import { stateInfo } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import type { LookUp, ReadRow } from './import-rows.ts';
import { queriesFor } from './found-by.ts';
import { loadRecords, recordJson } from './save.ts';

export type Named = { readonly unit_id: number | null };

type UnitRow = { id: number; name: string; name_en: string; code: string; path: string };
type Found = {
  readonly type: AnyRecordType;
  readonly byName: ReadonlyMap<string, readonly AnyRecord[]>;
};

/** `client` reads as the actor. Puts ids into the rows, adds issues to them, and answers each row's unit. */
export async function findNames(
  client: PoolClient,
  book: Book,
  actor: Actor,
  rows: readonly ReadRow[],
): Promise<Map<ReadRow, Named>> {
  const finder = await Finder.open(client, book, actor, rows);
  return new Map(rows.map((row) => [row, finder.nameAll(row)]));
}

type Units = ReadonlyMap<string, readonly UnitRow[]>;
type People = ReadonlyMap<string, readonly string[]>;
type Records = ReadonlyMap<string, Found>;

class Finder {
  readonly #units: Units;
  readonly #records: Records;
  readonly #people: People;

  private constructor(units: Units, records: Records, people: People) {
    this.#units = units;
    this.#records = records;
    this.#people = people;
  }

  static async open(client: PoolClient, book: Book, actor: Actor, rows: readonly ReadRow[]) {
    const asked = rows.flatMap((row) => row.look_ups);
    const texts = (kind: Field['kind']) =>
      asked.filter((one) => one.field.kind === kind).map((one) => one.text);
    const unitNames = [...rows.flatMap((row) => row.unit ?? []), ...texts('unit')];
    const types = new Set(asked.flatMap(({ field }) => (field.kind === 'link' ? [field.to] : [])));
    const units = await unitsCalled(client, actor, unitNames);
    const people = await peopleCalled(client, texts('account'));
    const records = new Map<string, Found>();
    for (const name of types) {
      const type = book.record(name);
      const wanted = asked
        .filter(({ field }) => field.kind === 'link' && field.to === name)
        .map((one) => one.text);
      records.set(name, await recordsCalled(client, type, wanted));
    }
    return new Finder(units, records, people);
  }

  nameAll(row: ReadRow): Named {
    const unit = row.unit === null ? null : this.#unit(row.unit, 'unit_id', row.issues);
    const linked: AnyRecord[] = [];
    // What links to nothing comes first: the committee tells which of two mediators is meant.
    const links = ({ field }: LookUp) =>
      field.kind === 'link' ? linksOf(this.#records.get(field.to)!.type).length : -1;
    for (const one of row.look_ups.toSorted((a, b) => links(a) - links(b))) {
      if (one.field.kind === 'unit') {
        const found = this.#unit(one.text, one.path, row.issues);
        if (found) one.put(found.id);
      } else if (one.field.kind === 'account') this.#person(one, row.issues);
      else {
        const found = this.#record(one, linked, unit, row.issues);
        if (!found) continue;
        // Where a person was registered says nothing of where a record about them is kept.
        const to = one.field.kind === 'link' ? one.field.to : '';
        if (!this.#records.get(to)!.type.identity) linked.push(found);
        one.put(found.id);
      }
    }
    // A dispute of a village's committee is kept by the village, whoever brings it in.
    return { unit_id: unit?.id ?? linked[0]?.unit_id ?? null };
  }

  #unit(text: string, path: string, issues: Issue[]): UnitRow | null {
    const found = this.#units.get(spelled(text)) ?? [];
    if (found.length === 1) return found[0]!;
    issues.push(
      found.length === 0
        ? nobody(path, text, { en: 'unit of your territory', zh: '辖区内单位' })
        : several(path, text, { en: 'units', zh: '单位' }, { en: 'its code', zh: '区划代码' }),
    );
    return null;
  }

  #person(one: LookUp, issues: Issue[]): void {
    const found = this.#people.get(one.text) ?? [];
    if (found.length === 1) one.put(found[0]);
    else
      issues.push(
        found.length === 0
          ? nobody(one.path, one.text, { en: 'account', zh: '账号' })
          : several(
              one.path,
              one.text,
              { en: 'people', zh: '人员' },
              { en: 'the user name', zh: '用户名' },
            ),
      );
  }

  /** Of several with one name: the one of the same unit, the one that shares the row's other links, the one at work. */
  #record(
    one: LookUp,
    linked: readonly AnyRecord[],
    unit: UnitRow | null,
    issues: Issue[],
  ): AnyRecord | null {
    const to = one.field.kind === 'link' ? one.field.to : '';
    const { type, byName } = this.#records.get(to)!;
    let found = byName.get(spelled(one.text)) ?? [];
    const narrow = (keep: (record: AnyRecord) => boolean) => {
      const kept = found.filter(keep);
      if (kept.length > 0) found = kept;
    };
    narrow((record) => linked.some((other) => linkOf(type, record, other)));
    if (unit) narrow((record) => record.unit_id === unit.id);
    narrow((record) => stateInfo(type, record.state)?.tone !== 'ended');
    if (found.length === 1) return found[0]!;
    if (type.identity)
      issues.push(found.length === 0 ? noPerson(one.path) : severalPersons(one.path));
    else
      issues.push(
        found.length === 0
          ? nobody(one.path, one.text, type.label)
          : several(one.path, one.text, type.plural, { en: 'its unit', zh: '所属单位' }),
      );
    return null;
  }
}

/** What identifies somebody is repeated in no message. */
function noPerson(field: string): Issue {
  return {
    field,
    message: {
      en: 'Among the persons that you see nobody is called so. Register the person first, or write the document number.',
      zh: '在您可见的人员中没有此人，请先登记人员，或填写证件号码。',
    },
  };
}

function severalPersons(field: string): Issue {
  return {
    field,
    message: {
      en: 'Several persons are called so. Write the document number.',
      zh: '有多名同名人员，请填写证件号码。',
    },
  };
}

/** Does the record link to the other: this mediator serves in that committee. */
function linkOf(type: AnyRecordType, record: AnyRecord, other: AnyRecord): boolean {
  return linksOf(type).some((name) => record[name] === other.id);
}

function linksOf(type: AnyRecordType): string[] {
  const fields = Object.entries(type.fields) as [string, Field][];
  return fields.filter(([, field]) => field.kind === 'link').map(([name]) => name);
}

function spelled(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

async function unitsCalled(client: PoolClient, actor: Actor, texts: readonly string[]) {
  const wanted = [...new Set(texts.map((text) => text.trim()))];
  const units = new Map<string, UnitRow[]>();
  if (wanted.length === 0) return units;
  const { rows } = await client.query(
    `select id, name, name_en, code, path from unit
      where path >= $1 and path < $1 || '~' and (name = any($2) or name_en = any($2) or code = any($3))`,
    [actor.grant.path, wanted, wanted.flatMap((text) => [text, text.padEnd(12, '0')])],
  );
  for (const unit of rows as UnitRow[])
    for (const name of new Set(
      [unit.name, unit.name_en, unit.code, unit.code.replace(/(000)+$/, '')].map(spelled),
    ))
      units.set(name, [...(units.get(name) ?? []), unit]);
  return units;
}

async function peopleCalled(client: PoolClient, texts: readonly string[]) {
  const people = new Map<string, string[]>();
  if (texts.length === 0) return people;
  const { rows } = await client.query('select id, name from account where name = any($1)', [texts]);
  for (const { id, name } of rows) people.set(name, [...(people.get(name) ?? []), id]);
  return people;
}

/** By number, by name, by title: whatever a person would call it. A territory has few enough of what others link to. */
const candidatesMax = 20_000;

async function recordsCalled(
  client: PoolClient,
  type: AnyRecordType,
  texts: readonly string[],
): Promise<Found> {
  if (type.identity) return personsCalled(client, type, texts);
  const wanted = new Set(texts.map(spelled));
  const names = ['name', 'short_name', 'short_name_en', type.numbers?.field].filter(
    (name): name is string =>
      name !== undefined && name in type.fields && !isHidden(type.fields[name]),
  );
  const byName = new Map<string, AnyRecord[]>();
  const { rows } = await client.query(
    `select ${recordJson(type, 't')} as record from ${type.name} t where t.state <> 'undone'
      ${names.length > 0 ? `order by (${names.map((name) => `coalesce(t.${name} = any($1), false)`).join(' or ')}) desc` : ''}
      limit ${candidatesMax}`,
    names.length > 0 ? [[...new Set(texts)]] : [],
  );
  const records = rows.map((row) => row.record as AnyRecord);
  for (const record of records) {
    const title = type.title(record);
    const called = [
      record.id,
      title.zh,
      title.en,
      ...names.map((name) => record[name] as string | null),
    ];
    for (const name of new Set(called.flatMap((one) => (one ? [spelled(one)] : []))))
      if (wanted.has(name)) byName.set(name, [...(byName.get(name) ?? []), record]);
  }
  return { type, byName };
}

/** By their whole name or number, among the persons that the importer sees. */
async function personsCalled(
  client: PoolClient,
  type: AnyRecordType,
  texts: readonly string[],
): Promise<Found> {
  const byName = new Map<string, AnyRecord[]>();
  for (const text of new Set(texts)) {
    const queries = queriesFor(type, text);
    if (queries.length === 0) continue;
    const { rows } = await client.query(
      `select t.id from ${type.name}_seen t where t.state = 'registered' and ${queries.map((_, i) => `t.found_by @@ $${i + 1}::tsquery`).join(' and ')} limit 10`,
      queries,
    );
    const ids = rows.map((row) => row.id as string);
    const records = await loadRecords(client, type, ids);
    if (records.length > 0) byName.set(spelled(text), records);
  }
  return { type, byName };
}

function nobody(field: string, text: string, what: Text): Issue {
  return {
    field,
    message: {
      en: `There is no ${what.en.toLowerCase()} called “${text}” within your reach. Correct the name, or bring it in first.`,
      zh: `在您的管辖范围内没有名为“${text}”的${what.zh}，请核对名称，或先行登记。`,
    },
  };
}

function several(field: string, text: string, what: Text, instead: Text): Issue {
  return {
    field,
    message: {
      en: `Several ${what.en.toLowerCase()} are called “${text}”. Name ${instead.en} too.`,
      zh: `有多个${what.zh}名为“${text}”，请同时填写${instead.zh}。`,
    },
  };
}
