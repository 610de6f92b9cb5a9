import type { Line } from '#engine/line.ts';
import { approvals } from './approvals.ts';
import { codes } from './codes.ts';
import { correctionInquiry } from './correction-inquiry.ts';
import { correctionFile } from './correction-file.ts';
import { correctionSurvey } from './correction-survey.ts';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { returns } from './returns.ts';
import { officePeriods } from './rhythm.ts';
import { station } from './station.ts';
import { summary } from './summary.ts';

export const corrections: Line = {
  name: 'corrections',
  label: { en: 'Community corrections', zh: '社区矫正' },
  // In the order in which people use them, which is the order of the menu.
  records: [correctionFile, correctionInquiry, ...approvals.records, correctionSurvey, station],
  measures: [...measures, ...approvals.measures],
  indicators: [...indicators, ...approvals.indicators],
  headline: 'correction_contacts',
  codes: [...codes, ...approvals.codes],
  periods: [...officePeriods, ...approvals.periods],
  summary,
  returns,
};
