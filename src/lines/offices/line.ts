import type { Line } from '#engine/line.ts';
import { codes } from './codes.ts';
import { indicators } from './indicators.ts';
import { measures } from './measures.ts';
import { office } from './office.ts';
import { inspection } from './inspection.ts';
import { officeAssessment } from './office-assessment.ts';
import { officePlan } from './office-plan.ts';
import { officeStandard } from './office-standard.ts';
import { officeQuestions } from './questions.ts';
import { officePeriods } from './rhythm.ts';
import { sampling } from './sampling.ts';
import { summary } from './summary.ts';

export const offices: Line = {
  name: 'offices',
  label: { en: 'Judicial offices', zh: '司法所' },
  records: [office, inspection, sampling, officePlan, officeAssessment, officeStandard],
  measures,
  indicators,
  codes,
  periods: officePeriods,
  summary,
  standards: [
    {
      criteria: 'office_standard',
      assessment: 'office_assessment',
      body: 'office',
      link: 'office_id',
      questions: officeQuestions,
    },
  ],
};
