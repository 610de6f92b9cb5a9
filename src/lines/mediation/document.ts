import { code, day, labelOf, line, paragraph, unit } from '#engine/field.ts';
import { readDocumentNumber } from '#engine/document-number.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { levels } from '../common/levels.ts';
import { documentKinds } from './codes.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { countyAndCity } from '../common/posts.ts';

const children = {};
const fields = {
  name: line('Title', '标题', { required: true, max: 120 }),
  number: line('Document number', '发文字号', {
    max: 60,
    hint: { en: '卫司发〔2009〕12号', zh: '如“卫司发〔2009〕12号”' },
  }),
  kind: code('Kind', '文件类别', documentKinds, { required: true }),
  level: code('Level', '级别', levels, { required: true }),
  issuer: line('Issued by', '发文机关', { required: true, max: 100 }),
  issued_on: day('Issued on', '印发日期'),
  effective_on: day('In force since', '施行日期', { future: true }),
  repealed_on: day('Repealed on', '废止日期', { future: true }),
  summary: paragraph('What it says', '主要内容', { max: 4000 }),
  issued_unit_id: unit('Where counted', '统计所在地', { computed: true }),
};
const all = ['name', 'kind', 'level', 'issuer', 'summary'];

type State = 'drafted' | 'issued' | 'repealed' | 'withdrawn';

export const document = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'document',
  line: 'mediation',
  label: { en: 'Policy document', zh: '规范性文件' },
  plural: { en: 'Policy documents', zh: '规范性文件' },
  about: {
    en: 'Plans, measures and rules on mediation that the bureau or a county issues, by their numbers.',
    zh: '登记制定印发的人民调解工作方案、办法和制度，以发文字号为准。',
  },
  fields,
  children,
  states: {
    drafted: { label: { en: 'Drafted', zh: '起草' }, tone: 'working' },
    issued: { label: { en: 'Issued', zh: '已印发' }, tone: 'done' },
    repealed: { label: { en: 'Repealed', zh: '已废止' }, tone: 'ended' },
    withdrawn: { label: { en: 'Entered by mistake', zh: '误登撤销' }, tone: 'ended' },
  },
  actions: {
    draft: {
      label: { en: 'Draft', zh: '起草' },
      from: ['new'],
      to: 'drafted',
      roles: countyAndCity,
      fields: all,
      set: (r) => ({ issued_unit_id: r.unit_id }),
    },
    issue: {
      label: { en: 'Issue', zh: '印发' },
      from: ['new', 'drafted'],
      to: 'issued',
      roles: countyAndCity,
      primary: true,
      fields: [...all, 'number', 'issued_on', 'effective_on'],
      required: ['number', 'issued_on'],
      set: (r) => ({ issued_unit_id: r.issued_unit_id ?? r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['drafted', 'issued', 'repealed'],
      roles: countyAndCity,
      reason: 'once_ended',
      fields: [...all, 'number', 'issued_on', 'effective_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    repeal: {
      label: { en: 'Repeal', zh: '废止' },
      from: ['issued'],
      to: 'repealed',
      roles: countyAndCity,
      reason: 'always',
      fields: ['repealed_on'],
      required: ['repealed_on'],
    },
    withdraw: {
      label: { en: 'Was entered by mistake', zh: '撤销误登' },
      from: ['drafted', 'issued'],
      to: 'withdrawn',
      roles: countyAndCity,
      reason: 'always',
    },
  },
  example: {
    name: '三调联动工作机制实施方案',
    kind: 'plan',
    level: 'city',
    issuer: '中卫市司法局',
    summary: '明确人民调解、行政调解、司法调解衔接的范围和程序。',
  },
  title: (r) => ({
    en: `${labelOf(documentKinds, r.kind).en} ${r.number ?? ''}`.trim(),
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Document', zh: '文件' }, fields: all },
    {
      label: { en: 'Issue', zh: '印发' },
      fields: ['number', 'issued_on', 'effective_on', 'repealed_on'],
    },
  ],
  list: {
    columns: ['number', 'name', 'kind', 'issuer', 'issued_on', 'state'],
    filters: ['kind', 'level', 'state', 'issued_on'],
    order: 'issued_on',
  },
  search: (r) => [r.name, r.number, r.issuer],
  *check(r) {
    yield* inOrder(fields, r, [
      ['issued_on', 'repealed_on'],
      ['effective_on', 'repealed_on'],
    ]);
    if (r.number) {
      const read = readDocumentNumber(r.number);
      if (!read.ok) yield { field: 'number', message: read.problem };
    }
    if (['issued', 'repealed'].includes(r.state)) {
      for (const name of ['number', 'issued_on'] as const) {
        if (!r[name])
          yield {
            field: name,
            message: {
              en: `“${fields[name].label.en}” cannot be empty once issued.`,
              zh: `已印发的文件“${fields[name].label.zh}”不能为空。`,
            },
          };
      }
    }
  },
  postings: (r) =>
    r.issued_on && r.state !== 'withdrawn'
      ? [
          {
            measure: 'documents_issued',
            day: r.issued_on,
            unit_id: r.issued_unit_id ?? r.unit_id,
            amount: 1,
            facets: { kind: r.kind ?? '' },
          },
        ]
      : [],
});
