/**
 * A standard tried on all bodies before it is adopted: who stays, who falls, and of whom nobody can say yet. Everything
 * is read in sets, a handful of statements whatever the number of bodies; the scoring itself is pure.
 */
import type { PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import type { AnyRecord, AnyRecordType, StateInfo } from '#engine/record.ts';
import { tryStandard } from '#engine/standard.ts';
import type { Known, Standard, StandardItem, Tried } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import { findRecords, titleOf } from '../records/read.ts';
import { answersFor } from './answers.ts';
import type { Reading as Asking } from './answers.ts';

export type TriedBody = {
  readonly id: string;
  readonly title: Text;
  readonly unit_id: number;
  /** Does it stand by today's confirmation? */
  readonly stands: boolean;
  readonly since: Day | null;
  readonly until: Day | null;
} & Pick<Tried, 'low' | 'high' | 'verdict' | 'lacking'>;

type Reading = Asking & { readonly client: PoolClient; readonly book: Book };

/** `client` reads as whoever asks: bodies out of reach are not tried. */
export async function tryOnAll(
  reading: Reading,
  standard: Standard,
  draft: AnyRecord,
): Promise<TriedBody[]> {
  const { client, book, today } = reading;
  const type = book.record(standard.body);
  const bodies = await bodiesInWork(client, type, draft.path);
  const items = draft['items'] as StandardItem[];
  const [answers, scores] = await Promise.all([
    answersFor(
      reading,
      standard.questions.filter(({ code }) => items.some((item) => item.question === code)),
      bodies.map((body) => ({ body, unit_id: body.unit_id })),
    ),
    lastScores(client, book, standard, bodies),
  ]);
  return bodies.map((body, i) => {
    const known: Known = {
      answers: answers[i]!,
      scores: scores.get(body.id) ?? {},
    };
    const { low, high, verdict, lacking } = tryStandard(items, draft['pass_mark'] as number, known);
    const [since, until] = [body['standardised_from'], body['standardised_until']] as [
      Day | null,
      Day | null,
    ];
    const stands = since !== null && since <= today && until !== null && until >= today;
    return {
      id: body.id,
      title: titleOf(type, body).title,
      unit_id: body.unit_id,
      stands,
      since,
      until,
      low,
      high,
      verdict,
      lacking: lacking.slice(0, 5),
    };
  });
}

/** Those whom it would hold for: a standard goes no further than the unit that issues it. */
async function bodiesInWork(
  client: PoolClient,
  type: AnyRecordType,
  path: string,
): Promise<AnyRecord[]> {
  const states = Object.entries(type.states as Record<string, StateInfo>)
    .filter(([, { tone }]) => tone !== 'ended')
    .map(([name]) => name);
  const { rows } = await client.query(
    `select id from ${type.name}_seen where state = any($1) and path >= $2 and path < $2 || '~' order by path, id`,
    [states, path],
  );
  return findRecords(
    client,
    type,
    rows.map((row) => row.id as string),
  );
}

/** The points of the last inspection of each body, item by item, with what they were out of. */
async function lastScores(
  client: PoolClient,
  book: Book,
  { assessment, link }: Standard,
  bodies: readonly AnyRecord[],
): Promise<Map<string, Known['scores']>> {
  const type = book.record(assessment);
  const { rows } = await client.query(
    `select a.body, s.item_code, s.points_max, s.self_score, s.inspector_score
      from (select distinct on (${link}) id, ${link} as body from ${type.name}
        where ${link} = any($1::uuid[]) and inspected_on is not null and state <> 'withdrawn'
        order by ${link}, coalesce(confirmed_on, inspected_on) desc, id) a
      join ${type.name}_scores s on s.record_id = a.id`,
    [bodies.map((body) => body.id)],
  );
  const found = new Map<string, Record<string, Known['scores'][string]>>();
  for (const row of rows) {
    const of = found.get(row.body) ?? {};
    of[row.item_code] = {
      self: row.self_score,
      inspector: row.inspector_score,
      out_of: row.points_max ?? 0,
    };
    found.set(row.body, of);
  }
  return found;
}
