/**
 * The code lists of people's mediation. National-style lists first (domain brief, section 6), local
 * children below their parents. A code in use is never deleted; it is ended with `valid_to`.
 */
import { sexes } from '../common/person-codes.ts';
import { nationalCode } from '#engine/code-book.ts';
import { codeList } from '#engine/field.ts';
import type { Code, CodeList } from '#engine/field.ts';
import { assessmentResults } from '../common/assessment-record.ts';
import { levels } from '../common/levels.ts';
import { committeeQuestionCodes } from './questions.ts';

type Row = readonly [code: string, en: string, zh: string];

const topTypes: readonly Row[] = [
  ['family', 'Marriage and family', '婚姻家庭'],
  ['neighbour', 'Neighbours', '邻里'],
  ['housing', 'Housing and homestead', '房屋宅基地'],
  ['contract', 'Contract', '合同'],
  ['business', 'Production and business', '生产经营'],
  ['damage', 'Damage compensation', '损害赔偿'],
  ['land', 'Forest and land', '山林土地'],
  ['expropriation', 'Expropriation and demolition', '征地拆迁'],
  ['environment', 'Environmental pollution', '环境污染'],
  ['wages', "Migrant workers' wages", '拖欠农民工工资'],
  ['labour', 'Other labour', '其他劳动争议'],
  ['tourism', 'Tourism', '旅游'],
  ['e_commerce', 'E-commerce', '电子商务'],
  ['consumer', 'Other consumer', '其他消费'],
  ['medical', 'Medical', '医疗'],
  ['traffic', 'Road traffic', '道路交通事故'],
  ['property_management', 'Property management', '物业'],
  ['other', 'Other', '其他'],
];

const localTypes: readonly (readonly [...Row, parent: string])[] = [
  ['divorce', 'Divorce', '离婚', 'family'],
  ['parents_support', 'Support of parents', '赡养', 'family'],
  ['child_support', 'Care of children', '抚养', 'family'],
  ['inheritance', 'Inheritance', '继承', 'family'],
  ['bride_price', 'Bride price', '彩礼', 'family'],
  ['adoption', 'Adoption', '收养', 'family'],
  ['boundary', 'Boundary and passage', '相邻通行、地界', 'neighbour'],
  ['irrigation', 'Irrigation water', '水事', 'land'],
  ['land_contract', 'Land contract and transfer', '土地承包流转', 'land'],
  ['gravel_field', 'Gravel-mulch field', '压砂地', 'land'],
  ['pasture', 'Pasture', '草场', 'land'],
];

/** What is chosen when a dispute is written down: the top level and the local kinds below it. */
export const disputeTypes: CodeList = {
  name: 'dispute_type',
  label: { en: 'Kind of dispute', zh: '纠纷类型' },
  codes: [
    ...topTypes.map(([code, en, zh]): Code => ({ code, label: { en, zh } })),
    ...localTypes.map(([code, en, zh, parent]): Code => ({ code, label: { en, zh }, parent })),
  ],
  open: true,
};

/** The top level alone: what figures and returns are broken down by. */
export const disputeKinds: CodeList = {
  ...codeList('dispute_kind', { en: 'Kind of dispute', zh: '纠纷类型' }, topTypes),
  tops_of: disputeTypes,
};

const topOf = new Map<string, string>([
  ...topTypes.map(([code]) => [code, code] as const),
  ...localTypes.map(([code, , , parent]) => [code, parent] as const),
]);

/**
 * The national-style kind of a type: itself, or the parent of a local one. Read off the code, never
 * off what an office calls it.
 */
export function kindOf(type: string | null): string {
  return (type && topOf.get(nationalCode(type))) ?? 'other';
}

/**
 * Personal status is decided by court or registry alone, so these agreements can't be confirmed
 * (2011 Provisions 4).
 */
export const statusTypes: ReadonlySet<string> = new Set(['divorce', 'adoption']);

export const sources = codeList(
  'dispute_source',
  { en: 'How it came', zh: '案件来源' },
  [
    ['application', 'The parties asked', '当事人申请'],
    ['own_initiative', 'We found it', '主动排查'],
    ['court', 'From the court', '法院委托移送'],
    ['procuratorate', 'From the procuratorate', '检察院移送'],
    ['police', 'From the police', '公安机关移送'],
    ['petition_office', 'From the petition office', '信访部门移送'],
    ['department', 'From another department', '其他部门移送'],
    ['entrusted', 'Entrusted to us', '接受委托移送'],
  ],
  { open: true },
);

