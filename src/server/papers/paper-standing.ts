/** Which papers of a record were made here and which have pages, for whoever asks inside a transaction. */
import type { PoolClient } from 'pg';
import type { PaperStanding } from '#engine/paper.ts';

/** By record; one that has neither is not among them. */
export async function paperStandings(
  client: Pick<PoolClient, 'query'>,
  record_ids: readonly string[],
): Promise<Map<string, PaperStanding[]>> {
  const { rows } = await client.query({
    name: 'paper-standings',
    text: `select record_id, paper as name, bool_or(made) as made, sum(pages)::int as pages from (
        select record_id, paper, false as made, 1 as pages from attachment
          where record_id = any($1::uuid[]) and paper is not null and removed_at is null
        union all
        select record_id, paper, true, 0 from paper_made where record_id = any($1::uuid[])) found
      group by record_id, paper`,
    values: [record_ids],
  });
  const byRecord = new Map<string, PaperStanding[]>();
  for (const { record_id, ...standing } of rows)
    byRecord.set(record_id, [...(byRecord.get(record_id) ?? []), standing as PaperStanding]);
  return byRecord;
}
