/** Twelve months of a figure, one by one, each a door: what a chart draws, in numbers. */
import { addDays } from '#engine/day.ts';
import type { FigureDetail } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { printMonthName, printNumber } from '../shell/numbers.ts';
import { Figure } from './figure.tsx';

export function MonthsTable({ figure }: { figure: FigureDetail }) {
  const { say, language } = useLanguage();
  const most = Math.max(1, ...figure.months.map((month) => Math.abs(month.value ?? 0)));
  return (
    <table className="ledger bar-table">
      <thead>
        <tr>
          <th scope="col">{say('Month', '月份')}</th>
          <th scope="col" className="number">
            {say(figure.counter)}
          </th>
          <th scope="col" className="number">
            {say('A year before', '上年同月')}
          </th>
        </tr>
      </thead>
      <tbody>
        {figure.months.map((month) => (
          <tr key={month.month}>
            <td>
              {language === 'zh'
                ? `${month.month.slice(0, 4)}年${printMonthName(month.month, 'zh')}`
                : `${printMonthName(month.month, 'en')} ${month.month.slice(0, 4)}`}
            </td>
            <td className="number bar-cell">
              {month.value ? (
                <i style={{ width: `${(Math.abs(month.value) / most) * 100}%` }} />
              ) : null}
              <span>
                <Figure
                  indicator={figure.indicator}
                  unit={figure.unit.id}
                  from={`${month.month}-01`}
                  to={lastDay(month.month)}
                  value={month.value}
                  money={figure.money}
                  kind={figure.kind}
                  as_of={figure.as_of ?? undefined}
                />
              </span>
            </td>
            <td className="number grey">
              {month.last_year === null ? '–' : printNumber(month.last_year, figure)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function lastDay(month: string): string {
  const [year, number] = month.split('-').map(Number);
  const next =
    number === 12 ? `${year! + 1}-01-01` : `${year}-${String(number! + 1).padStart(2, '0')}-01`;
  return addDays(next, -1);
}
