/** The handful of approvals in the living city: few writes, and something of each kind to look at. */
import { expect, test } from 'vitest';
import type { Day } from '#engine/day.ts';
import { correctionsLiving } from './corrections-living.ts';

const opens: Day = '2025-09-01';
const today: Day = '2026-11-28';

test('is thrifty, and has leaves of every level, a late one, what followed from it, and all else but a permission', () => {
  const kinds = new Set([
    'correction_leave',
    'correction_activity',
    'correction_move',
    'correction_decision',
    'correction_positioning',
  ]);
  const steps = correctionsLiving(opens, today, opens).filter(({ type }) => kinds.has(type));
  expect(steps.length).toBeLessThanOrEqual(60);
  expect(new Set(steps.map(({ type }) => type))).toEqual(kinds);
  const actions = new Set(steps.flatMap(({ deeds }) => deeds.map(({ action }) => action)));
  for (const action of ['approve', 'approve_county', 'approve_city', 'answer_late', 'serve'])
    expect(actions).toContain(action);
  const rests = steps.filter(({ deeds }) => deeds.some(({ fields }) => fields['leave_id']));
  expect(rests).toHaveLength(1);
});
