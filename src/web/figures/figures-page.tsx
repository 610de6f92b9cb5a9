/** Figures: one control row, the table in document order, and what stands behind the chosen line on the right. */
import { useInfiniteQuery, keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect } from 'react';
import { counterOf } from '#engine/counter.ts';
import { formatDay, formatMonth } from '#engine/day.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { address, api } from '../shell/api.ts';
import type {
  Changes,
  FigureData,
  FigureDetail,
  FigureGroup,
  FigureList,
  Unit,
} from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { tick } from '../shell/demo-steps.ts';
import { FileLink } from '../shell/file-link.tsx';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import {
  changeInPercent,
  printDay,
  printInstant,
  printNumber,
  printSigned,
} from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { AsOfForm } from './as-of-form.tsx';
import { Figure } from './figure.tsx';
import { writeFigureAddress } from './figure-address.ts';
import { notKeptWords, printGap, printGoal } from './figure-words.ts';
import './figures-page.css';
import { MonthsTable } from './months-table.tsx';
import { FacetTables, UnitsTable } from './parts-of-figure.tsx';
import { PeriodPicker, useYears } from './period-picker.tsx';
import { printPeriod, yearSoFar } from './period.ts';
import { Sparkline } from './sparkline.tsx';

const TrendChart = lazy(() =>
  import('./trend-chart.tsx').then((module) => ({ default: module.TrendChart })),
);

const groups: readonly (readonly [FigureGroup, string, string])[] = [
  ['work', 'Work', '工作量'],
  ['results', 'Results', '成效'],
  ['bodies', 'Bodies', '组织'],
  ['money', 'Money', '资金'],
];

type Asked = {
  readonly unit: number;
  readonly from: string;
  readonly to: string;
  readonly as_of: string | undefined;
};

/** What the address asks for; the newest year with records where it says nothing. */
function useAsked(): Asked | null {
  const { grant, today } = useSession();
  const [search] = useSearch();
  const unit = Number(search['unit']) || grant.unit.id;
  const years = useYears(unit);
  const { from, to } = search;
  if (from && to) return { unit, from, to, as_of: search['as_of'] };
  if (years.isPending) return null;
  const newest = years.data?.years.at(-1)?.year ?? Number(today.slice(0, 4));
  return { unit, ...yearSoFar(newest, today), as_of: search['as_of'] };
}

export function FiguresPage() {
  const { say, language } = useLanguage();
  const asked = useAsked();
  const [search, change] = useSearch();
  const figures = useQuery({
    queryKey: ['figures', asked],
    queryFn: () => api.get<FigureList>('/api/figures', { ...asked }),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    if (asked?.as_of) tick('as_of');
  }, [asked?.as_of]);
  if (!asked)
    return (
      <div className="page">
        <Waiting lines={10} />
      </div>
    );
  const shown = search['show'] ?? liveliest(figures.data?.figures ?? [])?.indicator;
  return (
    <div className={asked.as_of ? 'page figures-page stood' : 'page figures-page'}>
      <title>{say('Figures · Taizhang', '数据 · 台账')}</title>
      <div className="page-head">
        <h1>
          {say('Figures', '数据')}
          {figures.data && (
            <span className="head-note">
              {say(figures.data.unit.name) + say(', ', '，') + printPeriod(asked, language)}
            </span>
          )}
        </h1>
        <TableActions figures={figures.data} />
      </div>
      <div className="control-row no-print">
        <UnitPicker
          value={asked.unit}
          width={240}
          label={say('Unit', '单位')}
          onChange={(unit) => change({ unit: unit ? String(unit) : undefined })}
        />
        <PeriodPicker
          value={asked}
          unit={asked.unit}
          onChange={(period) => change({ from: period.from, to: period.to })}
        />
        <Popover
          label={say('As it stood', '看当时的数')}
          button={
            <>
              <Icon name="clock" />
              {asked.as_of
                ? say(
                    `As it stood: ${printInstant(stoodAt(asked.as_of), language)}`,
                    `当时：${printInstant(stoodAt(asked.as_of), language)}`,
                  )
                : say('As it stood: now', '时点：现在')}
              <Icon name="down" size={12} />
            </>
          }
        >
          {(close) => (
            <AsOfForm
              value={asked.as_of}
              to={asked.to}
              onChoose={(as_of) => {
                close();
                change({ as_of });
              }}
            />
          )}
        </Popover>
        <span className="grey small">
          {say('counted by the day of the event', '按事件发生日期统计')}
        </span>
        <span className="spacer" />
        <SilentOffices asked={asked} />
      </div>
      {asked.as_of && (
        <StoodBand
          asked={asked}
          indicator={shown}
          figure={figures.data?.figures.find((one) => one.indicator === shown)}
        />
      )}
      {figures.isError && <Trouble error={figures.error} retry={() => void figures.refetch()} />}
      {figures.isPending && <Waiting lines={12} />}
      {figures.data && (
        <div className="figures-layout">
          <FiguresTable
            figures={figures.data.figures}
            since={figures.data.last_year_since ?? null}
            asked={asked}
            shown={shown}
            choose={(show) => change({ show }, { replace: true })}
          />
          {shown && <Rail indicator={shown} asked={asked} />}
        </div>
      )}
    </div>
  );
}

