import { defineCriteria } from '../common/criteria-record.ts';
import { item } from '../common/criteria-tree.ts';
import { standardSubjects } from './codes.ts';
import { officeQuestionCodes } from './questions.ts';

export const officeStandard = defineCriteria({
  name: 'office_standard',
  line: 'offices',
  label: { en: 'Office standard', zh: '司法所规范化标准' },
  plural: { en: 'Office standards', zh: '司法所规范化标准' },
  about: {
    en: 'The standards by which judicial offices are assessed, version by version; a draft can be tried before it is adopted.',
    zh: '司法所规范化考评标准，逐版保存；新版草案可先试评，再行启用。',
  },
  subjects: standardSubjects,
  questions: officeQuestionCodes,
  example: {
    name: '规范化司法所考评标准',
    version_no: '2009',
    subject: 'office',
    pass_mark: 16,
    valid_months: 36,
    valid_from: '2009-01-01',
    items: [
      { code: '1', item: '配备所长', points: 10, must: true, question: 'has_director' },
      { code: '2', item: '门前悬挂标牌', points: 10, evidence: '照片' },
    ],
  },
});

/**
 * As the city loader brings it in: a reading of “rules for building judicial offices” (the seed gives only the
 * name), so it is data that the bureau changes by a new version.
 */
export const defaultOfficeStandard = {
  name: '规范化司法所考评标准',
  version_no: '2008',
  subject: 'office',
  pass_mark: 80,
  valid_months: 36,
  note: '项目为可调整的解读：原文仅有“规范化”之名，具体内容由市局按自治区司法所建设规划修订后另立新版。',
  items: [
    item('1', null, '组织机构和队伍', 'Organisation and people', 30),
    item('1.1', '1', '配备所长', 'A director', 10, { must: true, question: 'has_director' }),
    item('1.2', '1', '在岗两人以上', 'Two people or more', 10, { question: 'two_people' }),
    item('1.3', '1', '参加业务培训', 'Training', 10, { evidence: '培训记录', question: 'trained' }),
    item('2', null, '场所和装备', 'Rooms and equipment', 40),
    item('2.1', '2', '外观标识、牌匾规范', 'Sign and emblem', 10, { evidence: '照片' }),
    item('2.2', '2', '有独立调解室', 'A mediation room', 10, { question: 'mediation_room' }),
    item('2.3', '2', '有档案室（柜），卷宗规范', 'Files in order', 10, { evidence: '照片' }),
    item('2.4', '2', '配备办公和交通装备', 'Equipment', 10, { evidence: '装备清单' }),
    item('3', null, '业务和制度', 'Work and rules', 30),
    item('3.1', '3', '工作制度上墙并执行', 'Rules on the wall and kept', 10, { evidence: '照片' }),
    item('3.2', '3', '各类台账齐全', 'Complete registers', 10, { evidence: '台账' }),
    item('3.3', '3', '检查问题按期整改', 'Findings put right in time', 10, {
      evidence: '整改报告',
      question: 'findings_in_time',
    }),
  ],
} as const;
