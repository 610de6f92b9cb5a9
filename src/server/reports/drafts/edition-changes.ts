/** The lines after an edition as a page lists them: by record, with its title and the reason. */
import type { PoolClient } from 'pg';
import type { Text } from '#engine/text.ts';
import { titlesOf } from '../../records/read.ts';
import type { Services } from '../../services.ts';
import type { FigureChange, LaterLine } from '../restate.ts';

export type ChangedRecord = {
  readonly record_type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  readonly recorded_at: string;
  readonly why: LaterLine['why'];
  readonly reason: string | null;
  readonly person: string | null;
};

/** What differs, and the records behind it. Records that the reader may not open are counted and not named. */
export async function changesToShow(
  { book }: Pick<Services, 'book'>,
  client: PoolClient,
  {
    figures,
    lines,
    left_out,
  }: {
    readonly figures: readonly FigureChange[];
    readonly lines: readonly LaterLine[];
    readonly left_out: number;
  },
) {
  const byRecord = new Map(lines.toReversed().map((line) => [line.record_id, line]));
  const byType = Map.groupBy(byRecord.values(), (line) => line.record_type);
  const records: ChangedRecord[] = [];
  let guarded = 0;
  for (const [name, own] of byType) {
    const type = name === null ? undefined : book.findRecord(name);
    const titles = type
      ? await titlesOf(
          client,
          type,
          own.map((line) => line.record_id),
        )
      : new Map();
    for (const { record_id: id, recorded_at, why, reason, person } of own) {
      const title = titles.get(id);
      if (!type || !title) guarded += 1;
      else
        records.push({
          record_type: type.name,
          id,
          title: title.title,
          number: title.number,
          recorded_at,
          why,
          reason,
          person: person?.name ?? null,
        });
    }
  }
  const isSame = ({ then, now }: FigureChange) =>
    then.value === now.value &&
    then.numerator === now.numerator &&
    then.denominator === now.denominator;
  return {
    records: records.toSorted((a, b) => (a.recorded_at < b.recorded_at ? 1 : -1)),
    guarded,
    left_out,
    // Last year's figures stand in an edition for its comparisons, and are not what it reports.
    figures: figures.filter((one) => !one.key.endsWith('/last') && !isSame(one)),
  };
}
