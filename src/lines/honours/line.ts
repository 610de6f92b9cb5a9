import type { Line } from '#engine/line.ts';
import { codes } from './codes.ts';
import { creation } from './creation.ts';
import { honour } from './honour.ts';
import { honourStandard } from './honour-standard.ts';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { praise } from './praise.ts';
import { honourQuestions } from './questions.ts';
import { officePeriods } from './rhythm.ts';
import { summary } from './summary.ts';

export const honours: Line = {
  name: 'honours',
  label: { en: 'Honours and creation', zh: '荣誉与创建' },
  records: [honour, praise, creation, honourStandard],
  measures,
  indicators,
  codes,
  periods: officePeriods,
  summary,
  standards: [
    {
      criteria: 'honour_standard',
      assessment: 'honour',
      body: 'office',
      link: 'office_id',
      questions: honourQuestions,
      // An honour is held by terms of its own: what a new tree means for it, its re-verification says.
      untried: true,
    },
  ],
};
