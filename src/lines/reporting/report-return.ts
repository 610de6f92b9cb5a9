import { code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { due } from '#engine/calendar.ts';
import type { Calendar, TimedRule } from '#engine/calendar.ts';
import type { Role } from '#engine/permission.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, Duty, Moment, RecordBase, StateInfo } from '#engine/record.ts';
import { printReportPeriod } from '#engine/report-period.ts';
import { returnLevels } from './codes.ts';

const receivers: readonly Role[] = ['county', 'bureau'];

/** Who fills a return in and sends it, by the level of the unit. */
export const senders: Readonly<Record<string, readonly Role[]>> = {
  township: ['clerk', 'director'],
  county: ['county'],
  city: ['bureau'],
};
/** Who signs for the unit. In an office of one person it is the same. */
export const signers: Readonly<Record<string, readonly Role[]>> = {
  township: ['director'],
  county: ['county', 'leader'],
  city: ['bureau', 'leader'],
};

/** The office's own rhythm: how long a return waits at the unit above, and then for the signature. */
export const returnRhythm = {
  review: {
    id: 'reporting.review',
    version: 1,
    period: { n: 3, unit: 'working_days' },
    rolls_over: true,
    label: { en: 'Look through a return', zh: '审核报表' },
  },
  sign: {
    id: 'reporting.sign',
    version: 1,
    period: { n: 3, unit: 'working_days' },
    rolls_over: true,
    label: { en: 'Sign a return', zh: '签发报表' },
  },
} as const satisfies Record<string, TimedRule & { label: { en: string; zh: string } }>;

const fields = {
  form_id: link('Form', '表式', 'return_form', { required: true }),
  form_name: line('Name of the form', '表名', { computed: true, max: 80 }),
  form_name_en: line('Name in English', '英文表名', { computed: true, max: 120 }),
  table_number: line('Table number', '表号', { computed: true, max: 60 }),
  period: line('Period', '报告期', { required: true, max: 10 }),
  period_from: day('First day', '期初', { required: true, future: true }),
  period_to: day('Last day', '期末', { required: true, future: true }),
  level: code('Level', '层级', returnLevels, { required: true }),
  receiver_unit_id: unit('Sent to', '报送单位'),
  due_on: day('Due on', '报送期限', { required: true, future: true }),
  nil: yesNo('Nil return', '零报告', { computed: true }),
  nil_statement: paragraph('Statement', '零报告说明', { computed: true, max: 500 }),
  edition_id: line('Edition', '版本', { computed: true, max: 40 }),
  edition_no: integer('Edition no.', '版次', { computed: true, year: true }),
  first_sent_on: day('First sent on', '首次报送日期', { computed: true }),
  submitted_on: day('Sent on', '报送日期', { computed: true }),
  return_ground: paragraph('Why it came back', '退回理由', { max: 1000 }),
  accepted_on: day('Accepted on', '审核通过日期', { computed: true }),
  signed_on: day('Signed on', '签发日期', { computed: true }),
  locked_on: day('Locked on', '锁定日期', { computed: true }),
};

const children = {
  explanations: childList(
    'explanations',
    'Explanations',
    '情况说明',
    { en: 'Explanation', zh: '说明' },
    {
      about: line('About', '事项', { required: true, max: 200 }),
      text: line('Explanation', '说明', { required: true, max: 500 }),
    },
  ),
};

type State = 'due' | 'submitted' | 'sent_back' | 'accepted' | 'signed' | 'locked';
export type ReportReturn = RecordBase<State> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;

const asked = [
  'form_id', 'period', 'period_from', 'period_to', 'level', 'receiver_unit_id', 'due_on',
] as const; // prettier-ignore

/** What the product fills in when a return is sent: the figures are frozen in the edition that it names. */
const sending = ['edition_id', 'edition_no', 'nil', 'nil_statement', 'explanations'] as const;

export const reportReturn = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'report_return',
  line: 'reporting',
  label: { en: 'Return', zh: '统计报表' },
  plural: { en: 'Returns', zh: '统计报表' },
  about: {
    en: 'What each unit has to report for each period: its figures are counted, frozen when it is sent, and signed.',
    zh: '各单位各报告期应报的统计报表：数字由台账统计，报送时定格，签发后锁定。',
  },
  fields,
  children,
  states: {
    due: { label: { en: 'To be sent', zh: '待报送' }, tone: 'waiting' },
    submitted: { label: { en: 'Sent', zh: '已报送' }, tone: 'working' },
    sent_back: { label: { en: 'Sent back', zh: '已退回' }, tone: 'waiting' },
    accepted: { label: { en: 'Accepted', zh: '审核通过' }, tone: 'working' },
    signed: { label: { en: 'Signed', zh: '已签发' }, tone: 'done' },
    locked: { label: { en: 'Locked', zh: '已锁定' }, tone: 'done' },
  },
  actions: {
    ask: {
      label: { en: 'Ask for a return', zh: '布置报表' },
      from: ['new'],
      to: 'due',
      roles: receivers,
      fields: asked,
    },
    submit: {
      label: { en: 'Send', zh: '报送' },
      from: ['due', 'sent_back'],
      to: 'submitted',
      roles: [],
      internal: true,
      fields: sending,
      required: ['edition_id', 'edition_no'],
      set: sent,
    },
    restate: {
      label: { en: 'Send a corrected edition', zh: '报送更正版' },
      from: ['submitted', 'accepted', 'signed', 'locked'],
      to: 'submitted',
      roles: [],
      internal: true,
      reason: 'always',
      fields: sending,
      required: ['edition_id', 'edition_no'],
      set: sent,
    },
    accept: {
      label: { en: 'Accept', zh: '审核通过' },
      from: ['submitted'],
      to: 'accepted',
      roles: receivers,
      primary: true,
      set: (_r, { today }) => ({ accepted_on: today }),
      check: byUnitAbove,
    },
    send_back: {
      label: { en: 'Send back', zh: '退回' },
      from: ['submitted', 'accepted'],
      to: 'sent_back',
      roles: receivers,
      fields: ['return_ground'],
      required: ['return_ground'],
      set: () => ({ accepted_on: null }),
      check: byUnitAbove,
    },
    sign: {
      label: { en: 'Sign', zh: '签发' },
      from: ['submitted', 'accepted'],
      to: 'signed',
      roles: [],
      internal: true,
      set: (_r, { today }) => ({ signed_on: today }),
      check: acceptedAbove,
    },
    lock: {
      label: { en: 'Locked by the return of the unit above', zh: '上级报表签发，锁定' },
      from: ['signed', 'accepted'],
      to: 'locked',
      roles: [],
      internal: true,
      set: (_r, { today }) => ({ locked_on: today }),
    },
  },
  example: {
    form_id: '@return_form',
    period: '2009H1',
    period_from: '2009-01-01',
    period_to: '2009-06-30',
    level: 'county',
    due_on: '2009-07-03',
  },
  title: (r) => {
    const when =
      r.period_from && r.period_to
        ? (language: 'en' | 'zh') =>
            printReportPeriod({ from: r.period_from!, to: r.period_to! }, language)
        : () => r.period ?? '';
    return {
      en: `${r.form_name_en ?? r.table_number ?? 'Return'}, ${when('en')}`,
      zh: `${r.form_name ?? ''}（${when('zh')}）`,
    };
  },
  form: [
    { label: { en: 'Return', zh: '报表' }, fields: ['form_id', 'form_name', 'form_name_en', 'table_number', 'period', 'period_from', 'period_to'] },
    { label: { en: 'Sending', zh: '报送' }, fields: ['level', 'receiver_unit_id', 'due_on', 'first_sent_on', 'submitted_on', 'nil', 'nil_statement', 'explanations'] },
    { label: { en: 'Review', zh: '审核签发' }, fields: ['edition_no', 'edition_id', 'return_ground', 'accepted_on', 'signed_on', 'locked_on'] },
  ], // prettier-ignore
  list: {
    columns: ['form_name', 'period', 'unit_id', 'due_on', 'submitted_on', 'edition_no', 'state'],
    filters: ['state', 'level', 'form_id', 'due_on'],
    order: 'due_on',
  },
  search: (r) => [r.form_name, r.period, r.table_number],
  copies: {
    form_name: ['form_id', 'name'],
    form_name_en: ['form_id', 'name_en'],
    table_number: ['form_id', 'table_number'],
  },
  *check(r) {
    if (r.period_from && r.period_to && r.period_to < r.period_from)
      yield {
        field: 'period_to',
        message: { en: 'The period ends before it begins.', zh: '期末不能早于期初。' },
      };
    if (r.period_to && r.due_on && r.due_on <= r.period_to)
      yield {
        field: 'due_on',
        message: {
          en: 'A return is due after its period has ended. Choose a later day.',
          zh: '报送期限应在报告期结束之后。',
        },
      };
  },
  duties,
  postings: (r) => {
    if (!r.due_on || !r.level) return [];
    const { unit_id } = r;
    const facets = { level: r.level };
    const onTime = r.first_sent_on !== null && r.first_sent_on <= r.due_on;
    // On the day it was due: so the rate is a part of a whole, and what comes late stays late.
    return [
      { measure: 'returns_due', day: r.due_on, unit_id, amount: 1, facets },
      ...(onTime
        ? [{ measure: 'returns_on_time', day: r.due_on, unit_id, amount: 1, facets }]
        : []),
    ];
  },
});

