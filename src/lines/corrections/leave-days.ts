/**
 * How many days somebody is away, alone and together with their other leaves, and who may therefore decide. Days count
 * from the first to the last, both of them.
 */
import { addDays, addMonths, dayNumber, daysBetween } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Calendar } from '#engine/calendar.ts';
import { limitOn } from './approval-rhythm.ts';

export type Away = { readonly from: Day; readonly until: Day };
export type LeaveLevel = 'office' | 'county' | 'city';

export const daysAway = ({ from, until }: Away): number => daysBetween(from, until) + 1;

/**
 * The most days away within any stretch of so many months that touches the leave. Leaves before and after it count
 * alike, so that it does not matter which one is asked for first; a day that lies in two leaves counts once.
 */
export function daysTogether(leave: Away, others: readonly Away[], months: number): number {
  const away = new Set<number>();
  for (const { from, until } of [leave, ...others])
    for (let day = dayNumber(from); day <= dayNumber(until); day++) away.add(day);
  let most = daysAway(leave);
  const lastEnd = addDays(addMonths(leave.until, months), -1);
  for (let end = leave.from; end <= lastEnd; end = addDays(end, 1)) {
    const [first, last] = [dayNumber(addDays(addMonths(end, -months), 1)), dayNumber(end)];
    most = Math.max(most, [...away].filter((day) => day >= first && day <= last).length);
  }
  return most;
}

/** Thresholds are those that hold on the leave's first day. */
export function levelOf(leave: Away, together: number, calendar: Calendar): LeaveLevel {
  const n = daysAway(leave);
  const limit = (name: 'leave_office' | 'leave_county' | 'leave_together') =>
    limitOn(name, leave.from, calendar);
  if (n > limit('leave_county') || together > limit('leave_together')) return 'city';
  return n > limit('leave_office') ? 'county' : 'office';
}
