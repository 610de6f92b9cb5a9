/**
 * What a save may contain. A number in a draft is a place for a figure: it names an indicator that exists, a period in
 * the year and a unit in reach, and what it stood at when it was put there is written down by the server. There is no
 * way to send a value.
 */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { shownNumber } from '#engine/draft-print.ts';
import {
  allWanted,
  isPeriodInYear,
  slotsIn,
  tidyPieces,
  wantedBy,
  wantedKey,
} from '#engine/draft.ts';
import type { Draft, DraftBlock, DraftSlot, DraftText, Frame } from '#engine/draft.ts';
import { holdsLine, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Language } from '#engine/text.ts';
import type { Services } from '../../services.ts';
import { unitTexts } from '../../units/unit-text.ts';
import { figuresWanted } from './draft-figures.ts';

export type BlockToSave = {
  readonly key: string;
  readonly content: DraftBlock | null;
  /** Somebody has looked at the sentence: its numbers are taken as they stand now. */
  readonly looked?: boolean;
};

const languages: readonly Language[] = ['zh', 'en'];

/** Throws what is wrong; answers the blocks as they are to be kept. */
export async function checkedBlocks(
  services: Pick<Services, 'book' | 'names'>,
  client: PoolClient,
  actor: Actor,
  draft: Pick<Draft, 'sections'>,
  blocks: readonly BlockToSave[],
  frame: Frame,
  moment: { readonly as_of: string | null; readonly now: string },
): Promise<BlockToSave[]> {
  const slots = blocks.flatMap(({ content }) =>
    languages.flatMap((language) => slotsIn(content?.text[language] ?? [])),
  );
  await refuseUnknown(services, client, actor, slots);
  const figures = await figuresWanted(services, client, actor, allWanted(slots, frame), moment);
  const before = new Map(
    draft.sections.flatMap((section) =>
      section.blocks.flatMap((block) =>
        languages.flatMap((language) =>
          slotsIn(block.text[language] ?? []).map((slot) => [slot.slot, slot] as const),
        ),
      ),
    ),
  );
  const placed = new Set<string>();
  const keep = (slot: DraftSlot, looked: boolean): DraftSlot => {
    // Copied with its sentence, a number is a place of its own.
    const name = placed.has(slot.slot) ? randomUUID() : slot.slot;
    placed.add(name);
    const known = before.get(slot.slot);
    if (known && !looked && asksTheSame(known, slot))
      return { ...slot, slot: name, drafted: known.drafted };
    const of = (indicator: string) =>
      figures.get(wantedKey(wantedBy({ ...slot, indicator }, frame)));
    const figure = of(slot.indicator);
    const whole = slot.share_of ? of(slot.share_of) : undefined;
    return { ...slot, slot: name, drafted: figure ? shownNumber(slot, figure, whole) : null };
  };
  return blocks.map(({ key, content, looked = false }) => {
    if (!content) return { key, content };
    const text: Partial<Record<Language, DraftText>> = {};
    for (const language of languages) {
      const pieces = content.text[language];
      if (pieces === undefined) continue;
      text[language] = tidyPieces(
        pieces.map((piece) => (typeof piece === 'string' ? piece : keep(piece, looked))),
      );
    }
    return { key, content: { ...content, text } };
  });
}

function asksTheSame(one: DraftSlot, other: DraftSlot): boolean {
  return (
    one.indicator === other.indicator &&
    one.show === other.show &&
    one.period === other.period &&
    one.unit_id === other.unit_id &&
    one.share_of === other.share_of
  );
}

async function refuseUnknown(
  { book }: Pick<Services, 'book'>,
  client: PoolClient,
  actor: Actor,
  slots: readonly DraftSlot[],
): Promise<void> {
  const units = await unitTexts(
    client,
    slots.flatMap((slot) => slot.unit_id ?? []),
  );
  for (const slot of slots) {
    for (const name of [slot.indicator, ...(slot.share_of ? [slot.share_of] : [])]) {
      const indicator = book.findIndicator(name);
      if (!indicator || !holdsLine(actor, indicator.line))
        throw new Problem('invalid', {
          en: `There is no figure “${name}” among those that you may use. Pick it anew from the list.`,
          zh: `没有可用的指标“${name}”，请从列表中重新选取。`,
        });
    }
    if (slot.show === 'share' && !slot.share_of)
      throw new Problem('invalid', {
        en: 'A share needs the figure of which it is a part. Choose it.',
        zh: '占比须选定总数指标。',
      });
    if (slot.period !== undefined && !isPeriodInYear(slot.period))
      throw new Problem('invalid', {
        en: `“${slot.period}” is no period within the year. Write it like 01-01..09-30.`,
        zh: `“${slot.period}”不是年内的期间，请写成01-01..09-30。`,
      });
    const path = slot.unit_id === undefined ? actor.grant.path : units.get(slot.unit_id)?.path;
    if (path === undefined || (slot.unit_id !== undefined && !withinTerritory(actor, path)))
      throw new Problem('invalid', {
        en: 'The unit of a number is not there or lies outside your territory. Choose another one.',
        zh: '数字所属单位不存在或不在您的管辖范围内，请另选。',
      });
  }
}
