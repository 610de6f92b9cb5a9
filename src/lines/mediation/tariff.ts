import { code, day, integer, line, money, paragraph, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { agreementForms, difficulties } from './codes.ts';
import {
  beReplaced,
  checkRenewal,
  endReplaced,
  renewalCopies,
  renewalFields,
} from '../common/renewal.ts';
import { inOrder } from '../common/day-checks.ts';
import { countyAndCity } from '../common/posts.ts';

/** One cell of a tariff. The same shape stands in the tariff and, copied, in each claim. */
export const gradeFields = {
  form: code('Form of agreement', '协议形式', agreementForms, { required: true }),
  difficulty: code('Difficulty', '难易程度', difficulties, { required: true }),
  amount_fen: money('Amount', '补助标准', { required: true }),
  rule: line('When it applies', '适用条件', { max: 200 }),
};

const fields = {
  name: line('Name', '名称', { required: true, max: 60 }),
  version_no: line('Version', '版本', { required: true, max: 20 }),
  document_no: line('Issued by document', '依据文号', { max: 60 }),
  budget_year: integer('Budget year', '预算年度', { min: 1980, max: 2200, year: true }),
  budget_fen: money('Budget', '年度预算'),
  cap_mediator_fen: money('At most for one mediator a year', '单个调解员年度上限'),
  over_budget_allowed: yesNo(
    'May the budget be exceeded with a reason?',
    '是否允许超预算（须写明理由）',
  ),
  papers_may_follow: yesNo(
    'May papers of the file follow, with a reason?',
    '是否允许卷宗材料后补（须写明理由）',
  ),
  exclusions: paragraph('What is not paid for', '不予补助情形', { max: 2000 }),
  valid_from: day('In force since', '启用日期', { future: true }),
  valid_to: day('In force until', '停用日期', { future: true }),
  ...renewalFields('tariff'),
};
const children = {
  grades: childList('grades', 'Grades', '补助标准', { en: 'Grade', zh: '档次' }, gradeFields, {
    min: 1,
  }),
};

type State = 'draft' | 'in_force' | 'ended';
export type Tariff = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const all = [
  'name',
  'version_no',
  'replaces_id',
  'document_no',
  'grades',
  'budget_year',
  'budget_fen',
  'over_budget_allowed',
  'cap_mediator_fen',
  'papers_may_follow',
  'exclusions',
];

export const tariff = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'tariff',
  line: 'mediation',
  label: { en: 'Subsidy tariff', zh: '以案定补标准' },
  plural: { en: 'Subsidy tariffs', zh: '以案定补标准' },
  about: {
    en: 'What a county pays its mediators for a dispute, by form and difficulty, version by version.',
    zh: '县（区）以案定补的分档标准，逐版保存，按纠纷结案日适用。',
  },
  fields,
  children,
  states: {
    draft: { label: { en: 'Draft', zh: '草案' }, tone: 'waiting' },
    in_force: { label: { en: 'In force', zh: '启用' }, tone: 'working' },
    ended: { label: { en: 'Replaced', zh: '停用' }, tone: 'ended' },
  },
  actions: {
    // First, because an office that begins with this product has a version in force already.
    issue: {
      label: { en: 'Bring into force', zh: '启用' },
      from: ['new', 'draft'],
      to: 'in_force',
      roles: countyAndCity,
      primary: true,
      fields: [...all, 'valid_from'],
      required: ['valid_from'],
    },
    draft: {
      label: { en: 'Draft', zh: '拟定' },
      from: ['new'],
      to: 'draft',
      roles: countyAndCity,
      fields: all,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['draft'],
      roles: countyAndCity,
      fields: all,
    },
    set_budget: {
      label: { en: 'Set the budget', zh: '核定预算' },
      from: ['in_force'],
      roles: countyAndCity,
      reason: 'always',
      fields: ['budget_year', 'budget_fen', 'over_budget_allowed'],
      required: ['budget_year', 'budget_fen'],
    },
    be_replaced: beReplaced,
    end: {
      label: { en: 'End', zh: '停用' },
      from: ['in_force'],
      to: 'ended',
      roles: countyAndCity,
      fields: ['valid_to'],
      required: ['valid_to'],
    },
  },
  example: {
    name: '以案定补标准',
    version_no: '2009',
    document_no: '卫司发〔2009〕3号',
    valid_from: '2009-01-01',
    grades: [
      { form: 'oral', difficulty: 'simple', amount_fen: 3000 },
      { form: 'written', difficulty: 'ordinary', amount_fen: 10000 },
    ],
  },
  title: (r) => ({
    en: `Subsidy tariff ${r.version_no ?? ''}`.trim(),
    zh: `${r.name ?? ''}（${r.version_no ?? ''}）`,
  }),
  form: [
    {
      label: { en: 'Tariff', zh: '标准' },
      fields: [
        'name',
        'version_no',
        'replaces_id',
        'document_no',
        'valid_from',
        'valid_to',
        'grades',
      ],
    },
    {
      label: { en: 'Limits', zh: '限额' },
      fields: [
        'budget_year',
        'budget_fen',
        'over_budget_allowed',
        'papers_may_follow',
        'cap_mediator_fen',
        'exclusions',
      ],
    },
  ],
  list: {
    columns: ['name', 'version_no', 'unit_id', 'state', 'valid_from'],
    filters: ['state', 'valid_from'],
    order: 'valid_from',
  },
  search: (r) => [r.name, r.version_no, r.document_no],
  *check(r) {
    yield* inOrder(fields, r, [['valid_from', 'valid_to']]);
    yield* checkRenewal(r);
    const seen = new Set<string>();
    for (const [i, grade] of r.grades.entries()) {
      const cell = `${grade.form} ${grade.difficulty}`;
      if (seen.has(cell)) {
        yield {
          field: `grades.${i}.difficulty`,
          message: { en: 'This grade is there twice.', zh: '同一协议形式和难易程度只能有一档。' },
        };
      }
      seen.add(cell);
    }
  },
  copies: renewalCopies,
  // The budget is counted once for its year, so a new version says its own.
  issued: true,
  renews: {
    link: 'replaces_id',
    anew: ['version_no', 'valid_from', 'document_no', 'budget_year', 'budget_fen'],
  },
  follows: (after, action) => endReplaced('tariff', after, action),
  postings: (r) =>
    r.state === 'draft' || !r.budget_year || !r.budget_fen
      ? []
      : [
          {
            measure: 'subsidy_budget',
            day: `${r.budget_year}-01-01`,
            unit_id: r.unit_id,
            amount: r.budget_fen,
          },
        ],
});
