/** How far a file is: which of its papers are there, and what makes a paper be there. */
import type { Paper } from './record.ts';

/** What is known of one paper of a record beside its definition. */
export type PaperStanding = {
  readonly name: string;
  /** It was made here from its form. */
  readonly made: boolean;
  /** Signed pages that were added. */
  readonly pages: number;
};

/**
 * A paper that has to be signed is there once its signed page was added, or once somebody has put down in the record
 * that the signed original lies in the paper file. Made is enough only for a paper whose definition says that nobody
 * signs it.
 */
export function isThere(paper: Paper, standing: Omit<PaperStanding, 'name'> | undefined): boolean {
  if (paper.original || (standing?.pages ?? 0) > 0) return true;
  return paper.signature === 'none' && (standing?.made ?? false);
}

/** “4 of 5 required”. */
export function completeness(
  papers: readonly Paper[],
  standing: readonly PaperStanding[],
): { readonly there: number; readonly required: number; readonly missing: readonly Paper[] } {
  const required = papers.filter((paper) => paper.required === 'always');
  const missing = required.filter(
    (paper) =>
      !isThere(
        paper,
        standing.find(({ name }) => name === paper.name),
      ),
  );
  return { there: required.length - missing.length, required: required.length, missing };
}
