import { code, codes, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { Role } from '#engine/permission.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import type { ValuesOf } from '#engine/field.ts';
import { addDays } from '#engine/day.ts';
import { facetShape, readAdded } from './added-counts.ts';
import {
  bindingKinds,
  bindingPeriods,
  bindingShows,
  countedIn,
  periodKinds,
  returnLevels,
} from './codes.ts';

const issuers: readonly Role[] = ['county', 'bureau'];

const fields = {
  name: line('Name of the form', '表名', { required: true, max: 80 }),
  name_en: line('Name in English', '英文表名', { max: 120 }),
  version_no: line('Version', '版本', { required: true, max: 20 }),
  shipped: line('Form that comes along', '随产品提供的表', {
    max: 40,
    hint: {
      en: 'Its short name, such as mediation; empty for an own sheet.',
      zh: '如 mediation；使用上级空白表时留空。',
    },
  }),
  table_number: line('Table number', '表号', { max: 60 }),
  issued_by: line('Issued by', '制定机关', { max: 80 }),
  approval_number: line('Approval or filing number', '批准（备案）文号', { max: 80 }),
  valid_until: day('Valid until', '有效期至', { future: true }),
  period_kind: code('Period', '报告期别', periodKinds, { required: true }),
  levels: codes('Who sends it', '填报层级', returnLevels, { required: true }),
  due_in: code('Days are', '期限按', countedIn, { required: true }),
  due_township: integer('Townships: days after the period', '乡镇：期后天数', { min: 1, max: 120 }),
  due_county: integer('Counties: days after the period', '县（区）：期后天数', {
    min: 1,
    max: 120,
  }),
  due_city: integer('City: days after the period', '市：期后天数', { min: 1, max: 120 }),
  nil_allowed: yesNo('May it be a nil return?', '可否零报告'),
  valid_from: day('In force since', '启用日期', { future: true }),
  valid_to: day('In force until', '停用日期', { future: true }),
  replaces_id: link('Replaces', '替代版本', 'return_form'),
  replaces_unit_id: unit('Issued by the unit', '原版制定单位', { computed: true }),
  replaces_from: day('The old one since', '原版启用日期', { computed: true, future: true }),
  sheet_id: line('Blank sheet', '空白表', { computed: true, max: 40 }),
  sheet_name: line('File name', '文件名', { computed: true, max: 200 }),
  notes: paragraph('Notes', '填表说明', { max: 2000 }),
};

const cellFields = {
  sheet: line('Sheet', '工作表', { required: true, max: 60 }),
  cell: line('Cell', '单元格', { required: true, max: 10 }),
  what: code('What stands there', '取数种类', bindingKinds, { required: true }),
  name: line('Which', '名称', { required: true, max: 80 }),
  facets: line('Only these', '限定', {
    max: 600,
    hint: { en: 'type=family,land', zh: '如 type=family,land' },
  }),
  also: line('And with it', '另加', {
    max: 2000,
    hint: {
      en: 'indicator:disputes_settled;measure:disputes?type=land',
      zh: '如 indicator:disputes_settled;measure:disputes?type=land',
    },
  }),
  show: code('Which side', '取值', bindingShows),
  period: code('Over which days', '取数期间', bindingPeriods),
  of_unit_id: unit('Of which unit', '取数单位'),
};

const children = {
  cells: childList('cells', 'Bound cells', '取数单元格', { en: 'Cell', zh: '单元格' }, cellFields),
  sums: childList(
    'sums',
    'What must add up',
    '勾稽关系',
    { en: 'Sum', zh: '关系' },
    {
      says: line('In words', '说明', { required: true, max: 120 }),
      whole: line('Whole', '合计单元格', { required: true, max: 80 }),
      parts: line('Parts', '各项单元格', { required: true, max: 2000 }),
    },
  ),
};

type State = 'draft' | 'in_force' | 'ended';
export type ReturnFormRecord = RecordBase<State> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;

const head = [
  'name', 'name_en', 'version_no', 'shipped', 'table_number', 'issued_by', 'approval_number', 'valid_until',
  'period_kind', 'levels', 'due_in', 'due_township', 'due_county', 'due_city', 'nil_allowed', 'replaces_id', 'notes',
] as const; // prettier-ignore

/** How many days each level has after the end of the period. */
export const dueField = {
  township: 'due_township',
  county: 'due_county',
  city: 'due_city',
} as const;

export const returnForm = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'return_form',
  line: 'reporting',
  label: { en: 'Form of a return', zh: '统计报表表式' },
  plural: { en: 'Forms of returns', zh: '统计报表表式' },
  about: {
    en: 'Which returns are sent, by whom, by when, and what each cell counts; version by version.',
    zh: '需填报的统计报表：谁填、何时报、每格取什么数，逐版保存。',
  },
  fields,
  children,
  states: {
    draft: { label: { en: 'Draft', zh: '拟定' }, tone: 'waiting' },
    in_force: { label: { en: 'In force', zh: '启用' }, tone: 'working' },
    ended: { label: { en: 'Ended', zh: '停用' }, tone: 'ended' },
  },
  actions: {
    draft: {
      label: { en: 'Draft a form', zh: '拟定表式' },
      from: ['new'],
      to: 'draft',
      roles: issuers,
      fields: head,
    },
    issue: {
      label: { en: 'Bring into force', zh: '启用' },
      from: ['draft'],
      to: 'in_force',
      roles: issuers,
      primary: true,
      fields: ['valid_from'],
      required: ['valid_from', 'table_number', 'issued_by', 'approval_number', 'valid_until'],
      check: checkReady,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['draft'],
      roles: issuers,
      fields: head,
    },
    bind: {
      label: { en: 'Bind cells', zh: '设定取数' },
      from: ['draft'],
      roles: issuers,
      fields: ['cells', 'sums'],
    },
    set_sheet: {
      label: { en: 'Blank sheet brought in', zh: '上传空白表' },
      from: ['draft'],
      roles: [],
      internal: true,
      fields: ['sheet_id', 'sheet_name'],
    },
    be_replaced: {
      label: { en: 'Replaced by a new version', zh: '由新版替代' },
      from: ['in_force'],
      to: 'ended',
      roles: [],
      internal: true,
      fields: ['valid_to'],
      required: ['valid_to'],
    },
    end: {
      label: { en: 'End', zh: '停用' },
      from: ['in_force'],
      to: 'ended',
      roles: issuers,
      reason: 'always',
      fields: ['valid_to'],
      required: ['valid_to'],
    },
  },
  example: {
    name: '人民调解工作情况统计表',
    name_en: "Return of people's mediation",
    version_no: '2009',
    shipped: 'mediation',
    table_number: '示范调1表',
    issued_by: '示范司法厅',
    approval_number: '示范统批〔2009〕1号',
    valid_until: '2012-12-31',
    period_kind: 'half_year',
    levels: ['township', 'county'],
    due_in: 'calendar_days',
    due_township: 2,
    due_county: 3,
    nil_allowed: true,
  },
  title: (r) => ({
    en: `${r.name_en ?? r.table_number ?? 'Form'} (${r.version_no ?? ''})`,
    zh: `${r.name ?? ''}（${r.version_no ?? ''}）`,
  }),
  form: [
    {
      label: { en: 'Form', zh: '表式' },
      fields: ['name', 'name_en', 'version_no', 'shipped', 'replaces_id', 'notes'],
    },
    {
      label: { en: 'As the Statistics Law asks (article 17)', zh: '统计法第十七条标志' },
      fields: ['table_number', 'issued_by', 'approval_number', 'valid_until'],
    },
    {
      label: { en: 'Who sends it, and by when', zh: '填报与期限' },
      fields: [
        'period_kind', 'levels', 'due_in', 'due_township', 'due_county', 'due_city', 'nil_allowed', 'valid_from', 'valid_to',
      ],
    },
    {
      label: { en: 'Cells', zh: '取数' },
      fields: ['sheet_name', 'cells', 'sums'],
    },
  ], // prettier-ignore
  list: {
    columns: ['name', 'version_no', 'table_number', 'period_kind', 'valid_from', 'state'],
    filters: ['state', 'period_kind', 'valid_from'],
    order: 'valid_from',
  },
  search: (r) => [r.name, r.table_number, r.version_no],
  copies: {
    replaces_unit_id: ['replaces_id', 'unit_id'],
    replaces_from: ['replaces_id', 'valid_from'],
  },
  renews: {
    link: 'replaces_id',
    anew: ['version_no', 'valid_from', 'valid_until', 'approval_number'],
  },
  *check(r) {
    yield* checkDueDays(r);
    yield* checkCells(r);
    yield* checkReplacing(r);
    if (r.valid_from && r.valid_to && r.valid_to < r.valid_from)
      yield {
        field: 'valid_to',
        message: { en: 'A form cannot end before it begins.', zh: '停用日期不能早于启用日期。' },
      };
  },
  follows: (after, action) =>
    action === 'issue' && after.replaces_id
      ? [
          {
            type: 'return_form',
            id: after.replaces_id,
            action: 'be_replaced',
            fields: { valid_to: addDays(after.valid_from!, -1) },
          },
        ]
      : [],
  postings: () => [],
});