export const results = codeList('mediation_result', { en: 'Result', zh: '调解结果' }, [
  ['written', 'Written agreement', '书面协议'],
  ['oral', 'Oral agreement', '口头协议'],
  ['failed', 'Not settled', '调解不成'],
  ['refused', 'A side refused', '当事人拒绝'],
  ['withdrawn', 'Withdrawn', '撤回'],
  ['transferred', 'Passed on', '转送'],
  ['terminated', 'Ended', '终止'],
]);

/** An oral agreement is as full a result as a written one (Mediation Act 28). */
export const settledResults: readonly string[] = ['written', 'oral'];
/**
 * What counts as mediated to an end: withdrawn, refused and passed-on disputes say nothing about
 * the mediation.
 */
export const mediatedResults: readonly string[] = ['written', 'oral', 'failed'];

export const agreementForms = codeList(
  'agreement_form',
  { en: 'Form of agreement', zh: '协议形式' },
  [
    ['written', 'Written', '书面'],
    ['oral', 'Oral', '口头'],
  ],
);

export const signatures = codeList('signature_kind', { en: 'How it was signed', zh: '签署方式' }, [
  ['signature', 'Signature', '签名'],
  ['seal', 'Personal seal', '盖章'],
  ['fingerprint', 'Fingerprint', '按指印'],
]);

export const performances = codeList('performance', { en: 'Performance', zh: '履行情况' }, [
  ['performed', 'Performed', '已履行'],
  ['partly', 'Partly performed', '部分履行'],
  ['backed_out', 'Backed out', '反悔'],
  ['not_due', 'Not due or not recorded', '未到期或未登记'],
]);

export const consents = codeList('consent', { en: 'Consent to mediation', zh: '调解意愿' }, [
  ['all', 'All sides agree', '各方同意调解'],
  ['not_asked', 'Not all asked yet', '尚未全部征询'],
  ['refused', 'A side clearly refuses', '一方明确拒绝调解'],
]);

export const declineGrounds = codeList(
  'decline_ground',
  { en: 'Why it was not accepted', zh: '不予受理原因' },
  [
    ['not_mediable', 'The law leaves it to another organ', '依法由专门机关管辖处理或禁止调解'],
    ['refused', 'A side clearly refuses', '一方明确拒绝调解'],
    ['same', 'It is the same dispute as another', '与已登记纠纷为同一件'],
    ['elsewhere', 'It is being dealt with elsewhere', '其他机关已受理'],
    ['no_dispute', 'There is no dispute', '不构成纠纷'],
  ],
  { open: true },
);

export const difficulties = codeList('difficulty', { en: 'Difficulty', zh: '难易程度' }, [
  ['simple', 'Simple', '简易'],
  ['ordinary', 'Ordinary', '一般'],
  ['difficult', 'Difficult', '疑难复杂'],
  ['major', 'Major', '重大'],
]);

export const effects = codeList(
  'mediation_effect',
  { en: 'What was prevented', zh: '防止激化情况' },
  [
    ['suicide', 'Suicide prevented', '防止因纠纷引起自杀'],
    ['crime', 'Turning into a crime prevented', '防止纠纷转化为刑事案件'],
    ['group_fight', 'Group fight stopped', '制止群体性械斗'],
    ['group_petition', 'Group petition stopped', '防止群体性上访'],
  ],
  { open: true },
);

export const retentions = codeList('retention', { en: 'Keep for', zh: '保管期限' }, [
  ['permanent', 'Permanently', '永久'],
  ['long', 'Long', '长期'],
  ['short', 'Short', '短期'],
]);

export const confirmationResults = codeList(
  'confirmation_result',
  { en: 'Decision of the court', zh: '司法确认结果' },
  [
    ['confirmed', 'Confirmed', '裁定有效'],
    ['refused', 'Refused', '驳回申请'],
    ['withdrawn', 'Application withdrawn', '撤回申请'],
  ],
);

export const satisfactions = codeList('satisfaction', { en: 'Satisfied?', zh: '满意程度' }, [
  ['satisfied', 'Satisfied', '满意'],
  ['mostly', 'Mostly satisfied', '基本满意'],
  ['not', 'Not satisfied', '不满意'],
]);

export const risks = codeList('risk', { en: 'Risk', zh: '风险等级' }, [
  ['low', 'Low', '低'],
  ['medium', 'Medium', '中'],
  ['high', 'High', '高'],
]);

export const doneOrNot = codeList('done_or_not', { en: 'Done?', zh: '是否完成' }, [
  ['done', 'Done', '已完成'],
  ['open', 'Not done', '未完成'],
]);

export const sides = codeList('side', { en: 'Side', zh: '当事人地位' }, [
  ['applicant', 'Applicant', '申请人'],
  ['respondent', 'Other side', '被申请人'],
]);

