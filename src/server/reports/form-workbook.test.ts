/** The superior's sheet comes back with its numbers and otherwise as it was; what is no plain sheet is refused. */
import JSZip from 'jszip';
import { describe, expect, it } from 'vitest';
import { Problem } from '#engine/problem.ts';
import { convert, libreOffice } from '#testing/libre-office.ts';
import { blankForm } from '#testing/blank-form.ts';
import { FormWorkbook, placeOf, refOf } from './form-workbook.ts';
import type { SheetGrid } from './form-workbook.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const entries = (sheet: string, cells: Record<string, number | string | null>) =>
  new Map([[sheet, new Map(Object.entries(cells))]]);
const partOf = async (file: Buffer, name: string) =>
  (await JSZip.loadAsync(file)).file(name)!.async('string');
async function changed(name: string, change: (text: string) => string): Promise<Buffer> {
  const zip = await JSZip.loadAsync(await blankForm());
  zip.file(name, change((await zip.file(name)?.async('string')) ?? ''));
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}
const problemOf = (work: Promise<unknown>): Promise<Problem> =>
  work.then(
    () => expect.fail('was not refused'),
    (problem: unknown) => {
      if (!(problem instanceof Problem)) throw problem;
      return problem;
    },
  );
const sheetPart = 'xl/worksheets/sheet1.xml';

describe('a blank form', () => {
  it('is read as a grid: words, blanks, formulas, merged cells, widths, what is bold and framed', async () => {
    const [grid] = (await FormWorkbook.open(await blankForm())).sheets;
    expect(grid!.name).toBe('统计表');
    const at = (ref: string) => grid!.cells.find((cell) => cell.ref === ref)!;
    expect(at('A1')).toMatchObject({
      kind: 'text',
      text: '人民调解工作情况统计表 & <样表>',
      look: { bold: true },
    });
    expect(at('B5')).toMatchObject({ kind: 'empty', look: { border: true } });
    expect(at('B8')).toMatchObject({ kind: 'formula' });
    expect(at('C5').look.percent).toBe(true);
    expect(at('A6').text).toBe('调解成功');
    expect(grid!.merges).toContainEqual({ row: 0, column: 0, rows: 1, columns: 4 });
    expect(grid!.widths[0]).toBe(24);
  });

  it('says why nothing can be written somewhere', async () => {
    const form = await FormWorkbook.open(await blankForm());
    expect(form.refusal('统计表', 'B5')).toBeNull();
    expect(form.refusal('统计表', 'D12')).toBeNull();
    expect(form.refusal('统计表', 'B8')!.en).toContain('formula');
    expect(form.refusal('统计表', 'C1')!.en).toContain('merged');
    expect(form.refusal('别表', 'B5')!.zh).toContain('没有');
    expect(form.refusal('统计表', 'b5')).not.toBeNull();
    expect(form.refusal('统计表', 'A99999')).not.toBeNull();
  });

  it('is filled by changing its bound cells and nothing else', async () => {
    const blank = await blankForm();
    const form = await FormWorkbook.open(blank);
    const file = await form.fill(
      entries('统计表', {
        B5: 4127,
        B6: '未报',
        C5: 0.458,
        D5: '=1+1',
        E6: 7,
        B12: 9,
        A3: '甲 <乙> & 丙',
      }),
    );
    const xml = await partOf(file, sheetPart);
    const before = await partOf(blank, sheetPart);
    // Taken out again, what is left is what was there.
    const without = (text: string) =>
      text
        .replaceAll(/<c r="(B5|B6|C5|D5|E6|A3)"[^>]*?(\/>|>.*?<\/c>)/g, '')
        .replace(/<row r="12">.*?<\/row>/, '')
        .replaceAll(/<v>[^<]*<\/v>(?=<\/c>)/g, '');
    expect(without(xml)).toBe(without(before));
    expect(xml).toContain('<c r="B5" s="2"><v>4127</v></c>');
    expect(xml.indexOf('r="D6"')).toBeLessThan(xml.indexOf('r="E6"'));
    for (const part of ['xl/styles.xml', 'xl/sharedStrings.xml', '[Content_Types].xml'])
      expect(await partOf(file, part)).toBe(await partOf(blank, part));
    const read = await readSpreadsheet(file);
    expect(read.rows[4]!.slice(0, 4)).toEqual(['案件总数', 4127, 0.458, '=1+1']);
    expect(read.rows[2]![0]).toBe('甲 <乙> & 丙');
    expect(read.rows[11]![1]).toBe(9);
  });

  it('of a program that writes prefixes and leaves addresses out is read and filled too', async () => {
    const prefixed = await changed(sheetPart, (xml) =>
      xml
        .replaceAll(/<(\/?)(?!\?)([a-zA-Z])/g, '<$1x:$2')
        .replace('xmlns=', 'xmlns:x=')
        .replaceAll(/(<x:c) r="[A-Z]+\d+"/g, '$1'),
    );
    const form = await FormWorkbook.open(prefixed);
    expect(form.sheets[0]!.cells.find((cell) => cell.ref === 'A6')!.text).toBe('调解成功');
    const xml = await partOf(await form.fill(entries('统计表', { B5: 5 })), sheetPart);
    expect(xml).toContain('<x:c r="B5" s="2"><x:v>5</x:v></x:c>');
  });

  it('numbers its columns as Excel does', () => {
    for (const ref of ['A1', 'Z9', 'AA10', 'AZ3', 'ZZ1', 'AAA7']) {
      const { row, column } = placeOf(ref)!;
      expect(refOf(row, column)).toBe(ref);
    }
    for (const bad of ['', 'A0', '1A', 'A-1', 'AAAA1', '$A$1']) expect(placeOf(bad)).toBeNull();
  });
});

