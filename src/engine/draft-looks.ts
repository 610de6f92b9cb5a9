/** 需要看一下: what somebody should look at before a report is sent for review or signed. */
import { shownNumber } from './draft-print.ts';
import type { PrintableFigure } from './draft-print.ts';
import { slotsIn, textIn, wantedBy, wantedKey } from './draft.ts';
import type { Draft, DraftPiece, DraftSlot, Frame, KeptBlock } from './draft.ts';
import { findNumbers } from './numbers-in-prose.ts';
import type { FoundNumber } from './numbers-in-prose.ts';
import type { Language } from './text.ts';

export type LookKind =
  | 'changed'
  | 'not_reported'
  | 'told_otherwise'
  | 'unbound'
  | 'far'
  | 'carried';

export type Look = {
  readonly kind: LookKind;
  readonly section: string;
  readonly block: string;
  readonly slot?: DraftSlot;
  readonly wanted?: string;
  /** What was before: drafted, told to others, or last year's; in the figure's own unit. */
  readonly was?: number | null;
  readonly now?: number | null;
  readonly percent?: number;
  readonly number?: UnboundNumber;
  /** In which language its paragraph is written. */
  readonly language?: Language;
  readonly year?: number;
};

export type LookFigure = PrintableFigure & { readonly reported: boolean };

/** In per cent of last year, either way. */
const farFrom = 30;

export function looksOf(
  draft: Pick<Draft, 'sections'>,
  figures: ReadonlyMap<string, LookFigure>,
  told: ReadonlyMap<string, number | null>,
  frame: Frame,
  language: Language,
): Look[] {
  const looks: Look[] = [];
  const far = new Set<string>();
  for (const section of draft.sections) {
    for (const block of section.blocks) {
      const at = { section: section.key, block: block.key };
      const read = textIn(block, language);
      for (const slot of slotsIn(read.pieces)) {
        const wanted = wantedKey(wantedBy(slot, frame));
        const figure = figures.get(wanted);
        if (!figure) continue;
        looks.push(
          ...looksOfSlot(slot, figure, { ...at, slot, wanted }, told, figures, frame, far),
        );
      }
      // What a plan aims at has no records yet: its numbers claim nothing that was counted.
      const typed = block.kind === 'plan' ? [] : unboundNumbers(read.pieces, read.language);
      for (const number of typed)
        looks.push({ ...at, kind: 'unbound', number, language: read.language });
      if (block.carried_from !== undefined)
        looks.push({ ...at, kind: 'carried', year: block.carried_from });
    }
  }
  return looks;
}

function looksOfSlot(
  slot: DraftSlot,
  figure: LookFigure,
  at: Omit<Look, 'kind'>,
  told: ReadonlyMap<string, number | null>,
  figures: ReadonlyMap<string, LookFigure>,
  frame: Frame,
  far: Set<string>,
): Look[] {
  const looks: Look[] = [];
  const whole = slot.share_of
    ? figures.get(wantedKey(wantedBy({ ...slot, indicator: slot.share_of }, frame)))
    : undefined;
  const now = shownNumber(slot, figure, whole);
  if (!figure.reported || now === null) return [{ ...at, kind: 'not_reported' }];
  if (slot.drafted !== now) looks.push({ ...at, kind: 'changed', was: slot.drafted, now });
  const wanted = at.wanted!;
  if (slot.show === 'value' && told.has(wanted) && told.get(wanted) !== figure.value)
    looks.push({ ...at, kind: 'told_otherwise', was: told.get(wanted) ?? null, now: figure.value });
  // Said once for a figure, however often it is printed; a rate differs in points, which is no share of anything.
  const { value, last_year } = figure;
  if (value !== null && last_year && figure.kind !== 'rate' && !far.has(wanted)) {
    const percent = (100 * (value - last_year)) / Math.abs(last_year);
    if (Math.abs(percent) > farFrom) {
      far.add(wanted);
      looks.push({ ...at, kind: 'far', was: last_year, now: value, percent });
    }
  }
  return looks;
}

export type UnboundNumber = FoundNumber & {
  /** In which of the pieces, so that it is found again. */
  readonly piece: number;
};

/** 未绑定: what was typed by hand and claims how many. Words around a bound number belong to its sentence too. */
export function unboundNumbers(pieces: readonly DraftPiece[], language: Language): UnboundNumber[] {
  return pieces.flatMap((text, piece) =>
    typeof text === 'string' ? findNumbers(text, language).map((one) => ({ ...one, piece })) : [],
  );
}

/** The block with every number as it stands now: somebody has looked. */
export function lookedAt(
  block: KeptBlock,
  figures: ReadonlyMap<string, LookFigure>,
  frame: Frame,
): Pick<KeptBlock, 'text'> {
  const seen = (piece: DraftPiece): DraftPiece => {
    if (typeof piece === 'string') return piece;
    const of = (indicator: string) =>
      figures.get(wantedKey(wantedBy({ ...piece, indicator }, frame)));
    const figure = of(piece.indicator);
    const whole = piece.share_of ? of(piece.share_of) : undefined;
    return figure ? { ...piece, drafted: shownNumber(piece, figure, whole) } : piece;
  };
  const { zh, en } = block.text;
  return { text: { ...(zh ? { zh: zh.map(seen) } : {}), ...(en ? { en: en.map(seen) } : {}) } };
}
