/**
 * Word papers and scans as one PDF, where the server has LibreOffice and pdfunite. Both run as programs of their own,
 * in a folder that is thrown away, without a shell and with a limit of time: an uploaded scan or a form that staff
 * edited must not hold the server up.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { runApart } from '../run-apart.ts';
import { fontAliases } from '../reports/word-layout.ts';
import { scanPage } from './scan-page.ts';

const timeout = 120_000;

export type Piece = {
  readonly media_type: string;
  readonly content: Buffer;
};

const ending: Readonly<Record<string, string>> = {
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

export function endingOf(media_type: string): string {
  return ending[media_type] ?? 'bin';
}

/** `SOFFICE_PATH` names a LibreOffice that stands elsewhere. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/Applications/LibreOffice.app/Contents/MacOS',
  ].filter((folder) => folder !== '');
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(existsSync);
}

let queue: Promise<unknown> = Promise.resolve();

/** One after the other: each takes a processor for seconds. Null where the server cannot, or a piece cannot be read. */
export function onePdf(pieces: readonly Piece[]): Promise<Buffer | null> {
  const soffice = process.env.SOFFICE_PATH ?? findProgram('soffice', 'libreoffice', 'soffice.exe');
  const pdfunite = findProgram('pdfunite', 'pdfunite.exe');
  if (!soffice || !pdfunite || pieces.length === 0) return Promise.resolve(null);
  const mine = queue.then(() => joinPieces(soffice, pdfunite, pieces).catch(() => null));
  queue = mine;
  return mine;
}

async function joinPieces(
  soffice: string,
  pdfunite: string,
  pieces: readonly Piece[],
): Promise<Buffer | null> {
  const folder = await mkdtemp(join(tmpdir(), 'taizhang-file-'));
  try {
    const out = join(folder, 'out');
    await mkdir(out);
    const sources: string[] = [];
    const parts: string[] = [];
    for (const [i, piece] of pieces.entries()) {
      const isPdf = piece.media_type === 'application/pdf';
      const name = String(i).padStart(3, '0');
      const place = isPdf ? join(out, `${name}.pdf`) : join(folder, `${name}.docx`);
      const content = piece.media_type.startsWith('image/')
        ? await scanPage(piece.content, piece.media_type)
        : piece.content;
      if (!content) return null;
      await writeFile(place, content);
      if (!isPdf) sources.push(place);
      parts.push(join(out, `${name}.pdf`));
    }
    if (sources.length > 0) await convert(soffice, folder, out, sources);
    // Its exit code is 0 even when it wrote nothing.
    if (!parts.every(existsSync)) return null;
    if (parts.length === 1) return await readFile(parts[0]!);
    const whole = join(folder, 'whole.pdf');
    await runApart(pdfunite, [...parts, whole], { folder, timeout });
    return await readFile(whole);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A profile of its own: two runs with one profile wait for each other for ever. */
async function convert(
  soffice: string,
  folder: string,
  out: string,
  sources: readonly string[],
): Promise<void> {
  const fonts = join(folder, 'fonts.conf');
  const base = process.env.FONTCONFIG_FILE ?? '/etc/fonts/fonts.conf';
  const head = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">';
  const include = `<include ignore_missing="yes">${base}</include>`;
  await writeFile(fonts, `${head}\n<fontconfig>${include}\n${fontAliases()}\n</fontconfig>`);
  const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
  const words = [profile, '--headless', '--convert-to', 'pdf', '--outdir', out, ...sources];
  await runApart(soffice, words, { folder, timeout, env: { FONTCONFIG_FILE: fonts } });
}
