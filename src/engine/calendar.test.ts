import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { due, dueWithPauses, isWorkday, nextWorkday } from './calendar.ts';
import type { Pause, PeriodUnit, TimedRule } from './calendar.ts';
import { addDays, dayFromNumber, dayInShanghai, daysBetween, weekday } from './day.ts';
import { statutoryCalendar } from './holidays.ts';

function ruleOf(n: number, unit: PeriodUnit, more: Partial<TimedRule> = {}): TimedRule {
  return { id: 'R99', version: 3, period: { n, unit }, rolls_over: true, ...more };
}

function dueOn(rule: TimedRule, start: string): string | null {
  return due(rule, start, statutoryCalendar).due_on;
}

const anyStart = fc.integer({ min: 12_500, max: 20_000 }).map(dayFromNumber);

describe('workdays', () => {
  it('follow the notices, and the weekday where there is none', () => {
    expect(isWorkday('2009-10-08', statutoryCalendar)).toBe(false);
    expect(isWorkday('2009-10-10', statutoryCalendar)).toBe(true);
    expect(isWorkday('2030-10-01', statutoryCalendar)).toBe(true);
  });

  it('come after holidays', () => {
    expect(nextWorkday('2009-09-30', statutoryCalendar)).toBe('2009-10-09');
    expect(nextWorkday('2009-10-09', statutoryCalendar)).toBe('2009-10-10');
    expect(nextWorkday('2009-10-10', statutoryCalendar)).toBe('2009-10-12');
  });
});

describe('a period of calendar days', () => {
  it('does not count its first day (Civil Code 201)', () => {
    // 30 days from 4 August 2011: 3 September is a Saturday, so Monday the 5th.
    expect(dueOn(ruleOf(30, 'calendar_days', { rolls_over: false }), '2011-08-04')).toBe(
      '2011-09-03',
    );
    expect(dueOn(ruleOf(30, 'calendar_days'), '2011-08-04')).toBe('2011-09-05');
  });

  it('whose last day is a holiday ends on the next workday (Civil Code 203)', () => {
    expect(dueOn(ruleOf(7, 'calendar_days'), '2009-09-24')).toBe('2009-10-09');
    expect(dueOn(ruleOf(30, 'calendar_days'), '2009-09-03')).toBe('2009-10-09');
  });

  it('may end on a weekend that is worked', () => {
    expect(dueOn(ruleOf(10, 'calendar_days'), '2009-09-17')).toBe('2009-09-27');
    expect(dueOn(ruleOf(9, 'calendar_days'), '2009-10-01')).toBe('2009-10-10');
  });

  it('starts on the day in Shanghai when it is given an instant', () => {
    expect(dueOn(ruleOf(3, 'calendar_days'), '2009-08-31T17:00:00Z')).toBe('2009-09-04');
  });
});

describe('a period of working days', () => {
  it('leaves out holidays and counts make-up days (Licensing Law 82)', () => {
    // 28, 29, 30 September, then 9, 10 and 12 October 2009.
    expect(dueOn(ruleOf(3, 'working_days'), '2009-09-27')).toBe('2009-09-30');
    expect(dueOn(ruleOf(5, 'working_days'), '2009-09-27')).toBe('2009-10-10');
    expect(dueOn(ruleOf(6, 'working_days'), '2009-09-27')).toBe('2009-10-12');
    // The Sunday before is itself a workday.
    expect(dueOn(ruleOf(1, 'working_days'), '2009-09-26')).toBe('2009-09-27');
  });

  it('holds exactly that many workdays and ends on one', () => {
    fc.assert(
      fc.property(anyStart, fc.integer({ min: 1, max: 60 }), (start, n) => {
        const end = dueOn(ruleOf(n, 'working_days'), start)!;
        let worked = 0;
        for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) {
          if (isWorkday(day, statutoryCalendar)) worked += 1;
        }
        expect(worked).toBe(n);
        expect(isWorkday(end, statutoryCalendar)).toBe(true);
      }),
    );
  });
});

describe('months and years', () => {
  it('end on the corresponding day or the last of the month (Civil Code 202)', () => {
    const plain = { rolls_over: false };
    expect(dueOn(ruleOf(1, 'months', plain), '2009-01-31')).toBe('2009-02-28');
    expect(dueOn(ruleOf(3, 'months', plain), '2009-11-30')).toBe('2010-02-28');
    expect(dueOn(ruleOf(3, 'years', plain), '2008-02-29')).toBe('2011-02-28');
  });

  it('roll over too', () => {
    // 28 February 2009 is a Saturday.
    expect(dueOn(ruleOf(1, 'months'), '2009-01-31')).toBe('2009-03-02');
    expect(dueOn(ruleOf(1, 'years'), '2008-10-01')).toBe('2009-10-09');
  });
});

