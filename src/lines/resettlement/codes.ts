/**
 * Code lists of resettlement and help-education. Hand-over channels, classes and the three-nots flag are those of a
 * public system (domain brief, 6.7); what practice alone knows is open to codes of the office's own.
 */
import { codeList } from '#engine/field.ts';
import { offences } from '../common/offence-codes.ts';

export const channels = codeList('release_channel', { en: 'Hand-over channel', zh: '衔接渠道' }, [
  ['prison', 'Released from prison', '监狱刑满释放'],
  ['detention_house', 'Released from a detention house', '看守所刑满释放'],
  ['correction', 'End of community correction', '解除社区矫正'],
  ['police', 'Police control measures', '公安落实管控'],
  ['re_education', 'End of re-education through labour (until 2013)', '解除劳教（2013年前）'],
  ['other', 'Other', '其他'],
]); // prettier-ignore

export const classes = codeList('help_class', { en: 'Class', zh: '帮教类别' }, [
  ['general', 'General', '一般帮教对象'],
  ['key', 'Key', '重点帮教对象'],
]);

/** What the class is weighed by (domain brief, M63). */
export const classReasons = codeList(
  'help_class_reason',
  { en: 'Reasons for the class', zh: '分类依据' },
  [
    ['offence', 'Kind and cause of the offence', '犯罪性质和原因'],
    ['harm', 'Harm done', '社会危害程度'],
    ['psychology', 'State of mind', '心理状态'],
    ['attitude', 'Attitude', '认罪悔罪态度'],
    ['family', 'Family', '家庭情况'],
    ['contacts', 'Contacts', '社会交往'],
    ['livelihood', 'Livelihood', '生活来源'],
    ['repeat', 'Convicted more than once', '累犯'],
  ],
  { open: true },
);

export const traits = codeList('released_trait', { en: 'Among them', zh: '人员特征' }, [
  ['three_nots', 'Three-nots: no home, no work, no kin', '三无人员'],
  ['woman', 'Women', '女性'],
  ['minor', 'Minors at the time', '犯罪时未成年'],
  ['elderly', 'Elderly', '老年人'],
  ['disabled', 'Disabled', '残疾人'],
  ['drug', 'Drug history', '涉毒'],
  ['mental_illness', 'Mental illness', '精神障碍'],
  ['foreign', 'Foreign', '外国籍'],
]);

/** Those that somebody ticks; the others follow from other facts. */
export const tickedTraits = codeList('ticked_trait', { en: 'Circumstances', zh: '特殊情形' }, [
  ['elderly', 'Elderly', '老年人'],
  ['disabled', 'Disabled', '残疾人'],
  ['drug', 'Drug history', '涉毒'],
  ['mental_illness', 'Mental illness', '精神障碍'],
  ['foreign', 'Foreign', '外国籍'],
]);

export { offences };

export const groupRoles = codeList(
  'help_group_role',
  { en: 'Member as', zh: '成员身份' },
  [
    ['office', 'Judicial office', '司法所'],
    ['police', 'Police station', '派出所'],
    ['village', 'Village or community', '村（社区）'],
    ['employer', 'Employer', '用人单位'],
    ['family', 'Family', '家属'],
    ['volunteer', 'Volunteer', '志愿者'],
  ],
  { open: true },
);

export const visitWays = codeList('help_visit_way', { en: 'How', zh: '方式' }, [
  ['home', 'At home', '上门走访'],
  ['talk', 'Talk at the office', '到所谈话'],
  ['work', 'At work', '到用工单位走访'],
  ['telephone', 'By telephone', '电话联系'],
  ['video', 'By video', '视频联系'],
]);

export const moods = codeList('state_of_mind', { en: 'State of mind', zh: '思想状况' }, [
  ['steady', 'Steady', '稳定'],
  ['wavering', 'Wavering', '有波动'],
  ['worrying', 'Worrying', '需重点关注'],
]);

export const needs = codeList(
  'help_need',
  { en: 'Needs', zh: '需求' },
  [
    ['work', 'Work', '就业'],
    ['training', 'Skills', '技能培训'],
    ['relief', 'Relief', '社会救助'],
    ['housing', 'Somewhere to live', '住房'],
    ['household', 'Household registration', '落户'],
    ['family', 'Family relations', '家庭关系'],
    ['health', 'Health, state of mind', '就医、心理'],
    ['legal', 'Legal help', '法律帮助'],
  ],
  { open: true },
);

export const placementModes = codeList('placement_mode', { en: 'Placement', zh: '安置方式' }, [
  ['land', 'Land', '责任田（承包地）'],
  ['enterprise', 'Taken on by an enterprise', '企业吸纳'],
  ['self_employed', 'Self-employed', '自主创业、个体'],
  ['welfare_post', 'Public-welfare post', '公益性岗位'],
  ['base', 'Transitional base', '过渡性基地'],
  ['school', 'School', '就学'],
  ['former_employer', 'Back with the former employer', '回原单位'],
  ['migrant', 'Migrant work', '外出务工'],
  ['relief', 'Minimum living relief', '低保、特困供养'],
  ['retired', 'Retired', '退休'],
  ['no_capacity', 'Unable to work', '无劳动能力'],
  ['none', 'Not placed', '未安置'],
]);
/** A placement in force: a job, land, school, a base, welfare (domain brief, 2.3). */
export const placedModes = [
  'land', 'enterprise', 'self_employed', 'welfare_post', 'base', 'school', 'former_employer', 'migrant', 'relief',
]; // prettier-ignore
/** Who needs no placement, or cannot be placed, is left out of the narrower denominator. */
export const notToPlace = ['retired', 'no_capacity'];

