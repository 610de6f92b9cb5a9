/**
 * One field of a definition as something to type into or choose from. Which control it is follows
 * from the definition alone.
 */
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { inTreeOrder, isValidOn } from '#engine/code-book.ts';
import type { CodeField, Field } from '#engine/field.ts';
import type { Text } from '#engine/text.ts';
import type { LinkTitle } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { AccountPicker } from './account-picker.tsx';
import { Address } from './address-value.tsx';
import { DayInput } from './day-input.tsx';
import './fields.css';
import { IndicatorPicker } from './indicator-picker.tsx';
import { LinkPicker } from './link-picker.tsx';
import { readWhole, readYuan, writeYuan } from './typed-value.ts';
import type { Reading } from './typed-value.ts';
import { UnitPicker } from './unit-picker.tsx';

export type FieldInputProps = {
  readonly id: string;
  readonly field: Field;
  readonly value: unknown;
  /** `said` is how a chosen person is called. */
  readonly onChange: (value: unknown, said?: string) => void;
  readonly invalid?: boolean | undefined;
  readonly describedBy?: string | undefined;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
  readonly unit?: number | undefined;
  /** For links to versions: see the picker. */
  readonly in_force?: string | undefined;
};

/** More than this many codes are a list to open; up to here they lie open as buttons. */
const openChoicesMax = 8;

export function FieldInput(props: FieldInputProps) {
  const { id, field, value, onChange, invalid, describedBy } = props;
  const say = useSay();
  const { today } = useSession();
  const shared = { id, field, value, onChange, invalid, describedBy };
  const described = { 'aria-invalid': invalid === true, 'aria-describedby': describedBy };
  switch (field.kind) {
    case 'text': {
      if (field.format === 'indicator')
        return (
          <IndicatorPicker
            id={id}
            value={(value as string | null) ?? null}
            onChange={onChange}
            invalid={invalid}
          />
        );
      if (field.format === 'address' && value)
        return (
          <span className="address-chosen">
            <Address address={value as string} />
            <button type="button" className="link-button" onClick={() => onChange(null)}>
              {say('Take it away', '移除')}
            </button>
          </span>
        );
      const width =
        field.format === 'person_name'
          ? 'width-name'
          : field.format || (field.max ?? 200) <= 30
            ? 'width-short'
            : 'width-middle';
      const digits = field.format === 'telephone' || field.format === 'citizen_id';
      return (
        <input
          id={id}
          className={`input ${width}`}
          autoComplete="off"
          maxLength={field.max}
          value={(value as string | null) ?? ''}
          {...described}
          lang={digits ? undefined : 'zh'}
          inputMode={field.format === 'telephone' ? 'tel' : 'text'}
          onChange={(event) => onChange(event.target.value || null)}
          onBlur={(event) =>
            digits && onChange(event.target.value.normalize('NFKC').trim() || null)
          }
        />
      );
    }
    case 'long_text':
      return (
        <textarea
          id={id}
          className="input"
          rows={4}
          lang="zh"
          maxLength={field.max}
          value={(value as string | null) ?? ''}
          {...described}
          onChange={(event) => onChange(event.target.value || null)}
        />
      );
    case 'integer':
      return (
        <NumberInput
          {...shared}
          read={readWhole}
          write={(n) => (n === null ? '' : String(n))}
          unit={field.unit}
        />
      );
    case 'money':
      return (
        <NumberInput
          {...shared}
          read={readYuan}
          write={writeYuan}
          unit={{ en: 'yuan', zh: '元' }}
        />
      );
    case 'day':
      return (
        <DayInput
          id={id}
          value={(value as string | null) ?? null}
          onChange={onChange}
          invalid={invalid}
          describedBy={describedBy}
        />
      );
    case 'instant':
      return (
        <input
          id={id}
          type="datetime-local"
          className="input width-name"
          {...described}
          value={localTime(value as string | null)}
          onChange={(event) =>
            onChange(
              event.target.value ? new Date(`${event.target.value}:00+08:00`).toISOString() : null,
            )
          }
        />
      );
    case 'boolean':
      return (
        <YesNo
          id={id}
          value={value as boolean | null}
          onChange={onChange}
          describedBy={describedBy}
        />
      );
    case 'code':
      return <CodeChoice {...props} field={field} />;
    case 'codes':
      return (
        <div className="choices" role="group" aria-describedby={describedBy}>
          {field.list.codes.map((code) => {
            const chosen = (value as string[] | null) ?? [];
            if (!isValidOn(code, today) && !chosen.includes(code.code)) return null;
            return (
              <label key={code.code} className="choice">
                <input
                  type="checkbox"
                  checked={chosen.includes(code.code)}
                  onChange={(event) => {
                    const next = event.target.checked
                      ? [...chosen, code.code]
                      : chosen.filter((one) => one !== code.code);
                    onChange(next.length === 0 ? null : next);
                  }}
                />
                <span>{say(code.label)}</span>
              </label>
            );
          })}
        </div>
      );
    case 'unit':
      return (
        <UnitPicker
          id={id}
          value={(value as number | null) ?? null}
          onChange={onChange}
          clearable
          invalid={invalid}
        />
      );
    case 'link':
      return (
        <LinkPicker
          id={id}
          to={field.to}
          value={(value as string | null) ?? null}
          onChange={onChange}
          links={props.links}
          unit={props.unit}
          in_force={props.in_force}
          invalid={invalid}
        />
      );
    case 'account':
      return (
        <AccountPicker
          id={id}
          value={(value as string | null) ?? null}
          onChange={onChange}
          people={props.people}
          invalid={invalid}
        />
      );
    default:
      return field satisfies never;
  }
}

