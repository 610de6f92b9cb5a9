import { expect, test } from 'vitest';
import { workplaceName } from './workplace-name.ts';

test.each([
  ['city', 'Zhongwei City', '中卫市', 'Zhongwei Justice Bureau', '中卫市司法局'],
  ['city', 'Zhongwei', '中卫市', 'Zhongwei Justice Bureau', '中卫市司法局'],
  ['county', 'Zhongning County', '中宁县', 'Zhongning County Justice Bureau', '中宁县司法局'],
  ['county', 'Shapotou District', '沙坡头区', 'Shapotou District Justice Bureau', '沙坡头区司法局'],
  ['township', 'Zhenluo Town', '镇罗镇', 'Zhenluo Judicial Office', '镇罗司法所'],
  ['township', 'Xiangshan Township', '香山乡', 'Xiangshan Judicial Office', '香山司法所'],
  ['township', 'Binhe Subdistrict', '滨河街道办事处', 'Binhe Judicial Office', '滨河司法所'],
  ['township', 'Cao Town', '曹镇', 'Cao Judicial Office', '曹镇司法所'],
  [
    'township',
    'Haixing Development Zone',
    '海兴开发区',
    'Haixing Development Zone Judicial Office',
    '海兴开发区司法所',
  ],
  ['village', 'Zhenluo Village', '镇罗村', 'Zhenluo Village Mediation Committee', '镇罗村调委会'],
  ['village', 'Nanjie Village', '南街村委会', 'Nanjie Village Mediation Committee', '南街村调委会'],
  [
    'village',
    'Nanjie Village',
    '南街村民委员会',
    'Nanjie Village Mediation Committee',
    '南街村调委会',
  ],
  [
    'community',
    'Pingan Community',
    '平安社区居委会',
    'Pingan Community Mediation Committee',
    '平安社区调委会',
  ],
  [
    'community',
    'Pingan Community',
    '平安居委会',
    'Pingan Community Mediation Committee',
    '平安社区调委会',
  ],
  [
    'community',
    'Pingan Community',
    '平安社区',
    'Pingan Community Mediation Committee',
    '平安社区调委会',
  ],
  ['body', 'City Legal Aid Centre', '市法律援助中心', 'City Legal Aid Centre', '市法律援助中心'],
])('%s %s %s is %s', (kind, en, zh, workplaceEn, workplaceZh) => {
  expect(workplaceName({ kind, name: { en, zh } })).toEqual({ en: workplaceEn, zh: workplaceZh });
});
