/**
 * The fields of an action as a form: groups in the order of the paper form, child lists as rows,
 * problems at their places.
 */
import { useState } from 'react';
import type { Field, Fields } from '#engine/field.ts';
import { dayOfChoice } from '#engine/in-force.ts';
import type { Issue } from '#engine/problem.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import type { LinkTitle } from '../shell/api-types.ts';
import { Icon } from '../shell/icon.tsx';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { useSession } from '../shell/session.tsx';
import { FieldInput } from './field-input.tsx';
import './fields.css';

type Around = {
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
  readonly unit?: number | undefined;
};

type Props = Around & {
  readonly type: AnyRecordType;
  /** Names of fields and child lists, in the order in which the action asks for them. */
  readonly names: readonly string[];
  readonly required: ReadonlySet<string>;
  readonly values: Readonly<Record<string, unknown>>;
  /** The record as it would be with these values: what a field is asked for may hang on any of it. */
  readonly whole: Readonly<Record<string, any>>;
  readonly onChange: (name: string, value: unknown) => void;
  readonly issues: readonly Issue[];
  readonly prefix: string;
};

export function RecordFields({
  type,
  names,
  required,
  values,
  whole,
  onChange,
  issues,
  prefix,
  ...around
}: Props) {
  const say = useSay();
  const { today } = useSession();
  const isAsked = (name: string) => {
    if (type.children[name]) return true;
    const field = type.fields[name] as Field | undefined;
    return field !== undefined && !field.computed && field.when?.(whole) !== false;
  };
  const asked = new Set(names.filter(isAsked));
  const groups = type.form
    .map((group) => ({
      label: group.label,
      fields: group.fields.filter((name) => asked.has(name)),
    }))
    .filter((group) => group.fields.length > 0);
  const placed = new Set(groups.flatMap((group) => group.fields));
  const rest = [...asked].filter((name) => !placed.has(name));
  const all: readonly { label: Text | null; fields: readonly string[] }[] = [
    ...groups,
    ...(rest.length > 0 ? [{ label: null, fields: rest }] : []),
  ];
  return all.map((group, i) => (
    <fieldset key={i} className="form-group">
      {all.length > 1 && group.label && <legend>{say(group.label)}</legend>}
      {group.fields.map((name) => {
        const child = type.children[name] as ChildList | undefined;
        if (child) {
          return (
            <ChildRows
              key={name}
              child={child}
              id={`${prefix}${name}`}
              path={name}
              issues={issues}
              required={required.has(name) || (child.min ?? 0) > 0}
              rows={(values[name] as Row[] | undefined) ?? []}
              named={all.length > 1 && sameText(group.label, child.label)}
              onChange={(rows) => onChange(name, rows)}
              {...around}
            />
          );
        }
        const field = type.fields[name] as Field | undefined;
        if (!field) return null;
        return (
          <OneField
            key={name}
            id={`${prefix}${name}`}
            field={field}
            path={name}
            issues={issues}
            required={required.has(name)}
            value={values[name] ?? null}
            in_force={versionsOf(type.fields, field, whole, today)}
            onChange={(value, said) => {
              onChange(name, value);
              // Whoever is chosen is called by their name, unless somebody has written another one.
              if (field.kind === 'account' && field.fills && said && !values[field.fills])
                onChange(field.fills, said);
            }}
            {...around}
          />
        );
      })}
    </fieldset>
  ));
}

/** Which versions a link offers: those of the day on the form, or any but drafts where that day is not known yet. */
function versionsOf(
  fields: Fields,
  field: Field,
  whole: Readonly<Record<string, unknown>>,
  today: string,
): string | undefined {
  if (field.kind !== 'link' || !field.in_force_on) return undefined;
  return dayOfChoice(fields, field.in_force_on, whole, today) ?? 'ever';
}

type OneProps = Around & {
  readonly id: string;
  readonly field: Field;
  readonly path: string;
  readonly issues: readonly Issue[];
  readonly required: boolean;
  readonly value: unknown;
  readonly in_force?: string | undefined;
  readonly onChange: (value: unknown, said?: string) => void;
  readonly className?: string | undefined;
};

/** Groups of buttons are named by a legend; single inputs by a label. */
function isGroup(field: Field): boolean {
  return (
    field.kind === 'boolean' ||
    field.kind === 'codes' ||
    (field.kind === 'code' && field.list.codes.length <= 8)
  );
}

export function OneField({
  id,
  field,
  path,
  issues,
  required,
  value,
  onChange,
  className = '',
  ...around
}: OneProps) {
  const say = useSay();
  const mine = issues.filter((issue) => issue.field === path);
  const describedBy =
    [field.hint && `${id}-hint`, mine.length > 0 && `${id}-issue`].filter(Boolean).join(' ') ||
    undefined;
  const label = (
    <>
      {say(field.label)}
      {!required && field.kind !== 'boolean' && (
        <span className="optional">{say('if known', '选填')}</span>
      )}
    </>
  );
  const below = (
    <>
      {field.hint && (
        <div id={`${id}-hint`} className="field-hint">
          <MarkedText>{say(field.hint)}</MarkedText>
        </div>
      )}
      {mine.length > 0 && (
        <div id={`${id}-issue`} role="alert">
          {mine.map((issue, i) => (
            <div key={i} className={issue.warning ? 'field-warning' : 'field-error'}>
              <span>
                {say(issue.message)}
                {issue.rule && <span className="small">{` (${issue.rule})`}</span>}
              </span>
            </div>
          ))}
        </div>
      )}
    </>
  );
  const input = (
    <FieldInput
      id={id}
      field={field}
      value={value}
      onChange={onChange}
      invalid={mine.some((issue) => !issue.warning)}
      describedBy={describedBy}
      {...around}
    />
  );
  if (isGroup(field)) {
    return (
      <fieldset className={`field ${className}`} style={{ border: 0, padding: 0, minWidth: 0 }}>
        <legend className="field-label" style={{ padding: 0 }}>
          {label}
        </legend>
        {input}
        {below}
      </fieldset>
    );
  }
  return (
    <div className={`field ${className}`}>
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {input}
      {below}
    </div>
  );
}

