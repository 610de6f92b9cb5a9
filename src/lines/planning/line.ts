import type { Line } from '#engine/line.ts';
import { brief } from './brief.ts';
import { codes } from './codes.ts';
import { indicators } from './indicators.ts';
import { instruction } from './instruction.ts';
import { measures } from './measures.ts';
import { officePeriods } from './rhythm.ts';
import { survey } from './survey.ts';
import { target } from './target.ts';

export const planning: Line = {
  name: 'planning',
  label: { en: 'The year', zh: '年度工作' },
  records: [target, instruction, brief, survey],
  measures,
  indicators,
  codes,
  periods: officePeriods,
};
