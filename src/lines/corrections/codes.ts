/**
 * Code lists of community corrections. Categories are those of the Community Corrections Law 2, ends those of 44 and 45
 * (domain brief, 6.6); what practice alone knows is open to codes of the office's own.
 */
import { codeList } from '#engine/field.ts';
import { offences } from '../common/offence-codes.ts';

export const categories = codeList('correction_category', { en: 'Category', zh: '矫正类别' }, [
  ['surveillance', 'Public surveillance', '管制'],
  ['probation', 'Suspended sentence', '缓刑'],
  ['parole', 'Parole', '假释'],
  ['outside_prison', 'Temporarily outside prison', '暂予监外执行'],
]);

export const organKinds = codeList('deciding_organ', { en: 'Decided by', zh: '决定机关类别' }, [
  ['court', 'Court', '人民法院'],
  ['prison_administration', 'Prison administration', '监狱管理机关'],
  ['police', 'Police', '公安机关'],
]);

/** Why a sentence is served outside prison (Criminal Procedure Law 265). */
export const outsideGrounds = codeList(
  'outside_prison_ground',
  { en: 'Outside prison because of', zh: '暂予监外执行事由' },
  [
    ['illness', 'Serious illness', '保外就医'],
    ['pregnancy', 'Pregnant or nursing', '怀孕或者哺乳'],
    ['self_care', 'Cannot care for themselves', '生活不能自理'],
  ],
);

export const corrClasses = codeList('correction_class', { en: 'Class', zh: '管理类别' }, [
  ['strict', 'Strict', '严格管理'],
  ['ordinary', 'Ordinary', '普通管理'],
]);

export const corrClassReasons = codeList(
  'correction_class_reason',
  { en: 'Reasons for the class', zh: '分类依据' },
  [
    ['offence', 'Kind and cause of the offence', '犯罪性质和原因'],
    ['repentance', 'Repentance', '认罪悔罪态度'],
    ['conduct', 'Conduct under correction', '矫正期间表现'],
    ['psychology', 'State of mind', '心理状态'],
    ['family', 'Family', '家庭情况'],
    ['contacts', 'Contacts', '社会交往'],
    ['livelihood', 'Livelihood', '生活来源'],
    ['danger', 'Danger of a new crime', '再犯罪风险'],
    ['sanction', 'Admonished or warned', '受到训诫、警告'],
  ],
  { open: true },
);

export const corrTraits = codeList('corrected_trait', { en: 'Among them', zh: '人员特征' }, [
  ['woman', 'Women', '女性'],
  ['minor', 'Minors', '未成年人'],
  ['medical', 'On medical parole', '保外就医'],
  ['injunction', 'Under an injunction', '被宣告禁止令'],
]);

export const corrGroupRoles = codeList(
  'correction_group_role',
  { en: 'Member as', zh: '成员身份' },
  [
    ['office', 'Judicial office', '司法所'],
    ['police', 'Police station', '派出所'],
    ['village', 'Village or community', '村（社区）'],
    ['employer', 'Employer or school', '单位或者学校'],
    ['family', 'Family', '家庭成员'],
    ['guardian', 'Guardian', '监护人'],
    ['social_worker', 'Social worker', '社会工作者'],
    ['volunteer', 'Volunteer', '志愿者'],
  ],
  { open: true },
);

/** What has to be said when somebody is received (Community Corrections Law 22). */
export const announcedThings = codeList('announced_thing', { en: 'Announced', zh: '宣告内容' }, [
  ['facts', 'The facts of the offence', '犯罪事实'],
  ['term', 'The term of correction', '执行社区矫正的期限'],
  ['rules', 'The rules to be kept', '应当遵守的规定'],
  ['consequences', 'What follows when they are broken', '违反规定的法律后果'],
  ['rights', 'Rights and how to complain', '依法享有的权利和救济途径'],
  ['group', 'Who is in the group', '矫正小组成员及职责'],
]);

export const contactKinds = codeList('correction_contact', { en: 'Kind', zh: '类别' }, [
  ['report', 'Report', '日常报告'],
  ['visit', 'Visit', '实地走访'],
  ['talk', 'Talk', '个别谈话'],
]);

export const contactWays = codeList('correction_contact_way', { en: 'How', zh: '方式' }, [
  ['office', 'In person at the office', '到所当面'],
  ['home', 'At home', '家庭走访'],
  ['work', 'At work or school', '单位（学校）走访'],
  ['village', 'With the village or community', '村（社区）走访'],
  ['telephone', 'By telephone', '电话'],
  ['video', 'By video', '视频'],
  ['written', 'In writing', '书面'],
]);

export const corrMoods = codeList('corrected_mood', { en: 'State of mind', zh: '思想动态' }, [
  ['steady', 'Steady', '稳定'],
  ['wavering', 'Wavering', '有波动'],
  ['worrying', 'Worrying', '需重点关注'],
]);

export const hoursKinds = codeList('correction_hours', { en: 'Kind', zh: '类别' }, [
  ['education', 'Education', '教育学习'],
  ['service', 'Community service', '公益活动'],
]);

export const healthKinds = codeList('correction_health', { en: 'Kind', zh: '类别' }, [
  ['report', 'Monthly report on health', '每月病情报告'],
  ['examination', 'Re-examination', '病情复查'],
]);

