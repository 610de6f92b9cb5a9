import { expect, it } from 'vitest';
import { dispute } from '#lines/mediation/dispute.ts';
import { rowOf } from '#testing/row-of.ts';
import { latinNames } from './latin-names.ts';

it('gives the names of people in pinyin: parties, links and accounts, never firms or what is not Chinese', () => {
  const record = rowOf(dispute, {
    parties: [
      { side: 'applicant', kind: 'person', name: '张三' },
      { side: 'respondent', kind: 'organisation', name: '鼎盛公司' },
      { side: 'respondent', kind: 'person', name: '阿依古丽·买买提' },
      { side: 'respondent', kind: 'person', name: 'Smith' },
    ],
  });
  const links = {
    m: { type: 'mediator', title: { en: '万秀兰', zh: '万秀兰' }, number: null },
    c: { type: 'committee', title: { en: 'Zhenluo Village', zh: '镇罗村调委会' }, number: null },
  };
  expect(latinNames(dispute, [record], { a: '田卫东' }, links)).toEqual({
    田卫东: 'Tian Weidong',
    万秀兰: 'Wan Xiulan',
    张三: 'Zhang San',
    阿依古丽·买买提: 'Ayiguli Maimaiti',
  });
});
