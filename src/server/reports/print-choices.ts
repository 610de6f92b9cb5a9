/**
 * How somebody chose to print a figure in a unit's summary of a year (写作). The choice stands apart from the value, with its
 * person and time; the latest holds, and one that is not true any more is left aside when the summary is written.
 */
import type { Pool, PoolClient } from 'pg';
import type { ApproximationStyle } from '#engine/approximation.ts';
import type { FigureSlot } from '#engine/report.ts';

export type PrintChoice = {
  readonly style: ApproximationStyle;
  /** The rounding step, such as 1000; null for exact. */
  readonly to: number | null;
  readonly by: { readonly id: string; readonly name: string };
  readonly at: string;
};

/** One place in the text, the same in both languages: `disputes/disputes_mediated`, `committees/standardised_rate/gap`. */
export function slotName(sentence: string, { indicator, show }: FigureSlot): string {
  return `${sentence}/${indicator}${show && show !== 'value' ? `/${show}` : ''}`;
}

export async function readChoices(
  client: Pick<PoolClient, 'query'>,
  unit_id: number,
  year: number,
): Promise<Map<string, PrintChoice>> {
  const { rows } = await client.query({
    name: 'summary-choices',
    text: `select distinct on (c.slot) c.slot, c.style, c.step::float8 as to, c.chosen_at as at,
        json_build_object('id', a.id, 'name', a.name) as by
      from summary_choice c join account a on a.id = c.chosen_by
      where c.unit_id = $1 and c.year = $2 order by c.slot, c.id desc`,
    values: [unit_id, year],
  });
  return new Map(rows.map(({ slot, ...choice }) => [slot as string, choice as PrintChoice]));
}

/** `writer` connects as taizhang_writer, which can only append here. */
export async function keepChoice(
  writer: Pool,
  choice: {
    readonly unit_id: number;
    readonly year: number;
    readonly slot: string;
    readonly style: ApproximationStyle;
    readonly to: number | null;
    readonly person_id: string;
  },
): Promise<void> {
  await writer.query({
    name: 'keep-summary-choice',
    text: `insert into summary_choice (unit_id, year, slot, style, step, chosen_by) values ($1, $2, $3, $4, $5, $6)`,
    values: [choice.unit_id, choice.year, choice.slot, choice.style, choice.to, choice.person_id],
  });
}
