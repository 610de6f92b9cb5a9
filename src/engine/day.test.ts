import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  addHours,
  addMonths,
  addYears,
  dayFromNumber,
  dayInShanghai,
  dayNumber,
  daysBetween,
  daysIn,
  firstOfMonth,
  formatDay,
  formatMonth,
  halfYearRange,
  instantNumber,
  isDay,
  isMonth,
  isWithin,
  lastOfMonth,
  monthOf,
  monthRange,
  monthsIn,
  overlapOf,
  quarterRange,
  readDay,
  shanghaiInstant,
  weekday,
  yearOf,
  yearRange,
} from './day.ts';

const anyDay = fc.integer({ min: -100_000, max: 100_000 }).map(dayFromNumber);

describe('a day', () => {
  it('is known from what only looks like one', () => {
    expect(isDay('2009-09-04')).toBe(true);
    expect(isDay('2008-02-29')).toBe(true);
    for (const wrong of [
      '2009-02-29',
      '1900-02-29',
      '2009-9-4',
      '2009-13-01',
      '2009-00-10',
      '2009-09-31',
      '20090904',
      '2009-09-04T00:00:00Z',
      '0999-01-01',
      '',
      null,
      20090904,
    ]) {
      expect(isDay(wrong)).toBe(false);
    }
    expect(isMonth('2009-09')).toBe(true);
    expect(isMonth('2009-13')).toBe(false);
  });

  it('is refused in arithmetic when it does not exist', () => {
    expect(() => addDays('2009-02-29', 1)).toThrow(RangeError);
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError);
    expect(() => monthRange('2009-13')).toThrow(RangeError);
  });

  it('counts from 1970-01-01', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
    expect(dayNumber('2009-09-04')).toBe(14_491);
  });

  it('knows its weekday', () => {
    expect(weekday('2009-09-04')).toBe(5);
    expect(weekday('1970-01-01')).toBe(4);
    expect(weekday('1969-12-28')).toBe(7);
    expect(weekday('1949-10-01')).toBe(6);
  });

  it('survives the way to its number and back, and steps by one', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -5000, max: 5000 }), (day, step) => {
        expect(dayFromNumber(dayNumber(day))).toBe(day);
        expect(daysBetween(day, addDays(day, step))).toBe(step);
        expect(weekday(addDays(day, 7))).toBe(weekday(day));
      }),
    );
  });

  it('agrees with the clock of the platform', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const platform = new Date(`${day}T00:00:00Z`);
        expect(platform.toISOString().slice(0, 10)).toBe(day);
        expect(platform.getUTCDay() || 7).toBe(weekday(day));
      }),
    );
  });
});

describe('months and years', () => {
  it('end on the corresponding day, else on the last of the month (Civil Code 202)', () => {
    expect(addMonths('2009-01-31', 1)).toBe('2009-02-28');
    expect(addMonths('2008-01-31', 1)).toBe('2008-02-29');
    expect(addMonths('2009-02-28', 1)).toBe('2009-03-28');
    expect(addMonths('2009-11-30', 3)).toBe('2010-02-28');
    expect(addMonths('2009-03-31', -1)).toBe('2009-02-28');
    expect(addMonths('2009-01-15', -13)).toBe('2007-12-15');
    expect(addYears('2008-02-29', 1)).toBe('2009-02-28');
    expect(addYears('2008-02-29', 4)).toBe('2012-02-29');
  });

  it('never leave the target month', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -500, max: 500 }), (day, months) => {
        const index = (of: string) => yearOf(of) * 12 + Number(of.slice(5, 7));
        const later = addMonths(day, months);
        expect(index(later) - index(day)).toBe(months);
        expect(later.slice(8) <= day.slice(8)).toBe(true);
      }),
    );
  });

  it('have a first and a last day', () => {
    expect(firstOfMonth('2009-02-14')).toBe('2009-02-01');
    expect(lastOfMonth('2009-02-14')).toBe('2009-02-28');
    expect(lastOfMonth('2000-02-14')).toBe('2000-02-29');
    expect(lastOfMonth('2009-12-01')).toBe('2009-12-31');
    expect(monthOf('2009-09-04')).toBe('2009-09');
    expect(yearOf('2009-09-04')).toBe(2009);
  });
});

describe('ranges', () => {
  it('hold both their ends', () => {
    const range = { from: '2009-01-01', until: '2009-09-30' };
    expect(isWithin('2009-01-01', range)).toBe(true);
    expect(isWithin('2009-09-30', range)).toBe(true);
    expect(isWithin('2009-10-01', range)).toBe(false);
    expect(daysIn(range)).toBe(273);
    expect(daysIn({ from: '2009-01-02', until: '2009-01-01' })).toBe(0);
  });

  it('are made from years, halves, quarters and months', () => {
    expect(yearRange(2009)).toEqual({ from: '2009-01-01', until: '2009-12-31' });
    expect(halfYearRange(2009, 2)).toEqual({ from: '2009-07-01', until: '2009-12-31' });
    expect(quarterRange(2009, 1)).toEqual({ from: '2009-01-01', until: '2009-03-31' });
    expect(monthRange('2008-02')).toEqual({ from: '2008-02-01', until: '2008-02-29' });
    expect(() => quarterRange(2009, 5)).toThrow(RangeError);
  });

  it('know what they share and which months they touch', () => {
    const autumn = { from: '2009-09-15', until: '2009-11-02' };
    expect(overlapOf(autumn, monthRange('2009-09'))).toEqual({
      from: '2009-09-15',
      until: '2009-09-30',
    });
    expect(overlapOf(autumn, monthRange('2009-12'))).toBeNull();
    expect(monthsIn(autumn)).toEqual(['2009-09', '2009-10', '2009-11']);
  });
});

