/** The lines of work, listed: the only file that names them all. */
import { Book } from '#engine/line.ts';
import type { Line } from '#engine/line.ts';
import { asking } from './asking/line.ts';
import { persons } from './common/line.ts';
import { corrections } from './corrections/line.ts';
import { honours } from './honours/line.ts';
import { mediation } from './mediation/line.ts';
import { offices } from './offices/line.ts';
import { planning } from './planning/line.ts';
import { reporting } from './reporting/line.ts';
import { resettlement } from './resettlement/line.ts';

export const lines: readonly Line[] = [
  mediation,
  offices,
  honours,
  resettlement,
  corrections,
  planning,
  reporting,
  persons,
  asking,
];
export const book = new Book(lines);
