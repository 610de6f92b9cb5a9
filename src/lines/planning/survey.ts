/** What people know and think: question set, sample, results. One question is the one that the rate is taken from. */
import { code, day, integer, labelOf, line, paragraph, unit, yesNo } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { countyAndCity } from '../common/posts.ts';
import { surveyMethods, surveyTopics } from './codes.ts';

const fields = {
  name: line('Survey', '调查名称', { required: true, max: 120 }),
  topic: code('Topic', '调查主题', surveyTopics, { required: true }),
  method: code('How asked', '调查方式', surveyMethods, { required: true }),
  population: line('Who was meant', '调查对象', { max: 200 }),
  sample_how: paragraph('How the sample was drawn', '抽样办法', { max: 2000 }),
  sample: integer('Sample', '样本量', {
    min: 1,
    max: 10_000_000,
    unit: { en: 'people', zh: '人' },
  }),
  from_day: day('From', '调查起', { required: true, future: true }),
  until_day: day('Until', '调查止', { future: true }),
  surveyor: line('Carried out by', '实施单位', { max: 100 }),
  valid: integer('Valid answers', '有效问卷', {
    min: 1,
    max: 10_000_000,
    unit: { en: 'people', zh: '份' },
  }),
  closed_on: day('Results on', '结果日期'),
  report: paragraph('What it says', '调查结论', { max: 8000 }),
  surveyed_unit_id: unit('Where counted', '统计所在地', { computed: true }),
};

const children = {
  questions: childList(
    'questions',
    'Questions',
    '问题',
    { en: 'Question', zh: '问题' },
    {
      text: line('Question', '问题', { required: true, max: 200 }),
      is_key: yesNo('The rate is taken from it', '据此计算比率'),
      answered: integer('Answered', '作答人数', { min: 0, max: 10_000_000 }),
      yes: integer('Know or agree', '知晓（满意）人数', { min: 0, max: 10_000_000 }),
    },
    { min: 1 },
  ),
};

type State = 'designed' | 'running' | 'closed' | 'dropped';
const plan = [
  'name',
  'topic',
  'method',
  'population',
  'sample_how',
  'sample',
  'from_day',
  'until_day',
  'surveyor',
  'questions',
];
const results = ['valid', 'closed_on', 'questions', 'report'];

export const survey = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'survey',
  line: 'planning',
  label: { en: 'Survey', zh: '问卷调查' },
  plural: { en: 'Surveys', zh: '知晓率（满意度）调查' },
  about: {
    en: 'Question set, sample and results. A target on awareness has no score until a survey gives it a baseline.',
    zh: '登记问卷、样本和结果。知晓率类目标在有调查基数之前不评分。',
  },
  fields,
  children,
  states: {
    designed: { label: { en: 'Designed', zh: '已设计' }, tone: 'waiting' },
    running: { label: { en: 'Under way', zh: '调查中' }, tone: 'working' },
    closed: { label: { en: 'Results in', zh: '已出结果' }, tone: 'done' },
    dropped: { label: { en: 'Dropped', zh: '未实施' }, tone: 'ended' },
  },
  actions: {
    design: {
      label: { en: 'Design', zh: '设计' },
      from: ['new'],
      to: 'designed',
      roles: countyAndCity,
      fields: plan,
      set: (r) => ({ surveyed_unit_id: r.unit_id }),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['designed', 'running', 'closed'],
      roles: countyAndCity,
      fields: [...plan, 'valid', 'closed_on', 'report'],
      reason: 'once_ended',
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    begin: {
      label: { en: 'Begin', zh: '开始调查' },
      from: ['designed'],
      to: 'running',
      roles: countyAndCity,
      primary: true,
    },
    close: {
      label: { en: 'Record the results', zh: '登记结果' },
      from: ['designed', 'running'],
      to: 'closed',
      roles: countyAndCity,
      primary: true,
      fields: results,
      required: ['valid', 'closed_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    drop: {
      label: { en: 'Drop', zh: '取消' },
      from: ['designed', 'running'],
      to: 'dropped',
      roles: countyAndCity,
      reason: 'always',
    },
  },
  example: {
    name: '法律援助知晓率入户调查',
    topic: 'legal_aid_awareness',
    method: 'doorstep',
    population: '全市常住居民',
    sample: 600,
    from_day: '2009-03-02',
    questions: [{ text: '您知道经济困难可以申请法律援助吗？', is_key: true }],
  },
  title: (r) => ({
    en: `${labelOf(surveyTopics, r.topic).en}, ${r.from_day ?? ''}`,
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Plan', zh: '方案' }, fields: plan },
    { label: { en: 'Results', zh: '结果' }, fields: ['valid', 'closed_on', 'report'] },
  ],
  list: {
    columns: ['name', 'topic', 'method', 'sample', 'valid', 'closed_on', 'state'],
    filters: ['topic', 'method', 'state', 'from_day', 'closed_on'],
    order: 'from_day',
  },
  search: (r) => [r.name, r.surveyor],
  *check(r) {
    yield* inOrder(fields, r, [
      ['from_day', 'until_day'],
      ['from_day', 'closed_on'],
    ]);
    if (r.questions.filter((row) => row.is_key).length !== 1)
      yield {
        field: 'questions',
        message: {
          en: 'Mark exactly one question as the one that the rate is taken from.',
          zh: '请标出且只标出一个据以计算比率的问题。',
        },
      };
    for (const [i, row] of r.questions.entries()) {
      if (row.yes !== null && row.yes > (row.answered ?? 0))
        yield {
          field: `questions.${i}.yes`,
          message: {
            en: 'More know or agree than answered. Correct one of the two.',
            zh: '知晓（满意）人数多于作答人数，请核对。',
          },
        };
      if (row.answered !== null && r.valid !== null && row.answered > r.valid)
        yield {
          field: `questions.${i}.answered`,
          message: {
            en: 'More answered this question than there are valid answers.',
            zh: '作答人数多于有效问卷数，请核对。',
          },
        };
      if (r.state === 'closed' && row.is_key && (!row.answered || row.yes === null))
        yield {
          field: `questions.${i}.answered`,
          message: {
            en: 'Give the results of the question that the rate is taken from.',
            zh: '请填写据以计算比率的问题的结果。',
          },
        };
    }
    if (r.valid !== null && r.sample !== null && r.valid > r.sample)
      yield {
        field: 'valid',
        warning: true,
        message: {
          en: 'There are more valid answers than the sample had people.',
          zh: '有效问卷多于样本量。',
        },
      };
  },
  duties: (r) =>
    ['designed', 'running'].includes(r.state) && r.until_day
      ? [
          {
            key: 'close',
            label: { en: 'Record the results of a survey', zh: '登记调查结果' },
            from_day: r.from_day!,
            due_on: r.until_day,
            action: 'close',
            roles: countyAndCity,
            statutory: false,
          },
        ]
      : [],
  postings: (r) => {
    const key = r.questions.find((row) => row.is_key);
    if (r.state !== 'closed' || !r.closed_on || !key?.answered) return [];
    const of = {
      day: r.closed_on,
      unit_id: r.surveyed_unit_id ?? r.unit_id,
      facets: { topic: r.topic ?? '' },
    };
    return [
      { measure: 'survey_answers', amount: key.answered, ...of },
      ...(key.yes ? [{ measure: 'survey_yes', amount: key.yes, ...of }] : []),
    ];
  },
});
