/** A figure broken into its parts: by the units below, and by its coded facets, with the bars inside the cells. */
import type { FigureDetail } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { Figure } from './figure.tsx';

type UnitsProps = {
  readonly figure: FigureDetail;
  /** The day whose boundaries hold; each number opens under them too. */
  readonly tree?: string | undefined;
};

export function UnitsTable({ figure, tree }: UnitsProps) {
  const say = useSay();
  const most = Math.max(1e-9, ...figure.units.map((row) => Math.abs(row.value ?? 0)));
  if (figure.units.length === 0)
    return <p className="grey">{say('There is no unit below this one.', '没有下级单位。')}</p>;
  return (
    <table className="ledger bar-table">
      <thead>
        <tr>
          <th scope="col">{say('Unit', '单位')}</th>
          <th scope="col" className="number">
            {say(figure.counter)}
          </th>
          {figure.kind === 'rate' && (
            <th scope="col" className="number">
              {say('of', '分子/分母')}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {figure.units.map((row) => (
          <tr key={row.unit.id}>
            <td>{say(row.unit.name)}</td>
            <td className="number bar-cell">
              {row.value ? <i style={{ width: `${(Math.abs(row.value) / most) * 100}%` }} /> : null}
              <span>
                <Figure
                  indicator={figure.indicator}
                  unit={row.unit.id}
                  from={figure.from}
                  to={figure.to}
                  as_of={figure.as_of ?? undefined}
                  tree={tree}
                  value={row.value}
                  money={figure.money}
                  kind={figure.kind}
                />
              </span>
            </td>
            {figure.kind === 'rate' && (
              <td className="number grey">
                {row.denominator === null
                  ? '–'
                  : `${printNumber(row.numerator ?? 0)} / ${printNumber(row.denominator)}`}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function FacetTables({ figure, most = 9 }: { figure: FigureDetail; most?: number }) {
  const say = useSay();
  return figure.facets.slice(0, 2).map((facet) => {
    const rows = facet.rows.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
    const top = Math.max(1e-9, ...rows.map((row) => Math.abs(row.value ?? 0)));
    return (
      <table key={facet.name} className="ledger bar-table" style={{ marginTop: 24 }}>
        <thead>
          <tr>
            <th scope="col">{say(facet.label)}</th>
            <th scope="col" className="number">
              {say(figure.counter)}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <tr key={row.code}>
              <td>{say(row.label)}</td>
              <td className="number bar-cell">
                {row.value ? (
                  <i style={{ width: `${(Math.abs(row.value) / top) * 100}%` }} />
                ) : null}
                <span>
                  {row.value === null ? '–' : printNumber(row.value, { money: figure.money })}
                </span>
              </td>
            </tr>
          ))}
          {rows.length > most && (
            <tr>
              <td className="grey">
                {say(`${rows.length - most} more kinds`, `其余${rows.length - most}类`)}
              </td>
              <td className="number">
                {printNumber(
                  rows.slice(most).reduce((sum, row) => sum + (row.value ?? 0), 0),
                  { money: figure.money },
                )}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    );
  });
}
