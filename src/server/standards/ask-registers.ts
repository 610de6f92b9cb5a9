/** The registers asked about one body, inside a write or for the sheet on which it is scored. */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import type { AnyRecord, RegisterAnswer } from '#engine/record.ts';
import type { Standard } from '#engine/standard.ts';
import { loadRecords } from '../records/save.ts';
import { answersFor } from './answers.ts';
import type { Reading } from './answers.ts';

type Known = Reading & { readonly client: PoolClient; readonly book: Book };

const uuidShape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** `link` is the body as it was typed; what is no id is left for the check to refuse. */
export async function askRegisters(
  known: Known,
  { body, questions }: Standard,
  { link, unit_id }: { readonly link: unknown; readonly unit_id: number },
): Promise<readonly RegisterAnswer[]> {
  const id = typeof link === 'string' && uuidShape.test(link) ? link.toLowerCase() : null;
  const [record = null] = id
    ? await loadRecords(known.client, known.book.record(body), [id])
    : ([] as AnyRecord[]);
  const about = { body: record, unit_id: record?.unit_id ?? unit_id };
  const [answers] = await answersFor(known, questions, [about]);
  return questions.map(({ code }) => ({ question: code, answer: answers![code] ?? null }));
}
