/** What planning counts of its own work. How far a target is, is no measure: it is another line's figure. */
import type { CodeList } from '#engine/field.ts';
import type { Measure } from '#engine/measure.ts';
import type { Text } from '#engine/text.ts';
import { adoptionLevels, doneInTime, surveyTopics, targetKinds, targetResults } from './codes.ts';

export const counters = {
  targets: { en: 'targets', zh: '项' },
  instructions: { en: 'instructions', zh: '件' },
  briefs: { en: 'briefs', zh: '篇' },
  times: { en: 'times', zh: '篇次' },
  points: { en: 'points', zh: '分' },
  people: { en: 'people', zh: '人' },
  percent: { en: '%', zh: '%' },
} as const satisfies Record<string, Text>;

function flow(
  of: string,
  name: string,
  en: string,
  zh: string,
  counter: Text,
  facets?: Readonly<Record<string, CodeList>>,
): Measure {
  return { name, label: { en, zh }, counter, of, kind: 'flow', ...(facets ? { facets } : {}) };
}

export const measures: readonly Measure[] = [
  flow('target', 'targets_issued', 'Targets issued', '下达目标任务', counters.targets, {
    kind: targetKinds,
  }),
  flow('target', 'targets_assessed', 'Targets assessed', '考核目标任务', counters.targets, {
    result: targetResults,
  }),
  flow('instruction', 'instructions_given', 'Instructions', '领导批示', counters.instructions),
  flow(
    'instruction',
    'instructions_due',
    'Instructions fallen due',
    '到期批示',
    counters.instructions,
    { done: doneInTime },
  ),
  flow('survey', 'survey_answers', 'People asked', '问卷作答', counters.people, {
    topic: surveyTopics,
  }),
  flow('survey', 'survey_yes', 'Know or agree', '知晓（满意）', counters.people, {
    topic: surveyTopics,
  }),
  flow('brief', 'briefs_submitted', 'Briefs submitted', '报送信息', counters.briefs),
  flow('brief', 'briefs_adopted', 'Adoptions of briefs', '信息采用', counters.times, {
    level: adoptionLevels,
  }),
  flow('brief', 'brief_points', 'Points of briefs', '信息得分', counters.points),
];
