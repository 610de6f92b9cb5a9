/**
 * What adds up among the figures of an edition though nobody wrote it down: a unit and those below it, a count and its
 * breakdown, a rate and its two sides. Whoever reads all of them could subtract, so suppression has to know.
 */
import type { EditionFigure } from './edition.ts';
import { unitsIn } from './edition-lines.ts';
import type { Sum } from './small-cells.ts';

type Figure = Pick<EditionFigure, 'key' | 'unit_id' | 'from' | 'to' | 'definition' | 'members'>;
type Plain = Figure & {
  readonly definition: Extract<Figure['definition'], { kind: 'flow' | 'stock' }>;
};

/** Any two of them tell the third. */
export type Quotient = {
  readonly rate: string;
  readonly numerator: string;
  readonly denominator: string;
};

export function impliedSums(figures: readonly Figure[]): Sum[] {
  const plain = figures.filter(isPlain);
  return [...sumsOverUnits(plain), ...sumsOfBreakdowns(plain)];
}

export function impliedQuotients(figures: readonly Figure[]): Quotient[] {
  const plain = figures.filter(isPlain);
  return figures.flatMap(({ key, definition, ...rate }) => {
    if (definition.kind !== 'rate') return [];
    const of = (count: typeof definition.numerator) =>
      plain.find(
        (one) =>
          one.unit_id === rate.unit_id &&
          one.from === rate.from &&
          one.to === rate.to &&
          countKey(one.definition.count) === countKey(count) &&
          !one.definition.plus?.length,
      )?.key;
    const [numerator, denominator] = [of(definition.numerator), of(definition.denominator)];
    return numerator && denominator ? [{ rate: key, numerator, denominator }] : [];
  });
}

/** The same figure of a unit and of the units directly below it among those that are told. */
function sumsOverUnits(figures: readonly Plain[]): Sum[] {
  const alike = Map.groupBy(
    figures,
    ({ definition, from, to }) => `${definition.name}/${from}/${to}`,
  );
  return [...alike.values()].flatMap((group) => {
    const units = group.map((one) => ({ ...one, within: new Set(unitsIn(one.members)) }));
    const contains = (whole: (typeof units)[number], part: (typeof units)[number]) =>
      whole.unit_id !== part.unit_id && whole.within.has(part.unit_id);
    return units.flatMap((whole) => {
      const below = units.filter((part) => contains(whole, part));
      const direct = below.filter((part) => !below.some((between) => contains(between, part)));
      return direct.length === 0 ? [] : [{ whole: whole.key, parts: direct.map((one) => one.key) }];
    });
  });
}

/** A count and the same count narrowed by one more breakdown, codes apart. */
function sumsOfBreakdowns(figures: readonly Plain[]): Sum[] {
  const alike = Map.groupBy(
    figures,
    ({ definition, unit_id, from, to }) =>
      `${definition.kind}/${definition.count.measure}/${unit_id}/${from}/${to}`,
  );
  return [...alike.values()].flatMap((group) =>
    group.flatMap((whole) => {
      if (whole.definition.plus?.length) return [];
      const byFacet = Map.groupBy(
        group.filter((part) => part !== whole && !part.definition.plus?.length),
        (part) =>
          narrowedBy(whole.definition.count.where ?? {}, part.definition.count.where ?? {}) ?? '',
      );
      return [...byFacet].flatMap(([facet, parts]) =>
        facet === '' ? [] : apart(parts, facet).map((some) => ({ whole: whole.key, parts: some })),
      );
    }),
  );
}

/** The one breakdown by which a count is narrower than another; null where it is not, or by more than one. */
function narrowedBy(
  whole: Readonly<Record<string, readonly string[]>>,
  part: Readonly<Record<string, readonly string[]>>,
): string | null {
  const names = new Set([...Object.keys(whole), ...Object.keys(part)]);
  const other = [...names].filter((name) => whole[name]?.join() !== part[name]?.join());
  const [facet] = other;
  if (other.length !== 1 || !part[facet!]) return null;
  const within = whole[facet!];
  return within === undefined || part[facet!]!.every((code) => within.includes(code))
    ? facet!
    : null;
}

/** Parts whose codes overlap do not stand in one sum: the finer ones make one, each coarser one another. */
function apart(parts: readonly Plain[], facet: string): string[][] {
  const codes = (one: Plain) => one.definition.count.where![facet]!;
  const sums: string[][] = [];
  const open = parts.toSorted((a, b) => codes(a).length - codes(b).length);
  for (const first of open) {
    const chosen: Plain[] = [first];
    for (const one of open)
      if (!chosen.some((known) => codes(known).some((code) => codes(one).includes(code))))
        chosen.push(one);
    const keys = chosen.map((one) => one.key).toSorted();
    if (!sums.some((known) => known.join() === keys.join())) sums.push(keys);
  }
  return sums;
}

function isPlain(figure: Figure): figure is Plain {
  return figure.definition.kind === 'flow' || figure.definition.kind === 'stock';
}

function countKey({ measure, where = {} }: Plain['definition']['count']): string {
  const limits = Object.entries(where).map(
    ([facet, codes]) => `${facet}=${codes.toSorted().join(',')}`,
  );
  return `${measure}?${limits.toSorted().join('&')}`;
}
