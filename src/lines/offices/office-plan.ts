import { code, day, integer, line, link, money, paragraph, unit } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { notInFuture } from '../common/day-checks.ts';
import { dutyFrom, onTheDay } from '../common/office-period.ts';
import { office as officePosts } from '../common/posts.ts';
import { planAreas } from './codes.ts';

const fields = {
  office_id: link('Judicial office', '司法所', 'office', { required: true }),
  office_name: line('Office', '司法所名称', { computed: true, max: 60 }),
  office_name_en: line('Office (English)', '司法所英文名称', { computed: true, max: 60 }),
  year: integer('Year', '年度', { required: true, min: 1990, max: 2100, year: true }),
  issued_on: day('Issued on', '下达日期'),
  planned_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  items_now: integer('Items', '计划项', { computed: true }),
  items_done: integer('Done', '已完成', { computed: true }),
  closed_on: day('Closed on', '年终总结日期'),
  review: paragraph('What came of it', '完成情况', { max: 4000 }),
};

const children = {
  items: childList(
    'items',
    'Items',
    '计划项目',
    { en: 'Item', zh: '项目' },
    {
      area: code('Part of the plan', '类别', planAreas, { required: true }),
      what: line('What', '内容', { required: true, max: 200 }),
      due_on: day('By', '完成期限', { required: true, future: true }),
      budget_fen: money('Budget', '预算'),
      done_on: day('Done on', '完成日期'),
      result: line('Result', '结果', { max: 200 }),
    },
    { min: 1 },
  ),
};

type State = 'drafted' | 'issued' | 'closed' | 'dropped';
export type OfficePlan = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const all = ['office_id', 'year', 'items'];

export const officePlan = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'office_plan',
  line: 'offices',
  label: { en: 'Yearly plan', zh: '年度建设计划' },
  plural: { en: 'Yearly plans', zh: '年度建设计划' },
  about: {
    en: "An office's plan of the year for people, training, rooms and equipment, and what became of it.",
    zh: '司法所年度人员、培训、用房、装备计划及完成情况。',
  },
  fields,
  children,
  states: {
    drafted: { label: { en: 'Drafted', zh: '拟定' }, tone: 'waiting' },
    issued: { label: { en: 'In hand', zh: '执行中' }, tone: 'working' },
    closed: { label: { en: 'Closed', zh: '已总结' }, tone: 'done' },
    dropped: { label: { en: 'Dropped', zh: '已作废' }, tone: 'ended' },
  },
  actions: {
    draft: {
      label: { en: 'Draft', zh: '拟定' },
      from: ['new'],
      to: 'drafted',
      roles: officePosts,
      fields: all,
      set: (r) => ({ planned_unit_id: r.unit_id }),
    },
    issue: {
      label: { en: 'Issue', zh: '下达' },
      from: ['new', 'drafted'],
      to: 'issued',
      roles: officePosts,
      primary: true,
      fields: [...all, 'issued_on'],
      required: ['issued_on'],
      set: (r) => ({ planned_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    note_progress: {
      label: { en: 'Note what was done', zh: '登记完成' },
      from: ['issued'],
      roles: officePosts,
      primary: true,
      fields: ['items'],
      required: ['items'],
    },
    close: {
      label: { en: 'Close the year', zh: '年终总结' },
      from: ['issued'],
      to: 'closed',
      roles: officePosts,
      fields: ['items', 'closed_on', 'review'],
      required: ['closed_on', 'review'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    reopen: {
      label: { en: 'Reopen', zh: '重新打开' },
      from: ['closed'],
      to: 'issued',
      roles: officePosts,
      reason: 'always',
      set: () => ({ closed_on: null }),
    },
    drop: {
      label: { en: 'Drop', zh: '作废' },
      from: ['drafted', 'issued'],
      to: 'dropped',
      roles: officePosts,
      reason: 'always',
    },
  },
  title: (r) => ({
    en: `Plan ${r.year ?? ''}: ${r.office_name_en ?? 'an office'}`,
    zh: `${r.office_name ?? ''}${r.year ?? ''}年建设计划`,
  }),
  form: [
    { label: { en: 'Plan', zh: '计划' }, fields: all },
    {
      label: { en: 'Outcome', zh: '完成情况' },
      fields: ['issued_on', 'items_now', 'items_done', 'closed_on', 'review'],
    },
  ],
  list: {
    columns: ['office_id', 'year', 'items_now', 'items_done', 'state'],
    filters: ['state', 'year', 'office_id'],
    order: 'created_at',
  },
  search: (r) => [r.office_name],
  copies: { office_name: ['office_id', 'name'], office_name_en: ['office_id', 'short_name_en'] },
  derive: (r) => ({
    items_now: r.items.length,
    items_done: r.items.filter((one) => one.done_on !== null).length,
  }),
  *check(r) {
    for (const [i, { due_on }] of r.items.entries()) {
      if (!due_on || !r.year || due_on.startsWith(String(r.year))) continue;
      yield {
        field: `items.${i}.due_on`,
        message: { en: 'This day is not in the year of the plan.', zh: '完成期限不在计划年度内。' },
      };
    }
  },
  duties: (r, calendar) =>
    r.state === 'issued'
      ? r.items.flatMap((one, i) =>
          one.due_on && !one.done_on
            ? [
                dutyFrom(onTheDay, one.due_on, calendar, {
                  key: `item-${i + 1}`,
                  label: { en: 'Finish an item of the plan', zh: '完成年度计划项目' },
                  action: 'note_progress',
                  roles: ['clerk', 'director'],
                  statutory: false,
                }),
              ]
            : [],
        )
      : [],
  example: {
    office_id: '@office',
    year: 2009,
    items: [{ area: 'training', what: '参加人民调解业务培训', due_on: '2009-06-30' }],
  },
  postings: (r) =>
    r.issued_on && r.state !== 'dropped'
      ? r.items.map((one) => ({
          measure: 'plan_items_due',
          day: one.due_on!,
          unit_id: r.planned_unit_id ?? r.unit_id,
          amount: 1,
          facets: {
            done: !one.done_on ? 'open' : one.done_on <= one.due_on! ? 'done' : 'late',
          },
        }))
      : [],
});
