/** The figures that a draft's numbers ask for, computed in as few statements as they have units and periods. */
import type { PoolClient } from 'pg';
import { allWanted, slotsOf, wantedKey } from '#engine/draft.ts';
import type { Draft, DraftSlot, Frame, Wanted } from '#engine/draft.ts';
import { holdsLine, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { asBooksWereKept } from '../../figures/books-since.ts';
import { computeFigures } from '../../figures/compute.ts';
import type { Figure } from '../../figures/compute.ts';
import { lastGivenOut } from '../../figures/given-out.ts';
import type { GivenOut } from '../../figures/given-out.ts';
import type { Services } from '../../services.ts';
import { unitTexts } from '../../units/unit-text.ts';

type Moment = { readonly as_of: string | null; readonly now: string };

/** By `wantedKey`. What lies outside the actor's territory or lines is not there. */
export async function figuresWanted(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  actor: Actor | null,
  wanted: readonly Wanted[],
  moment: Moment,
): Promise<Map<string, Figure>> {
  const figures = new Map<string, Figure>();
  for (const group of await groupsOf(client, actor, wanted)) {
    const indicators = [...new Set(group.indicators)].flatMap((name) => {
      const known = services.book.findIndicator(name);
      return known && (actor === null || holdsLine(actor, known.line)) ? [known] : [];
    });
    if (indicators.length === 0) continue;
    const { unit_id, from, to } = group;
    const asked = { unit_id, from, to, ...moment };
    const computed = await computeFigures(client, services.names, indicators, asked);
    const { figures: kept } = await asBooksWereKept(services, client, unit_id, computed);
    for (const figure of kept) figures.set(wantedKey(figure), figure);
  }
  return figures;
}

export function figuresOfDraft(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  actor: Actor | null,
  draft: Pick<Draft, 'sections'>,
  frame: Frame,
  moment: Moment,
): Promise<Map<string, Figure>> {
  return figuresWanted(services, client, actor, allWanted(slotsOf(draft), frame), moment);
}

/** What was told to others of the same figures and periods, latest first by figure. */
export async function toldOfDraft(
  client: PoolClient,
  actor: Actor,
  slots: readonly DraftSlot[],
  frame: Frame,
): Promise<Map<string, GivenOut>> {
  const told = new Map<string, GivenOut>();
  for (const { unit_id, from, to, indicators } of await groupsOf(
    client,
    actor,
    allWanted(slots, frame),
  )) {
    const given = await lastGivenOut(client, unit_id, { from, to });
    for (const one of given)
      if (indicators.includes(one.indicator)) told.set(wantedKey({ ...one, unit_id }), one);
  }
  return told;
}

type Group = Omit<Wanted, 'indicator'> & { readonly indicators: string[] };

async function groupsOf(
  client: PoolClient,
  actor: Actor | null,
  wanted: readonly Wanted[],
): Promise<Group[]> {
  const units = await unitTexts(
    client,
    wanted.map((one) => one.unit_id),
  );
  const groups = new Map<string, Group>();
  for (const { indicator, ...where } of wanted) {
    const path = units.get(where.unit_id)?.path;
    if (path === undefined || (actor !== null && !withinTerritory(actor, path))) continue;
    // A cut-off before the period of a number begins: nothing of it is counted.
    if (where.from > where.to) continue;
    const key = `${where.unit_id}/${where.from}/${where.to}`;
    const group = groups.get(key) ?? { ...where, indicators: [] };
    group.indicators.push(indicator);
    groups.set(key, group);
  }
  return [...groups.values()];
}