describe('instants', () => {
  it('fall on a day of Shanghai', () => {
    expect(dayInShanghai('2009-09-03T15:59:59.999Z')).toBe('2009-09-03');
    expect(dayInShanghai('2009-09-03T16:00:00Z')).toBe('2009-09-04');
    expect(dayInShanghai('2009-09-04T00:30:00+08:00')).toBe('2009-09-04');
    expect(() => dayInShanghai('2009-09-04T00:30:00')).toThrow(RangeError);
    expect(() => instantNumber('2009-09-04')).toThrow(RangeError);
  });

  it('are made from a day and a time', () => {
    expect(shanghaiInstant('2009-09-04', '09:00')).toBe('2009-09-04T01:00:00.000Z');
    expect(shanghaiInstant('2009-09-04', '24:00')).toBe(shanghaiInstant('2009-09-05', '00:00'));
    expect(addHours('2009-09-04T01:00:00Z', 48)).toBe('2009-09-06T01:00:00.000Z');
    for (const wrong of ['24:01', '9:00', '09:60', '']) {
      expect(() => shanghaiInstant('2009-09-04', wrong)).toThrow(RangeError);
    }
  });

  it('come back to the day they were made from', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (day, minute) => {
        const time = [Math.floor(minute / 60), minute % 60]
          .map((part) => String(part).padStart(2, '0'))
          .join(':');
        expect(dayInShanghai(shanghaiInstant(day, time))).toBe(day);
      }),
    );
  });
});

describe('writing a day', () => {
  it('is without padding, in both languages', () => {
    expect(formatDay('2009-09-04', 'zh')).toBe('2009年9月4日');
    expect(formatDay('2009-09-04', 'en')).toBe('4 September 2009');
    expect(formatMonth('2009-09', 'zh')).toBe('2009年9月');
    expect(formatMonth('2009-09', 'en')).toBe('September 2009');
  });
});

describe('reading what clerks type', () => {
  it.each([
    '2009-09-04',
    '2009.9.4',
    '2009/9/4',
    '2009-9-4',
    '2009年9月4日',
    '2009年09月04号',
    '2009年9月4',
    '20090904',
    '２００９．９．４',
    '２００９年９月４日',
    '2009。9。4',
    '2009，9，4',
    '2009,9,4',
    '2009、9、4',
    '2009.9.4.',
    ' 2009 年 9 月 4 日 ',
    '2009. 9. 4',
    '2009—9—4',
    '二〇〇九年九月四日',
    '二零零九年九月四日',
    '4 September 2009',
    '4 Sept 2009',
    '4th Sep. 2009',
    'September 4, 2009',
    '2009-09-04 00:00:00',
    '2009/9/4 14:30',
    '2009年9月4日14:30',
  ])('%s', (typed) => {
    expect(readDay(typed)).toEqual({ ok: true, day: '2009-09-04' });
  });

  it.each(['9/4', '9.4', '9-4', '9月4日', '９月４号', '09.9.4', '09年9月4日', '九月四日'])(
    '%s, when the year is given',
    (typed) => {
      expect(readDay(typed, { year: 2009 })).toEqual({ ok: true, day: '2009-09-04' });
      expect(readDay(typed).ok).toBe(false);
    },
  );

  it.each([
    ['二〇〇九年十月十日', '2009-10-10'],
    ['二〇〇九年十二月三十一日', '2009-12-31'],
    ['二〇〇九年十一月二十日', '2009-11-20'],
  ])('%s', (typed, day) => {
    expect(readDay(typed)).toEqual({ ok: true, day });
  });

  it('takes a two-digit year as the year nearest to the one given', () => {
    expect(readDay('99.9.4', { year: 2009 })).toEqual({ ok: true, day: '1999-09-04' });
    expect(readDay('10.9.4', { year: 2009 })).toEqual({ ok: true, day: '2010-09-04' });
  });

  it.each([
    '',
    '  ',
    '2009',
    '2009.9',
    '200909',
    '2009-02-29',
    '2009.13.1',
    '2009.0.1',
    '2009.9.31',
    '4/9/2009',
    '09.9.4',
    '农历七月十六',
    '二〇〇九年正月初一',
    '明天',
    '2009-9-4-1',
    '2009-09-04T00:00:00Z',
    'soon 4, 2009',
    '1.2.3',
  ])('refuses %s with words', (typed) => {
    const reading = readDay(typed);
    expect(reading.ok).toBe(false);
    if (reading.ok) return;
    expect(reading.problem.en).toMatch(/[.]$/);
    expect(reading.problem.zh).toMatch(/[。]$/);
  });

  it('says what to do when the day and the month cannot be told apart', () => {
    const reading = readDay('4/9/2009', { year: 2009 });
    expect(reading).toMatchObject({ problem: { en: expect.stringContaining('year first') } });
  });

  it('reads back every day that it writes', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('zh' as const, 'en' as const), (day, language) => {
        expect(readDay(formatDay(day, language))).toEqual({ ok: true, day });
        expect(readDay(day)).toEqual({ ok: true, day });
        expect(readDay(day.replaceAll('-', ''))).toEqual({ ok: true, day });
      }),
    );
  });
});
