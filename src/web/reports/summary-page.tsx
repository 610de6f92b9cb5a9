/**
 * The annual summary: an A4 sheet that writes itself. Each number is a door; how it is printed is
 * chosen, never typed.
 */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { formatDay } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { AsOfForm } from '../figures/as-of-form.tsx';
import { Figure } from '../figures/figure.tsx';
import { printValue, toldWords } from '../figures/figure-words.ts';
import { FilledSentenceText } from '../figures/filled-sentence.tsx';
import { useYears } from '../figures/period-picker.tsx';
import { printPeriod } from '../figures/period.ts';
import { address, api, textOfError } from '../shell/api.ts';
import type { FigureData, FilledFigure, GivenOut, Summary } from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { Menu } from '../shell/menu.tsx';
import { printInstant, printNumber, printSigned } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { countOf, whatNeedsALook } from './needs-a-look.ts';
import type { Looks } from './needs-a-look.ts';
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
  const yearEnd = `${year}-12-31`;
  const cutoff = search['cutoff']?.startsWith(year) ? search['cutoff'] : undefined;
  const params = { unit: search['unit'], year, cutoff, as_of };
  const summary = useQuery({
    queryKey: ['summary', params],
    queryFn: () => api.get<Summary>('/api/summary', params),
    enabled: search['year'] !== undefined || !years.isPending,
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
    <div className={as_of ? 'page summary-page stood' : 'page summary-page'}>
      <title>{say('Summary · Taizhang', '总结 · 台账')}</title>
      <div className="page-head no-print">
        <h1>{say('Summary of the year', '年度总结')}</h1>
        <div className="button-row">
          <button
            type="button"
            className="button"
            aria-pressed={withSources}
            onClick={() => change({ sources: withSources ? undefined : '1' }, { replace: true })}
          >
            {withSources ? say('Without sources', '隐藏附表') : say('Sources', '附表')}
          </button>
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
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
            act: () => change({ year: String(one.year), cutoff: undefined }),
          }))}
        />
        <Popover
          label={say('Cut-off', '截止日期')}
          button={
            <>
              {say(
                `Up to ${formatDay(cutoff ?? yearEnd, 'en').replace(/ \d{4}$/, '')}`,
                `截至${formatDay(cutoff ?? yearEnd, 'zh').slice(5)}`,
              )}{' '}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <CutoffForm
              year={year}
              value={cutoff ?? yearEnd}
              onChoose={(next) => {
                close();
                change({ cutoff: next === yearEnd ? undefined : next });
              }}
            />
          )}
        </Popover>
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
        <span className="spacer" />
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
      </div>
      {as_of && (
        <div className="stood-band no-print">
          <strong>
            {say(
              `The summary as it stood on ${formatDay(as_of.slice(0, 10), 'en')}`,
              `${formatDay(as_of.slice(0, 10), 'zh')}当时的总结`,
            )}
          </strong>
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
    </div>
  );
}

function numbered(i: number, heading: string, language: 'en' | 'zh'): string {
  if (language === 'zh') return `${'一二三四五六七八九十'[i] ?? i + 1}、${heading}`;
  return `${i + 1}. ${heading}`;
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

function CutoffForm({
  year,
  value,
  onChoose,
}: {
  year: string;
  value: string;
  onChoose: (day: string) => void;
}) {
  const { say, language } = useLanguage();
  const [day, setDay] = useState<string | null>(value);
  const fits = day?.startsWith(year) === true;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (day && fits) onChoose(day);
      }}
    >
      <p className="grey small" style={{ marginBottom: 10, maxWidth: '44ch' }}>
        {say(
          'The last day that is counted. Summaries are often written before the year is over.',
          '统计截止日。总结常在年底前起草，可按11月底等日期统计。',
        )}
      </p>
      <div className="button-row" style={{ marginBottom: 10 }}>
        {['06-30', '09-30', '11-30', '12-31'].map((end) => (
          <button
            key={end}
            type="button"
            className="button"
            onClick={() => onChoose(`${year}-${end}`)}
          >
            {language === 'zh'
              ? formatDay(`${year}-${end}`, 'zh').slice(5)
              : formatDay(`${year}-${end}`, 'en').replace(/ \d{4}$/, '')}
          </button>
        ))}
      </div>
      <div className="button-row">
        <DayInput value={day} onChange={setDay} label={say('Cut-off', '截止日期')} />
        <button type="submit" className="button primary" disabled={!fits}>
          {say('Count up to it', '按此统计')}
        </button>
      </div>
    </form>
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

type LookProps = {
  readonly looks: Looks;
  readonly unit: number;
  readonly as_of: string | undefined;
};

function LookList({ looks, unit, as_of }: LookProps) {
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

/** The table that goes with the summary: each number, its rule and its period, so that anybody can count it again. */
function Sources({
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
