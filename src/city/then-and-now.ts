/**
 * The published summary of 2009 beside ours: the paragraph as it was found, and every figure of it
 * counted again.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeFigures } from '#server/figures/compute.ts';
import type { Text } from '#engine/text.ts';
import type { Services } from '#server/services.ts';
import { publishedLabels, publishedParagraphs } from './published-2009.ts';

/** Each paragraph with its figures counted again; what the document says beside them stands in the first that fits. */
export function thenAndNow(figures: readonly CheckedFigure[]) {
  return publishedParagraphs.map(({ holds: [first, last], ...paragraph }) => ({
    ...paragraph,
    figures: figures.filter(({ figure_id }) => {
      // The two documents on mediation were numbered last.
      if (figure_id === 'F45') return paragraph.key === 'mediation';
      const number = Number.parseInt(figure_id.slice(1), 10);
      return number >= first && number <= last;
    }),
  }));
}

export type CheckedFigure = {
  readonly figure_id: string;
  readonly figure: string;
  readonly label: Text | null;
  readonly op: string;
  readonly published: number | null;
  readonly ours: number | null;
  readonly state: 'equal' | 'different' | 'not_yet' | 'masked' | 'garbled';
};

/**
 * Every row of figures-2009.csv; what no line of work keeps yet is `not_yet`, and what was masked
 * is never compared.
 */
export async function seedCheck(
  services: Pick<Services, 'owner' | 'names' | 'book' | 'clock'>,
): Promise<CheckedFigure[]> {
  const { owner, names, book, clock } = services;
  const { rows: cities } = await owner.query(
    `select id from unit where kind = 'city' order by id limit 1`,
  );
  const indicators = book.indicators.filter((i) => i.figure_id);
  const query = {
    unit_id: cities[0]?.id ?? 0,
    from: '2009-01-01',
    to: '2009-12-31',
    as_of: null,
    now: clock(),
  };
  const figures = new Map(
    (await computeFigures(owner, names, indicators, query)).map((f) => [f.figure_id, f]),
  );
  return (await publishedFigures()).map((row) => {
    const ours = figures.get(row.figure_id)?.value ?? null;
    const label = publishedLabels[row.figure_id] ?? null;
    return { ...row, label, ours, state: stateOf(row, ours, figures.has(row.figure_id)) };
  });
}

type Published = Pick<CheckedFigure, 'figure_id' | 'figure' | 'op' | 'published'>;

function stateOf(
  { op, published }: Published,
  ours: number | null,
  kept: boolean,
): CheckedFigure['state'] {
  if (op === 'masked' || op === 'garbled') return op;
  if (!kept) return 'not_yet';
  if (ours === null || published === null) return 'different';
  // “More than 4,000” is true of what rounds down to it, and not of twice as many.
  const agrees = op === '>' ? ours > published && ours < published * 1.25 : ours === published;
  return agrees ? 'equal' : 'different';
}

async function publishedFigures(): Promise<Published[]> {
  const text = await readFile(join(import.meta.dirname, 'data/figures-2009.csv'), 'utf8');
  return text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const cells = [...line.matchAll(/(?:^|,)("(?:[^"]|"")*"|[^,]*)/g)].map((m) =>
        m[1]!.replace(/^"|"$/g, '').replaceAll('""', '"'),
      );
      const [figure_id, , figure, op, value] = cells as [string, string, string, string, string];
      return { figure_id, figure, op, published: value === '' ? null : Number(value) };
    });
}
