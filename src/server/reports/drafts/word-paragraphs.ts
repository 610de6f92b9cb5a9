/**
 * The paragraphs of a Word file or of pasted text, as last year's summary comes in: its headings (一、…) begin sections,
 * and what was struck out or belongs to a field's own language is no text.
 */
import JSZip from 'jszip';
import { Problem } from '#engine/problem.ts';
import { tagsOf } from '../xml-scan.ts';
import { boundedZip, isZip, locked } from '../zip-bounds.ts';

export type BroughtSection = {
  readonly heading: string | null;
  readonly paragraphs: readonly string[];
};
export type BroughtDocument = {
  readonly title: string | null;
  readonly sections: readonly BroughtSection[];
  /** Tables are left where they are: their numbers come from the attachment of figures. */
  readonly tables: number;
};

export const wordBytesMax = 8 * 1024 * 1024;
export const wordUnpackedMax = 64 * 1024 * 1024;
const charactersMax = 200_000;
const paragraphMax = 20_000;

export async function readWordFile(content: Buffer): Promise<BroughtDocument> {
  if (!isZip(content)) {
    // The first bytes of the kind of file that Word wrote until 2003.
    if (content.subarray(0, 4).toString('hex') === 'd0cf11e0') throw locked();
    throw noWord();
  }
  await boundedZip(content, { bytesMax: wordUnpackedMax, partsMax: 2000 });
  const zip = await JSZip.loadAsync(content).catch(() => null);
  const xml = await zip?.file('word/document.xml')?.async('string');
  if (xml === undefined) throw noWord();
  const { paragraphs, tables } = proseOf(xml);
  return { ...sectionsOf(paragraphs), tables };
}

/**
 * Tag by tag, once: the part may be many megabytes, and what looks for an end with an expression looks
 * for it again from each beginning.
 */
function proseOf(xml: string): { paragraphs: string[]; tables: number } {
  const paragraphs: string[] = [];
  const open: string[] = [];
  const deep = { out: 0, table: 0 };
  let tables = 0;
  let textFrom: number | null = null;
  for (const { prefix, name, kind, start, end } of tagsIn(xml)) {
    if (prefix !== 'w:') continue;
    const by = kind === 'open' ? 1 : kind === 'close' ? -1 : 0;
    if (name === 'del' || name === 'moveFrom') deep.out += by;
    if (deep.out > 0) continue;
    if (name === 'tbl') {
      deep.table += by;
      if (by > 0) tables += 1;
    }
    if (deep.table > 0) continue;
    // A paragraph without content is written <w:p/>.
    if (name === 'p' && by > 0) open.push('');
    else if (name === 'p' && by < 0) paragraphs.push(open.pop() ?? '');
    else if (open.length === 0) continue;
    else if (name === 't' && by > 0) textFrom = end;
    else if (name === 't' && by < 0 && textFrom !== null) {
      open.push(open.pop()! + unescaped(xml.slice(textFrom, start)));
      textFrom = null;
    } else if ((name === 'tab' || name === 'br' || name === 'cr') && by >= 0)
      open.push(`${open.pop()!} `);
  }
  return { paragraphs, tables };
}

function tagsIn(xml: string) {
  try {
    return [...tagsOf(xml)];
  } catch (error) {
    throw error instanceof Problem ? noWord() : error;
  }
}

export function readPastedText(text: string): BroughtDocument {
  return { ...sectionsOf(text.split(/\r\n|\r|\n/)), tables: 0 };
}

const chineseHeading = /^[一二三四五六七八九十]{1,3}[、.．]\s*/;
const englishHeading =
  /^(?:(?:[IVX]+|[1-9]\d?)[.、]|(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh),)\s+/;

