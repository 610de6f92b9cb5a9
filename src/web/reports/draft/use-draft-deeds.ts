/** What is done to a paragraph from beside it: looked at, a typed number bound, a number printed otherwise. */
import type { Look } from '#engine/draft-looks.ts';
import { textIn, tidyPieces } from '#engine/draft.ts';
import type { Draft, DraftPiece, DraftSlot, KeptBlock } from '#engine/draft.ts';
import { printOf } from '#engine/match-numbers.ts';
import { useLanguage } from '../../shell/language.tsx';
import { newId } from '../../shell/new-id.ts';
import type { PickableFigure } from './draft-types.ts';
import type { useDraftWriting } from './use-draft-writing.ts';

export function useDraftDeeds(draft: Draft, writing: ReturnType<typeof useDraftWriting>) {
  const { language } = useLanguage();
  const blocks = draft.sections.flatMap((section) => section.blocks);
  const write = (
    block: KeptBlock,
    pieces: readonly DraftPiece[],
    rest: { looked?: boolean } = {},
  ) => {
    const { key, version: _v, by: _b, at: _a, carried_from: _c, ...content } = block;
    const spoken = textIn(block, language).language;
    writing.write(
      key,
      { ...content, text: { ...content.text, [spoken]: tidyPieces(pieces) } },
      rest,
    );
  };
  const blockOf = (look: Look) => blocks.find((block) => block.key === look.block);
  const looked = (look: Look) => {
    const block = blockOf(look);
    if (block) write(block, textIn(block, language).pieces, { looked: true });
  };
  const bind = (look: Look, figure: PickableFigure) => {
    const block = blockOf(look);
    const number = look.number;
    if (!block || !number) return;
    const pieces = textIn(block, language).pieces.flatMap((piece, i): DraftPiece[] => {
      if (i !== number.piece || typeof piece !== 'string') return [piece];
      const section = draft.sections.find((one) => one.key === look.section);
      const slot: DraftSlot = {
        slot: newId(),
        indicator: figure.indicator,
        show: 'value',
        print: printOf(number),
        ...(number.period ? { period: number.period } : {}),
        ...(section?.unit_id ? { unit_id: section.unit_id } : {}),
        drafted: null,
      };
      return [piece.slice(0, number.at), slot, piece.slice(number.at + number.length)];
    });
    write(block, pieces);
  };
  const changeSlot = (block_key: string, slot: string, next: DraftSlot | null): boolean => {
    const block = blocks.find((one) => one.key === block_key);
    if (!block) return false;
    const pieces = textIn(block, language).pieces.flatMap((piece) =>
      typeof piece !== 'string' && piece.slot === slot ? (next ? [next] : []) : [piece],
    );
    write(block, pieces);
    return true;
  };
  return { looked, bind, changeSlot };
}

export function goToLook(look: Look): void {
  const element = document.getElementById(`block-${look.block}`);
  const slot =
    look.slot && element?.querySelector<HTMLElement>(`[data-slot="${CSS.escape(look.slot.slot)}"]`);
  (slot ?? element)?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}
