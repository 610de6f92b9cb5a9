/**
 * People who do not exist. Names are combined from common surnames and given names, so a real
 * bearer of one is chance. Telephones begin with 154: that series has never been given to an
 * operator, so no such number rings anywhere. ID numbers carry the region 990000, which no division
 * has, with a right check character, so that forms accept them.
 */
import type { Day } from '#engine/day.ts';
import { addDays } from '#engine/day.ts';
import { citizenIdCheck } from '#engine/identifier.ts';
import type { Chance } from './chance.ts';

export type Person = {
  readonly name: string;
  readonly sex: 'male' | 'female';
  readonly ethnic_group: string;
  readonly born_on: Day;
  readonly id_number: string;
  readonly telephone: string;
};

const hanSurnames: readonly (readonly [string, number])[] = [
  ['王', 9],
  ['李', 9],
  ['张', 9],
  ['刘', 7],
  ['陈', 5],
  ['杨', 5],
  ['赵', 4],
  ['黄', 4],
  ['周', 4],
  ['吴', 4],
  ['徐', 3],
  ['孙', 3],
  ['朱', 3],
  ['胡', 3],
  ['郭', 3],
  ['何', 3],
  ['高', 3],
  ['林', 2],
  ['罗', 2],
  ['郑', 2],
  ['梁', 2],
  ['谢', 2],
  ['宋', 2],
  ['唐', 2],
  ['许', 2],
  ['邓', 2],
  ['冯', 2],
  ['韩', 2],
  ['曹', 2],
  ['曾', 1],
  ['彭', 1],
  ['肖', 1],
  ['蔡', 1],
  ['潘', 1],
  ['田', 2],
  ['董', 2],
  ['袁', 1],
  ['于', 1],
  ['余', 1],
  ['叶', 1],
  ['蒋', 1],
  ['杜', 1],
  ['苏', 1],
  ['魏', 2],
  ['程', 1],
  ['吕', 1],
  ['丁', 1],
  ['沈', 1],
  ['任', 2],
  ['姚', 1],
  ['卢', 1],
  ['钟', 1],
  ['姜', 1],
  ['崔', 1],
  ['谭', 1],
  ['陆', 1],
  ['范', 1],
  ['汪', 1],
  ['廖', 1],
  ['石', 1],
  ['贾', 1],
  ['韦', 1],
  ['夏', 1],
  ['付', 1],
  ['方', 1],
  ['白', 1],
  ['邹', 1],
  ['孟', 1],
  ['熊', 1],
  ['秦', 1],
  ['邱', 1],
  ['江', 1],
  ['尹', 1],
  ['薛', 1],
  ['闫', 1],
  ['段', 1],
  ['雷', 1],
  ['侯', 1],
  ['龙', 1],
  ['史', 1],
  ['陶', 1],
  ['黎', 1],
  ['贺', 1],
  ['顾', 1],
  ['毛', 1],
  ['郝', 1],
  ['龚', 1],
  ['邵', 1],
  ['万', 2],
  ['钱', 1],
  ['严', 1],
  ['雍', 1],
  ['詹', 1],
  ['拓', 1],
];
const huiSurnames: readonly (readonly [string, number])[] = [
  ['马', 18],
  ['杨', 6],
  ['田', 5],
  ['李', 5],
  ['王', 5],
  ['张', 3],
  ['丁', 3],
  ['白', 3],
  ['海', 3],
  ['穆', 2],
  ['何', 2],
  ['罗', 2],
  ['周', 2],
  ['金', 2],
  ['锁', 1],
  ['摆', 1],
  ['余', 1],
  ['冶', 1],
  ['买', 1],
  ['撒', 1],
  ['虎', 1],
  ['黑', 1],
  ['妥', 1],
];
const first = [...'建国志文学玉海占振永正万长金世德俊耀兆希廷维宏天生彦登克怀立占荣培'];
const men = [...'军平忠福贵林山明华成祥云义仁龙虎刚强宝财才元清武斌东升峰伟勇礼信廉智宽江河'];
const women = [...'英兰花梅芳琴秀玲霞红燕凤香莲翠娥菊萍云珍桂巧彩月娟丽静蓉淑芬'];

const huiShare: Readonly<Record<string, number>> = {
  '640522': 0.7,
  '640521': 0.22,
  '640502': 0.06,
};

/** `unit_code` says where: in Haiyuan most people are Hui. */
export function inventPerson(
  chance: Chance,
  place: {
    readonly unit_code: string;
    readonly around: Day;
    readonly ages?: readonly [number, number];
    readonly sex?: Person['sex'];
  },
): Person {
  const sex = place.sex ?? (chance.in(0.62) ? 'male' : 'female');
  const hui = chance.in(huiShare[place.unit_code.slice(0, 6)] ?? 0.2);
  const surname = chance.weighted(hui ? huiSurnames : hanSurnames);
  const last = chance.pick(sex === 'male' ? men : women);
  const middle = chance.in(0.8)
    ? chance.pick(sex === 'male' || chance.in(0.4) ? first : women)
    : '';
  const [young, old] = place.ages ?? [21, 72];
  const born_on = addDays(
    place.around,
    -Math.round(365.25 * (young + chance.next() * (old - young))),
  );
  return {
    name: `${surname}${middle === last ? '' : middle}${last}`,
    sex,
    ethnic_group: hui ? '回族' : '汉族',
    born_on,
    id_number: inventIdNumber(chance, born_on, sex),
    telephone: inventTelephone(chance),
  };
}

export function inventTelephone(chance: Chance): string {
  // Wide enough that no two households share one: the same number twice is a sign of a duplicate.
  return `154${String(chance.between(0, 99_999_999)).padStart(8, '0')}`;
}

function inventIdNumber(chance: Chance, born_on: Day, sex: Person['sex']): string {
  const sequence = chance.between(0, 499) * 2 + (sex === 'male' ? 1 : 0);
  const seventeen = `990000${born_on.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return seventeen + citizenIdCheck(seventeen);
}
