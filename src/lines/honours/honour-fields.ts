/** What is kept about one honour of one body or person, from the nomination to its end. */
import { account, code, day, integer, line, link, paragraph, unit, yesNo } from '#engine/field.ts';
import type { ValuesOf } from '#engine/field.ts';
import { childList } from '#engine/record.ts';
import type { ChildrenOf, RecordBase } from '#engine/record.ts';
import { levels } from '../common/levels.ts';
import { sheetChildren } from '../common/score-sheet.ts';
import {
  conditionMet,
  endings,
  honourKinds,
  objectionFindings,
  subjectKinds,
  verificationResults,
} from './codes.ts';
import { honourQuestionCodes } from './questions.ts';

export const fields = {
  kind: code('Kind', '荣誉类别', honourKinds, { required: true }),
  level: code('Level', '级别', levels, { required: true }),
  subject_kind: code('Who is honoured', '荣誉对象', subjectKinds, { required: true }),
  subject_name: line('Name', '名称（姓名）', {
    required: true,
    max: 60,
    hint: { en: 'The body or the person, in full', zh: '单位全称或个人姓名' },
  }),
  subject_name_en: line('Name in English', '英文名称', { max: 80 }),
  /** Only of bodies and persons of an office: whether it was standardised is asked there. */
  office_id: link('Judicial office', '司法所', 'office', {
    when: ({ subject_kind }) => subject_kind === 'office' || subject_kind === 'person',
  }),
  position: line('Position', '职务', {
    max: 40,
    when: ({ subject_kind }) => subject_kind === 'person',
  }),
  /** Whoever has an account is chosen by it, so that nobody inspects their own honour; all others are named. */
  person_account_id: account('Account of the person', '本人账号', {
    fills: 'subject_name',
    hint: { en: 'If the person signs in here', zh: '本人在本系统有账号的，请选择' },
    when: ({ subject_kind }) => subject_kind === 'person',
  }),
  /** Kind of subject and whoever it is: by it, lower levels of the same subject are found. */
  subject_key: line('Subject', '对象标识', { computed: true, max: 100 }),
  /** The day of its last step, by which the register is ordered: what is in hand has no day of naming yet. */
  moved_on: day('Last step on', '最近办理日期', { computed: true }),
  honoured_unit_id: unit('Where counted', '统计所在地', { computed: true }),
  title: line('Name of the honour', '荣誉名称', {
    max: 80,
    hint: {
      en: 'In full, as it stands on the plaque',
      zh: '以命名文件、牌匾为准，如“全国民主法治示范村”',
    },
  }),
  basis: line('By which rules', '申报依据', { max: 100 }),
  merits: paragraph('What for', '主要事迹', { max: 4000 }),
  /** Where this kind of honour has a tree of conditions: then its points are sums, and nobody types them. */
  criteria_id: link('Standard of the honour', '评审标准', 'honour_standard', {
    in_force_on: 'nominated_on',
    hint: { en: 'Where this kind of honour is scored', zh: '该类荣誉设有评审标准的，须选择' },
  }),
  criteria_version: line('Version of the standard', '标准版本', { computed: true, max: 20 }),
  criteria_kind: line('Kind it is for', '标准适用类别', { computed: true, max: 60 }),
  pass_mark: integer('Pass mark', '达标分数', { computed: true }),
  vetoed: yesNo('A must-have is missing', '触及一票否决', { computed: true }),
  self_score: integer('Self-check points', '自评得分', {
    min: 0,
    max: 1000,
    when: ({ criteria_id }) => !criteria_id,
  }),
  nominated_on: day('Nominated on', '申报日期'),
  nominated_by: account('Nominated by', '申报人', { computed: true }),
  inspected_on: day('Inspected on', '考察日期'),
  inspected_by: account('Inspected by', '考察人', { computed: true }),
  inspector_score: integer('Inspection points', '考察得分', {
    min: 0,
    max: 1000,
    when: ({ criteria_id }) => !criteria_id,
  }),
  opinion: paragraph('Opinion of the inspection', '考察意见', { max: 2000 }),
  notice_from: day('Public notice from', '公示起'),
  notice_until: day('Public notice until', '公示止', {
    future: true,
    hint: {
      en: 'Empty: the shortest that is allowed, in working days',
      zh: '不填则按最短公示期（工作日）计算',
    },
  }),
  notice_shortest: day('May end on', '最早届满日', { computed: true, future: true }),
  notice_place: line('Where it hangs', '公示地点', { max: 100 }),
  recommended_on: day('Recommended on', '推荐上报日期'),
  recommended_to: line('Recommended to', '推荐至', { max: 60 }),
  recommended_no: line('By document', '推荐文号', { max: 60 }),
  named_on: day('Named on', '命名（授予）日期'),
  named_by: line('Named by', '命名（授予）机关', { max: 80 }),
  document_no: line('Document', '命名文号', { max: 60 }),
  certificate_no: line('Number of the certificate', '证书（牌匾）编号', { max: 60 }),
  plaque_on: day('Plaque put up on', '授牌日期'),
  valid_until: day('Valid until', '有效期至', {
    future: true,
    hint: { en: 'Empty: until it is taken away', zh: '不填则长期有效，撤销、取消除外' },
  }),
  verified_on: day('Verified again on', '复核日期'),
  verified_by: account('Verified by', '复核人', { computed: true }),
  verification: code('Result', '复核结果', verificationResults),
  verification_opinion: paragraph('Opinion', '复核意见', { max: 2000 }),
  ended_on: day('No longer from', '终止日期', {
    hint: { en: 'The first day on which it no longer holds', zh: '自该日起不再有效' },
  }),
  ended_how: code('How it ended', '终止方式', endings, { computed: true }),
};

export const children = {
  ...sheetChildren(honourQuestionCodes),
  /** The conditions of the honour, looked at one by one. */
  conditions: childList(
    'conditions',
    'Conditions',
    '申报条件审查',
    { en: 'Condition', zh: '条件' },
    {
      condition: line('Condition', '条件', { required: true, max: 200 }),
      met: code('Met?', '是否符合', conditionMet),
      note: line('Evidence', '佐证', { max: 200 }),
    },
  ),
  objections: childList(
    'objections',
    'Objections',
    '公示异议',
    { en: 'Objection', zh: '异议' },
    {
      received_on: day('Received on', '收到日期', { required: true }),
      from_whom: line('From', '提出人', { max: 60, format: 'person_name', private: true }),
      what: line('What is objected', '异议内容', { required: true, max: 400 }),
      finding: code('What came of it', '核查结论', objectionFindings),
      answered_on: day('Answered on', '答复日期'),
      answer: line('Answer', '答复内容', { max: 400 }),
    },
  ),
  /** When it held: a new term never wipes out what an old figure counted. */
  terms: childList(
    'terms',
    'Valid',
    '有效期间',
    { en: 'Term', zh: '期间' },
    {
      from_day: day('From', '起', { required: true }),
      until_day: day('Last day', '止', { future: true }),
      ground: line('By', '依据', { required: true, max: 40 }),
    },
  ),
};

export type HonourState =
  | 'nominated'
  | 'inspected'
  | 'publicised'
  | 'recommended'
  | 'held'
  | 'revoked'
  | 'cancelled'
  | 'lapsed'
  | 'not_granted'
  | 'withdrawn';
export type Honour = RecordBase<HonourState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;
export type Term = Honour['terms'][number];
