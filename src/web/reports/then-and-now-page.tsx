/** Then and now: what was published about 2009, and what the books say, figure by figure. */
import { useQuery } from '@tanstack/react-query';
import { book } from '#lines/index.ts';
import { Figure } from '../figures/figure.tsx';
import { FilledSentenceText } from '../figures/filled-sentence.tsx';
import { wholeYear } from '../figures/period.ts';
import { api } from '../shell/api.ts';
import type { Summary } from '../shell/api-types.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './summary.css';

type CheckState = 'equal' | 'not_yet' | 'masked' | 'garbled' | 'different';
type Checked = {
  readonly figure_id: string;
  /** `>`: the document says “more than”. */
  readonly op: string;
  readonly published: string | number | null;
  readonly ours: string | number | null;
  readonly state: CheckState;
  readonly indicator: string | null;
  readonly unit_id: number | null;
  readonly figure?: string;
  readonly label?: { readonly en: string; readonly zh: string };
};
type Paragraph = {
  readonly key: string;
  readonly en: string;
  readonly zh: string | null;
  readonly zh_restored?: boolean;
  readonly line?: string;
  readonly figures?: readonly Checked[];
};
type ThenAndNow = {
  readonly paragraphs: readonly Paragraph[];
  readonly figures?: readonly Checked[];
};

const states: Readonly<Record<CheckState, readonly [tone: string, en: string, zh: string]>> = {
  equal: ['done', 'equal', '一致'],
  not_yet: ['waiting', 'line not kept yet', '该业务尚未建账'],
  masked: ['ended', 'masked when published', '原文已隐去'],
  garbled: ['ended', 'garbled when published', '原文有误'],
  different: ['refused', 'different', '不一致'],
};

