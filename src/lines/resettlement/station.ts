import { account, code, day, line, paragraph } from '#engine/field.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { StateInfo } from '#engine/record.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { keeperPostings, keepsFromTheStart, registerFrom } from '../common/register-keeper.ts';
import { supervisors } from '../common/posts.ts';
import { groupRoles, stationKinds } from './codes.ts';

const fields = {
  name: line('Name', '名称', { required: true, max: 60 }),
  kind: code('Kind', '类别', stationKinds, { required: true }),
  set_up_on: day('Set up on', '成立日期', { required: true }),
  register_from: registerFrom,
  document_no: line('Document', '成立文号', { max: 60 }),
  officer_id: account('Officer in charge', '负责人'),
  telephone: line('Office telephone', '办公电话', { format: 'telephone', max: 30 }),
  ended_on: day('Dissolved on', '撤销日期'),
  note: paragraph('Note', '备注', { max: 1000 }),
};

const children = {
  members: childList(
    'members',
    'Members',
    '成员',
    { en: 'Member', zh: '成员' },
    {
      name: line('Name', '姓名', { required: true, max: 60, format: 'person_name' }),
      role: code('From', '单位类别', groupRoles, { required: true }),
      post: line('Post', '职务', { max: 60 }),
    },
  ),
};

type State = 'active' | 'dissolved';

/** Who keeps the register: without a station, the figures of an office are not reported, and never 0. */
export const station = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'help_station',
  line: 'resettlement',
  label: { en: 'Work station', zh: '安置帮教工作站' },
  plural: { en: 'Work stations', zh: '安置帮教工作机构' },
  about: {
    en: 'The station of each township and the office of each county that keep this register.',
    zh: '乡镇安置帮教工作站和县（区）安置帮教工作办公室。',
  },
  fields,
  children,
  states: {
    active: { label: { en: 'At work', zh: '运行中' }, tone: 'working' },
    dissolved: { label: { en: 'Dissolved', zh: '已撤销' }, tone: 'ended' },
  },
  actions: {
    set_up: {
      label: { en: 'Set up', zh: '设立' },
      from: ['new'],
      to: 'active',
      roles: supervisors,
      fields: [
        'name',
        'kind',
        'set_up_on',
        'register_from',
        'document_no',
        'officer_id',
        'telephone',
        'members',
        'note',
      ],
      set: keepsFromTheStart,
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['active'],
      roles: supervisors,
      fields: '*',
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    dissolve: {
      label: { en: 'Dissolve', zh: '撤销' },
      from: ['active'],
      to: 'dissolved',
      roles: ['county'],
      reason: 'always',
      fields: ['ended_on'],
      required: ['ended_on'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
  },
  title: (r) => ({ en: labelEn(r.kind), zh: r.name ?? '' }),
  form: [
    { label: { en: 'Station', zh: '基本情况' }, fields: ['name', 'kind', 'set_up_on', 'register_from', 'document_no', 'officer_id', 'telephone', 'note'] },
    { label: { en: 'Members', zh: '成员' }, fields: ['members'] },
    { label: { en: 'End', zh: '撤销' }, fields: ['ended_on'] },
  ], // prettier-ignore
  list: {
    columns: ['name', 'kind', 'unit_id', 'register_from', 'state'],
    filters: ['kind', 'state', 'set_up_on'],
    order: 'set_up_on',
  },
  search: (r) => [r.name],
  *check(r) {
    yield* inOrder(fields, r, [
      ['set_up_on', 'register_from'],
      ['set_up_on', 'ended_on'],
    ]);
  },
  postings: (r) => [...keeperPostings(r, { bodies: 'help_stations', kept: 'resettlement_kept' })],
  example: {
    name: '镇罗镇安置帮教工作站',
    kind: 'township',
    set_up_on: '2008-12-01',
    register_from: '2009-01-01',
    members: [{ name: '李志明', role: 'office', post: '所长' }],
  },
});

function labelEn(kind: string | null): string {
  return kind === 'township' ? 'Work station of the township' : 'Office of the leading group';
}
