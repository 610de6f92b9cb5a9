/** The lines of work, listed: the only file that names them all. */
import { Book } from '#engine/line.ts';
import type { Line } from '#engine/line.ts';
import { mediation } from './mediation/line.ts';
import { planning } from './planning/line.ts';

export const lines: readonly Line[] = [mediation, planning];
export const book = new Book(lines);
