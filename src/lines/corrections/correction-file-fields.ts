/** What is kept about one person under correction. Identity stays in the register of persons. */
import {
  account, code, codes, day, integer, line, link, paragraph, unit, yesNo,
} from '#engine/field.ts'; // prettier-ignore
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import { offences } from '../common/offence-codes.ts';
import { sexes } from '../common/person-codes.ts';
import { officesInCharge } from '../common/office-spans.ts';
import { hidden, secret } from '../common/guarded.ts';
import {
  announcedThings, categories, contactKinds, contactWays, corrClasses, corrClassReasons, corrEnds, corrGroupRoles,
  corrMoods, healthKinds, hoursKinds, noticeAbouts, noticeOrgans, organKinds, outsideGrounds, pauseKinds,
} from './codes.ts'; // prettier-ignore
import { decisionKinds, rulings } from './approval-codes.ts';

const computed = { computed: true } as const;
const expected = { ...computed, future: true } as const;

export const fields = {
  number: line('File number', '档案编号', computed),
  person_id: link('Person', '社区矫正对象', 'person', { required: true }),
  sex: code('Sex', '性别', sexes, computed),
  birth_year: integer('Year of birth', '出生年份', { ...computed, year: true }),
  minor: yesNo('Minor', '未成年人', {
    hint: { en: 'Under 18 at the offence or when correction began. Sealed, and so after the birthday', zh: '犯罪时或者接受矫正时未满十八周岁；封存，满十八周岁后不变' },
  }),
  category: code('Category', '矫正类别', categories, { required: true }),
  outside_ground: code('Outside prison because of', '暂予监外执行事由', outsideGrounds, {
    when: (r) => r['category'] === 'outside_prison',
  }),
  organ_kind: code('Decided by', '决定机关类别', organKinds, { required: true }),
  inquiry_id: link('Investigation', '调查评估', 'correction_inquiry'),
  survey_id: link('Found by the survey', '摸底排查', 'correction_survey'),
  surveyed_on: day('Found on', '排查日期', computed),
  deciding_organ: line('Deciding organ', '社区矫正决定机关', { required: true, max: 60 }),
  document_no: line('Number of the judgment', '法律文书文号', { ...secret, max: 80 }),
  offence: code('Kind of offence', '罪名类别', offences),
  sentence: line('Sentence', '原判刑罚', { ...secret, max: 80 }),
  injunction: paragraph('Injunction', '禁止令内容', { ...secret, max: 500, hint: { en: 'Empty where there is none', zh: '没有的不填' } }),
  under_injunction: yesNo('Under an injunction', '被宣告禁止令', computed),
  offended_on: day('Offence committed on', '犯罪日期', {
    hint: { en: 'Of several the first; it tells whether this is a minor’s', zh: '多起的填最早一起；据此判断犯罪时是否未满十八周岁' },
  }),
  effective_on: day('In force since', '文书生效日期', {
    required: true,
    hint: { en: 'Judgment, ruling or decision: notice, papers and reporting in count from it', zh: '判决、裁定、决定生效之日，通知、送达、报到期限由此起算' },
  }),
  term_from: day('Term from', '矫正期起', { required: true, future: true }),
  term_until: day('Term until', '矫正期止', { required: true, future: true }),
  notified_on: day('Notice came on', '收到决定机关通知日期'),
  papers_on: day('Papers came on', '收到法律文书日期'),
  receipt_on: day('Receipt sent on', '回执送达日期'),
  report_due_on: day('Reports in by', '报到期限', expected),
  came_from: line('Came from another city', '原执行地（市外转入）', {
    ...secret,
    max: 80,
    hint: { en: 'Agency of the place where correction went on before', zh: '原执行地社区矫正机构' },
  }),
  came_on: day('There decided on', '原执行地决定变更日期'),
  received_on: day('Reported in on', '报到接收日期'),
  received_unit_id: unit('Received by', '接收单位', computed),
  officer_id: account('Officer in charge', '责任人'),

  announced_on: day('Announced on', '入矫宣告日期'),
  announced: codes('What was announced', '宣告内容', announcedThings),
  announced_at: line('Where', '宣告地点', { max: 60 }),
  announced_publicly: yesNo('In public', '公开宣告', {
    hint: { en: 'Never for a minor', zh: '未成年人的宣告不公开' },
  }),

  group_from: day('Group since', '矫正小组成立日期'),
  letter_on: day('Responsibility letter signed on', '责任书签订日期'),

  plan_made_on: day('Plan made on', '方案制定（调整）日期'),
  plan: paragraph('Plan', '矫正方案', { ...secret, max: 3000 }),
  plan_result: paragraph('How the last plan worked', '上期方案实施效果评估', { ...secret, max: 1000 }),
  education_hours: integer('Hours of education a month', '每月教育学习时数', {
    min: 0, max: 100,
    hint: { en: 'The law sets none; the plan of this person may', zh: '法律未规定固定时数，可在个人矫正方案中确定' },
  }),
  service_hours: integer('Hours of service a month', '每月公益活动时数', { min: 0, max: 100 }),

  corr_class: code('Class', '管理类别', corrClasses),
  class_on: day('Classified on', '分类日期'),
  class_reasons: codes('Reasons', '分类依据', corrClassReasons),
  class_note: paragraph('Grounds in words', '分类说明', { ...secret, max: 1000 }),

  // The latest contact is asked for field by field, so that a telephone can; it becomes a row of the list.
  contact_on: day('Day', '日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  contact_way: code('How', '方式', contactWays),
  contact_mind: code('State of mind', '思想动态', corrMoods),
  contact_note: paragraph('What was said', '记录', { ...secret, max: 3000 }),
  next_report_on: day('Next report by', '下次报告期限', expected),
  next_visit_on: day('Next visit by', '下次走访期限', expected),
  next_talk_on: day('Next talk by', '下次谈话期限', expected),

  hours_kind: code('Kind', '活动类别', hoursKinds),
  hours_on: day('Held on', '活动日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  hours: integer('Hours', '时数', { min: 1, max: 24 }),
  hours_topic: line('Topic', '内容', { max: 120 }),

  health_kind: code('Kind', '报告类别', healthKinds),
  health_on: day('Handed in on', '提交日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  health_note: paragraph('Findings', '病情', { ...hidden, max: 1000 }),

  lost_on: day('Out of contact since', '失去联系日期'),
  search_on: day('Searched on', '查找日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  search_note: paragraph('How and with whom', '查找情况', { ...secret, max: 1000 }),
  found_on: day('Found on', '查找到日期'),

  pause_kind: code('Why', '中断情形', pauseKinds),
  pause_from: day('Since', '中断起始日期'),
  pause_until: day('Resumed on', '恢复日期'),
  pause_note: paragraph('Note', '中断说明', { ...secret, max: 1000 }),

  notice_about: code('About', '通知事项', noticeAbouts),
  notice_organs: codes('Told', '通知单位', noticeOrgans),
  notice_on: day('Told on', '通知日期', { hint: { en: 'Empty: today', zh: '不填即今天' } }),
  notice_no: line('Number of the letter', '文号', { max: 60 }),

  summary_on: day('Personal summary on', '个人总结日期'),
  appraised_on: day('Appraised on', '书面鉴定日期'),
  appraisal: paragraph('Appraisal', '矫正期间表现鉴定', { ...secret, max: 3000 }),

  ended_on: day('Ended on', '解除（终止）日期'),
  end_kind: code('How it ended', '终结情形', corrEnds),
  certificate: line('Certificate', '解除证明书编号', { ...secret, max: 60 }),
  end_note: paragraph('Note on the end', '终结说明', { ...secret, max: 1000 }),
  reoffended_on: day('New crime: judgment of', '再犯罪判决日期'),
  help_file_id: link('Resettlement file', '安置帮教档案', 'help_file', computed),

  moving_to_unit_id: unit('Moving to', '拟变更至', computed),
  moved_on: day('Place changed on', '变更执行地日期', computed),
  moved_to: line('New place of execution', '新执行地', { ...secret, max: 80, ...computed }),

  // What was decided about them elsewhere is noted here by its record, and becomes a row of the list.
  decision_id: link('Decision', '考核奖惩', 'correction_decision', computed),
  decision_kind: code('Kind', '种类', decisionKinds, computed),
  decision_on: day('Decided on', '决定日期', computed),
  decision_ruling: code('Ruling', '裁定（决定）', rulings, computed),
  decision_ruled_on: day('Ruled on', '裁定（决定）日期', computed),
}; // prettier-ignore

export const children = {
  offices: officesInCharge,
  announced_to: childList(
    'announced_to',
    'Who was there',
    '宣告到场人员',
    { en: 'Person', zh: '人员' },
    {
      name: line('Name', '姓名', { ...secret, format: 'person_name', required: true, max: 60 }),
      role: code('As', '身份', corrGroupRoles, { required: true }),
    },
  ),
  group_members: childList(
    'group_members',
    'Correction group',
    '矫正小组成员',
    { en: 'Member', zh: '成员' },
    {
      name: line('Name', '姓名', { ...secret, format: 'person_name', required: true, max: 60 }),
      role: code('As', '身份', corrGroupRoles, { required: true }),
      sex: code('Sex', '性别', sexes, { required: true }),
      knows_minors: yesNo('Knows minors', '熟悉未成年人身心特点'),
      telephone: line('Telephone', '电话', { ...hidden, format: 'telephone', max: 30 }),
    },
  ),
  plans: childList(
    'plans',
    'Plans',
    '矫正方案',
    { en: 'Plan', zh: '方案' },
    {
      made_on: day('Made on', '日期', { required: true }),
      plan: paragraph('Plan', '方案', { ...secret, max: 3000, required: true }),
      result: paragraph('How the one before worked', '上期效果评估', { ...secret, max: 1000 }),
    },
  ),
  gradings: childList(
    'gradings',
    'Classes',
    '分类记录',
    { en: 'Class', zh: '分类' },
    {
      from_day: day('Since', '起始日期', { required: true }),
      corr_class: code('Class', '管理类别', corrClasses, { required: true }),
      reasons: codes('Reasons', '依据', corrClassReasons),
      note: paragraph('Grounds', '说明', { ...secret, max: 1000 }),
    },
  ),
  contacts: childList(
    'contacts',
    'Reports, visits, talks',
    '报告、走访、谈话记录',
    { en: 'Contact', zh: '记录' },
    {
      kind: code('Kind', '类别', contactKinds, { required: true }),
      on_day: day('Day', '日期', { required: true }),
      way: code('How', '方式', contactWays, { required: true }),
      mind: code('State of mind', '思想动态', corrMoods),
      note: paragraph('What was said', '记录', { ...secret, max: 3000 }),
      due_on: day('Was due by', '应完成期限', { future: true }),
    },
  ),
  sessions: childList(
    'sessions',
    'Education and service',
    '教育学习和公益活动',
    { en: 'Session', zh: '活动' },
    {
      kind: code('Kind', '类别', hoursKinds, { required: true }),
      held_on: day('Held on', '日期', { required: true }),
      hours: integer('Hours', '时数', { min: 1, max: 24, required: true }),
      topic: line('Topic', '内容', { max: 120 }),
    },
  ),
  health_reports: childList(
    'health_reports',
    'Health',
    '病情报告和复查',
    { en: 'Report', zh: '报告' },
    {
      kind: code('Kind', '类别', healthKinds, { required: true }),
      on_day: day('Handed in on', '日期', { required: true }),
      note: paragraph('Findings', '病情', { ...hidden, max: 1000 }),
    },
  ),
  pauses: childList(
    'pauses',
    'Times out of reach',
    '中断情形',
    { en: 'Time', zh: '中断' },
    {
      kind: code('Why', '情形', pauseKinds, { required: true }),
      from_day: day('Since', '起始日期', { required: true }),
      until_day: day('Until', '恢复日期'),
      note: paragraph('Note', '说明', { ...secret, max: 1000 }),
    },
  ),
  searches: childList(
    'searches',
    'Searches',
    '查找记录',
    { en: 'Search', zh: '查找' },
    {
      on_day: day('Searched on', '日期', { required: true }),
      note: paragraph('How and with whom', '查找情况', { ...secret, max: 1000 }),
    },
  ),
  notices: childList(
    'notices',
    'Told to others',
    '通知记录',
    { en: 'Notice', zh: '通知' },
    {
      about: code('About', '事项', noticeAbouts, { required: true }),
      organ: code('Told', '单位', noticeOrgans, { required: true }),
      on_day: day('Told on', '日期', { required: true }),
      letter_no: line('Number of the letter', '文号', { max: 60 }),
    },
  ),
  decisions: childList(
    'decisions',
    'Rewards and sanctions',
    '考核奖惩',
    { en: 'Decision', zh: '决定' },
    {
      decision_id: link('Decision', '考核奖惩', 'correction_decision', { required: true }),
      kind: code('Kind', '种类', decisionKinds, { required: true }),
      decided_on: day('Decided on', '决定日期', { required: true }),
      ruling: code('Ruling', '裁定（决定）', rulings),
      ruled_on: day('Ruled on', '裁定（决定）日期'),
    },
  ),
}; // prettier-ignore

export type CorrectionState =
  | 'expected'
  | 'reported'
  | 'correcting'
  | 'suspended'
  | 'released'
  | 'terminated'
  | 'moved';
export type CorrectionFile = RecordBase<CorrectionState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;
