/** The summary as an official paper: measures of GB/T 9704, the number behind a rounded one, the table of sources. */
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { summaryWord } from './summary-word.ts';
import type { SummaryDocument } from './summary-word.ts';

const summary: SummaryDocument = {
  unit_name: { en: 'Zhongwei', zh: '中卫市司法局' },
  year: 2009,
  language: 'zh',
  title: { en: 'Summary of 2009', zh: '2009年工作总结' },
  as_of: '2009-12-28',
  parts: [
    {
      heading: { en: 'Mediation', zh: '人民调解工作' },
      paragraphs: [
        [
          '全年共调处',
          { printed: '4000余', value: 4127, indicator: 'disputes_mediated', counter: { en: 'cases', zh: '件' } },
          '件。',
        ],
      ],
      sections: [{ heading: { en: 'Bodies', zh: '组织建设' }, paragraphs: [['建立调委会。']] }],
    },
  ],
  sources: [
    {
      indicator: 'disputes_mediated',
      figure_id: 'F27',
      label: { en: 'Disputes mediated', zh: '调解矛盾纠纷' },
      printed: '4127件',
      rule: { en: 'Accepted in the year.', zh: '本年受理的纠纷。' },
      from: '2009-01-01',
      to: '2009-12-31',
    },
  ],
  note: { en: 'From the book.', zh: '数据来自台账。' },
}; // prettier-ignore

async function partOf(document: SummaryDocument, name: string): Promise<string> {
  const zip = await JSZip.loadAsync(await summaryWord(document));
  return zip.file(`word/${name}.xml`)!.async('string');
}
const wordsOf = (xml: string) => xml.replaceAll(/<[^>]+>/g, '');
const millimetres = (twips: string | undefined) => Math.round((Number(twips) / 1440) * 25.4);
const attribute = (xml: string, tag: string, name: string) =>
  new RegExp(`<w:${tag}[^>]* w:${name}="([^"]+)"`).exec(xml)?.[1];
/** The paragraph that says this. */
const said = (xml: string, words: string) =>
  xml.match(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)!.find((one) => wordsOf(one).includes(words))!;

describe('the layout of GB/T 9704', () => {
  it('is A4 with 37 mm above and 28 mm at the binding, and 22 lines of 28 characters', async () => {
    const xml = await partOf(summary, 'document');
    const page = (name: string) => millimetres(attribute(xml, 'pgSz', name));
    const margin = (name: string) => millimetres(attribute(xml, 'pgMar', name));
    expect([page('w'), page('h')]).toEqual([210, 297]);
    expect([margin('top'), margin('left')]).toEqual([37, 28]);
    expect([
      210 - margin('left') - margin('right'),
      297 - margin('top') - margin('bottom'),
    ]).toEqual([156, 225]);
    const pitch = Number(attribute(xml, 'docGrid', 'linePitch')) / 20;
    expect(Math.floor(((225 / 25.4) * 72) / pitch)).toBe(22);
  });

  it('sets the title in 小标宋 of 22 pt, text in 仿宋 of 16 pt, headings in 黑体 and 楷体', async () => {
    const xml = await partOf(summary, 'document');
    const look = (words: string) => {
      const paragraph = said(xml, words);
      return [attribute(paragraph, 'rFonts', 'eastAsia'), attribute(paragraph, 'sz', 'val')];
    };
    expect(look('2009年工作总结')).toEqual(['方正小标宋简体', '44']);
    expect(look('全年共调处')).toEqual(['仿宋_GB2312', '32']);
    expect(look('一、人民调解工作')).toEqual(['黑体', '32']);
    expect(look('（一）组织建设')).toEqual(['楷体_GB2312', '32']);
    // Two characters in.
    expect(attribute(said(xml, '全年共调处'), 'ind', 'firstLine')).toBe('640');
  });
});

describe('where a figure comes from', () => {
  it('stands behind the text, and the exact number at the foot of a rounded one', async () => {
    const text = wordsOf(await partOf(summary, 'document'));
    expect(text).toMatch(/4000余件/);
    expect(text).toContain('附件：数据来源表');
    for (const word of ['调解矛盾纠纷', '4127件', '本年受理的纠纷。', '2009年'])
      expect(text).toContain(word);
    expect(wordsOf(await partOf(summary, 'footnotes'))).toContain(
      '“4000余件”的准确数为4,127件，见数据来源表第1行。',
    );
  });

  it('is in English where the paper is', async () => {
    const english = wordsOf(await partOf({ ...summary, language: 'en' }, 'document'));
    expect(english).toContain('Where each figure comes from');
    expect(english).toContain('Accepted in the year.');
  });
});
