/**
 * An invented line of work, so that the engine is tested on something no law bends: stands lend umbrellas.
 * It has one of everything the engine knows: a register and a case, a child list, copies, a number book, a duty,
 * a follow-up, a sensitive record, flows, a stock, a rate, a distinct count, an average and money.
 */
import {
  code,
  codeList,
  day,
  integer,
  line,
  link,
  money,
  paragraph,
  unit,
  yesNo,
} from '#engine/field.ts';
import type { Line } from '#engine/line.ts';
import { childList, defineRecord } from '#engine/record.ts';
import { addDays } from '#engine/day.ts';

const sizes = codeList('umbrella_size', { en: 'Umbrella size', zh: '雨伞大小' }, [
  ['small', 'Small', '小'],
  ['large', 'Large', '大'],
]);

export const stand = defineRecord({
  name: 'umbrella_stand',
  line: 'umbrellas',
  label: { en: 'Stand', zh: '伞架' },
  plural: { en: 'Stands', zh: '伞架' },
  about: { en: 'A place that lends umbrellas.', zh: '出借雨伞的地点。' },
  fields: {
    name: line('Name', '名称', { required: true, max: 40 }),
    opened_on: day('Opened', '启用日期', { required: true }),
    closed_on: day('Closed', '停用日期'),
    size: code('Size', '大小', sizes, { required: true }),
    last_lost_on: day('Last loss', '最近遗失', { computed: true }),
  },
  children: {},
  states: {
    open: { label: { en: 'Open', zh: '启用' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '停用' }, tone: 'ended' },
  },
  actions: {
    create: {
      label: { en: 'Set up', zh: '设立' },
      from: ['new'],
      to: 'open',
      roles: ['director', 'county'],
      fields: '*',
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['open'],
      roles: ['director', 'county'],
      fields: '*',
    },
    close: {
      label: { en: 'Close', zh: '停用' },
      from: ['open'],
      to: 'closed',
      roles: ['director'],
      fields: ['closed_on'],
      required: ['closed_on'],
    },
    note_loss: {
      label: { en: 'Note a loss', zh: '记遗失' },
      from: ['open', 'closed'],
      roles: [],
      internal: true,
      fields: ['last_lost_on'],
    },
  },
  title: (r) => ({ en: `Stand ${r.name}`, zh: `${r.name}伞架` }),
  form: [
    { label: { en: 'Stand', zh: '伞架' }, fields: ['name', 'size', 'opened_on', 'closed_on'] },
  ],
  list: { columns: ['name', 'size', 'opened_on'], filters: ['size', 'state'], order: 'opened_on' },
  search: (r) => [r.name],
  example: { name: '东门', size: 'small', opened_on: '2009-01-05' },
  postings: (r) => {
    const facets = { size: r.size ?? '' };
    const stock = { measure: 'stands_open', unit_id: r.unit_id, facets };
    const kept = { measure: 'loans_kept', day: r.opened_on!, unit_id: r.unit_id, amount: 1 };
    return [
      { ...stock, day: r.opened_on!, amount: 1 },
      ...(r.closed_on ? [{ ...stock, day: r.closed_on, amount: -1 }] : []),
      kept,
    ];
  },
});

