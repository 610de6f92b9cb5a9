/**
 * Opens what we write in LibreOffice, where the machine has it: a file that only our own library
 * reads proves little.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

export { convert, libreOffice } from '#server/reports/office-pdf.ts';

const call = promisify(execFile);

export const pdfToText = [
  '/usr/bin/pdftotext',
  '/usr/local/bin/pdftotext',
  '/opt/homebrew/bin/pdftotext',
].find(existsSync);

export const noLibreOffice =
  'LibreOffice is not on this machine (apt install libreoffice-core libreoffice-writer libreoffice-calc)';
export const noPdfToText = 'pdftotext is not on this machine (apt install poppler-utils)';

/** The words of a PDF page by page, laid out as they stand. */
export async function pdfPages(pdf: Buffer): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-pdf-'));
  try {
    const path = join(folder, 'x.pdf');
    await writeFile(path, pdf);
    const { stdout } = await call(pdfToText!, ['-layout', path, '-'], {
      maxBuffer: 64 * 1024 ** 2,
    });
    return stdout.split('\f').slice(0, -1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
