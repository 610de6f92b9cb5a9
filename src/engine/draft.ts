/**
 * A report while it is written: an outline whose sections belong to somebody, and below them paragraphs of prose whose
 * numbers are bound to figures. Kept in parts, each with a version of its own, so that two people who write at once
 * meet only where both touched the same paragraph.
 */
import type { ApproximationStyle } from './approximation.ts';
import type { Day } from './day.ts';
import type { Language, Text } from './text.ts';

/** What of a figure is printed. `change` and `change_percent` say their direction themselves: they cannot lie. */
export const shownWays = [
  'value',
  'numerator',
  'denominator',
  'gap',
  'target',
  'last_year',
  'change',
  'change_percent',
  'share',
] as const;
export type Shown = (typeof shownWays)[number];

export type SlotPrint = {
  readonly style: ApproximationStyle;
  /** The rounding step, such as 1000; null for exact. */
  readonly step: number | null;
  readonly over_word?: '余' | '多' | '以上';
  readonly ten_thousands?: boolean;
};

/** A number in the text: which figure, over which days, printed how. It is picked, never typed. */
export type DraftSlot = {
  /** Its name in the draft. */
  readonly slot: string;
  readonly indicator: string;
  readonly show: Shown;
  readonly print: SlotPrint;
  /** Days within the report's year, `01-01..09-30`; left out: from 1 January to the report's cut-off. */
  readonly period?: string;
  /** Left out: the unit that reports. */
  readonly unit_id?: number;
  /** For `share`: the figure of which it is a part. */
  readonly share_of?: string;
  /** What it was when somebody last looked at the sentence; null: not reported then. */
  readonly drafted: number | null;
};

export type DraftPiece = string | DraftSlot;
export type DraftText = readonly DraftPiece[];

/** Figures come from the books each year; all other kinds are prose and are carried on to the next one. */
export const blockKinds = [
  'figures',
  'opening',
  'experience',
  'problems',
  'example',
  'prose',
  'plan',
] as const;
export type BlockKind = (typeof blockKinds)[number];

/** One paragraph. It may be written in one language only; the other one then shows what there is. */
export type DraftBlock = {
  readonly section: string;
  readonly order: number;
  readonly kind: BlockKind;
  readonly text: Partial<Readonly<Record<Language, DraftText>>>;
  /** It comes from the report of that year, and nobody has touched it since. */
  readonly carried_from?: number;
};

export const sectionStates = ['open', 'handed_in', 'accepted'] as const;
export type SectionState = (typeof sectionStates)[number];

export type DraftSection = {
  readonly order: number;
  readonly heading: Text;
  /** The line of work that proposes its paragraph. */
  readonly line: string | null;
  /** The county or office that writes it; null: whoever writes the report. */
  readonly unit_id: number | null;
  readonly owner: { readonly id: string; readonly name: string } | null;
  readonly due_on: Day | null;
  readonly state: SectionState;
};

export const draftStates = ['writing', 'in_review', 'signed'] as const;
export type DraftState = (typeof draftStates)[number];

export type DraftHead = {
  readonly state: DraftState;
  /** The last day that is counted. */
  readonly cutoff: Day;
  /** The edition that was frozen from it, while it is signed; and the last one, while the next is written. */
  readonly edition: string | null;
  /** Why there is to be another edition. */
  readonly reason?: string;
};

export type DraftComment = { readonly section: string; readonly text: string };

export type PartContent = DraftHead | DraftSection | DraftBlock | DraftComment;

/** One part as it is kept; without content it was taken out. */
export type DraftPart = {
  /** `head`, `section/…`, `block/…` or `comment/…`. */
  readonly part: string;
  readonly version: number;
  readonly content: PartContent | null;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly at: string;
};

type Kept<C> = C & Pick<DraftPart, 'version' | 'by' | 'at'> & { readonly key: string };
export type KeptBlock = Kept<DraftBlock>;
export type KeptSection = Kept<DraftSection> & {
  readonly blocks: readonly KeptBlock[];
  readonly comments: readonly Kept<DraftComment>[];
};
export type Draft = { readonly head: Kept<DraftHead>; readonly sections: readonly KeptSection[] };

/** The draft that these parts make; null where it was never begun (or cannot be seen). */
export function assembleDraft(parts: readonly DraftPart[]): Draft | null {
  const kept = <C extends PartContent>(kind: string): Kept<C>[] =>
    parts.flatMap(({ part, content, version, by, at }) => {
      const [name, key = ''] = part.split('/');
      return name === kind && content ? [{ ...(content as C), key, version, by, at }] : [];
    });
  const [head] = kept<DraftHead>('head');
  if (!head) return null;
  const inOrder = (a: { order: number; key: string }, b: { order: number; key: string }) =>
    a.order - b.order || (a.key < b.key ? -1 : 1);
  const blocks = kept<DraftBlock>('block').toSorted(inOrder);
  const comments = kept<DraftComment>('comment').toSorted((a, b) => a.version - b.version);
  const sections = kept<DraftSection>('section')
    .toSorted(inOrder)
    .map((section) => ({
      ...section,
      blocks: blocks.filter((block) => block.section === section.key),
      comments: comments.filter((comment) => comment.section === section.key),
    }));
  return { head, sections };
}

