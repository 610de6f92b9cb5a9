/** A record as it would be read from the database, for tests that need a few of its fields: the others are empty. */
import { blankRecord } from '#engine/apply.ts';
import type { AnyRecord, AnyRecordType, ChildList, RecordOf } from '#engine/record.ts';

const id = '00000000-0000-4000-8000-000000000001';
const base = { id, unit_id: 7, path: '1.2.7.', created_by: id };

/** Of the rows of a list, too, only what the test needs. */
type Some<R> = {
  readonly [K in keyof R]?: R[K] extends readonly (infer Row extends object)[]
    ? readonly Partial<Row>[]
    : R[K];
};

/** Names that the definition does not have are refused by the compiler. */
export function rowOf<T extends AnyRecordType>(type: T, fields: Some<RecordOf<T>>): AnyRecord {
  const record: AnyRecord = { ...blankRecord(type, base), ...fields };
  for (const { name, fields: columns } of Object.values(type.children) as ChildList[]) {
    const blank = Object.fromEntries(Object.keys(columns).map((column) => [column, null]));
    record[name] = record[name].map((row: object) => ({ ...blank, ...row }));
  }
  return record;
}
