/**
 * The form behind a return, and its blank sheet. A form is issued above and holds for those below, who may not read the
 * records of the unit above: whoever has a return may read its form, and this is where that is decided.
 */
import type { Services } from '../services.ts';
import { notFound } from '#engine/problem.ts';
import type { ReturnFormRecord } from '#lines/reporting/return-form.ts';
import { inTransaction } from '../database/transaction.ts';
import { findRecords } from '../records/read.ts';
import { FormWorkbook } from './form-workbook.ts';

type Rooms = Pick<Services, 'owner' | 'book'>;

/** The caller has read a return that names it, or the form itself. */
export async function formOf({ owner, book }: Rooms, form_id: string): Promise<ReturnFormRecord> {
  const type = book.record('return_form');
  const [form] = await inTransaction(owner, (client) => findRecords(client, type, [form_id]));
  if (!form) throw notFound();
  return form as ReturnFormRecord;
}

export async function sheetOf({ owner }: Rooms, form: ReturnFormRecord): Promise<Buffer | null> {
  if (!form.sheet_id) return null;
  const { rows } = await owner.query('select content from form_sheet where id = $1', [
    form.sheet_id,
  ]);
  return (rows[0]?.content as Buffer | undefined) ?? null;
}

export async function workbookOf(
  rooms: Rooms,
  form: ReturnFormRecord,
): Promise<FormWorkbook | null> {
  const content = await sheetOf(rooms, form);
  return content ? FormWorkbook.open(content) : null;
}