/** The way back: every part of a draft, in the order in which it is read. */
export function partsOfDraft({ head, sections }: Draft): DraftPart[] {
  const part = <C extends PartContent>(kind: string, kept: Kept<C>): DraftPart => {
    const { key, version, by, at, ...content } = kept;
    const name = kind === 'head' ? kind : `${kind}/${key}`;
    return { part: name, version, by, at, content: content as unknown as C };
  };
  return [
    part('head', head),
    ...sections.flatMap(({ blocks, comments, ...section }) => [
      part<DraftSection>('section', section),
      ...blocks.map((block) => part('block', block)),
      ...comments.map((comment) => part('comment', comment)),
    ]),
  ];
}

/** The text in a language, or in the one it was written in. */
export function textIn(
  { text }: Pick<DraftBlock, 'text'>,
  language: Language,
): { readonly language: Language; readonly pieces: DraftText } {
  const other = language === 'zh' ? 'en' : 'zh';
  const own = text[language];
  if (own && (own.length > 0 || !text[other]?.length)) return { language, pieces: own };
  return { language: other, pieces: text[other] ?? [] };
}

export function slotsIn(pieces: DraftText): DraftSlot[] {
  return pieces.filter((piece): piece is DraftSlot => typeof piece !== 'string');
}

/** All slots of both languages. */
export function slotsOf(draft: Pick<Draft, 'sections'>): DraftSlot[] {
  return draft.sections.flatMap((section) =>
    section.blocks.flatMap(({ text }) => [...slotsIn(text.zh ?? []), ...slotsIn(text.en ?? [])]),
  );
}

/** What has to be known about a number: whose, which figure, from which day to which. */
export type Wanted = {
  readonly unit_id: number;
  readonly indicator: string;
  readonly from: Day;
  readonly to: Day;
};

export type Frame = { readonly unit_id: number; readonly year: number; readonly cutoff: Day };

const periodPattern = /^(\d\d-\d\d)\.\.(\d\d-\d\d)$/;

export function isPeriodInYear(period: string): boolean {
  const [, from = '', to = ''] = periodPattern.exec(period) ?? [];
  const known = (day: string) =>
    !Number.isNaN(Date.parse(`2008-${day}T00:00:00Z`)) && day <= '12-31';
  return from !== '' && known(from) && known(to) && from <= to;
}

/** A period of its own ends no later than the report: asked for another cut-off, all numbers answer. */
export function wantedBy(
  slot: Pick<DraftSlot, 'indicator' | 'period' | 'unit_id'>,
  frame: Frame,
): Wanted {
  const [, from = '01-01', to = '12-31'] = periodPattern.exec(slot.period ?? '') ?? [];
  const end = `${frame.year}-${to}`;
  return {
    unit_id: slot.unit_id ?? frame.unit_id,
    indicator: slot.indicator,
    from: `${frame.year}-${from}`,
    to: end < frame.cutoff ? end : frame.cutoff,
  };
}

export function wantedKey({ unit_id, indicator, from, to }: Wanted): string {
  return `${unit_id}/${indicator}/${from}..${to}`;
}

/** Everything that a draft's numbers ask for, each once. */
export function allWanted(slots: readonly DraftSlot[], frame: Frame): Wanted[] {
  const wanted = slots.flatMap((slot) => [
    wantedBy(slot, frame),
    ...(slot.share_of ? [wantedBy({ ...slot, indicator: slot.share_of }, frame)] : []),
  ]);
  return [...new Map(wanted.map((one) => [wantedKey(one), one])).values()];
}

/** Neighbouring texts become one and empty ones go, so that equal texts are equal pieces. */
export function tidyPieces(pieces: DraftText): DraftPiece[] {
  const tidy: DraftPiece[] = [];
  for (const piece of pieces) {
    const last = tidy.at(-1);
    if (piece === '') continue;
    if (typeof piece === 'string' && typeof last === 'string') tidy[tidy.length - 1] = last + piece;
    else tidy.push(piece);
  }
  return tidy;
}

/** A place between two others; whoever inserts there at the same time is put in order by the key. */
export function orderBetween(before: number | undefined, after: number | undefined): number {
  if (before === undefined) return after === undefined ? 1 : after - 1;
  return after === undefined ? before + 1 : (before + after) / 2;
}
