/**
 * What people in Zhongwei fall out about: kinds, seasons, words. Nobody real, nothing that
 * happened.
 */
import { dayNumber } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Chance } from './chance.ts';
import { kindOf } from '#lines/mediation/codes.ts';
import type { CommitteeKind } from './committees.ts';

type Matter = {
  readonly type: string;
  /** How common among a hundred, in the three counties. */
  readonly share: readonly [shapotou: number, zhongning: number, haiyuan: number];
  /** Months in which it is three times as common. */
  readonly season?: readonly number[];
  /** Yuan at stake; none where no money is. */
  readonly yuan?: readonly [number, number];
  /** What happened; below, how each of these ends. */
  readonly about: readonly string[];
  readonly agreed: readonly string[];
  /** Only there. */
  readonly where?: RegExp;
  readonly kinds?: readonly CommitteeKind[];
  readonly since?: number;
};

const matters: readonly Matter[] = [
  {
    type: 'irrigation',
    share: [11, 10, 3],
    season: [4, 5, 6, 7, 8, 11],
    yuan: [100, 3000],
    about: [
      '{s}灌水期间，申请人与被申请人因同一农渠先后灌水发生争执，被申请人私自扒口放水，淹了申请人{n}亩{c}。',
      '双方承包地共用一条毛渠，被申请人平整土地时将渠道填埋，申请人{n}亩{c}无法灌水，多次交涉未果。',
      '支渠清淤出工和水费分摊不均，申请人拒缴水费，双方在渠口发生争吵。',
    ],
    agreed: [
      '一、今后按村组排定的次序灌水，任何一方不得私自扒口；二、被申请人赔偿申请人损失{y}元。',
      '一、被申请人于三日内恢复原渠道；二、费用双方各半承担；三、互相赔礼，今后不得因此再起纠纷。',
      '一、清淤按亩出工，不出工的折抵{y}元；二、申请人于三日内缴清水费。',
    ],
  },
  {
    type: 'land_contract',
    share: [9, 9, 9],
    season: [3, 4, 9, 10],
    yuan: [500, 20000],
    about: [
      '申请人外出务工期间将{n}亩承包地口头转给被申请人耕种，返乡后要求收回，被申请人以已施底肥为由拒绝退还。',
      '双方对{n}亩土地流转费支付时间发生争议，被申请人拖欠本年流转费。',
      '二轮承包时地块四至登记不清，双方均主张该{n}亩地由自己承包经营。',
    ],
    agreed: [
      '一、本季作物收获后被申请人将土地交还申请人；二、申请人补偿被申请人投入{y}元；三、今后流转签订书面合同。',
      '一、被申请人于约定日期前付清流转费{y}元；二、双方到村委会补签流转合同。',
      '一、由村委会会同双方重新丈量定界，各半承包经营；二、被申请人补偿申请人青苗费{y}元。',
    ],
  },
  {
    type: 'gravel_field',
    share: [4, 5, 2],
    season: [4, 5, 6, 7, 8],
    yuan: [500, 15000],
    where: /香山|兴仁|永康|常乐|喊叫水|徐套|关桥|甘城|高崖/,
    about: [
      '被申请人拉砂压地时越过界石，占用申请人压砂地约{n}亩。',
      '双方合伙压砂种瓜，因投工和瓜款分配发生争议，涉及压砂地{n}亩。',
    ],
    agreed: [
      '一、以原界石为准，由村委会到场重新打桩定界；二、被申请人补偿申请人{y}元。',
      '一、瓜款按投工各半分配，被申请人给付申请人{y}元；二、合伙到此终止。',
    ],
  },
  {
    type: 'pasture',
    share: [0.6, 0.8, 5],
    season: [5, 6, 7, 8, 9],
    yuan: [100, 4000],
    about: [
      '被申请人的羊群进入申请人封育草场啃食，双方发生争执。',
      '两户草场界线不清，因围栏位置发生纠纷。',
    ],
    agreed: ['一、被申请人看管好羊只，赔偿申请人损失{y}元；二、围栏由双方按指认界线共同修复。'],
  },
  {
    type: 'boundary',
    share: [8, 8, 9],
    yuan: [100, 3000],
    about: [
      '双方宅院相邻，被申请人在公共巷道堆放柴草、砌筑台阶，影响申请人农用车通行。',
      '申请人认为被申请人新砌院墙超出地界约二十公分，要求拆除。',
      '两家地埂被逐年犁占，双方在春播时发生争吵。',
    ],
    agreed: [
      '一、被申请人三日内清除堆放物，巷道保持畅通；二、双方今后和睦相处。',
      '一、以村组丈量的界线为准；二、被申请人自行拆除超出部分；三、申请人补助人工费{y}元。',
      '一、由村民小组重新丈量打埂，以新埂为界；二、双方今后不得犁占地埂。',
    ],
  },
  {
    type: 'neighbour',
    share: [13, 13, 14],
    yuan: [50, 3000],
    about: [
      '两家因孩子打闹引起大人口角，继而互相推搡，申请人衣物受损。',
      '被申请人家排水流入申请人院墙根，致墙体受潮，双方多次争吵。',
      '被申请人饲养的犬只夜间吠叫并追咬申请人家禽，双方发生口角。',
      '酒后言语失和，双方在村口小卖部前互相辱骂推搡。',
    ],
    agreed: [
      '一、被申请人向申请人赔礼道歉；二、双方互相谅解，今后不再因此事发生争执。',
      '一、被申请人赔偿申请人{y}元；二、双方保证今后和睦相处。',
    ],
  },
  {
    type: 'divorce',
    share: [5, 5, 7],
    season: [1, 2, 12],
    about: [
      '双方婚后因琐事经常争吵，女方回娘家居住两月，申请调解。',
      '男方好赌、疏于照顾家庭，女方提出离婚，亲属劝解无效。',
    ],
    agreed: [
      '一、双方同意和好；二、男方保证戒除不良嗜好，家庭收入共同管理；三、女方于三日内回家共同生活。',
    ],
  },
  {
    type: 'parents_support',
    share: [4, 4, 4],
    season: [1, 2, 9, 10],
    yuan: [600, 3600],
    about: [
      '申请人年过七十，三个子女对赡养费和轮流居住意见不一，相互推诿。',
      '老人住院费用由谁承担，子女之间发生争议。',
    ],
    agreed: [
      '一、子女每人每年给付赡养费{y}元，分两次付清；二、口粮、医药费由子女均摊；三、老人居住由子女轮流照料。',
    ],
  },
  {
    type: 'child_support',
    share: [1.2, 1.2, 1.4],
    yuan: [1200, 4800],
    about: ['双方离异后，被申请人未按约定给付孩子抚养费，并阻止探望。'],
    agreed: ['一、被申请人每年给付抚养费{y}元，于每学期开学前付清；二、双方配合对方探望孩子。'],
  },
  {
    type: 'inheritance',
    share: [1.6, 1.6, 1.4],
    yuan: [2000, 40000],
    about: ['父亲去世后，兄弟之间对老宅和存款的分割发生争议。'],
    agreed: ['一、老宅归长子所有，长子补偿其余继承人共{y}元；二、存款由各继承人均分。'],
  },
  {
    type: 'bride_price',
    share: [2, 2.4, 5],
    season: [1, 2, 3, 10, 11, 12],
    yuan: [3000, 30000],
    about: ['双方经人介绍订婚后性格不合解除婚约，因彩礼返还数额发生争议。'],
    agreed: ['一、女方返还彩礼{y}元；二、双方互不追究其他费用，婚约解除。'],
  },
  {
    type: 'family',
    share: [5, 5, 6],
    season: [1, 2],
    about: [
      '婆媳因家务和带孩子问题长期不和，本次争吵后分灶。',
      '兄弟分家时对农机具、粮食分配不均，互不相让。',
    ],
    agreed: ['一、双方互相道歉；二、家务和开支按商定办法分担，遇事先商量。'],
  },
  {
    type: 'housing',
    share: [4, 4, 4],
    season: [3, 4, 5, 6],
    yuan: [500, 10000],
    about: [
      '申请人翻建房屋，被申请人以滴水檐越界为由阻拦施工。',
      '双方对宅基地后墙以外空地使用权发生争议。',
    ],
    agreed: ['一、申请人后墙退让三十公分；二、被申请人不再阻拦施工；三、双方各自承担损失。'],
  },
  {
    type: 'damage',
    share: [8, 8, 8],
    yuan: [100, 8000],
    about: [
      '被申请人的{l}进入申请人{c}地，毁坏青苗约{n}亩。',
      '申请人在被申请人家帮工时摔伤，双方对医药费承担发生争议。',
      '被申请人焚烧秸秆引燃申请人树木，双方对赔偿数额意见不一。',
    ],
    agreed: ['一、被申请人赔偿申请人损失{y}元；二、本次事件一次性了结，双方今后互不追究。'],
  },
  {
    type: 'contract',
    share: [4, 4.5, 3.5],
    yuan: [500, 30000],
    about: [
      '被申请人赊购申请人{c}一批，约定的货款到期未付。',
      '双方口头约定承揽打井，完工后对工程款发生争议。',
      '民间借款到期未还，双方对利息计算意见不一。',
    ],
    agreed: ['一、被申请人于约定日期前付清欠款{y}元；二、申请人放弃利息。'],
  },
  {
    type: 'business',
    share: [3, 4, 3],
    season: [6, 7, 8, 9],
    yuan: [500, 20000],
    about: [
      '申请人购买的{c}种子出苗率低，要求经销户赔偿。',
      '瓜商压价并拒收已采摘的西瓜，双方发生争执。',
      '合伙收购枸杞，因账目不清发生争议。',
    ],
    agreed: ['一、被申请人补偿申请人{y}元；二、今后买卖以书面凭据为准。'],
  },
  {
    type: 'wages',
    share: [3, 3, 3.5],
    season: [1, 11, 12],
    yuan: [800, 60000],
    about: [
      '申请人等{p}人在工地务工，年底工资未结清。',
      '包工头以工程款未到位为由拖欠申请人工资。',
    ],
    agreed: ['一、被申请人于约定日期前付清工资{y}元；二、逾期按日加付，申请人可依法另行主张。'],
  },
  {
    type: 'labour',
    share: [1, 1, 0.6],
    yuan: [500, 20000],
    about: ['申请人在砖厂工作时受伤，双方对误工费发生争议。'],
    agreed: ['一、被申请人一次性支付申请人医药费、误工费{y}元。'],
  },
  {
    type: 'traffic',
    share: [3, 3, 2.5],
    yuan: [300, 40000],
    about: [
      '农用三轮车与摩托车在村道会车时相碰，一人轻伤，双方对赔偿意见不一。',
      '被申请人驾车倒车时撞坏申请人院门。',
    ],
    agreed: ['一、被申请人赔偿申请人医药费、修理费共{y}元；二、就此了结，互不追究。'],
  },
  {
    type: 'consumer',
    share: [1, 1, 0.8],
    yuan: [50, 3000],
    about: ['申请人购买的家电使用一周后损坏，经销户拒绝退换。'],
    agreed: ['一、被申请人为申请人更换同型号商品；二、退还运费{y}元。'],
  },
  {
    type: 'medical',
    share: [0.4, 0.4, 0.3],
    yuan: [1000, 30000],
    kinds: ['township'],
    about: ['患者家属对卫生院诊疗过程有异议，要求赔偿。'],
    agreed: ['一、院方出于人道给予补助{y}元；二、家属不再追究。'],
  },
  {
    type: 'environment',
    share: [0.8, 0.6, 0.3],
    yuan: [300, 10000],
    about: ['养殖场粪污异味影响周边住户，多户联名要求搬离。'],
    agreed: ['一、被申请人于一个月内完成粪污池加盖；二、补偿受影响农户共{y}元。'],
  },
  {
    type: 'expropriation',
    share: [1.6, 1.4, 1.2],
    yuan: [2000, 60000],
    about: ['道路拓宽占地后，同户兄弟对补偿款分配发生争议。'],
    agreed: ['一、补偿款按实际耕种面积分配，被申请人给付申请人{y}元。'],
  },
  {
    type: 'tourism',
    share: [0.5, 0.05, 0.02],
    yuan: [50, 2000],
    where: /迎水桥/,
    about: ['游客与骑骆驼经营户因收费发生争执。'],
    agreed: ['一、被申请人退还多收费用{y}元并赔礼。'],
  },
  {
    type: 'e_commerce',
    share: [2, 2, 1.2],
    yuan: [30, 5000],
    since: 2014,
    about: ['申请人网上购买的枸杞与宣传不符，要求退货退款。'],
    agreed: ['一、被申请人退还货款{y}元；二、申请人退回商品。'],
  },
  {
    type: 'property_management',
    share: [1, 1, 0.5],
    yuan: [100, 3000],
    kinds: ['community'],
    about: ['业主以楼道漏水未修为由拒缴物业费。'],
    agreed: ['一、物业公司十日内维修；二、业主补缴物业费{y}元。'],
  },
  {
    type: 'other',
    share: [2.6, 2.6, 2.4],
    yuan: [50, 2000],
    about: ['双方因丧葬事宜安排发生争执。', '村民因集体活动分工不满发生口角。'],
    agreed: ['一、双方互相谅解，今后不再提起此事。'],
  },
];

