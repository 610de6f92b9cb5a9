/**
 * Is an uploaded file a Word template that may be used? Nothing in it is run or fetched by us, but staff will open what
 * is made from it: so no macros, no embedded programs, and nothing that is loaded from elsewhere.
 */
import JSZip from 'jszip';
import type { Tag } from '#engine/paper-tags.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { attribute, tagsOf } from '../reports/xml-scan.ts';
import { boundedZip, isZip, locked } from '../reports/zip-bounds.ts';
import { checkTemplate } from './word-template.ts';

export const templateBytesMax = 4 * 1024 * 1024;
export const templateUnpackedMax = 32 * 1024 * 1024;

/** What the shipped form shows and this one does not is told, but refuses nothing: leaving it out may be meant. */
export async function readTemplateFile(
  content: Buffer,
  tags: readonly Tag[],
  shipped: Buffer,
): Promise<{ used: readonly Tag[]; warnings: Issue[] }> {
  await refuseUnlessPlainWord(content);
  const { used, issues } = await checkTemplate(content, tags);
  if (issues.length > 0) throw new Problem('invalid', issues[0]!.message, [...issues]);
  const expected = await checkTemplate(shipped, tags);
  const has = new Set(used.map(({ en }) => en));
  const left = expected.used.filter(({ en, rows }) => !rows && !has.has(en));
  return { used, warnings: left.length === 0 ? [] : [leftOut(left)] };
}

async function refuseUnlessPlainWord(content: Buffer): Promise<void> {
  if (content.length > templateBytesMax) throw tooLarge();
  // The container of .doc and of locked .docx files.
  if (content.subarray(0, 4).toString('hex') === 'd0cf11e0') throw locked();
  if (!isZip(content)) throw notWord();
  const parts = await boundedZip(content, { bytesMax: templateUnpackedMax, partsMax: 500 });
  const names = parts.map(({ name }) => name);
  if (!names.includes('word/document.xml') || !names.includes('[Content_Types].xml'))
    throw notWord();
  if (names.some((name) => /vbaProject|vbaData|activeX|embeddings\/|\.bin$|afchunk/i.test(name)))
    throw holdsProgram();
  const zip = await JSZip.loadAsync(content);
  for (const name of names.filter((one) => /\.(xml|rels)$/i.test(one))) {
    const xml = await zip.file(name)!.async('string');
    if (/<!DOCTYPE|<!ENTITY/i.test(xml)) throw notWord();
    if (/macroEnabled|oleObject|altChunk/i.test(xml)) throw holdsProgram();
    if (name.endsWith('.rels') && loadsFromElsewhere(xml)) throw loads();
    if (/\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b/.test(instructionsIn(xml))) throw loads();
  }
}

/** A hyperlink waits to be clicked; a picture, a template or a frame is fetched when the paper is opened. */
function loadsFromElsewhere(rels: string): boolean {
  return tagsIn(rels).some(
    (tag) =>
      tag.name === 'Relationship' &&
      attribute(tag, 'TargetMode')?.toLowerCase() === 'external' &&
      !attribute(tag, 'Type')?.endsWith('relationships/hyperlink'),
  );
}

/** The words of fields; Word cuts them into pieces as it likes. */
function instructionsIn(xml: string): string {
  const pieces: string[] = [];
  const simple: string[] = [];
  for (const tag of tagsIn(xml)) {
    if (tag.name === 'instrText' && tag.kind === 'open')
      pieces.push(xml.slice(tag.end, xml.indexOf('<', tag.end)));
    if (tag.name === 'fldSimple') simple.push(` ${attribute(tag, 'instr') ?? ''} `);
  }
  return [pieces.join(''), ...simple].join(' ').toUpperCase();
}

/** What no Word file needs in its parts is no Word file. */
function tagsIn(xml: string) {
  try {
    return [...tagsOf(xml)];
  } catch (error) {
    throw error instanceof Problem ? notWord() : error;
  }
}

function leftOut(tags: readonly Tag[]): Issue {
  const names = (key: 'zh' | 'en') => tags.map((tag) => `{${tag[key]}}`);
  return {
    warning: true,
    message: {
      en: `The form that comes along also shows: ${names('en').join(', ')}. Yours does not; that is allowed.`,
      zh: `系统自带模板中还有：${names('zh').join('、')}。您的模板没有用到，可以保存，请确认是否有意删去。`,
    },
  };
}

function notWord(): Problem {
  return new Problem('invalid', {
    en: 'This is no Word document (.docx). Open the form in Word or WPS, save it as .docx and upload that file.',
    zh: '这不是Word文档（.docx）。请用Word或WPS打开模板，另存为.docx后再上传。',
  });
}

function holdsProgram(): Problem {
  return new Problem('invalid', {
    en: 'The file holds macros or embedded objects, which a form must not have. Take them out, save as .docx and upload it again.',
    zh: '文件含有宏或嵌入对象，模板中不允许使用。请删除后另存为.docx再上传。',
  });
}

function loads(): Problem {
  return new Problem('invalid', {
    en: 'The file loads a picture, a template or a text from elsewhere when it is opened. Put the picture into the file itself, then upload it again.',
    zh: '文件打开时会从外部加载图片、模板或文字。请把图片直接插入文件中，再重新上传。',
  });
}

function tooLarge(): Problem {
  const megabytes = templateBytesMax / 1024 / 1024;
  return new Problem('too-large', {
    en: `A form is at most ${megabytes} MB. Make its pictures smaller.`,
    zh: `模板不能超过${megabytes}MB，请压缩其中的图片。`,
  });
}
