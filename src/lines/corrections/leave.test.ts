/** A leave without a database: days, thresholds, the clock of asking, late returns, and who decides. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, addMonths } from '#engine/day.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { rowOf } from '#testing/row-of.ts';
import { actor, counts, dutiesOf, play, refusalOf } from '../common/play.ts';
import type { Step } from '../common/play.ts';
import { correctionFile } from './correction-file.ts';
import { correctionLeave } from './correction-leave.ts';
import { daysAway, daysTogether, levelOf } from './leave-days.ts';

const file_id = '00000000-0000-4000-8000-0000000000cc';
const linked = {
  [file_id]: rowOf(correctionFile, {
    id: file_id,
    person_id: file_id,
    minor: false,
    corr_class: 'strict',
  }),
};

const applied = (from_day: string, until_day: string, more: object = {}): Step => ({
  action: 'apply',
  today: '2024-12-31',
  fields: {
    file_id,
    applied_on: '2024-01-02',
    reason_kind: 'medical',
    reason: '复查',
    destination: '银川市',
    from_day,
    until_day,
    ...more,
  },
});
const verified: Step = {
  action: 'verify',
  today: '2024-12-31',
  fields: {
    verified_on: '2024-01-03',
    reason_true: true,
    verified_material: '复诊预约单',
    office_opinion: '情况属实',
  },
};
const leave = (...steps: Step[]) => play(correctionLeave, steps, linked);

describe('the days of a leave', () => {
  it.each([
    ['2024-02-28', '2024-03-01', 3],
    ['2023-02-28', '2023-03-01', 2],
    ['2024-12-31', '2025-01-01', 2],
    ['2024-05-06', '2024-05-06', 1],
  ])('from %s to %s are %i: first and last both count', (from, until, n) => {
    expect(daysAway({ from, until })).toBe(n);
    expect(leave(applied(from, until, { applied_on: '2022-01-04' })).days).toBe(n);
  });

  it.each([
    // No stretch of two months holds 1 March and 1 May; from 2 March to 1 May there is one.
    [{ from: '2024-03-01', until: '2024-03-01' }, { from: '2024-05-01', until: '2024-05-25' }, 1],
    [{ from: '2024-03-02', until: '2024-03-02' }, { from: '2024-05-01', until: '2024-05-25' }, 2],
    // It makes no difference which of the two is asked for first.
    [{ from: '2024-03-01', until: '2024-03-20' }, { from: '2024-04-20', until: '2024-05-10' }, 31],
    [{ from: '2024-04-20', until: '2024-05-10' }, { from: '2024-03-01', until: '2024-03-20' }, 31],
    // Two months from 30 December end with February, which has a 29th only in leap years.
    [{ from: '2023-12-30', until: '2024-01-08' }, { from: '2024-02-25', until: '2024-03-09' }, 15],
    [{ from: '2022-12-30', until: '2023-01-08' }, { from: '2023-02-25', until: '2023-03-09' }, 14],
    // A day that lies in both is one day.
    [{ from: '2024-03-01', until: '2024-03-10' }, { from: '2024-03-10', until: '2024-03-12' }, 12],
    // Longer than the stretch itself.
    [{ from: '2024-01-01', until: '2024-04-30' }, { from: '2024-05-01', until: '2024-05-02' }, 121],
  ])('%o with %o are %i within two months', (one, other, n) => {
    expect(daysTogether(one, [other], 2)).toBe(n);
  });
});

describe('whatever leaves somebody has', () => {
  const first = '2023-12-01';
  const leaves = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 150 }), n: fc.integer({ min: 1, max: 40 }) }),
    { minLength: 1, maxLength: 5 },
  );
  const awayOf = ({ at, n }: { at: number; n: number }) => ({
    from: addDays(first, at),
    until: addDays(first, at + n - 1),
  });

  it('counts what a look at every stretch of two months would count', () => {
    fc.assert(
      fc.property(leaves, (given) => {
        const [one, ...others] = given.map(awayOf);
        const away = (day: string) =>
          [one!, ...others].some(({ from, until }) => from <= day && day <= until);
        let most = daysAway(one!);
        // Every stretch, each written out day by day, that holds a day of the leave.
        for (let i = -70; i < 260; i++) {
          const start = addDays(first, i);
          const days = [];
          for (let day = start; day < addMonths(start, 2); day = addDays(day, 1)) days.push(day);
          if (days.some((day) => one!.from <= day && day <= one!.until))
            most = Math.max(most, days.filter(away).length);
        }
        const counted = daysTogether(one!, others, 2);
        // Counted back from its end a stretch may hold the days by which February is shorter, and never fewer.
        expect(counted).toBeGreaterThanOrEqual(most);
        expect(counted).toBeLessThanOrEqual(Math.max(most + 3, daysAway(one!)));
      }),
      { numRuns: 60 },
    );
  });

  it('the last one asked for stands at the city whenever any stretch is above the threshold, in any order', () => {
    fc.assert(
      fc.property(leaves, fc.integer({ min: 0, max: 4 }), (given, turn) => {
        const all = given.map(awayOf);
        const rotated = [...all.slice(turn % all.length), ...all.slice(0, turn % all.length)];
        const above = (list: typeof all) =>
          list.some((one, i) => daysTogether(one, list.slice(0, i), 2) > 30);
        expect(above(rotated)).toBe(above(all));
      }),
      { numRuns: 300 },
    );
  });
});

describe('who decides', () => {
  const away = (n: number) => ({
    from: '2024-03-01',
    until: `2024-${n > 31 ? '04' : '03'}-${String(n > 31 ? n - 31 : n).padStart(2, '0')}`,
  });
  it.each([
    [7, 7, 'office'],
    [8, 8, 'county'],
    [30, 30, 'county'],
    [31, 31, 'city'],
    [5, 30, 'office'],
    [5, 31, 'city'],
  ])('%i days, %i together: the %s', (n, together, level) => {
    expect(daysAway(away(n))).toBe(n);
    expect(levelOf(away(n), together, statutoryCalendar)).toBe(level);
  });

  it('follows the office’s own thresholds from the day on which they hold', () => {
    const period = { n: 5, unit: 'calendar_days' as const };
    const own = [
      { rule: 'corrections.leave-office', version: 2, period, valid_from: '2024-03-02' },
    ];
    const calendar = { ...statutoryCalendar, own };
    expect(levelOf(away(6), 6, calendar)).toBe('office');
    expect(levelOf({ from: '2024-03-02', until: '2024-03-07' }, 6, calendar)).toBe('county');
  });

  it('is asked by the duty: director, county, county for the city', () => {
    const waits = (from: string, until: string) =>
      dutiesOf(correctionLeave, leave(applied(from, until), verified)).map((d) => [
        d.action,
        ...d.roles,
      ]);
    expect(waits('2024-03-01', '2024-03-07')).toEqual([['approve', 'director']]);
    expect(waits('2024-03-01', '2024-03-08')).toEqual([['approve_county', 'county']]);
    expect(waits('2024-03-01', '2024-03-31')).toEqual([['send_up', 'county']]);
  });
});

describe('asking in time', () => {
  it.each([
    // Wednesday for Monday: three days before is Friday.
    ['2024-03-11', '2024-03-08', true],
    ['2024-03-11', '2024-03-09', false],
    // For Tuesday, 8 October 2024: three days before is a holiday, and so is all before it up to 1 October.
    ['2024-10-08', '2024-09-30', true],
    ['2024-10-08', '2024-10-01', false],
    // For Wednesday, 1 May 2024: Sunday, 28 April, is worked for the holiday.
    ['2024-05-01', '2024-04-28', true],
    ['2024-05-01', '2024-04-29', false],
    // Over a leap day: for 3 March 2024, Thursday, 29 February.
    ['2024-03-03', '2024-02-29', true],
    ['2024-03-03', '2024-03-01', false],
  ])('for %s on %s: %s', (from_day, applied_on, inTime) => {
    const steps = applied(from_day, from_day, { applied_on });
    if (inTime) expect(leave(steps).state).toBe('asked');
    else {
      const refused = refusalOf(() => leave(steps));
      expect([refused.fields, refused.rules]).toEqual([['applied_on'], ['R32']]);
      expect(refused.issues[0]!.message.zh).toContain('提前三日');
    }
  });

  it('is set aside where it is urgent and says why', () => {
    const late = { applied_on: '2024-03-10', urgent: true };
    expect(refusalOf(() => leave(applied('2024-03-11', '2024-03-12', late))).fields).toEqual([
      'urgent_ground',
    ]);
    const said = { ...late, urgent_ground: '父亲病危' };
    expect(leave(applied('2024-03-11', '2024-03-12', said)).state).toBe('asked');
  });
});

describe('a leave that is given', () => {
  const out = (from: string, until: string): Step[] => [
    applied(from, until),
    verified,
    { action: 'approve', today: '2024-12-31', fields: { decided_on: '2024-01-04' } },
    { action: 'hand_out', today: '2024-12-31', fields: { told_on: '2024-01-05' } },
  ];
  const back = (returned_on: string): Step => ({
    action: 'report_back',
    today: '2024-12-31',
    fields: { returned_on },
  });

  it('is due back on its last day, holiday or not, and filed with the county', () => {
    const r = leave(...out('2024-09-28', '2024-10-02'));
    expect(dutiesOf(correctionLeave, r).map((d) => [d.key, d.due_on])).toEqual([
      ['report_back', '2024-10-02'],
      ['file_it', '2024-01-09'],
    ]);
    expect(counts(correctionLeave, r)).toContain('on_leave 2024-09-28 1');
  });

  it('late by a day asks what follows; in time asks nothing', () => {
    const late = leave(...out('2024-02-26', '2024-02-28'), back('2024-03-01'));
    expect(late.late_days).toBe(2);
    expect(counts(correctionLeave, late)).toContain('late_returns 2024-03-01 1');
    expect(dutiesOf(correctionLeave, late).map((d) => d.key)).toEqual(['file_it', 'answer_late']);
    const answered = play(
      correctionLeave,
      [{ action: 'answer_late', fields: { late_answer: 'sanction', late_note: '无正当理由' } }],
      linked,
      late,
    );
    expect(dutiesOf(correctionLeave, answered).map((d) => d.key)).toEqual(['file_it']);

    const inTime = leave(...out('2024-02-26', '2024-02-28'), back('2024-02-28'));
    expect(inTime.late_days).toBe(0);
    expect(dutiesOf(correctionLeave, inTime).map((d) => d.key)).toEqual(['file_it']);
    const again: Step = {
      action: 'answer_late',
      fields: { late_answer: 'excused', late_note: '无' },
    };
    expect(refusalOf(() => play(correctionLeave, [again], linked, inTime)).fields).toEqual([
      'returned_on',
    ]);
  });

  it('is not given for a reason that is not true, and a refusal says why', () => {
    const untrue = { ...verified, fields: { ...verified.fields, reason_true: false } };
    const approve: Step = { action: 'approve', today: '2024-12-31' };
    expect(
      refusalOf(() => leave(applied('2024-03-01', '2024-03-02'), untrue, approve)).fields,
    ).toEqual(['reason_true']);
    const refuse: Step = { action: 'refuse', today: '2024-12-31' };
    expect(
      refusalOf(() => leave(applied('2024-03-01', '2024-03-02'), untrue, refuse)).fields,
    ).toEqual(['refused_ground']);
  });

  it('is decided by nobody whose level it is not', () => {
    const by = (role: 'clerk' | 'county' | 'bureau', action: string): Step => ({
      action,
      actor: actor(role),
    });
    const steps = [applied('2024-03-01', '2024-03-02'), verified];
    for (const step of [
      by('clerk', 'approve'),
      by('county', 'approve'),
      by('bureau', 'approve_county'),
    ])
      expect(refusalOf(() => leave(...steps, step)).kind).toBe('not-allowed');
    expect(refusalOf(() => leave(...steps, by('bureau', 'approve_city'))).kind).toBe('wrong-state');
  });
});
