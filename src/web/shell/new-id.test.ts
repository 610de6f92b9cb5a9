import { expect, it } from 'vitest';
import { newId } from './new-id.ts';

it('makes ids of version 7 that stand in the order of their time, and no two alike', () => {
  const day = Date.parse('2026-03-02T08:00:00.123Z');
  const ids = Array.from({ length: 200 }, (_, i) => newId(day + i));
  expect(
    ids.every((id) =>
      /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id),
    ),
  ).toBe(true);
  expect(ids.toSorted()).toEqual(ids);
  expect(Number.parseInt(ids[0]!.replaceAll('-', '').slice(0, 12), 16)).toBe(day);
  expect(newId(day)).not.toBe(newId(day));
});
