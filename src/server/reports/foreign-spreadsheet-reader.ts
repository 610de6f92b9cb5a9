/** The process of `foreign-spreadsheet.ts`: a file on standard input, its rows or a refusal on standard output. */
import { buffer } from 'node:stream/consumers';
import { Problem } from '#engine/problem.ts';
import type { ReadBounds } from './spreadsheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const bounds = JSON.parse(process.argv[2] ?? '{}') as ReadBounds;
const answer = await readSpreadsheet(await buffer(process.stdin), bounds).catch(
  (error: unknown) => {
    if (!(error instanceof Problem)) throw error;
    return { refused: { kind: error.kind, detail: error.detail } };
  },
);
process.stdout.write(JSON.stringify(answer));
