/**
 * The code lists of township judicial offices, after the data sets of SF/T 0017: staff, premises,
 * equipment, funding.
 */
import { codeList } from '#engine/field.ts';
import type { CodeList } from '#engine/field.ts';
import { assessmentResults } from '../common/assessment-record.ts';
import { officeQuestionCodes } from './questions.ts';

export const staffPosts = codeList('office_post', { en: 'Post', zh: '职务' }, [
  ['director', 'Director', '所长'],
  ['deputy', 'Deputy director', '副所长'],
  ['assistant', 'Judicial assistant', '司法助理员'],
  ['clerk', 'Clerk', '工作人员'],
  ['mediator', 'Full-time mediator', '专职人民调解员'],
  ['social_worker', 'Social worker', '社会工作者'],
]);

export const establishments = codeList('establishment', { en: 'Establishment', zh: '编制' }, [
  ['political_legal', 'Political-legal establishment', '政法专项编制'],
  ['local', 'Local establishment', '地方行政编制'],
  ['institution', 'Institution', '事业编制'],
  ['contract', 'Contract', '聘用'],
  ['seconded', 'Seconded', '借调'],
]);

export const educations = codeList('education', { en: 'Education', zh: '文化程度' }, [
  ['graduate', 'Postgraduate', '研究生'],
  ['bachelor', 'Bachelor', '大学本科'],
  ['college', 'College', '大专'],
  ['secondary', 'Secondary', '中专、高中'],
  ['lower', 'Lower', '初中及以下'],
]);

export const sexes = codeList('staff_sex', { en: 'Sex', zh: '性别' }, [
  ['female', 'Female', '女'],
  ['male', 'Male', '男'],
]);

export const roomKinds = codeList('room_kind', { en: 'Room', zh: '用房' }, [
  ['office', 'Office', '办公室'],
  ['mediation', 'Mediation room', '调解室'],
  ['reception', 'Reception hall', '服务大厅'],
  ['corrections', 'Corrections room', '社区矫正室'],
  ['archive', 'Archive', '档案室'],
  ['other', 'Other', '其他'],
]);

export const ownerships = codeList('room_ownership', { en: 'Whose', zh: '产权' }, [
  ['own', 'Own', '自有'],
  ['township', 'Given by the township', '乡镇提供'],
  ['rented', 'Rented', '租用'],
]);

export const equipmentKinds = codeList('equipment_kind', { en: 'Equipment', zh: '装备' }, [
  ['car', 'Car', '汽车'],
  ['motorcycle', 'Motorcycle', '摩托车'],
  ['computer', 'Computer', '计算机'],
  ['printer', 'Printer or copier', '打印复印机'],
  ['camera', 'Camera', '照相摄像设备'],
  ['telephone', 'Telephone', '电话'],
  ['other', 'Other', '其他'],
]);

export const fundingSources = codeList('funding_source', { en: 'Source', zh: '经费来源' }, [
  ['central', 'Central budget', '中央转移支付'],
  ['region', 'Region', '自治区财政'],
  ['city', 'City', '市财政'],
  ['county', 'County', '县（区）财政'],
  ['township', 'Township', '乡镇财政'],
  ['other', 'Other', '其他'],
]);

export const officeDuties = codeList('office_duty', { en: 'Duties', zh: '承担职能' }, [
  ['mediation', "Guides people's mediation", '指导人民调解'],
  ['corrections', 'Community corrections', '社区矫正'],
  ['resettlement', 'Resettlement and help-education', '安置帮教'],
  ['popularisation', 'Law popularisation', '法制宣传'],
  ['legal_services', 'Grass-roots legal services', '基层法律服务'],
  ['legal_aid', 'Legal-aid workstation', '法律援助工作站'],
  ['governance', 'Governance by law', '依法治理'],
  ['stability', 'Stability and petitions', '参与维稳、信访'],
]);

export const standardSubjects = codeList(
  'office_standard_subject',
  { en: 'What is assessed', zh: '考评对象' },
  [['office', 'Judicial office', '司法所']],
);

export const inspectionKinds = codeList(
  'inspection_kind',
  { en: 'Kind of inspection', zh: '检查类别' },
  [
    ['unannounced', 'From time to time', '不定期督导检查'],
    ['planned', 'By plan', '定期检查'],
    ['special', 'On one matter', '专项检查'],
    ['sampled', 'By sampling list', '随机抽查'],
  ],
);

export const sampledBodies = codeList('sampled_body', { en: 'What is drawn', zh: '抽查对象' }, [
  ['office', 'Judicial offices', '司法所'],
  ['committee', 'Mediation committees', '调委会'],
]);

export const samplingStrata = codeList('sampling_strata', { en: 'Drawn from', zh: '抽取范围' }, [
  ['whole', 'All together', '全部'],
  ['county', 'Each county', '每个县（区）'],
  ['township', 'Each township', '每个乡镇'],
]);

export const findingAreas = codeList(
  'finding_area',
  { en: 'About', zh: '方面' },
  [
    ['staff', 'People', '队伍'],
    ['premises', 'Rooms and equipment', '场所装备'],
    ['rules', 'Rules', '制度'],
    ['registers', 'Registers and files', '台账档案'],
    ['work', 'Work', '业务'],
    ['other', 'Other', '其他'],
  ],
  { open: true },
);

export const planAreas = codeList('office_plan_area', { en: 'Part of the plan', zh: '计划类别' }, [
  ['staff', 'Staff', '人员'],
  ['training', 'Training', '培训'],
  ['premises', 'Premises', '用房'],
  ['equipment', 'Equipment', '装备'],
  ['work', 'Work', '业务'],
]);

export const doneOrNot = codeList('office_done', { en: 'Done?', zh: '是否完成' }, [
  ['done', 'In time', '按期完成'],
  ['late', 'Late', '逾期完成'],
  ['open', 'Not yet', '未完成'],
]);

export const codes: readonly CodeList[] = [
  staffPosts,
  establishments,
  educations,
  sexes,
  roomKinds,
  ownerships,
  equipmentKinds,
  fundingSources,
  officeDuties,
  standardSubjects,
  officeQuestionCodes,
  assessmentResults,
  inspectionKinds,
  sampledBodies,
  samplingStrata,
  findingAreas,
  planAreas,
  doneOrNot,
];
