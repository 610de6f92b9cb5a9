/**
 * Taking a change of the tree back. Nothing is erased: the old places and names are written once
 * more for the same day, where the later row holds, and the event stays with the one that took it
 * back.
 */
import { notFound } from '#engine/problem.ts';
import type { Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { handBack } from './open-records.ts';
import { reorganise, Reorganisation, refusal } from './reorganisation.ts';
import type { EventDeed, TreeContext, TreeUnit, Undo } from './reorganisation.ts';
import { nameFrom } from './tree.ts';

type Event = {
  readonly id: number;
  readonly deed: EventDeed;
  readonly units: number[];
  readonly on_day: string;
  readonly undo: Undo;
  readonly taken_back: boolean;
};

export type TakenBack = { readonly units: readonly number[] };

/**
 * In: the event and why. Refused when a later change rests on it, when a unit that it made is in
 * use, or when records that it handed over were worked on since.
 */
export async function takeBack(
  context: TreeContext,
  { event_id, reason }: { readonly event_id: number; readonly reason: string },
): Promise<TakenBack> {
  const logged = { deed: 'unit_change_taken_back' as const, detail: { event: event_id } };
  return reorganise(context, logged, async (change) => {
    const event = await eventOf(change, event_id);
    await refuseLater(change, event);
    const { undo, on_day } = event;
    for (const id of undo.closed) {
      await change.client.query('update unit set valid_until = null where id = $1', [id]);
    }
    // A unit that had ended goes back first: what stood below it follows to where it is then.
    const ended = new Set(undo.closed);
    for (const group of [
      undo.placed.filter((one) => ended.has(one.unit_id)),
      undo.placed.filter((one) => !ended.has(one.unit_id)),
    ]) {
      const step = new Reorganisation(change.client, context, await change.event());
      for (const { unit_id, parent_id } of group) {
        await step.place(await step.unit(unit_id), await step.unit(parent_id), on_day, reason);
      }
      await step.settle();
    }
    if (undo.handed) await handBack(change, undo.handed, reason);
    for (const { unit_id, ...called } of undo.renamed) {
      await nameFrom(change, await change.unit(unit_id), { ...called, from_day: on_day });
    }
    for (const id of undo.made) await unmake(change, await change.unit(id));
    await change.decided('taken_back', event.units, on_day, { reason }, event.id);
    return { units: event.units };
  });
}

/** The units of an event, so that a route can ask whether they lie in the territory. */
export async function unitsOfEvent(
  database: Pick<Reorganisation['client'], 'query'>,
  event_id: number,
): Promise<number[]> {
  const { rows } = await database.query('select units from unit_event where id = $1', [event_id]);
  if (!rows[0]) throw notFound();
  return rows[0].units;
}

async function eventOf(change: Reorganisation, id: number): Promise<Event> {
  const { rows } = await change.client.query(
    `select e.id::int, e.deed, e.units, e.on_day, e.undo, t.id is not null as taken_back
      from unit_event e left join unit_event t on t.takes_back = e.id where e.id = $1`,
    [id],
  );
  const event = rows[0] as Event | undefined;
  if (!event) throw notFound();
  if (event.taken_back || event.deed === 'taken_back') {
    throw refusal('This change has been taken back already.', '该变更已经撤回。', 'wrong-state');
  }
  return event;
}

/** Only the last change of a unit can be taken back: a later one has been built on it. */
async function refuseLater(change: Reorganisation, event: Event): Promise<void> {
  const { rows } = await change.client.query(
    `select e.on_day from unit_event e where e.id > $1 and e.units && $2 and e.deed <> 'taken_back'
      and not exists (select from unit_event t where t.takes_back = e.id) order by e.id desc limit 1`,
    [event.id, event.units],
  );
  if (!rows[0]) return;
  throw refusal(
    `Another change of these units, for ${rows[0].on_day}, came after it. Take that one back first.`,
    `此后又登记了${rows[0].on_day}生效的变更，请先撤回后一项。`,
    'wrong-state',
  );
}

/** A unit that was never meant to be: it must be empty, and its code becomes free again. */
async function unmake(change: Reorganisation, unit: TreeUnit): Promise<void> {
  const inUse = await usesOf(change, unit);
  if (inUse) throw inUse;
  await change.close(unit, unit.valid_from);
  await change.client.query(`update unit set code = 'X' || id where id = $1`, [unit.id]);
}

async function usesOf(change: Reorganisation, unit: TreeUnit): Promise<Problem | null> {
  const { client, context } = change;
  const said = (en: string, zh: string) =>
    refusal(
      `${unit.name} is in use already: ${en}. Close it from a day on instead.`,
      `${unit.name}已在使用（${zh}），请改为办理撤销。`,
      'wrong-state',
    );
  const children = await change.openChildren(unit.id);
  if (children.length > 0) return said('units stand below it', '已有下级单位');
  const grants = await client.query('select from grants where unit_id = $1 limit 1', [unit.id]);
  if (grants.rowCount) return said('people hold posts in it', '已有人员岗位');
  const tables = (context.book.records as AnyRecordType[])
    .map((type) => `exists (select from ${type.name} where path = $2 or unit_id = $1)`)
    .join(' or ');
  const { rows } = await client.query(
    `select exists (select from ledger_line where unit_id = $1) or ${tables || 'false'} as used,
      $2::text as path`,
    [unit.id, unit.path],
  );
  return rows[0].used ? said('records are kept in it', '已有记录') : null;
}
