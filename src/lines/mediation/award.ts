import { addDays, formatDay } from '#engine/day.ts';
import { code, day, integer, line, link, money, paragraph, unit } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { awardKinds } from './codes.ts';
import { dutyFrom } from '../common/office-period.ts';
import { noticeDaysMin, rhythm } from './rhythm.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { countyAndCity, office } from '../common/posts.ts';

const children = {};
const fields = {
  scheme: line('Scheme', '奖励办法', { required: true, max: 100 }),
  kind: code('Kind', '奖励类别', awardKinds, { required: true }),
  period_from: day('For work from', '考核期起', { required: true }),
  period_to: day('to', '考核期止', { required: true }),
  committee_id: link('Committee', '调委会', 'committee'),
  mediator_id: link('Mediator', '调解员', 'mediator'),
  dispute_id: link('Dispute', '纠纷', 'dispute'),
  awarded_name: line('Who is honoured', '奖励对象', { required: true, max: 60 }),
  awarded_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  merits: paragraph('For what', '主要事迹', { max: 4000 }),
  score: integer('Score', '考核得分', { min: 0, max: 1000, unit: { en: 'points', zh: '分' } }),
  amount_fen: money('Amount', '奖励金额'),
  nominated_on: day('Nominated on', '推荐日期', { required: true }),
  notice_from: day('Public notice from', '公示起'),
  notice_until: day('Public notice until', '公示止', { future: true }),
  granted_on: day('Granted on', '授予日期'),
  document_no: line('By document', '文号', { max: 60 }),
  paid_on: day('Paid on', '发放日期'),
};
const nomination = [
  'scheme',
  'kind',
  'period_from',
  'period_to',
  'committee_id',
  'mediator_id',
  'dispute_id',
  'awarded_name',
  'merits',
  'score',
  'amount_fen',
  'nominated_on',
];

type State = 'nominated' | 'publicised' | 'granted' | 'paid' | 'dropped';

export const award = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'award',
  line: 'mediation',
  label: { en: 'Award in lieu', zh: '以奖代补' },
  plural: { en: 'Awards in lieu', zh: '以奖代补' },
  about: {
    en:
      'Awards for the results of a period, in lieu of subsidies: nominated, scored, ' +
      'publicised, granted, paid.',
    zh: '以奖代补：按考核期成效推荐、评分、公示、授予和发放。',
  },
  fields,
  children,
  states: {
    nominated: { label: { en: 'Nominated', zh: '已推荐' }, tone: 'waiting' },
    publicised: { label: { en: 'On public notice', zh: '公示中' }, tone: 'waiting' },
    granted: { label: { en: 'Granted', zh: '已授予' }, tone: 'working' },
    paid: { label: { en: 'Paid', zh: '已发放' }, tone: 'done' },
    dropped: { label: { en: 'Not granted', zh: '未授予' }, tone: 'ended' },
  },
  actions: {
    nominate: {
      label: { en: 'Nominate', zh: '推荐' },
      from: ['new'],
      to: 'nominated',
      roles: office,
      fields: nomination,
      set: (r, { today }) => ({
        nominated_on: r.nominated_on ?? today,
        awarded_unit_id: r.unit_id,
      }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['nominated', 'publicised', 'granted', 'paid'],
      roles: office,
      reason: 'once_ended',
      fields: nomination,
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    publicise: {
      label: { en: 'Put on public notice', zh: '公示' },
      from: ['nominated'],
      to: 'publicised',
      roles: countyAndCity,
      primary: true,
      fields: ['score', 'notice_from', 'notice_until'],
      required: ['notice_from', 'notice_until'],
      set: (r, { today }) => {
        const notice_from = r.notice_from ?? today;
        return {
          notice_from,
          notice_until: r.notice_until ?? addDays(notice_from, noticeDaysMin - 1),
        };
      },
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    grant: {
      label: { en: 'Grant', zh: '授予' },
      from: ['publicised'],
      to: 'granted',
      roles: countyAndCity,
      primary: true,
      fields: ['granted_on', 'document_no'],
      required: ['granted_on'],
      *check(r, { today }) {
        yield* notInFuture(fields, r, today);
        if (r.granted_on! <= r.notice_until!) {
          yield {
            field: 'granted_on',
            message: {
              en: `The public notice runs until ${formatDay(r.notice_until!, 'en')}. Grant it on a later day.`,
              zh: `公示至${formatDay(r.notice_until!, 'zh')}，公示期满后方可授予。`,
            },
          };
        }
      },
    },
    pay: {
      label: { en: 'Record the payment', zh: '登记发放' },
      from: ['granted'],
      to: 'paid',
      roles: countyAndCity,
      primary: true,
      fields: ['paid_on', 'amount_fen'],
      required: ['paid_on', 'amount_fen'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    drop: {
      label: { en: 'Do not grant', zh: '不予授予' },
      from: ['nominated', 'publicised'],
      to: 'dropped',
      roles: countyAndCity,
      reason: 'always',
    },
  },
  example: {
    scheme: '人民调解以奖代补试行办法',
    kind: 'committee',
    period_from: '2009-01-01',
    period_to: '2009-06-30',
    committee_id: '@committee',
    awarded_name: '镇罗村人民调解委员会',
    score: 96,
    amount_fen: 50000,
    nominated_on: '2009-07-06',
  },
  title: (r) => ({
    en: `Award in lieu ${r.period_to?.slice(0, 4) ?? ''}`.trim(),
    zh: `${r.awarded_name ?? ''}以奖代补`,
  }),
  form: [
    { label: { en: 'Nomination', zh: '推荐' }, fields: nomination },
    { label: { en: 'Public notice', zh: '公示' }, fields: ['notice_from', 'notice_until'] },
    {
      label: { en: 'Grant and payment', zh: '授予与发放' },
      fields: ['granted_on', 'document_no', 'paid_on'],
    },
  ],
  list: {
    columns: ['awarded_name', 'kind', 'period_to', 'score', 'amount_fen', 'state'],
    filters: ['kind', 'state', 'period_to', 'granted_on'],
    order: 'nominated_on',
  },
  search: (r) => [r.awarded_name, r.scheme],
  *check(r) {
    yield* inOrder(fields, r, [
      ['period_from', 'period_to'],
      ['period_from', 'nominated_on'],
      ['nominated_on', 'notice_from'],
      ['notice_from', 'granted_on'],
      ['granted_on', 'paid_on'],
    ]);
    if (
      r.notice_from &&
      r.notice_until &&
      r.notice_until < addDays(r.notice_from, noticeDaysMin - 1)
    ) {
      yield {
        field: 'notice_until',
        message: {
          en: `A public notice hangs for at least ${noticeDaysMin} days.`,
          zh: `公示期不得少于${noticeDaysMin}日。`,
        },
      };
    }
  },
  duties: (r, calendar) =>
    r.state === 'publicised' && r.notice_until
      ? [
          dutyFrom(rhythm.review_claim, r.notice_until, calendar, {
            key: 'grant',
            label: { en: 'Grant the award', zh: '授予奖励' },
            action: 'grant',
            roles: countyAndCity,
            statutory: false,
          }),
        ]
      : [],
  postings: (r) => {
    const unit_id = r.awarded_unit_id ?? r.unit_id;
    const lines: Posting[] = [];
    if (r.granted_on)
      lines.push({
        measure: 'awards_granted',
        day: r.granted_on,
        unit_id,
        amount: 1,
        facets: { kind: r.kind ?? '' },
      });
    if (r.paid_on && r.amount_fen)
      lines.push({ measure: 'award_amount', day: r.paid_on, unit_id, amount: r.amount_fen });
    return lines;
  },
});
