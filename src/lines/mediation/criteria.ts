import { code, day, integer, line, paragraph, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { assessedSubjects } from './codes.ts';
import { beReplaced, checkRenewal, endReplaced, renewalCopies, renewalFields } from './renewal.ts';
import { countyAndCity, inOrder } from './shared.ts';

/** One line of a standard. The same shape stands in the criteria and, copied, in each assessment. */
export const criteriaItem = {
  code: line('Item', '编号', { required: true, max: 20 }),
  parent_code: line('Belongs to', '上级编号', { max: 20 }),
  item: line('What is asked', '考评内容', { required: true, max: 200 }),
  item_en: line('In English', '英文', { max: 200 }),
  points: integer('Points', '分值', {
    required: true,
    min: 0,
    max: 1000,
    unit: { en: 'points', zh: '分' },
  }),
  evidence: line('Evidence', '佐证材料', { max: 200 }),
  must: yesNo('Zero here fails the whole', '一票否决'),
};

const fields = {
  name: line('Name', '名称', { required: true, max: 60 }),
  version_no: line('Version', '版本', { required: true, max: 20 }),
  subject: code('What is assessed', '考评对象', assessedSubjects, { required: true }),
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
  ...renewalFields('criteria'),
  note: paragraph('Note', '说明', { max: 2000 }),
};
const children = {
  items: childList('items', 'Items', '考评项目', { en: 'Item', zh: '项目' }, criteriaItem, {
    min: 1,
  }),
};

type State = 'draft' | 'in_force' | 'ended';
export type Criteria = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;
type Item = Criteria['items'][number];

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

export const criteria = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'criteria',
  line: 'mediation',
  label: { en: 'Assessment standard', zh: '考评标准' },
  plural: { en: 'Assessment standards', zh: '考评标准' },
  about: {
    en: 'The standards by which committees are assessed, version by version; one in force is never changed.',
    zh: '调委会规范化考评标准，逐版保存；启用后不再修改，修订另立新版。',
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
    name: '规范化调委会考评标准',
    version_no: '2009',
    subject: 'committee',
    pass_mark: 16,
    valid_months: 36,
    valid_from: '2009-01-01',
    items: [
      { code: '1', item: '有印章', points: 10, must: true },
      { code: '2', item: '有工作台账', points: 10, evidence: '台账' },
    ],
  },
  title: (r) => ({
    en: `Assessment standard ${r.version_no ?? ''}`.trim(),
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
  derive: (r) => ({ total: leavesOf(r.items).reduce((sum, item) => sum + (item.points ?? 0), 0) }),
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
  renews: { link: 'replaces_id', anew: ['version_no', 'valid_from', 'basis'] },
  follows: (after, action) => endReplaced('criteria', after, action),
  postings: () => [],
});

type Leafy = { readonly code: string | null; readonly parent_code: string | null };

/** Only leaves are scored; the items above them are headings whose points are the sum. */
export function leavesOf<I extends Leafy>(items: readonly I[]): I[] {
  return items.filter((item) => !items.some((other) => other.parent_code === item.code));
}

function* checkTree(items: readonly Item[]): Generator<Issue> {
  const codes = items.map((item) => item.code);
  for (const [i, item] of items.entries()) {
    if (codes.indexOf(item.code) !== i) {
      yield {
        field: `items.${i}.code`,
        message: { en: `Item ${item.code} is there twice.`, zh: `编号“${item.code}”重复。` },
      };
    }
    if (item.parent_code && (!codes.includes(item.parent_code) || item.parent_code === item.code)) {
      yield {
        field: `items.${i}.parent_code`,
        message: {
          en: `There is no item ${item.parent_code} to belong to.`,
          zh: `没有编号为“${item.parent_code}”的上级项目。`,
        },
      };
    }
    const below = items.filter(
      (other) => other.parent_code === item.code && other.code !== item.code,
    );
    const sum = below.reduce((total, other) => total + (other.points ?? 0), 0);
    if (below.length > 0 && sum !== item.points) {
      yield {
        field: `items.${i}.points`,
        message: {
          en: `The items below make ${sum} points, not ${item.points}.`,
          zh: `下级项目合计${sum}分，与本项${item.points}分不符。`,
        },
      };
    }
  }
}

/**
 * “Six haves, four implementations” as the city loader brings it in. The seed gives only the name:
 * which items stand behind it is a reading (domain brief 3.4 M49, O4), so it is data that the
 * bureau changes by a new version.
 */
export const defaultCriteria = {
  name: '“六有四落实”规范化调委会考评标准',
  version_no: '2009',
  subject: 'committee',
  pass_mark: 80,
  valid_months: 36,
  note: '项目为可调整的解读：原文仅有“六有四落实”之名，具体内容由市局按本地标准修订后另立新版。',
  items: [
    item('1', null, '六有', 'Six haves', 60),
    item('1.1', '1', '有标牌：门前悬挂调委会标牌', 'A sign at the door', 10, '照片'),
    item(
      '1.2',
      '1',
      '有印章：刻制并规范使用调委会印章',
      'A seal, properly used',
      10,
      '印模、用印登记',
      true,
    ),
    item(
      '1.3',
      '1',
      '有徽章：调解员佩戴、室内悬挂人民调解标识',
      'The emblem on the wall and worn',
      10,
      '照片',
    ),
    item('1.4', '1', '有固定的调解场所', 'A fixed place', 10, '照片'),
    item('1.5', '1', '有统一的文书格式', 'Uniform document forms', 10, '文书样本'),
    item(
      '1.6',
      '1',
      '有工作台账：受理、排查、回访登记齐全',
      'A complete register',
      10,
      '台账',
      true,
    ),
    item('2', null, '四落实', 'Four implementations', 40),
    item(
      '2.1',
      '2',
      '组织落实：委员三至九人，有妇女委员，按期换届',
      'Organisation: members and term as the law asks',
      10,
      '委员名册、换届记录',
    ),
    item(
      '2.2',
      '2',
      '制度落实：学习、例会、排查、回访、档案制度上墙并执行',
      'Rules: kept and on the wall',
      10,
      '制度文本、会议记录',
    ),
    item(
      '2.3',
      '2',
      '工作落实：定期排查，纠纷及时受理调处，卷宗规范',
      'Work: sweeps, disputes taken up in time, files in order',
      10,
      '排查表、卷宗',
    ),
    item(
      '2.4',
      '2',
      '报酬落实：调解员补助按规定兑现',
      'Pay: subsidies paid as provided',
      10,
      '发放清单',
    ),
  ],
} as const;

function item(
  itemCode: string,
  parent_code: string | null,
  zh: string,
  en: string,
  points: number,
  evidence: string | null = null,
  must = false,
) {
  return { code: itemCode, parent_code, item: zh, item_en: en, points, evidence, must };
}