/** The first of those that have something in most months: an empty chart would be a poor beginning. */
function liveliest(figures: readonly FigureData[]): FigureData | undefined {
  const months = (one: FigureData) => one.months12.filter((n) => n).length;
  const flows = figures.filter((one) => one.kind === 'flow');
  const most = Math.max(0, ...flows.map(months));
  return flows.find((one) => months(one) === most) ?? figures[0];
}

/** A day means its last moment in Shanghai. */
function stoodAt(as_of: string): string {
  return as_of.length === 10 ? `${as_of}T15:59:59.999Z` : as_of;
}

function StoodBand({
  asked,
  indicator,
  figure,
}: {
  asked: Asked;
  indicator: string | undefined;
  figure: FigureData | undefined;
}) {
  const { say, language } = useLanguage();
  const [, change] = useSearch();
  const changes = useQuery({
    queryKey: ['figure', indicator, 'changes', asked],
    queryFn: () => api.get<Changes>(`/api/figures/${indicator}/changes`, { ...asked }),
    enabled: indicator !== undefined,
  });
  const about = figure ? { money: figure.money, kind: figure.kind } : {};
  const { data } = changes;
  const asOfDay = stoodAt(asked.as_of!).slice(0, 10);
  // What happened later in the period was not late; only days up to the moment are compared.
  const upTo = asOfDay < asked.to ? asOfDay : null;
  return (
    <div className="stood-band" role="status">
      <strong>
        {say(
          `As it stood on ${printInstant(stoodAt(asked.as_of!), language)}`,
          `${printInstant(stoodAt(asked.as_of!), language)}当时的数`,
        )}
      </strong>
      {data && figure && (
        <span className="digits">
          {say(
            `${figure.label.en}${upTo ? ` to ${printDay(upTo, 'en')}` : ''}: stood at ${printNumber(data.then, about)}; ${printSigned(data.late, about)} recorded late, ${printSigned(data.corrected, about)} corrected; now ${printNumber(data.now, about)}`,
            `${figure.label.zh}${upTo ? `（截至${formatDay(upTo, 'zh').slice(5)}）` : ''}：当时${printNumber(data.then, about)}；补记${printSigned(data.late, about)}，更正${printSigned(data.corrected, about)}；现在${printNumber(data.now, about)}`,
          )}
        </span>
      )}
      <span className="stood-band-doors">
        {data && figure && data.lines.length > 0 && (
          <button
            type="button"
            className="band-link"
            onClick={() =>
              change({
                figure: writeFigureAddress({ ...asked, indicator: figure.indicator }),
                tab: 'changes',
              })
            }
          >
            {say(
              `See the ${printNumber(data.lines.length)} records`,
              `查看这${printNumber(data.lines.length)}条记录`,
            )}
          </button>
        )}
        <button type="button" className="button" onClick={() => change({ as_of: undefined })}>
          {say('Back to now', '回到现在')}
        </button>
      </span>
    </div>
  );
}

type SilentPage = {
  readonly month: string;
  readonly offices: number;
  readonly silent_count: number;
  readonly silent: readonly Unit[];
  readonly next: number | null;
};