describe('a period of hours', () => {
  const day = ruleOf(24, 'hours');
  const two = ruleOf(48, 'hours');

  it('runs from the moment through nights and holidays (Civil Code 201)', () => {
    expect(due(day, '2009-09-30T17:30:00+08:00', statutoryCalendar)).toMatchObject({
      due_at: '2009-10-01T09:30:00.000Z',
      due_on: '2009-10-01',
    });
    expect(due(two, '2009-09-30T15:30:00Z', statutoryCalendar)).toMatchObject({
      due_at: '2009-10-02T15:30:00.000Z',
      due_on: '2009-10-02',
    });
  });

  it('ends with the day when it ends at midnight', () => {
    expect(due(day, '2009-09-03T16:00:00Z', statutoryCalendar)).toMatchObject({
      due_at: '2009-09-04T16:00:00.000Z',
      due_on: '2009-09-04',
    });
  });

  it('stands still for the days of a pause', () => {
    const paused = dueWithPauses(
      day,
      '2009-09-03T10:00:00+08:00',
      [{ from: '2009-09-04', until: '2009-09-06' }],
      statutoryCalendar,
    );
    expect(paused.due_at).toBe('2009-09-07T02:00:00.000Z');
    const open = dueWithPauses(
      day,
      '2009-09-03T10:00:00+08:00',
      [{ from: '2009-09-04' }],
      statutoryCalendar,
    );
    expect(open.due_on).toBeNull();
  });

  it('needs an instant', () => {
    expect(() => due(day, '2009-09-04', statutoryCalendar)).toThrow(/only a day/);
    expect(() => due(day, 'yesterday', statutoryCalendar)).toThrow(RangeError);
  });

  it('is always so many hours later', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 200 }),
        (seconds, n) => {
          const start = new Date(1_200_000_000_000 + seconds * 1000).toISOString();
          const { due_at } = due(ruleOf(n, 'hours'), start, statutoryCalendar);
          expect(Date.parse(due_at!) - Date.parse(start)).toBe(n * 3_600_000);
        },
      ),
    );
  });
});

describe('counting back from an event', () => {
  const before = { counts: 'before' as const };

  it('gives the last day on which it is in time', () => {
    // Papers seven days before a hearing on 12 October 2009: 5 October is a holiday.
    const plain = ruleOf(7, 'calendar_days', { ...before, rolls_over: false });
    expect(dueOn(plain, '2009-10-12')).toBe('2009-10-05');
    expect(dueOn(ruleOf(7, 'calendar_days', before), '2009-10-12')).toBe('2009-09-30');
    expect(dueOn(ruleOf(7, 'working_days', before), '2009-10-12')).toBe('2009-09-25');
    expect(dueOn(ruleOf(1, 'months', { ...before, rolls_over: false }), '2009-03-31')).toBe(
      '2009-02-28',
    );
  });

  it('can be neither paused nor counted in hours', () => {
    expect(() =>
      due(ruleOf(7, 'hours', before), '2009-10-12T00:00:00Z', statutoryCalendar),
    ).toThrow(RangeError);
    expect(() =>
      dueWithPauses(
        ruleOf(7, 'calendar_days', before),
        '2009-10-12',
        [{ from: '2009-10-01' }],
        statutoryCalendar,
      ),
    ).toThrow(RangeError);
  });
});

