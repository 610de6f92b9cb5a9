/** What a private value looks like until somebody opens it with a purpose. Enough to recognise, too little to use. */
import type { Field, TextField } from './field.ts';
import type { AnyRecord, AnyRecordType, ChildList } from './record.ts';

export function maskValue(field: Field, value: unknown): unknown {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'string') return '•••';
  const characters = [...value];
  const format = (field as TextField).format;
  if (format === 'telephone') return hideMiddle(characters, 3, 4);
  if (format === 'citizen_id' || format === 'document') return hideMiddle(characters, 3, 4);
  if (format === 'person_name') return `${characters[0]}某`;
  return '•••';
}

/** Too short a value shows nothing at all: its ends would be all of it. */
function hideMiddle(characters: string[], head: number, tail: number): string {
  if (characters.length < head + tail + 3) return '•••';
  return (
    characters.slice(0, head).join('') +
    '*'.repeat(characters.length - head - tail) +
    characters.slice(-tail).join('')
  );
}

/** A copy of the record with its private fields masked, those of child rows too. */
export function maskRecord(type: AnyRecordType, record: AnyRecord): AnyRecord {
  const masked: AnyRecord = { ...record, ...maskFields(type.fields, record) };
  for (const [name, child] of Object.entries(type.children) as [string, ChildList][]) {
    if (Array.isArray(record[name]))
      masked[name] = record[name].map((row: Record<string, unknown>) => ({
        ...row,
        ...maskFields(child.fields, row),
      }));
  }
  return masked;
}

function maskFields(
  fields: Readonly<Record<string, Field>>,
  values: Record<string, unknown>,
): Record<string, unknown> {
  const pairs = Object.entries(fields).filter(([name, field]) => field.private && name in values);
  return Object.fromEntries(pairs.map(([name, field]) => [name, maskValue(field, values[name])]));
}