/** What a printed form hangs on, as the file says it: paper, direction, centring, what is printed. */
async function printingOf(file: Buffer) {
  const sheet = await partOf(file, sheetPart);
  const book = await partOf(file, 'xl/workbook.xml');
  const attribute = (element: string, name: string) =>
    new RegExp(`<${element}\\b[^>]*\\b${name}="([^"]*)"`).exec(sheet)?.[1];
  return {
    paper: attribute('pageSetup', 'paperSize'),
    orientation: attribute('pageSetup', 'orientation'),
    centred: ['1', 'true'].includes(attribute('printOptions', 'horizontalCentered') ?? ''),
    left: Number(attribute('pageMargins', 'left')).toFixed(1),
    area: /<definedName[^>]*name="_xlnm.Print_Area"[^>]*>([^<]*)</
      .exec(book)?.[1]
      ?.replaceAll("'", ''),
  };
}
const printing = {
  paper: '9',
  orientation: 'landscape',
  centred: true,
  left: '0.7',
  area: '统计表!$A$1:$D$9',
};

it('keeps values, formulas, merged cells, widths and print settings: in its file, and through LibreOffice where it is', async () => {
  const blank = (await FormWorkbook.open(await blankForm())).sheets[0]!;
  const form = await FormWorkbook.open(await blankForm());
  const file = await form.fill(
    entries('统计表', { B5: 4127, B6: 3900, B7: 27, C5: 0.458, A3: '沙坡头区' }),
  );
  // The file itself: everything of the layout is there, and the formula has no result that could be an old one.
  expect(await printingOf(file)).toEqual(printing);
  expect(await partOf(file, sheetPart)).toContain('<f>SUM(B6:B7)</f></c>');
  const written = await FormWorkbook.open(file);
  expectLayout(written.sheets[0]!, blank);
  // And as a program reads and writes it that is not ours.
  if (!libreOffice) return;
  const back = await convert(file, 'form.xlsx', 'xlsx');
  const [grid] = (await FormWorkbook.open(back)).sheets;
  expectLayout(grid!, blank);
  expect(await printingOf(back)).toEqual(printing);
  // The form's own formula, computed anew: 3,900 + 27, and not the 0 that was saved with the blank.
  expect(grid!.cells.find((cell) => cell.ref === 'B8')!.text).toBe('3927');
}, 120_000);

