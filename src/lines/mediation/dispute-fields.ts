/**
 * What is kept of a dispute, in the order of the paper form. There is no field for a fee: mediation
 * is free (R12).
 */
import {
  account,
  code,
  codes,
  day,
  instant,
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
  agreementForms,
  committeeKinds,
  confirmationResults,
  consents,
  declineGrounds,
  difficulties,
  disputeTypes,
  effects,
  partyKinds,
  partyRoles,
  performances,
  results,
  retentions,
  risks,
  satisfactions,
  settledResults,
  sexes,
  sides,
  signatures,
  sources,
  statusTypes,
} from './codes.ts';
import { paperNames } from './paper-names.ts';

type Typed = Record<string, unknown>;
const isSettled = (v: Typed) => settledResults.includes(v.result as string);
const isWritten = (v: Typed) => v.result === 'written';
const canBeConfirmed = (v: Typed) => isSettled(v) && !statusTypes.has(v.dispute_type as string);

export const fields = {
  number: line('Number', '案号', { computed: true, max: 60 }),
  committee_id: link('Committee', '调解委员会', 'committee'),
  committee_kind: code('Kind of committee', '调解组织类别', committeeKinds, { computed: true }),
  committee_short_name: line('Committee, in short', '调委会简称', { computed: true, max: 20 }),
  committee_short_name_en: line('Committee (English)', '调委会英文简称', {
    computed: true,
    max: 60,
  }),

  found_on: day('Came up on', '发现（申请）日期'),
  accepted_on: day('Accepted on', '受理日期'),
  accepted_unit_id: unit('Accepted at', '受理地', { computed: true }),
  dispute_type: code('What about', '纠纷类型', disputeTypes, { required: true }),
  source: code('How it came', '案件来源', sources),
  about: paragraph('What happened', '纠纷简要情况', { max: 4000 }),
  place: line('Where', '发生地点', { max: 100 }),
  people_count: integer('People involved', '涉及人数', {
    min: 1,
    max: 100_000,
    unit: { en: 'people', zh: '人' },
  }),
  amount_fen: money('Amount at stake', '涉及金额'),
  difficulty: code('Difficulty', '难易程度', difficulties),
  consent: code('Do all sides agree to mediation?', '各方是否同意调解', consents),
  exclusive_matter: yesNo(
    'Does the law leave it to another organ alone?',
    '是否依法由专门机关管辖处理',
  ),
  minor_involved: yesNo('Is a child concerned?', '是否涉及未成年人'),
  violence_risk: yesNo('Danger of violence', '有暴力危险', {
    hint: { en: 'Call 110 first, then write it down here.', zh: '请先拨打110，再在此登记。' },
  }),
  police_told_at: instant('Police told at', '报警时间', { computed: true }),
  police_station: line('Police told', '接警单位', { max: 60 }),
  police_report: paragraph('Report to the police', '报警情况', { max: 4000 }),
  sensitive: yesNo('Restricted', '限制查看', {
    hint: {
      en: 'Only its mediator, whoever wrote it down, the director and the county see it.',
      zh: '仅承办人、登记人、所长和县（区）局可见',
    },
  }),
  to_complete: yesNo('Finish later', '以后补全'),

  rights_told_on: day('Rights and duties told on', '告知权利义务日期'),
  mediator_id: link('Mediator', '调解员', 'mediator'),
  mediator_name: line('Mediator', '调解员姓名', { computed: true, max: 60 }),
  mediator_account_id: account("Mediator's account", '调解员账号', { computed: true }),
  declined_on: day('Not accepted on', '不予受理日期'),
  declined_ground: code('Why it was not accepted', '不予受理原因', declineGrounds),

  result: code('Result', '调解结果', results),
  concluded_on: day('Day of the result', '调解终结日期'),
  concluded_unit_id: unit('Mediated at', '调解地', { computed: true }),
  settled_on_spot: yesNo('Settled on the spot', '当场调成', { computed: true }),
  agreement_form: code('Form of agreement', '协议形式', agreementForms, { computed: true }),
  agreed_on: day('Agreement in force since', '协议生效日期', { computed: true }),
  agreement_facts: paragraph(
    'Facts, matter in dispute, who is responsible',
    '主要事实、争议事项和各方责任',
    {
      max: 4000,
      when: isWritten,
    },
  ),
  agreement_content: paragraph('What was agreed', '协议内容', { max: 4000, when: isSettled }),
  performance_terms: paragraph('How and by when it is performed', '履行方式、期限', {
    max: 2000,
    when: isSettled,
  }),
  due_on: day('To be performed by', '履行期限届满', {
    future: true,
    when: isSettled,
    hint: { en: 'Empty: performed at once', zh: '不填为即时履行' },
  }),
  signed_how: codes('How the parties signed', '当事人签署方式', signatures, { when: isWritten }),
  sealed: yesNo(
    "Bears the mediator's signature and the committee's seal",
    '调解员已签名并加盖调委会印章',
    { when: isWritten },
  ),
  confirmation_wanted: yesNo(
    'Do the parties want the court to confirm it?',
    '当事人是否申请司法确认',
    {
      when: canBeConfirmed,
      hint: { en: 'All sides together, within 30 days', zh: '自协议生效之日起三十日内共同申请' },
    },
  ),
  routes_told: yesNo(
    'Told of arbitration, administrative and court ways',
    '已告知仲裁、行政、司法途径',
    {
      when: (v) => v.result === 'failed',
    },
  ),
  passed_to: line('Passed on to', '转送单位', {
    max: 100,
    when: (v) => v.result === 'transferred',
  }),

  performance: code('Performance', '履行情况', performances, { when: isSettled }),
  performed_on: day('Performed on', '履行日期', {
    when: (v) => ['performed', 'partly'].includes(v.performance as string),
  }),
  breached_on: day('Backed out on', '反悔日期', { when: (v) => v.performance === 'backed_out' }),
  performance_note: paragraph('About the performance', '履行情况说明', { max: 2000 }),
  confirmation_applied_on: day('Confirmation applied for on', '申请司法确认日期'),
  confirmation_court: line('Court', '确认法院', { max: 60 }),
  confirmation_accepted_on: day('Court accepted on', '法院受理日期'),
  /** Court president's leave, for special reasons (rule R03.extension). */
  confirmation_extended_on: day('Court given ten days more on', '批准延长审查期限日期'),
  confirmation_decided_on: day('Court decided on', '法院裁定日期'),
  confirmation_result: code('Decision of the court', '司法确认结果', confirmationResults),
  confirmation_number: line('Number at the court', '司法确认案号', { max: 60 }),

  closed_on: day('Closed on', '结案日期'),
  closing_note: paragraph('Closing report', '结案报告', { max: 4000 }),
  filed_on: day('Filed on', '归档日期'),
  retention: code('Keep for', '保管期限', retentions),
  shelf: line('Where the file stands', '存放位置', { max: 60 }),
  originals: codes('Signed originals in the paper file', '卷内签字原件', paperNames, {
    hint: {
      en: 'Signed papers that lie in the file and were not scanned',
      zh: '纸质卷宗内已签字、未上传扫描件的文书',
    },
  }),
};

