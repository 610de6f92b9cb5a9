/** What the draft's routes answer. */
import type { Draft, DraftBlock } from '#engine/draft.ts';
import type { Day } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import type { FigureData, GivenOut, Unit } from '../../shell/api-types.ts';

export type DraftFigure = FigureData & { readonly unit_id: number };

export type DraftAnswer = {
  readonly unit: Unit;
  readonly year: number;
  readonly draft: Draft | null;
  readonly cutoff: Day;
  readonly as_of: string | null;
  readonly fresh_at: string;
  readonly figures: Readonly<Record<string, DraftFigure>>;
  readonly told: Readonly<Record<string, GivenOut>>;
  readonly may: {
    readonly write: boolean;
    readonly comment: boolean;
    readonly sign: boolean;
    readonly sections: readonly string[];
  };
  readonly units: readonly Unit[];
  readonly latin: Readonly<Record<string, string>>;
  /** Can this server make a PDF itself? */
  readonly pdf: boolean;
  readonly edition: ShownEdition | null;
  readonly editions: readonly EditionHead[];
};

export type EditionHead = {
  readonly id: string;
  readonly number: number;
  readonly signer: string;
  readonly signed_at: string;
  readonly stood_at: string;
  readonly reason: string | null;
};

export type ShownEdition = EditionHead & {
  readonly words: Text;
  readonly intact: boolean;
  readonly changed: number;
};

export type ChangedParagraph = {
  readonly block: string;
  readonly heading: Text | null;
  readonly before: string;
  readonly after: string;
};

export type SavedBlocks = {
  readonly version: number;
  readonly blocks: readonly { readonly key: string; readonly content: DraftBlock | null }[];
};

export type PickableFigure = DraftFigure & {
  readonly letters: { readonly initials: string; readonly pinyin: string };
};

export type BeginAnswer = {
  readonly version: number;
  readonly sections: number;
  readonly left_out?: number;
  readonly numbers?: number;
  readonly bound?: number;
  readonly tables?: number;
};

export type DraftVersion = {
  readonly version: number;
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
  readonly deed: string;
  readonly reason: string | null;
  readonly parts: readonly string[];
};

export type VersionsAnswer = {
  readonly versions: readonly DraftVersion[];
  readonly latin: Readonly<Record<string, string>>;
};

export type AskedSection = {
  readonly unit: Unit;
  readonly year: number;
  readonly section: string;
  readonly heading: Text;
  readonly due_on: Day | null;
  readonly state: string;
};
