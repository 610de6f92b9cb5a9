import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { isCovered, isWorkday } from './calendar.ts';
import { addDays, isDay, isWithin, weekday } from './day.ts';
import type { Day } from './day.ts';
import { statutoryCalendar } from './holidays.ts';

/** Where we follow the notice against the package: see bin/make-holidays.mjs. */
const corrected: Day[] = ['2005-12-31'];

function works(...days: Day[]): boolean[] {
  return days.map((day) => isWorkday(day, statutoryCalendar));
}

describe('the statutory calendar', () => {
  it('equals chinese-days on every day that it covers, but for what we corrected', () => {
    const { from, until } = statutoryCalendar.covers;
    const different: Day[] = [];
    for (let day = from; day <= until; day = addDays(day, 1)) {
      const packaged = chineseDays.isWorkday(day);
      if (isWorkday(day, statutoryCalendar) !== packaged) different.push(day);
    }
    expect(different).toEqual(corrected);
  });

  it('covers 2004 to 2026, except for the days that the notice for 2027 may move', () => {
    expect(statutoryCalendar.covers).toEqual({ from: '2004-01-01', until: '2026-12-28' });
    expect(isCovered('2026-12-29', statutoryCalendar)).toBe(false);
    expect(isCovered('2003-12-31', statutoryCalendar)).toBe(false);
  });

  it('names only days that exist, and makes up only on weekends', () => {
    const made_up = Object.keys(statutoryCalendar.makeup_workdays);
    for (const day of [...Object.keys(statutoryCalendar.holidays), ...made_up]) {
      expect(isDay(day)).toBe(true);
      expect(isWithin(day, { from: '2004-01-01', until: '2026-12-31' })).toBe(true);
    }
    for (const day of made_up) {
      expect(weekday(day)).toBeGreaterThan(5);
      expect(statutoryCalendar.holidays[day]).toBeUndefined();
    }
  });

  it('has National Day and Mid-Autumn of 2009: 1 to 8 October, made up on both sides', () => {
    expect(works('2009-09-27', '2009-09-30', '2009-10-01', '2009-10-08')).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(works('2009-10-09', '2009-10-10', '2009-10-11')).toEqual([true, true, false]);
    expect(statutoryCalendar.holidays['2009-10-03']).toEqual({
      en: 'Mid-Autumn Festival',
      zh: '中秋节',
    });
    expect(statutoryCalendar.makeup_workdays['2009-09-27']?.zh).toBe('国庆节');
  });

  it('has Spring Festival of 2009: 25 to 31 January, made up on 24 January and 1 February', () => {
    expect(works('2009-01-24', '2009-01-25', '2009-01-31', '2009-02-01')).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  it('has what was announced for the year before: 29 December 2007 and 31 December 2011', () => {
    expect(works('2007-12-29', '2007-12-30', '2007-12-31')).toEqual([true, false, false]);
    expect(works('2011-12-31', '2012-01-02', '2012-01-03')).toEqual([true, false, false]);
  });

  it('has 31 December 2005 worked, as the notice for 2006 says', () => {
    expect(works('2005-12-31', '2006-01-02', '2006-01-03')).toEqual([true, false, false]);
  });

  it('has the Spring Festival of 2020 as it was prolonged to 2 February', () => {
    expect(works('2020-01-31', '2020-02-01', '2020-02-02', '2020-02-03')).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });

  it('has the two days of September 2015', () => {
    expect(works('2015-09-03', '2015-09-04', '2015-09-05', '2015-09-06')).toEqual([
      false,
      false,
      false,
      true,
    ]);
  });
});
