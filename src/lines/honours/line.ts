import type { Line } from '#engine/line.ts';
import { codes } from './codes.ts';
import { creation } from './creation.ts';
import { honour } from './honour.ts';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { praise } from './praise.ts';
import { officePeriods } from './rhythm.ts';
import { summary } from './summary.ts';

export const honours: Line = {
  name: 'honours',
  label: { en: 'Honours and creation', zh: '荣誉与创建' },
  records: [honour, praise, creation],
  measures,
  indicators,
  codes,
  periods: officePeriods,
  summary,
};
