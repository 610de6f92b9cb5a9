/**
 * A standard tried on all bodies before it is adopted: who stays, who falls, and of whom nobody can say yet. Everything
 * is read in sets, a handful of statements whatever the number of bodies; the scoring itself is pure.
 */
import type { PoolClient } from 'pg';
import { addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Count } from '#engine/indicator.ts';
import type { Book } from '#engine/line.ts';
import type { AnyRecord, AnyRecordType, StateInfo } from '#engine/record.ts';
import { answerOf, tryStandard } from '#engine/standard.ts';
import type { Known, Question, Standard, StandardItem, Tried } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { findRecords, titleOf } from '../records/read.ts';

export type TriedBody = {
  readonly id: string;
  readonly title: Text;
  readonly unit_id: number;
  /** Does it stand by today's confirmation? */
  readonly stands: boolean;
  readonly since: Day | null;
  readonly until: Day | null;
} & Pick<Tried, 'low' | 'high' | 'verdict' | 'lacking'>;

type Reading = {
  readonly client: PoolClient;
  readonly book: Book;
  readonly names: LedgerNames;
  readonly today: Day;
};

/** `client` reads as whoever asks: bodies out of reach are not tried. */
export async function tryOnAll(
  reading: Reading,
  standard: Standard,
  draft: AnyRecord,
): Promise<TriedBody[]> {
  const { client, book, today } = reading;
  const type = book.record(standard.body);
  const bodies = await bodiesInWork(client, type);
  const items = draft['items'] as StandardItem[];
  const [answers, scores] = await Promise.all([
    answersFor(reading, standard, items, bodies),
    lastScores(client, book, standard, bodies),
  ]);
  return bodies.map((body) => {
    const known: Known = {
      answers: answers.get(body.id) ?? {},
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

async function bodiesInWork(client: PoolClient, type: AnyRecordType): Promise<AnyRecord[]> {
  const states = Object.entries(type.states as Record<string, StateInfo>)
    .filter(([, { tone }]) => tone !== 'ended')
    .map(([name]) => name);
  const { rows } = await client.query(
    `select id from ${type.name}_seen where state = any($1) order by path, id`,
    [states],
  );
  return findRecords(
    client,
    type,
    rows.map((row) => row.id as string),
  );
}

type Answers = Record<string, boolean | null>;

async function answersFor(
  reading: Reading,
  { questions }: Standard,
  items: readonly StandardItem[],
  bodies: readonly AnyRecord[],
): Promise<Map<string, Answers>> {
  const asked = questions.filter(({ code }) => items.some((item) => item.question === code));
  const found = new Map<string, Answers>(bodies.map((body) => [body.id, {}]));
  for (const question of asked) {
    if (!('own' in question)) continue;
    for (const body of bodies)
      found.get(body.id)![question.code] = question.own(body, reading.today);
  }
  const counted = asked.filter((one) => 'counted' in one);
  await Promise.all(
    counted.map(async (question) => {
      const units = [...new Set(bodies.map((body) => body.unit_id))];
      const [parts, wholes] = await Promise.all([
        sumsAt(reading, question.counted, question.months, units),
        question.of
          ? sumsAt(reading, question.of, question.months, units)
          : new Map<number, number>(),
      ]);
      for (const body of bodies)
        found.get(body.id)![question.code] = answerOf(
          question as Extract<Question, { counted: Count }>,
          parts.get(body.unit_id) ?? 0,
          wholes.get(body.unit_id) ?? 0,
        );
    }),
  );
  return found;
}

/** What was counted at each of the units itself, restricted records among it, as in every figure. */
async function sumsAt(
  { client, names, today }: Reading,
  count: Count,
  months: number,
  units: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await client.query({
    name: 'sums-at-units',
    text: `select unit_id, sum(amount)::int as n from ledger_line
      where measure_id = $1 and unit_id = any($2::int[]) and day > $3 and day <= $4 and guard < 2
        and ($5::int[] is null or facet_set_id = any($5))
      group by unit_id`,
    values: [
      names.measureId(count.measure),
      units,
      addMonths(today, -months),
      today,
      count.where ? names.facetSetsWhere(count.where) : null,
    ],
  });
  return new Map(rows.map((row) => [row.unit_id, row.n]));
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