function sent(r: ReportReturn, { today }: Moment): Partial<ReportReturn> {
  return {
    submitted_on: today,
    first_sent_on: r.first_sent_on ?? today,
    return_ground: null,
    accepted_on: null,
    signed_on: null,
    locked_on: null,
  };
}

/** Neither the unit that sent it judges it, nor one further up over the head of the one in between. */
function* byUnitAbove(r: ReportReturn, { actor }: Moment): Generator<Issue> {
  if (actor.grant.unit_id === r.receiver_unit_id) return;
  yield {
    message: {
      en: 'A return is looked through by the unit to which it was sent.',
      zh: '报表由接收单位审核，填报单位和其他单位不能代审。',
    },
  };
}

function* acceptedAbove(r: ReportReturn): Generator<Issue> {
  if (r.receiver_unit_id === null || r.accepted_on !== null) return;
  yield {
    message: {
      en: 'The unit above has not accepted this return yet. It is signed after that.',
      zh: '接收单位尚未审核通过，审核通过后方可签发。',
    },
  };
}

function duties(r: ReportReturn, calendar: Calendar): Duty[] {
  const words = { statutory: true, from_day: r.period_to! };
  const timed = (rule: TimedRule, from: string) => {
    const found = due(rule, from, calendar);
    return {
      due_on: found.due_on ?? from,
      rule: found.rule,
      rule_version: found.rule_version,
      calendar_version: found.calendar_version,
      certain: found.certain,
    };
  };
  switch (r.state) {
    case 'due':
    case 'sent_back':
      return [
        {
          ...words,
          key: 'submit',
          label: { en: 'Send a return', zh: '报送统计报表' },
          due_on: r.due_on!,
          rule: 'reporting.due',
          action: 'submit',
          roles: senders[r.level ?? ''] ?? [],
        },
      ];
    case 'submitted':
      if (r.receiver_unit_id !== null)
        return [
          {
            ...words,
            ...timed(returnRhythm.review, r.submitted_on!),
            from_day: r.submitted_on!,
            statutory: false,
            key: 'review',
            label: { en: 'Look through a return', zh: '审核统计报表' },
            action: 'accept',
            asked: true,
            roles: r.level === 'township' ? ['county'] : ['bureau'],
          },
        ];
      return [signing(r, words, timed(returnRhythm.sign, r.submitted_on!), r.submitted_on!)];
    case 'accepted':
      return [signing(r, words, timed(returnRhythm.sign, r.accepted_on!), r.accepted_on!)];
    default:
      return [];
  }
}

function signing(
  r: ReportReturn,
  words: object,
  answer: Pick<Duty, 'due_on'>,
  from_day: string,
): Duty {
  return {
    ...words,
    ...answer,
    from_day,
    statutory: false,
    key: 'sign',
    label: { en: 'Sign a return', zh: '签发统计报表' },
    action: 'sign',
    asked: true,
    roles: signers[r.level ?? ''] ?? [],
  };
}