function sameText(one: Text | null, other: Text): boolean {
  return one?.en === other.en && one.zh === other.zh;
}

export type Row = Readonly<Record<string, unknown>> & { readonly id?: string };

type RowsProps = Around & {
  readonly child: ChildList;
  readonly id: string;
  readonly path: string;
  readonly rows: readonly Row[];
  readonly onChange: (rows: readonly Row[]) => void;
  readonly issues: readonly Issue[];
  readonly required: boolean;
  /** The group above bears the same name already. */
  readonly named: boolean;
};

export function emptyRow(fields: Fields): Row {
  return Object.fromEntries(Object.keys(fields).map((name) => [name, null]));
}

function ChildRows({
  child,
  id,
  path,
  rows,
  onChange,
  issues,
  required,
  named,
  ...around
}: RowsProps) {
  const say = useSay();
  const ofList = issues.filter((issue) => issue.field === path);
  const change = (i: number, name: string, value: unknown) =>
    onChange(rows.map((row, j) => (j === i ? { ...row, [name]: value } : row)));
  return (
    <fieldset className="field" style={{ border: 0, padding: 0, minWidth: 0 }} id={id}>
      <legend className={named ? 'visually-hidden' : 'field-label'} style={{ padding: 0 }}>
        {say(child.label)}
        {!required && <span className="optional">{say('if any', '选填')}</span>}
      </legend>
      {ofList.map((issue, i) => (
        <div key={i} className={issue.warning ? 'field-warning' : 'field-error'} role="alert">
          {say(issue.message)}
        </div>
      ))}
      <div className="rows">
        {rows.map((row, i) => (
          <div key={row.id ?? i} className="row-box">
            <div className="row-head">
              <span className="grey">{`${say(child.row)} ${i + 1}`}</span>
              <button
                type="button"
                className="button quiet"
                onClick={() => onChange(rows.filter((_, j) => j !== i))}
              >
                {say('Remove', '删除')}
                <span className="visually-hidden">
                  {say(`${child.row.en} ${i + 1}`, `${child.row.zh}${i + 1}`)}
                </span>
              </button>
            </div>
            <RowFields
              child={child}
              id={`${id}-${i}`}
              path={`${path}.${i}`}
              row={row}
              issues={issues}
              change={(name, value) => change(i, name, value)}
              {...around}
            />
          </div>
        ))}
        <div>
          <button
            type="button"
            className="button"
            onClick={() => onChange([...rows, emptyRow(child.fields)])}
          >
            <Icon name="plus" size={14} />{' '}
            {say(`Add: ${child.row.en.toLowerCase()}`, `添加${child.row.zh}`)}
          </button>
        </div>
      </div>
    </fieldset>
  );
}

type RowFieldsProps = Around & {
  readonly child: ChildList;
  readonly id: string;
  readonly path: string;
  readonly row: Row;
  readonly issues: readonly Issue[];
  readonly change: (name: string, value: unknown) => void;
};

/** So few stand open without asking. */
const fewFields = 6;

/** What every row needs stands open, with whatever is filled or wrong; the rest waits behind one button. */
function RowFields({ child, id, path, row, issues, change, ...around }: RowFieldsProps) {
  const say = useSay();
  const [all, setAll] = useState(false);
  const [opened] = useState(() => ({ ...row }));
  const asked = (Object.entries(child.fields) as [string, Field][]).filter(
    ([, field]) => !field.computed && field.when?.(row) !== false,
  );
  const isOpen = ([name, field]: [string, Field]) =>
    all ||
    asked.length <= fewFields ||
    field.required === true ||
    isSet(opened[name]) ||
    issues.some((issue) => issue.field === `${path}.${name}`);
  const shown = asked.filter(isOpen);
  const hidden = asked.length - shown.length;
  return (
    <>
      <div className="row-fields">
        {shown.map(([name, field]) => (
          <OneField
            key={name}
            id={`${id}-${name}`}
            field={field}
            path={`${path}.${name}`}
            issues={issues}
            required={field.required === true}
            value={row[name] ?? null}
            onChange={(value) => change(name, value)}
            className={
              field.kind === 'long_text'
                ? 'wide'
                : isGroup(field) || field.kind === 'day'
                  ? 'tight'
                  : undefined
            }
            {...around}
          />
        ))}
      </div>
      {hidden > 0 && (
        <button type="button" className="button quiet row-more" onClick={() => setAll(true)}>
          <Icon name="down" size={12} /> {say(`${hidden} more details`, `更多${hidden}项`)}
        </button>
      )}
    </>
  );
}

/** Something somebody said, not the usual answer that a form starts with. */
function isSet(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '' && !usualAnswers.has(value);
}

const usualAnswers: ReadonlySet<unknown> = new Set(['person', 'party']);
