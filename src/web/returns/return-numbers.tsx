/** The numbers of a return as its form lays them out: tables of a shipped form, or the superior's own sheet. */
import { Figure } from '../figures/figure.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { FormGrid } from './form-grid.tsx';
import type { OneReturn, ReturnCell, ReturnTable } from './return-types.ts';

export function ReturnNumbers({ one }: { one: OneReturn }) {
  const cells = new Map(one.cells.map((cell) => [cell.key, cell]));
  const warned = new Set(one.warnings.map((warning) => warning.key));
  const number = (key: string) => {
    const cell = cells.get(key);
    return cell ? <CellNumber cell={cell} as_of={one.as_of} warned={warned.has(key)} /> : null;
  };
  if (one.sheets)
    return (
      <>
        {one.sheets.map((sheet) => (
          <FormGrid key={sheet.name} grid={sheet} shown={(ref) => number(`${sheet.name}!${ref}`)} />
        ))}
        <Beside one={one} />
      </>
    );
  return (
    <>
      {one.tables?.map((table) => (
        <OneTable key={table.key} table={table} cells={cells} number={number} />
      ))}
    </>
  );
}

export function CellNumber({
  cell,
  as_of,
  warned,
}: {
  cell: ReturnCell;
  as_of: string | null;
  warned: boolean;
}) {
  if (cell.indicator === null || cell.value === null)
    return (
      <Figure
        indicator=""
        value={cell.value}
        reason={cell.reason}
        {...(cell.value === null ? {} : { children: printNumber(cell.value, cell) })}
      />
    );
  return (
    <span className={warned ? 'cell-warned' : ''}>
      <Figure
        indicator={cell.indicator}
        unit={cell.unit_id}
        from={cell.from}
        to={cell.to}
        as_of={as_of ?? undefined}
        value={cell.value}
        money={cell.money}
        kind={cell.kind}
        label={cell.rule}
      />
    </span>
  );
}

function OneTable({
  table,
  cells,
  number,
}: {
  table: ReturnTable;
  cells: ReadonlyMap<string, ReturnCell>;
  number: (key: string) => React.ReactNode;
}) {
  const { say } = useLanguage();
  const id = `table-${table.key}`;
  return (
    <section className="return-table" aria-labelledby={id}>
      <h3 id={id}>{say(table.heading)}</h3>
      {table.kind === 'list' ? (
        <Listed cells={table.cells.flatMap((one) => cells.get(one.key) ?? [])} number={number} />
      ) : (
        <div
          className="table-scroll"
          role="region"
          aria-labelledby={id}
          // A table wider than a telephone is moved by the arrow keys too.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
        >
          <table className="ledger wide">
            <thead>
              <tr>
                <th scope="col">{say(table.corner)}</th>
                {table.columns.map((column) => (
                  <th key={column.en} scope="col" className="number">
                    {say(column)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.label.en}>
                  <th scope="row">{say(row.label)}</th>
                  {row.cells.map((cell) => (
                    <td key={cell.key} className="number">
                      {number(cell.key)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** By name, beside the period before and the year before. */
function Listed({
  cells,
  number,
}: {
  cells: readonly ReturnCell[];
  number: (key: string) => React.ReactNode;
}) {
  const { say } = useLanguage();
  const compared = (value: number | null, cell: ReturnCell) =>
    value === null ? '–' : printNumber(value, cell);
  return (
    <table className="ledger return-list">
      <thead>
        <tr>
          <th scope="col">{say('Item', '项目')}</th>
          <th scope="col" className="number">
            {say('This period', '本期')}
          </th>
          <th scope="col" className="number">
            {say('Before', '上期')}
          </th>
          <th scope="col" className="number">
            {say('A year before', '上年同期')}
          </th>
        </tr>
      </thead>
      <tbody>
        {cells.map((cell) => (
          <tr key={cell.key}>
            <th scope="row">
              {say(cell.label)} <span className="grey small">{say(cell.counter)}</span>
            </th>
            <td className="number">{number(cell.key)}</td>
            <td className="number grey">{compared(cell.previous, cell)}</td>
            <td className="number grey">{compared(cell.last_year, cell)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A sheet has no room for comparisons: they stand under it. */
function Beside({ one }: { one: OneReturn }) {
  const { say } = useLanguage();
  const warned = new Set(one.warnings.map((warning) => warning.key));
  return (
    <section className="return-table" aria-labelledby="beside-heading" style={{ marginTop: 24 }}>
      <h3 id="beside-heading">{say('Cell by cell', '逐格说明')}</h3>
      <Listed
        cells={one.cells}
        number={(key) => {
          const cell = one.cells.find((each) => each.key === key)!;
          return <CellNumber cell={cell} as_of={one.as_of} warned={warned.has(key)} />;
        }}
      />
    </section>
  );
}
