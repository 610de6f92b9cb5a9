/**
 * The published summary of 2009, paragraph by paragraph, shortened at (…) to the sentences that hold figures. The
 * English is a machine translation, kept as found; the Chinese is ours, restored from it.
 */
import type { Text } from '#engine/text.ts';

export type PublishedParagraph = {
  readonly key: string;
  /** The line of work of ours that answers it. */
  readonly line: string;
  readonly en: string;
  readonly zh: string;
  readonly zh_restored: true;
  /** Figures of figures-2009.csv, from one F-number to another. */
  readonly holds: readonly [first: number, last: number];
};

export const publishedParagraphs: readonly PublishedParagraph[] = [
  {
    key: 'popularisation',
    line: 'popularisation',
    en: 'First, the publicity and education of the national legal system has been promoted (…) launching the "Thousand Villages and Ten Thousand Households Delivery Project" for free distribution to nearly 10,000 farmers. 12 sets of "Readings of Farmers\' Legal Knowledge" (…) By the end of September, all counties and departments of the city had organized various legal lectures and reports. During the session, 69 training sessions were conducted, and the number of training personnel reached 54,000; the number of concentrated publicity activities was 61 times, more than 490,000 copies of publicity materials were distributed, 186 exhibition plates were produced, more than 5,000 people were consulted, and 89 performances of legal performances were carried out; Organized and unified the examination three times, and the number of participants in the examination reached more than 70,000.',
    zh: '一、全民法制宣传教育深入推进……开展“千村万户送法工程”，向近万户农民免费发放《农民法律知识读本》12套……截至9月底，全市各县区、各部门共组织各类法制讲座、报告会、培训班69期，培训人员5.4万人次；开展集中宣传活动61场次，发放宣传资料49万余份，制作展板186块，接受咨询5000余人次，开展法制文艺演出89场次；组织统一考试3次，参考人员7万余人次。',
    zh_restored: true,
    holds: [1, 11],
  },
  {
    key: 'governance',
    line: 'honours',
    en: 'Second, the level of rule of law management in the whole society is constantly improving (…) This year, two village committees were named by the Ministry of Justice and the Ministry of Civil Affairs as “National Democracy and Rule of Law Demonstration Village”; one community, one administrative village, one school, one enterprise and two grassroots units were named as districts. Level "Governance model units according to law."',
    zh: '二、全社会法治化管理水平不断提高……今年，2个村委会被司法部、民政部命名为“全国民主法治示范村”；1个社区、1个行政村、1所学校、1家企业和2个基层单位被命名为区级“依法治理示范单位”。',
    zh_restored: true,
    holds: [12, 13],
  },
  {
    key: 'services',
    line: 'services',
    en: 'Third, legal services and legal aid are deeply rooted in the center of "protecting growth, ensuring people\'s livelihood, ensuring stability" (…) During the year, lawyers in the city handled a total of XX cases. Answered 4010 legal consultations, wrote 1,800 legal documents, handled XX notarizations, answered 1,500 public consultations, paid more than 200,000 yuan to the public, and handled 380 legal aid cases. (…) conducted more than 60 lectures on legal knowledge for the towns. They drafted and witnessed more than 60,000 agreements for the masses of farmers. (…) Participated in more than 50 visits to petitions throughout the year.',
    zh: '三、法律服务和法律援助围绕“保增长、保民生、保稳定”深入开展……全年全市律师共办理各类案件XX件，解答法律咨询4010人次，代写法律文书1800份；办理公证XX件，解答公证咨询1500人次，为群众减免费用20余万元；办理法律援助案件380件……为乡镇举办法律知识讲座60余场次，为农民群众起草、见证各类协议6万余份……全年参与信访接待50余次。',
    zh_restored: true,
    holds: [14, 23],
  },
  {
    key: 'mediation',
    line: 'mediation',
    en: 'Fourth, the people\'s mediation work has made a major breakthrough in the "Zhongwei City Three-way Linkage Work Mechanism Implementation Plan" and "Zhongwei City People\'s Mediator" "Provisional Measures for the Case", providing an institutional guarantee for comprehensive scientific implementation of the three-way linkage work (…) September 4th, the city successfully held a three-way linkage on-site meeting in the whole district (…) the city\'s 465 towns and villages transfer committees have further strengthened the implementation criteria of six and four, created 213 standardized adjustment committees, and actively implemented the remuneration and treatment of mediators. (…) The city has mobilized more than 4,000 contradictions and disputes.',
    zh: '四、人民调解工作取得重大突破。制定印发《中卫市三调联动工作机制实施方案》和《中卫市人民调解员“以案定补”暂行办法》，为全面科学实施三调联动工作提供了制度保障……9月4日，成功承办全区三调联动现场会……全市465个乡镇、村调委会按照“六有四落实”标准进一步加强，创建规范化调委会213个，积极落实调解员报酬待遇……全市共调处矛盾纠纷4000余件。',
    zh_restored: true,
    holds: [24, 27],
  },
  {
    key: 'offices',
    line: 'offices',
    en: 'V. The grassroots basic work has been consolidated and improved. (…) the standardization and consolidation rate of the grassroots judicial departments in the city reached 100%. Shapotou District has established four judicial offices, namely Luo, Wenchang, Yingshui and Xiangshan, as the model institutes. Haiyuan and Zhongning have each established two model soldiers. The number of model soldiers in the city has reached 22, and the rate of establishment of the model judicial institute has reached more than 50%. The Municipal Judicial Bureau was recommended as “the advanced collective of national grassroots judicial administrative work”. (…) The two town party committee governments in Shapotou District wrote letters to the Municipal Judicial Bureau to praise the local judicial office. Two outstanding judicial directors have been treated to enjoy the same level of treatment. The two judicial directors were recommended as "the special contribution figures of Ningxia judicial administration for 30 years."',
    zh: '五、基层基础工作得到巩固和提高……全市基层司法所规范化巩固率达到100%。沙坡头区创建镇罗、文昌、迎水桥、香山4个标兵司法所，海原县、中宁县各创建标兵司法所2个，全市标兵司法所达到22个，标兵司法所创建率达50%以上。市司法局被推荐为“全国基层司法行政工作先进集体”……沙坡头区2个乡镇党委、政府致信市司法局表扬当地司法所，2名优秀司法所长享受副科级待遇，2名司法所长被推荐为“宁夏司法行政30年特殊贡献人物”。',
    zh_restored: true,
    holds: [28, 37],
  },
  {
    key: 'resettlement',
    line: 'resettlement',
    en: '6. Resettlement and help to make important contributions to “guarantee stability” Further standardize the construction of 20 transitional resettlement education bases, and include all 1376 criminal interpretation and correctional personnel registered in the scope of resettlement and education control. The 264 criminal interpretations received this year. The teaching staff all set up files according to the classification management method, and cultivated 48 typical resettlement assistance and teaching transformations. The teaching and learning rate reached 96.4%, the resettlement rate was over 83%, and the re-crime rate was controlled at 2.7%.',
    zh: '六、安置帮教为“保稳定”作出重要贡献。进一步规范20个过渡性安置帮教基地建设，将登记在册的1376名刑释解教人员全部纳入安置帮教范围，今年接收的264名刑释解教人员全部按照分类管理办法建立档案，培育安置帮教转化典型48个，帮教率达到96.4%，安置率达83%以上，重新犯罪率控制在2.7%。',
    zh_restored: true,
    holds: [38, 44],
  },
];

