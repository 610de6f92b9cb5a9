/**
 * A spreadsheet that somebody sent is read by a process of its own, because the library that unpacks and parses it is
 * young and what comes in may be made to break it. That process may read the program’s own files and nothing else: it
 * writes nothing, starts nothing, reaches no network and knows nothing of our environment; it has so much memory and so
 * much time. What it answers is looked at again as what somebody typed.
 */
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { Problem, problemKinds } from '#engine/problem.ts';
import type { ProblemKind } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { repositoryFolder } from '../config.ts';
import type { ReadBounds, ReadSheet } from './spreadsheet.ts';

const timeout = 60_000;
const memoryMb = 512;
const answerMax = 256 * 1024 * 1024;
/** Two at once: a third waits, so that imports of a whole county do not take the machine. */
const atOnce = 2;

const reader = join(import.meta.dirname, 'foreign-spreadsheet-reader.ts');
const readable = ['src', 'package.json', 'node_modules/hucre'].map((path) =>
  join(repositoryFolder, path),
);

let running = 0;
const waiting: (() => void)[] = [];

export async function readForeignSpreadsheet(
  content: Buffer,
  bounds: ReadBounds = {},
): Promise<ReadSheet> {
  // Whoever leaves hands their place to the first who waits.
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return judged(await answerOf(content, bounds));
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

/** What Node is started with, so that whatever runs in it may do no more. */
export function walls(): string[] {
  const allowed = [...new Set(readable.flatMap((path) => [path, realpathSync(path)]))];
  return [
    '--permission',
    ...allowed.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${memoryMb}`,
  ];
}

function answerOf(content: Buffer, bounds: ReadBounds): Promise<string> {
  const words = [...walls(), reader, JSON.stringify(bounds)];
  const { SystemRoot } = process.env;
  return new Promise((resolve, reject) => {
    // Node’s warnings of what is experimental are nobody’s business.
    const child = spawn(process.execPath, words, {
      // Windows starts no program without it.
      env: SystemRoot ? { SystemRoot } : {},
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout,
      killSignal: 'SIGKILL',
    });
    const parts: Buffer[] = [];
    let bytes = 0;
    child.stdout.on('data', (part: Buffer) => {
      parts.push(part);
      bytes += part.length;
      if (bytes > answerMax) child.kill('SIGKILL');
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0 && bytes <= answerMax) resolve(Buffer.concat(parts).toString('utf8'));
      else reject(tooMuch());
    });
    // It may end before it has read everything: then its end says so.
    child.stdin.on('error', () => {});
    child.stdin.end(content);
  });
}

type Answer = {
  readonly sheet?: unknown;
  readonly rows?: unknown;
  readonly refused?: { readonly kind: ProblemKind; readonly detail: Text };
};

function judged(text: string): ReadSheet {
  const { sheet, rows, refused } = JSON.parse(text) as Answer;
  if (refused && Object.hasOwn(problemKinds, refused.kind))
    throw new Problem(refused.kind, {
      en: String(refused.detail.en),
      zh: String(refused.detail.zh),
    });
  const isCell = (cell: unknown) => cell === null || ['string', 'number'].includes(typeof cell);
  const whole =
    typeof sheet === 'string' &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.every(isCell));
  if (!whole) throw tooMuch();
  return { sheet, rows: rows as ReadSheet['rows'] };
}

function tooMuch(): Problem {
  return new Problem('invalid', {
    en: 'This file took more time or memory than a table may take. Open it in Excel, copy the table alone into a new workbook, save it as .xlsx and bring in that file.',
    zh: '读取此文件所需的时间或内存超过限度。请用Excel打开，只把表格复制到新的工作簿，另存为.xlsx后再上传。',
  });
}
