/**
 * Small cells. Whoever is not of the house learns "fewer than ten" and no more (Statistics Law 28), and sealed records
 * are counted only where enough of them stand together. Ten is the number known from practice [K]; an office that has
 * been told another sets it, and each edition keeps the one it was made with.
 */
import type { Pool, PoolClient } from 'pg';

export const smallCellSetting = 'small_cells_below';
export const smallCellDefault = 10;

export async function smallBelow(
  database: Pick<Pool, 'query'> | Pick<PoolClient, 'query'>,
): Promise<number> {
  const { rows } = await (database as Pick<PoolClient, 'query'>).query({
    name: 'small-cells',
    text: 'select value from setting where name = $1',
    values: [smallCellSetting],
  });
  const value = Number(rows[0]?.value);
  return Number.isInteger(value) && value >= 2 ? value : smallCellDefault;
}