export const partyKinds = codeList('party_kind', { en: 'Person or body', zh: '当事人类别' }, [
  ['person', 'Person', '自然人'],
  ['organisation', 'Body', '法人或其他组织'],
]);

export const partyRoles = codeList('party_role', { en: 'Taking part as', zh: '参加身份' }, [
  ['party', 'Party', '当事人'],
  ['agent', 'Agent', '委托代理人'],
  ['guardian', 'Guardian', '法定代理人'],
]);

export { sexes };

export const committeeKinds = codeList(
  'committee_kind',
  { en: 'Kind of committee', zh: '调解组织类别' },
  [
    ['village', 'Village', '村调委会'],
    ['community', 'Community', '社区（居）调委会'],
    ['township', 'Township or subdistrict', '乡镇（街道）调委会'],
    ['enterprise', 'Enterprise or institution', '企事业单位调委会'],
    ['trade', 'Trade or professional', '行业性专业性调委会'],
    ['regional', 'Regional', '区域性调委会'],
    ['resident_room', 'Resident room', '派驻调解室'],
    ['studio', 'Named studio', '个人调解工作室'],
  ],
);

/** The two kinds that the annual summary and target T02 speak of. */
export const countedKinds: readonly string[] = ['township', 'village'];
/** Rooms and studios belong to a committee and have no members of their own to elect. */
export const electedKinds: ReadonlySet<string> = new Set([
  'village',
  'community',
  'township',
  'enterprise',
  'trade',
  'regional',
]);

export const memberRoles = codeList('member_role', { en: 'Post', zh: '职务' }, [
  ['chair', 'Chair', '主任'],
  ['vice_chair', 'Vice-chair', '副主任'],
  ['member', 'Member', '委员'],
]);

export const chosenHow = codeList(
  'chosen_how',
  { en: 'How chosen', zh: '产生方式' },
  [
    ['villagers', "Villagers' meeting or representatives", '村民会议或村民代表会议推选'],
    ['residents', "Residents' meeting", '居民会议推选'],
    ['workers', "Workers' congress or trade union", '职工大会、职工代表大会或工会推选'],
    ['recommended', 'Recommended by the bodies that set it up', '设立单位推荐'],
  ],
  { open: true },
);

export const mediatorBases = codeList(
  'mediator_basis',
  { en: 'Member or appointed', zh: '任职类别' },
  [
    ['member', 'Committee member', '调委会委员'],
    ['appointed', 'Appointed', '聘任'],
  ],
);

export const employments = codeList('employment', { en: 'Full or part time', zh: '专兼职' }, [
  ['full_time', 'Full time', '专职'],
  ['part_time', 'Part time', '兼职'],
]);

export const mediatorTraits = codeList('mediator_trait', { en: 'Among them', zh: '其中' }, [
  ['woman', 'Women', '女性'],
  ['minority', 'Ethnic minorities', '少数民族'],
  ['party_member', 'Party members', '中共党员'],
]);

export const educations = codeList(
  'education',
  { en: 'Education', zh: '文化程度' },
  [
    ['primary', 'Primary school or less', '小学及以下'],
    ['junior', 'Junior middle school', '初中'],
    ['senior', 'Senior middle or vocational school', '高中（中专）'],
    ['college', 'College', '大专'],
    ['university', 'University or above', '本科及以上'],
  ],
  { open: true },
);

/** Grounds of Mediation Act 15. */
export const removalGrounds = codeList(
  'removal_ground',
  { en: 'Ground of removal', zh: '罢免（解聘）事由' },
  [
    ['partial', 'Favoured a party', '偏袒一方当事人'],
    ['insult', 'Insulted a party', '侮辱当事人'],
    [
      'benefit',
      'Asked for or took property or another benefit',
      '索取、收受财物或者牟取其他不正当利益',
    ],
    ['leak', "Leaked a party's privacy or trade secret", '泄露当事人个人隐私、商业秘密'],
  ],
  { open: true },
);

export const linkageKinds = codeList('linkage_kind', { en: 'Kind of linkage', zh: '联动方式' }, [
  ['delegate', 'Delegate (before filing)', '委派'],
  ['entrust', 'Entrust (after filing)', '委托'],
  ['transfer', 'Transfer', '移送'],
  ['invite', 'Invite', '邀请'],
  ['assist', 'Assist', '协助'],
  ['joint_meeting', 'Joint meeting', '联席会议'],
]);

export const directions = codeList('linkage_direction', { en: 'Direction', zh: '流转方向' }, [
  ['in', 'To us', '转入'],
  ['out', 'From us', '转出'],
]);

export const tracks = codeList('mediation_track', { en: 'Track', zh: '调解类别' }, [
  ['people', "People's mediation", '人民调解'],
  ['administrative', 'Administrative mediation', '行政调解'],
  ['judicial', 'Judicial mediation', '司法调解'],
]);

