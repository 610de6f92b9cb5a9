/** How the numbers of a draft stand on the page: what is printed, where each opens, and whether it wants a look. */
import { printedPieces, printSlot } from '#engine/draft-print.ts';
import { wantedBy, wantedKey } from '#engine/draft.ts';
import type { DraftSlot, DraftText, Frame } from '#engine/draft.ts';
import type { Language } from '#engine/text.ts';
import { writeFigureAddress } from '../../figures/figure-address.ts';
import { stringifySearch } from '../../shell/addresses.ts';
import type { Search } from '../../shell/addresses.ts';
import type { DraftFigure } from './draft-types.ts';
import type { Door } from './prose-nodes.ts';

export type DoorFrame = Frame & {
  readonly figures: ReadonlyMap<string, DraftFigure>;
  readonly as_of: string | null;
  readonly path: string;
  readonly search: Search;
  /** Are numbers that moved since drafting to be marked? */
  readonly marks: boolean;
};

export function figureOf(
  slot: Pick<DraftSlot, 'indicator' | 'period' | 'unit_id'>,
  frame: DoorFrame,
) {
  return frame.figures.get(wantedKey(wantedBy(slot, frame)));
}

/** One for each number of the paragraph, so that an English sentence may begin with one. */
export function doorsOf(
  pieces: DraftText,
  frame: DoorFrame,
  language: Language,
): (slot: DraftSlot) => Door {
  const printed = new Map(
    printedPieces(pieces, language, (slot) => doorOf(slot, frame, language).printed).flatMap(
      (one) => (typeof one === 'string' ? [] : [[one.slot.slot, one.printed] as const]),
    ),
  );
  return (slot) => {
    const door = doorOf(slot, frame, language);
    const words = printed.get(slot.slot) ?? door.printed;
    return { ...door, printed: words, menu: menuWords(words, language) };
  };
}

function doorOf(slot: DraftSlot, frame: DoorFrame, language: Language): Door {
  const figure = figureOf(slot, frame);
  if (!figure) return { printed: '…', href: null, tone: 'plain', menu: menuWords('…', language) };
  const whole = slot.share_of ? figureOf({ ...slot, indicator: slot.share_of }, frame) : undefined;
  const { printed, shown } = printSlot(slot, figure, language, whole);
  const { indicator, from, to } = wantedBy(slot, frame);
  const side = slot.show === 'numerator' || slot.show === 'denominator' ? slot.show : undefined;
  const address = writeFigureAddress({
    indicator,
    unit: slot.unit_id ?? frame.unit_id,
    from,
    to,
    as_of: frame.as_of ?? undefined,
    side,
  });
  return {
    printed,
    href: frame.path + stringifySearch({ ...frame.search, figure: address }),
    tone: shown === null ? 'missing' : frame.marks && slot.drafted !== shown ? 'changed' : 'plain',
    menu: menuWords(printed, language),
  };
}

function menuWords(printed: string, language: Language): string {
  return language === 'zh' ? `${printed}写作、期间` : `Print ${printed} as, period`;
}
