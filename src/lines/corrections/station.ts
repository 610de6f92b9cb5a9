import { account, code, day, line, paragraph } from '#engine/field.ts';
import { defineRecord } from '#engine/record.ts';
import type { RecordBase, StateInfo } from '#engine/record.ts';
import type { ValuesOf } from '#engine/field.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { keeperPostings, keepsFromTheStart, registerFrom } from '../common/register-keeper.ts';
import { stay } from '../common/stretch.ts';
import { supervisors } from '../common/posts.ts';
import { corrStations } from './codes.ts';

const fields = {
  name: line('Name', '名称', { required: true, max: 60 }),
  kind: code('Kind', '类别', corrStations, { required: true }),
  set_up_on: day('Set up or delegated on', '设立（受委托）日期', { required: true }),
  register_from: registerFrom,
  ready_on: day('Ready since', '开展工作日期', {
    hint: {
      en: 'Staff, room and rules are there, or the first person came',
      zh: '人员、场所、制度到位，或者接收首名对象之日',
    },
  }),
  document_no: line('Document', '设立（委托）文号', { max: 60 }),
  officer_id: account('Officer in charge', '负责人'),
  telephone: line('Office telephone', '办公电话', { format: 'telephone', max: 30 }),
  ended_on: day('Ended on', '撤销日期'),
  note: paragraph('Note', '备注', { max: 1000 }),
};

type State = 'active' | 'dissolved';
type Station = RecordBase<State> & ValuesOf<typeof fields>;

const past = (r: Station, { today }: { readonly today: string }) => [
  ...notInFuture(fields, r, today),
];

/** Who keeps the register: without one, the figures of an office are not reported, and never 0. */
export const station = defineRecord<typeof fields, Record<never, never>, Record<State, StateInfo>>({
  name: 'correction_station',
  line: 'corrections',
  label: { en: 'Corrections office', zh: '社区矫正机构' },
  plural: { en: 'Corrections offices', zh: '社区矫正机构' },
  about: {
    en: 'The agencies of city and counties, and the judicial offices that work for them by delegation.',
    zh: '市、县（区）社区矫正机构和受委托承担日常工作的司法所。',
  },
  fields,
  children: {},
  states: {
    active: { label: { en: 'At work', zh: '运行中' }, tone: 'working' },
    dissolved: { label: { en: 'Ended', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    set_up: {
      label: { en: 'Set up or delegate', zh: '设立（委托）' },
      from: ['new'],
      to: 'active',
      roles: supervisors,
      fields: ['name', 'kind', 'set_up_on', 'register_from', 'ready_on', 'document_no', 'officer_id', 'telephone', 'note'],
      set: keepsFromTheStart,
      check: past,
    },
    declare_ready: {
      label: { en: 'Declare ready', zh: '登记开展工作' },
      from: ['active'],
      roles: supervisors,
      primary: true,
      fields: ['ready_on'],
      required: ['ready_on'],
      check: past,
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['active'],
      roles: supervisors,
      fields: '*',
      check: past,
    },
    dissolve: {
      label: { en: 'End', zh: '撤销' },
      from: ['active'],
      to: 'dissolved',
      roles: ['county'],
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      check: past,
    },
  }, // prettier-ignore
  title: (r) => ({
    en: r.kind === 'office' ? 'Judicial office by delegation' : 'Corrections agency',
    zh: r.name ?? '',
  }),
  form: [
    { label: { en: 'Office', zh: '基本情况' }, fields: ['name', 'kind', 'set_up_on', 'register_from', 'ready_on', 'document_no', 'officer_id', 'telephone', 'note'] },
    { label: { en: 'End', zh: '撤销' }, fields: ['ended_on'] },
  ], // prettier-ignore
  list: {
    columns: ['name', 'kind', 'unit_id', 'register_from', 'ready_on', 'state'],
    filters: ['kind', 'state', 'set_up_on', 'ready_on'],
    order: 'set_up_on',
  },
  search: (r) => [r.name],
  *check(r) {
    yield* inOrder(fields, r, [
      ['set_up_on', 'register_from'],
      ['set_up_on', 'ready_on'],
      ['set_up_on', 'ended_on'],
    ]);
  },
  postings: (r) => [
    ...keeperPostings(r, { bodies: 'correction_stations', kept: 'corrections_kept' }),
    // What a county's own agency does is done at its offices: only these are counted as places where it has begun.
    ...(r.ready_on && r.kind === 'office'
      ? stay({ measure: 'corrections_ready', unit_id: r.unit_id }, r.ready_on, r.ended_on)
      : []),
  ],
  example: {
    name: '镇罗司法所',
    kind: 'office',
    set_up_on: '2009-03-01',
    register_from: '2009-03-01',
    ready_on: '2009-03-09',
  },
});