const byType = new Map(matters.map((matter) => [matter.type, matter]));
const counties = ['640502', '640521', '640522'];
const moreInTowns: Readonly<Record<string, number>> = {
  neighbour: 1.5,
  contract: 1.5,
  traffic: 1.6,
  consumer: 2,
  wages: 1.6,
};
const notInTowns = new Set(['irrigation', 'land_contract', 'gravel_field', 'pasture']);

export type Where = {
  readonly kind: CommitteeKind;
  readonly unit_code: string;
  readonly township: string;
};

export function pickMatter(chance: Chance, where: Where, day: string): string {
  if (where.kind === 'trade') return 'traffic';
  const month = Number(day.slice(5, 7));
  const year = Number(day.slice(0, 4));
  const county = Math.max(0, counties.indexOf(where.unit_code.slice(0, 6)));
  return chance.weighted(
    matters.map((matter) => {
      const possible =
        (matter.where?.test(where.township) ?? true) &&
        (matter.kinds?.includes(where.kind) ?? true) &&
        year >= (matter.since ?? 0);
      const urban = where.kind === 'community' || where.kind === 'regional';
      const town = urban ? (notInTowns.has(matter.type) ? 0 : (moreInTowns[matter.type] ?? 1)) : 1;
      const season = matter.season?.includes(month) ? 3 : 1;
      return [matter.type, possible ? matter.share[county]! * town * season : 0] as const;
    }),
  );
}

