/** The table that goes with a summary. */
import { Figure } from '../figures/figure.tsx';
import { printValue } from '../figures/figure-words.ts';
import { printPeriod } from '../figures/period.ts';
import type { FigureData } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';

/** The table that goes with the summary: each number, its rule and its period, so that anybody can count it again. */
export function Sources({
  figures,
  unit,
  as_of,
}: {
  figures: readonly FigureData[];
  unit: number;
  as_of: string | undefined;
}) {
  const { say, language } = useLanguage();
  const [first] = figures;
  if (!first) return null;
  return (
    <article className="a4 sources" lang={language === 'zh' ? 'zh-CN' : 'en'}>
      <h2>{say('Sources of the figures', '附表：数据来源')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{say('No.', '序号')}</th>
            <th scope="col">{say('Figure', '指标')}</th>
            <th scope="col" className="number">
              {say('Value', '数值')}
            </th>
            <th scope="col">{say('Rule', '口径')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure, i) => (
            <tr key={`${figure.indicator}.${figure.from}`}>
              <td className="digits">{i + 1}</td>
              <td>{say(figure.label)}</td>
              <td className="number">
                {figure.value === null ? (
                  say(figure.not_reported_reason)
                ) : (
                  <Figure
                    indicator={figure.indicator}
                    unit={unit}
                    from={figure.from}
                    to={figure.to}
                    as_of={as_of}
                  >
                    {printValue(figure, language)}
                  </Figure>
                )}
              </td>
              <td>{say(figure.rule)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sources-basis">
        {say(
          `${printPeriod(first, 'en')}; as the ledger stood ${printInstant(first.as_of ?? first.fresh_at, 'en')}.`,
          `统计期间：${printPeriod(first, 'zh')}；数据截至${printInstant(first.as_of ?? first.fresh_at, 'zh')}的台账。`,
        )}
      </p>
    </article>
  );
}