export const children = {
  parties: childList(
    'parties',
    'Parties',
    '当事人',
    { en: 'Party', zh: '当事人' },
    {
      side: code('Side', '地位', sides, { required: true }),
      kind: code('Person or body', '类别', partyKinds),
      name: line('Name', '姓名（名称）', { required: true, max: 60, format: 'person_name' }),
      role: code('Taking part as', '参加身份', partyRoles),
      sex: code('Sex', '性别', sexes),
      born_on: day('Born on', '出生日期'),
      ethnic_group: line('Ethnic group', '民族', { max: 20 }),
      work: line('Work or position', '职业或单位', { max: 60 }),
      id_number: line('ID number', '身份证号', { private: true, format: 'citizen_id', max: 30 }),
      telephone: line('Telephone', '联系电话', { private: true, format: 'telephone', max: 30 }),
      address: line('Address', '住址', { private: true, max: 100 }),
    },
    { min: 1, columns: { by: 'side', main: 'name', offer: ['telephone', 'address'] } },
  ),
  co_mediators: childList(
    'co_mediators',
    'Other mediators',
    '共同调解员',
    { en: 'Mediator', zh: '调解员' },
    {
      mediator_id: link('Mediator', '调解员', 'mediator', { required: true }),
    },
  ),
  sessions: childList(
    'sessions',
    'Mediation records',
    '调解笔录',
    { en: 'Session', zh: '调解' },
    {
      held_on: day('Day', '日期', { required: true }),
      place: line('Where', '地点', { max: 100 }),
      present: line('Invited: kin, neighbours, experts', '邀请参加人', { max: 200 }),
      notes: paragraph('What was said', '调解笔录', { max: 10_000 }),
      outcome: line('How it ended', '本次结果', { max: 200 }),
    },
  ),
  revisits: childList(
    'revisits',
    'Revisits',
    '回访',
    { en: 'Revisit', zh: '回访' },
    {
      due_on: day('Due on', '应回访日期', { required: true, future: true }),
      done_on: day('Done on', '回访日期'),
      performance: code('Performed?', '履行情况', performances),
      satisfaction: code('Satisfied?', '满意程度', satisfactions),
      risk: code('Risk of flaring up again', '反复风险', risks),
      note: line('What was found', '回访情况', { max: 500 }),
    },
  ),
  effects: childList(
    'effects',
    'What was prevented',
    '防止激化情况',
    { en: 'Effect', zh: '情形' },
    {
      effect: code('What', '情形', effects, { required: true }),
      people: integer('People', '涉及人数', {
        required: true,
        min: 1,
        max: 100_000,
        unit: { en: 'people', zh: '人' },
      }),
    },
  ),
};

export type DisputeState =
  | 'found'
  | 'declined'
  | 'accepted'
  | 'in_mediation'
  | 'agreed'
  | 'performed'
  | 'closed'
  | 'filed'
  | 'failed'
  | 'refused'
  | 'withdrawn'
  | 'transferred'
  | 'terminated';

export type Dispute = RecordBase<DisputeState> &
  ValuesOf<typeof fields> &
  ChildrenOf<typeof children>;

export { isSettled };
