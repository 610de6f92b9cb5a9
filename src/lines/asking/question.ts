import { due } from '#engine/calendar.ts';
import { addDays, formatDay } from '#engine/day.ts';
import { account, code, codeList, day, instant, line, paragraph } from '#engine/field.ts';
import type { Role } from '#engine/permission.ts';
import { everybodysLine, workingRoles } from '#engine/permission.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { Moment, StateInfo } from '#engine/record.ts';

/** Who answers, by the kind of unit whose number it is. Leaders ask and comment; they never answer for the office. */
const answerers: Readonly<Record<string, readonly Role[]>> = {
  office: ['clerk', 'director'],
  county: ['county'],
  bureau: ['bureau'],
};

export const answeringBodies = codeList('answering_bodies', { en: 'Who answers', zh: '由谁答复' }, [
  ['office', 'The judicial office', '司法所'],
  ['county', 'The county bureau', '县（区）局'],
  ['bureau', 'The city bureau', '市局'],
]);

/** What no law sets: an office may set another number of days. */
export const answerQuestion = {
  id: 'asking.answer',
  version: 1,
  period: { n: 3, unit: 'working_days' },
  rolls_over: true,
  label: { en: 'Answer a question about a number', zh: '答复对数据的疑问' },
} as const;

const fields = {
  figure_en: line('The number in question', '所问数据（英文）', { required: true, max: 120 }),
  figure_zh: line('The number in question (Chinese)', '所问数据', { required: true, max: 120 }),
  indicator: line('Key of the figure', '指标代码', { required: true, max: 600 }),
  from_on: day('From', '期间起', { required: true, future: true }),
  to_on: day('To', '期间止', { required: true, future: true }),
  as_of: instant('As it stood', '数据时点'),
  number: line('It said', '当时的数', { required: true, max: 60 }),
  text: paragraph('What seems wrong', '疑问', { required: true, max: 500 }),
  answerer: code('Who answers', '由谁答复', answeringBodies, { required: true }),
  asker_id: account('Asked by', '提问人', { computed: true }),
  asker_role: line("The asker's post", '提问人岗位', { computed: true, max: 40 }),
  asked_on: day('Asked on', '提问日期', { computed: true }),
  answer: paragraph('Answer', '答复', { max: 2000 }),
  answered_by: account('Answered by', '答复人', { computed: true }),
  answered_on: day('Answered on', '答复日期', { computed: true }),
  comment: paragraph('Comment', '意见', { max: 500 }),
};

const children = {
  comments: childList(
    'comments',
    'Comments',
    '往来意见',
    { en: 'Comment', zh: '意见' },
    {
      said_on: day('Day', '日期', { required: true }),
      said_by: account('By', '发表人'),
      text: paragraph('What was said', '内容', { required: true, max: 500 }),
    },
  ),
};

type State = 'asked' | 'answered' | 'settled' | 'taken_back';

/** What is typed as a comment joins those that are there; nobody changes another's words. */
const joined = (
  r: { comment: string | null; comments: readonly object[] },
  { today, actor }: Moment,
) => ({
  comments: [
    ...r.comments,
    ...(r.comment ? [{ said_on: today, said_by: actor.person_id, text: r.comment }] : []),
  ] as never,
  comment: null,
});

