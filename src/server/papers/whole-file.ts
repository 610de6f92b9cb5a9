/**
 * The whole file of a record for printing: what lies in it, in the order of its contents. A signed page stands in place
 * of the Word paper that it was printed from; a required paper without one is made from its form, to be signed.
 */
import type { PoolClient } from 'pg';
import JSZip from 'jszip';
import type { Paper } from '#engine/record.ts';
import { Problem } from '#engine/problem.ts';
import { getAttachment } from '../records/attachments.ts';
import { makePaper, papersOf } from './make-paper.ts';
import type { MadePaper, Making } from './make-paper.ts';
import { endingOf } from './one-pdf.ts';
import type { Piece } from './one-pdf.ts';

export type FilePiece = Piece & {
  readonly paper: Paper;
  /** 03-2: the third paper of the file, its second page. */
  readonly place: string;
  readonly made: MadePaper | null;
};

export type WholeFile = {
  readonly name: string;
  readonly pieces: readonly FilePiece[];
};

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** `client` reads as the actor. Throws not-found like the record itself, invalid where nothing lies in the file yet. */
export async function wholeFile(
  client: PoolClient,
  making: Omit<Making, 'paper'>,
  bundle?: string,
): Promise<WholeFile> {
  const { type, id, language } = making;
  const { record, papers } = await papersOf(client, type, id);
  const pieces: FilePiece[] = [];
  for (const paper of papers.filter((one) => bundle === undefined || one.bundle === bundle)) {
    const place = String(paper.order).padStart(2, '0');
    const pages = paper.attachments.filter((one) => endingOf(one.media_type) !== 'bin');
    for (const [i, page] of pages.entries()) {
      const { media_type, content } = await getAttachment(client, page.id);
      const part = pages.length > 1 ? `${place}-${i + 1}` : place;
      pieces.push({ paper, place: part, media_type, content, made: null });
    }
    const wanted = paper.required === 'always' || paper.made;
    if (pages.length > 0 || !paper.can_make || !wanted) continue;
    const made = await makePaper(client, { ...making, paper: paper.name });
    pieces.push({ paper, place, media_type: wordType, content: made.content, made });
  }
  if (pieces.length === 0) throw nothingYet();
  const number = type.numbers ? (record[type.numbers.field] as string | null) : null;
  const named = bundle === undefined ? undefined : type.bundles?.[bundle];
  const whole = (named ?? { en: 'file', zh: '卷宗' })[language];
  return { name: `${number ?? type.label[language]} ${whole}`, pieces };
}

/** One folder that unpacks in the order of the file, so that it can be printed from top to bottom. */
export async function zipOf({ pieces }: WholeFile, language: 'en' | 'zh'): Promise<Buffer> {
  const zip = new JSZip();
  for (const { paper, place, media_type, content } of pieces)
    zip.file(
      `${place} ${paper.label[language].replace(/[\\/:*?"<>|]/g, '')}.${endingOf(media_type)}`,
      content,
    );
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

function nothingYet(): Problem {
  return new Problem('invalid', {
    en: 'Nothing lies in this file yet. Make its papers or add pages first.',
    zh: '卷内尚无文书，请先制作文书或上传材料。',
  });
}
