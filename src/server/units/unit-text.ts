/** Units as other rooms show them: id, code, kind, both names, place in the tree. Read in the caller's snapshot. */
import type { PoolClient } from 'pg';
import { notFound } from '#engine/problem.ts';
import type { Actor } from '#engine/permission.ts';
import { withinTerritory } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { parentOnSql } from './tree-on-day.ts';

export type UnitText = {
  readonly id: number;
  readonly code: string;
  readonly kind: string;
  readonly name: Text;
  readonly parent_id: number | null;
  readonly path: string;
};

const columns = `u.id, u.code, u.kind, json_build_object('en', u.name_en, 'zh', u.name) as name, u.parent_id, u.path`;

export async function unitTexts(
  client: Pick<PoolClient, 'query'>,
  ids: readonly number[],
): Promise<Map<number, UnitText>> {
  const { rows } = await client.query({
    name: 'unit-texts',
    text: `select ${columns} from unit u where u.id = any($1::int[])`,
    values: [[...new Set(ids)]],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

export async function childUnits(
  client: Pick<PoolClient, 'query'>,
  parent: number,
): Promise<UnitText[]> {
  const { rows } = await client.query({
    name: 'child-units',
    text: `select ${columns} from unit u where u.parent_id = $1 order by case when u.kind = 'body' then 1 else 0 end, u.code`,
    values: [parent],
  });
  return rows;
}

/** Those that stood directly under it on a day. Whoever was made later belongs to where it was first. */
export async function childUnitsOn(
  client: Pick<PoolClient, 'query'>,
  parent: number,
  day: string,
): Promise<UnitText[]> {
  const { rows } = await client.query({
    name: 'child-units-on',
    text: `select ${columns} from unit u where u.id in (select unit_id from unit_place where parent_id = $1)
        and ${parentOnSql('u.id', '$2::date')} = $1
      order by case when u.kind = 'body' then 1 else 0 end, u.code`,
    values: [parent, day],
  });
  return rows;
}

/** The unit asked for, or the actor's own; outside the territory it is not there. */
export async function unitWithin(
  client: Pick<PoolClient, 'query'>,
  actor: Actor,
  id: number | undefined,
): Promise<UnitText> {
  const wanted = id ?? actor.grant.unit_id;
  const unit = (await unitTexts(client, [wanted])).get(wanted);
  if (!unit || !withinTerritory(actor, unit.path)) throw notFound();
  return unit;
}
