import { expect, it } from 'vitest';
import { filledIn } from './score-sheet.tsx';

const register = (score: number | null) => ({
  label: { en: 'Has its seal', zh: '有印章' },
  answer: score === null ? null : score > 0,
  score,
  source: null,
});
const asked = [
  { code: '1.1', points: 10, register: register(10) },
  { code: '1.2', points: 10, register: null },
  { code: '1.3', points: 10, register: register(null) },
];

it('fills in what the register answers, and leaves the rest to whoever looks', () => {
  const rows = filledIn(asked, [], 'self_score');
  expect(rows.map((row) => [row.item_code, row.self_score])).toEqual([
    ['1.1', 10],
    ['1.2', null],
    ['1.3', null],
  ]);
});

it('keeps what was typed, and the self-check beside the inspection', () => {
  const before = [{ item_code: '1.1', self_score: 6, reason: '旧章' }];
  expect(filledIn(asked, before, 'self_score')[0]).toMatchObject({ self_score: 6, reason: '旧章' });
  expect(filledIn(asked, before, 'inspector_score')[0]).toMatchObject({
    self_score: 6,
    inspector_score: 10,
  });
});
