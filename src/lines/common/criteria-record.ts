/**
 * A standard as a record: version by version, one in force never changed, a new one ends the old. Each line that judges
 * bodies has its own register of them, made here.
 */
import { code, day, integer, line, paragraph } from '#engine/field.ts';
import type { CodeList, ValuesOf } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { leavesOf } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import { checkTree, criteriaItem } from './criteria-tree.ts';
import { inOrder } from './day-checks.ts';
import { countyAndCity } from './posts.ts';
import { beReplaced, checkRenewal, endReplaced, renewalCopies, renewalFields } from './renewal.ts';

type Options = {
  readonly name: string;
  readonly line: string;
  readonly label: Text;
  readonly plural: Text;
  readonly about: Text;
  readonly subjects: CodeList;
  readonly questions: CodeList;
  readonly example: Readonly<Record<string, unknown>>;
};

function fieldsOf(name: string, subjects: CodeList) {
  return {
    name: line('Name', '名称', { required: true, max: 60 }),
    version_no: line('Version', '版本', { required: true, max: 20 }),
    subject: code('What is assessed', '考评对象', subjects, { required: true }),
    basis: line('Issued by document', '依据文件', { max: 100 }),
    pass_mark: integer('Pass mark', '达标分数', {
      required: true,
      min: 1,
      max: 1000,
      unit: { en: 'points', zh: '分' },
    }),
    total: integer('Points in all', '总分', { computed: true }),
    valid_months: integer('A pass is valid for', '认定有效期', {
      required: true,
      min: 1,
      max: 120,
      unit: { en: 'months', zh: '个月' },
    }),
    valid_from: day('In force since', '启用日期', { future: true }),
    valid_to: day('In force until', '停用日期', { future: true }),
    ...renewalFields(name),
    note: paragraph('Note', '说明', { max: 2000 }),
  };
}

function childrenOf(questions: CodeList) {
  return {
    items: childList(
      'items',
      'Items',
      '考评项目',
      { en: 'Item', zh: '项目' },
      criteriaItem(questions),
      { min: 1 },
    ),
  };
}

type FieldsOfCriteria = ReturnType<typeof fieldsOf>;
type ChildrenOfCriteria = ReturnType<typeof childrenOf>;
export type CriteriaState = 'draft' | 'in_force' | 'ended';
export type Criteria = RecordBase<CriteriaState> &
  ValuesOf<FieldsOfCriteria> &
  ChildrenOf<ChildrenOfCriteria>;

const all = [
  'name',
  'version_no',
  'replaces_id',
  'subject',
  'basis',
  'pass_mark',
  'valid_months',
  'items',
  'note',
];

export function defineCriteria(options: Options) {
  const { name, line: line_, label, plural, about, subjects, questions, example } = options;
  const fields = fieldsOf(name, subjects);
  return defineRecord<FieldsOfCriteria, ChildrenOfCriteria, Record<CriteriaState, StateInfo>>({
    name,
    line: line_,
    label,
    plural,
    about,
    fields,
    children: childrenOf(questions),
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
    example,
    title: (r) => ({
      en: `${label.en} ${r.version_no ?? ''}`.trim(),
      zh: `${r.name ?? ''}（${r.version_no ?? ''}）`,
    }),
    form: [
      {
        label: { en: 'Standard', zh: '标准' },
        fields: [
          'name',
          'version_no',
          'replaces_id',
          'subject',
          'basis',
          'pass_mark',
          'total',
          'valid_months',
          'valid_from',
          'valid_to',
          'note',
        ],
      },
      { label: { en: 'Items', zh: '项目' }, fields: ['items'] },
    ],
    list: {
      columns: ['name', 'version_no', 'total', 'pass_mark', 'state', 'valid_from'],
      filters: ['state', 'subject'],
      order: 'valid_from',
    },
    search: (r) => [r.name, r.version_no],
    derive: (r) => ({
      total: leavesOf(r.items).reduce((sum, item) => sum + (item.points ?? 0), 0),
    }),
    *check(r) {
      yield* inOrder(fields, r, [['valid_from', 'valid_to']]);
      yield* checkRenewal(r);
      yield* checkTree(r.items);
      if (r.pass_mark! > r.total!) {
        yield {
          field: 'pass_mark',
          message: {
            en: `Nobody can pass: there are ${r.total} points in all.`,
            zh: `总分只有${r.total}分，达标分数过高。`,
          },
        };
      }
    },
    copies: renewalCopies,
    issued: true,
    renews: { link: 'replaces_id', anew: ['version_no', 'valid_from', 'basis'] },
    follows: (after, action) => endReplaced(name, after, action),
    postings: () => [],
  });
}