export const linkageResults = codeList(
  'linkage_result',
  { en: 'Result returned', zh: '反馈结果' },
  [
    ['settled', 'Settled', '调解成功'],
    ['not_settled', 'Not settled', '调解不成'],
    ['handled', 'Handled by the other organ', '由对方机关处理'],
  ],
);

export const assessedSubjects = codeList(
  'assessed_subject',
  { en: 'What is assessed', zh: '考评对象' },
  [['committee', 'Mediation committee', '人民调解委员会']],
);

export const sweepKinds = codeList(
  'sweep_kind',
  { en: 'Kind of sweep', zh: '排查类别' },
  [
    ['regular', 'Regular', '定期排查'],
    ['special', 'Special', '专项排查'],
  ],
  { open: true },
);

export const dispositions = codeList('sweep_disposition', { en: 'What was done', zh: '处置方式' }, [
  ['dispute', 'Accepted as a dispute', '受理调解'],
  ['on_the_spot', 'Settled on the spot', '当场化解'],
  ['watch', 'Kept under watch', '继续关注'],
  ['passed_on', 'Passed on', '移送有关部门'],
  ['police', 'Police told at once', '立即报告公安机关'],
]);

export const contactWays = codeList(
  'contact_way',
  { en: 'How', zh: '来访方式' },
  [
    ['visit', 'Came', '来访'],
    ['telephone', 'Called', '来电'],
    ['letter', 'Wrote', '来信'],
    ['online', 'Online', '网上'],
  ],
  { open: true },
);

export const contactMatters = codeList('contact_matter', { en: 'About', zh: '事项' }, [
  ['dispute', 'A dispute', '矛盾纠纷'],
  ['question', 'A legal question', '法律咨询'],
  ['legal_aid', 'Legal aid', '法律援助'],
  ['other', 'Something else', '其他'],
]);

export const duplicateSigns = codeList(
  'duplicate_sign',
  { en: 'Signs of a duplicate', zh: '重复疑点' },
  [
    ['parties', 'Same parties', '当事人相同'],
    ['telephone', 'Same telephone number', '联系电话相同'],
    ['text', 'Much the same text', '文书内容雷同'],
  ],
);

export const awardKinds = codeList(
  'award_kind',
  { en: 'Kind of award', zh: '奖励类别' },
  [
    ['committee', 'Best committee', '优秀调委会'],
    ['mediator', 'Best mediator', '优秀人民调解员'],
    ['difficult_case', 'Difficult case', '疑难复杂纠纷'],
    ['prevention', 'Prevention', '预防成效'],
  ],
  { open: true },
);

export const meetingKinds = codeList(
  'meeting_kind',
  { en: 'Kind of meeting', zh: '会议类别' },
  [
    ['on_site', 'On-site meeting', '现场会'],
    ['joint', 'Joint meeting', '联席会议'],
    ['work', 'Work meeting', '工作会议'],
    ['exchange', 'Exchange of experience', '经验交流会'],
  ],
  { open: true },
);

/** 全区 means the Autonomous Region, never a county-level district. */
export const documentKinds = codeList(
  'document_kind',
  { en: 'Kind of document', zh: '文件类别' },
  [
    ['plan', 'Implementation plan', '实施方案'],
    ['measures', 'Measures', '办法'],
    ['opinion', 'Opinions', '意见'],
    ['notice', 'Notice', '通知'],
    ['rules', 'Rules', '制度规定'],
  ],
  { open: true },
);

/** Who answers a reminder. */
export const remindedBodies = codeList('reminded_bodies', { en: 'Who answers', zh: '由谁答复' }, [
  ['office', 'The office', '司法所'],
  ['county', 'The county bureau', '县（区）局'],
]);

export const codes: readonly CodeList[] = [
  disputeTypes,
  disputeKinds,
  sources,
  results,
  agreementForms,
  signatures,
  performances,
  consents,
  declineGrounds,
  difficulties,
  effects,
  retentions,
  confirmationResults,
  satisfactions,
  risks,
  doneOrNot,
  sides,
  partyKinds,
  partyRoles,
  sexes,
  committeeKinds,
  memberRoles,
  chosenHow,
  mediatorBases,
  employments,
  mediatorTraits,
  educations,
  removalGrounds,
  linkageKinds,
  directions,
  tracks,
  linkageResults,
  assessedSubjects,
  assessmentResults,
  committeeQuestionCodes,
  sweepKinds,
  dispositions,
  contactWays,
  contactMatters,
  duplicateSigns,
  awardKinds,
  meetingKinds,
  levels,
  documentKinds,
  remindedBodies,
];
