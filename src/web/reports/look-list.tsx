/** What stands out among the figures that the books propose: told otherwise, not reported, far from last year. */
import { Figure } from '../figures/figure.tsx';
import { printValue, toldWords } from '../figures/figure-words.ts';
import type { FigureData } from '../shell/api-types.ts';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printNumber, printSigned } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { countOf } from './needs-a-look.ts';
import type { Looks } from './needs-a-look.ts';

type LookProps = {
  readonly looks: Looks;
  readonly unit: number;
  readonly as_of: string | undefined;
};

export function LookList({ looks, unit, as_of }: LookProps) {
  const { say, language } = useLanguage();
  const { account } = useSession();
  const { not_reported, told_otherwise, far } = looks;
  const door = (figure: FigureData) => (
    <Figure
      indicator={figure.indicator}
      unit={unit}
      from={figure.from}
      to={figure.to}
      as_of={as_of}
    >
      {printValue(figure, language)}
    </Figure>
  );
  if (countOf(looks) === 0)
    return <p className="grey">{say('Nothing stands out.', '没有异常。')}</p>;
  return (
    <div className="look-list">
      {told_otherwise.length > 0 && (
        <>
          <h3>{say('Differs from what was given out', '与已报送的数不一致')}</h3>
          <ul>
            {told_otherwise.map(({ figure, told }) => (
              <li key={figure.indicator}>
                {say(figure.label)} {door(figure)}{' '}
                <span className="grey">
                  <MarkedText>{toldWords(told, figure, account.id, language)}</MarkedText>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {not_reported.length > 0 && (
        <>
          <h3>{say('Not reported', '未上报')}</h3>
          <ul>
            {not_reported.map((figure) => (
              <li key={figure.indicator}>
                {say(figure.label)} <span className="grey">{say(figure.not_reported_reason)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {far.length > 0 && (
        <>
          <h3>{say('More than 30% from last year', '与上年相差30%以上')}</h3>
          <ul>
            {far.map(({ figure, percent }) => (
              <li key={figure.indicator}>
                {say(figure.label)} {door(figure)}{' '}
                <span className="grey digits">
                  {say(
                    `${printSigned(Math.round(percent))}%, was ${printNumber(figure.last_year!, figure)}`,
                    `${printSigned(Math.round(percent))}%，上年${printNumber(figure.last_year!, figure)}`,
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
