/** docs/seed.md is true: each sentence of the published summary once, in order, and whatever it names exists. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { book } from '#lines/index.ts';
import { repositoryFolder } from '#server/config.ts';

const read = (path: string) => readFileSync(join(repositoryFolder, path), 'utf8');

/** Paragraphs of the document by their lines, sentences by full stop, with the quotation mark that may follow it. */
function sentencesOf(text: string): { key: string; sentence: string }[] {
  const paragraphs = text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  return paragraphs.flatMap((paragraph, i) =>
    paragraph
      .split(/(?<=[.!?][”"]?)\s+/)
      .map((sentence, j) => ({ key: `${i}.${j + 1}`, sentence })),
  );
}

const published = sentencesOf(read('src/city/data/summary-2009-as-published.txt'));
const rows = read('docs/seed.md')
  .split('\n')
  .filter((line) => /^\| \d+\.\d+ \|/.test(line))
  .map((line) => {
    const [key, words, record, page, test, note] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim().replace(/^`|`$/g, ''));
    return { key: key!, words: words!, record: record!, page: page!, test: test!, note: note! };
  });
const kept = rows.filter((row) => row.record !== 'not yet');
const routes = [...read('src/web/shell/router.tsx').matchAll(/path: '([^']+)'/g)].map(
  ([, path]) => path!,
);

describe('docs/seed.md', () => {
  it('has each sentence of the document once, in order, by its own words', () => {
    expect(published.length).toBeGreaterThan(100);
    expect(rows.map((row) => row.key)).toEqual(published.map((one) => one.key));
    const strange = rows.filter(
      ({ words }, i) =>
        !published[i]!.sentence.replaceAll('|', '/').startsWith(words.replace(/ …$/, '')),
    );
    expect(strange).toEqual([]);
  });

  it('names record types, pages and tests that there are', () => {
    expect(kept.length).toBeGreaterThan(5);
    for (const { key, record, page, test } of kept) {
      const unknown = record.split(', ').filter((name) => !book.findRecord(name));
      const pageIsThere = routes.some((route) =>
        new RegExp(`^${route.replace(/\$\w+/g, '[^/]+')}$`).test(page),
      );
      const type = /^\/records\/(\w+)$/.exec(page)?.[1];
      const typeIsThere = type === undefined || book.findRecord(type) !== undefined;
      const testIsThere = test.endsWith('.test.ts') && existsSync(join(repositoryFolder, test));
      expect({ key, unknown, pageIsThere, typeIsThere, testIsThere }).toEqual({
        key,
        unknown: [],
        pageIsThere: true,
        typeIsThere: true,
        testIsThere: true,
      });
    }
  });

  it('says of what is not kept which line it waits for, and names every figure somewhere', () => {
    for (const row of rows.filter((one) => one.record === 'not yet'))
      expect({ key: row.key, said: row.note.length > 0 }).toEqual({ key: row.key, said: true });
    const figures = read('src/city/data/figures-2009.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => Number(/^F(\d+)/.exec(line)![1]));
    const named = rows.flatMap(({ note }) =>
      [...note.matchAll(/F(\d+)(?: to F(\d+))?/g)].flatMap(([, from, to]) =>
        Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => Number(from) + i),
      ),
    );
    expect(figures.filter((figure) => !named.includes(figure))).toEqual([]);
  });

  it('keeps the whole paragraph on mediation', () => {
    expect(rows.filter((row) => row.key.startsWith('17.')).map((row) => row.record)).not.toContain(
      'not yet',
    );
  });

  it('is shown in the README with every published figure', () => {
    const readme = read('README.md');
    const ids = read('src/city/data/figures-2009.csv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0]!);
    expect(ids.filter((id) => !readme.includes(`| ${id} |`))).toEqual([]);
  });
});
