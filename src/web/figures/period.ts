/** Periods of the figures: years, half-years, quarters, months, and any two days. */
import type { Period } from '#engine/period.ts';

export { printPeriod } from '#engine/period.ts';
export type { Period } from '#engine/period.ts';

export function wholeYear(year: number): Period {
  return { from: `${year}-01-01`, to: `${year}-12-31` };
}

/** The whole year, or up to today in the year that is not over. */
export function yearSoFar(year: number, today: string): Period {
  const whole = wholeYear(year);
  return {
    from: whole.from,
    to: whole.to < today ? whole.to : today > whole.from ? today : whole.to,
  };
}
