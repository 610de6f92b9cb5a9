import { describe, expect, it } from 'vitest';
import { addDays } from './day.ts';
import {
  periodBefore,
  periodsEnding,
  periodWith,
  printReportPeriod,
  reportPeriodKinds,
} from './report-period.ts';

describe('a period of returns', () => {
  it.each([
    ['month', '2026-02-14', '2026-02', '2026-02-01', '2026-02-28'],
    ['quarter', '2026-09-30', '2026Q3', '2026-07-01', '2026-09-30'],
    ['half_year', '2026-07-01', '2026H2', '2026-07-01', '2026-12-31'],
    ['year', '2024-02-29', '2024', '2024-01-01', '2024-12-31'],
    ['month_26', '2026-10-25', '2026-10', '2026-09-26', '2026-10-25'],
    ['month_26', '2026-12-26', '2027-01', '2026-12-26', '2027-01-25'],
    ['month_26', '2026-03-01', '2026-03', '2026-02-26', '2026-03-25'],
  ] as const)('%s with %s is %s', (kind, day, name, from, to) => {
    expect(periodWith(kind, day)).toEqual({ name, from, to });
  });

  it('follows the one before without a gap, whatever its kind', () => {
    for (const kind of reportPeriodKinds) {
      let period = periodWith(kind, '2026-06-15');
      for (let i = 0; i < 30; i++) {
        const before = periodBefore(kind, period);
        expect(addDays(before.to, 1)).toBe(period.from);
        for (const day of [before.from, before.to]) expect(periodWith(kind, day)).toEqual(before);
        period = before;
      }
    }
  });

  it('is asked for once it has ended, from the day on which the form is in force', () => {
    const names = (first: string, last: string) =>
      periodsEnding('month', first, last).map(({ name }) => name);
    expect(names('2026-09-15', '2026-11-29')).toEqual(['2026-09', '2026-10']);
    expect(names('2026-09-15', '2026-11-30')).toEqual(['2026-09', '2026-10', '2026-11']);
    expect(names('2026-09-15', '2026-09-29')).toEqual([]);
    expect(periodsEnding('month_26', '2026-10-26', '2026-11-25').map((p) => p.name)).toEqual([
      '2026-11',
    ]);
  });

  it('is printed in both languages', () => {
    const odd = periodWith('month_26', '2026-10-10');
    expect(printReportPeriod(odd, 'zh')).toBe('2026年10月（9月26日至10月25日）');
    expect(printReportPeriod(odd, 'en')).toBe('October 2026 (from the 26th to the 25th)');
    expect(printReportPeriod(periodWith('quarter', '2026-08-01'), 'en')).toBe('Q3 2026');
  });
});
