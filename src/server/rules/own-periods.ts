/** The office's own periods in the database, and how the calendar of this process learns them. */
import type { Pool } from 'pg';
import type { Calendar, OwnPeriod, PeriodUnit } from '#engine/calendar.ts';

type Database = Pick<Pool, 'query'>;

export type KeptPeriod = OwnPeriod & {
  readonly reason: string;
  readonly recorded_at: string;
  readonly recorded_by: string | null;
};

/** Every version, newest first: what was set stays to be read. */
export async function readPeriods(database: Database): Promise<KeptPeriod[]> {
  const { rows } = await database.query({
    name: 'own-periods',
    text: `select s.rule, s.version, s.n, s.unit, s.valid_from, s.reason, s.recorded_at, a.name as recorded_by
      from rule_setting s left join account a on a.id = s.recorded_by order by s.rule, s.version desc`,
  });
  return rows.map(({ n, unit, ...row }) => ({ ...row, period: { n, unit: unit as PeriodUnit } }));
}

/** A deadline computed before stays as it was: duties freeze their day, rule and version. */
export async function loadPeriods(database: Database, calendar: Calendar): Promise<void> {
  const periods = await readPeriods(database);
  (calendar as { own?: readonly OwnPeriod[] }).own = periods.map(
    ({ rule, version, period, valid_from }) => ({ rule, version, period, valid_from }),
  );
}