/** A doubt about a number, sent to the unit that keeps its records, and the way of the answer back to whoever asked. */
export const question = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'question',
  line: everybodysLine,
  label: { en: 'Question', zh: '数据疑问' },
  plural: { en: 'Questions about numbers', zh: '数据疑问' },
  about: {
    en: 'Doubts about a number: asked where the number stands, answered by the unit that keeps its records.',
    zh: '对某一数据的疑问：在数据处提出，由保管记录的单位答复。',
  },
  fields,
  children,
  states: {
    asked: { label: { en: 'To be answered', zh: '待答复' }, tone: 'waiting' },
    answered: { label: { en: 'Answered', zh: '已答复' }, tone: 'working' },
    settled: { label: { en: 'Settled', zh: '已了结' }, tone: 'done' },
    taken_back: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    ask: {
      label: { en: 'Ask about this number', zh: '对此数有疑问' },
      from: ['new'],
      to: 'asked',
      roles: workingRoles,
      begun_elsewhere: true,
      fields: [
        'figure_en',
        'figure_zh',
        'indicator',
        'from_on',
        'to_on',
        'as_of',
        'number',
        'text',
        'answerer',
      ],
      set: (_r, { today, actor }) => ({
        asked_on: today,
        asker_id: actor.person_id,
        asker_role: actor.grant.role,
      }),
    },
    answer: {
      label: { en: 'Answer', zh: '答复' },
      from: ['asked'],
      to: 'answered',
      roles: [...new Set(Object.values(answerers).flat())],
      primary: true,
      fields: ['answer'],
      required: ['answer'],
      set: (_r, { today, actor }) => ({ answered_on: today, answered_by: actor.person_id }),
      *check(r, { actor }) {
        if (answerers[r.answerer ?? '']?.includes(actor.grant.role)) return;
        yield {
          field: 'answer',
          message: {
            en: 'This question is answered by the unit whose number it is. You can comment on it.',
            zh: '此疑问由该数据的保管单位答复，您可以发表意见。',
          },
        };
      },
    },
    settle: {
      label: { en: 'That answers it', zh: '已了结' },
      from: ['answered'],
      to: 'settled',
      roles: workingRoles,
      primary: true,
      check: onlyTheAsker,
    },
    ask_again: {
      label: { en: 'Ask again', zh: '再问' },
      from: ['answered'],
      to: 'asked',
      roles: workingRoles,
      fields: ['comment'],
      required: [],
      *check(r, moment) {
        yield* onlyTheAsker(r, moment);
      },
      set: (r, moment) => ({ ...joined(r, moment), asked_on: moment.today }),
    },
    comment: {
      label: { en: 'Comment', zh: '发表意见' },
      from: ['asked', 'answered', 'settled'],
      roles: workingRoles,
      fields: ['comment'],
      set: joined,
    },
    take_back: {
      label: { en: 'Take back', zh: '撤回' },
      from: ['asked'],
      to: 'taken_back',
      roles: workingRoles,
      check: onlyTheAsker,
    },
  },
  example: {
    figure_en: 'Disputes mediated (cases), 2009',
    figure_zh: '调解纠纷（件），2009年',
    indicator: 'disputes_mediated',
    from_on: '2009-01-01',
    to_on: '2009-12-31',
    number: '4,127',
    text: '与上月报送的数相差较大，请核实。',
    answerer: 'office',
  },
  title: (r) => ({
    en: `Question: ${r.figure_en ?? ''}: ${r.number ?? ''}`,
    zh: `疑问：${r.figure_zh ?? ''}：${r.number ?? ''}`,
  }),
  form: [
    {
      label: { en: 'Question', zh: '疑问' },
      fields: [
        'figure_zh',
        'number',
        'from_on',
        'to_on',
        'as_of',
        'text',
        'asker_id',
        'asked_on',
        'answerer',
      ],
    },
    {
      label: { en: 'Answer', zh: '答复' },
      fields: ['answer', 'answered_by', 'answered_on', 'comments'],
    },
  ],
  list: {
    columns: ['asked_on', 'figure_zh', 'number', 'asker_id', 'state'],
    filters: ['state', 'asked_on'],
    order: 'asked_on',
  },
  keeper: 'asker_id',
  *check(r) {
    if (r.from_on && r.to_on && r.to_on < r.from_on)
      yield {
        field: 'to_on',
        message: { en: 'The period ends before it begins.', zh: '期间的结束早于开始。' },
      };
  },
  duties: (r, calendar) => {
    if (r.state === 'asked' && r.asked_on) {
      const { due_on, rule, rule_version, calendar_version, certain } = due(
        answerQuestion,
        r.asked_on,
        calendar,
      );
      return [
        {
          key: 'answer',
          label: { en: 'Answer a question about a number', zh: '答复对数据的疑问' },
          from_day: r.asked_on,
          due_on: due_on ?? r.asked_on,
          rule,
          rule_version,
          calendar_version,
          certain,
          action: 'answer',
          roles: answerers[r.answerer ?? 'office'] ?? [],
          statutory: false,
          asked: true,
        },
      ];
    }
    if (r.state !== 'answered' || !r.answered_on || !r.asker_role) return [];
    return [
      {
        key: 'read',
        label: {
          en: `Your question was answered on ${formatDay(r.answered_on, 'en')}`,
          zh: `您的疑问已于${formatDay(r.answered_on, 'zh')}答复`,
        },
        from_day: r.answered_on,
        due_on: addDays(r.answered_on, 3),
        action: 'settle',
        roles: [r.asker_role as Role],
        personal: true,
        asked: true,
        statutory: false,
      },
    ];
  },
  postings: () => [],
});

function* onlyTheAsker(r: { asker_id: string | null }, { actor }: Moment) {
  if (actor.engine || r.asker_id === actor.person_id) return;
  yield {
    field: 'asker_id',
    message: {
      en: 'Only the person who asked decides whether the question is answered.',
      zh: '由提问人本人办理。',
    },
  };
}
