/**
 * The prose of the city's summaries. Opening and problems of 2009 keep to the document as it was published; what it lacks
 * (experience, an example) and the documents of other years are invented.
 */
import type { BlockKind } from '#engine/draft.ts';
import type { Text } from '#engine/text.ts';
import { mediated2008 } from './registers.ts';

export type Prose = { readonly section: string; readonly kind: BlockKind; readonly text: Text };

export type OldDocument = {
  readonly opening: string;
  readonly parts: readonly { readonly heading: string; readonly paragraph: string }[];
};

export const documentOf2008: OldDocument = {
  opening: `2008年，全市司法行政工作在市委、市政府和自治区司法厅的领导下，围绕中心、服务大局，全市调解矛盾纠纷${mediated2008}件，各项工作取得新进展。`,
  parts: [
    {
      heading: '主要做法和经验',
      paragraph: '坚持党委领导、部门联动，把矛盾化解在基层；坚持建章立制，以规范化促进调委会建设。',
    },
    {
      heading: '存在的问题',
      paragraph: '部分村级调委会作用发挥不够，台账登记不够规范；司法所人员少、任务重。',
    },
  ],
};

export const prose2009: readonly Prose[] = [
  {
    section: 'opening',
    kind: 'opening',
    text: {
      zh: '2009年，在市委、市政府和自治区司法厅的正确领导下，在各部门、各单位的大力支持下，全市司法行政工作以党的十七届四中全会精神为指导，紧紧围绕“保增长、保民生、保稳定”的主旋律，以学习实践科学发展观活动为动力，明确任务、突出重点、突破难点，法制宣传、法律服务和法律援助工作全面推进，人民调解工作取得新突破，基层基础工作进一步巩固，为经济社会发展和社会稳定作出了新的贡献。',
      en: 'In 2009, under the leadership of the municipal Party committee, the municipal government and the Department of Justice of the autonomous region, and with the support of all departments, judicial administration in the city kept to its theme: maintaining growth, ensuring people’s livelihood, ensuring stability. Tasks were made clear and difficulties broken through: publicity of law, legal services and legal aid moved forward, people’s mediation broke new ground, and the work of the grass roots was consolidated.',
    },
  },
  {
    section: 'mediation',
    kind: 'example',
    text: {
      zh: '典型事例：镇罗镇邻村之间因春灌用水多年不和，镇调委会会同水管所到渠边现场调解，当场约定轮灌次序，次年春灌再无争执。',
      en: 'An example: neighbouring villages of Zhenluo had quarrelled over spring irrigation for years. The town’s committee mediated at the canal together with the water station; the order of turns was agreed on the spot, and the next spring passed in peace.',
    },
  },
  {
    section: 'experience',
    kind: 'experience',
    text: {
      zh: '一是坚持联动调处，人民调解、司法调解、行政调解相互衔接，全区“三调联动”现场会的做法在各乡镇推开。二是坚持规范建设，以“六有四落实”为标准逐一验收调委会，以案定补激励调解员多调、调好、记全。',
      en: 'First, linkage: people’s, court and administrative mediation work hand in hand, and what the region’s on-site meeting showed is done in every township. Second, standards: committees are assessed one by one by the “six haves” and “four implementations”, and subsidies by case reward mediators who settle more, better, and write it down.',
    },
  },
  {
    section: 'problems',
    kind: 'problems',
    text: {
      zh: '一是专职人民调解员偏少，报酬落实不平衡；二是司法所人员少、任务重，档案整理不够及时；三是统计基础还不牢，人次与人数时有混用。',
      en: 'Full-time mediators are few, and their pay differs from place to place; judicial offices have much to do and few people, so files are put in order late; and the groundwork of statistics is weak: attendances and persons are still confused.',
    },
  },
];

/** Last year's document for the draft that is being written: one of its numbers is in no book. */
export const documentOfLastYear = (year: number): OldDocument => ({
  opening: `${year}年，全市司法行政工作坚持以人民为中心，坚持和发展新时代“枫桥经验”，推动矛盾纠纷预防化解法治化，各项工作取得新成效。`,
  parts: [
    {
      heading: '主要做法和经验',
      paragraph: '坚持抓早抓小抓苗头，常态化排查与重点时段排查相结合；全年培训人民调解员120人次。',
    },
    {
      heading: '存在的问题',
      paragraph: '行业性专业性调委会力量偏弱，部分村（社区）登记不及时，影响数据准确性。',
    },
  ],
});

export const proseOfNow: readonly Prose[] = [
  {
    section: 'mediation',
    kind: 'example',
    text: {
      zh: '典型事例：（请沙坡头区局补充今年的事例）',
      en: 'An example: (Shapotou District adds one of this year)',
    },
  },
];
