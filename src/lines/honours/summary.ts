/** What a year's honours add to the paragraph on governance by law. */
import type { FigureSlot, SummaryPart } from '#engine/report.ts';

const exact = (indicator: string): FigureSlot => ({ indicator, print: { style: 'exact' } });

export const summary: SummaryPart = {
  place: 2,
  heading: {
    en: 'Governance by law across society keeps rising',
    zh: '全社会法治化管理水平不断提高',
  },
  sentences: [
    {
      key: 'national_villages',
      zh: [
        '今年，',
        exact('national_villages_named'),
        '个村委会被司法部、民政部命名为“全国民主法治示范村”。',
      ],
      en: [
        'This year, ',
        exact('national_villages_named'),
        ' village committees were named National Democracy and Rule-of-Law Demonstration Villages by the Ministry of Justice and the Ministry of Civil Affairs.',
      ],
    },
    {
      key: 'governance_units',
      zh: [
        exact('region_governance_community'),
        '个社区、',
        exact('region_governance_village'),
        '个行政村、',
        exact('region_governance_school'),
        '所学校、',
        exact('region_governance_enterprise'),
        '家企业和',
        exact('region_governance_grassroots'),
        '个基层单位被命名为自治区级“依法治理示范单位”。',
      ],
      en: [
        'Named law-based-governance demonstration units of the Autonomous Region: ',
        exact('region_governance_community'),
        ' community, ',
        exact('region_governance_village'),
        ' administrative village, ',
        exact('region_governance_school'),
        ' school, ',
        exact('region_governance_enterprise'),
        ' enterprise and ',
        exact('region_governance_grassroots'),
        ' grass-roots units.',
      ],
    },
  ],
};
