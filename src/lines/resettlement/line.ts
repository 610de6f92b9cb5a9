import type { Line } from '#engine/line.ts';
import { baseStay } from './base-stay.ts';
import { codes } from './codes.ts';
import { exemplar } from './exemplar.ts';
import { helpFile } from './help-file.ts';
import { helpMove } from './help-move.ts';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { releaseNotice } from './release-notice.ts';
import { returns } from './returns.ts';
import { officePeriods } from './rhythm.ts';
import { station } from './station.ts';
import { summary } from './summary.ts';
import { transitionalBase } from './transitional-base.ts';

export const resettlement: Line = {
  name: 'resettlement',
  label: { en: 'Resettlement', zh: '安置帮教' },
  // In the order in which people use them, which is the order of the menu.
  records: [helpFile, releaseNotice, helpMove, transitionalBase, baseStay, exemplar, station],
  measures,
  indicators,
  headline: 'help_visits',
  codes,
  periods: officePeriods,
  summary,
  returns,
};
