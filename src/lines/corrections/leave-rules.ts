/** What must hold for a leave: asked for in time, decided by whom it is for, counted with the others. */
import { due } from '#engine/calendar.ts';
import { addMonths, daysBetween, formatDay } from '#engine/day.ts';
import type { Day } from '#engine/day.ts';
import { labelOf } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import type { Beside, Found, Moment } from '#engine/record.ts';
import { rule } from '#engine/statute.ts';
import { leaveLevels } from './approval-codes.ts';
import { limitOn } from './approval-rhythm.ts';
import { fileIn, stillHere, theFile, withinTerm } from './approval-shared.ts';
import { daysTogether, levelOf } from './leave-days.ts';
import type { Away, LeaveLevel } from './leave-days.ts';
import { standing } from './leave-fields.ts';
import type { Leave } from './leave-fields.ts';

/** Who came back is away until then, and who is late too. */
export const awayOf = (r: Leave): Away => ({
  from: r.from_day!,
  until: r.returned_on ?? r.until_day!,
});

/** The last day on which it is asked for in time (R32): the working day before, where that day is none. */
export const askBy = (r: Leave, { calendar }: Pick<Moment, 'calendar'>): Day =>
  due(rule('R32'), r.from_day!, calendar).due_on!;

export function* askedInTime(r: Leave, moment: Moment): Generator<Issue> {
  const last = askBy(r, moment);
  if (r.applied_on! <= last || r.urgent) return;
  yield {
    field: 'applied_on',
    rule: 'R32',
    message: {
      en: `A leave is asked for three days before: by ${formatDay(last, 'en')}. Choose a later start, or mark it urgent and say why.`,
      zh: `外出应当提前三日申请，即不晚于${formatDay(last, 'zh')}。请推迟外出日期；确属紧急的，选“紧急外出”并写明情形。`,
    },
  };
}

export function* urgentWithGround(r: Leave): Generator<Issue> {
  if (r.urgent && !r.urgent_ground)
    yield {
      field: 'urgent_ground',
      message: {
        en: 'Say why it could not be asked for in time.',
        zh: '请写明未能提前申请的紧急情形。',
      },
    };
}

const othersOf = (found: Found | undefined) => (found?.records ?? []) as unknown as Leave[];
const overlaps = (one: Away, other: Away) => one.from <= other.until && other.from <= one.until;

const together = (r: Leave, others: Found | undefined, { calendar }: Moment): number =>
  daysTogether(
    awayOf(r),
    othersOf(others).map(awayOf),
    limitOn('leave_window', r.from_day!, calendar),
  );

/**
 * Counted with the person's other leaves, behind a lock of their file: of two that are written at one moment the second
 * sees the first, so that neither slips below the threshold. `by` is who decides; nobody below the level that comes out
 * of it may.
 */
export const countedTogether = (by?: LeaveLevel): Beside<Leave> => ({
  locks: ['file_id'],
  reads: [
    theFile,
    (r) => ({
      type: 'correction_leave',
      where: { file_id: [r.file_id!], state: standing },
      // Whoever is away for long began long before: a half year on either side holds every stretch that may count.
      between: { from_day: [addMonths(r.from_day!, -6), addMonths(r.until_day!, 6)] },
      records: 200,
    }),
  ],
  *check(r, [file, others], moment) {
    if (!by) yield* stillHere(fileIn(file));
    yield* withinTerm(fileIn(file), 'until_day', r.until_day);
    if (!by && othersOf(others).some((one) => overlaps(awayOf(r), awayOf(one))))
      yield {
        field: 'from_day',
        message: {
          en: 'There is a leave for these days already. Change that one, or choose other days.',
          zh: '这些日期已有外出申请，请修改原申请或者另选日期。',
        },
      };
    if (by) yield* decidedBy(by, r, together(r, others, moment), moment);
  },
  fills(r, [, others], moment) {
    const days_together = together(r, others, moment);
    return { days_together, level: levelOf(awayOf(r), days_together, moment.calendar) };
  },
});

const rank: readonly LeaveLevel[] = ['office', 'county', 'city'];

function* decidedBy(
  by: LeaveLevel,
  r: Leave,
  days_together: number,
  { calendar }: Moment,
): Generator<Issue> {
  const level = levelOf(awayOf(r), days_together, calendar);
  if (rank.indexOf(by) >= rank.indexOf(level)) return;
  const who = labelOf(leaveLevels, level);
  yield {
    field: 'level',
    rule: 'R32',
    message: {
      en: `${r.days} days, and ${days_together} together within two months: this is for another level (${who.en.toLowerCase()}). Give your opinion and pass it on.`,
      zh: `本次${r.days}天，两个月内累计${days_together}天，应由${who.zh}审批。请签署意见后上报。`,
    },
  };
}

export function* reasonIsTrue(r: Leave): Generator<Issue> {
  if (r.reason_true === false)
    yield {
      field: 'reason_true',
      message: {
        en: 'The reason was found not to be true. Refuse the leave.',
        zh: '经核实事由不属实，请作不批准处理。',
      },
    };
}

/** Late by so many days; who is not back yet is overdue on Today and late by nothing so far. */
export function lateDays(r: Leave): number {
  if (!r.returned_on || !r.until_day || r.returned_on <= r.until_day) return 0;
  return daysBetween(r.until_day, r.returned_on);
}
