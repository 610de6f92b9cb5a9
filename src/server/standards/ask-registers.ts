/** The registers asked about one body, inside a write or for the sheet on which it is scored. */
import type { PoolClient } from 'pg';
import type { Book } from '#engine/line.ts';
import type { AnyRecord, RegisterAnswer } from '#engine/record.ts';
import type { Standard, StandardItem } from '#engine/standard.ts';
import { loadRecords } from '../records/save.ts';
import { answersFor } from './answers.ts';
import type { Reading } from './answers.ts';

type Known = Reading & { readonly client: PoolClient; readonly book: Book };

const uuidShape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

type About = {
  readonly link: unknown;
  readonly unit_id: number;
  /** Of the standard: only what it asks is looked up. */
  readonly items: readonly Pick<StandardItem, 'question'>[];
};

/** `link` is the body as it was typed; what is no id is left for the check to refuse. */
export async function askRegisters(
  known: Known,
  { body, questions }: Standard,
  { link, unit_id, items }: About,
): Promise<readonly RegisterAnswer[]> {
  const asked = questions.filter(({ code }) => items.some((item) => item.question === code));
  if (asked.length === 0) return [];
  const id = typeof link === 'string' && uuidShape.test(link) ? link.toLowerCase() : null;
  const [record = null] = id
    ? await loadRecords(known.client, known.book.record(body), [id])
    : ([] as AnyRecord[]);
  const about = { body: record, unit_id: record?.unit_id ?? unit_id };
  const [answers] = await answersFor(known, asked, [about]);
  return asked.map(({ code }) => ({ question: code, answer: answers![code] ?? null }));
}
