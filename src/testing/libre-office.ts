/**
 * Opens what we write in LibreOffice, where the machine has it: a file that only our own library
 * reads proves little.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fontAliases } from '#server/reports/word-layout.ts';

const call = promisify(execFile);

const usual = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/usr/local/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];
export const libreOffice = [process.env.SOFFICE_PATH, ...usual].find(
  (path) => path && existsSync(path),
);
export const pdfToText = [
  '/usr/bin/pdftotext',
  '/usr/local/bin/pdftotext',
  '/opt/homebrew/bin/pdftotext',
].find(existsSync);

export const noLibreOffice =
  'LibreOffice is not on this machine (apt install libreoffice-core libreoffice-writer libreoffice-calc)';
export const noPdfToText = 'pdftotext is not on this machine (apt install poppler-utils)';

/**
 * Converts by its own filters: `pdf`, `txt:Text (encoded):UTF8`, `csv:Text - txt - csv
 * (StarCalc):44,34,76`.
 */
export async function convert(content: Buffer, name: string, to: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-office-'));
  try {
    const source = join(folder, name);
    await writeFile(source, content);
    const fonts = join(folder, 'fonts.conf');
    await writeFile(fonts, fontConfig(process.env.FONTCONFIG_FILE ?? '/etc/fonts/fonts.conf'));
    const out = join(folder, 'out');
    // A profile of its own: two runs with one profile wait for each other for ever.
    const words = [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      out,
      source,
    ];
    await call(libreOffice!, words, {
      timeout: 90_000,
      env: { ...process.env, FONTCONFIG_FILE: fonts, HOME: folder },
    });
    // Its exit code is 0 even when it wrote nothing.
    const [made] = await readdir(out).catch(() => []);
    if (!made) throw new Error(`LibreOffice could not open ${name}`);
    return await readFile(join(out, made));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fontConfig(base: string): string {
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">';
  return `${head}\n<fontconfig><include ignore_missing="yes">${base}</include>\n${fontAliases()}\n</fontconfig>`;
}

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
