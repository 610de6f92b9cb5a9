/**
 * What must stay on one line with its number: the bracket before it, the counter and the stop after it. Otherwise a
 * line ends in "(" or begins with 件.
 */
export type Glued<F> =
  | { readonly text: string }
  | { readonly before: string; readonly figure: F; readonly after: string };

const opening = /[([（《“"]+$/;
const following = /^(?:件次|人次|[件次个人元名份场户])?[)\]）》”，。；、.,;:]*/;

export function gluedPieces<F extends object>(pieces: readonly (string | F)[]): Glued<F>[] {
  const glued: Glued<F>[] = [];
  let taken = 0;
  for (const [i, piece] of pieces.entries()) {
    const next = pieces[i + 1];
    if (typeof piece !== 'string') {
      const last = pieces[i - 1];
      const before = typeof last === 'string' ? (opening.exec(last)?.[0] ?? '') : '';
      const after = typeof next === 'string' ? (following.exec(next)?.[0] ?? '') : '';
      taken = after.length;
      glued.push({ before, figure: piece, after });
      continue;
    }
    const rest = piece.slice(taken);
    taken = 0;
    const given =
      next === undefined || typeof next === 'string' ? 0 : (opening.exec(rest)?.[0].length ?? 0);
    const text = rest.slice(0, rest.length - given);
    if (text) glued.push({ text });
  }
  return glued;
}

/** A sentence may begin with a number in words: "More than 4,000". */
export function capitalised(text: string): string {
  return text.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
}
