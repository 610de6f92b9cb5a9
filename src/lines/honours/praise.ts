import { code, day, labelOf, line, link, paragraph, unit } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { notInFuture } from '../common/day-checks.ts';
import { levels } from '../common/levels.ts';
import { praiseKinds, senderKinds } from './codes.ts';

const keepers = ['clerk', 'director', 'county', 'bureau'] as const;

const children = {};
const fields = {
  kind: code('Kind', '类别', praiseKinds, { required: true }),
  level: code('Level', '级别', levels, { required: true }),
  sender_kind: code('Who', '来源', senderKinds, { required: true }),
  sender: line('From', '来信（视察）单位', {
    required: true,
    max: 80,
    hint: { en: 'The body, in full', zh: '单位全称' },
  }),
  received_on: day('Received on', '收到（到访）日期', { required: true }),
  praised: line('Who is praised', '受表扬对象', { required: true, max: 80 }),
  office_id: link('Judicial office', '司法所', 'office'),
  about: paragraph('For what', '内容摘要', { max: 2000 }),
  spread_by: line('Spread by document', '推广文号', {
    max: 60,
    when: ({ kind }) => kind === 'experience',
  }),
  counted_unit_id: unit('Where counted', '统计所在地', { computed: true }),
};
const all = [
  'kind',
  'level',
  'sender_kind',
  'sender',
  'received_on',
  'praised',
  'office_id',
  'about',
  'spread_by',
];

type State = 'kept' | 'withdrawn';

export const praise = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'praise',
  line: 'honours',
  label: { en: 'Praise', zh: '表扬与肯定' },
  plural: { en: 'Praise', zh: '表扬与肯定' },
  about: {
    en: 'Letters of praise, visits of superiors and experience taken up elsewhere, each with its scan.',
    zh: '表扬信、上级视察调研和经验推广，附扫描件。',
  },
  fields,
  children,
  states: {
    kept: { label: { en: 'Kept', zh: '已登记' }, tone: 'done' },
    withdrawn: { label: { en: 'Entered by mistake', zh: '误登撤销' }, tone: 'ended' },
  },
  actions: {
    write_down: {
      label: { en: 'Write down', zh: '登记' },
      from: ['new'],
      to: 'kept',
      roles: keepers,
      fields: all,
      set: (r) => ({ counted_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['kept'],
      roles: keepers,
      reason: 'once_ended',
      fields: all,
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    withdraw: {
      label: { en: 'Was entered by mistake', zh: '撤销误登' },
      from: ['kept'],
      to: 'withdrawn',
      roles: keepers,
      reason: 'always',
    },
  },
  title: (r) => ({
    en: `${labelOf(praiseKinds, r.kind).en}, ${labelOf(levels, r.level).en.toLowerCase()}`,
    zh: `${r.sender ?? ''}：${labelOf(praiseKinds, r.kind).zh}`,
  }),
  form: [{ label: { en: 'Praise', zh: '表扬与肯定' }, fields: all }],
  list: {
    columns: ['received_on', 'kind', 'sender', 'praised', 'level', 'state'],
    filters: ['kind', 'sender_kind', 'level', 'state', 'received_on', 'office_id'],
    order: 'received_on',
  },
  search: (r) => [r.sender, r.praised],
  papers: (r) => [
    {
      name: 'scan',
      order: 1,
      label: { en: 'The letter or document', zh: '来信、文件扫描件' },
      required: r.kind === 'letter' || r.kind === 'experience' ? 'always' : 'as_needed',
      signature: 'none',
    },
    {
      name: 'photos',
      order: 2,
      label: { en: 'Photos', zh: '照片' },
      required: 'as_needed',
      signature: 'none',
    },
  ],
  example: {
    kind: 'letter',
    level: 'township',
    sender_kind: 'township',
    sender: '镇罗镇党委、政府',
    received_on: '2009-03-10',
    praised: '镇罗司法所',
    about: '及时化解灌溉纠纷。',
  },
  postings: (r) =>
    r.state === 'kept'
      ? [
          {
            measure: 'praises',
            day: r.received_on!,
            unit_id: r.counted_unit_id ?? r.unit_id,
            amount: 1,
            facets: { kind: r.kind ?? '', sender: r.sender_kind ?? '' },
          },
        ]
      : [],
});
