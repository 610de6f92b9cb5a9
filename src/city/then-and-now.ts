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
  /** Which figure of ours answers it, and of which unit: the city's, or that of the county that the document names. */
  readonly indicator: string | null;
  readonly unit_id: number | null;
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
  const { rows } = await owner.query(
    `select id, code from unit where kind = 'city' or code = any($1) order by kind = 'city' desc, id`,
    [Object.values(ofCounties).map(({ unit_code }) => unit_code)],
  );
  const units = new Map<string, number>(rows.map((row) => [row.code, row.id]));
  const cityId: number = rows[0]?.id ?? 0;
  const asked = [
    ...book.indicators.flatMap(({ figure_id, name }) =>
      figure_id ? [{ figure_id, name, unit_id: cityId }] : [],
    ),
    ...Object.entries(ofCounties).map(([figure_id, { indicator, unit_code }]) => ({
      figure_id,
      name: indicator,
      unit_id: units.get(unit_code) ?? 0,
    })),
  ];
  const found = new Map<string, Answer>();
  for (const unit_id of new Set(asked.map((one) => one.unit_id))) {
    const wanted = asked.filter((one) => one.unit_id === unit_id);
    const indicators = wanted.map(({ name }) => book.findIndicator(name)!);
    const query = { unit_id, from: '2009-01-01', to: '2009-12-31', as_of: null, now: clock() };
    const figures = await computeFigures(owner, names, indicators, query);
    for (const [i, { figure_id, name }] of wanted.entries())
      found.set(figure_id, { indicator: name, unit_id, value: figures[i]!.value });
  }
  return (await publishedFigures()).map((row) => {
    const answer = found.get(row.figure_id);
    const ours = answer?.value ?? null;
    return {
      ...row,
      label: publishedLabels[row.figure_id] ?? null,
      ours,
      indicator: answer?.indicator ?? null,
      unit_id: answer?.unit_id ?? null,
      state: stateOf(row, ours, answer !== undefined),
    };
  });
}

type Answer = {
  readonly indicator: string;
  readonly unit_id: number;
  readonly value: number | null;
};

/** Some figures of the document are one and the same figure of ours, asked of a county. */
const ofCounties: Readonly<Record<string, { indicator: string; unit_code: string }>> = {
  F29: { indicator: 'pacesetters_named', unit_code: '640502000000' },
  F30: { indicator: 'pacesetters_named', unit_code: '640522000000' },
  F31: { indicator: 'pacesetters_named', unit_code: '640521000000' },
};

/** A rate is published to a tenth of a per cent: ours is rounded to as many digits as the document has. */
function asPrinted(ours: number, published: number): number {
  const digits = String(published).split('.')[1]?.length ?? 0;
  return Number(ours.toFixed(digits));
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
  const agrees =
    op === '>'
      ? ours > published && ours < published * 1.25
      : asPrinted(ours, published) === published;
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
