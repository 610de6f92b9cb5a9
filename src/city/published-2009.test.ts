import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { publishedLabels } from './published-2009.ts';
import { thenAndNow } from './then-and-now.ts';
import type { CheckedFigure } from './then-and-now.ts';

const ids = readFileSync(join(import.meta.dirname, 'data/figures-2009.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(',')[0]!);

it('puts every figure of the document beside exactly one of its paragraphs', () => {
  const figures = ids.map((figure_id) => ({ figure_id }) as CheckedFigure);
  const placed = thenAndNow(figures).flatMap((paragraph) => paragraph.figures);
  expect(placed.map((one) => one.figure_id).toSorted()).toEqual(ids.toSorted());
});

it('calls every figure by a name in both languages', () => {
  const kept = new Set(book.indicators.map((indicator) => indicator.figure_id));
  const nameless = ids.filter((id) => !kept.has(id) && !publishedLabels[id]);
  expect(nameless).toEqual([]);
});
