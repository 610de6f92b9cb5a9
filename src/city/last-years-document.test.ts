/**
 * Last year's document brought in: the summary of 2009 as it was published, and one in the words of our own lines. What
 * is bound is right; what nobody keeps stays as it was typed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPercent, printSlot } from '#engine/draft-print.ts';
import type { PrintableFigure } from '#engine/draft-print.ts';
import type { DraftSlot } from '#engine/draft.ts';
import { matchNumbers } from '#engine/match-numbers.ts';
import type { Candidate } from '#engine/match-numbers.ts';
import { findNumbers } from '#engine/numbers-in-prose.ts';
import type { FigureSlot } from '#engine/report.ts';
import type { Language } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { readPastedText } from '#server/reports/drafts/word-paragraphs.ts';
import { publishedParagraphs } from './published-2009.ts';

/** Values by figure-id, as the document has them. */
const known: Readonly<Record<string, number>> = {
  F24: 1,
  F25: 465,
  F26: 213,
  F27: 4127,
  F28: 100,
  F32: 22,
  F33: 55,
  F34: 2,
  F35: 2,
  F36: 2,
  F37: 1,
  F45: 2,
};
const candidates = (
  value: (name: string, figure_id: string | undefined) => number | null,
): Candidate[] =>
  book.indicators.map((one) => ({
    indicator: one.name,
    show: 'value',
    unit_id: 1,
    label: one.label,
    counter: one.kind === 'rate' ? { en: '%', zh: '%' } : one.counter,
    shown: value(one.name, one.figure_id),
  }));
const inTheYear = candidates((_name, id) => (id ? (known[id] ?? null) : null));

function boundIn(text: string, language: Language, among: readonly Candidate[] = inTheYear) {
  return readPastedText(text)
    .sections.flatMap((section) => section.paragraphs)
    .flatMap((paragraph) => matchNumbers(findNumbers(paragraph, language), among, language))
    .flatMap(({ number, bound }) => (bound ? [`${number.printed} ${bound.indicator}`] : []));
}

describe('the summary of 2009', () => {
  it('in English, as it was found on the web', () => {
    const text = readFileSync(
      join(import.meta.dirname, 'data/summary-2009-as-published.txt'),
      'utf8',
    );
    const bound = boundIn(text, 'en');
    expect(bound).toEqual(
      expect.arrayContaining([
        '465 committees',
        '213 committees_standardised',
        'more than 4,000 disputes_mediated',
      ]),
    );
    // 54,000 people, 1,376 persons, 380 cases: no book of ours knew them then, so nothing pretends to.
    expect(bound.filter((one) => /54,000|1376|380|4010/.test(one))).toEqual([]);
  });

  it('in Chinese, as restored', () => {
    const bound = boundIn(publishedParagraphs.map((one) => one.zh).join('\n'), 'zh');
    expect(bound).toEqual(
      expect.arrayContaining([
        '465 committees',
        '213 committees_standardised',
        '4000余 disputes_mediated',
      ]),
    );
    expect(bound.filter((one) => /5\.4万|1376|380|4010|XX/.test(one))).toEqual([]);
  });

  it('its sections are found, headings apart from their paragraphs', () => {
    const { sections } = readPastedText(publishedParagraphs.map((one) => one.zh).join('\n'));
    expect(sections.map((one) => one.heading)).toEqual([
      '全民法制宣传教育深入推进',
      '全社会法治化管理水平不断提高',
      '法律服务和法律援助围绕“保增长、保民生、保稳定”深入开展',
      '人民调解工作取得重大突破',
      '基层基础工作得到巩固和提高',
      '安置帮教为“保稳定”作出重要贡献',
    ]);
  });
});

it('a document in the words of our own lines: most is bound, and each number to the figure that wrote it', () => {
  const parts = book.lines.flatMap((line) => line.summary?.sentences ?? []);
  const names = [
    ...new Set(
      parts.flatMap(({ zh }) =>
        zh.flatMap((one) => (typeof one === 'string' ? [] : [one.indicator])),
      ),
    ),
  ];
  const values = fc.uniqueArray(fc.integer({ min: 101, max: 89_999 }), {
    minLength: names.length,
    maxLength: names.length,
  });
  fc.assert(
    fc.property(values, (numbers) => {
      const valueOf = (name: string) => {
        const at = names.indexOf(name);
        if (at < 0) return null;
        const indicator = book.findIndicator(name)!;
        // Per cent with one decimal, each its own; money in yuan.
        return indicator.kind === 'rate' ? 20 + at * 1.3 : numbers[at]!;
      };
      const rounded = (name: string) => {
        const value = valueOf(name);
        return value === null ? null : Math.round(value * 10) / 10;
      };
      const among = candidates(rounded);
      let [right, wrong, all] = [0, 0, 0];
      for (const { zh } of parts) {
        let text = '';
        const slots: { at: number; indicator: string; show: FigureSlot['show'] }[] = [];
        for (const piece of zh) {
          if (typeof piece === 'string') text += piece;
          else {
            slots.push({ at: text.length, indicator: piece.indicator, show: piece.show });
            text += printed(piece, valueOf(piece.indicator)!);
          }
        }
        for (const { number, bound } of matchNumbers(findNumbers(text, 'zh'), among, 'zh')) {
          const slot = slots.find((one) => one.at === number.at);
          if (!slot || (slot.show ?? 'value') !== 'value') continue;
          all += 1;
          if (bound?.indicator === slot.indicator) right += 1;
          else if (bound) wrong += 1;
        }
      }
      expect(wrong).toBe(0);
      expect(right / all).toBeGreaterThan(0.6);
    }),
    { numRuns: 30 },
  );
});

function printed(piece: FigureSlot, value: number): string {
  const indicator = book.findIndicator(piece.indicator)!;
  const money = indicator.money ?? false;
  const figure: PrintableFigure = {
    kind: indicator.kind,
    money,
    counter: indicator.counter,
    value: money ? value * 100 : value,
    numerator: null,
    denominator: null,
    last_year: null,
    target: null,
  };
  const style = piece.print?.style ?? 'exact';
  const slot: Pick<DraftSlot, 'show' | 'print'> = {
    show: 'value',
    print: { style, step: style === 'exact' ? null : (piece.print?.to ?? null) },
  };
  expect(isPercent(slot, figure)).toBe(indicator.kind === 'rate');
  return printSlot(slot, figure, 'zh').printed;
}

it('unit and title above, signature, day, note and attachments below are no part of the text', () => {
  const { title, sections } = readPastedText(
    [
      '中卫市司法局',
      '2008年工作总结',
      '2008年，各项工作取得新进展。',
      '一、主要做法',
      '坚持联动调处。',
      '附件：数据来源表',
      '中卫市司法局',
      '2008年12月31日',
      '（第1版）',
    ].join('\n'),
  );
  expect(title).toBe('2008年工作总结');
  expect(sections).toEqual([
    { heading: null, paragraphs: ['2008年，各项工作取得新进展。'] },
    { heading: '主要做法', paragraphs: ['坚持联动调处。'] },
  ]);
  const signed = readPastedText(
    ['工作总结', '今年有进展。', '成绩很大。', '某某司法局', '2008年12月31日', '（一份）'].join(
      '\n',
    ),
  );
  expect(signed.sections).toEqual([{ heading: null, paragraphs: ['今年有进展。', '成绩很大。'] }]);
});
