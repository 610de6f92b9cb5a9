/**
 * The mediation part of the annual summary. Wording in the manner of the 2009 document; it claims
 * nothing beyond its figures, so no sentence says that anything was “fully affirmed” unless
 * somebody writes that in by hand.
 */
import type { FigureSlot, SummaryPart } from '#engine/report.ts';

const exact = (indicator: string, show?: FigureSlot['show']): FigureSlot => ({
  indicator,
  print: { style: 'exact' },
  ...(show ? { show } : {}),
});

export const summary: SummaryPart = {
  place: 4,
  heading: { en: "New results in people's mediation", zh: '人民调解工作取得新成效' },
  sentences: [
    {
      key: 'documents',
      zh: [
        '围绕“三调联动”、“以案定补”等制度建设，全年制定印发人民调解工作规范性文件',
        exact('mediation_documents'),
        '件，为科学规范开展“三调联动”工作提供了制度保障。',
      ],
      en: [
        exact('mediation_documents'),
        ' policy documents on mediation were issued, among them those on three-mediation ' +
          'linkage and the per-case subsidy.',
      ],
    },
    {
      key: 'linkage',
      zh: [
        '积极探索人民调解、行政调解、司法调解相结合的“三调联动”工作机制，全年联动流转矛盾纠纷',
        exact('linkages'),
        '件次。',
      ],
      en: [
        "Under the linkage of people's, administrative and judicial mediation, disputes changed hands ",
        exact('linkages'),
        ' times.',
      ],
    },
    {
      key: 'on_site_meeting',
      zh: ['全年承办全区“三调联动”现场会', exact('region_on_site_meetings'), '次。'],
      en: [
        'Region-wide on-site meetings on three-mediation linkage held in the city: ',
        exact('region_on_site_meetings'),
        '.',
      ],
    },
    {
      key: 'committees',
      zh: [
        '全面巩固和提升人民调解委员会组织建设，现有乡镇、村调委会',
        exact('committees'),
        '个，按照“六有四落实”标准进一步规范，创建规范化调委会',
        exact('committees_standardised'),
        '个，创建率达到',
        exact('standardised_rate'),
        '。',
      ],
      en: [
        'Of ',
        exact('committees'),
        ' township and village mediation committees, ',
        exact('committees_standardised'),
        ' meet the standard of the “six haves” and “four implementations”: ',
        exact('standardised_rate'),
        '.',
      ],
    },
    {
      key: 'subsidies',
      zh: [
        '积极落实人民调解员报酬待遇，按照“以案定补”办法兑现补助',
        exact('subsidies_paid'),
        '件，发放补助',
        exact('subsidy_amount'),
        '元。',
      ],
      en: [
        'Mediators were paid the per-case subsidy for ',
        exact('subsidies_paid'),
        ' disputes, ',
        exact('subsidy_amount'),
        ' yuan in all.',
      ],
    },
    {
      key: 'sweeps',
      zh: ['坚持矛盾纠纷定期排查和专项排查，全年开展排查', exact('sweeps'), '次。'],
      en: [exact('sweeps'), ' sweeps for disputes were made.'],
    },
    {
      key: 'disputes',
      zh: [
        '排查调处矛盾纠纷的能力进一步提高，全年共调处各类矛盾纠纷',
        { indicator: 'disputes_mediated', print: { style: 'over', to: 1000 } },
        '件，调解成功率达到',
        exact('success_rate'),
        '，协议履行率达到',
        exact('performance_rate'),
        '。',
      ],
      en: [
        { indicator: 'disputes_mediated', print: { style: 'over', to: 1000 } },
        ' disputes were mediated; ',
        exact('success_rate'),
        ' of those mediated to an end were settled, and ',
        exact('performance_rate'),
        ' of the agreements that fell due were performed.',
      ],
    },
    {
      key: 'effects',
      zh: [
        '防止因纠纷引起自杀',
        exact('suicide_prevented'),
        '件',
        exact('suicide_prevented_people'),
        '人，防止纠纷转化为刑事案件',
        exact('crime_prevented'),
        '件',
        exact('crime_prevented_people'),
        '人，制止群体性械斗',
        exact('group_fight_prevented'),
        '件',
        exact('group_fight_prevented_people'),
        '人，防止群体性上访',
        exact('group_petition_prevented'),
        '件',
        exact('group_petition_prevented_people'),
        '人。',
      ],
      en: [
        'Suicides were prevented in ',
        exact('suicide_prevented'),
        ' disputes (',
        exact('suicide_prevented_people'),
        ' people), crimes in ',
        exact('crime_prevented'),
        ' (',
        exact('crime_prevented_people'),
        '); ',
        exact('group_fight_prevented'),
        ' group fights (',
        exact('group_fight_prevented_people'),
        ') and ',
        exact('group_petition_prevented'),
        ' group petitions (',
        exact('group_petition_prevented_people'),
        ') were stopped.',
      ],
    },
  ],
};