export type Story = {
  readonly about: string;
  readonly agreed: string;
  readonly amount_fen: number | null;
};

const crops = ['玉米', '小麦', '水稻', '枸杞', '西瓜', '马铃薯', '胡麻', '红枣'];
const animals = ['羊群', '牛', '毛驴', '猪'];

/** How it came about: what tells two disputes of the same kind apart. */
const moments = [
  '当日清晨双方在地头碰面，言语不和，',
  '晌午时分村民小组长在场劝了几句未能劝开，',
  '傍晚收工后申请人登门理论，被申请人不予理会，',
  '赶集回来的路上两家人当众争吵，',
  '夜里下过雨，第二天一早双方到现场查看，',
  '两家老人先前曾私下说合过一次，没有谈拢，',
  '被申请人的亲戚从中传话，反使误会加深，',
];
const outcomes = [
  '邻居打电话告知调解员，调解员随即上门了解情况。',
  '申请人到村部反映，要求调委会主持公道并尽快解决。',
  '双方均表示愿意听从调委会意见，不愿闹到法院去。',
  '围观群众较多，调解员先将双方劝回家中，分别谈话。',
  '包片网格员上报后，调委会约定双方次日到调解室面谈。',
];

/** A pair that comes again only after 35 days, so that no two disputes of one village and month read alike. */
function circumstances(day: Day): string {
  const n = dayNumber(day);
  return moments[n % moments.length]! + outcomes[n % outcomes.length]!;
}