/** Offices without a line this month: their zero may be no zero. */
function SilentOffices({ asked }: { asked: Asked }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const found = useInfiniteQuery({
    queryKey: ['figures', 'silent', asked.unit, asked.to.slice(0, 7)],
    queryFn: ({ pageParam }) =>
      api.get<SilentPage>('/api/figures/silent-units', {
        unit: asked.unit,
        to: asked.to,
        after: pageParam,
      }),
    initialPageParam: 0,
    getNextPageParam: (page) => page.next,
  });
  const data = found.data?.pages[0];
  if (!data || data.silent_count === 0 || asked.as_of) return null;
  const length = data.silent_count;
  const silent = found.data!.pages.flatMap((page) => page.silent);
  const month = data.month === today.slice(0, 7) ? null : formatMonth(data.month, language);
  return (
    <Popover
      label={say('Offices that wrote nothing', '无登记的单位')}
      className="figure small silent-offices"
      align="end"
      button={say(
        `${length} of ${data.offices} offices wrote nothing ${month ? `in ${month}` : 'this month'}`,
        `${data.offices}个单位中${length}个${month ?? '本月'}无登记`,
      )}
    >
      {(close) => (
        <>
          <p className="grey" style={{ marginBottom: 8, maxWidth: '44ch' }}>
            {say(
              'Their figures count what was written before. Ask them whether there was nothing, or whether it is not written yet.',
              '这些单位的数只含此前登记，请核实是确无业务还是尚未登记。',
            )}
          </p>
          <ul className="silent-list">
            {silent.map((unit) => (
              <li key={unit.id}>
                <GoLink
                  to="/figures"
                  search={{ unit: String(unit.id), from: asked.from, to: asked.to }}
                  onClick={close}
                >
                  {say(unit.name)}
                </GoLink>
              </li>
            ))}
          </ul>
          {found.hasNextPage && (
            <button
              type="button"
              className="button"
              disabled={found.isFetchingNextPage}
              onClick={() => void found.fetchNextPage()}
            >
              {say(`${length - silent.length} more`, `还有${length - silent.length}个`)}
            </button>
          )}
        </>
      )}
    </Popover>
  );
}

type TableProps = {
  readonly figures: readonly FigureData[];
  /** From when last year can be compared with, where not from its beginning. */
  readonly since: string | null;
  readonly asked: Asked;
  readonly shown: string | undefined;
  readonly choose: (indicator: string) => void;
};

function FiguresTable({ figures, since, asked, shown, choose }: TableProps) {
  const { say, language } = useLanguage();
  return (
    <div className="figures-table-box">
      {since && (
        <p className="grey small">
          {say('A year before: ', '上年同期：')}
          {notKeptWords(since, language)}
        </p>
      )}
      <table className="ledger figures-table">
        <caption className="visually-hidden">
          {say('Figures in the order of the annual summary', '按总结顺序排列的数据')}
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('What is counted', '指标')}</th>
            <th scope="col" className="number main-number">
              {printPeriod(asked, language)}
            </th>
            <th scope="col">
              <span className="visually-hidden">{say('Unit of count', '计量单位')}</span>
            </th>
            <th scope="col" className="number">
              {say('A year before', '上年同期')}
            </th>
            <th scope="col" className="number">
              {say('Change', '同比')}
            </th>
            <th scope="col" className="number">
              {say('Target', '目标')}
            </th>
            <th scope="col">{say('To go', '差距')}</th>
            <th scope="col">{say('12 months', '近12个月')}</th>
          </tr>
        </thead>
        {groups.map(([group, en, zh]) => {
          const rows = figures.filter((figure) => figure.group === group);
          if (rows.length === 0) return null;
          return (
            <tbody key={group}>
              <tr className="group-head">
                <th scope="rowgroup" colSpan={8}>
                  {say(en, zh)}
                </th>
              </tr>
              {rows.map((figure) => (
                <tr
                  key={figure.indicator}
                  aria-current={figure.indicator === shown ? 'true' : undefined}
                >
                  <th scope="row" className="row-name">
                    <button
                      type="button"
                      className="link-button"
                      aria-pressed={figure.indicator === shown}
                      onClick={() => choose(figure.indicator)}
                    >
                      {say(figure.label)}
                    </button>
                  </th>
                  <td className="number main-number">
                    <Figure
                      indicator={figure.indicator}
                      unit={asked.unit}
                      from={asked.from}
                      to={asked.to}
                      as_of={asked.as_of}
                      value={figure.value}
                      money={figure.money}
                      kind={figure.kind}
                      reason={figure.not_reported_reason}
                      label={figure.label}
                    />
                  </td>
                  <td className="grey counter-cell">
                    {figure.value === null
                      ? say(figure.not_reported_reason)
                      : say(counterOf(figure.value, figure.counter))}
                  </td>
                  <td
                    className="number grey"
                    title={
                      figure.last_year === null && since ? notKeptWords(since, language) : undefined
                    }
                  >
                    {figure.last_year === null ? '–' : printNumber(figure.last_year, figure)}
                  </td>
                  <td className="number">
                    <Change figure={figure} />
                  </td>
                  <td className="number">
                    {figure.target && (
                      <GoLink to={`/targets/${figure.target.id}`}>
                        {printGoal(figure.target, figure)}
                      </GoLink>
                    )}
                  </td>
                  <td>
                    {figure.target &&
                      (figure.target.gap === 0 ? (
                        <span className="state done">{say('reached', '已达到')}</span>
                      ) : (
                        say(printGap(figure.target, figure))
                      ))}
                  </td>
                  <td>
                    <Sparkline months={figure.months12} label={say(figure.label)} />
                  </td>
                </tr>
              ))}
            </tbody>
          );
        })}
      </table>
    </div>
  );
}

