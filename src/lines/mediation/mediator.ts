import { addYears } from '#engine/day.ts';
import { account, code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { Posting } from '#engine/measure.ts';
import { childList, defineRecord } from '#engine/record.ts';
import type { ChildrenOf, RecordBase, StateInfo } from '#engine/record.ts';
import type { ValuesOf } from '#engine/field.ts';
import { educations, employments, mediatorBases, removalGrounds, sexes } from './codes.ts';
import { inOrder, notInFuture } from '../common/day-checks.ts';
import { office, supervisors } from '../common/posts.ts';
import { cited } from './law.ts';

const fields = {
  name: line('Name', '姓名', { required: true, max: 60, format: 'person_name' }),
  sex: code('Sex', '性别', sexes, { required: true }),
  born_on: day('Born on', '出生日期'),
  ethnic_group: line('Ethnic group', '民族', { max: 20 }),
  party_member: yesNo('Party member', '中共党员'),
  education: code('Education', '文化程度', educations),
  employment: code('Full or part time', '专兼职', employments, { required: true }),
  basis: code('Member or appointed', '任职类别', mediatorBases, { required: true }),
  committee_id: link('Committee', '所属调委会', 'committee', { required: true }),
  committee_name: line('Committee', '所属调委会', { computed: true, max: 60 }),
  serves_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  from_day: day('From', '任职日期', { required: true }),
  until_day: day('Until', '离任日期', {
    hint: { en: 'The first day out of office', zh: '自该日起不再任职' },
  }),
  removal_ground: code('Ground of removal', '罢免（解聘）事由', removalGrounds),
  telephone: line('Telephone', '联系电话', { private: true, format: 'telephone', max: 30 }),
  id_number: line('ID number', '身份证号', { private: true, format: 'citizen_id', max: 30 }),
  bank_account: line('Account for subsidies', '补助发放账号', {
    private: true,
    format: 'number',
    max: 40,
  }),
  account_id: account('Signs in as', '登录账号'),
  note: paragraph('Note', '备注', { max: 2000 }),
};

const children = {
  trainings: childList(
    'trainings',
    'Training',
    '培训记录',
    { en: 'Training', zh: '培训' },
    {
      held_on: day('Day', '培训日期', { required: true }),
      subject: line('Subject', '培训内容', { required: true, max: 100 }),
      hours: integer('Hours', '学时', {
        required: true,
        min: 1,
        max: 200,
        unit: { en: 'hours', zh: '学时' },
      }),
      provider: line('Held by', '举办单位', { max: 100 }),
    },
  ),
};

type State = 'active' | 'ended' | 'removed';
export type Mediator = RecordBase<State> & ValuesOf<typeof fields> & ChildrenOf<typeof children>;

const person = [
  'name',
  'sex',
  'born_on',
  'ethnic_group',
  'party_member',
  'education',
  'telephone',
  'id_number',
  'bank_account',
];
const post = ['committee_id', 'basis', 'employment', 'from_day', 'account_id', 'note'];

export const mediator = defineRecord<typeof fields, typeof children, Record<State, StateInfo>>({
  name: 'mediator',
  line: 'mediation',
  label: { en: 'Mediator', zh: '人民调解员' },
  plural: { en: 'Mediators', zh: '人民调解员名册' },
  about: {
    en: "The roster of people's mediators: who serves in which committee, since when, and their training.",
    zh: '登记人民调解员的任职、专兼职和培训情况。',
  },
  fields,
  children,
  states: {
    active: { label: { en: 'In office', zh: '在任' }, tone: 'working' },
    ended: { label: { en: 'Left office', zh: '离任' }, tone: 'ended' },
    removed: { label: { en: 'Removed', zh: '罢免（解聘）' }, tone: 'ended' },
  },
  actions: {
    appoint: {
      label: { en: 'Choose or appoint', zh: '推选（聘任）' },
      from: ['new'],
      to: 'active',
      roles: office,
      fields: [...person, ...post, 'trainings'],
      set: (r) => ({ serves_unit_id: r.unit_id }),
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    change: {
      label: { en: 'Change', zh: '修改' },
      from: ['active', 'ended', 'removed'],
      roles: office,
      reason: 'once_ended',
      fields: [...person, ...post, 'trainings'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    record_training: {
      label: { en: 'Record training', zh: '登记培训' },
      from: ['active'],
      roles: office,
      primary: true,
      fields: ['trainings'],
      required: ['trainings'],
    },
    end: {
      label: { en: 'Leave office', zh: '离任' },
      from: ['active'],
      to: 'ended',
      roles: office,
      fields: ['until_day'],
      required: ['until_day'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    remove: {
      label: { en: 'Remove', zh: '罢免（解聘）' },
      from: ['active'],
      to: 'removed',
      roles: supervisors,
      reason: 'always',
      fields: ['until_day', 'removal_ground'],
      required: ['until_day', 'removal_ground'],
      check: (r, { today }) => notInFuture(fields, r, today),
    },
    reinstate: {
      label: { en: 'Was ended by mistake', zh: '更正离任' },
      from: ['ended', 'removed'],
      to: 'active',
      roles: supervisors,
      reason: 'always',
      set: () => ({ until_day: null, removal_ground: null }),
    },
  },
  example: {
    name: '王建国',
    sex: 'male',
    born_on: '1965-04-18',
    ethnic_group: '汉族',
    party_member: true,
    education: 'senior',
    employment: 'part_time',
    basis: 'member',
    committee_id: '@committee',
    from_day: '2009-01-05',
    telephone: '13900000001',
    trainings: [
      { held_on: '2009-02-20', subject: '调解文书制作', hours: 8, provider: '沙坡头区司法局' },
    ],
  },
  title: (r) => ({ en: r.name ?? '', zh: r.name ?? '' }),
  form: [
    { label: { en: 'Person', zh: '个人情况' }, fields: person },
    { label: { en: 'Post', zh: '任职情况' }, fields: post },
    { label: { en: 'Training', zh: '培训' }, fields: ['trainings'] },
    { label: { en: 'End', zh: '离任' }, fields: ['until_day', 'removal_ground'] },
  ],
  list: {
    columns: ['name', 'committee_id', 'employment', 'basis', 'state', 'from_day'],
    filters: ['employment', 'basis', 'sex', 'state', 'committee_id', 'from_day'],
    order: 'from_day',
  },
  search: (r) => [r.name, r.committee_name],
  past: (given) => [
    { action: 'appoint' },
    ...(given.until_day ? [{ action: given.removal_ground ? 'remove' : 'end' }] : []),
  ],
  copies: { committee_name: ['committee_id', 'name'] },
  *check(r) {
    yield* inOrder(fields, r, [
      ['born_on', 'from_day'],
      ['from_day', 'until_day'],
    ]);
    if (r.born_on && r.from_day && addYears(r.born_on, 18) > r.from_day) {
      yield {
        field: 'born_on',
        message: {
          en: `A mediator is an adult${cited('an_adult', r.from_day).en}. Check the day of birth.`,
          zh: `人民调解员由成年公民担任${cited('an_adult', r.from_day).zh}，请核对出生日期。`,
        },
      };
    }
  },
  postings: (r) => {
    const unit_id = r.serves_unit_id ?? r.unit_id;
    const traits = [
      ...(r.sex === 'female' ? ['woman'] : []),
      ...(r.ethnic_group && !/^汉/.test(r.ethnic_group) ? ['minority'] : []),
      ...(r.party_member ? ['party_member'] : []),
    ];
    const whole = [
      { measure: 'mediators', facets: { employment: r.employment ?? '', basis: r.basis ?? '' } },
      ...traits.map((trait) => ({ measure: 'mediators_among', facets: { trait } })),
    ];
    return [
      ...whole.flatMap((one): Posting[] => [
        { ...one, unit_id, day: r.from_day!, amount: 1 },
        ...(r.until_day ? [{ ...one, unit_id, day: r.until_day, amount: -1 }] : []),
      ]),
      ...r.trainings.flatMap((training): Posting[] => [
        {
          measure: 'training_attendances',
          unit_id,
          day: training.held_on!,
          amount: 1,
          subject: r.id,
        },
        { measure: 'training_hours', unit_id, day: training.held_on!, amount: training.hours! },
      ]),
    ];
  },
});
