import { formatDay } from '#engine/day.ts';
import { code, day, integer, paragraph } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import type { Role } from '#engine/permission.ts';
import { remindedBodies } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { rhythm } from './rhythm.ts';
import { notInFuture } from '../common/day-checks.ts';

/** Who has to answer: an office below the county, or the county bureau itself. */
const answerers: Readonly<Record<string, readonly Role[]>> = {
  office: ['clerk', 'director'],
  county: ['county'],
};
const senders: readonly Role[] = ['leader', 'bureau', 'county'];

const children = {};
const fields = {
  text: paragraph('Reminder', '催办内容', { required: true, max: 1000 }),
  answerer: code('Who answers', '由谁答复', remindedBodies, { required: true }),
  overdue: integer('Overdue then', '当时逾期件数', {
    required: true,
    min: 1,
    unit: { en: 'duties', zh: '件' },
  }),
  oldest_due: day('Oldest due day', '最早到期日', { required: true }),
  sent_on: day('Sent on', '催办日期', { computed: true }),
  answer: paragraph('Answer', '办理情况', { max: 2000 }),
  answered_on: day('Answered on', '答复日期', { computed: true }),
};

type State = 'sent' | 'answered' | 'taken_back';

/** A leader's word to an office that something is overdue: it stands on the office's Today until it is answered. */
export const reminder = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'reminder',
  line: 'mediation',
  label: { en: 'Reminder', zh: '催办' },
  plural: { en: 'Reminders', zh: '催办' },
  about: {
    en: 'Reminders of overdue work: sent from the page Today, answered by the office.',
    zh: '对逾期事项的催办，由领导在“今天”页面发出，由各单位答复。',
  },
  fields,
  children,
  states: {
    sent: { label: { en: 'To be answered', zh: '待答复' }, tone: 'waiting' },
    answered: { label: { en: 'Answered', zh: '已答复' }, tone: 'done' },
    taken_back: { label: { en: 'Taken back', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    send: {
      label: { en: 'Remind', zh: '催办' },
      from: ['new'],
      to: 'sent',
      roles: senders,
      begun_elsewhere: true,
      fields: ['text', 'answerer', 'overdue', 'oldest_due'],
      set: (_r, { today }) => ({ sent_on: today }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    answer: {
      label: { en: 'Answer', zh: '答复' },
      from: ['sent'],
      to: 'answered',
      roles: ['clerk', 'director', 'county'],
      primary: true,
      fields: ['answer'],
      required: ['answer'],
      not_by: ['created_by'],
      set: (_r, { today }) => ({ answered_on: today }),
    },
    take_back: {
      label: { en: 'Take back', zh: '撤回' },
      from: ['sent'],
      to: 'taken_back',
      roles: senders,
      reason: 'always',
    },
  },
  example: {
    text: '现有逾期事项3件，请抓紧办理并反馈。',
    answerer: 'office',
    overdue: 3,
    oldest_due: '2009-03-02',
  },
  title: (r) => ({
    en: `${r.overdue ?? 0} overdue${r.oldest_due ? ` since ${formatDay(r.oldest_due, 'en')}` : ''}`,
    zh: `逾期${r.overdue ?? 0}件${r.oldest_due ? `，最早到期日${formatDay(r.oldest_due, 'zh')}` : ''}`,
  }),
  form: [
    {
      label: { en: 'Reminder', zh: '催办' },
      fields: ['text', 'answerer', 'overdue', 'oldest_due', 'sent_on'],
    },
    { label: { en: 'Answer', zh: '答复' }, fields: ['answer', 'answered_on'] },
  ],
  list: {
    columns: ['sent_on', 'overdue', 'oldest_due', 'answerer', 'state'],
    filters: ['state', 'sent_on'],
    order: 'sent_on',
  },
  duties: (r, calendar) =>
    r.state !== 'sent' || !r.sent_on
      ? []
      : [
          dutyFrom(rhythm.answer_reminder, r.sent_on, calendar, {
            key: 'answer',
            label: { en: 'Answer a reminder', zh: '答复催办' },
            action: 'answer',
            roles: answerers[r.answerer ?? 'office'] ?? [],
            statutory: false,
            asked: true,
          }),
        ],
  postings: () => [],
});
