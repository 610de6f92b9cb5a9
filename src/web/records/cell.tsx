/** One cell of a register: the state with its dot, names of a list in short, everything else by its field. */
import { Fragment } from 'react';
import { daysBetween } from '#engine/day.ts';
import type { Field } from '#engine/field.ts';
import { stateInfo } from '#engine/record.ts';
import type { AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { FieldValue, LinkText } from '../fields/field-value.tsx';
import type { LinkTitle, RecordRow } from '../shell/api-types.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { NameText } from '../shell/latin-names.tsx';
import { useSession } from '../shell/session.tsx';
import { daysLeft, daysOver } from '../today/today-words.ts';
import { printDay, printNumber } from '../shell/numbers.ts';

export function StateDot({ type, state }: { type: AnyRecordType; state: string }) {
  const say = useSay();
  const info = stateInfo(type, state);
  if (!info) return <>{state}</>;
  // A refusal is the one ended state that speaks red.
  const refused = state === 'refused' || state === 'declined';
  return <span className={`state ${refused ? 'refused' : info.tone}`}>{say(info.label)}</span>;
}

export function columnLabel(type: AnyRecordType, name: string): Text {
  if (name === 'state') return { en: 'State', zh: '状态' };
  if (name === 'unit_id') return { en: 'Unit', zh: '单位' };
  if (name === 'clock') return { en: 'Clock', zh: '期限' };
  return (type.fields[name] ?? type.children[name])?.label ?? { en: name, zh: name };
}

export function isNumberColumn(type: AnyRecordType, name: string): boolean {
  const field = type.fields[name] as Field | undefined;
  return (field?.kind === 'integer' && !field.year) || field?.kind === 'money';
}

type Props = {
  readonly type: AnyRecordType;
  readonly row: RecordRow;
  readonly name: string;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
};

export function Cell({ type, row, name, links, people }: Props) {
  const { say, language } = useLanguage();
  if (name === 'state') return <StateDot type={type} state={row.state} />;
  if (name === 'unit_id') return <>{say(row.unit)}</>;
  if (name === 'clock') return <Clock clock={row.clock} />;
  const child = type.children[name] as ChildList | undefined;
  if (child)
    return <NamesOf child={child} rows={(row[name] as Record<string, unknown>[] | null) ?? []} />;
  const field = type.fields[name] as Field | undefined;
  if (!field) return null;
  const value: unknown = row[name];
  // Short forms for columns; the record's own page has the long ones.
  if (field.kind === 'day')
    return <span className="digits no-wrap">{printDay(value as string | null, language)}</span>;
  if (field.kind === 'money')
    return (
      <>
        {value === null ? (
          <span className="grey">–</span>
        ) : (
          printNumber(value as number, { money: true })
        )}
      </>
    );
  if (field.kind === 'link') {
    const link = links?.[value as string];
    return link ? (
      <span className="private-name">
        <LinkText title={link.title} />
      </span>
    ) : (
      <span className="grey">–</span>
    );
  }
  return <FieldValue field={field} value={value} links={links} people={people} />;
}

/** "张某 / 李某 (+2)": the first of each side, or simply the first two. */
function NamesOf({ child, rows }: { child: ChildList; rows: readonly Record<string, unknown>[] }) {
  const nameField = 'name' in child.fields ? 'name' : Object.keys(child.fields)[0]!;
  if (rows.length === 0) return <span className="grey">–</span>;
  const sides = [...new Set(rows.map((row) => row['side']))];
  const first =
    sides.length > 1
      ? sides.map((side) => rows.find((row) => row['side'] === side)!)
      : rows.slice(0, 2);
  const rest = rows.length - first.length;
  return (
    <span>
      <span className="private-name">
        {first.map((row, i) => (
          <Fragment key={i}>
            {i > 0 && ' / '}
            <NameText name={typeof row[nameField] === 'string' ? row[nameField] : '–'} />
          </Fragment>
        ))}
      </span>
      {rest > 0 && <span className="grey">{` (+${rest})`}</span>}
    </span>
  );
}

export function Clock({ clock }: { clock: RecordRow['clock'] }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  if (!clock) return <span className="grey">–</span>;
  if (clock.overdue_days > 0) {
    return <span className="overdue no-wrap">{say(daysOver(clock.overdue_days))}</span>;
  }
  const left = daysBetween(today, clock.due_on);
  // What is near is told in days, as people say it; the day itself is at hand.
  if (left <= 14)
    return (
      <span
        className={left <= 3 ? 'due-soon no-wrap' : 'no-wrap'}
        title={`${say(clock.label)}${say(': ', '：')}${printDay(clock.due_on, language)}`}
      >
        {say(daysLeft(left))}
      </span>
    );
  return (
    <span className="no-wrap" title={say(clock.label)}>
      {printDay(clock.due_on, language)}
    </span>
  );
}
