/** The keys of the records that one transaction touches, and the records as they are kept. */
import type { PoolClient } from 'pg';
import { keepsSecrets } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import { erased } from '../../keys/file-key.ts';
import { keepClosed, keyOf, newKey, sealRecord } from '../../keys/sealed-record.ts';

export class Sealing {
  /** Each record's own key, where it keeps secrets. */
  readonly #keys = new Map<string, Buffer>();
  readonly #sealed = new Map<AnyRecord, AnyRecord>();
  readonly made: { record_id: string; master: string; wrapped: string }[] = [];

  async load(client: PoolClient, ids: readonly string[]): Promise<void> {
    const { rows } = await client.query({
      name: 'keys',
      text: 'select record_id, master, wrapped from data_key where record_id = any($1::uuid[])',
      values: [ids],
    });
    for (const row of rows) this.#keys.set(row.record_id, keyOf(row.record_id, row)!);
  }

  /** A record as it is kept. Sealed once: its row and its last version hold the same bytes. */
  seal(type: AnyRecordType, record: AnyRecord, isStored: boolean): AnyRecord {
    if (!keepsSecrets(type)) return record;
    const known = this.#sealed.get(record);
    if (known) return known;
    const key = this.#keys.get(record.id);
    if (!key && isStored) {
      const kept = keepClosed(type, record);
      if (!kept) throw erased();
      return kept;
    }
    const sealed = sealRecord(type, record, key ?? this.#make(record.id));
    this.#sealed.set(record, sealed);
    return sealed;
  }

  #make(id: string): Buffer {
    const { key, kept } = newKey(id);
    this.#keys.set(id, key);
    const wrapped = `\\x${kept.wrapped.toString('hex')}`;
    this.made.push({ record_id: id, master: kept.master, wrapped });
    return key;
  }
}