function sectionsOf(lines: readonly string[]): Omit<BroughtDocument, 'tables'> {
  const paragraphs = lines
    .map((line) => line.replaceAll(/[\u00a0\u3000]/g, ' ').trim())
    .filter((line) => line !== '');
  if (paragraphs.reduce((sum, one) => sum + one.length, 0) > charactersMax)
    throw new Problem('too-large', {
      en: 'This is longer than a summary (at most 200,000 characters). Bring in the part that you need.',
      zh: '内容过长（最多20万字），请只上传或粘贴需要的部分。',
    });
  if (paragraphs.some(({ length }) => length > paragraphMax))
    throw new Problem('too-large', {
      en: 'A paragraph is longer than a draft can hold (at most 20,000 characters). Divide it and bring it in again.',
      zh: '有段落超过2万字，请分段后再上传或粘贴。',
    });
  const { title, body: text } = withoutFrame(paragraphs);
  const sections: { heading: string | null; paragraphs: string[] }[] = [];
  for (const line of text) {
    const mark = chineseHeading.exec(line) ?? englishHeading.exec(line);
    if (!mark) {
      if (sections.length === 0) sections.push({ heading: null, paragraphs: [] });
      sections.at(-1)!.paragraphs.push(line);
      continue;
    }
    // Often the heading is the first sentence of its paragraph.
    const rest = line.slice(mark[0].length);
    const stop = /[。！]|……|\.\s|\s\(…\)|(?<=.{4})\s(?=By |In )/.exec(rest);
    const heading = rest.length <= 45 || !stop ? rest : rest.slice(0, stop.index);
    const isHeading = heading.length <= 80;
    const body = isHeading ? rest.slice(heading.length).replace(/^[。.！…\s]+/, '') : rest;
    sections.push({
      heading: (isHeading ? heading : rest.slice(0, 40)).replace(/[。.！：:\s]+$/, ''),
      paragraphs: body === '' ? [] : [body],
    });
  }
  return { title, sections };
}

/** Above the text stand unit and title, below it the signature, the day, a note in brackets and the attachments. */
function withoutFrame(lines: readonly string[]): { title: string | null; body: string[] } {
  const isHead = (line: string) => line.length < 60 && !/[。；.]$/.test(line);
  const titleAt = lines
    .slice(0, 3)
    .findIndex((line) => isHead(line) && /总结|报告|要点|Summary|Report/i.test(line));
  // The unit's name may stand in a line of its own, above or below.
  const above = titleAt > 0 && lines.slice(0, titleAt).every(isHead);
  const last = titleAt >= 0 && isHead(lines[titleAt + 1] ?? '。') && !marked(lines[titleAt + 1]!);
  const from = titleAt < 0 || (titleAt > 0 && !above) ? 0 : titleAt + (last ? 2 : 1);
  const attached = lines.findIndex(
    (line, at) => at > from && /^(?:附件|附表|Attachment)(?:\d*[:：.]|$)/.test(line),
  );
  const body = lines.slice(from, attached < 0 ? undefined : attached);
  const isDay = (line: string) =>
    /^(?:\d{4}年\d{1,2}月\d{1,2}日|[〇零一二三四五六七八九]{4}年.{2,6}日|\d{1,2} [A-Z][a-z]+ \d{4})$/.test(
      line,
    );
  const isNote = (line: string) => /^[（(].*[)）]$/.test(line);
  while (body.length > 1 && isNote(body.at(-1)!)) body.pop();
  if (body.length > 2 && isDay(body.at(-1)!)) {
    body.pop();
    if (isHead(body.at(-1)!) && !marked(body.at(-1)!)) body.pop();
  }
  return { title: from > 0 ? lines[titleAt]! : null, body };
}

function marked(line: string): boolean {
  return chineseHeading.test(line) || englishHeading.test(line);
}

function unescaped(text: string): string {
  return text
    .replaceAll(/&#(x[0-9a-f]+|\d+);/gi, (_all, code: string) =>
      String.fromCodePoint(Math.min(0x10ffff, Number(code.startsWith('x') ? `0${code}` : code))),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');
}

function noWord(): Problem {
  return new Problem('invalid', {
    en: 'This is no Word file (.docx). Save it as .docx and bring it in again, or paste the text.',
    zh: '这不是Word文件（.docx）。请另存为.docx后再上传，或者直接粘贴文字。',
  });
}
