/** "As it stood on…": any past day, with the days that offices ask for as one press each. */
import { useState } from 'react';
import { addDays, firstOfMonth, formatDay } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';

type Props = {
  readonly value: string | undefined;
  /** The end of the period: the days offered are near it. */
  readonly to: string;
  readonly onChoose: (as_of: string | undefined) => void;
};

export function AsOfForm({ value, to, onChoose }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [day, setDay] = useState<string | null>(value?.slice(0, 10) ?? null);
  const year = to.slice(0, 4);
  const offered = [
    ...new Set([
      `${year}-06-30`,
      `${year}-09-30`,
      `${year}-12-31`,
      addDays(firstOfMonth(today), -1),
    ]),
  ].filter((one) => one < today);
  return (
    <form
      className="as-of-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (day) onChoose(day);
      }}
    >
      <p style={{ fontWeight: 600 }}>{say('What did we know on…', '看某一天当时的数')}</p>
      <p className="grey small" style={{ marginBottom: 10, maxWidth: '44ch' }}>
        {say(
          'Numbers as the book stood at the end of that day: nothing written later counts.',
          '按当天结束时台账的样子计算，之后补记、更正的不算。',
        )}
      </p>
      <div className="button-row" style={{ marginBottom: 10 }}>
        {offered.map((one) => (
          <button key={one} type="button" className="button" onClick={() => onChoose(one)}>
            {formatDay(one, language)}
          </button>
        ))}
      </div>
      <div className="button-row">
        <DayInput value={day} onChange={setDay} label={say('Day', '日期')} />
        <button type="submit" className="button primary" disabled={!day}>
          {say('Show', '查看')}
        </button>
        {value && (
          <button type="button" className="button" onClick={() => onChoose(undefined)}>
            {say('Back to now', '回到现在')}
          </button>
        )}
      </div>
    </form>
  );
}