export const pauseKinds = codeList('correction_pause', { en: 'Why', zh: '中断情形' }, [
  ['custody', 'In custody', '被羁押'],
  ['hospital', 'In hospital', '住院治疗'],
  ['lost', 'Out of contact', '失去联系（脱管）'],
  ['other', 'Other', '其他'],
]);

export const noticeAbouts = codeList('correction_notice_about', { en: 'About', zh: '通知事项' }, [
  ['not_reported', 'Did not report in', '未按规定报到'],
  ['lost', 'Out of contact', '失去联系（脱管）'],
  ['found', 'Found', '已查找到'],
  ['pause', 'In custody or hospital', '被羁押、住院'],
  ['end', 'End of correction', '解除或者终止矫正'],
  ['other', 'Other', '其他'],
]);

export const noticeOrgans = codeList('correction_notice_organ', { en: 'Told', zh: '通知单位' }, [
  ['organ', 'Deciding organ', '社区矫正决定机关'],
  ['procuratorate', 'Procuratorate', '人民检察院'],
  ['police', 'Police', '公安机关'],
  ['prison', 'Prison or detention house', '监狱、看守所'],
]);
/** Who is told of an end (Community Corrections Law 44, 45). */
export const toldOfEnd = ['organ', 'procuratorate', 'police'] as const;

export const releaseKinds = codeList('correction_release', { en: 'Released because', zh: '解除情形' }, [
  ['over', 'Term over', '矫正期满'],
  ['pardoned', 'Pardoned', '被赦免'],
]); // prettier-ignore

export const corrEnds = codeList('correction_end', { en: 'How it ended', zh: '终结情形' }, [
  ['over', 'Released: term over', '期满解除'],
  ['pardoned', 'Released: pardoned', '赦免解除'],
  ['probation_revoked', 'Suspension revoked', '撤销缓刑'],
  ['parole_revoked', 'Parole revoked', '撤销假释'],
  ['recommitted', 'Taken back into prison', '收监执行'],
  ['died', 'Died', '死亡'],
  ['other', 'Ended otherwise', '其他'],
]);
export const released = ['over', 'pardoned'] as const;

export const reportedInTime = codeList('reported_in_time', { en: 'In time', zh: '是否按期' }, [
  ['done', 'In time', '按期'],
  ['late', 'Late', '逾期'],
  ['open', 'Not done', '未完成'],
]);

export const corrMoves = codeList('correction_move_direction', { en: 'Direction', zh: '方向' }, [
  ['in', 'Came in', '转入'],
  ['out', 'Went out', '转出'],
]);

export const surveySources = codeList(
  'survey_source',
  { en: 'Compared with', zh: '比对来源' },
  [
    ['court', 'Lists of the court', '法院名单'],
    ['prison', 'Lists of prisons', '监狱名单'],
    ['police', 'Lists of the police', '公安名单'],
    ['village', 'Villages and communities', '村（社区）走访'],
  ],
  { open: true },
);

export const entrusters = codeList('inquiry_entruster', { en: 'Entrusted by', zh: '委托机关' }, [
  ['court', 'Court', '人民法院'],
  ['procuratorate', 'Procuratorate', '人民检察院'],
  ['prison', 'Prison', '监狱'],
  ['police', 'Police', '公安机关'],
]);

/** What is asked before somebody is left in the community (Community Corrections Law 18). */
export const findingTopics = codeList(
  'inquiry_topic',
  { en: 'About', zh: '调查事项' },
  [
    ['residence', 'Residence', '居所情况'],
    ['family', 'Family and social relations', '家庭和社会关系'],
    ['work', 'Work and livelihood', '工作和生活来源'],
    ['conduct', 'Conduct before and since', '一贯表现'],
    ['consequences', 'Consequences of the offence', '犯罪行为的后果和影响'],
    ['victim', 'Opinion of the victim', '被害人意见'],
    ['community', 'Opinion of the village or community', '村（居）民委员会意见'],
    ['injunction', 'Matters to be forbidden', '拟禁止的事项'],
  ],
  { open: true },
);

export const opinions = codeList('inquiry_opinion', { en: 'Opinion', zh: '评估意见' }, [
  ['suitable', 'Suitable for correction', '适宜社区矫正'],
  ['unsuitable', 'Not suitable', '不适宜社区矫正'],
]);

export const inquiryOutcomes = codeList('inquiry_outcome', { en: 'Decided', zh: '采纳情况' }, [
  ['followed', 'Opinion followed', '采纳'],
  ['not_followed', 'Opinion not followed', '未采纳'],
]);

export const corrStations = codeList('correction_station_kind', { en: 'Kind', zh: '类别' }, [
  ['city', 'City', '市级社区矫正机构'],
  ['county', 'County', '县级社区矫正机构'],
  ['office', 'Judicial office by delegation', '受委托司法所'],
]);

export const codes = [
  categories, organKinds, outsideGrounds, corrClasses, corrClassReasons, corrTraits, corrGroupRoles,
  announcedThings, contactKinds, contactWays, corrMoods, hoursKinds, healthKinds, pauseKinds, noticeAbouts,
  noticeOrgans, releaseKinds, corrEnds, reportedInTime, corrMoves, corrStations, surveySources, entrusters,
  findingTopics, opinions, inquiryOutcomes, offences,
]; // prettier-ignore
