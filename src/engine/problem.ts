/** Every expected failure of the product: a closed list of kinds, thrown anywhere, translated once at the edge. */
import type { Text } from './text.ts';

export const problemKinds = {
  invalid: { status: 422, title: { en: 'Something is missing or not right', zh: '填写有误' } },
  'not-signed-in': { status: 401, title: { en: 'Please sign in', zh: '请先登录' } },
  'not-found': { status: 404, title: { en: 'There is no such record', zh: '没有这条记录' } },
  'not-allowed': {
    status: 403,
    title: { en: 'Your post does not allow this', zh: '您的岗位不能办理此事' },
  },
  'prove-again': {
    status: 403,
    title: { en: 'Please prove once more that it is you', zh: '请再次验证身份' },
  },
  'wrong-state': {
    status: 409,
    title: { en: 'Not possible in this state', zh: '当前状态不能办理' },
  },
  stale: { status: 409, title: { en: 'Someone else has changed this', zh: '他人已修改' } },
  duplicate: { status: 409, title: { en: 'This exists already', zh: '已经登记过' } },
  'period-closed': { status: 409, title: { en: 'This period is closed', zh: '该期间已锁定' } },
  'too-large': { status: 413, title: { en: 'Too large', zh: '内容过大' } },
  'too-many': { status: 429, title: { en: 'Too many requests', zh: '操作过于频繁' } },
  unavailable: { status: 503, title: { en: 'Not available just now', zh: '暂时不可用' } },
} as const satisfies Record<string, { status: number; title: Text }>;

export type ProblemKind = keyof typeof problemKinds;

/** One thing wrong at one place. `field` is a path such as `parties.0.name`; without it the whole record is meant. */
export type Issue = {
  field?: string;
  message: Text;
  /** Which rule of the register asks for it, for example R08. */
  rule?: string;
  /** A warning is shown and kept, but does not refuse the write. */
  warning?: boolean;
};

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly detail: Text;
  readonly issues: Issue[];

  constructor(kind: ProblemKind, detail?: Text, issues: Issue[] = []) {
    const text = detail ?? issues[0]?.message ?? problemKinds[kind].title;
    super(`${kind}: ${text.en}`);
    this.name = 'Problem';
    this.kind = kind;
    this.detail = text;
    this.issues = issues;
  }
}

/** Same words whether a record is unknown or out of reach, so that the answer never tells which. */
export function notFound(): Problem {
  return new Problem('not-found', {
    en: 'There is no such record, or it is kept by another unit. Check the number, or ask the unit that keeps it.',
    zh: '没有这条记录，或者由其他单位保管。请核对编号，或向保管单位询问。',
  });
}
