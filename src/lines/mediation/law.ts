/**
 * What a rule of mediation stood on, on the day of the case. A dispute of 2009 knows nothing of the Law of 2010: until
 * then the regulations of 1989, the ministry's provisions of 2002 and the Supreme Court's of 2002 were what papers and
 * refusals named.
 */
import { cite, findRule, isInForce } from '#engine/statute.ts';
import type { RuleId, Source } from '#engine/statute.ts';
import type { Day } from '#engine/day.ts';
import type { Issue } from '#engine/problem.ts';
import { text } from '#engine/text.ts';
import type { Text } from '#engine/text.ts';

/** A source with the days on which it was the law to name. Not verified: its article is known by hearsay. */
type Ground = Source & {
  readonly valid_from: Day;
  readonly valid_to?: Day;
  readonly verified?: false;
};

const regulations = text(
  "Regulations on the Organisation of People's Mediation Committees",
  '人民调解委员会组织条例',
);
const provisions = text("Provisions on People's Mediation Work", '人民调解工作若干规定');
const supremeCourt = text(
  "Supreme Court's Provisions on Civil Cases concerning People's Mediation Agreements",
  '最高人民法院关于审理涉及人民调解协议的民事案件的若干规定',
);
const mediationLaw = text("People's Mediation Law", '人民调解法');

/** The day on which the People's Mediation Law came into force. */
export const lawOf2010From: Day = '2011-01-01';
const until: Day = '2010-12-31';

const act = (article: string): Ground => ({
  law: mediationLaw,
  article,
  valid_from: lawOf2010From,
});
/** Given out and in force on one day. */
const of1989 = (article: string): Ground => ({
  law: regulations,
  article,
  valid_from: '1989-06-17',
  valid_to: until,
});
const of2002 = (article: string): Ground => ({
  law: provisions,
  article,
  valid_from: '2002-11-01',
  valid_to: until,
});

const grounds = {
  /** Nobody is mediated who refuses. */
  of_free_will: [of1989('6'), act('17')],
  free_of_charge: [of1989('11'), act('4')],
  signed_and_sealed: [of1989('8'), act('29')],
  other_routes: [of1989('9'), act('26')],
  /** An oral agreement is a full result only since the Law; before, what was agreed was entered in the book. */
  oral: [of1989('8'), act('28')],
  binding: [
    { law: supremeCourt, article: '1', valid_from: '2002-11-01', valid_to: until } satisfies Ground,
    act('31'),
  ],
  rights_and_duties: [of2002('30'), act('23, 24')],
  danger: [of2002('32'), act('25')],
  three_to_nine: [of1989('3'), act('8')],
  a_woman: [{ ...of2002('11'), verified: false } satisfies Ground, act('8')],
  every_people: [of1989('3'), act('8')],
  an_adult: [of1989('4'), act('14')],
} as const satisfies Record<string, readonly Ground[]>;

export type GroundName = keyof typeof grounds;

/** What to name on this day; without a day, what holds now. Undefined where nothing was in force that said so. */
export function groundOn(name: GroundName, day: Day | null): Ground | undefined {
  const all: readonly Ground[] = grounds[name];
  if (day === null) return all.findLast((ground) => ground.valid_to === undefined);
  return all.find(
    ({ valid_from, valid_to }) => valid_from <= day && (valid_to === undefined || day <= valid_to),
  );
}

/** “ (People's Mediation Law, article 17)” and “（《人民调解法》第十七条）”, or nothing. */
export function cited(name: GroundName, day: Day | null): Text {
  const ground = groundOn(name, day);
  if (!ground) return { en: '', zh: '' };
  return { en: ` (${cite(ground, 'en')})`, zh: `（${cite(ground, 'zh')}）` };
}

/** The rule of the register that an issue names, unless it was not in force yet. */
export function ruleOn(id: RuleId, day: Day | null): Pick<Issue, 'rule'> {
  const found = findRule(id);
  return found && (day === null || isInForce(found, day)) ? { rule: id } : {};
}
