import { expect, test } from 'vitest';
import { codeAt, stepOf } from './second-factor-step.ts';

// RFC 6238, appendix B, the last six of its eight digits.
const secret = '12345678901234567890';

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_234_567_890, '005924'],
  [20_000_000_000, '353130'],
])('at second %i the code is %s', (second, code) => {
  expect(codeAt(secret, Math.floor(second / 30))).toBe(code);
  expect(stepOf(secret, code, second * 1000)).toBe(Math.floor(second / 30));
});

test('a code is taken one step early and late, and not two', () => {
  const now = 1_234_567_890_000;
  const step = Math.floor(now / 30_000);
  for (const distance of [-1, 0, 1])
    expect(stepOf(secret, codeAt(secret, step + distance), now)).toBe(step + distance);
  for (const distance of [-2, 2])
    expect(stepOf(secret, codeAt(secret, step + distance), now)).toBe(null);
  for (const typed of ['', '12345', 'abcdef']) expect(stepOf(secret, typed, now)).toBe(null);
});
