/**
 * The annual summary: an A4 sheet that writes itself. Each number is a door; how it is printed is
 * chosen, never typed.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { AsOfForm } from '../figures/as-of-form.tsx';
import { Figure } from '../figures/figure.tsx';
import { FilledSentenceText } from '../figures/filled-sentence.tsx';
import { useYears } from '../figures/period-picker.tsx';
import { address, api } from '../shell/api.ts';
import type { FigureData, FilledFigure, Summary } from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { changeInPercent, printInstant, printSigned } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { printValue } from '../figures/figure-words.ts';
import './summary.css';

export function SummaryPage() {
  const { say, language } = useLanguage();
  const { grant, today, demo } = useSession();
  const [search, change] = useSearch();
  const unit = Number(search['unit']) || grant.unit.id;
  const years = useYears(unit);
  // The summary is written about a year that is over, or nearly so: the newest but one, unless the
  // address says.
  const year =
    search['year'] ??
    String(
      years.data?.years.findLast((one) => one.year < Number(today.slice(0, 4)))?.year ??
        Number(today.slice(0, 4)) - 1,
    );
  const as_of = search['as_of'];
  const params = { unit: search['unit'], year, as_of };
  const summary = useQuery({
    queryKey: ['summary', params],
    queryFn: () => api.get<Summary>('/api/summary', params),
    enabled: search['year'] !== undefined || !years.isPending,
    placeholderData: keepPreviousData,
  });
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => tick('document'), []);
  const data = summary.data;

  return (
    <div className={as_of ? 'page summary-page stood' : 'page summary-page'}>
      <title>{say('Summary · Taizhang', '总结 · 台账')}</title>
      <div className="page-head no-print">
        <h1>{say('Summary of the year', '年度总结')}</h1>
        <div className="button-row">
          {demo && (
            <GoLink className="button" to="/then-and-now">
              {say('Then and now', '原文对照')}
            </GoLink>
          )}
          <a
            className="button"
            href={address('/api/returns/mediation.xlsx', {
              unit: search['unit'],
              period: year,
              as_of,
              lang: language,
            })}
          >
            <Icon name="download" /> {say('Statutory return', '统计报表')}
          </a>
          <a
            className="button primary"
            href={address('/api/summary.docx', { ...params, lang: language })}
          >
            <Icon name="download" /> {say('Download Word', '下载Word')}
          </a>
        </div>
      </div>
      <div className="control-row no-print">
        <UnitPicker
          value={unit}
          width={220}
          label={say('Unit', '单位')}
          onChange={(next) => change({ unit: next ? String(next) : undefined })}
        />
        <Menu
          button={
            <>
              <Icon name="calendar" /> {year} <Icon name="down" size={12} />
            </>
          }
          label={say(`Year: ${year}`, `年份：${year}`)}
          items={(years.data?.years ?? []).toReversed().map((one) => ({
            key: String(one.year),
            label: String(one.year),
            checked: String(one.year) === year,
            act: () => change({ year: String(one.year) }),
          }))}
        />
        <Popover
          label={say('As it stood', '看当时的数')}
          button={
            <>
              <Icon name="clock" />{' '}
              {as_of
                ? say(`As it stood: ${as_of}`, `当时：${as_of}`)
                : say('As it stood: now', '时点：现在')}{' '}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <AsOfForm
              value={as_of}
              to={`${year}-12-31`}
              onChoose={(next) => {
                close();
                change({ as_of: next });
              }}
            />
          )}
        </Popover>
        {data?.fresh_at && (
          <span className="grey small">
            {say(
              `counted from the ledger at ${printInstant(data.fresh_at, language, today)}`,
              `${printInstant(data.fresh_at, language, today)} 从台账记数`,
            )}
          </span>
        )}
      </div>
      {as_of && (
        <div className="stood-band no-print">
          <strong>{say(`The summary as it stood on ${as_of}`, `${as_of}当时的总结`)}</strong>
          <button type="button" className="button" onClick={() => change({ as_of: undefined })}>
            {say('Back to now', '回到现在')}
          </button>
        </div>
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
                  <a
                    href={`#part-${part.line}`}
                  >{`${numeral(i, language)} ${say(part.heading)}`}</a>
                </li>
              ))}
            </ol>
          </nav>
          <article className="a4" lang={language === 'zh' ? 'zh-CN' : 'en'}>
            <h1>
              {say(
                `${data.unit.name.en}: summary of work in ${data.year}`,
                `${data.unit.name.zh}${data.year}年司法行政工作总结`,
              )}
            </h1>
            {data.parts.map((part, i) => (
              <section key={part.line} id={`part-${part.line}`}>
                <h2>{`${numeral(i, language)} ${say(part.heading)}`}</h2>
                <p>
                  {part.sentences.map((sentence) => (
                    <FilledSentenceText
                      key={sentence.key}
                      sentence={sentence}
                      door={(figure, printed, key) => (
                        <PrintedFigure
                          figure={figure}
                          printed={chosen[`${key}.${language}`] ?? printed}
                          unit={data.unit.id}
                          as_of={as_of}
                          choose={(style) =>
                            setChosen((before) => ({ ...before, [`${key}.${language}`]: style }))
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
          <NeedsALook figures={data.figures ?? []} unit={data.unit.id} as_of={as_of} />
        </div>
      )}
    </div>
  );
}

function numeral(i: number, language: 'en' | 'zh'): string {
  return language === 'zh' ? `${'一二三四五六七八九十'[i] ?? i + 1}、` : `${i + 1}.`;
}

type PrintedProps = {
  readonly figure: FilledFigure;
  readonly printed: string;
  readonly unit: number;
  readonly as_of: string | undefined;
  readonly choose: (printed: string) => void;
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
            button={<Icon name="down" size={10} />}
            label={say(`Print ${printed} as`, `${printed}写作`)}
            items={figure.styles.map((style) => ({
              key: style.printed,
              label: style.printed,
              checked: style.printed === printed,
              act: () => choose(style.printed),
            }))}
          />
        </span>
      )}
    </span>
  );
}

/** What somebody should look at before signing: nothing reported, or far from last year. */
function NeedsALook({
  figures,
  unit,
  as_of,
}: {
  figures: readonly FigureData[];
  unit: number;
  as_of: string | undefined;
}) {
  const { say, language } = useLanguage();
  const notReported = figures.filter((figure) => !figure.reported);
  const far = figures.filter((figure) => {
    const percent = figure.kind === 'rate' ? null : changeInPercent(figure.value, figure.last_year);
    return percent !== null && Math.abs(percent) > 30;
  });
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
  return (
    <aside className="needs-a-look no-print" aria-labelledby="look-heading">
      <h2 id="look-heading">
        {say('Needs a look', '需要看一下')}{' '}
        <span className="grey digits">{notReported.length + far.length}</span>
      </h2>
      {notReported.length + far.length === 0 && (
        <p className="grey">{say('Nothing stands out.', '没有异常。')}</p>
      )}
      {notReported.length > 0 && (
        <>
          <h3>{say('Not reported', '未上报')}</h3>
          <ul>
            {notReported.map((figure) => (
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
            {far.map((figure) => (
              <li key={figure.indicator}>
                {say(figure.label)} {door(figure)}{' '}
                <span className="grey digits">
                  {say(
                    `${printSigned(Math.round(changeInPercent(figure.value, figure.last_year)!))}%, was ${printValue({ ...figure, value: figure.last_year }, 'en')}`,
                    `${printSigned(Math.round(changeInPercent(figure.value, figure.last_year)!))}%，上年${printValue({ ...figure, value: figure.last_year }, 'zh')}`,
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}
