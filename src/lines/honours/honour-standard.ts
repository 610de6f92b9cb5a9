import { defineCriteria } from '../common/criteria-record.ts';
import { item } from '../common/criteria-tree.ts';
import { honourKinds } from './codes.ts';
import { honourQuestionCodes } from './questions.ts';

/** The conditions of a kind of honour as a tree with points: the same register of versions as every standard. */
export const honourStandard = defineCriteria({
  name: 'honour_standard',
  line: 'honours',
  label: { en: 'Standard of an honour', zh: '荣誉评审标准' },
  plural: { en: 'Standards of honours', zh: '荣誉评审标准' },
  about: {
    en: 'The conditions of a kind of honour as a tree with points. Where one is in force, a nomination is scored by it.',
    zh: '各类荣誉的评审标准，逐版保存。已启用标准的荣誉类别，申报时须按标准评分。',
  },
  subjects: honourKinds,
  questions: honourQuestionCodes,
  example: {
    name: '标兵司法所评审标准',
    version_no: '2009',
    subject: 'fengqiao',
    pass_mark: 16,
    valid_months: 36,
    valid_from: '2009-01-01',
    items: [
      { code: '1', item: '规范化认定有效', points: 10, must: true, question: 'standardised_now' },
      { code: '2', item: '群众满意', points: 10, evidence: '测评表' },
    ],
  },
});

/** As the city loader brings them in: readings, which the bureau changes by a new version. */
export const defaultPacesetterStandard = {
  name: '标兵司法所评审标准',
  version_no: '2023',
  subject: 'pacesetter',
  pass_mark: 85,
  valid_months: 36,
  note: '项目为可调整的解读，由市局修订后另立新版。',
  items: [
    item('1', null, '规范化基础', 'Standardised', 40),
    item('1.1', '1', '规范化认定在有效期内', 'Standardised now', 20, {
      must: true,
      question: 'standardised_now',
    }),
    item('1.2', '1', '在岗三人以上', 'Three people or more', 10, { question: 'three_people' }),
    item('1.3', '1', '年度计划按期完成', 'The yearly plan is done', 10, {
      question: 'plan_in_time',
    }),
    item('2', null, '业务实绩', 'Work', 40),
    item('2.1', '2', '检查问题按期整改', 'Findings put right', 20, {
      question: 'findings_all_in_time',
    }),
    item('2.2', '2', '调解、帮教、普法成效突出', 'Results stand out', 20, { evidence: '实绩材料' }),
    item('3', null, '群众评价', 'What people say', 20),
    item('3.1', '3', '群众满意度九成以上', 'Nine of ten are content', 20, { evidence: '测评表' }),
  ],
} as const;

/** The five groups of conditions for demonstration villages. */
export const defaultVillageStandard = {
  name: '民主法治示范村评审标准',
  version_no: '2023',
  subject: 'democratic_village',
  pass_mark: 85,
  valid_months: 24,
  note: '五类条件见司法部、民政部示范村建设要求，分值由市局调整后另立新版。',
  items: [
    item('1', null, '村级组织健全完善', 'Village organisations are complete', 20, {
      evidence: '换届资料',
    }),
    item('2', null, '基层民主规范有序', 'Democracy is in order', 20, { evidence: '村务公开照片' }),
    item('3', null, '法治建设扎实推进', 'Law is built up', 20, { evidence: '普法、调解台账' }),
    item('4', null, '经济社会和谐发展', 'The village prospers in harmony', 20, {
      evidence: '无群体性上访证明',
    }),
    item('5', null, '组织保障坚强有力', 'The organisation carries it', 20, {
      evidence: '责任文件',
    }),
  ],
} as const;
