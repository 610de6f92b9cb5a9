import { defineCriteria } from '../common/criteria-record.ts';
import { item } from '../common/criteria-tree.ts';
import { assessedSubjects } from './codes.ts';
import { committeeQuestionCodes } from './questions.ts';

export const criteria = defineCriteria({
  name: 'criteria',
  line: 'mediation',
  label: { en: 'Assessment standard', zh: '考评标准' },
  plural: { en: 'Assessment standards', zh: '考评标准' },
  about: {
    en: 'The standards by which committees are assessed, version by version; one in force is never changed.',
    zh: '调委会规范化考评标准，逐版保存；启用后不再修改，修订另立新版。',
  },
  subjects: assessedSubjects,
  questions: committeeQuestionCodes,
  example: {
    name: '规范化调委会考评标准',
    version_no: '2009',
    subject: 'committee',
    pass_mark: 16,
    valid_months: 36,
    valid_from: '2009-01-01',
    items: [
      { code: '1', item: '有印章', points: 10, must: true },
      { code: '2', item: '有工作台账', points: 10, evidence: '台账' },
    ],
  },
});

/**
 * “Six haves, four implementations” as the city loader brings it in. The seed gives only the name:
 * which items stand behind it is a reading (domain brief 3.4 M49, O4), so it is data that the
 * bureau changes by a new version.
 */
export const defaultCriteria = {
  name: '“六有四落实”规范化调委会考评标准',
  version_no: '2009',
  subject: 'committee',
  pass_mark: 80,
  valid_months: 36,
  note: '项目为可调整的解读：原文仅有“六有四落实”之名，具体内容由市局按本地标准修订后另立新版。',
  items: [
    item('1', null, '六有', 'Six haves', 60),
    item('1.1', '1', '有标牌：门前悬挂调委会标牌', 'A sign at the door', 10, { evidence: '照片' }),
    item('1.2', '1', '有印章：刻制并规范使用调委会印章', 'A seal, properly used', 10, {
      evidence: '印模、用印登记',
      must: true,
      question: 'seal',
    }),
    item(
      '1.3',
      '1',
      '有徽章：调解员佩戴、室内悬挂人民调解标识',
      'The emblem on the wall and worn',
      10,
      { evidence: '照片' },
    ),
    item('1.4', '1', '有固定的调解场所', 'A fixed place', 10, { evidence: '照片' }),
    item('1.5', '1', '有统一的文书格式', 'Uniform document forms', 10, { evidence: '文书样本' }),
    item('1.6', '1', '有工作台账：受理、排查、回访登记齐全', 'A complete register', 10, {
      evidence: '台账',
      must: true,
      question: 'ledger_kept',
    }),
    item('2', null, '四落实', 'Four implementations', 40),
    item(
      '2.1',
      '2',
      '组织落实：委员三至九人，有妇女委员，按期换届',
      'Organisation: members and term as the law asks',
      10,
      { evidence: '委员名册、换届记录', question: 'members_and_term' },
    ),
    item(
      '2.2',
      '2',
      '制度落实：学习、例会、排查、回访、档案制度上墙并执行',
      'Rules: kept and on the wall',
      10,
      { evidence: '制度文本、会议记录' },
    ),
    item(
      '2.3',
      '2',
      '工作落实：定期排查，纠纷及时受理调处，卷宗规范',
      'Work: sweeps, disputes taken up in time, files in order',
      10,
      { evidence: '排查表、卷宗', question: 'revisits_in_time' },
    ),
    item('2.4', '2', '报酬落实：调解员补助按规定兑现', 'Pay: subsidies paid as provided', 10, {
      evidence: '发放清单',
    }),
  ],
} as const;
