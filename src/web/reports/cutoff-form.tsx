/** The last day that is counted: the ends of half-years and quarters by one press, any other day by typing it. */
import { useState } from 'react';
import { formatDay } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { useLanguage } from '../shell/language.tsx';

export function CutoffForm({
  year,
  value,
  onChoose,
}: {
  year: string;
  value: string;
  onChoose: (day: string) => void;
}) {
  const { say, language } = useLanguage();
  const [day, setDay] = useState<string | null>(value);
  const fits = day?.startsWith(year) === true;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day && fits) onChoose(day);
      }}
    >
      <p className="grey small" style={{ marginBottom: 10, maxWidth: '44ch' }}>
        {say(
          'The last day that is counted. Summaries are often written before the year is over.',
          '统计截止日。总结常在年底前起草，可按11月底等日期统计。',
        )}
      </p>
      <div className="button-row" style={{ marginBottom: 10 }}>
        {['06-30', '09-30', '11-30', '12-31'].map((end) => (
          <button
            key={end}
            type="button"
            className="button"
            onClick={() => onChoose(`${year}-${end}`)}
          >
            {language === 'zh'
              ? formatDay(`${year}-${end}`, 'zh').slice(5)
              : formatDay(`${year}-${end}`, 'en').replace(/ \d{4}$/, '')}
          </button>
        ))}
      </div>
      <div className="button-row">
        <DayInput value={day} onChange={setDay} label={say('Cut-off', '截止日期')} />
        <button type="submit" className="button primary" disabled={!fits}>
          {say('Count up to it', '按此统计')}
        </button>
      </div>
    </form>
  );
}
