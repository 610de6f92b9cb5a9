/**
 * PDF by LibreOffice, where the machine has it: the same pages, footnotes and page numbers as the Word file, which a
 * browser's printing cannot give. Each run has a profile of its own, or two would wait for each other for ever; and one
 * runs at a time, because each takes as much memory as the server.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runApart } from '../run-apart.ts';
import { fontAliases } from './word-layout.ts';

const usual = [
  '/usr/bin/soffice',
  '/usr/bin/libreoffice',
  '/usr/local/bin/soffice',
  '/Applications/LibreOffice.app/Contents/MacOS/soffice',
];
export const libreOffice = [process.env['SOFFICE_PATH'], ...usual].find(
  (path) => path && existsSync(path),
);

export function canMakePdf(): boolean {
  return libreOffice !== undefined;
}

let running: Promise<unknown> = Promise.resolve();

export function pdfOf(content: Buffer, name: string): Promise<Buffer> {
  const turn = running.then(() => convert(content, name, 'pdf'));
  running = turn.catch(() => undefined);
  return turn;
}

/** By LibreOffice's own filters: `pdf`, `txt:Text (encoded):UTF8`, `csv:Text - txt - csv (StarCalc):44,34,76`. */
export async function convert(content: Buffer, name: string, to: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-office-'));
  try {
    const source = join(folder, name);
    await writeFile(source, content);
    const fonts = join(folder, 'fonts.conf');
    await writeFile(fonts, fontConfig(process.env['FONTCONFIG_FILE'] ?? '/etc/fonts/fonts.conf'));
    const out = join(folder, 'out');
    const words = [
      `-env:UserInstallation=file://${join(folder, 'profile')}`,
      '--headless',
      '--convert-to',
      to,
      '--outdir',
      out,
      source,
    ];
    await runApart(libreOffice!, words, {
      folder,
      timeout: 90_000,
      env: { FONTCONFIG_FILE: fonts },
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
