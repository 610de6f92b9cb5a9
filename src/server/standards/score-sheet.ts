/**
 * The sheet on which a body is scored against a standard: its items, and for those that a register answers, what it
 * says and where that can be opened. Read with the rights of whoever scores.
 */
import type { PoolClient } from 'pg';
import { addDays, addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import type { AnyRecord } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import type { Question, Standard, StandardItem } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { getRecord } from '../records/read.ts';
import { askRegisters } from './ask-registers.ts';

type Known = {
  readonly client: PoolClient;
  readonly book: Book;
  readonly names: LedgerNames;
  readonly today: Day;
};

export type SheetRow = {
  readonly code: string;
  readonly item: Text;
  readonly points: number;
  readonly evidence: string | null;
  readonly must: boolean;
  /** What the register says; absent where no register is asked. */
  readonly register: {
    readonly label: Text;
    readonly answer: boolean | null;
    readonly score: number | null;
    /** A record or a figure, as addresses are written everywhere. */
    readonly source: string | null;
  } | null;
};

type Item = StandardItem & { readonly item_en: string | null; readonly evidence: string | null };

/** `body` must be within reach; without one (an honour of a village) only the ledger at the unit is asked. */
export async function sheetOf(
  known: Known,
  standard: Standard,
  criteria: AnyRecord,
  about: { readonly body: string | null; readonly unit_id: number },
): Promise<SheetRow[]> {
  const { client, book, today } = known;
  const body = about.body ? await getRecord(client, book.record(standard.body), about.body) : null;
  const unit_id = body?.unit_id ?? about.unit_id;
  const items = criteria['items'] as Item[];
  const answers = await askRegisters(known, standard, { link: body?.id ?? null, unit_id, items });
  return leavesOf(items).map((item) => {
    const question = standard.questions.find((one) => one.code === item.question);
    const answer = answers.find((one) => one.question === item.question)?.answer ?? null;
    const points = item.points ?? 0;
    return {
      code: item.code ?? '',
      item: { en: item.item_en ?? item.item ?? '', zh: item.item ?? '' },
      points,
      evidence: item.evidence,
      must: item.must === true,
      register: question
        ? {
            label: question.label,
            answer,
            score: answer === null ? null : answer ? points : 0,
            source: sourceOf(book, standard, question, body, unit_id, today),
          }
        : null,
    };
  });
}

/** Where the answer can be looked at: the body's own record, or the figure that is made of what was counted. */
function sourceOf(
  book: Book,
  standard: Standard,
  question: Question,
  body: AnyRecord | null,
  unit_id: number,
  today: Day,
): string | null {
  if ('own' in question) return body ? `${standard.body}/${body.id}` : null;
  const same = (one: object | undefined, other: object | undefined) =>
    JSON.stringify(one) === JSON.stringify(other);
  const indicator = book.indicators.find((one) =>
    question.of
      ? one.kind === 'rate' &&
        same(one.numerator, question.counted) &&
        same(one.denominator, question.of)
      : one.kind === 'flow' && same(one.count, question.counted),
  );
  if (!indicator) return null;
  const from = addDays(addMonths(today, -question.months), 1);
  return `figure/${indicator.name}~${unit_id}~${from}~${today}`;
}
