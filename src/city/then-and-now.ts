/**
 * The published summary of 2009 beside ours: the paragraph as it was found, and every figure of it
 * counted again.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { computeFigures } from '#server/figures/compute.ts';
import type { Services } from '#server/services.ts';

/** The English is a machine translation, kept as found; the Chinese is ours, restored from it. */
export const thenAndNow = [
  {
    key: 'mediation',
    line: 'mediation',
    en: 'Fourth, the people\'s mediation work has made a major breakthrough in the "Zhongwei City Three-way Linkage Work Mechanism Implementation Plan" and "Zhongwei City People\'s Mediator" "Provisional Measures for the Case", providing an institutional guarantee for comprehensive scientific implementation of the three-way linkage work (…) September 4th, the city successfully held a three-way linkage on-site meeting in the whole district (…) the city\'s 465 towns and villages transfer committees have further strengthened the implementation criteria of six and four, created 213 standardized adjustment committees, and actively implemented the remuneration and treatment of mediators. (…) The city has mobilized more than 4,000 contradictions and disputes.',
    zh: '四、人民调解工作取得重大突破。制定印发《中卫市三调联动工作机制实施方案》和《中卫市人民调解员“以案定补”暂行办法》，为全面科学实施三调联动工作提供了制度保障……9月4日，成功承办全区三调联动现场会……全市465个乡镇、村调委会按照“六有四落实”标准进一步加强，创建规范化调委会213个，积极落实调解员报酬待遇……全市共调处矛盾纠纷4000余件。',
    zh_restored: true,
  },
] as const;

export type CheckedFigure = {
  readonly figure_id: string;
  readonly figure: string;
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
    return { ...row, ours, state: stateOf(row, ours, figures.has(row.figure_id)) };
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
