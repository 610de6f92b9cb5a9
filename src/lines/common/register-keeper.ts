/**
 * A body that keeps a register from a day on: before it the figures of its unit are “not reported”, and never 0. Each
 * guarded line has such a record of its own, with what else belongs to it.
 */
import { day } from '#engine/field.ts';
import type { Day } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';
import { stay } from './stretch.ts';

export const registerFrom = day('Keeps the register since', '建立台账日期', {
  hint: { en: 'Before this day its figures are “not reported”', zh: '此前的数据按“未报告”处理' },
});

type Keeper = {
  readonly unit_id: number;
  readonly kind: string | null;
  readonly set_up_on: Day | null;
  readonly register_from: Day | null;
  readonly ended_on: Day | null;
};

/** From its first day, where nothing else was said. */
export const keepsFromTheStart = (r: Pick<Keeper, 'register_from' | 'set_up_on'>) => ({
  register_from: r.register_from ?? r.set_up_on,
});

/** It stands among the bodies of its kind, and keeps the register, until it is dissolved. */
export function keeperPostings(r: Keeper, measures: { bodies: string; kept: string }): Posting[] {
  const { unit_id } = r;
  const body = { measure: measures.bodies, unit_id, facets: { kind: r.kind ?? '' } };
  const kept = { measure: measures.kept, unit_id };
  return [
    ...stay(body, r.set_up_on!, r.ended_on),
    ...stay(kept, r.register_from ?? r.set_up_on!, r.ended_on),
  ];
}
