/** What somebody was convicted of, in kinds: the same for corrections and for resettlement, which takes it over. */
import { codeList } from '#engine/field.ts';

export const offences = codeList(
  'offence_kind',
  { en: 'Kind of offence', zh: '原罪名类别' },
  [
    ['property', 'Property', '侵犯财产'],
    ['person', 'Against the person', '侵犯人身权利'],
    ['order', 'Public order', '妨害社会管理秩序'],
    ['drug', 'Drugs', '毒品犯罪'],
    ['traffic', 'Traffic and public safety', '危害公共安全'],
    ['economic', 'Economic order', '破坏经济秩序'],
    ['duty', 'Bribery and breach of duty', '贪污贿赂渎职'],
    ['other', 'Other', '其他'],
  ],
  { open: true },
);