/** What the figures of the document are called; those that a line of ours keeps have their indicator's label. */
export const publishedLabels: Readonly<Record<string, Text>> = {
  F01: { en: 'Farmer households given the free reader', zh: '免费发放读本的农户' },
  F02: { en: 'Sets of the farmers’ legal reader', zh: '《农民法律知识读本》' },
  F03: { en: 'Lectures, report meetings, training classes', zh: '法制讲座、报告会、培训班' },
  F04: { en: 'People trained', zh: '培训人员' },
  F05: { en: 'Concentrated publicity activities', zh: '集中宣传活动' },
  F06: { en: 'Publicity materials distributed', zh: '发放宣传资料' },
  F07: { en: 'Display boards made', zh: '制作展板' },
  F08: { en: 'People consulted at events', zh: '现场接受咨询' },
  F09: { en: 'Legal art performances', zh: '法制文艺演出' },
  F10: { en: 'Unified examinations', zh: '统一考试' },
  F11: { en: 'Examination participants', zh: '参考人员' },
  F12: { en: 'National democracy and rule-of-law villages', zh: '全国民主法治示范村' },
  F13a: { en: 'Law-based-governance units: community', zh: '区级依法治理示范单位：社区' },
  F13b: { en: 'Law-based-governance units: village', zh: '区级依法治理示范单位：行政村' },
  F13c: { en: 'Law-based-governance units: school', zh: '区级依法治理示范单位：学校' },
  F13d: { en: 'Law-based-governance units: enterprise', zh: '区级依法治理示范单位：企业' },
  F13e: { en: 'Law-based-governance units: grass roots', zh: '区级依法治理示范单位：基层单位' },
  F14: { en: 'Lawyers’ cases', zh: '律师办理案件' },
  F15: { en: 'Lawyers’ legal consultations', zh: '律师解答法律咨询' },
  F16: { en: 'Legal documents written', zh: '代写法律文书' },
  F17: { en: 'Notarizations', zh: '办理公证' },
  F18: { en: 'Notary public consultations', zh: '解答公证咨询' },
  F19: { en: 'Fees reduced or waived', zh: '为群众减免费用' },
  F20: { en: 'Legal aid cases handled', zh: '办理法律援助案件' },
  F21: { en: 'Lawyers’ lectures in villages and townships', zh: '律师下乡法律讲座' },
  F22: { en: 'Agreements drafted and witnessed for farmers', zh: '为农民起草、见证协议' },
  F23: { en: 'Petition receptions attended by lawyers', zh: '律师参与信访接待' },
  F28: { en: 'Judicial offices: consolidation rate', zh: '司法所规范化巩固率' },
  F29: { en: 'Pacesetter offices created: Shapotou', zh: '创建标兵司法所：沙坡头区' },
  F30: { en: 'Pacesetter offices created: Haiyuan', zh: '创建标兵司法所：海原县' },
  F31: { en: 'Pacesetter offices created: Zhongning', zh: '创建标兵司法所：中宁县' },
  F32: { en: 'Pacesetter offices in the city', zh: '全市标兵司法所' },
  F33: { en: 'Pacesetter creation rate', zh: '标兵司法所创建率' },
  F34: { en: 'Townships that wrote letters of praise', zh: '致信表扬的乡镇党委、政府' },
  F35: { en: 'Directors given rank treatment', zh: '享受职级待遇的司法所长' },
  F36: { en: 'Directors named for 30 years’ contribution', zh: '推荐为30年特殊贡献人物的司法所长' },
  F37: { en: 'Recommended as national advanced collective', zh: '被推荐为全国先进集体' },
  F38: { en: 'Transitional bases', zh: '过渡性安置帮教基地' },
  F39: { en: 'Released persons under help-education', zh: '在册刑释解教人员' },
  F40: { en: 'Received this year, all filed by class', zh: '今年接收并分类建档' },
  F41: { en: 'Exemplary cases cultivated', zh: '培育转化典型' },
  F42: { en: 'Help-education rate', zh: '帮教率' },
  F43: { en: 'Resettlement rate', zh: '安置率' },
  F44: { en: 'Reoffending rate', zh: '重新犯罪率' },
};
