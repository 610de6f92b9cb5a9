/**
 * Stretches of time in which something holds: a committee is standardised, an honour is valid. They are kept as a
 * list on the record, because a new one must not wipe out what an older figure counted; and each is posted with
 * the day on which it will end, so that nothing depends on somebody looking again.
 */
import { addDays } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import type { Posting } from '#engine/measure.ts';

/** `until_day` is the last day; without one it holds until something ends it. */
export type Stretch = { readonly from_day: Day | null; readonly until_day: Day | null };

/**
 * A stock's way in and out; nothing where it would leave before it came. `end` is the first day on
 * which it no longer holds.
 */
export function stay(what: Omit<Posting, 'day' | 'amount'>, from: Day, end: Day | null): Posting[] {
  if (end && end <= from) return [];
  const into = { ...what, day: from, amount: 1 };
  return end ? [into, { ...what, day: end, amount: -1 }] : [into];
}

/** The stock over all stretches, none of them beyond `end`. */
export function stays(
  what: Omit<Posting, 'day' | 'amount'>,
  stretches: readonly Stretch[],
  end: Day | null = null,
): Posting[] {
  return stretches.flatMap((one) => {
    const after = one.until_day ? addDays(one.until_day, 1) : null;
    return stay(what, one.from_day!, after && end ? (after < end ? after : end) : (after ?? end));
  });
}

export function holdsOn(stretches: readonly Stretch[], day: Day): boolean {
  return stretches.some(
    (one) => one.from_day! <= day && (one.until_day === null || one.until_day >= day),
  );
}

/** What is left of it when it ends: nothing of what had not begun by then. */
export function endedOn<S extends Stretch>(one: S, firstDayAfter: Day): S[] {
  if (one.until_day && one.until_day < firstDayAfter) return [one];
  if (one.from_day! >= firstDayAfter) return [];
  return [{ ...one, until_day: addDays(firstDayAfter, -1) }];
}

/**
 * The same decision made again (`by` names the field that says which) replaces its stretch; an earlier stretch
 * that runs on is cut where the new one starts, and one that is written down late does not run into the next.
 */
export function withStretch<S extends Stretch>(
  stretches: readonly S[],
  by: keyof S,
  fresh: S,
): S[] {
  const from = fresh.from_day!;
  const others = stretches
    .filter((one) => one[by] !== fresh[by])
    .flatMap((one) => (one.from_day! < from ? endedOn(one, from) : [one]));
  const next = others
    .map((one) => one.from_day!)
    .filter((day) => day > from)
    .toSorted()[0];
  const cut = next && (fresh.until_day === null || next <= fresh.until_day);
  return [...others, cut ? { ...fresh, until_day: addDays(next, -1) } : fresh];
}