function expectLayout(grid: SheetGrid, blank: SheetGrid): void {
  const values = new Map(grid.cells.map((cell) => [cell.ref, cell.text]));
  expect(['B5', 'B6', 'C5', 'A3'].map((ref) => values.get(ref))).toEqual([
    '4127',
    '3900',
    '0.458',
    '沙坡头区',
  ]);
  for (const merge of blank.merges) expect(grid.merges).toContainEqual(merge);
  for (const [i, width] of [24, 14, 14].entries())
    expect(Math.abs(grid.widths[i]! - width)).toBeLessThan(1);
  for (const cell of blank.cells) {
    const other = grid.cells.find((one) => one.ref === cell.ref);
    if (cell.kind === 'text' && cell.ref !== 'A3') expect(other?.text).toBe(cell.text);
    if (cell.look.border) expect(`${cell.ref} ${other?.look.border}`).toBe(`${cell.ref} true`);
  }
  expect(grid.cells.find((cell) => cell.ref === 'B8')!.kind).toBe('formula');
  expect(grid.cells.find((cell) => cell.ref === 'A1')!.look.bold).toBe(true);
}

describe('a file that is no plain sheet is refused', () => {
  it.each<[string, () => Promise<Buffer>]>([
    ['text', async () => Buffer.from('编号,数量\n1,2')],
    ['an old .xls', async () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a cut-off file', async () => (await blankForm()).subarray(0, 900)],
    ['a Word file', async () => changed('xl/workbook.xml', () => '<w:document/>')],
    [
      'a document type',
      () =>
        changed(sheetPart, (xml) =>
          xml.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "b">]><worksheet'),
        ),
    ],
    ['CDATA', () => changed(sheetPart, (xml) => xml.replace('<v>', '<v><![CDATA[1]]>'))],
    ['macros', () => changed('xl/vbaProject.bin', () => 'x')],
    ['links to other files', () => changed('xl/externalLinks/externalLink1.xml', () => '<x/>')],
    ['embedded objects', () => changed('xl/embeddings/oleObject1.bin', () => 'x')],
    [
      'a picture from elsewhere',
      () =>
        changed(
          'xl/worksheets/_rels/sheet1.xml.rels',
          () =>
            '<Relationships><Relationship Id="a" Type="http://x/image" Target="http://x/y.png" TargetMode="External"/></Relationships>',
        ),
    ],
    [
      'a formula that calls a program',
      () => changed(sheetPart, (xml) => xml.replace(/<f>[^<]*<\/f>/, "<f>cmd|'/c calc'!A0</f>")),
    ],
    [
      'a formula that asks the network',
      () =>
        changed(sheetPart, (xml) => xml.replace(/<f>[^<]*<\/f>/, '<f>WEBSERVICE("http://x")</f>')),
    ],
    [
      'a name that runs when opened',
      () =>
        changed('xl/workbook.xml', (xml) =>
          xml.replace(
            '</sheets>',
            '</sheets><definedNames><definedName name="Auto_Open">x</definedName></definedNames>',
          ),
        ),
    ],
    [
      'tags that never end',
      () => changed(sheetPart, (xml) => xml.replace('</sheetData>', '<c'.repeat(200_000))),
    ],
    [
      'a row of nowhere',
      () => changed(sheetPart, (xml) => xml.replace('<row r="5"', '<row r="-5"')),
    ],
  ])('%s', async (_what, make) => {
    const problem = await problemOf(FormWorkbook.open(await make()));
    expect(['invalid', 'too-large']).toContain(problem.kind);
  });

  it('too many cells, and too much to unpack', async () => {
    const many = await changed(sheetPart, (xml) =>
      xml.replace(
        '</sheetData>',
        `${Array.from({ length: 201 }, (_, i) => `<row r="${100 + i}">${'<c/>'.repeat(100)}</row>`).join('')}</sheetData>`,
      ),
    );
    expect((await problemOf(FormWorkbook.open(many))).kind).toBe('too-large');
    const bomb = await changed('xl/media/a.xml', () => '0'.repeat(40 * 1024 * 1024));
    expect((await problemOf(FormWorkbook.open(bomb))).kind).toBe('too-large');
  });
});
