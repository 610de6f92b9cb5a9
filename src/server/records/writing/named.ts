/** What a write names before anything of it is applied: records, units, people. All that has to be read for it. */
import type { Deed } from '#engine/apply.ts';
import type { Book } from '#engine/line.ts';
import type { Role } from '#engine/permission.ts';
import { askedBy } from '#engine/record.ts';
import type { Action, AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import type { Write, WriteContext } from '../write.ts';

/** Some actions make a record or go on with one that is there (written down, then accepted): the version seen tells. */
export function isMaking(type: AnyRecordType, write: Write): boolean {
  const first = type.actions[write.deeds[0]?.action ?? ''];
  return !write.expected_version && (first?.from.includes('new') ?? false);
}

export function hangsOn(type: AnyRecordType, on: AnyRecordType): boolean {
  const link = type.goes_with ? type.fields[type.goes_with] : undefined;
  return link?.kind === 'link' && link.to === on.name;
}

export function looksAtFile(book: Book, write: Write): boolean {
  const { actions } = book.record(write.type);
  return write.deeds.some((deed) => actions[deed.action]?.looks_at_file);
}

/** Does it give points against a standard that a line has? */
export function scoring(book: Book, write: Write): boolean {
  const { actions } = book.record(write.type);
  return (
    write.deeds.some((deed) => actions[deed.action]?.scores) &&
    book.standardOf(write.type) !== undefined
  );
}

/** Ids by what they belong to, each once. */
export function group(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const [name, id] of pairs) groups.set(name, (groups.get(name) ?? new Set()).add(id));
  return new Map([...groups].map(([name, ids]) => [name, [...ids]]));
}

const uuidShape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

export type LinkTyped = {
  readonly to: string;
  readonly id: string;
  /** A check of this deed locks it (`beside`). Taken lightly first, two writers would wait for each other's share. */
  readonly parent: boolean;
};

/** Links among the typed values; what is no id is left for the check to refuse. */
export function linksIn(type: AnyRecordType, write: Pick<Write, 'deeds'>): LinkTyped[] {
  return write.deeds.flatMap((deed) => {
    const action = type.actions[deed.action] as Action<AnyRecord, string> | undefined;
    const locks = new Set((action?.beside ?? []).flatMap((one) => one.locks));
    return Object.entries(deed.fields).flatMap(([name, value]) => {
      const field = type.fields[name];
      return field?.kind === 'link' && typeof value === 'string' && uuidShape.test(value)
        ? [{ to: field.to, id: value.toLowerCase(), parent: locks.has(name) }]
        : [];
    });
  });
}

/** Units that a write may need the place of. */
export function unitsFor({ actor: { grant }, book }: WriteContext, write: Write): number[] {
  return [
    // The city stands above everybody: what is sent up goes there. What works for no unit sends nothing up.
    ...unitsOnPath(grant.path).slice(0, 1),
    write.unit_id ?? grant.unit_id,
    ...unitsIn(book.record(write.type), write),
  ];
}

/** Units among the typed values: a record may go to one of them. */
export function unitsIn(type: AnyRecordType, { deeds }: Pick<Write, 'deeds'>): number[] {
  return deeds.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, value]) =>
      type.fields[name]?.kind === 'unit' && Number.isInteger(value) ? [value as number] : [],
    ),
  );
}

type AccountPlace = {
  /** As issues name it: `officer_id`, `splits.0.account_id`. */
  readonly path: string;
  readonly list: string | null;
  readonly key: string;
  readonly id: string;
};

/** Where a deed names somebody by their account. */
export function accountPlaces(type: AnyRecordType, { fields }: Deed): AccountPlace[] {
  return Object.entries(fields).flatMap(([name, value]): AccountPlace[] => {
    if (type.fields[name]?.kind === 'account' && isUuid(value))
      return [{ path: name, list: null, key: name, id: value.toLowerCase() }];
    const child = type.children[name] as ChildList | undefined;
    if (!child || !Array.isArray(value)) return [];
    const keys = Object.keys(child.fields).filter((key) => child.fields[key]!.kind === 'account');
    return value.flatMap((row: Record<string, unknown> | null, i) =>
      keys.flatMap((key) => {
        const id = row?.[key];
        return isUuid(id)
          ? [{ path: `${name}.${i}.${key}`, list: name, key, id: id.toLowerCase() }]
          : [];
      }),
    );
  });
}

export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuidShape.test(value);

/** Whom it names by their account: each is asked for in the writer's territory. */
export function accountsIn(type: AnyRecordType, { deeds }: Pick<Write, 'deeds'>): string[] {
  return deeds.flatMap((deed) => accountPlaces(type, deed).map(({ id }) => id));
}

/** Fields of an action that name whoever decides: asked with each deed that lays it before them, named anew or not. */
export function decidersIn(
  type: AnyRecordType,
  { action }: Deed,
): { key: string; roles: readonly Role[] }[] {
  const asked = type.actions[action] ? askedBy(type, action) : [];
  return asked.flatMap((key) => {
    const field = type.fields[key];
    return field?.kind === 'account' && field.decides_as ? [{ key, roles: field.decides_as }] : [];
  });
}

/** Units to which an action of this type may hand the record, as an earlier one wrote them down. */
export function unitsAhead(type: AnyRecordType, record: AnyRecord): number[] {
  const fields = (Object.values(type.actions) as Action<AnyRecord, string>[]).flatMap(
    (action) => action.hands_to ?? [],
  );
  return fields.flatMap((name) => (record[name] as number | null) ?? []);
}
