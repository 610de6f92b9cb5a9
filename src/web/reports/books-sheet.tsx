/** What the books propose while nobody has begun to write: every number a door, its wording chosen and never typed. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Figure } from '../figures/figure.tsx';
import { FilledSentenceText } from '../figures/filled-sentence.tsx';
import { address, api, textOfError } from '../shell/api.ts';
import type { FilledFigure, GivenOut, Summary } from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { BeginDraft } from './draft/begin-draft.tsx';
import { LookList } from './look-list.tsx';
import { countOf, whatNeedsALook } from './needs-a-look.ts';
import { SummaryButtons } from './summary-buttons.tsx';
import { numbered, SummaryControls } from './summary-controls.tsx';
import type { SummaryAsked } from './summary-controls.tsx';
import { Sources } from './sources-sheet.tsx';

type Props = { readonly asked: SummaryAsked; readonly mayBegin: boolean };

export function BooksSheet({ asked, mayBegin }: Props) {
  const { say, language } = useLanguage();
  const [search] = useSearch();
  const { year, cutoff, as_of } = asked;
  const yearEnd = `${year}-12-31`;
  const params = { unit: search['unit'], year, cutoff, as_of };
  const summary = useQuery({
    queryKey: ['summary', params],
    queryFn: () => api.get<Summary>('/api/summary', params),
    placeholderData: keepPreviousData,
  });
  const withSources = search['sources'] === '1';
  useEffect(() => tick('document'), []);
  const data = summary.data;
  const period = data && { unit: data.unit.id, from: `${year}-01-01`, to: cutoff ?? yearEnd };
  const given = useQuery({
    queryKey: ['figures', 'given-out', period],
    queryFn: () => api.get<{ given: GivenOut[] }>('/api/figures/given-out', period),
    enabled: period !== undefined,
  });
  const looks = data ? whatNeedsALook(data.figures ?? [], given.data?.given ?? []) : null;
  const choose = useChoosing();

  return (
    <>
      <div className="page-head no-print">
        <h1>{say('Summary of the year', '年度总结')}</h1>
        <SummaryButtons
          params={params}
          word={address('/api/summary.docx', { ...params, from: 'books', lang: language })}
          // One filled button a page: where a draft may be begun, that is it.
          primary={!mayBegin}
        />
      </div>
      <SummaryControls asked={asked} own={yearEnd} fresh_at={data?.fresh_at}>
        {looks && data && (
          <span className="look-folded">
            <Popover
              align="end"
              label={say('Needs a look', '需要看一下')}
              button={
                <>
                  {say('Needs a look', '需要看一下')} <b className="digits">{countOf(looks)}</b>
                </>
              }
            >
              {() => <LookList looks={looks} unit={data.unit.id} as_of={as_of} />}
            </Popover>
          </span>
        )}
      </SummaryControls>
      {data && mayBegin && !as_of && (
        <BeginDraft unit={data.unit.id} year={data.year} cutoff={cutoff} />
      )}
      {summary.isPending && <Waiting lines={12} />}
      {summary.isError && <Trouble error={summary.error} retry={() => void summary.refetch()} />}
      {data && (
        <div className="summary-layout">
          <nav className="summary-sections no-print" aria-label={say('Sections', '部分')}>
            <h2>{say('Sections', '部分')}</h2>
            <ol>
              {data.parts.map((part, i) => (
                <li key={part.line}>
                  <a href={`#part-${part.line}`}>{numbered(i, say(part.heading), language)}</a>
                </li>
              ))}
            </ol>
          </nav>
          <article className="a4" lang={language === 'zh' ? 'zh-CN' : 'en'}>
            <h1>
              {say(`${data.unit.name.en}: `, `${data.unit.name.zh}${data.year}年`)}
              <wbr />
              {say(`summary of work in ${data.year}`, '司法行政工作总结')}
            </h1>
            {data.parts.map((part, i) => (
              <section key={part.line} id={`part-${part.line}`}>
                <h2>{numbered(i, say(part.heading), language)}</h2>
                <p>
                  {part.sentences.map((sentence) => (
                    <FilledSentenceText
                      key={sentence.key}
                      sentence={sentence}
                      door={(figure, printed) => (
                        <PrintedFigure
                          figure={figure}
                          printed={printed}
                          unit={data.unit.id}
                          as_of={as_of}
                          choose={(style) =>
                            choose({
                              unit: data.unit.id,
                              year: data.year,
                              slot: figure.slot,
                              ...style,
                            })
                          }
                        />
                      )}
                    />
                  ))}
                </p>
              </section>
            ))}
            {data.parts.length === 0 && (
              <p>
                {say(
                  'No line of this post has a part in the summary.',
                  '本岗位没有需要写入总结的业务。',
                )}
              </p>
            )}
          </article>
          {looks && (
            <aside className="needs-a-look no-print" aria-labelledby="look-heading">
              <h2 id="look-heading">
                {say('Needs a look', '需要看一下')}{' '}
                <span className="grey digits">{countOf(looks)}</span>
              </h2>
              <LookList looks={looks} unit={data.unit.id} as_of={as_of} />
            </aside>
          )}
          {withSources && (
            <Sources figures={data.figures ?? []} unit={data.unit.id} as_of={as_of} />
          )}
        </div>
      )}
    </>
  );
}

type PrintedProps = {
  readonly figure: FilledFigure;
  readonly printed: string;
  readonly unit: number;
  readonly as_of: string | undefined;
  readonly choose: (style: { style: string; to: number | null }) => void;
};

function PrintedFigure({ figure, printed, unit, as_of, choose }: PrintedProps) {
  const { say } = useLanguage();
  const side =
    figure.show === 'numerator' || figure.show === 'denominator' ? figure.show : undefined;
  return (
    <span className="printed-figure">
      <Figure
        indicator={figure.indicator}
        unit={unit}
        from={figure.from}
        to={figure.to}
        as_of={as_of}
        side={side}
        value={figure.value}
      >
        {printed}
      </Figure>
      {figure.styles.length > 1 && (
        <span className="print-as no-print">
          <Menu
            className="print-as-button"
            button={<Icon name="down" size={8} />}
            label={say(`Print ${printed} as`, `${printed}写作`)}
            items={figure.styles.map((style) => ({
              key: style.printed,
              label: style.printed,
              checked: style.printed === figure.printed,
              act: () => choose({ style: style.style, to: style.to }),
            }))}
          />
        </span>
      )}
    </span>
  );
}

type Choice = { unit: number; year: number; slot: string; style: string; to: number | null };

/** How a number is printed is kept on the server, apart from the value; the Word file prints it so too. */
function useChoosing(): (choice: Choice) => void {
  const queries = useQueryClient();
  const show = useReceipts();
  return (choice) =>
    void api.put('/api/summary/choice', choice).then(
      () => queries.invalidateQueries({ queryKey: ['summary'] }),
      (error: unknown) => show({ said: textOfError(error), bad: true }),
    );
}
