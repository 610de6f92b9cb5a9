/**
 * A figure's place in the address: `success_rate~12~2009-01-01~2009-12-31`. What is left out means the reader's own. A
 * cell of a form that is no figure by name is spelled by what it counts (`count-address.ts`).
 */
import { readCounts } from '#engine/count-address.ts';

export type Side = 'numerator' | 'denominator' | 'missing';

export type FigureAddress = {
  readonly indicator: string;
  readonly unit?: number | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly as_of?: string | undefined;
  readonly side?: Side | undefined;
  /** The day whose boundaries hold; the present ones where nothing is said. */
  readonly tree?: string | undefined;
};

const sides: readonly string[] = ['numerator', 'denominator', 'missing'];

export function writeFigureAddress({
  indicator,
  unit,
  from,
  to,
  as_of,
  side,
  tree,
}: FigureAddress): string {
  return [indicator, unit ?? '', from ?? '', to ?? '', as_of ?? '', side ?? '', tree ?? '']
    .join('~')
    .replace(/~+$/, '');
}

/** How a record names a figure that it is about, beside `dispute/0190…` for a record. */
export const figurePrefix = 'figure/';

export function figureToAddress(figure: FigureAddress): string {
  return figurePrefix + writeFigureAddress(figure);
}

/** Undefined for what is no figure: somebody may have typed the address. */
export function readFigureAddress(text: string | undefined): FigureAddress | undefined {
  if (!text) return undefined;
  const [indicator = '', unit = '', from = '', to = '', as_of = '', side = '', tree = ''] =
    text.split('~');
  if (!/^[a-z][a-z0-9_]*$/.test(indicator) && !readCounts(indicator)) return undefined;
  return {
    indicator,
    unit: /^\d+$/.test(unit) ? Number(unit) : undefined,
    from: day(from),
    to: day(to),
    as_of: Number.isNaN(Date.parse(as_of)) ? undefined : as_of,
    side: sides.includes(side) ? (side as Side) : undefined,
    tree: day(tree),
  };
}

/** As the API takes it. */
export function figureParams({ unit, from, to, as_of, tree }: FigureAddress) {
  return { unit, from, to, as_of, tree };
}

export function figurePath({ indicator }: Pick<FigureAddress, 'indicator'>, rest = ''): string {
  return `/api/figures/${encodeURIComponent(indicator)}${rest}`;
}

function day(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}
