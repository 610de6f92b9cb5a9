/** Somebody of the staff at their post, as whoever writes in the name of the city. */
import type { Actor } from '#engine/permission.ts';
import type { City } from '#server/open.ts';
import type { Staff } from './staff.ts';

export async function actorOf(
  { services }: City,
  { id, name, role, unit_code }: Staff,
): Promise<Actor> {
  const { rows } = await services.owner.query('select id, path from unit where code = $1', [
    unit_code,
  ]);
  const { id: unit_id, path } = rows[0] as { id: number; path: string };
  return { person_id: id, name, grant: { role, unit_id, path, lines: ['*'] } };
}
