/**
 * One target of the year, of one unit: a goal, who answers for it, by when, and what it is a part of. How it stands is
 * never written here: it is counted from the ledger by the indicator that the target names.
 */
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { children, fields } from './target-fields.ts';
import type { State } from './target-fields.ts';
import {
  checkGoal,
  dutiesOf,
  milestonesNotInFuture,
  onlyAbove,
  owners,
  papersOf,
  setters,
  stoodBefore,
  targetForms,
  titleOf,
} from './target-rules.ts';

const facts = [
  'number',
  'name',
  'name_en',
  'year',
  'kind',
  'indicator',
  'goal',
  'goal_in',
  'direction',
  'covers',
  'from_day',
  'due_on',
  'parent_id',
  'section',
  'responsible',
  'source',
  'milestones',
  'note',
];

export const target = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'target',
  line: 'planning',
  label: { en: 'Target', zh: '目标任务' },
  plural: { en: 'Target register', zh: '目标任务登记' },
  about: {
    en: 'What a unit has to reach this year and by when. Progress is counted from the ledger and never typed.',
    zh: '各单位年度目标任务及完成期限。进度由台账计算，不需填报。',
  },
  fields,
  children,
  own_page: { path: '/targets/$id', label: { en: 'How it stands', zh: '查看进度' } },
  states: {
    draft: { label: { en: 'Draft', zh: '拟定' }, tone: 'waiting' },
    negotiated: { label: { en: 'Agreed', zh: '协商一致' }, tone: 'waiting' },
    issued: { label: { en: 'Issued', zh: '已下达' }, tone: 'working' },
    self_assessed: { label: { en: 'Own view given', zh: '已自评' }, tone: 'waiting' },
    assessed: { label: { en: 'Assessed', zh: '已考核' }, tone: 'done' },
    carried_over: { label: { en: 'Carried over', zh: '已结转' }, tone: 'ended' },
    withdrawn: { label: { en: 'Withdrawn', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    draft: {
      label: { en: 'Draft', zh: '拟定' },
      from: ['new'],
      to: 'draft',
      roles: [...setters, 'director'],
      fields: [...facts, 'carried_from_id'],
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['draft', 'negotiated'],
      roles: setters,
      fields: facts,
      check: onlyAbove,
    },
    propose: {
      label: { en: 'Propose another value', zh: '提出协商意见' },
      from: ['draft', 'negotiated'],
      to: 'draft',
      roles: owners,
      fields: ['proposed_goal', 'proposal'],
      required: ['proposal'],
    },
    agree: {
      label: { en: 'Agree', zh: '协商一致' },
      from: ['draft'],
      to: 'negotiated',
      roles: owners,
    },
    issue: {
      label: { en: 'Issue', zh: '下达' },
      from: ['draft', 'negotiated'],
      to: 'issued',
      roles: setters,
      primary: true,
      fields: ['goal', 'due_on', 'issued_on', 'letter_no', 'responsible'],
      set: (r, { today }) => ({
        issued_on: r.issued_on ?? today,
        issued_goal: r.goal,
        issued_due: r.due_on ?? `${r.year}-12-31`,
      }),
      *check(r, moment) {
        yield* onlyAbove(r, moment);
        yield* notInFuture(fields, r, moment.today);
        if (r.kind === 'milestone' && r.milestones.length === 0)
          yield {
            field: 'milestones',
            message: {
              en: 'A target of milestones needs at least one. Add it first.',
              zh: '节点类目标至少要有一个节点，请先补充。',
            },
          };
      },
    },
    adjust: {
      label: { en: 'Adjust', zh: '调整' },
      from: ['issued'],
      roles: setters,
      reason: 'always',
      fields: ['goal', 'due_on', 'approved_by'],
      required: ['approved_by'],
      set: (r, { today, reason }) => {
        const before = stoodBefore(r);
        const row = {
          adjusted_on: today,
          goal_before: before.goal,
          goal_after: r.goal,
          due_before: before.due,
          due_after: r.due_on,
          reason: reason?.trim() ?? '',
          approved_by: r.approved_by,
        };
        return { adjustments: [...r.adjustments, row] };
      },
      *check(r, moment) {
        yield* onlyAbove(r, moment);
        const row = r.adjustments.at(-1);
        if (row && row.goal_before === row.goal_after && row.due_before === row.due_after)
          yield {
            field: 'goal',
            message: {
              en: 'Neither the goal nor the day is another one. Change one of them.',
              zh: '目标值和期限均未改变，请至少调整一项。',
            },
          };
      },
    },
    report_milestones: {
      label: { en: 'Report milestones', zh: '填报节点' },
      from: ['issued', 'self_assessed'],
      roles: owners,
      fields: ['milestones'],
      required: ['milestones'],
      check: milestonesNotInFuture,
    },
    add_evidence: {
      label: { en: 'Add evidence', zh: '补充佐证' },
      from: ['issued', 'self_assessed'],
      roles: owners,
      fields: ['evidence'],
      required: ['evidence'],
    },
    self_assess: {
      label: { en: 'Give our own view', zh: '自评' },
      from: ['issued'],
      to: 'self_assessed',
      roles: owners,
      fields: ['self_result', 'self_note', 'evidence'],
      required: ['self_result'],
      set: (_r, { today, actor }) => ({
        self_assessed_on: today,
        self_assessed_by: actor.person_id,
      }),
    },
    assess: {
      label: { en: 'Assess', zh: '考核' },
      from: ['issued', 'self_assessed'],
      to: 'assessed',
      roles: setters,
      fields: ['result', 'result_note', 'assessed_on'],
      required: ['result'],
      not_by: ['self_assessed_by'],
      set: (r, { today }) => ({ assessed_on: r.assessed_on ?? today }),
      *check(r, moment) {
        yield* onlyAbove(r, moment);
        yield* notInFuture(fields, r, moment.today);
      },
    },
    reopen: {
      label: { en: 'Assess anew', zh: '重新考核' },
      from: ['assessed'],
      to: 'issued',
      roles: setters,
      reason: 'always',
      set: () => ({ result: null, result_note: null, assessed_on: null }),
      check: onlyAbove,
    },
    carry_over: {
      label: { en: 'Carried over', zh: '结转' },
      from: ['issued', 'self_assessed', 'assessed', 'carried_over'],
      to: 'carried_over',
      roles: [],
      internal: true,
    },
    withdraw: {
      label: { en: 'Withdraw', zh: '撤销' },
      from: ['draft', 'negotiated', 'issued'],
      to: 'withdrawn',
      roles: setters,
      reason: 'always',
      check: onlyAbove,
    },
  },
  example: {
    number: 'T02',
    name: '规范化调委会创建率',
    name_en: 'Standardised committee rate',
    year: 2010,
    kind: 'rate',
    indicator: 'standardised_rate',
    goal: '60',
    section: 'grassroots',
    source: '2010年工作要点',
  },
  title: titleOf,
  form: [
    {
      label: { en: 'Target', zh: '目标' },
      fields: [
        'number',
        'name',
        'name_en',
        'year',
        'kind',
        'indicator',
        'goal',
        'goal_in',
        'direction',
        'covers',
        'from_day',
        'due_on',
      ],
    },
    { label: { en: 'Milestones', zh: '节点' }, fields: ['milestones'] },
    {
      label: { en: 'Who answers', zh: '责任' },
      fields: ['parent_id', 'parent_name', 'parent_unit_id', 'section', 'responsible', 'source'],
    },
    { label: { en: 'Talks', zh: '协商' }, fields: ['proposed_goal', 'proposal'] },
    {
      label: { en: 'Issue', zh: '下达' },
      fields: ['issued_on', 'letter_no', 'issued_goal', 'issued_due'],
    },
    { label: { en: 'Adjustments', zh: '调整' }, fields: ['approved_by', 'adjustments'] },
    { label: { en: 'Evidence', zh: '佐证' }, fields: ['evidence'] },
    {
      label: { en: 'Assessment', zh: '考核' },
      fields: [
        'self_result',
        'self_note',
        'self_assessed_on',
        'self_assessed_by',
        'result',
        'result_note',
        'assessed_on',
        'carried_from_id',
        'note',
      ],
    },
  ],
  list: {
    columns: ['number', 'name', 'year', 'kind', 'goal', 'due_on', 'unit_id', 'state'],
    filters: ['kind', 'state', 'section', 'due_on'],
    order: 'due_on',
  },
  search: (r) => [r.name, r.number, r.responsible],
  copies: { parent_name: ['parent_id', 'name'], parent_unit_id: ['parent_id', 'unit_id'] },
  renews: {
    link: 'carried_from_id',
    from: 'assessed',
    label: { en: 'Carry over', zh: '结转到下年' },
    anew: [
      'year',
      'from_day',
      'due_on',
      'issued_on',
      'letter_no',
      'parent_id',
      'proposed_goal',
      'proposal',
      'approved_by',
      'self_result',
      'self_note',
      'result',
      'result_note',
      'assessed_on',
      'evidence',
      'adjustments',
    ],
  },
  past: (given) => [
    { action: 'draft', leaves: given.issued_on ? ['goal', 'due_on', 'responsible'] : [] },
    ...(given.issued_on ? [{ action: 'issue' }] : []),
    ...(given.self_result ? [{ action: 'self_assess' }] : []),
    ...(given.result ? [{ action: 'assess' }] : []),
  ],
  follows: (after, action) =>
    action === 'draft' && after.carried_from_id
      ? [{ type: 'target', id: after.carried_from_id, action: 'carry_over', fields: {} }]
      : [],
  derive: (r) => ({
    from_day: r.from_day ?? (r.year ? `${r.year}-01-01` : null),
    due_on: r.due_on ?? (r.year ? `${r.year}-12-31` : null),
    goal_in: r.goal_in ?? (r.kind === 'rate' || r.kind === 'coverage' ? 'percent' : null),
    direction: r.direction ?? (r.kind === 'count' || r.kind === 'rate' ? 'at_least' : null),
  }),
  *check(r) {
    yield* inOrder(fields, r, [['from_day', 'due_on']]);
    yield* checkGoal(r);
    if (r.parent_id === r.id)
      yield {
        field: 'parent_id',
        message: { en: 'A target is no part of itself.', zh: '目标不能分解自本身。' },
      };
    for (const [i, row] of r.milestones.entries())
      if (row.done_on && !row.proof && !row.record)
        yield {
          field: `milestones.${i}.proof`,
          message: {
            en: 'Say what shows that it is done: a document, a record.',
            zh: '请填写佐证（文件、记录）。',
          },
        };
  },
  duties: dutiesOf,
  papers: papersOf,
  forms: targetForms,
  postings: (r) => {
    const counted = { unit_id: r.unit_id, facets: { kind: r.kind ?? '' } };
    if (!r.issued_on || r.state === 'withdrawn') return [];
    const of = { measure: 'targets_assessed', unit_id: r.unit_id, amount: 1 };
    return [
      { measure: 'targets_issued', day: r.issued_on, amount: 1, ...counted },
      ...(r.result && r.assessed_on
        ? [{ ...of, day: r.assessed_on, facets: { result: r.result } }]
        : []),
    ];
  },
});
