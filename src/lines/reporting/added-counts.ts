/**
 * What a cell adds to its first count, spelled in one field: `indicator:disputes_settled;measure:disputes?type=land,family`.
 * One spelling for the record, the server and the screen.
 */
export type AddedCount = {
  readonly what: 'indicator' | 'measure';
  readonly name: string;
  /** `type=land,family&size=large`; null: all of it. */
  readonly facets: string | null;
};

const facetPart = String.raw`[a-z_]+=[\w.]+(?:,[\w.]+)*`;
export const facetShape = new RegExp(`^${facetPart}(?:&${facetPart})*$`);
const addedShape = /^(?<what>indicator|measure):(?<name>\w+)(?:\?(?<facets>.+))?$/;

/** Null where one part of it is not spelled so. */
export function readAdded(text: string | null | undefined): AddedCount[] | null {
  const parts = (text ?? '').split(';').filter(Boolean);
  const read = parts.map((part): AddedCount | null => {
    const { what, name, facets } = addedShape.exec(part.trim())?.groups ?? {};
    if (!what || !name || (facets && !facetShape.test(facets))) return null;
    return { what: what as AddedCount['what'], name, facets: facets ?? null };
  });
  return read.includes(null) ? null : (read as AddedCount[]);
}

/** Null for nothing, so that an emptied field is empty. */
export function spellAdded(added: readonly AddedCount[]): string | null {
  return (
    added
      .map(({ what, name, facets }) => `${what}:${name}${facets ? `?${facets}` : ''}`)
      .join(';') || null
  );
}

/** The codes of each breakdown: `type=land,family` is type → land, family. */
export function readFacets(text: string | null | undefined): Map<string, readonly string[]> {
  return new Map(
    (text ?? '')
      .split('&')
      .filter(Boolean)
      .map((part) => {
        const [facet, codes = ''] = part.split('=') as [string, string?];
        return [facet, codes.split(',').filter(Boolean)] as const;
      }),
  );
}

export function spellFacets(facets: ReadonlyMap<string, readonly string[]>): string | null {
  return (
    [...facets]
      .filter(([, codes]) => codes.length > 0)
      .map(([facet, codes]) => `${facet}=${codes.join(',')}`)
      .join('&') || null
  );
}