function localTime(instant: string | null): string {
  return instant ? new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 16) : '';
}

type NumberProps = Omit<FieldInputProps, 'unit'> & {
  readonly read: (typed: string) => Reading<number>;
  readonly write: (value: number | null) => string;
  readonly unit?: Text | undefined;
};

function NumberInput({
  id,
  value,
  onChange,
  read,
  write,
  unit,
  invalid,
  describedBy,
}: NumberProps) {
  const say = useSay();
  const [typed, setTyped] = useState(write((value as number | null) ?? null));
  const [problem, setProblem] = useState<Text | null>(null);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setTyped(write((value as number | null) ?? null));
  }, [value, write]);
  const take = (text: string, final: boolean) => {
    const reading = read(text);
    if (reading.ok) {
      setProblem(null);
      told.current = reading.value;
      onChange(reading.value);
      if (final) setTyped(write(reading.value));
    } else if (final) setProblem(reading.problem);
  };
  return (
    <>
      <span className="with-unit">
        <input
          id={id}
          className="input digits"
          inputMode="decimal"
          autoComplete="off"
          value={typed}
          aria-invalid={invalid || problem !== null}
          aria-describedby={describedBy}
          onChange={(event) => {
            setTyped(event.target.value);
            take(event.target.value, false);
          }}
          onBlur={() => take(typed, true)}
        />
        {unit && <span className="grey">{say(unit)}</span>}
      </span>
      {problem && (
        <span className="field-error" role="alert">
          {say(problem)}
        </span>
      )}
    </>
  );
}

type YesNoProps = {
  readonly id: string;
  readonly value: boolean | null;
  readonly onChange: (value: boolean | null) => void;
  readonly describedBy?: string | undefined;
};

/** Three answers: yes, no, and nothing said yet. Pressing the chosen one again takes it back. */
function YesNo({ id, value, onChange, describedBy }: YesNoProps) {
  const say = useSay();
  return (
    <div className="choices" id={id} role="group" aria-describedby={describedBy}>
      {([true, false] as const).map((answer) => (
        <label key={String(answer)} className="choice">
          <input
            type="checkbox"
            checked={value === answer}
            onChange={() => onChange(value === answer ? null : answer)}
          />
          <span>{answer ? say('Yes', '是') : say('No', '否')}</span>
        </label>
      ))}
    </div>
  );
}

function CodeChoice({
  id,
  field,
  value,
  onChange,
  invalid,
  describedBy,
}: FieldInputProps & { readonly field: CodeField }) {
  const say = useSay();
  const chosen = (value as string | null) ?? null;
  const { today } = useSession();
  const codes = field.list.codes.filter((code) => isValidOn(code, today) || code.code === chosen);
  if (codes.length <= openChoicesMax) {
    return (
      <div
        className="choices"
        id={id}
        role="radiogroup"
        aria-describedby={describedBy}
        aria-invalid={invalid === true}
      >
        {codes.map((code) => (
          <label key={code.code} className="choice">
            <input
              type="radio"
              name={id}
              checked={chosen === code.code}
              onChange={() => onChange(code.code)}
              onClick={() => chosen === code.code && !field.required && onChange(null)}
            />
            <span>{say(code.label)}</span>
          </label>
        ))}
      </div>
    );
  }
  const label = (code: (typeof codes)[number]) => {
    const parent = codes.find((one) => one.code === code.parent);
    return parent ? `${say(parent.label)} · ${say(code.label)}` : say(code.label);
  };
  const ordered = inTreeOrder(codes);
  return (
    <Select
      id={id}
      value={chosen}
      allowClear={{ label: say('Empty it', '清空') }}
      placeholder={say('Choose', '请选择')}
      {...(invalid ? { status: 'error' as const } : {})}
      showSearch={{ filterOption: (typed, option) => matchesCode(typed, option?.both ?? '') }}
      options={ordered.map((code) => ({
        value: code.code,
        label: label(code),
        both: `${code.label.en} ${code.label.zh} ${code.code}`,
      }))}
      onChange={(next) => onChange(next ?? null)}
    />
  );
}

function matchesCode(typed: string, both: string): boolean {
  return both.toLowerCase().includes(typed.trim().toLowerCase());
}
