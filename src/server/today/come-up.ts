/**
 * What comes up to a post that may not open it: guarded work below that is due within days, or late. What, where and by
 * when, counted by the unit below that answers for it; no record, no name. What may be opened stands in the lists.
 */
import type { PoolClient } from 'pg';
import type { Actor } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { unitTexts } from '../units/unit-text.ts';

export type ComeUp = {
  readonly unit_id: number;
  readonly unit: Text;
  readonly key: string;
  /** A verb phrase: "Appraise". */
  readonly label: Text;
  readonly count: number;
  readonly overdue: number;
  /** Of the oldest. */
  readonly due_on: string;
  readonly overdue_days: number;
};

/** The oldest first. `client` reads as the actor. */
export async function comeUp(client: PoolClient, actor: Actor, today: string): Promise<ComeUp[]> {
  const below = unitsOnPath(actor.grant.path).length + 1;
  const { rows } = await client.query({
    name: 'come-up',
    // Where it lies with a unit itself and not with one below, that unit answers for it.
    text: `select coalesce(nullif(split_part(path, '.', $3), ''), split_part(path, '.', $3 - 1))::int as unit_id, key, label,
        count(*)::int as count, count(*) filter (where due_on < $2)::int as overdue, min(due_on) as due_on,
        greatest(0, $2::date - min(due_on)) as overdue_days
      from duties_come_up($1, $2) group by 1, 2, 3 order by min(due_on), 1, 2`,
    values: [actor.grant.role, today, below],
  });
  const units = await unitTexts(
    client,
    rows.map((row) => row.unit_id as number),
  );
  return rows.map((row) => ({ ...row, unit: units.get(row.unit_id)?.name }));
}
