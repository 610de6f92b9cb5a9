/** 需要看一下: what wants a look before it is sent for review, each with the way to settle it. */
import { matchNumbers } from '#engine/match-numbers.ts';
import type { Candidate } from '#engine/match-numbers.ts';
import { shownNumber } from '#engine/draft-print.ts';
import type { Look, LookKind } from '#engine/draft-looks.ts';
import type { KeptSection } from '#engine/draft.ts';
import type { Language, Text } from '#engine/text.ts';
import { Figure } from '../../figures/figure.tsx';
import { printValue, toldWords } from '../../figures/figure-words.ts';
import { useLanguage } from '../../shell/language.tsx';
import { MarkedText } from '../../shell/marked-text.tsx';
import { printNumber, printSigned } from '../../shell/numbers.ts';
import { useSession } from '../../shell/session.tsx';
import type { DraftAnswer, DraftFigure, PickableFigure } from './draft-types.ts';
import { sectionName } from './section-words.ts';

type Props = {
  readonly looks: readonly Look[];
  readonly sections: readonly KeptSection[];
  readonly figures: ReadonlyMap<string, DraftFigure>;
  readonly told: DraftAnswer['told'];
  readonly pickable: readonly PickableFigure[];
  readonly unit: number;
  readonly editable: boolean;
  readonly goTo: (look: Look) => void;
  /** The paragraph's numbers are taken as they are now. */
  readonly looked: (look: Look) => void;
  readonly bind: (look: Look, figure: PickableFigure) => void;
};

const groups: readonly (readonly [LookKind, Text])[] = [
  ['changed', { en: 'Changed since drafted', zh: '起草后有变动' }],
  ['told_otherwise', { en: 'Differs from what was given out', zh: '与已报送的数不一致' }],
  ['not_reported', { en: 'Not reported', zh: '未上报' }],
  ['unbound', { en: 'Not from the book', zh: '未绑定' }],
  ['far', { en: 'More than 30% from last year', zh: '与上年相差30%以上' }],
  ['carried', { en: 'Carried from an earlier year', zh: '沿用往年文字' }],
];

export function DraftLookList(props: Props) {
  const { looks } = props;
  const { say } = useLanguage();
  if (looks.length === 0) return <p className="grey">{say('Nothing stands out.', '没有异常。')}</p>;
  return (
    <div className="look-list">
      {groups.map(([kind, title]) => {
        const own = looks.filter((look) => look.kind === kind);
        if (own.length === 0) return null;
        return (
          <section key={kind}>
            <h3>
              {say(title)} <span className="digits">{own.length}</span>
            </h3>
            <ul>
              {own.map((look, i) => (
                <li key={`${look.block}/${look.slot?.slot ?? look.number?.at ?? ''}/${i}`}>
                  <LookLine {...props} look={look} />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function LookLine({
  look,
  sections,
  figures,
  told,
  pickable,
  unit,
  editable,
  goTo,
  looked,
  bind,
}: Props & { readonly look: Look }) {
  const { say, language } = useLanguage();
  const { account } = useSession();
  const figure = look.wanted ? figures.get(look.wanted) : undefined;
  const section = sections.find((one) => one.key === look.section);
  const place = (words: string) => (
    <button type="button" className="link-button" onClick={() => goTo(look)}>
      {words}
    </button>
  );
  const of = say(figure?.label);
  const opens = figure && (
    <Figure
      indicator={figure.indicator}
      unit={figure.unit_id}
      from={figure.from}
      to={figure.to}
      value={figure.value}
    >
      {printValue(figure, language)}
    </Figure>
  );
  switch (look.kind) {
    case 'changed':
      return (
        <>
          {place(of)}{' '}
          <span className="digits">
            {print(look.was)} → {print(look.now)}
          </span>{' '}
          {editable && (
            <button type="button" className="button small" onClick={() => looked(look)}>
              {say(`Take it as it is now`, '按现数')}
              <span className="visually-hidden"> {of}</span>
            </button>
          )}
        </>
      );
    case 'told_otherwise': {
      const words =
        figure && told[look.wanted!]
          ? toldWords(told[look.wanted!]!, figure, account.id, language)
          : '';
      return (
        <>
          {place(of)} {opens}{' '}
          <span className="grey">
            <MarkedText>{words}</MarkedText>
          </span>
        </>
      );
    }
    case 'not_reported':
      return (
        <>
          {place(of)} <span className="grey">{say(figure?.not_reported_reason)}</span>
        </>
      );
    case 'far':
      return (
        <>
          {place(of)} {opens}{' '}
          <span className="grey digits">
            {figure &&
              say(
                `${printSigned(Math.round(look.percent!))}%, was ${printNumber(look.was!, figure)}`,
                `${printSigned(Math.round(look.percent!))}%，上年${printNumber(look.was!, figure)}`,
              )}
          </span>
        </>
      );
    case 'unbound': {
      const number = look.number!;
      const written = look.language ?? language;
      const proposals = editable ? proposalsFor(look, pickable, unit, written) : [];
      const masked = number.style === 'masked';
      return (
        <>
          <button
            type="button"
            className="link-button"
            lang={written === 'zh' ? 'zh-CN' : 'en'}
            onClick={() => goTo(look)}
          >
            …{number.before.slice(-12)}
            <b>{number.printed}</b>
            {number.behind.slice(0, 8)}…
          </button>
          {masked && (
            <span className="grey"> {say('masked, not reported', '已隐去，视为未报')}</span>
          )}
          {proposals.map((one) => (
            <button
              key={one.indicator}
              type="button"
              className="button small"
              onClick={() => bind(look, one)}
            >
              {say('Bind to', '绑定')} {say(one.label)}{' '}
              <span className="digits">
                {one.value === null ? '' : printNumber(one.value, one)}
              </span>
            </button>
          ))}
        </>
      );
    }
    case 'carried':
      return (
        <>
          {place(section ? say(sectionName(section)) : '')}{' '}
          <span className="grey digits">{look.year}</span>{' '}
          {editable && (
            <button type="button" className="button small" onClick={() => looked(look)}>
              {say('It still holds', '仍然适用')}
            </button>
          )}
        </>
      );
    default:
      return look.kind satisfies never;
  }
}

function print(value: number | null | undefined): string {
  return value === null || value === undefined
    ? '–'
    : value.toLocaleString('en-US', { maximumFractionDigits: 2 });
}

/** The figures whose words and unit of count stand around the number, best first. */
function proposalsFor(
  look: Look,
  pickable: readonly PickableFigure[],
  unit: number,
  language: Language,
): PickableFigure[] {
  const candidates = pickable.map((figure): Candidate => ({
    indicator: figure.indicator,
    show: 'value',
    unit_id: unit,
    label: figure.label,
    counter: figure.kind === 'rate' ? { en: '%', zh: '%' } : figure.counter,
    shown: shownNumber({ show: 'value' }, figure),
  }));
  const { period: _period, compares: _compares, ...number } = look.number!;
  const [match] = matchNumbers([number], candidates, language);
  return (match?.proposals ?? [])
    .slice(0, 2)
    .map((one) => pickable.find((figure) => figure.indicator === one.indicator)!);
}