describe('pauses', () => {
  const notary = ruleOf(15, 'working_days');
  const petition = ruleOf(60, 'calendar_days');

  function paused(rule: TimedRule, start: string, pauses: Pause[]): string | null {
    return dueWithPauses(rule, start, pauses, statutoryCalendar).due_on;
  }

  it('are not counted', () => {
    expect(paused(notary, '2009-06-01', [])).toBe('2009-06-22');
    // A Monday to a Friday: five workdays more.
    expect(paused(notary, '2009-06-01', [{ from: '2009-06-08', until: '2009-06-12' }])).toBe(
      '2009-06-29',
    );
    expect(paused(petition, '2009-06-01', [{ from: '2009-06-08', until: '2009-06-12' }])).toBe(
      '2009-08-05',
    );
  });

  it('count once where they overlap', () => {
    const one = [{ from: '2009-06-08', until: '2009-06-14' }];
    const split = [
      { from: '2009-06-08', until: '2009-06-10' },
      { from: '2009-06-10', until: '2009-06-14' },
      { from: '2009-06-09', until: '2009-06-09' },
    ];
    expect(paused(petition, '2009-06-01', split)).toBe(paused(petition, '2009-06-01', one));
  });

  it('count wherever one of them is open, in any order', () => {
    const open = [{ from: '2009-06-08', until: '2009-06-12' }, { from: '2009-06-10' }];
    expect(paused(notary, '2009-06-01', open)).toBeNull();
    expect(paused(petition, '2009-06-01', open.toReversed())).toBeNull();
    for (const unit of ['working_days', 'calendar_days', 'months'] as const) {
      expect(paused(ruleOf(3, unit, { rolls_over: false }), '2009-06-08', open)).toBeNull();
    }
  });

  it('stop the clock while they are open, unless time was up before', () => {
    expect(paused(notary, '2009-06-01', [{ from: '2009-06-08' }])).toBeNull();
    expect(paused(petition, '2009-06-01', [{ from: '2009-06-08' }])).toBeNull();
    expect(paused(notary, '2009-06-01', [{ from: '2009-07-08' }])).toBe('2009-06-22');
  });

  it('that fall on the rolling days are waited for', () => {
    // 60 days from 2 August end on 1 October, which rolls to the 9th.
    expect(paused(petition, '2009-08-02', [])).toBe('2009-10-09');
    expect(paused(petition, '2009-08-02', [{ from: '2009-10-07', until: '2009-10-14' }])).toBe(
      '2009-10-15',
    );
    expect(paused(petition, '2009-08-02', [{ from: '2009-10-07' }])).toBeNull();
    const two = [
      { from: '2009-10-07', until: '2009-10-14' },
      { from: '2009-10-10', until: '2009-10-19' },
    ];
    expect(paused(petition, '2009-08-02', two)).toBe('2009-10-20');
    expect(paused(petition, '2009-08-02', two.toReversed())).toBe('2009-10-20');
  });

  it('that end before they begin change nothing', () => {
    expect(paused(petition, '2009-06-01', [{ from: '2009-06-12', until: '2009-06-08' }])).toBe(
      paused(petition, '2009-06-01', []),
    );
  });

  it('leave exactly the days of the period uncovered', () => {
    const pause = fc.record({ at: fc.integer({ min: -20, max: 80 }), days: fc.nat(15) });
    fc.assert(
      fc.property(
        anyStart,
        fc.integer({ min: 1, max: 90 }),
        fc.array(pause, { maxLength: 4 }),
        (start, n, drawn) => {
          const pauses = drawn.map(({ at, days }) => ({
            from: addDays(start, at),
            until: addDays(start, at + days),
          }));
          const rule = ruleOf(n, 'calendar_days', { rolls_over: false });
          const end = paused(rule, start, pauses)!;
          let counted = 0;
          for (let day = addDays(start, 1); day <= end; day = addDays(day, 1)) {
            if (!pauses.some(({ from, until }) => from <= day && day <= until)) counted += 1;
          }
          expect(counted).toBe(n);
        },
      ),
    );
  });
});

describe('what is stored with a deadline', () => {
  it('names the rule, its version and the calendar', () => {
    expect(due(ruleOf(30, 'calendar_days'), '2009-09-04', statutoryCalendar)).toEqual({
      due_on: '2009-10-09',
      rule: 'R99',
      rule_version: 3,
      calendar_version: statutoryCalendar.version,
      certain: true,
    });
  });

  it('is uncertain where a day had to be judged outside the calendar', () => {
    const certain = (rule: TimedRule, start: string) => due(rule, start, statutoryCalendar).certain;
    expect(certain(ruleOf(3, 'calendar_days'), '2026-12-24')).toBe(true);
    expect(certain(ruleOf(30, 'calendar_days'), '2026-12-24')).toBe(false);
    expect(certain(ruleOf(5, 'working_days'), '2026-12-24')).toBe(false);
    expect(certain(ruleOf(5, 'working_days'), '2003-12-30')).toBe(false);
    // Nothing had to be looked up: the day is the day, holiday or not.
    expect(certain(ruleOf(3, 'years', { rolls_over: false }), '2026-12-24')).toBe(true);
    expect(certain(ruleOf(48, 'hours'), '2026-12-31T00:00:00Z')).toBe(true);
  });

  it('still has a day then, by plain weekdays', () => {
    const { due_on, certain } = due(ruleOf(30, 'calendar_days'), '2030-09-05', statutoryCalendar);
    expect(due_on).toBe('2030-10-07');
    expect(certain).toBe(false);
  });

  it('never lies before its start, and never rolls past ten days', () => {
    const units = fc.constantFrom<PeriodUnit>('calendar_days', 'months', 'years');
    fc.assert(
      fc.property(anyStart, units, fc.integer({ min: 0, max: 9 }), (start, unit, n) => {
        const plain = dueOn(ruleOf(n, unit, { rolls_over: false }), start)!;
        const rolled = dueOn(ruleOf(n, unit), start)!;
        expect(plain >= start).toBe(true);
        expect(daysBetween(plain, rolled)).toBeLessThanOrEqual(10);
        expect(isWorkday(rolled, statutoryCalendar)).toBe(true);
        expect(weekday(dayInShanghai(`${rolled}T00:00:00+08:00`))).toBe(weekday(rolled));
      }),
    );
  });

  it('refuses a period that is no whole number', () => {
    expect(() => dueOn(ruleOf(-1, 'months'), '2009-09-04')).toThrow(RangeError);
    expect(() => dueOn(ruleOf(1.5, 'years'), '2009-09-04')).toThrow(RangeError);
  });
});