export const endKinds = codeList('help_end', { en: 'How it ended', zh: '终止情形' }, [
  ['over', 'Period over', '帮教期满'],
  ['died', 'Died', '死亡'],
  ['reoffended', 'Convicted of a new crime', '重新犯罪'],
  ['left', 'Left the city', '迁出本市'],
  ['emigrated', 'Emigrated', '出境定居'],
  ['other', 'Other', '其他'],
]);

/** What has become of everybody who was received: each person stands in exactly one of them. */
export const outcomes = codeList('cohort_outcome', { en: 'What became of them', zh: '现状' }, [
  ['helped_placed', 'Under help and placed', '帮教中、已安置'],
  ['helped', 'Under help, not placed', '帮教中、未安置'],
  ['placed', 'Placed, no help yet', '已安置、尚未帮教'],
  ['waiting', 'Neither yet', '尚未帮教、未安置'],
  ['lost', 'Lost contact', '下落不明'],
  ['moved', 'Moved to another office', '转至其他司法所'],
  ['left', 'Left the city', '迁出本市'],
  ['died', 'Died', '死亡'],
  ['reoffended', 'Convicted of a new crime', '重新犯罪'],
  ['over', 'Period over', '帮教期满'],
  ['other', 'Ended otherwise', '其他'],
]);
export const helpedOutcomes = ['helped_placed', 'helped'];
export const placedOutcomes = ['helped_placed', 'placed'];

export const reliefKinds = codeList(
  'relief_kind',
  { en: 'Relief', zh: '救助帮扶' },
  [
    ['low_income', 'Minimum living allowance', '最低生活保障'],
    ['temporary', 'Temporary relief', '临时救助'],
    ['medical', 'Medical relief', '医疗救助'],
    ['training', 'Skills training', '技能培训'],
    ['loan', 'Help with a loan', '创业贷款扶持'],
    ['legal_aid', 'Legal aid', '法律援助'],
    ['material', 'Goods and money of condolence', '慰问物资、慰问金'],
  ],
  { open: true },
);

export const verifyResults = codeList('verification_result', { en: 'Result', zh: '核实结果' }, [
  ['ours', 'Of this area', '属本辖区'],
  ['not_ours', 'Not of this area', '非本辖区'],
  ['unclear', 'Cannot be told', '无法核实'],
]);

export const falseThings = codeList('three_false', { en: 'Suspected false', zh: '“三假”情形' }, [
  ['name', 'Name', '假姓名'],
  ['address', 'Address', '假住址'],
  ['identity', 'Identity', '假身份'],
]);

export const pickUps = codeList('pick_up_way', { en: 'How they came', zh: '衔接方式' }, [
  ['picked_up', 'Met at the gate', '必接（监所门口接回）'],
  ['escorted', 'Brought by the prison', '监所送回'],
  ['family', 'Fetched by the family', '家属接回'],
  ['alone', 'Reported in alone', '自行报到'],
]);

export const risks = codeList('release_risk', { en: 'Risk', zh: '风险等级' }, [
  ['low', 'Low', '低'],
  ['middle', 'Middle', '中'],
  ['high', 'High', '高'],
]);

export const stationKinds = codeList('help_station_kind', { en: 'Kind', zh: '类别' }, [
  ['city', 'Office of the leading group, city', '市安置帮教工作办公室'],
  ['county', 'Office of the leading group, county', '县（区）安置帮教工作办公室'],
  ['township', 'Work station of a township', '乡镇安置帮教工作站'],
]);

export const baseKinds = codeList('base_kind', { en: 'Kind of base', zh: '基地类别' }, [
  ['government', 'Built by the government', '政府主导型'],
  ['enterprise', 'At an enterprise', '企业依托型'],
  ['village', 'At a farm or co-operative', '农村（合作社）型'],
]);

export const stayEnds = codeList('stay_end', { en: 'Why it ended', zh: '离开原因' }, [
  ['placed', 'Placed elsewhere', '另行安置'],
  ['home', 'Went home', '返回家庭'],
  ['term', 'Agreement over', '协议期满'],
  ['broke', 'Broke the rules', '违反管理规定'],
  ['moved', 'Moved away', '迁出'],
  ['other', 'Other', '其他'],
]);

export const publicity = codeList('exemplar_publicity', { en: 'May be used', zh: '公开范围' }, [
  ['inside', 'Inside the bureau', '系统内部'],
  ['meetings', 'At meetings and in teaching', '会议、警示教育'],
  ['press', 'In public', '对外宣传'],
]);

export const inTime = codeList('done_in_time', { en: 'In time', zh: '是否按期' }, [
  ['done', 'In time', '按期'],
  ['late', 'Late', '逾期完成'],
  ['open', 'Not done', '未完成'],
]);

export const moveDirections = codeList('move_direction', { en: 'Direction', zh: '方向' }, [
  ['in', 'Moved in', '转入'],
  ['out', 'Moved out', '转出'],
]);

export const mustMeet = codeList('must_be_met', { en: 'To be met', zh: '必接必送' }, [
  ['key', 'Key or three-nots', '重点、三无人员'],
  ['general', 'General', '一般'],
]);

export const codes = [
  channels, classes, classReasons, traits, tickedTraits, offences, groupRoles, visitWays, moods, needs,
  placementModes, endKinds, outcomes, reliefKinds, verifyResults, falseThings, pickUps, risks, stationKinds,
  baseKinds, stayEnds, publicity, inTime, moveDirections, mustMeet,
]; // prettier-ignore
