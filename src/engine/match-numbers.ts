/**
 * Last year's document brought in: which of its numbers is which figure. Words and unit of count propose, the value
 * decides: a number is only bound to a figure of which it is true, within what its operator allows (4000余 of 4,127, and
 * of no 5,127). Where two figures fit equally well nobody can tell, so both are proposed and nothing is bound.
 */
import type { Shown, SlotPrint } from './draft.ts';
import { isTrue } from './approximation.ts';
import type { FoundNumber } from './numbers-in-prose.ts';
import type { Language, Text } from './text.ts';

export type Candidate = {
  readonly indicator: string;
  readonly show: Shown;
  readonly unit_id: number;
  /** As a number's `period`; left out for the whole year. */
  readonly period?: string;
  readonly label: Text;
  /** % for a rate. */
  readonly counter: Text;
  /** As the reader counts it: yuan, per cent with one decimal. Null: not reported, and nothing is bound to it. */
  readonly shown: number | null;
  /** The unit whose figure it is, where it is not the report's own: its name has to stand beside the number. */
  readonly unit_name?: Text;
};

export type Match = {
  readonly number: FoundNumber;
  readonly bound: Candidate | null;
  /** Best first: what it may be, for whoever looks at it. */
  readonly proposals: readonly Candidate[];
};

/** Half of a figure's words have to stand around a large number; a small one fits much by chance. */
const wordsNeeded = (number: number) => (number < 20 ? 0.6 : 0.34);
const proposalsMax = 4;

export function matchNumbers(
  numbers: readonly FoundNumber[],
  candidates: readonly Candidate[],
  language: Language,
): Match[] {
  return numbers.map((number) => {
    const near = candidates
      .filter((one) => (one.period ?? '') === (number.period ?? ''))
      .filter((one) => comparing(one) === (number.compares !== undefined))
      .filter((one) => countsAlike(number.counter, one, language))
      .map((candidate) => ({ candidate, score: wordsAround(number, candidate, language) }))
      .filter(({ score }) => score > 0)
      .toSorted((a, b) => b.score - a.score);
    const fitting = near.filter(({ candidate }) => allows(directed(number), candidate.shown));
    const [best, second] = fitting;
    const sure =
      best !== undefined &&
      best.score >= wordsNeeded(number.number) &&
      (second === undefined || best.score - second.score > 0.05);
    const ordered = [...fitting, ...near.filter((one) => !fitting.includes(one))];
    return {
      number,
      bound: sure ? best.candidate : null,
      proposals: ordered.slice(0, proposalsMax).map(({ candidate }) => candidate),
    };
  });
}

const comparing = ({ show }: Candidate) => show === 'change' || show === 'change_percent';

/** “下降3%” is −3: a comparison is bound to a figure that moved the same way. */
function directed<N extends FoundNumber>(number: N): N {
  return number.compares?.sign === -1 ? { ...number, number: -number.number } : number;
}

/** Is the number true of the value, as far as its operator goes? What is masked or only “about” is never. */
export function allows(
  { style, number, step }: Pick<FoundNumber, 'style' | 'number' | 'step'>,
  value: number | null,
): boolean {
  if (value === null) return false;
  switch (style) {
    case 'exact':
      return number === value;
    case 'over':
    case 'nearly':
      // Also no further away than one step: 4000余 says something of 4,127 that it does not say of 9,127.
      return isTrue(style, number, value) && step !== null && Math.abs(number - value) < step;
    case 'about':
    case 'masked':
      return false;
    default:
      return style satisfies never;
  }
}

/** How the document prints it, so that it is printed so again over this year's value. */
export function printOf({ style, step, over_word, ten_thousands }: FoundNumber): SlotPrint {
  const known = style === 'over' || style === 'nearly' ? style : 'exact';
  return {
    style: known,
    step: known === 'exact' ? null : step,
    ...(over_word && known === 'over' ? { over_word } : {}),
    ...(ten_thousands ? { ten_thousands } : {}),
  };
}

const persons = new Set(['人', '名', '位']);
const events = new Set(['次', '场', '场次', '期', '件次']);
const cases = new Set(['件', '起', '宗']);
const bodies = new Set(['个', '所', '家', '支']);

/** 人次 are attendances and 人 are persons: what differs in its unit of count is another thing. */
function countsAlike(counter: string, { counter: own, show }: Candidate, language: Language) {
  if (show === 'change_percent') return counter === '%';
  const percent =
    own.en === '%' && show !== 'numerator' && show !== 'denominator' && show !== 'gap';
  if (percent || counter === '%') return percent && counter === '%';
  if (language === 'en' || counter === '') return true;
  if (counter === own.zh) return true;
  return [persons, events, cases, bodies].some((set) => set.has(counter) && set.has(own.zh));
}

/** Which share of the figure's words stands around the number: in its clause wholly, in the rest by half. */
function wordsAround(number: FoundNumber, { label, unit_name }: Candidate, language: Language) {
  const clauses = language === 'zh' ? /[，；：、,;:]/ : /[,;:]/;
  const clauseBefore = number.before.split(/[，；：,;:]/).at(-1) ?? '';
  const clauseBehind = number.behind.split(clauses)[0] ?? '';
  const near = wordsOf(`${clauseBefore} ${clauseBehind}`, language);
  const far = wordsOf(number.sentence, language);
  const own = [...wordsOf(label[language], language)];
  if (own.length === 0) return 0;
  const named = unit_name === undefined || wordsStand(unit_name[language], number.before);
  if (!named) return 0;
  const sum = own.reduce((s, word) => s + (near.has(word) ? 1 : far.has(word) ? 0.5 : 0), 0);
  return sum / own.length + (unit_name ? 0.2 : 0);
}

/** A unit is called by less than its whole name: 沙坡头 for 沙坡头区. */
function wordsStand(name: string, text: string): boolean {
  return text.includes(name.length > 2 ? name.replace(/[市县区乡镇村]$/, '') : name);
}

const saysNothing = new Set([
  'the',
  'and',
  'for',
  'with',
  'from',
  'all',
  'were',
  'was',
  'that',
  'this',
  'their',
  'than',
  'more',
  'has',
  'have',
  'been',
  'into',
  'out',
  'our',
  'are',
]);

/** Chinese has no spaces: two characters at a time. English words lose their endings. */
function wordsOf(text: string, language: Language): Set<string> {
  if (language === 'en') {
    const words = text.toLowerCase().match(/[a-z]{3,}/g) ?? [];
    const telling = words.filter((word) => !saysNothing.has(word));
    return new Set(
      telling.map((word) =>
        word
          .replace(/(?:ations?|ings?|ed|s)$/, '')
          .replace(/e+$/, '')
          .slice(0, 7),
      ),
    );
  }
  const plain = text.replaceAll(/[^\p{Script=Han}]+/gu, ' ').split(' ');
  return new Set(plain.flatMap((run) => [...run].slice(1).map((_one, i) => run.slice(i, i + 2))));
}
