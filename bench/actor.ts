/** Who asks, in a measurement. */
import type { Pool } from 'pg';
import type { Actor } from '#engine/permission.ts';

export async function actorOf(owner: Pool, username: string): Promise<Actor> {
  const { rows } = await owner.query(
    `select a.id, a.name, g.role, g.unit_id, g.lines, u.path from account a join grants g on g.account_id = a.id
      join unit u on u.id = g.unit_id where a.username = $1 limit 1`,
    [username],
  );
  const { id, name, ...grant } = rows[0];
  return { person_id: id, name, grant };
}
