import { line, link, code } from '#engine/field.ts';
import { defineAssessment } from '../common/assessment-record.ts';
import { hands, office, supervisors } from '../common/posts.ts';
import { committeeKinds } from './codes.ts';
import { committeeQuestionCodes } from './questions.ts';
import { rhythm } from './rhythm.ts';

export const assessment = defineAssessment({
  name: 'assessment',
  line: 'mediation',
  label: { en: 'Assessment', zh: '规范化考评' },
  plural: { en: 'Assessments', zh: '规范化考评' },
  about: {
    en:
      'Self-check, inspection and confirmation of a committee against the standard, with ' +
      'what had to be put right.',
    zh: '对照标准自查、检查、整改和认定，达标的计入规范化调委会。',
  },
  criteria: 'criteria',
  questions: committeeQuestionCodes,
  body: {
    type: 'committee',
    link: 'committee_id',
    fields: {
      committee_id: link('Committee', '调委会', 'committee', { required: true }),
      committee_name: line('Committee', '调委会名称', { computed: true, max: 60 }),
      committee_short_name_en: line('Committee (English)', '调委会英文简称', {
        computed: true,
        max: 60,
      }),
      committee_kind: code('Kind', '类别', committeeKinds, { computed: true }),
    },
    copies: {
      committee_name: 'name',
      committee_short_name_en: 'short_name_en',
      committee_kind: 'kind',
    },
  },
  title: (r) => ({
    en: `Assessment of ${r['committee_short_name_en'] ?? 'a committee'}`,
    zh: `${r['committee_name'] ?? ''}规范化考评`,
  }),
  search: (r) => [r['committee_name'] ?? null],
  columns: ['committee_id', 'committee_kind', 'self_on', 'inspector_total', 'state', 'valid_until'],
  filters: ['state', 'committee_kind', 'committee_id', 'confirmed_on', 'valid_until'],
  self: hands,
  inspects: office,
  confirms: ['county'],
  reminded: supervisors,
  periods: { rectify: rhythm.rectify, inspect: rhythm.rectify, confirm: rhythm.rectify },
  measure: 'assessments_confirmed',
  example: {
    committee_id: '@committee',
    criteria_id: '@criteria',
    self_on: '2009-03-05',
    scores: [
      { item_code: '1', self_score: 10 },
      { item_code: '2', self_score: 9 },
    ],
  },
});
