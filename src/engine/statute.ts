/**
 * The rules that the law sets for the bureau's work: who must do what by when, and where that is
 * written. The register itself is data, in `statute-register.ts`. Where a rule holds a period it
 * can be handed to `due` as it is.
 */
import type { Period, TimedRule } from './calendar.ts';
import type { Day } from './day.ts';
import { register } from './statute-register.ts';
import type { Language, Text } from './text.ts';

export type RuleLine =
  | 'mediation'
  | 'legal_aid'
  | 'corrections'
  | 'resettlement'
  | 'notary'
  | 'lawyers'
  | 'petitions'
  | 'decisions'
  | 'villages'
  | 'data'
  | 'archives'
  | 'online_service';

export type Source = {
  readonly law: Text;
  /** In figures: '33', '20, 21' or '47-51'. Empty where the text itself could not be read. */
  readonly article: string;
};

/** One row as it is written in the register. What is left out has the usual value. */
export type RuleEntry = {
  readonly line: RuleLine;
  /** What happens, so that the rule applies. */
  readonly trigger: Text;
  /** What must be done then, or what must never be done. */
  readonly duty: Text;
  /** Who must act. */
  readonly who: Text;
  readonly period?: Period;
  /** See TimedRule. True unless it says otherwise. */
  readonly rolls_over?: boolean;
  readonly counts?: 'after' | 'before';
  /** The period is the least that must pass or be kept, where it is otherwise the most allowed. */
  readonly at_least?: boolean;
  /** The limit in words, where it is no period: at once, once, always. */
  readonly limit?: Text;
  /** What must exist on paper afterwards. */
  readonly document?: Text;
  readonly source: Source;
  readonly also?: Source;
  /** What whoever relies on it should know first. */
  readonly note?: Text;
  /**
   * Was the period read in a text? True unless it says otherwise. False is known from practice
   * only, and an office may set its own number with `configured`.
   */
  readonly verified?: boolean;
  /** The first day on which the text named as source was in force. */
  readonly valid_from?: Day;
  /** The last such day; without it, still in force when the register was written. */
  readonly valid_to?: Day;
};

export type RuleId = keyof typeof register;

/** A row of the register with every usual value filled in. */
export type Rule<Id extends string = string> = RuleEntry & {
  readonly id: Id;
  readonly rolls_over: boolean;
  readonly verified: boolean;
  /** Goes up when the row changes, so that a stored deadline says which wording it followed. */
  readonly version: number;
};

type EntryOf<Id extends RuleId> = (typeof register)[Id];

/** The rules that have a period, and therefore a deadline. */
export type TimedRuleId = {
  [Id in RuleId]: EntryOf<Id> extends { period: Period } ? Id : never;
}[RuleId];

/** The row with this id; its `period` is known to be there where the register has one. */
export type RuleOf<Id extends RuleId> = Rule<Id> & (Id extends TimedRuleId ? TimedRule : unknown);

const rules = Object.fromEntries(
  Object.entries<RuleEntry>(register).map(([id, entry]) => [
    id,
    { rolls_over: true, verified: true, ...entry, id, version: 1 } satisfies Rule,
  ]),
) as { [Id in RuleId]: RuleOf<Id> };

/** The rule with this id, such as R01, or R03.extension for a further period of R03. */
export function rule<Id extends RuleId>(id: Id): RuleOf<Id> {
  return rules[id];
}

/** The rule with an id that was stored earlier, or undefined when the register has none such. */
export function findRule(id: string): Rule | undefined {
  return Object.hasOwn(rules, id) ? rules[id as RuleId] : undefined;
}

/** Every rule, in the order of the register. */
export function allRules(): Rule[] {
  return Object.values(rules);
}

/** Was the text behind the rule in force on this day? A case of 2009 owes no duty of 2011. */
export function isInForce(one: Rule, day: Day): boolean {
  if (one.valid_from !== undefined && day < one.valid_from) return false;
  return one.valid_to === undefined || day <= one.valid_to;
}

/**
 * The rule with the number that an office has set for itself. Only for rules that are not
 * verified; `version` is the office's own and must differ from the register's, because it is
 * stored with each deadline. Throws RangeError for a rule whose period the law itself sets.
 */
export function configured<R extends Rule>(one: R, period: Period, version: number): R {
  if (one.verified) throw new RangeError(`${one.id} is set by law and cannot be configured`);
  if (version === one.version) throw new RangeError(`${one.id} needs a version of its own`);
  return { ...one, period, version };
}

/** A period in words: 30日, 15个工作日, 24小时, 3个月, 3年; 30 days, 15 working days, 24 hours. */
export function formatPeriod(period: Period, language: Language): string {
  const words: Record<Period['unit'], Text> = {
    hours: { en: 'hour', zh: '小时' },
    calendar_days: { en: 'day', zh: '日' },
    working_days: { en: 'working day', zh: '个工作日' },
    months: { en: 'month', zh: '个月' },
    years: { en: 'year', zh: '年' },
  };
  const word = words[period.unit];
  if (language === 'zh') return `${period.n}${word.zh}`;
  return `${period.n} ${word.en}${period.n === 1 ? '' : 's'}`;
}

/** Where it is written: 《人民调解法》第三十三条, or People's Mediation Law, article 33. */
export function cite(source: Source, language: Language): string {
  const { law, article } = source;
  if (language === 'en') {
    if (article === '') return law.en;
    return `${law.en}, article${/\D/.test(article) ? 's' : ''} ${article}`;
  }
  const name = `《${law.zh}》`;
  if (article === '') return name;
  const articles = article.split(/, ?/).map((range) => {
    return range
      .split('-')
      .map((one) => `第${chineseNumeral(Number(one))}条`)
      .join('至');
  });
  return name + articles.join('、');
}

/** Laws number their articles in words: 33 is 三十三 and 205 is 二百零五. Below a thousand. */
function chineseNumeral(number: number): string {
  const digits = '零一二三四五六七八九';
  const hundreds = Math.floor(number / 100);
  const tens = Math.floor((number % 100) / 10);
  const ones = number % 10;
  const hundred = hundreds === 0 ? '' : `${digits[hundreds]}百`;
  const ten = tens > 0 ? `${digits[tens]}十` : hundreds > 0 && ones > 0 ? '零' : '';
  const whole = hundred + ten + (ones > 0 ? digits[ones]! : '');
  return number >= 10 && number < 20 ? whole.slice(1) : whole;
}
