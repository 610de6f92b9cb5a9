import { line, link } from '#engine/field.ts';
import { defineAssessment } from '../common/assessment-record.ts';
import { office } from '../common/posts.ts';
import { officeQuestionCodes } from './questions.ts';
import { rhythm } from './rhythm.ts';

/** The office checks itself; the county inspects; the county or the city confirms. */
export const officeAssessment = defineAssessment({
  name: 'office_assessment',
  line: 'offices',
  label: { en: 'Office assessment', zh: '司法所考评' },
  plural: { en: 'Office assessments', zh: '司法所考评' },
  about: {
    en: 'Self-check, inspection and confirmation of a judicial office against the standard: standardised, consolidated, lapsed.',
    zh: '司法所对照标准自查、检查、整改和认定：达标、巩固、退出都从这里看。',
  },
  criteria: 'office_standard',
  questions: officeQuestionCodes,
  body: {
    type: 'office',
    link: 'office_id',
    fields: {
      office_id: link('Judicial office', '司法所', 'office', { required: true }),
      office_name: line('Office', '司法所名称', { computed: true, max: 60 }),
      office_name_en: line('Office (English)', '司法所英文名称', { computed: true, max: 60 }),
    },
    copies: { office_name: 'name', office_name_en: 'short_name_en' },
  },
  title: (r) => ({
    en: `Assessment of ${r['office_name_en'] ?? 'an office'}`,
    zh: `${r['office_name'] ?? ''}规范化考评`,
  }),
  search: (r) => [r['office_name'] ?? null],
  columns: ['office_id', 'criteria_version', 'self_on', 'inspector_total', 'state', 'valid_until'],
  filters: ['state', 'office_id', 'confirmed_on', 'valid_until'],
  self: office,
  inspects: ['county', 'bureau'],
  confirms: ['county', 'bureau'],
  reminded: ['county'],
  periods: rhythm,
  measure: 'office_assessments_confirmed',
  example: {
    office_id: '@office',
    criteria_id: '@office_standard',
    self_on: '2009-03-05',
    scores: [
      { item_code: '1', self_score: 10 },
      { item_code: '2', self_score: 9 },
    ],
  },
});