export const loan = defineRecord({
  name: 'umbrella_loan',
  line: 'umbrellas',
  label: { en: 'Loan', zh: '借伞' },
  plural: { en: 'Loans', zh: '借伞登记' },
  about: { en: 'One umbrella lent to somebody.', zh: '一次借伞。' },
  fields: {
    number: line('Number', '编号', { computed: true }),
    stand_id: link('Stand', '伞架', 'umbrella_stand', { required: true }),
    stand_size: code('Size', '大小', sizes, { computed: true }),
    lent_on: day('Lent on', '借出日期', { required: true }),
    lent_unit_id: unit('Lent by', '借出单位', { computed: true }),
    returned_on: day('Returned on', '归还日期'),
    lost_on: day('Lost on', '遗失日期'),
    fine: money('Fine', '罚金'),
    rained: yesNo('Did it rain?', '下雨了吗'),
    secret: yesNo('Restricted', '限制查看'),
    days_out: integer('Days out', '借出天数', { computed: true }),
    note: paragraph('Note', '备注', { max: 2000 }),
  },
  children: {
    borrowers: childList(
      'borrowers',
      'Borrowers',
      '借伞人',
      { en: 'Borrower', zh: '借伞人' },
      {
        name: line('Name', '姓名', { required: true, max: 60, format: 'person_name' }),
        telephone: line('Telephone', '电话', { private: true, format: 'telephone' }),
      },
      { min: 1 },
    ),
  },
  states: {
    lent: { label: { en: 'Lent', zh: '已借出' }, tone: 'working' },
    returned: { label: { en: 'Returned', zh: '已归还' }, tone: 'done' },
    lost: { label: { en: 'Lost', zh: '已遗失' }, tone: 'ended' },
  },
  actions: {
    create: {
      label: { en: 'Lend', zh: '借出' },
      from: ['new'],
      to: 'lent',
      roles: ['mediator', 'clerk', 'director'],
      fields: '*',
      set: (r) => ({ lent_unit_id: r.unit_id }),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['lent', 'returned', 'lost'],
      roles: ['mediator', 'clerk', 'director'],
      fields: '*',
      reason: 'once_ended',
    },
    take_back: {
      label: { en: 'Take back', zh: '收回' },
      from: ['lent', 'lost'],
      to: 'returned',
      primary: true,
      roles: ['mediator', 'clerk', 'director'],
      fields: ['returned_on', 'rained'],
      required: ['returned_on'],
      set: () => ({ lost_on: null }),
    },
    give_up: {
      label: { en: 'Give up as lost', zh: '登记遗失' },
      from: ['lent'],
      to: 'lost',
      roles: ['director'],
      fields: ['lost_on', 'fine'],
      required: ['lost_on'],
      not_by: ['created_by'],
    },
    reopen: {
      label: { en: 'Reopen', zh: '重新办理' },
      from: ['returned', 'lost'],
      to: 'lent',
      roles: ['director'],
      reason: 'always',
      set: () => ({ returned_on: null, lost_on: null, fine: null }),
    },
  },
  title: (r) => ({ en: `Umbrella lent on ${r.lent_on}`, zh: `${r.lent_on}借伞` }),
  form: [
    {
      label: { en: 'Loan', zh: '借出' },
      fields: ['stand_id', 'lent_on', 'borrowers', 'secret', 'note'],
    },
    { label: { en: 'End', zh: '结束' }, fields: ['returned_on', 'rained', 'lost_on', 'fine'] },
  ],
  list: {
    columns: ['number', 'borrowers', 'lent_on', 'days_out'],
    filters: ['stand_size', 'state', 'lent_on'],
    order: 'lent_on',
  },
  search: (r) => [r.number, ...r.borrowers.map((b) => b.name)],
  example: {
    stand_id: '@umbrella_stand',
    lent_on: '2009-03-02',
    borrowers: [{ name: '赵小雨', telephone: '13900000000' }],
    note: '雨大',
  },
  copies: { stand_size: ['stand_id', 'size'] },
  numbers: {
    field: 'number',
    key: (r) => `umbrella_loan/${r.unit_id}/${r.lent_on?.slice(0, 4)}`,
    print: (r, n) => `（${r.lent_on?.slice(0, 4)}）借字第${n}号`,
  },
  sensitive: (r) => r.secret === true,
  derive: (r) => {
    const end = r.returned_on ?? r.lost_on;
    return {
      days_out:
        r.lent_on && end
          ? Math.round((Date.parse(end) - Date.parse(r.lent_on)) / 86_400_000)
          : null,
    };
  },
  *check(r) {
    if (r.returned_on && r.lent_on && r.returned_on < r.lent_on) {
      yield {
        field: 'returned_on',
        message: {
          en: 'An umbrella cannot come back before it was lent.',
          zh: '归还日期不能早于借出日期。',
        },
      };
    }
  },
  duties: (r) =>
    r.state === 'lent' && r.lent_on
      ? [
          {
            key: 'return',
            label: { en: 'Ask for the umbrella back', zh: '催还雨伞' },
            from_day: r.lent_on,
            due_on: addDays(r.lent_on, 7),
            action: 'take_back',
            roles: ['mediator', 'director'],
            statutory: false,
          },
        ]
      : [],
  follows: (after, action) =>
    action === 'give_up'
      ? [
          {
            type: 'umbrella_stand',
            id: after.stand_id!,
            action: 'note_loss',
            fields: { last_lost_on: after.lost_on },
          },
        ]
      : [],
  postings: (r) => {
    const facets = { size: r.stand_size ?? '' };
    const unit_id = r.lent_unit_id ?? r.unit_id;
    const end = r.returned_on ?? r.lost_on;
    const day = r.lent_on!;
    return [
      { measure: 'loans', day, unit_id, amount: 1, facets, subject: r.stand_id! },
      { measure: 'umbrellas_out', day, unit_id, amount: 1 },
      ...(end ? [{ measure: 'umbrellas_out', day: end, unit_id, amount: -1 }] : []),
      ...(r.state === 'returned'
        ? [{ measure: 'loans_returned', day, unit_id, amount: 1, facets }]
        : []),
      ...(r.days_out ? [{ measure: 'loan_days', day, unit_id, amount: r.days_out }] : []),
      ...(r.fine && r.lost_on
        ? [{ measure: 'fines', day: r.lost_on, unit_id, amount: r.fine }]
        : []),
    ];
  },
});

