/** The period: a bar for every year that has records, months and quarters of one year, or any two days. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { halfYearRange, monthRange, quarterRange } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api } from '../shell/api.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printMonthName, printNumber } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useSession } from '../shell/session.tsx';
import { printPeriod, yearSoFar } from './period.ts';
import type { Period } from './period.ts';
import './figures-page.css';

export type YearCount = { readonly year: number; readonly records: number };

export function useYears(unit: number | undefined) {
  const { today } = useSession();
  const thisYear = Number(today.slice(0, 4));
  return useQuery({
    // What falls due next year is on the ledger already; nobody looks for a figure there.
    select: ({ years }: { years: YearCount[] }) => ({
      years: years.filter((one) => one.year <= thisYear),
    }),
    queryKey: ['periods', unit],
    queryFn: () => api.get<{ years: YearCount[] }>('/api/figures/periods', { unit }),
    staleTime: 5 * 60_000,
  });
}

type Props = {
  readonly value: Period;
  readonly unit: number | undefined;
  readonly onChange: (period: Period) => void;
};

export function PeriodPicker({ value, unit, onChange }: Props) {
  const { say, language } = useLanguage();
  return (
    <Popover
      label={say('Period', '期间')}
      button={
        <>
          <Icon name="calendar" /> {printPeriod(value, language)} <Icon name="down" size={12} />
        </>
      }
    >
      {(close) => (
        <PeriodForm
          value={value}
          unit={unit}
          onChange={(period) => {
            close();
            onChange(period);
          }}
        />
      )}
    </Popover>
  );
}

function PeriodForm({ value, unit, onChange }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const years = useYears(unit);
  const [year, setYear] = useState(Number(value.to.slice(0, 4)));
  const [from, setFrom] = useState<string | null>(value.from);
  const [to, setTo] = useState<string | null>(value.to);
  const counted = years.data?.years ?? [];
  const most = Math.max(1, ...counted.map((one) => one.records));
  const choose = (range: { from: string; until: string }) =>
    onChange({ from: range.from, to: range.until });
  return (
    <div className="period-form">
      <div className="year-bars" role="group" aria-label={say('Years', '年份')}>
        {counted.map((one) => (
          <button
            key={one.year}
            type="button"
            className="year-bar"
            aria-pressed={one.year === year}
            title={say(`${printNumber(one.records)} counted`, `${printNumber(one.records)}笔`)}
            onClick={() => setYear(one.year)}
            onDoubleClick={() => onChange(yearSoFar(one.year, today))}
          >
            <i style={{ height: `${4 + (one.records / most) * 36}px` }} />
            {one.year}
          </button>
        ))}
      </div>
      <div className="button-row" style={{ marginBlock: 12 }}>
        <button
          type="button"
          className="button primary"
          onClick={() => onChange(yearSoFar(year, today))}
        >
          {say(`The whole of ${year}`, `${year}年全年`)}
        </button>
        {[1, 2].map((half) => (
          <button
            key={half}
            type="button"
            className="button"
            onClick={() => choose(halfYearRange(year, half))}
          >
            {say(half === 1 ? 'First half' : 'Second half', half === 1 ? '上半年' : '下半年')}
          </button>
        ))}
      </div>
      <div className="button-row" style={{ marginBottom: 8 }}>
        {[1, 2, 3, 4].map((quarter) => (
          <button
            key={quarter}
            type="button"
            className="button"
            onClick={() => choose(quarterRange(year, quarter))}
          >
            {say(`Q${quarter}`, `${quarter}季度`)}
          </button>
        ))}
      </div>
      <div className="month-grid">
        {Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`).map(
          (month) => (
            <button
              key={month}
              type="button"
              className="button"
              onClick={() => choose(monthRange(month))}
            >
              {printMonthName(month, language)}
            </button>
          ),
        )}
      </div>
      <form
        className="button-row"
        style={{ marginTop: 16 }}
        onSubmit={(event) => {
          event.preventDefault();
          if (from && to && from <= to) onChange({ from, to });
        }}
      >
        <DayInput value={from} onChange={setFrom} label={say('From', '自')} />
        <span>{say('to', '至')}</span>
        <DayInput value={to} onChange={setTo} label={say('To', '至')} />
        <button type="submit" className="button" disabled={!from || !to || from > to}>
          {say('Show', '查看')}
        </button>
      </form>
    </div>
  );
}
