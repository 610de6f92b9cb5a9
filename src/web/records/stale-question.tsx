/** Two editors: what the other one changed, value by value, and the choice between theirs and mine. */
import type { ReactNode } from 'react';
import type { Field } from '#engine/field.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { FieldValue } from '../fields/field-value.tsx';
import type { LinkTitle } from '../shell/api-types.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';

export type Stale = {
  readonly version: number;
  readonly person: string | null;
  readonly at: string | null;
  readonly before: AnyRecord;
  readonly theirs: AnyRecord;
  /** What differs between the version I began from and theirs. */
  readonly fields: readonly string[];
};

type Props = {
  readonly type: AnyRecordType;
  readonly stale: Stale;
  readonly mine: Readonly<Record<string, unknown>>;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly keepTheirs: () => void;
  readonly keepMine: () => void;
};

export function StaleQuestion({ type, stale, mine, links, keepTheirs, keepMine }: Props) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const when = stale.at ? printInstant(stale.at, language, today) : '';
  return (
    <div
      className="notice care"
      role="alertdialog"
      aria-labelledby="stale-heading"
      style={{ marginBottom: 20 }}
    >
      <h3 id="stale-heading">
        {stale.person ? <span lang="zh">{stale.person}</span> : say('Somebody', '他人')}
        {say(` changed this meanwhile (${when}).`, `刚刚修改过（${when}）。`)}
      </h3>
      {stale.fields.length > 0 ? (
        <table className="ledger" style={{ marginBlock: 8 }}>
          <thead>
            <tr>
              <th scope="col">{say('Field', '项目')}</th>
              <th scope="col">{say('Before', '原来')}</th>
              <th scope="col">{say('Theirs', '对方')}</th>
              <th scope="col">{say('Mine', '我的')}</th>
            </tr>
          </thead>
          <tbody>
            {stale.fields.map((name) => (
              <tr key={name}>
                <td>{say((type.fields[name] ?? type.children[name])?.label)}</td>
                <td>
                  <ShownValue type={type} name={name} value={stale.before[name]} links={links} />
                </td>
                <td>
                  <ShownValue type={type} name={name} value={stale.theirs[name]} links={links} />
                </td>
                <td>
                  <ShownValue type={type} name={name} value={mine[name]} links={links} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p style={{ marginBlock: 8 }}>
          {say(
            'They changed other parts; what you typed does not touch them.',
            '对方修改的是其他内容，与您填写的不冲突。',
          )}
        </p>
      )}
      <div className="button-row">
        <button type="button" className="button" onClick={keepTheirs}>
          {say('Keep theirs', '用对方的')}
        </button>
        <button type="button" className="button primary" onClick={keepMine}>
          {say('Keep mine', '用我的')}
        </button>
      </div>
    </div>
  );
}

type ShownProps = {
  readonly type: AnyRecordType;
  readonly name: string;
  readonly value: unknown;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
};

/** A field by its kind; a child list as its rows in short. */
export function ShownValue({ type, name, value, links, people }: ShownProps): ReactNode {
  const say = useSay();
  const child = type.children[name] as ChildList | undefined;
  if (!child) {
    const field = type.fields[name] as Field | undefined;
    return field ? (
      <FieldValue field={field} value={value} links={links} people={people} />
    ) : typeof value === 'string' || typeof value === 'number' ? (
      String(value)
    ) : (
      '–'
    );
  }
  const rows = (value as Record<string, unknown>[] | null) ?? [];
  if (rows.length === 0) return <span className="grey">{say('none', '无')}</span>;
  return (
    <ul>
      {rows.map((row, i) => (
        <li key={i}>
          {(Object.entries(child.fields) as [string, Field][])
            .filter(([key]) => row[key] !== null && row[key] !== undefined)
            .slice(0, 4)
            .map(([key, field], j) => (
              <span key={key}>
                {j > 0 && say(', ', '，')}
                <FieldValue field={field} value={row[key]} links={links} people={people} />
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}
