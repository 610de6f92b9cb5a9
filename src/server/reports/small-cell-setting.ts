/**
 * Below which number a count is small. Ten is known from practice [K]; an office that has been told another number sets
 * it, from a day on, with the reason. The newest version that is in force holds.
 */
import type { Pool, PoolClient } from 'pg';
import type { Day } from '#engine/day.ts';

export const smallCellDefault = 10;
export const smallCellBounds = { least: 2, most: 100 } as const;

export type SmallCellSetting = {
  readonly version: number;
  readonly below: number;
  readonly valid_from: Day;
  readonly reason: string;
  readonly recorded_at: string;
  readonly recorded_by: string | null;
};

type Database = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>;

/** Every version, newest first: what was set stays to be read. */
export async function readSmallCells(database: Database): Promise<SmallCellSetting[]> {
  const { rows } = await (database as Pick<PoolClient, 'query'>).query({
    name: 'small-cell-settings',
    text: `select s.version, s.below, s.valid_from, s.reason, s.recorded_at, a.name as recorded_by
      from small_cell_setting s left join account a on a.id = s.recorded_by order by s.version desc`,
  });
  return rows as SmallCellSetting[];
}

export async function smallBelow(database: Database, day: Day): Promise<number> {
  const settings = await readSmallCells(database);
  return settings.find((one) => one.valid_from <= day)?.below ?? smallCellDefault;
}
