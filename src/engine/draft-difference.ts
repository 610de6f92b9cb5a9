/** What is different between two texts of one report, paragraph by paragraph, numbers left to their figures. */
import { textIn } from './draft.ts';
import type { Draft, DraftPiece, KeptBlock } from './draft.ts';
import type { Language } from './text.ts';

export type ParagraphChange = {
  readonly section: string;
  readonly block: string;
  /** Empty where it was not there. */
  readonly before: readonly DraftPiece[];
  readonly after: readonly DraftPiece[];
};

/** In the order of the later text; what was taken out comes at the end. */
export function paragraphChanges(
  before: Pick<Draft, 'sections'>,
  after: Pick<Draft, 'sections'>,
  language: Language,
): ParagraphChange[] {
  const blocksOf = (draft: Pick<Draft, 'sections'>) =>
    draft.sections.flatMap((section) => section.blocks);
  const then = new Map(blocksOf(before).map((block) => [block.key, block]));
  const now = blocksOf(after);
  const kept = new Set(now.map((block) => block.key));
  const pieces = (block: KeptBlock | undefined) => (block ? textIn(block, language).pieces : []);
  const changed = [...now, ...blocksOf(before).filter((block) => !kept.has(block.key))];
  return changed.flatMap((block) => {
    const [was, is] = [pieces(then.get(block.key)), kept.has(block.key) ? pieces(block) : []];
    return sayTheSame(was, is)
      ? []
      : [{ section: block.section, block: block.key, before: was, after: is }];
  });
}

/** What a number stood at is no part of the text. */
function sayTheSame(one: readonly DraftPiece[], other: readonly DraftPiece[]): boolean {
  const plain = (pieces: readonly DraftPiece[]) =>
    JSON.stringify(
      pieces.map((piece) => (typeof piece === 'string' ? piece : { ...piece, drafted: null })),
    );
  return plain(one) === plain(other);
}
