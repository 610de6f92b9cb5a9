/** What comes up from below to a post that may not open it: what, where, how late. It leads nowhere, names nobody. */
import type { TodayComeUp } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { daysOver, nearDay } from './today-words.ts';

export function ComeUpRows({ rows }: { rows: readonly TodayComeUp[] }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (rows.length === 0) return null;
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <section className="today-section come-up" aria-labelledby="come-up-heading">
      <h2 id="come-up-heading">
        {say('Come up from below', '提级提醒')}{' '}
        <span className="digits count">{printNumber(count)}</span>
      </h2>
      <p className="grey small">
        {say(
          'Restricted matters that are late or due within three days. They are opened where they are handled; remind the unit.',
          '限制查看的事项，已逾期或者三天内到期，由承办单位查看办理；可催办。',
        )}
      </p>
      <ul>
        {rows.map((row) => (
          <li key={`${row.unit_id}.${row.key}.${row.label.zh}`} className="today-item">
            <span className={row.overdue_days > 0 ? 'today-clock overdue' : 'today-clock grey'}>
              {row.overdue_days > 0
                ? say(daysOver(row.overdue_days))
                : nearDay(row.due_on, today, language)}
            </span>
            <span className="today-what">
              {say(row.label)}
              {row.count > 1 && <span className="digits grey"> × {printNumber(row.count)}</span>}
            </span>
            <span className="grey today-where">{say(row.unit)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