const times = { en: 'loans', zh: '次' };
const pieces = { en: 'umbrellas', zh: '把' };

export const umbrellaLending: Line = {
  name: 'umbrellas',
  label: { en: 'Umbrella lending', zh: '借伞' },
  records: [stand, loan],
  measures: [
    {
      name: 'stands_open',
      label: { en: 'Stands open', zh: '启用伞架' },
      counter: { en: 'stands', zh: '个' },
      of: 'umbrella_stand',
      kind: 'stock',
      facets: { size: sizes },
    },
    {
      name: 'loans_kept',
      label: { en: 'Keeps a loan book', zh: '建有借伞台账' },
      counter: { en: 'books', zh: '本' },
      of: 'umbrella_stand',
      kind: 'stock',
    },
    {
      name: 'loans',
      label: { en: 'Loans', zh: '借出' },
      counter: times,
      of: 'umbrella_loan',
      kind: 'flow',
      facets: { size: sizes },
    },
    {
      name: 'loans_returned',
      label: { en: 'Loans that came back', zh: '归还' },
      counter: times,
      of: 'umbrella_loan',
      kind: 'flow',
      facets: { size: sizes },
    },
    {
      name: 'umbrellas_out',
      label: { en: 'Umbrellas out', zh: '在外雨伞' },
      counter: pieces,
      of: 'umbrella_loan',
      kind: 'stock',
    },
    {
      name: 'loan_days',
      label: { en: 'Days lent', zh: '借出天数' },
      counter: { en: 'days', zh: '天' },
      of: 'umbrella_loan',
      kind: 'flow',
    },
    {
      name: 'fines',
      label: { en: 'Fines', zh: '罚金' },
      counter: { en: 'yuan', zh: '元' },
      of: 'umbrella_loan',
      kind: 'flow',
      money: true,
    },
  ],
  indicators: [
    {
      name: 'loans',
      kind: 'flow',
      group: 'work',
      label: { en: 'Loans', zh: '借出' },
      counter: times,
      rule: { en: 'Loans by the day lent.', zh: '按借出日期统计。' },
      count: { measure: 'loans' },
      kept_by: 'loans_kept',
    },
    {
      name: 'large_loans',
      kind: 'flow',
      group: 'work',
      label: { en: 'Large umbrellas', zh: '大伞' },
      counter: times,
      rule: { en: 'Loans from large stands.', zh: '大伞架借出。' },
      count: { measure: 'loans', where: { size: ['large'] } },
    },
    {
      name: 'umbrellas_out',
      kind: 'stock',
      group: 'work',
      label: { en: 'Umbrellas out', zh: '在外' },
      counter: pieces,
      rule: { en: 'Lent and not back at the end of the day.', zh: '期末未归还。' },
      count: { measure: 'umbrellas_out' },
    },
    {
      name: 'stands_used',
      kind: 'distinct',
      group: 'bodies',
      label: { en: 'Stands used', zh: '使用过的伞架' },
      counter: { en: 'stands', zh: '个' },
      rule: { en: 'Stands with a loan.', zh: '有借出的伞架。' },
      count: { measure: 'loans' },
    },
    {
      name: 'return_rate',
      kind: 'rate',
      of: 'part',
      sum: 'flow',
      group: 'results',
      label: { en: 'Return rate', zh: '归还率' },
      counter: { en: '%', zh: '%' },
      rule: { en: 'Returned of lent, by the day lent.', zh: '归还数除以借出数。' },
      numerator: { measure: 'loans_returned' },
      denominator: { measure: 'loans' },
    },
    {
      name: 'days_mean',
      kind: 'average',
      group: 'results',
      label: { en: 'Mean days lent', zh: '平均借出天数' },
      counter: { en: 'days', zh: '天' },
      rule: { en: 'Days lent over loans returned.', zh: '借出天数除以归还数。' },
      sum_of: { measure: 'loan_days' },
      number_of: { measure: 'loans_returned' },
    },
    {
      name: 'fines',
      kind: 'flow',
      group: 'money',
      label: { en: 'Fines', zh: '罚金' },
      counter: { en: 'yuan', zh: '元' },
      rule: { en: 'Fines by the day of loss.', zh: '按遗失日期统计。' },
      count: { measure: 'fines' },
      money: true,
    },
  ],
  codes: [sizes],
};
