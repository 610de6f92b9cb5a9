/**
 * What the registers answer to the questions of a standard: out of the body's own record, or out of the ledger at the unit
 * where it sits. Everything is read in sets, whatever the number of bodies.
 */
import type { PoolClient } from 'pg';
import { addMonths } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Count } from '#engine/indicator.ts';
import type { AnyRecord } from '#engine/record.ts';
import { answerOf } from '#engine/standard.ts';
import type { Question } from '#engine/standard.ts';
import type { LedgerNames } from '../ledger/names.ts';

export type Reading = {
  readonly client: Pick<PoolClient, 'query'>;
  readonly names: LedgerNames;
  readonly today: Day;
};

/** Who is asked about. Where there is no record of its own (a village), only the ledger can answer. */
export type AskedAbout = { readonly body: AnyRecord | null; readonly unit_id: number };
export type Answers = Record<string, boolean | null>;

/** In the order of `about`. */
export async function answersFor(
  reading: Reading,
  questions: readonly Question[],
  about: readonly AskedAbout[],
): Promise<Answers[]> {
  const found = about.map((): Answers => ({}));
  const units = [...new Set(about.map((one) => one.unit_id))];
  await Promise.all(
    questions.map(async (question) => {
      if ('own' in question) {
        for (const [i, { body }] of about.entries())
          found[i]![question.code] = body && question.own(body, reading.today);
        return;
      }
      const [parts, wholes] = await Promise.all([
        sumsAt(reading, question.counted, question.months, units),
        question.of
          ? sumsAt(reading, question.of, question.months, units)
          : new Map<number, number>(),
      ]);
      for (const [i, { unit_id }] of about.entries())
        found[i]![question.code] = answerOf(
          question,
          parts.get(unit_id) ?? 0,
          wholes.get(unit_id) ?? 0,
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
