/** A blank sheet on the screen, as Excel would show it: enough to recognise the form, and to point at a cell. */
import type { ReactNode } from 'react';
import { useLanguage } from '../shell/language.tsx';
import type { Grid, GridCell } from './return-types.ts';

type Props = {
  readonly grid: Grid;
  /** What stands in a place instead of the form's own words. */
  readonly shown?: (ref: string) => ReactNode;
  readonly classOf?: (ref: string) => string;
  readonly choose?: (ref: string) => void;
  readonly chosen?: string | null;
};

const spare = 1;

export function FormGrid({ grid, shown, classOf, choose, chosen }: Props) {
  const { say } = useLanguage();
  const cells = new Map(grid.cells.map((cell) => [cell.ref, cell]));
  const rows = Math.min(grid.rows + (choose ? spare : 0), 200);
  const columns = Math.min(grid.columns + (choose ? spare : 0), 60);
  const corner = new Map(grid.merges.map((one) => [refOf(one.row, one.column), one]));
  const covered = new Set(
    grid.merges.flatMap((one) =>
      Array.from({ length: one.rows * one.columns }, (_, i) =>
        refOf(one.row + Math.floor(i / one.columns), one.column + (i % one.columns)),
      ).slice(1),
    ),
  );
  const name = say('The sheet', '工作表');
  return (
    <div
      className="table-scroll"
      role="region"
      aria-label={name}
      // A sheet wider than the screen is moved by the arrow keys too.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className="form-grid">
        <caption lang="zh">{grid.name}</caption>
        <colgroup>
          <col style={{ width: 34 }} />
          {Array.from({ length: columns }, (_, i) => (
            <col
              key={i}
              style={{ width: Math.min(280, Math.max(48, (grid.widths[i] ?? 9) * 7.5)) }}
            />
          ))}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">
              <span className="visually-hidden">{say('Row', '行')}</span>
            </th>
            {Array.from({ length: columns }, (_, i) => (
              <th key={i} scope="col">
                {refOf(0, i).slice(0, -1)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: rows }, (_, row) => (
            <tr key={row}>
              <th scope="row">{row + 1}</th>
              {Array.from({ length: columns }, (_column, column) => {
                const ref = refOf(row, column);
                if (covered.has(ref)) return null;
                const merge = corner.get(ref);
                const cell = cells.get(ref);
                const own = shown?.(ref);
                return (
                  <td
                    key={ref}
                    {...(merge ? { colSpan: merge.columns, rowSpan: merge.rows } : {})}
                    className={[lookOf(cell), classOf?.(ref) ?? '', chosen === ref ? 'chosen' : '']
                      .filter(Boolean)
                      .join(' ')}
                    style={{ textAlign: alignOf(cell, own) }}
                  >
                    {choose ? (
                      <button
                        type="button"
                        aria-pressed={chosen === ref}
                        onClick={() => choose(ref)}
                      >
                        <span className="visually-hidden">{`${ref} `}</span>
                        {own ?? wordsOf(cell)}
                      </button>
                    ) : (
                      (own ?? wordsOf(cell))
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function refOf(row: number, column: number): string {
  let letters = '';
  for (let n = column + 1; n > 0; n = Math.floor((n - 1) / 26))
    letters = String.fromCharCode(65 + ((n - 1) % 26)) + letters;
  return `${letters}${row + 1}`;
}

function lookOf(cell: GridCell | undefined): string {
  return [cell?.look.border ? 'framed' : '', cell?.look.bold ? 'bold' : '']
    .filter(Boolean)
    .join(' ');
}

function alignOf(cell: GridCell | undefined, own: ReactNode): 'left' | 'center' | 'right' {
  if (cell?.look.align === 'center' || cell?.look.align === 'right') return cell.look.align;
  return own ? 'right' : 'left';
}

/** A formula is the form's own: what it makes is known when the file is opened. */
function wordsOf(cell: GridCell | undefined): ReactNode {
  if (!cell) return null;
  if (cell.kind === 'formula') return <span className="grey">ƒ</span>;
  return cell.text && <span lang="zh">{cell.text}</span>;
}
