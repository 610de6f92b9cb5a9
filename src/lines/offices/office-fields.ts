/** What is kept about a township judicial office: the data sets of the national office register (SF/T 0017). */
import {
  code,
  codes,
  day,
  integer,
  line,
  link,
  money,
  paragraph,
  unit,
  yesNo,
} from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import {
  educations,
  equipmentKinds,
  establishments,
  fundingSources,
  officeDuties,
  ownerships,
  roomKinds,
  sexes,
  staffPosts,
} from './codes.ts';

const pieces = { en: 'pieces', zh: '件（台）' };

export const fields = {
  name: line('Name', '名称', {
    required: true,
    max: 60,
    hint: { en: 'In full, as on the sign', zh: '如“镇罗司法所”' },
  }),
  short_name_en: line('Name in English', '英文名称', { max: 60 }),
  superior: line('Led by', '主管机关', { max: 60 }),
  direct: yesNo('Led by the county bureau alone', '县（区）司法局垂直管理'),
  set_up_on: day('Set up on', '设立日期', { required: true }),
  office_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  register_from: day('Keeps its register since', '建账日期', {
    hint: {
      en: 'From this day on “nothing happened” means zero, and not “not reported”',
      zh: '自该日起无记录即为零，此前为未上报',
    },
  }),
  address: line('Address', '地址', { max: 100 }),
  telephone: line('Office telephone', '办公电话', { format: 'telephone', max: 30 }),
  duties: codes('Duties', '承担职能', officeDuties),
  staff_now: integer('People', '在岗人数', { computed: true, unit: { en: 'people', zh: '人' } }),
  area_m2: integer('Floor area', '用房面积', { computed: true, unit: { en: 'm²', zh: '平方米' } }),
  standardised_from: day('Standardised since', '规范化认定日期', { computed: true }),
  standardised_until: day('Standardised until', '规范化有效期至', { computed: true, future: true }),
  standardised_by: line('Assessment', '认定考评', { computed: true, max: 36 }),
  closed_on: day('Closed on', '撤销日期', {
    hint: { en: 'The first day on which it is no more', zh: '自该日起不再存在' },
  }),
  note: paragraph('Note', '备注', { max: 2000 }),
};

export const children = {
  staff: childList(
    'staff',
    'Staff',
    '人员',
    { en: 'Person', zh: '人员' },
    {
      name: line('Name', '姓名', { required: true, max: 60, format: 'person_name' }),
      post: code('Post', '职务', staffPosts, { required: true }),
      sex: code('Sex', '性别', sexes),
      establishment: code('Establishment', '编制', establishments),
      education: code('Education', '文化程度', educations),
      party_member: yesNo('Party member', '中共党员'),
      from_day: day('From', '任职起', { required: true }),
      until_day: day('Until', '任职止', { future: true }),
    },
  ),
  trainings: childList(
    'trainings',
    'Training',
    '培训',
    { en: 'Training', zh: '培训' },
    {
      on_day: day('On', '日期', { required: true }),
      topic: line('About', '内容', { required: true, max: 100 }),
      people: integer('People', '参训人数', { required: true, min: 1, max: 100 }),
      hours: integer('Hours', '学时', { min: 1, max: 400 }),
    },
  ),
  premises: childList(
    'premises',
    'Premises',
    '业务用房',
    { en: 'Room', zh: '用房' },
    {
      room: code('Room', '用房', roomKinds, { required: true }),
      area_m2: integer('Area', '面积', {
        required: true,
        min: 1,
        max: 10_000,
        unit: { en: 'm²', zh: '平方米' },
      }),
      ownership: code('Whose', '产权', ownerships),
      since_day: day('Since', '启用日期'),
      until_day: day('Until', '停用日期'),
    },
  ),
  equipment: childList(
    'equipment',
    'Vehicles and equipment',
    '车辆装备',
    { en: 'Piece', zh: '装备' },
    {
      kind: code('Equipment', '装备', equipmentKinds, { required: true }),
      pieces: integer('How many', '数量', { required: true, min: 1, max: 1000, unit: pieces }),
      bought_on: day('Since', '配备日期'),
      mark: line('Plate or mark', '车牌（编号）', { max: 30 }),
    },
  ),
  funding: childList(
    'funding',
    'Funding',
    '经费',
    { en: 'Funds', zh: '经费' },
    {
      received_on: day('Received on', '到账日期', { required: true }),
      source: code('Source', '来源', fundingSources, { required: true }),
      amount_fen: money('Amount', '金额', { required: true }),
      purpose: line('For', '用途', { max: 100 }),
    },
  ),
  /** The office's work reaches the villages: who is there on which day. */
  extensions: childList(
    'extensions',
    'In the villages',
    '延伸到村',
    { en: 'Village', zh: '村' },
    {
      village: line('Village', '村（社区）', { required: true, max: 60 }),
      contact: line('Contact', '联络员', { max: 60, format: 'person_name' }),
      rhythm: line('When', '服务时间', { max: 60 }),
      from_day: day('From', '起', { required: true }),
      until_day: day('Until', '止', { future: true }),
    },
  ),
  /** Every stretch of time in which it was standardised: consolidated, lapsed, and standardised again. */
  standards: childList(
    'standards',
    'Standardised',
    '规范化认定',
    { en: 'Period', zh: '认定期间' },
    {
      from_day: day('From', '认定日期', { required: true }),
      until_day: day('Last day', '有效期至', { required: true, future: true }),
      assessment: link('Assessment', '认定考评', 'office_assessment'),
    },
  ),
};

export type OfficeState = 'open' | 'closed';
export type Office = RecordBase<OfficeState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;
