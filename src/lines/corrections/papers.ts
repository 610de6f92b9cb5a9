/**
 * The papers of this line and their Word forms. Each person has two files (implementing measures, known from practice):
 * the execution file 执行档案 with the papers of law, and the work file 工作档案 with what was done from day to day.
 */
import type { Paper } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { released } from './codes.ts';
import type { CorrectionFile } from './correction-file-fields.ts';

export const bundles = {
  execution: { en: 'Execution file', zh: '执行档案' },
  work: { en: 'Work file', zh: '工作档案' },
} as const satisfies Record<string, Text>;

export const fileForms = {
  receipt: { en: 'Receipt of the papers', zh: '法律文书送达回执' },
  'reporting-register': { en: 'Register of reporting in', zh: '社区矫正对象报到登记表' },
  announcement: { en: 'Announcement', zh: '社区矫正宣告书' },
  'search-notice': { en: 'Notice: out of contact', zh: '社区矫正对象失去联系情况通报' },
  appraisal: { en: 'Appraisal at the end of the term', zh: '社区矫正期满鉴定表' },
  certificate: { en: 'Certificate of release', zh: '解除社区矫正证明书' },
  'release-notice': { en: 'Notice of release', zh: '解除社区矫正通知书' },
  'termination-notice': { en: 'Notice of termination', zh: '社区矫正终止通知书' },
  responsibility: { en: 'Responsibility letter of the group', zh: '社区矫正小组责任书' },
  plan: { en: 'Correction plan', zh: '社区矫正方案' },
  contacts: { en: 'Record of reports, visits, talks', zh: '报告、走访、谈话记录' },
  contents: { en: 'Contents of the file', zh: '卷内目录' },
} as const satisfies Record<string, Text>;

type Row = readonly [
  name: string,
  en: string,
  zh: string,
  required: Paper['required'],
  template?: keyof typeof fileForms,
];

/** What others issued, and lists that nobody signs. */
const unsigned = new Set([
  'judgment', 'execution-notice', 'identity', 'health', 'execution-contents', 'work-contents',
]); // prettier-ignore

const needed = (yes: boolean): Paper['required'] => (yes ? 'always' : 'as_needed');

export function filePapers(r: CorrectionFile): Paper[] {
  const out = r.end_kind !== null && (released as readonly string[]).includes(r.end_kind);
  const ended = r.end_kind !== null;
  const ill = r.outside_ground === 'illness';
  const execution: Row[] = [
    ['execution-contents', 'Contents', '执行档案目录', needed(ended), 'contents'],
    ['judgment', 'Judgment, ruling or decision', '判决书、裁定书、决定书', 'always'],
    ['execution-notice', 'Notice of execution', '执行通知书', 'as_needed'],
    ['receipt', 'Receipt of the papers', '法律文书送达回执', needed(r.papers_on !== null), 'receipt'],
    ['identity', 'Proof of identity and residence', '身份、居住证明', 'as_needed'],
    ['reporting-register', 'Register of reporting in', '报到登记表', needed(r.received_on !== null), 'reporting-register'],
    ['announcement', 'Announcement', '社区矫正宣告书', needed(r.announced_on !== null), 'announcement'],
    ['search-notice', 'Notice: out of contact', '失去联系情况通报', needed(r.lost_on !== null), 'search-notice'],
    ['appraisal', 'Appraisal', '期满鉴定表', needed(r.appraised_on !== null || r.end_kind === 'over'), 'appraisal'],
    ['certificate', 'Certificate of release', '解除社区矫正证明书', out ? 'always' : 'not_here', 'certificate'],
    ['release-notice', 'Notice of release', '解除社区矫正通知书', out ? 'always' : 'not_here', 'release-notice'],
    ['termination-notice', 'Notice of termination', '社区矫正终止通知书', ended && !out ? 'always' : 'not_here', 'termination-notice'],
  ];
  const work: Row[] = [
    ['work-contents', 'Contents', '工作档案目录', needed(ended), 'contents'],
    ['responsibility', 'Responsibility letter of the group', '矫正小组责任书', needed(r.group_members.length > 0), 'responsibility'],
    ['plan', 'Correction plan', '矫正方案', needed(r.plans.length > 0), 'plan'],
    ['contacts', 'Record of reports, visits, talks', '报告、走访、谈话记录', needed(r.contacts.length > 0), 'contacts'],
    ['sessions', 'Education and service', '教育学习、公益活动材料', 'as_needed'],
    ['health', 'Papers on health', '病情报告和复查材料', needed(ill && r.health_reports.length > 0)],
    ['searches', 'Records of searches', '查找记录', needed(r.searches.length > 0)],
    ['summary', 'Personal summary', '个人总结', needed(r.summary_on !== null)],
  ];
  return [...laid(execution, 'execution', 1), ...laid(work, 'work', 31)];
} // prettier-ignore

/** Their places leave room between the two files: papers that come later keep their numbers. */
function laid(rows: readonly Row[], bundle: keyof typeof bundles, from: number): Paper[] {
  return rows.map(([name, en, zh, required, template], i) => ({
    name,
    order: from + i,
    label: { en, zh },
    required,
    bundle,
    signature: unsigned.has(name) ? 'none' : 'needed',
    ...(template ? { template } : {}),
  }));
}

export const inquiryForms = {
  opinion: { en: 'Opinion after an investigation', zh: '调查评估意见书' },
} as const satisfies Record<string, Text>;

export const inquiryPapers = (answered: boolean): Paper[] => [
  {
    name: 'letter',
    order: 1,
    label: { en: 'Letter of the court or prison', zh: '委托函' },
    required: 'always',
    signature: 'none',
  },
  {
    name: 'opinion',
    order: 2,
    label: { en: 'Opinion after an investigation', zh: '调查评估意见书' },
    required: answered ? 'always' : 'as_needed',
    signature: 'needed',
    template: 'opinion',
  },
  {
    name: 'findings',
    order: 3,
    label: { en: 'Records of who was asked', zh: '调查笔录' },
    required: 'as_needed',
    signature: 'none',
  },
];