function* checkDueDays(r: ReturnFormRecord): Generator<Issue> {
  for (const [level, field] of Object.entries(dueField)) {
    if (r.levels?.includes(level) && r[field] === null)
      yield {
        field,
        message: {
          en: 'By when has this level to send it? Fill in the days after the period.',
          zh: '该层级须填报，请填写期后天数。',
        },
      };
  }
}

const cellShape = /^[A-Z]{1,3}[1-9]\d{0,6}$/;

function* checkCells(r: ReturnFormRecord): Generator<Issue> {
  const seen = new Set<string>();
  for (const [i, { sheet, cell, facets, also }] of r.cells.entries()) {
    if (cell && !cellShape.test(cell))
      yield {
        field: `cells.${i}.cell`,
        message: { en: 'Write the cell like B5.', zh: '单元格请写成B5的样子。' },
      };
    if (facets && !facetShape.test(facets))
      yield {
        field: `cells.${i}.facets`,
        message: {
          en: 'Write the limits like type=family,land.',
          zh: '限定请写成 type=family,land 的样子。',
        },
      };
    if (readAdded(also) === null)
      yield {
        field: `cells.${i}.also`,
        message: {
          en: 'Write what is added like indicator:name;measure:name?type=land.',
          zh: '另加项请写成 indicator:名称;measure:名称?type=land 的样子。',
        },
      };
    const place = `${sheet}!${cell}`;
    if (seen.has(place))
      yield {
        field: `cells.${i}.cell`,
        message: { en: `${cell} is bound twice.`, zh: `${cell}设定了两次。` },
      };
    seen.add(place);
  }
}

