import { expect, it } from 'vitest';
import { yuanInCapitals } from './money-words.ts';

it.each([
  [0, '零元整'],
  [5, '伍分'],
  [50, '伍角整'],
  [300_000, '叁仟元整'],
  [300_005, '叁仟元零伍分'],
  [300_050, '叁仟元伍角整'],
  [1_000_010, '壹万元壹角整'],
  [1_005_000, '壹万零伍拾元整'],
  [1_000_500_00, '壹佰万零伍佰元整'],
  [100_050_000_00, '壹亿零伍万元整'],
  [10_680_032, '壹拾万陆仟捌佰元叁角贰分'],
  [140_932, '壹仟肆佰零玖元叁角贰分'],
])('%i fen is %s', (fen, words) => {
  // A zero between yuan and jiao may stand or be left out (annex 1, rule 4); we leave it out.
  expect(yuanInCapitals(fen)).toBe(words);
});

it('refuses what is no amount', () => {
  for (const fen of [-1, 0.5, Number.NaN, 2 ** 60])
    expect(() => yuanInCapitals(fen)).toThrow(RangeError);
});
