/** A figure in words: value with its counter, and the sentence that carries its basis when it leaves the product. */
import { counterOf } from '#engine/counter.ts';
import { formatDay, formatMonth } from '#engine/day.ts';
import type { Language, Text } from '#engine/text.ts';
import { printInstant, printNumber } from '../shell/numbers.ts';
import type { FigureDetail, FigureTarget, GivenOut } from '../shell/api-types.ts';
import { printPeriod } from './period.ts';

type Goal = Pick<FigureTarget, 'goal' | 'goal_in' | 'direction'>;

/** 60%, 100, ≤ 2.7%: a goal as it stands in a table. */
export function printGoal({ goal, goal_in, direction }: Goal, about: { money: boolean }): string {
  const number = goal_in === 'percent' ? `${printNumber(goal)}%` : printNumber(goal, about);
  return direction === 'at_most' ? `≤ ${number}` : number;
}

/** What is left, in units of work; of a limit, by how much it is passed. */
export function printGap(
  { gap, direction }: Pick<FigureTarget, 'gap' | 'direction'>,
  about: { money: boolean },
): Text {
  const n = printNumber(gap, about);
  if (direction === 'at_most') return { en: `${n} over`, zh: `超${n}` };
  return { en: `${n} to go`, zh: `还差${n}` };
}

type Valued = {
  readonly value: number | null;
  readonly counter: Text;
  readonly money: boolean;
  readonly kind: string;
};

export function printValue({ value, counter, money, kind }: Valued, language: Language): string {
  if (value === null) return language === 'zh' ? '未上报' : 'not reported';
  const number = printNumber(value, { money, kind });
  const word = counterOf(value, counter)[language];
  return `${number}${language === 'en' && word !== '%' ? ' ' : ''}${word}`;
}

/** What is copied: the number, its unit and period, the rule, and when it stood so. */
export function withBasis(figure: FigureDetail, language: Language): string {
  const period =
    figure.kind === 'stock' ? formatDay(figure.to, language) : printPeriod(figure, language);
  const stood = printInstant(figure.as_of ?? figure.fresh_at, language);
  const value = printValue(figure, language);
  if (language === 'zh') {
    return `${figure.label.zh} ${value}（${figure.unit.name.zh}，${period}；口径：${figure.rule.zh.replace(/。$/, '')}；数据截至${stood}）`;
  }
  return `${figure.label.en}: ${value} (${figure.unit.name.en}, ${period}; rule: ${figure.rule.en.replace(/\.$/, '')}; as it stood ${stood})`;
}

/** "– not kept before September 2025": what was not kept is not zero. */
export function notKeptWords(since: string, language: Language): string {
  const month = formatMonth(since.slice(0, 7), language);
  return language === 'zh' ? `– ${month}前未建账` : `– not kept before ${month}`;
}

/** "You told the Political-Legal Committee 3,102 on 9 October 2009, as it stood on 30 September 2009." */
export function toldWords(told: GivenOut, figure: Valued, me: string, language: Language): string {
  const value = printValue({ ...figure, value: told.value }, language);
  const stood = printInstant(told.stood_at, language);
  const on = formatDay(told.given_on, language);
  if (language === 'zh') {
    const who = told.person.id === me ? '您' : told.person.name;
    return `${who}于${on}向${told.receiver}报送${value}（${stood}的数）。`;
  }
  const who = told.person.id === me ? 'You' : told.person.name;
  return `${who} told ${told.receiver} ${value} on ${on}, as it stood ${stood}.`;
}
