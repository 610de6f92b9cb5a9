/** One line of book mode: cells to type into with what is wrong at each, or, once kept, what it says and its number. */
import type { ClipboardEvent, FocusEvent } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { issuesAt, keyOf } from './book-rows.ts';
import type { BookColumn, BookRow } from './book-rows.ts';

export const cellId = (n: number, column: number) => `book-${n}-${column}`;

type Props = {
  readonly type: AnyRecordType;
  readonly row: BookRow;
  readonly place: number;
  readonly columns: readonly BookColumn[];
  readonly onType: (key: string, value: string) => void;
  readonly onPaste: (event: ClipboardEvent, column: number) => void;
  readonly onLeave: (event: FocusEvent<HTMLTableRowElement>) => void;
  readonly onTakeBack: () => void;
  readonly onDrop: () => void;
};

export function BookLine({ row, columns, place, ...rest }: Props) {
  return row.kept ? (
    <KeptLine row={row} columns={columns} place={place} {...rest} />
  ) : (
    <OpenLine row={row} columns={columns} place={place} {...rest} />
  );
}

function KeptLine({ type, row, place, columns, onTakeBack }: Props) {
  const { say } = useLanguage();
  const { id, number } = row.kept!;
  return (
    <tr className="book-kept">
      <th scope="row" className="digits">
        <span className="state done">{place}</span>
      </th>
      {columns.map((column, i) => (
        <td key={keyOf(column)} lang="zh">
          {i === 0 ? (
            <>
              <GoLink to={`/records/${type.name}/${id}`}>
                {number ?? row.cells[keyOf(column)] ?? say('Open', '打开')}
              </GoLink>{' '}
              <button type="button" className="link-button" onClick={onTakeBack}>
                {say('Take back', '撤回')}
                <span className="visually-hidden"> {place}</span>
              </button>
            </>
          ) : (
            row.cells[keyOf(column)]
          )}
        </td>
      ))}
    </tr>
  );
}

function OpenLine({ row, place, columns, onType, onPaste, onLeave, onDrop }: Props) {
  const { say, language } = useLanguage();
  const shown = new Set(columns.map(keyOf));
  // What is wrong in a column that is not on the screen is told with the line.
  const whole = (row.issues ?? []).filter(
    (issue) => !issue.warning && (!issue.column || !shown.has(issue.column)),
  );
  const wrong = (row.issues ?? []).some((issue) => !issue.warning);
  return (
    <tr onBlur={onLeave} className={wrong ? 'book-wrong' : ''}>
      <th scope="row" className="digits">
        {wrong ? <span className="state refused">{place}</span> : place}
        {whole.map((issue) => (
          <p key={issue.message.en} className="field-error" role="alert">
            {issue.column && !shown.has(issue.column) ? `${issue.column}: ` : ''}
            {say(issue.message)}
          </p>
        ))}
        {wrong && (
          <button type="button" className="link-button" onClick={onDrop}>
            {say('Leave this line out', '不要这一行')}
          </button>
        )}
      </th>
      {columns.map((column, i) => {
        const key = keyOf(column);
        const issues = issuesAt(row, key);
        const id = cellId(row.n, i);
        return (
          <td key={key}>
            <input
              id={id}
              className="input"
              lang="zh"
              autoComplete="off"
              aria-label={say(
                `Line ${place}, ${column.heading[language]}`,
                `第${place}行，${column.heading[language]}`,
              )}
              aria-invalid={issues.length > 0}
              aria-describedby={issues.length > 0 ? `${id}-wrong` : undefined}
              list={column.choices.length > 0 ? `book-choices-${key}` : undefined}
              inputMode={column.kind === 'integer' || column.kind === 'money' ? 'decimal' : 'text'}
              value={row.cells[key] ?? ''}
              onChange={(event) => onType(key, event.target.value)}
              onPaste={(event) => onPaste(event, i)}
            />
            {issues.length > 0 && (
              <p id={`${id}-wrong`} className="field-error">
                {issues.map((issue) => say(issue.message)).join(' ')}
              </p>
            )}
          </td>
        );
      })}
    </tr>
  );
}
