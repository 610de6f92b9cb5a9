/** The facts, in the groups of the paper form, each with its own [Change]: one save, one version. */
import type { Field } from '#engine/field.ts';
import { askedBy } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { FieldValue, isEmpty } from '../fields/field-value.tsx';
import type { LinkTitle, OneRecord } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { ActionForm } from './action-form.tsx';
import { MaskedValue } from './masked-value.tsx';

type Props = {
  readonly type: AnyRecordType;
  readonly one: OneRecord;
  readonly canChange: boolean;
  /** The number of the group that is being changed; -1 for none. */
  readonly changing: number;
  readonly change: (group: number) => void;
  readonly done: () => void;
};

export function RecordFacts({ type, one, canChange, changing, change, done }: Props) {
  const say = useSay();
  const { record } = one;
  const changeable = new Set(canChange ? askedBy(type, 'change') : []);
  return (
    <div className="record-facts">
      {type.form.map((group, i) => {
        const mine = group.fields.filter(
          (name) => changeable.has(name) && !(type.fields[name] as Field | undefined)?.computed,
        );
        const anything = group.fields.some((name) => !isEmpty(record[name]));
        if (!anything && mine.length === 0) return null;
        return (
          <section key={i} className="fact-group" aria-labelledby={`group-${i}`}>
            <header>
              <h2 id={`group-${i}`}>{say(group.label)}</h2>
              {mine.length > 0 && changing !== i && (
                <button type="button" className="button quiet no-print" onClick={() => change(i)}>
                  {say('Change', '修改')}
                  <span className="visually-hidden">{say(group.label)}</span>
                </button>
              )}
            </header>
            {changing === i ? (
              <ActionForm
                type={type}
                action="change"
                record={record}
                id={record.id}
                only={mine}
                links={one.links}
                people={one.people}
                done={done}
                leave={done}
              />
            ) : (
              <GroupFacts type={type} record={record} names={group.fields} one={one} />
            )}
          </section>
        );
      })}
    </div>
  );
}

type GroupProps = {
  readonly type: AnyRecordType;
  readonly record: AnyRecord;
  readonly names: readonly string[];
  readonly one: OneRecord;
};

function GroupFacts({ type, record, names, one }: GroupProps) {
  const say = useSay();
  const fields = names.filter(
    (name) => type.fields[name] && type.fields[name].when?.(record) !== false,
  );
  const filled = fields.filter((name) => !isEmpty(record[name]));
  const empty = [
    ...fields.filter((name) => isEmpty(record[name])),
    ...names.filter((name) => type.children[name] && isEmpty(record[name])),
  ];
  const lists = names.filter((name) => type.children[name] && !isEmpty(record[name]));
  return (
    <>
      {filled.length > 0 && (
        <dl className="facts">
          {filled.map((name) => {
            const field = type.fields[name] as Field;
            return (
              <div key={name} className={field.kind === 'long_text' ? 'long' : ''}>
                <dt>{say(field.label)}</dt>
                <dd>
                  {field.private ? (
                    <MaskedValue
                      type={type.name}
                      id={record.id}
                      path={name}
                      masked={record[name] as string}
                    />
                  ) : (
                    <FieldValue
                      field={field}
                      value={record[name]}
                      links={one.links}
                      people={one.people}
                    />
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
      {lists.map((name) => (
        <ChildTable
          key={name}
          type={type}
          child={type.children[name] as ChildList}
          name={name}
          id={record.id}
          links={one.links}
          people={one.people}
          rows={record[name] as Record<string, unknown>[]}
        />
      ))}
      {empty.length > 0 && (
        <p className="not-filled grey small">
          {say('Not filled: ', '未填：')}
          {empty
            .map((name) => say((type.fields[name] ?? type.children[name])?.label))
            .join(say(', ', '、'))}
        </p>
      )}
    </>
  );
}

type TableProps = {
  readonly type: AnyRecordType;
  readonly child: ChildList;
  readonly name: string;
  readonly id: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
};

/** Columns that nobody has filled stay away; long texts go below their row. */
function ChildTable({ type, child, name, id, rows, links, people }: TableProps) {
  const say = useSay();
  const entries = Object.entries(child.fields) as [string, Field][];
  const columns = entries.filter(
    ([key, field]) => field.kind !== 'long_text' && rows.some((row) => !isEmpty(row[key])),
  );
  const long = entries.filter(
    ([key, field]) => field.kind === 'long_text' && rows.some((row) => !isEmpty(row[key])),
  );
  return (
    <div className="child-table table-scroll">
      <table className="ledger">
        <caption>{say(child.label)}</caption>
        <thead>
          <tr>
            {columns.map(([key, field]) => (
              <th key={key} scope="col">
                {say(field.label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={(row['id'] as string | undefined) ?? i}>
              {columns.map(([key, field], j) => (
                <td key={key}>
                  {field.private && !isEmpty(row[key]) ? (
                    <MaskedValue
                      type={type.name}
                      id={id}
                      path={`${name}.${i}.${key}`}
                      masked={row[key] as string}
                    />
                  ) : (
                    <FieldValue field={field} value={row[key]} links={links} people={people} />
                  )}
                  {j === columns.length - 1 &&
                    long.map(([longKey, longField]) =>
                      isEmpty(row[longKey]) ? null : (
                        <p key={longKey} className="long-cell">
                          <span className="grey small">{say(longField.label)}</span>{' '}
                          <FieldValue field={longField} value={row[longKey]} />
                        </p>
                      ),
                    )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