/** What happened and how it ends; `day` is when it came up. */
export function tell(chance: Chance, type: string, day: Day): Story {
  const matter = byType.get(type) ?? byType.get('other')!;
  const which = chance.between(0, matter.about.length - 1);
  const about = matter.about[which]!;
  const agreed = matter.agreed[which % matter.agreed.length]!;
  const yuan = matter.yuan ? roughly(chance, ...matter.yuan) : null;
  const words: Readonly<Record<string, string>> = {
    s: chance.pick(['头水', '二水', '冬']),
    n: String(chance.between(1, 9)),
    c: chance.pick(crops),
    l: chance.pick(animals),
    p: String(chance.between(2, 9)),
    y: String(yuan ?? ''),
  };
  const fill = (text: string) => text.replaceAll(/\{(\w)\}/g, (_, key: string) => words[key] ?? '');
  return {
    about: fill(about) + circumstances(day),
    agreed: fill(agreed),
    amount_fen: agreed.includes('{y}') && yuan ? yuan * 100 : null,
  };
}

/** Small sums are common and round. */
function roughly(chance: Chance, low: number, high: number): number {
  const yuan = low * (high / low) ** (chance.next() ** 1.4);
  const to = yuan < 500 ? 10 : yuan < 5000 ? 50 : 500;
  return Math.max(to, Math.round(yuan / to) * to);
}

/**
 * How many of a hundred fall into each month: irrigation in spring and summer, wages and weddings
 * in winter.
 */
export const monthWeights = [7.2, 5.6, 8.6, 9.8, 10.1, 9.0, 8.8, 8.6, 8.4, 7.8, 8.2, 7.9];

export const isFamily = (type: string) => kindOf(type) === 'family';
