/** The facts, in the groups of the paper form, each with its own [Change]: one save, one version. */
import type { Field } from '#engine/field.ts';
import { askedBy } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { FieldValue, isEmpty } from '../fields/field-value.tsx';
import type { LinkTitle, OneRecord, WriteAnswer } from '../shell/api-types.ts';
import { useLanguage, useSay } from '../shell/language.tsx';
import { printDay } from '../shell/numbers.ts';
import { ActionForm } from './action-form.tsx';
import { MaskedValue } from './masked-value.tsx';

type Props = {
  readonly type: AnyRecordType;
  readonly one: OneRecord;
  readonly canChange: boolean;
  /** The number of the group that is being changed; -1 for none. */
  readonly changing: number;
  readonly change: (group: number) => void;
  readonly done: (answer: WriteAnswer) => void;
  readonly leave: () => void;
};

export function RecordFacts({ type, one, canChange, changing, change, done, leave }: Props) {
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
        if (!anything && changing !== i) return null;
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
                leave={leave}
              />
            ) : (
              <GroupFacts
                type={type}
                record={record}
                names={group.fields}
                one={one}
                title={group.label}
              />
            )}
          </section>
        );
      })}
      <NothingYet
        type={type}
        record={record}
        changeable={changeable}
        changing={changing}
        change={change}
      />
    </div>
  );
}

type NothingProps = {
  readonly type: AnyRecordType;
  readonly record: AnyRecord;
  readonly changeable: ReadonlySet<string>;
  readonly changing: number;
  readonly change: (group: number) => void;
};

/** Groups in which nothing stands yet, in one line: an open case is not a wall of empty boxes. */
function NothingYet({ type, record, changeable, changing, change }: NothingProps) {
  const say = useSay();
  const groups = type.form
    .map((group, i) => ({ ...group, i }))
    .filter((group) => group.i !== changing && group.fields.every((name) => isEmpty(record[name])));
  if (groups.length === 0) return null;
  return (
    <p className="nothing-yet no-print">
      <span>{say('Nothing yet under', '尚无内容')}</span>
      {groups.map((group) =>
        group.fields.some((name) => changeable.has(name)) ? (
          <button
            key={group.i}
            type="button"
            className="link-button"
            onClick={() => change(group.i)}
          >
            {say(group.label)}
          </button>
        ) : (
          <span key={group.i}>{say(group.label)}</span>
        ),
      )}
    </p>
  );
}

type GroupProps = {
  readonly type: AnyRecordType;
  readonly record: AnyRecord;
  readonly names: readonly string[];
  readonly one: OneRecord;
  readonly title: Text;
};

/** Single facts that stand together, and lists, in the order of the paper form. */
function inBlocks(
  type: AnyRecordType,
  names: readonly string[],
  filled: readonly string[],
  record: AnyRecord,
): (string | string[])[] {
  const blocks: (string | string[])[] = [];
  for (const name of names) {
    if (type.children[name]) {
      if (!isEmpty(record[name])) blocks.push(name);
    } else if (filled.includes(name)) {
      const last = blocks.at(-1);
      if (Array.isArray(last)) last.push(name);
      else blocks.push([name]);
    }
  }
  return blocks;
}

function GroupFacts({ type, record, names, one, title }: GroupProps) {
  const say = useSay();
  const fields = names.filter(
    (name) => type.fields[name] && type.fields[name].when?.(record) !== false,
  );
  const filled = fields.filter((name) => !isEmpty(record[name]));
  const empty = [
    ...fields.filter((name) => isEmpty(record[name])),
    ...names.filter((name) => type.children[name] && isEmpty(record[name])),
  ];
  const blocks = inBlocks(type, names, filled, record);
  return (
    <>
      {blocks.map((block) =>
        typeof block === 'string' ? (
          <ChildTable
            key={block}
            type={type}
            child={type.children[block] as ChildList}
            name={block}
            named={title}
            id={record.id}
            links={one.links}
            people={one.people}
            rows={record[block] as Record<string, unknown>[]}
          />
        ) : (
          <dl key={block[0]} className="facts">
            {block.map((name) => {
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
        ),
      )}
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
  /** The title of the group: a list of the same name does not repeat it. */
  readonly named: Text;
  readonly id: string;
  readonly rows: readonly Record<string, unknown>[];
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
};

type ShortProps = {
  readonly field: Field;
  readonly value: unknown;
  readonly links: Readonly<Record<string, LinkTitle>>;
  readonly people: Readonly<Record<string, string>>;
};

/** A day in a column is short and never broken. */
function ShortValue({ field, value, links, people }: ShortProps) {
  const { language } = useLanguage();
  if (field.kind !== 'day')
    return <FieldValue field={field} value={value} links={links} people={people} />;
  return <span className="digits no-wrap">{printDay(value as string | null, language)}</span>;
}

/** Columns that nobody has filled stay away; long texts go below their row. */
function ChildTable({ type, child, name, named, id, rows, links, people }: TableProps) {
  const say = useSay();
  const entries = Object.entries(child.fields) as [string, Field][];
  const columns = entries.filter(
    ([key, field]) => field.kind !== 'long_text' && rows.some((row) => !isEmpty(row[key])),
  );
  const long = entries.filter(
    ([key, field]) => field.kind === 'long_text' && rows.some((row) => !isEmpty(row[key])),
  );
  return (
    <section
      className="child-table table-scroll"
      aria-label={say(child.label)}
      // A table wider than a telephone is moved by the arrow keys too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="ledger">
        <caption className={child.label.en === named.en ? 'visually-hidden' : ''}>
          {say(child.label)}
        </caption>
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
                    <ShortValue field={field} value={row[key]} links={links} people={people} />
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
    </section>
  );
}
