/** Numbers that English writes out: two, thirty-seven, a hundred and five, ninety-six point four. */

const ones = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const teens = [
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const tens = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const scales: Readonly<Record<string, number>> = { thousand: 1000, million: 1_000_000 };

const values = new Map<string, number>([
  ...ones.map((word, i) => [word, i] as const),
  ...teens.map((word, i) => [word, i + 10] as const),
  ...tens.map((word, i) => [word, 20 + 10 * i] as const),
]);

const one = ones.slice(1).join('|');
const small = `(?:(?:${tens.join('|')})(?:[- ](?:${one}))?|${teens.join('|')}|${one})`;
const hundreds = `(?:(?:${small}|a) hundred(?:(?: and)? ${small})?|${small})`;
const thousands = `(?:(?:${hundreds}|a) thousand(?:,?(?: and)? ${hundreds})?|${hundreds})`;
const millions = `(?:(?:${hundreds}|a) million(?:,?(?: and)? ${thousands})?|${thousands})`;

/** Not within a word or before a hyphen: twenty-first is an ordinal, five-storey tells how the house is. */
export const numberWords = `\\b(?:${millions}(?: point(?: (?:zero|${one}))+)?)(?![-\\w])`;

/** Of what `numberWords` finds; null for anything else. */
export function readNumberWords(text: string): number | null {
  const [whole = '', decimals] = text.toLowerCase().split(' point ');
  const words = whole.split(/[ ,-]+/).filter((word) => word && word !== 'and');
  let [sum, group] = [0, 0];
  for (const word of words) {
    const scale = scales[word];
    if (word === 'a') group = 1;
    else if (word === 'hundred') group *= 100;
    else if (scale !== undefined) [sum, group] = [sum + group * scale, 0];
    else if (values.has(word)) group += values.get(word)!;
    else return null;
  }
  if (words.length === 0) return null;
  const number = sum + group;
  if (decimals === undefined) return number;
  const digits = decimals.split(' ').map((word) => ones.indexOf(word));
  return digits.includes(-1) ? null : Number(`${number}.${digits.join('')}`);
}
