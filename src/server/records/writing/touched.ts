import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Write, WriteContext } from '../write.ts';

/** A record that a transaction changes, as it was and as it will be. */
export type Touched = {
  readonly type: AnyRecordType;
  readonly stored: AnyRecord | null;
  now: AnyRecord;
  readonly write: Write;
};

/** A row of its history: one for each deed. */
export type Version = Record<string, unknown> & { content: AnyRecord };

/** When it happened: only the loader knows of another time than now. */
export function timeOf(context: WriteContext, write: Write): string {
  return context.loader && write.recorded_at ? write.recorded_at : context.now;
}
