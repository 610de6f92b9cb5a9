/** The figures of planning, in the order of the annual summary. */
import type { Count, Indicator } from '#engine/indicator.ts';
import type { Text } from '#engine/text.ts';
import { surveyTopics } from './codes.ts';
import { counters } from './measures.ts';

type Words = { readonly label: Text; readonly counter: Text; readonly rule: Text };

function words(en: string, zh: string, counter: Text, rule_en: string, rule_zh: string): Words {
  return { label: { en, zh }, counter, rule: { en: rule_en, zh: rule_zh } };
}

const flow = (name: string, of: Words, count: Count): Indicator => ({
  name,
  kind: 'flow',
  group: 'work',
  ...of,
  count,
});

const rate = (name: string, of: Words, numerator: Count, denominator: Count): Indicator => ({
  name,
  kind: 'rate',
  of: 'part',
  sum: 'flow',
  group: 'results',
  ...of,
  numerator,
  denominator,
});

const { targets, instructions, briefs, times, points, percent } = counters;

/** One rate for each topic: no topic's people are added to another's. */
const surveyRates: readonly Indicator[] = surveyTopics.codes.map(({ code, label }) => {
  const where = { topic: [code] };
  return rate(
    `${code}_rate`,
    words(
      `${label.en} (survey)`,
      `${label.zh}（调查）`,
      percent,
      'Of the people who answered the key question of the surveys whose results came in the period, those who know or agree.',
      '期内出结果的调查中，关键问题作答者里知晓（满意）的比例。',
    ),
    { measure: 'survey_yes', where },
    { measure: 'survey_answers', where },
  );
});

export const indicators: readonly Indicator[] = [
  flow(
    'targets_issued',
    words(
      'Targets issued',
      '下达目标任务',
      targets,
      'Targets by the day on which they were issued; withdrawn ones are left out.',
      '按下达日期统计的目标任务，已撤销的不计。',
    ),
    { measure: 'targets_issued' },
  ),
  rate(
    'targets_reached_rate',
    words(
      'Targets reached',
      '目标任务完成率',
      percent,
      'Targets assessed as reached, of those assessed in the period, by the day of the assessment.',
      '期内考核的目标任务中考核为完成的比例，按考核日期统计。',
    ),
    { measure: 'targets_assessed', where: { result: ['reached'] } },
    { measure: 'targets_assessed' },
  ),
  flow(
    'instructions_given',
    words(
      'Instructions',
      '领导批示',
      instructions,
      'Instructions by the day on which they were given; those taken back are left out.',
      '按批示日期统计的领导批示，已撤回的不计。',
    ),
    { measure: 'instructions_given' },
  ),
  rate(
    'instructions_in_time_rate',
    words(
      'Instructions answered in time',
      '批示按期办结率',
      percent,
      'Instructions answered by their due day, of those that fell due in the period.',
      '期内到期的批示中按期办结的比例。',
    ),
    { measure: 'instructions_due', where: { done: ['done'] } },
    { measure: 'instructions_due' },
  ),
  flow(
    'briefs_submitted',
    words(
      'Briefs submitted',
      '报送信息',
      briefs,
      'Briefs by the day on which they were submitted.',
      '按报送日期统计的简报信息。',
    ),
    { measure: 'briefs_submitted' },
  ),
  flow(
    'briefs_adopted',
    words(
      'Briefs adopted',
      '信息采用',
      times,
      'Adoptions of briefs by the day of adoption; one brief adopted at two levels counts twice.',
      '按采用日期统计的信息采用篇次，同一信息被两级采用的计两次。',
    ),
    { measure: 'briefs_adopted' },
  ),
  flow(
    'brief_points',
    words(
      'Points of briefs',
      '信息得分',
      points,
      "Points of adopted briefs by the day of adoption, as the bureau's own rule gives them.",
      '按采用日期统计的信息得分，分值由本单位规定。',
    ),
    { measure: 'brief_points' },
  ),
  ...surveyRates,
];