/** Counts change in per cent; rates in points, because "up 5 %" of a rate says two different things. */
function Change({ figure }: { figure: FigureData }) {
  const say = useSay();
  if (figure.value === null || figure.last_year === null) return <span className="grey">–</span>;
  if (figure.kind === 'rate') {
    return (
      <>
        {printSigned(figure.value - figure.last_year, { kind: 'rate' })}{' '}
        <span className="grey small">{say('pts', '点')}</span>
      </>
    );
  }
  const percent = changeInPercent(figure.value, figure.last_year);
  return percent === null ? (
    <span className="grey">–</span>
  ) : (
    <>{printSigned(Math.round(percent * 10) / 10)}%</>
  );
}

function Rail({ indicator, asked }: { indicator: string; asked: Asked }) {
  const say = useSay();
  const detail = useQuery({
    queryKey: ['figure', indicator, asked],
    queryFn: () => api.get<FigureDetail>(`/api/figures/${indicator}`, { ...asked }),
    placeholderData: keepPreviousData,
  });
  return (
    <aside className="figures-rail" aria-labelledby="rail-heading">
      {detail.isPending && <Waiting />}
      {detail.isError && <Trouble error={detail.error} />}
      {detail.data && (
        <>
          <h2 id="rail-heading">{say(detail.data.label)}</h2>
          <p className="grey" style={{ marginBottom: 12 }}>
            {say(detail.data.rule)}
          </p>
          <Suspense fallback={<div style={{ height: 180 }} />}>
            <TrendChart figure={detail.data} />
          </Suspense>
          <details className="chart-in-numbers">
            <summary>{say('Month by month, in numbers', '逐月数字')}</summary>
            <MonthsTable figure={detail.data} />
          </details>
          <div style={{ marginTop: 20 }}>
            <UnitsTable figure={detail.data} />
          </div>
          <FacetTables figure={detail.data} />
        </>
      )}
    </aside>
  );
}

function TableActions({ figures }: { figures: FigureList | undefined }) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  if (!figures) return null;
  const head = [
    say('What is counted', '指标'),
    say('This period', '本期'),
    say('Unit of count', '计量单位'),
    say('A year before', '上年同期'),
  ];
  const cells = figures.figures.map((figure) => [
    say(figure.label),
    figure.value === null
      ? say('not reported', '未上报')
      : printNumber(figure.value, figure).replaceAll(',', ''),
    say(figure.counter),
    figure.last_year === null ? '' : printNumber(figure.last_year, figure).replaceAll(',', ''),
  ]);
  const basis = [
    [
      `${say(figures.unit.name)}, ${printPeriod(figures, language)}, ${printInstant(figures.as_of ?? figures.figures[0]?.fresh_at ?? '', language)}`,
    ],
  ];
  return (
    <div className="button-row no-print">
      <button
        type="button"
        className="button"
        onClick={() =>
          void copyText([head, ...cells, ...basis].map((row) => row.join('\t')).join('\n')).then(
            () => show({ said: { en: 'The table was copied.', zh: '已复制表格。' } }),
          )
        }
      >
        <Icon name="copy" /> {say('Copy table', '复制表格')}
      </button>
      <FileLink
        href={address('/api/figures.xlsx', {
          unit: figures.unit.id,
          from: figures.from,
          to: figures.to,
          as_of: figures.as_of,
          lang: language,
        })}
      >
        <Icon name="download" /> Excel
      </FileLink>
      <button type="button" className="button" onClick={() => window.print()}>
        <Icon name="print" /> {say('Print', '打印')}
      </button>
    </div>
  );
}