function* checkReplacing(r: ReturnFormRecord): Generator<Issue> {
  if (!r.replaces_id) return;
  if (r.replaces_unit_id !== r.unit_id)
    yield {
      field: 'replaces_id',
      message: {
        en: 'A form is replaced by the unit that issued it.',
        zh: '只能由原制定单位以新版替代。',
      },
    };
  if (r.valid_from && r.replaces_from && r.valid_from <= r.replaces_from)
    yield {
      field: 'valid_from',
      message: {
        en: `The version it replaces began on ${r.replaces_from}. Choose a later day.`,
        zh: `所替代的版本自${r.replaces_from}启用，请选择其后的日期。`,
      },
    };
}

/** A form without cells asks for nothing; one out of date may be refused by whoever has to fill it in. */
function* checkReady(r: ReturnFormRecord): Generator<Issue> {
  if (!r.shipped && r.cells.length === 0)
    yield {
      field: 'cells',
      message: {
        en: 'No cell is bound yet. Bring in the blank sheet and bind its cells, or name a form that comes along.',
        zh: '尚未设定取数单元格。请上传空白表并设定取数，或填写随产品提供的表。',
      },
    };
  if (r.valid_until && r.valid_from && r.valid_until < r.valid_from)
    yield {
      field: 'valid_until',
      rule: 'STAT17',
      message: {
        en: 'The approval has run out by then: whoever gets the form may refuse it (Statistics Law 17).',
        zh: '届时批准已过有效期，填报单位有权拒绝填报（统计法第十七条）。',
      },
    };
}
