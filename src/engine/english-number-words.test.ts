/** What is written out is a number like any other: found, read, and matched or marked as not from the book. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unboundNumbers } from './draft-looks.ts';
import { readNumberWords } from './english-number-words.ts';
import { matchNumbers } from './match-numbers.ts';
import { findNumbers } from './numbers-in-prose.ts';

const found = (text: string) =>
  findNumbers(text, 'en').map(({ printed, number, style, counter }) => [
    printed,
    number,
    style,
    counter.split(' ')[0],
  ]);

describe('numbers in words', () => {
  it.each([
    ['We named two villages.', ['two', 2, 'exact', 'villages']],
    ['Thirty-seven were settled.', ['Thirty-seven', 37, 'exact', 'were']],
    ['It heard twenty one matters.', ['twenty one', 21, 'exact', 'matters']],
    ['a hundred and five lectures', ['a hundred and five', 105, 'exact', 'lectures']],
    [
      'four thousand, two hundred disputes',
      ['four thousand, two hundred', 4200, 'exact', 'disputes'],
    ],
    ['nearly ten thousand farmers', ['nearly ten thousand', 10_000, 'nearly', 'farmers']],
    ['more than sixty lectures', ['more than sixty', 60, 'over', 'lectures']],
    ['ninety-six point four per cent', ['ninety-six point four per cent', 96.4, 'exact', '%']],
    ['all of them, thirty-seven.', ['thirty-seven', 37, 'exact', '']],
  ])('%s', (text, number) => {
    expect(found(text)).toEqual([number]);
  });

  it.each([
    'the twenty-first meeting',
    'the “six haves” and “four implementations”',
    'the Five-Five plan',
    'Ten Thousand Households',
    'one of them stood out, often and well',
    'two thirds of the villages',
    'a five-storey house',
    'over thirty years of work',
    'within 30 days',
    'height, weight and someone',
  ])('no claim: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('is read back whatever the number, with hyphens or without', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9_999_999 }), fc.boolean(), (number, hyphens) => {
        const words = inWords(number, hyphens ? '-' : ' ');
        expect(readNumberWords(words)).toBe(number);
        expect(found(`In all ${words} disputes were settled.`)).toEqual([
          [words, number, 'exact', 'disputes'],
        ]);
      }),
    );
  });
});

it('is matched with the figure of which it is true, and is not from the book where there is none', () => {
  const of = (indicator: string, label: string, shown: number) => ({
    indicator,
    show: 'value' as const,
    unit_id: 1,
    label: { en: label, zh: '数' },
    counter: { en: 'committees', zh: '个' },
    shown,
  });
  const candidates = [
    of('standardised', 'Standardised committees', 37),
    of('villages', 'Villages', 9),
  ];
  const bound = (text: string) =>
    matchNumbers(findNumbers(text, 'en'), candidates, 'en').map(
      (one) => one.bound?.indicator ?? null,
    );
  expect(bound('There are thirty-seven standardised committees.')).toEqual(['standardised']);
  expect(bound('There are thirty-eight standardised committees.')).toEqual([null]);
  const typed = unboundNumbers(['We settled thirty-seven disputes in two villages.'], 'en');
  expect(typed.map((one) => one.printed)).toEqual(['thirty-seven', 'two']);
});

/** As English writes it, made by other means than the reader of it. */
function inWords(number: number, joint: string): string {
  const names =
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
      ' ',
    );
  const tens = '- - twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
  if (number < 20) return names[number]!;
  if (number < 100) {
    const rest = number % 10;
    return tens[Math.floor(number / 10)]! + (rest ? joint + names[rest]! : '');
  }
  const [scale, name] =
    number < 1000
      ? [100, 'hundred']
      : number < 1_000_000
        ? [1000, 'thousand']
        : [1_000_000, 'million'];
  const rest = number % scale;
  const and = rest > 0 && rest < 100 ? ' and' : '';
  return `${inWords(Math.floor(number / scale), joint)} ${name}${rest ? `${and} ${inWords(rest, joint)}` : ''}`;
}
