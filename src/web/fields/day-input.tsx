/** A day, typed the way people write one (2009.9.4, 9月4日, 20090904) or picked from the browser's own calendar. */
import { useEffect, useRef, useState } from 'react';
import { formatDay, readDay, yearOf } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import './fields.css';

type Props = {
  readonly id?: string | undefined;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
  readonly label?: string | undefined;
  readonly invalid?: boolean | undefined;
  readonly describedBy?: string | undefined;
};

export function DayInput({ id, value, onChange, label, invalid, describedBy }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [typed, setTyped] = useState(value ?? '');
  const [problem, setProblem] = useState<Text | null>(null);
  const told = useRef(value);
  const picker = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // Changed from outside: a draft came back, or the server answered.
    if (value !== told.current) {
      told.current = value;
      setTyped(value ?? '');
      setProblem(null);
    }
  }, [value]);

  const tell = (day: string | null) => {
    told.current = day;
    onChange(day);
  };
  const read = (text: string, final: boolean) => {
    if (text.trim() === '') {
      setProblem(null);
      return tell(null);
    }
    const reading = readDay(text, { year: yearOf(today) });
    if (reading.ok) {
      setProblem(null);
      tell(reading.day);
      if (final) setTyped(reading.day);
    } else if (final) {
      setProblem(reading.problem);
      tell(null);
    }
  };

  return (
    <>
      <span className="day-input">
        <input
          id={id}
          className="input digits"
          inputMode="text"
          autoComplete="off"
          value={typed}
          aria-label={label}
          aria-invalid={invalid || problem !== null}
          aria-describedby={describedBy}
          placeholder="2009-9-4"
          onChange={(event) => {
            setTyped(event.target.value);
            read(event.target.value, false);
          }}
          onBlur={() => read(typed, true)}
        />
        <button
          type="button"
          className="button icon"
          aria-label={say('Pick from a calendar', '从日历选择')}
          onClick={() => picker.current?.showPicker?.()}
        >
          <Icon name="calendar" />
        </button>
        <input
          ref={picker}
          type="date"
          className="day-picker"
          tabIndex={-1}
          aria-hidden="true"
          value={value ?? ''}
          onChange={(event) => {
            setTyped(event.target.value);
            read(event.target.value, true);
          }}
        />
      </span>
      {value && !problem && value !== typed && (
        <span className="field-hint">{formatDay(value, language)}</span>
      )}
      {problem && (
        <span className="field-error" role="alert">
          {say(problem)}
        </span>
      )}
    </>
  );
}
