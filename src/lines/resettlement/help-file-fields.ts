/** What is kept about one person in help-education. Identity stays in the register of persons. */
import {
  account, code, codes, day, integer, line, link, money, paragraph, unit, yesNo,
} from '#engine/field.ts'; // prettier-ignore
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import { sexes } from '../common/person-codes.ts';
import { officesInCharge } from '../common/office-spans.ts';
import { secret } from '../common/guarded.ts';
import {
  channels, classes, classReasons, endKinds, groupRoles, moods, needs, offences, placementModes, reliefKinds,
  tickedTraits, visitWays,
} from './codes.ts'; // prettier-ignore

const computed = { computed: true } as const;

export const fields = {
  number: line('File number', '档案编号', computed),
  person_id: link('Person', '对象', 'person', { required: true }),
  sex: code('Sex', '性别', sexes, computed),
  birth_year: integer('Year of birth', '出生年份', { ...computed, year: true }),
  minor: yesNo('Under 18 at the time of the offence', '犯罪时未满十八周岁', {
    hint: { en: 'Sealed: the file is not there for others', zh: '封存：无权限的人查询时与无记录相同' },
  }),
  channel: code('Hand-over channel', '衔接渠道', channels, { required: true }),
  from_where: line('Prison or house', '监所名称', { max: 60 }),
  released_on: day('Released on', '释放日期', { required: true }),
  received_on: day('Taken over on', '衔接日期', {
    required: true,
    hint: { en: 'Met, or reported in', zh: '接回或报到之日' },
  }),
  received_unit_id: unit('Taken over by', '接收单位', computed),
  offence: code('Kind of offence', '原罪名类别', offences),
  sentence: line('Sentence', '原判刑罚', { ...secret, max: 80 }),
  certificate: line('Release certificate', '释放证明书编号', { ...secret, max: 60 }),
  three_nots: yesNo('Three-nots: no home, no work, no kin', '三无人员（无家可归、无业可就、无亲可投）'),
  circumstances: codes('Circumstances', '特殊情形', tickedTraits),
  officer_id: account('Officer in charge', '责任人'),
  ends_on: day('Help-education until', '帮教期满日', {
    future: true,
    hint: { en: 'Empty: five years from release, as the office has set it', zh: '不填则按本单位设定计算（刑释五年）' },
  }),

  help_class: code('Class', '帮教类别', classes),
  class_on: day('Classified on', '分类日期'),
  class_reasons: codes('Reasons', '分类依据', classReasons),
  class_note: paragraph('Grounds in words', '分类说明', { ...secret, max: 1000 }),

  group_from: day('Group since', '帮教小组成立日期'),
  agreement_on: day('Agreement signed on', '帮教协议签订日期'),
  plan: paragraph('Plan', '帮教计划', { ...secret, max: 3000 }),

  // The latest visit is asked for field by field, so that a telephone can; it becomes a row of the list.
  visit_on: day('Visited on', '走访日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  visit_way: code('How', '走访方式', visitWays),
  visit_mind: code('State of mind', '思想状况', moods),
  visit_needs: codes('Needs', '需求', needs),
  visit_note: paragraph('What was said', '走访记录', { ...secret, max: 3000 }),
  last_visit_on: day('Last visit', '最近走访', computed),
  next_visit_on: day('Next visit by', '下次走访期限', { ...computed, future: true }),

  placement_mode: code('Placement', '安置方式', placementModes),
  placed_on: day('Placed since', '安置日期'),
  placed_at: line('Where', '安置去向', { ...secret, max: 120 }),
  placement_evidence: line('Evidence', '安置凭证', {
    max: 120,
    hint: { en: 'Contract, certificate, list of the village', zh: '合同、证明、村委会名册等' },
  }),
  placement_until: day('Placement ended on', '安置终止日期'),

  relief_kind: code('Relief', '救助种类', reliefKinds),
  relief_on: day('Given on', '救助日期'),
  relief_fen: money('Amount', '救助金额'),
  relief_by: line('Given by', '实施单位', { max: 60 }),

  lost_on: day('Out of contact since', '失去联系日期'),
  moving_to_unit_id: unit('Moving to', '拟转入单位', computed),
  move_id: link('Move', '转移', 'help_move', computed),
  moved_on: day('Moved on', '转入日期', computed),

  reoffended_on: day('Convicted again on', '重新犯罪判决日期'),
  reoffence: line('New offence', '重新犯罪罪名', { ...secret, max: 80 }),
  ended_on: day('Ended on', '终止日期'),
  end_kind: code('How it ended', '终止情形', endKinds),
  end_note: paragraph('Note on the end', '终止说明', { ...secret, max: 1000 }),
}; // prettier-ignore

export const children = {
  offices: officesInCharge,
  gradings: childList(
    'gradings',
    'Classes',
    '分类记录',
    { en: 'Class', zh: '分类' },
    {
      from_day: day('Since', '起始日期', { required: true }),
      help_class: code('Class', '帮教类别', classes, { required: true }),
      reasons: codes('Reasons', '依据', classReasons),
      note: paragraph('Grounds', '说明', { ...secret, max: 1000 }),
    },
  ),
  group_members: childList(
    'group_members',
    'Help-education group',
    '帮教小组成员',
    { en: 'Member', zh: '成员' },
    {
      name: line('Name', '姓名', { ...secret, format: 'person_name', required: true, max: 60 }),
      role: code('As', '身份', groupRoles, { required: true }),
      telephone: line('Telephone', '电话', { ...secret, private: true, format: 'telephone', max: 30 }),
    },
  ),
  visits: childList(
    'visits',
    'Visits and talks',
    '走访谈话记录',
    { en: 'Visit', zh: '走访' },
    {
      visited_on: day('Day', '日期', { required: true }),
      way: code('How', '方式', visitWays, { required: true }),
      mind: code('State of mind', '思想状况', moods),
      needs: codes('Needs', '需求', needs),
      note: paragraph('What was said', '记录', { ...secret, max: 3000 }),
      due_on: day('Was due by', '应走访期限', { future: true }),
    },
  ),
  placements: childList(
    'placements',
    'Placements',
    '安置记录',
    { en: 'Placement', zh: '安置' },
    {
      mode: code('Placement', '方式', placementModes, { required: true }),
      from_day: day('From', '起始日期', { required: true }),
      until_day: day('Until', '终止日期'),
      place: line('Where', '去向', { ...secret, max: 120 }),
      evidence: line('Evidence', '凭证', { max: 120 }),
    },
  ),
  reliefs: childList(
    'reliefs',
    'Relief',
    '救助帮扶记录',
    { en: 'Relief', zh: '救助' },
    {
      kind: code('Relief', '种类', reliefKinds, { required: true }),
      given_on: day('Given on', '日期', { required: true }),
      amount_fen: money('Amount', '金额'),
      provider: line('Given by', '实施单位', { max: 60 }),
    },
  ),
}; // prettier-ignore

export type HelpState = 'received' | 'helping' | 'moving' | 'ended';
export type HelpFile = RecordBase<HelpState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;
