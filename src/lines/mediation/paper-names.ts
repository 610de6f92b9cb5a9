/** The papers of a mediation file by name; which of them a dispute needs is in papers.ts. */
import { codeList } from '#engine/field.ts';

export const paperNames = codeList('dispute_paper', { en: 'Paper', zh: '卷内文书' }, [
  ['acceptance-register', 'Application or acceptance register', '人民调解申请书（受理登记表）'],
  ['rights-notice', 'Notice of rights and duties', '当事人权利义务告知书'],
  ['identity', 'Proof of identity', '当事人身份证明'],
  ['power-of-attorney', 'Power of attorney', '授权委托书'],
  ['investigation', 'Investigation record', '调查笔录'],
  ['evidence', 'Evidence', '证据材料'],
  ['mediation-record', 'Mediation record', '调解笔录'],
  ['agreement', 'Mediation agreement', '人民调解协议书'],
  ['oral-register', 'Oral agreement register', '人民调解口头协议登记表'],
  ['receipts', 'Receipts of performance', '履行凭证'],
  ['revisit-record', 'Revisit record', '回访记录'],
  ['confirmation', 'Papers of confirmation by the court', '司法确认有关材料'],
  ['closing-report', 'Closing report and file notes', '结案报告、卷宗情况说明'],
  ['file-contents', 'Contents of the file and back cover', '卷宗目录、封底'],
]);
