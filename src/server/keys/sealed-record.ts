/**
 * Records with fields that are encrypted at rest. Each record has a key of its own (a person one, a file one);
 * destroyed, it takes the record's secrets along, those of its versions and papers too, and leaves what is counted.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Field } from '#engine/field.ts';
import { keepsSecrets } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { decrypt, encrypt, keyBytes, keyring } from './keyring.ts';
import type { WrappedKey } from './keyring.ts';

export function newKey(recordId: string): { key: Buffer; kept: WrappedKey } {
  const key = randomBytes(keyBytes);
  return { key, kept: keyring().wrap(recordId, key) };
}

/** Values are filled up to a multiple of this, so that a length tells nothing of a name. */
const block = 32;
const mark = 's1:';

export function sealValue(key: Buffer, value: unknown, about: string): string | null {
  if (value === null || value === undefined) return null;
  const text = Buffer.from(JSON.stringify(value));
  const filled = Buffer.alloc(Math.ceil(text.length / block) * block, ' ');
  text.copy(filled);
  return mark + encrypt(key, filled, about).toString('base64');
}

/** Without its key it is gone. */
export function openValue(key: Buffer | null, sealed: unknown, about: string): unknown {
  if (sealed === null || sealed === undefined || key === null) return null;
  if (typeof sealed !== 'string' || !sealed.startsWith(mark))
    throw new Error(`Not encrypted where it should be: ${about}`);
  const plain = decrypt(key, Buffer.from(sealed.slice(mark.length), 'base64'), about);
  return JSON.parse(plain.toString());
}

type Turn = (value: unknown, about: string) => unknown;

/** A copy with every secret value turned; all else as it is. */
function turned(type: AnyRecordType, record: AnyRecord, turn: Turn): AnyRecord {
  const place = `${type.name} ${record.id}`;
  const after: AnyRecord = { ...record };
  turnFields(type.fields, after, turn, place);
  for (const [name, child] of Object.entries(type.children) as [string, ChildList][]) {
    if (!Array.isArray(record[name]) || !hasSecret(child.fields)) continue;
    after[name] = record[name].map((row: Record<string, unknown>) => {
      const copy = { ...row };
      turnFields(child.fields, copy, turn, `${place} ${name} ${String(row['id'])}`);
      return copy;
    });
  }
  return after;
}

function turnFields(
  fields: Readonly<Record<string, Field>>,
  values: Record<string, unknown>,
  turn: Turn,
  place: string,
): void {
  for (const [name, field] of Object.entries(fields))
    if (field.secret && name in values) values[name] = turn(values[name], `${place} ${name}`);
}

function hasSecret(fields: Readonly<Record<string, Field>>): boolean {
  return Object.values(fields).some((field) => field.secret);
}

export function sealRecord(type: AnyRecordType, record: AnyRecord, key: Buffer): AnyRecord {
  return turned(type, record, (value, about) => sealValue(key, value, about));
}

export function isClosed(record: AnyRecord): boolean {
  return closed in record;
}

/**
 * A record whose key is not here, as it is kept: what could not be opened stays as it was, so that nothing is lost when
 * keys were not restored yet. Null where somebody wrote what there is no key for.
 */
export function keepClosed(type: AnyRecordType, record: AnyRecord): AnyRecord | null {
  const before = (record as { [closed]?: AnyRecord })[closed];
  if (!before) return null;
  let written = false;
  const sealed = turned(type, record, (value, about) => {
    if (value !== null && value !== undefined) written = true;
    return valuesAt(type, before).get(about) ?? null;
  });
  return written ? null : sealed;
}

function valuesAt(type: AnyRecordType, record: AnyRecord): Map<string, unknown> {
  const values = new Map<string, unknown>();
  turned(type, record, (value, about) => {
    values.set(about, value);
    return value;
  });
  return values;
}

/** A record as the database gave it, with its key beside it; a type without secrets comes back as it is. */
export type StoredRecord = {
  readonly record: AnyRecord;
  readonly master?: string | null;
  readonly wrapped?: Buffer | null;
};

/** The columns that a statement reads beside a record of this type, and the join that they need. */
export function keyColumns(type: AnyRecordType): string {
  return keepsSecrets(type) ? ', k.master, k.wrapped' : '';
}
export function keyJoin(type: AnyRecordType, id: string): string {
  return keepsSecrets(type) ? `left join data_key k on k.record_id = ${id}` : '';
}

export function keyOf(recordId: string, stored: Omit<StoredRecord, 'record'>): Buffer | null {
  const { master, wrapped } = stored;
  return master && wrapped ? keyring().unwrap(recordId, { master, wrapped }) : null;
}

const closed = Symbol('closed');

/** Without its key a record is read with nothing where its secrets are, and carries along what it cannot open. */
export function openRecord(type: AnyRecordType, stored: StoredRecord): AnyRecord {
  const { record } = stored;
  if (!keepsSecrets(type)) return record;
  const key = keyOf(record.id, stored);
  if (!key) return { ...turned(type, record, () => null), [closed]: record } as AnyRecord;
  return turned(type, record, (value, about) => openValue(key, value, about));
}

/** To know a content again. Of what is encrypted nothing is kept that could be guessed: there the hash has a key. */
export function contentHash(type: AnyRecordType | undefined, text: string): string {
  if (type && keepsSecrets(type)) return keyring().fingerprint(text);
  return createHash('sha256').update(text).digest('base64');
}
