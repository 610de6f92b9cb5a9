/** What somebody writes down at some moment: the whole reference city is a list of these, in order of time. */
import { isWorkday } from '#engine/calendar.ts';
import { addDays, shanghaiInstant } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Deed } from '#engine/apply.ts';
import { Chance, idOf } from './chance.ts';
import type { Staff } from './staff.ts';

export type Step = {
  /** When it is written down, which is not when it happened. */
  readonly at: string;
  readonly by: Staff;
  readonly unit_code: string;
  readonly type: string;
  readonly id: string;
  readonly write_id: string;
  readonly on_behalf_of?: string;
  /** Records whose writing makes this one, as a consequence: it waits for them. */
  readonly after?: readonly string[] | undefined;
  readonly deeds: readonly Deed[];
};

type Written = Pick<Step, 'by' | 'unit_code' | 'type' | 'id' | 'deeds' | 'after'> & {
  readonly on_behalf_of?: string | undefined;
};

/** `key` tells the writes of one record apart. Written down in office hours. */
export function step(day: Day, key: string, what: Written): Step {
  const seed = `${what.type}/${what.id}/${key}`;
  const minutes = 8 * 60 + 40 + new Chance(seed).between(0, 470);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const { on_behalf_of, ...rest } = what;
  return {
    at: shanghaiInstant(day, time),
    write_id: idOf(`write/${seed}`),
    ...rest,
    ...(on_behalf_of ? { on_behalf_of } : {}),
  };
}

export function deed(
  action: string,
  fields: Readonly<Record<string, unknown>> = {},
  reason?: string,
): Deed {
  return { action, fields, ...(reason ? { reason } : {}) };
}

/** In order of time; what was planned earlier comes first where two moments are the same. */
export function inOrderOfTime(steps: readonly Step[]): Step[] {
  return steps.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

export function workdayFrom(day: Day): Day {
  let at = day;
  while (!isWorkday(at, statutoryCalendar)) at = addDays(at, 1);
  return at;
}

export function lastWorkdayBy(day: Day): Day {
  let at = day;
  while (!isWorkday(at, statutoryCalendar)) at = addDays(at, -1);
  return at;
}

/** Some days on, moved to a workday. */
export function workdayAfter(day: Day, days: number): Day {
  return workdayFrom(addDays(day, days));
}

/** The day, in Shanghai, on which it is written down: office hours never cross a midnight of either clock. */
export function dayOfStep(one: Step): Day {
  return one.at.slice(0, 10);
}
