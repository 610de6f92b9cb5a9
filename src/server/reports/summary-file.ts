/**
 * The summary as a Word file: the prose, a table of every figure with its source, and a note of the
 * page it stands at.
 */
import { formatDay } from '#engine/day.ts';
import { dayInShanghai } from '#engine/day.ts';
import type { Language } from '#engine/text.ts';
import type { Figure } from '../figures/compute.ts';
import type { FilledPiece, Summary } from './summary.ts';
import { printFigure } from './summary.ts';
import { summaryWord } from './summary-word.ts';

export async function summaryFile(summary: Summary, language: Language): Promise<Buffer> {
  const { unit, year } = summary;
  const stood = formatDay(dayInShanghai(summary.fresh_at), language);
  const page = summary.figures[0]?.page;
  return summaryWord({
    unit_name: unit.name,
    year,
    language,
    title: { en: `Summary of the Work of ${year}`, zh: `${year}年工作总结` },
    as_of: summary.fresh_at,
    parts: summary.parts.map((part) => ({
      heading: part.heading,
      paragraphs: [part.sentences.flatMap((s) => s[language]).map(plainPiece)],
    })),
    sources: summary.figures.map((figure) => sourceRow(figure, language)),
    note: {
      en: `Every number is counted from records, as the ledger stood on ${stood}${page ? ` (page ${page})` : ''}. Rounded wording stands over exact values; the table gives them.`,
      zh: `本文数字均由台账记录统计得出，台账时点为${stood}${page ? `（第${page}页）` : ''}。文中取整表述对应的准确数见附表。`,
    },
  });
}

function plainPiece(
  piece: FilledPiece,
): string | { printed: string; value: number | null; indicator: string } {
  return typeof piece === 'string'
    ? piece
    : { printed: piece.printed, value: piece.value, indicator: piece.indicator };
}

export function sourceRow(figure: Figure, language: Language) {
  const counter = figure.kind === 'rate' ? '' : figure.counter[language];
  return {
    figure_id: figure.figure_id,
    label: figure.label,
    printed:
      language === 'zh'
        ? `${printFigure(figure, language)}${counter}`
        : `${printFigure(figure, language)} ${counter}`.trim(),
    rule: figure.rule,
    from: figure.from,
    to: figure.to,
    numerator: figure.numerator,
    denominator: figure.denominator,
  };
}
