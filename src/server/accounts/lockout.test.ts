import { expect, test } from 'vitest';
import { lockMs } from './lockout.ts';

test('four failures cost nothing; from the fifth on each wait is twice the one before, up to a day', () => {
  const minutes = [1, 4, 5, 6, 7, 8, 11, 12, 100].map((failures) => lockMs(failures) / 60_000);
  expect(minutes).toEqual([0, 0, 15, 30, 60, 120, 960, 1440, 1440]);
});
