import { code, day, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { office, supervisors } from '../common/posts.ts';
import { secret } from '../common/guarded.ts';
import { publicity } from './codes.ts';
import { minorOfFile } from './shared.ts';

const fields = {
  file_id: link('File', '帮教档案', 'help_file', { required: true }),
  minor: minorOfFile,
  heading: line('Heading without a name', '标题（不含姓名）', { required: true, max: 60 }),
  story: paragraph('Story', '事迹材料', { ...secret, required: true, max: 8000 }),
  cultivated_on: day('Chosen on', '确定为典型日期', { required: true }),
  public_text: paragraph('Text without any trace of who it is', '去标识化文本', {
    max: 8000,
    hint: { en: 'No name, number, address, firm', zh: '不得出现姓名、号码、住址、单位名称' },
  }),
  consent: yesNo('Separate consent in writing', '本人书面单独同意'),
  consent_on: day('Consent signed on', '同意书签署日期'),
  consent_until: day('Consent withdrawn on', '同意撤回日期'),
  publicity: code('May be used', '公开范围', publicity),
  checked_on: day('Checked on', '审核日期'),
  approved_on: day('Approved on', '批准日期'),
  cultivated_unit_id: unit('Chosen by', '培育单位', { computed: true }),
};

const children = {
  uses: childList(
    'uses',
    'Log of use',
    '使用记录',
    { en: 'Use', zh: '使用' },
    {
      used_on: day('Day', '日期', { required: true }),
      scope: code('For', '用途', publicity, { required: true }),
      occasion: line('Where', '使用场合', { required: true, max: 120 }),
    },
  ),
};

type State = 'drafted' | 'checked' | 'approved' | 'withdrawn';
type Exemplar = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const scopes = ['inside', 'meetings', 'press'];
/** Numbers of a telephone, a document, an account: the surest trace of somebody. */
const trace = /\d{7,}/;

/** The story of somebody who did well. Naming a released person needs a consent of its own (PIPL 25, 28 and 29). */
export const exemplar = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'exemplar',
  line: 'resettlement',
  label: { en: 'Exemplar', zh: '帮教典型' },
  plural: { en: 'Exemplars', zh: '转化典型' },
  about: {
    en: 'Examples of people who did well: the story, the consent, the text that may be used, and where it was.',
    zh: '安置帮教转化典型：事迹、本人同意、去标识化文本和使用记录。',
  },
  fields,
  children,
  states: {
    drafted: { label: { en: 'Drafted', zh: '起草' }, tone: 'waiting' },
    checked: { label: { en: 'Checked', zh: '已审核' }, tone: 'working' },
    approved: { label: { en: 'Approved', zh: '已批准' }, tone: 'done' },
    withdrawn: { label: { en: 'Withdrawn', zh: '已撤回' }, tone: 'ended' },
  },
  actions: {
    draft: {
      label: { en: 'Write down', zh: '登记' },
      from: ['new'],
      to: 'drafted',
      roles: office,
      fields: [
        'file_id',
        'heading',
        'story',
        'cultivated_on',
        'public_text',
        'consent',
        'consent_on',
        'publicity',
      ],
      set: (r) => ({ cultivated_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    check: {
      label: { en: 'Checked', zh: '审核' },
      from: ['drafted'],
      to: 'checked',
      roles: supervisors,
      primary: true,
      fields: ['checked_on', 'public_text'],
      required: ['checked_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    approve: {
      label: { en: 'Approve', zh: '批准' },
      from: ['checked'],
      to: 'approved',
      roles: ['county'],
      primary: true,
      fields: ['approved_on', 'publicity'],
      required: ['approved_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    use: {
      label: { en: 'Log a use', zh: '登记使用' },
      from: ['approved'],
      roles: supervisors,
      fields: ['uses'],
      required: ['uses'],
      check: mayBeUsed,
    },
    withdraw_consent: {
      label: { en: 'Consent withdrawn', zh: '撤回同意' },
      from: ['drafted', 'checked', 'approved'],
      to: 'withdrawn',
      roles: office,
      reason: 'always',
      fields: ['consent_until'],
      required: ['consent_until'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['drafted', 'checked', 'approved'],
      roles: office,
      reason: 'once_ended',
      fields: [
        'heading',
        'story',
        'cultivated_on',
        'public_text',
        'consent',
        'consent_on',
        'publicity',
      ],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  goes_with: 'file_id',
  copies: { minor: ['file_id', 'minor'] },
  sensitive: () => true,
  sealed: (r) => r.minor === true,
  hangs_on: 'file_id',
  *check(r) {
    yield* inOrder(fields, r, [
      ['cultivated_on', 'approved_on'],
      ['consent_on', 'consent_until'],
    ]);
    if (r.public_text && trace.test(r.public_text))
      yield {
        field: 'public_text',
        message: {
          en: 'A long number stands in the text. Take out telephones, document and account numbers.',
          zh: '去标识化文本中含有长串号码，请删除电话、证件、账号等号码。',
        },
      };
    if (r.publicity && r.publicity !== 'inside' && !(r.consent && r.consent_on && r.public_text))
      yield {
        field: 'consent',
        message: {
          en: 'Whatever leaves the bureau needs the person’s separate consent in writing, its day, and a text without any trace of who it is (PIPL 25, 29).',
          zh: '系统外使用须有本人书面单独同意、签署日期和去标识化文本（个人信息保护法第二十五条、第二十九条）。',
        },
      };
    if (r.minor && r.publicity && r.publicity !== 'inside')
      yield {
        field: 'publicity',
        message: {
          en: 'What is sealed is used inside the bureau at most.',
          zh: '封存档案的典型不得对外使用。',
        },
      };
  },
  postings: (r) =>
    r.state === 'withdrawn' && !r.approved_on
      ? []
      : [
          {
            measure: 'exemplars',
            day: r.cultivated_on!,
            unit_id: r.cultivated_unit_id!,
            amount: 1,
          },
        ],
  title: (r) => ({ en: 'Exemplar', zh: r.heading ?? '' }),
  form: [
    { label: { en: 'Story', zh: '事迹' }, fields: ['file_id', 'heading', 'cultivated_on', 'cultivated_unit_id', 'story'] },
    { label: { en: 'Consent and text for use', zh: '同意与使用文本' }, fields: ['consent', 'consent_on', 'consent_until', 'publicity', 'public_text'] },
    { label: { en: 'Check and use', zh: '审批与使用' }, fields: ['checked_on', 'approved_on', 'uses'] },
  ], // prettier-ignore
  list: {
    columns: ['heading', 'unit_id', 'cultivated_on', 'publicity', 'state'],
    filters: ['state', 'cultivated_on', 'publicity', 'file_id'],
    order: 'cultivated_on',
  },
  search: (r) => [r.heading],
  example: {
    file_id: '@help_file',
    heading: '温棚里的新生活',
    story: '出监后在帮教小组帮助下承包温棚两座，带动三户邻居。',
    cultivated_on: '2009-03-15',
  },
});

/** Each use lies within what was agreed to. */
function* mayBeUsed(r: Exemplar): Generator<Issue> {
  const most = scopes.indexOf(r.publicity ?? 'inside');
  for (const [i, use] of r.uses.entries())
    if (scopes.indexOf(use.scope ?? '') > most)
      yield {
        field: `uses.${i}.scope`,
        message: {
          en: 'This goes beyond what was agreed to. Ask for consent first, and change what it may be used for.',
          zh: '超出同意的公开范围。请先取得同意并修改公开范围。',
        },
      };
}