export function ThenAndNowPage() {
  const { say } = useLanguage();
  const found = useQuery({
    queryKey: ['summary', 'then-and-now'],
    queryFn: () => api.get<ThenAndNow>('/api/then-and-now'),
  });
  // The document is the city's, so ours beside it is the city's too, whoever looks; its numbers open only for those
  // whose territory is the whole city.
  const ours = useQuery({
    queryKey: ['summary', 'demo-paragraph'],
    queryFn: () => api.get<Summary>('/api/demo/paragraph'),
  });
  const { grant } = useSession();
  const city = ours.data?.unit;
  const door = city?.path.startsWith(grant.unit.path) ? city.id : null;
  const ourLines = new Set(ours.data?.parts.map((part) => part.line));
  // What our books answer comes first; what no line keeps yet stands below, in the order of the document.
  const paragraphs = (found.data?.paragraphs ?? []).toSorted(
    (a, b) => Number(ourLines.has(b.line ?? b.key)) - Number(ourLines.has(a.line ?? a.key)),
  );
  const loose = found.data?.figures ?? [];
  const all = [...loose, ...paragraphs.flatMap((paragraph) => paragraph.figures ?? [])];
  const count = (state: CheckState) =>
    new Map(all.map((one) => [one.figure_id, one]))
      .values()
      .filter((one) => one.state === state)
      .toArray().length;
  return (
    <div className="page then-page">
      <title>{say('Then and now · Taizhang', '原文对照 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Then and now', '原文对照')}</h1>
          <p className="about">
            {say(
              'Left, the summary of 2009 as it was published: the English as it was found, the Chinese restored. Right, the same from our books.',
              '左为2009年总结原文（英文照录，中文为还原稿），右为台账生成。',
            )}
          </p>
        </div>
        <GoLink className="button" to="/summary" search={{ year: '2009' }}>
          {say('The summary of 2009', '2009年总结')}
        </GoLink>
      </div>
      {found.isPending && <Waiting lines={10} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {all.length > 0 && (
        <p className="control-row">
          {(Object.keys(states) as CheckState[])
            .filter((state) => count(state) > 0)
            .map((state) => (
              <span
                key={state}
                className={`state ${states[state][0]}`}
              >{`${say(states[state][1], states[state][2])} ${count(state)}`}</span>
            ))}
        </p>
      )}
      {paragraphs.map((paragraph) => (
        <Pair key={paragraph.key} paragraph={paragraph} ours={ours.data} door={door} />
      ))}
      {loose.length > 0 && <CheckTable figures={loose} door={door} />}
    </div>
  );
}

type PairProps = {
  readonly paragraph: Paragraph;
  readonly ours: Summary | undefined;
  readonly door: number | null;
};

function Pair({ paragraph, ours, door }: PairProps) {
  const { say, language } = useLanguage();
  const part = ours?.parts.find((one) => one.line === (paragraph.line ?? paragraph.key));
  return (
    <section className="then-pair">
      <div className="then">
        {language === 'zh' && paragraph.zh ? (
          <>
            <p lang="zh">{paragraph.zh}</p>
            <p className="grey small">{say('Restored from the English', '据英文还原')}</p>
          </>
        ) : (
          <p lang="en">{paragraph.en}</p>
        )}
      </div>
      <div className="now">
        {part ? (
          <p>
            {part.sentences.map((sentence) => (
              <FilledSentenceText
                key={sentence.key}
                sentence={sentence}
                door={(figure, printed) =>
                  door === null ? (
                    printed
                  ) : (
                    <Figure
                      indicator={figure.indicator}
                      unit={door}
                      from={figure.from}
                      to={figure.to}
                      value={figure.value}
                    >
                      {printed}
                    </Figure>
                  )
                }
              />
            ))}
          </p>
        ) : ours === undefined ? (
          <Waiting lines={4} />
        ) : (
          <p className="not-kept-yet">
            {say('This line of work is not kept yet.', '该业务尚未建账。')}
          </p>
        )}
      </div>
      {(paragraph.figures?.length ?? 0) > 0 &&
        (part || ours === undefined ? (
          <CheckTable figures={paragraph.figures!} door={door} />
        ) : (
          <details className="not-kept-figures">
            <summary>
              {say(
                `Its ${paragraph.figures!.length} figures`,
                `本段${paragraph.figures!.length}项数据`,
              )}
            </summary>
            <CheckTable figures={paragraph.figures!} door={door} />
          </details>
        ))}
    </section>
  );
}

/** As the document says it: “more than 4,000” is no 4,000, and what it hides is hidden. */
function printPublished(
  { op, published }: Checked,
  say: (en: string, zh: string) => string,
): string {
  if (op === 'masked') return say('XX', '××');
  if (typeof published !== 'number') return published ?? '–';
  const number = printNumber(published);
  return op === '>' ? say(`more than ${number}`, `${number}以上`) : number;
}

function CheckTable({ figures, door }: { figures: readonly Checked[]; door: number | null }) {
  const { say } = useLanguage();
  const year = wholeYear(2009);
  // A rate to a tenth of a per cent, as everywhere.
  const print = (value: string | number | null) =>
    typeof value === 'number' ? printNumber(Math.round(value * 10) / 10) : (value ?? '–');
  return (
    <table className="ledger check-table">
      <thead>
        <tr>
          <th scope="col">{say('Figure', '指标')}</th>
          <th scope="col" className="number">
            {say('Published', '原文')}
          </th>
          <th scope="col" className="number">
            {say('Ours', '台账')}
          </th>
          <th scope="col">{say('Result', '对照')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((one) => {
          const indicator = one.indicator ? book.findIndicator(one.indicator) : undefined;
          const [tone, en, zh] = states[one.state];
          return (
            <tr key={one.figure_id}>
              <td>
                <span className="grey digits">{one.figure_id}</span>{' '}
                {one.label ? say(one.label) : indicator ? say(indicator.label) : (one.figure ?? '')}
              </td>
              <td className="number">{printPublished(one, say)}</td>
              <td className="number">
                {indicator && one.ours !== null && door !== null ? (
                  <Figure indicator={indicator.name} unit={one.unit_id ?? door} {...year}>
                    {print(one.ours)}
                  </Figure>
                ) : (
                  print(one.ours)
                )}
              </td>
              <td>
                <span className={`state ${tone}`}>{say(en, zh)}</span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
