/** People's names in pinyin, for readers who do not read characters: what a page of records shows of people. */
import { maskRecord } from '#engine/mask.ts';
import type { Field } from '#engine/field.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { pinyinName } from './pinyin-name.ts';
import type { LinkTitle } from './read.ts';

/** A surname of one or two characters and a given name: longer is a firm or an office, and stays as it is written. */
const isPersonal = (name: string) =>
  /^\p{Script=Han}{2,4}$/u.test(name) || /^\p{Script=Han}+[·・•]/u.test(name);

/** Of the people in a history: who did it, and for whom. */
export function latinOf(names: readonly (string | null | undefined)[]): Record<string, string> {
  const known = [...new Set(names)].filter((name): name is string => !!name && isPersonal(name));
  return Object.fromEntries(known.map((name) => [name, pinyinName(name)] as const));
}

/** By the name as it is written. */
export function latinNames(
  type: AnyRecordType,
  records: readonly AnyRecord[],
  people: Readonly<Record<string, string>>,
  links: Readonly<Record<string, LinkTitle>>,
): Record<string, string> {
  const names = new Set<string>(Object.values(people));
  for (const { title } of Object.values(links)) if (title.en === title.zh) names.add(title.zh);
  const collect = (
    fields: Readonly<Record<string, Field>>,
    rows: readonly Record<string, unknown>[],
  ) => {
    for (const [key, field] of Object.entries(fields)) {
      if (field.kind !== 'text' || field.format !== 'person_name') continue;
      for (const row of rows)
        if (typeof row[key] === 'string' && row['kind'] !== 'organisation') names.add(row[key]);
    }
  };
  // As they are shown: a name that is masked is in no list of names.
  const shown = records.map((record) => maskRecord(type, record));
  collect(type.fields, shown);
  for (const [name, list] of Object.entries(type.children) as [string, ChildList][])
    collect(
      list.fields,
      shown.flatMap((record) => record[name] as Record<string, unknown>[]),
    );
  return latinOf([...names]);
}
