/**
 * A plain count that is no indicator of its own, spelled in one word, so that a cell of a form is a door like any
 * figure: `count:disputes?type=land,family;sweeps`. What stands after each `?` are the facets that narrow it; an empty
 * code is what nobody recorded.
 */
import type { Count } from './indicator.ts';

const prefix = 'count:';
const wordShape = /^[a-z][a-z0-9_]*$/;
const codeShape = /^[\w.]*$/;

export function spellCounts(counts: readonly Count[]): string {
  const parts = counts.map(({ measure, where }) => {
    const facets = Object.entries(where ?? {}).map(
      ([facet, codes]) => `${facet}=${codes.join(',')}`,
    );
    return facets.length > 0 ? `${measure}?${facets.join('&')}` : measure;
  });
  return prefix + parts.join(';');
}

/** Null for whatever is not spelled so: somebody may have typed the address. */
export function readCounts(text: string): Count[] | null {
  if (!text.startsWith(prefix)) return null;
  const counts = text.slice(prefix.length).split(';').map(readCount);
  return counts.includes(null) ? null : (counts as Count[]);
}

function readCount(text: string): Count | null {
  const [measure = '', facets, ...rest] = text.split('?');
  if (!wordShape.test(measure) || rest.length > 0) return null;
  if (facets === undefined) return { measure };
  const where: Record<string, readonly string[]> = {};
  for (const part of facets.split('&')) {
    const [facet = '', codes, ...more] = part.split('=');
    const wanted = codes?.split(',') ?? [];
    if (!wordShape.test(facet) || facet in where || more.length > 0 || wanted.length === 0)
      return null;
    if (!wanted.every((code) => codeShape.test(code))) return null;
    where[facet] = wanted;
  }
  return { measure, where };
}
