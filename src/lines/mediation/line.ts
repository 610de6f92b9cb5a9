import type { Line } from '#engine/line.ts';
import { assessment } from './assessment.ts';
import { award } from './award.ts';
import { codes } from './codes.ts';
import { committee } from './committee.ts';
import { contact } from './contact.ts';
import { criteria } from './criteria.ts';
import { dispute } from './dispute.ts';
import { document } from './document.ts';
import { indicators } from './indicators.ts';
import { linkage } from './linkage.ts';
import { measures } from './measures.ts';
import { mediator } from './mediator.ts';
import { meeting } from './meeting.ts';
import { paperNames } from './paper-names.ts';
import { committeeQuestions } from './questions.ts';
import { reminder } from './reminder.ts';
import { mediationReturn } from './return.ts';
import { officePeriods } from './rhythm.ts';
import { subsidy } from './subsidy.ts';
import { summary } from './summary.ts';
import { sweep } from './sweep.ts';
import { tariff } from './tariff.ts';

export const mediation: Line = {
  name: 'mediation',
  label: { en: 'Mediation', zh: '人民调解' },
  // In the order in which people use them, which is the order of the menu.
  records: [
    dispute,
    contact,
    sweep,
    linkage,
    committee,
    mediator,
    assessment,
    criteria,
    subsidy,
    tariff,
    award,
    meeting,
    document,
    reminder,
  ],
  measures,
  indicators,
  headline: 'disputes_mediated',
  codes: [...codes, paperNames],
  periods: officePeriods,
  summary,
  returns: [mediationReturn],
  standards: [
    {
      criteria: 'criteria',
      assessment: 'assessment',
      body: 'committee',
      link: 'committee_id',
      questions: committeeQuestions,
    },
  ],
};
