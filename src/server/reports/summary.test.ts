import { expect, it } from 'vitest';
import type { Figure } from '../figures/compute.ts';
import { fillSlot, printFigure } from './summary.ts';

const rate = {
  indicator: 'return_rate',
  kind: 'rate',
  value: 45.806_451_6,
  numerator: 213,
  denominator: 465,
  money: false,
  reported: true,
} as Figure;
const count = { ...rate, kind: 'flow', value: 4127, numerator: null, denominator: null } as Figure;

it('prints a rate with its sign in both languages, and its parts without', () => {
  for (const language of ['en', 'zh'] as const) {
    expect(fillSlot({ indicator: 'return_rate' }, rate, language).printed).toBe('45.8%');
    expect(fillSlot({ indicator: 'return_rate', show: 'numerator' }, rate, language).printed).toBe(
      '213',
    );
    expect(printFigure(rate, language)).toBe('45.8%');
  }
  const ways = fillSlot({ indicator: 'return_rate' }, rate, 'zh').styles.map((way) => way.printed);
  expect(ways.every((printed) => printed.includes('%'))).toBe(true);
});

it('rounds only where that is true, and never makes a missing figure 0', () => {
  const over = (to: number) => ({ indicator: 'loans', print: { style: 'over', to } }) as const;
  expect(fillSlot(over(1000), count, 'zh').printed).toBe('4000余');
  expect(fillSlot(over(10_000), count, 'zh').printed).toBe('4127');
  const missing = { ...count, value: null, reported: false } as Figure;
  expect(fillSlot(over(1000), missing, 'zh').printed).toBe('（未报）');
});
