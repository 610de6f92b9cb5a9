/** The papers of this line and their Word forms. */
import type { Paper } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { fromOutside, paper } from '../common/papers.ts';
import type { HelpFile } from './help-file-fields.ts';

export const fileForms = {
  'help-file': { en: 'Help-education file', zh: '安置帮教人员登记表（档案）' },
  'help-agreement': { en: 'Help-education agreement', zh: '帮教协议书' },
  'visit-record': { en: 'Visit record', zh: '走访（谈话）记录' },
} as const satisfies Record<string, Text>;

export const filePapers = (r: HelpFile): Paper[] => [
  paper(1, 'release-certificate', 'Copy of the release certificate', '释放证明书复印件', r.channel === 'correction' ? 'as_needed' : 'always', fromOutside),
  paper(2, 'help-file', 'Help-education file', '安置帮教人员登记表', 'always', { template: 'help-file' }),
  paper(3, 'help-agreement', 'Help-education agreement', '帮教协议书', r.group_from ? 'always' : 'as_needed', { template: 'help-agreement' }),
  paper(4, 'visit-record', 'Visit record', '走访（谈话）记录', r.visits.length > 0 ? 'always' : 'as_needed', { template: 'visit-record' }),
  paper(5, 'placement-proof', 'Proof of placement', '安置证明', r.placements.length > 0 ? 'always' : 'as_needed', fromOutside),
  paper(6, 'relief-proof', 'Papers of relief', '救助材料', 'as_needed', fromOutside),
]; // prettier-ignore

export const noticeForms = {
  'verification-receipt': { en: 'Receipt of verification', zh: '刑满释放人员信息核实回执' },
} as const satisfies Record<string, Text>;

export const noticePapers = (): Paper[] => [
  paper(1, 'notice', 'Notice of the prison', '监所通知书', 'as_needed', fromOutside),
  paper(2, 'verification-receipt', 'Receipt of verification', '核实回执', 'always', { template: 'verification-receipt' }),
]; // prettier-ignore
