/** What nothing can answer: to be bound, or to be told to the superior. */
import { useLanguage } from '../shell/language.tsx';
import type { FormAnswer } from './binding-types.ts';

export function OpenCells({
  answer,
  choose,
}: {
  answer: FormAnswer;
  choose: ((place: { sheet: string; cell: string }) => void) | undefined;
}) {
  const { say } = useLanguage();
  const { unanswered, problems } = answer;
  return (
    <section className="return-rail" aria-labelledby="open-heading">
      <h2 id="open-heading">
        {say('Nothing answers these yet', '尚无取数的单元格')}{' '}
        <span className="grey">{unanswered.length}</span>
      </h2>
      {unanswered.length === 0 && (
        <p className="grey">{say('Every blank cell is bound.', '空白格均已设定取数。')}</p>
      )}
      <ul>
        {problems.map((one) => (
          <li key={one.key} className="overdue">
            <CellDoor cellKey={one.key} choose={choose} />
            {`: ${say(one.message)}`}
          </li>
        ))}
        {unanswered.map((one) => (
          <li key={`${one.sheet}!${one.cell}`}>
            <CellDoor cellKey={`${one.sheet}!${one.cell}`} choose={choose} />{' '}
            <span lang="zh">{`${one.row_words} · ${one.column_words}`}</span>
            {one.proposals.length === 0 && (
              <span className="grey small block">
                {say('No figure of this name is kept.', '台账没有同名指标。')}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `统计表!B5`: pressed, the cell is chosen, so that what is wrong is mended where it stands. */
function CellDoor({
  cellKey,
  choose,
}: {
  cellKey: string;
  choose: ((place: { sheet: string; cell: string }) => void) | undefined;
}) {
  const cut = cellKey.lastIndexOf('!');
  const [sheet, cell] = [cellKey.slice(0, cut), cellKey.slice(cut + 1)];
  if (!choose || cut < 0) return <>{cell}</>;
  return (
    <button type="button" className="link-button" onClick={() => choose({ sheet, cell })}>
      {cell}
    </button>
  );
}
