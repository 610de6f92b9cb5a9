/**
 * What stands behind a number: its records first, then its parts, its months, what changed, its
 * ledger lines. It lives in the address, so it can be sent to somebody; Esc gives the focus back to
 * the number.
 */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { counterOf } from '#engine/counter.ts';
import { addDays } from '#engine/day.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api } from '../shell/api.ts';
import type { Changes, Entries, FigureDetail } from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printInstant, printNumber, printSigned } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { useShortcut } from '../shell/shortcuts.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { DrawerFoot } from './drawer-foot.tsx';
import { Figure } from './figure.tsx';
import { figureParams, figurePath } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';
import './figure-drawer.css';
import { notKeptWords, printGap, printGoal, printValue } from './figure-words.ts';
import { GivenOutTab, LastTold } from './given-out-tab.tsx';
import { MonthsTable } from './months-table.tsx';
import { useOpened } from './opened-records.ts';
import { FacetTables } from './parts-of-figure.tsx';
import { printPeriod } from './period.ts';
import { RuleInFull } from './rule-in-full.tsx';
import { UnitsThen } from './units-then.tsx';

const tabNames = ['records', 'units', 'months', 'changes', 'given', 'entries'] as const;
type Tab = (typeof tabNames)[number];

export function FigureDrawer({ door }: { door: FigureAddress }) {
  const say = useSay();
  const [search, change] = useSearch();
  const drawer = useRef<HTMLElement>(null);
  const opener = useRef(document.activeElement as HTMLElement | null);
  const asked = tabNames.find((name) => name === search['tab']) ?? 'records';
  const tab = asked === 'given' && door.tree ? 'records' : asked;
  const setTab = (next: Tab) =>
    change({ tab: next === 'records' ? undefined : next }, { replace: true });
  const close = () => change({ figure: undefined, tab: undefined });
  useShortcut('escape', close);
  useEffect(() => {
    tick('open');
    drawer.current?.focus();
    const last = opener.current;
    return () => {
      // Only when the drawer still has it: somebody may already be elsewhere.
      if (document.activeElement === document.body || document.activeElement === null)
        last?.focus();
    };
  }, []);
  const figure = useQuery({
    queryKey: ['figure', door.indicator, figureParams(door)],
    queryFn: () => api.get<FigureDetail>(figurePath(door), figureParams(door)),
    placeholderData: keepPreviousData,
  });

  const tabs: readonly (readonly [Tab, string])[] = [
    ['records', say('Records', '明细')],
    ['units', say('By unit', '按单位')],
    ['months', say('By month', '按月')],
    ['changes', say('What changed', '变动')],
    // What was told to somebody was told under the boundaries of its day.
    ...(door.tree ? [] : [['given', say('Given out', '已报送')] as const]),
    ['entries', say('Entries', '分录')],
  ];
  const moveTab = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = tabs.findIndex(([key]) => key === tab);
    const next = tabs[(at + step + tabs.length) % tabs.length]![0];
    setTab(next);
    document.getElementById(`drawer-tab-${next}`)?.focus();
  };

  return (
    <aside
      ref={drawer}
      className="drawer"
      role="dialog"
      aria-labelledby="drawer-heading"
      tabIndex={-1}
    >
      <header className="drawer-head">
        <div>
          <h2 id="drawer-heading">
            {figure.data ? say(figure.data.label) : say('Figure', '指标')}
          </h2>
          {figure.data && <Place figure={figure.data} />}
        </div>
        <button
          type="button"
          className="bar-icon"
          onClick={close}
          aria-label={say('Close (Esc)', '关闭（Esc）')}
        >
          <Icon name="close" />
        </button>
      </header>
      {figure.isPending && (
        <div className="drawer-body">
          <Waiting />
        </div>
      )}
      {figure.isError && (
        <div className="drawer-body">
          <Trouble error={figure.error} retry={() => void figure.refetch()} />
        </div>
      )}
      {figure.data && (
        <>
          <ValueLine figure={figure.data} door={door} />
          <div
            className="drawer-tabs"
            role="tablist"
            aria-label={say('Behind the number', '数字背后')}
          >
            {tabs.map(([key, label]) => (
              <button
                key={key}
                id={`drawer-tab-${key}`}
                type="button"
                role="tab"
                aria-selected={tab === key}
                aria-controls="drawer-panel"
                tabIndex={tab === key ? 0 : -1}
                onClick={() => setTab(key)}
                onKeyDown={moveTab}
              >
                {label}
              </button>
            ))}
          </div>
          <div
            id="drawer-panel"
            className="drawer-body"
            role="tabpanel"
            aria-labelledby={`drawer-tab-${tab}`}
            tabIndex={0}
          >
            {tab === 'records' && <RecordsTab figure={figure.data} door={door} />}
            {tab === 'units' && (
              <>
                <UnitsThen figure={figure.data} door={door} />
                <FacetTables figure={figure.data} />
              </>
            )}
            {tab === 'months' && <MonthsTable figure={figure.data} />}
            {tab === 'changes' && <ChangesTab figure={figure.data} door={door} />}
            {tab === 'given' && <GivenOutTab figure={figure.data} door={door} />}
            {tab === 'entries' && <EntriesTab door={door} />}
          </div>
          <DrawerFoot figure={figure.data} door={door} />
        </>
      )}
    </aside>
  );
}

function Place({ figure }: { figure: FigureDetail }) {
  const { say, language } = useLanguage();
  const when =
    figure.kind === 'stock' ? printDay(figure.to, language) : printPeriod(figure, language);
  return <p className="grey">{`${say(figure.unit.name)} · ${when}`}</p>;
}

function ValueLine({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const at = printInstant(figure.as_of ?? figure.fresh_at, language, today);
  const isRate = figure.kind === 'rate';
  const side = door.side ?? 'numerator';
  return (
    <div className="drawer-value">
      <p className="drawer-number digits">
        {figure.value === null
          ? say(figure.not_reported_reason ?? { en: 'Not reported', zh: '未上报' })
          : printNumber(figure.value, figure)}
        {figure.value !== null && <small>{say(counterOf(figure.value, figure.counter))}</small>}
        {figure.value !== null && (figure.last_year !== null || figure.last_year_since) && (
          <span className="drawer-last grey">
            {say('a year before ', '上年同期 ')}
            {figure.last_year !== null
              ? printValue({ ...figure, value: figure.last_year }, language)
              : notKeptWords(figure.last_year_since!, language)}
          </span>
        )}
      </p>
      <p className={figure.as_of ? 'due-soon small' : 'grey small'}>
        {figure.as_of
          ? say(`As it stood, ${at}`, `${at}当时的数`)
          : say(`Counted from the ledger at ${at}`, `${at} 从台账记数`)}
        {door.tree &&
          say(
            `, under the boundaries of ${printDay(door.tree, 'en')}`,
            `，按${printDay(door.tree, 'zh')}的区划`,
          )}
      </p>
      {isRate && (
        <ul className="drawer-sides">
          {(
            [
              ['numerator', figure.numerator, say('in the numerator', '分子')],
              ['denominator', figure.denominator, say('in the denominator', '分母')],
              ['missing', missing(figure), say('not in the numerator', '未计入分子')],
            ] as const
          ).map(([key, value, label]) => (
            <li key={key} aria-current={side === key ? 'true' : undefined}>
              <Figure {...door} side={key} value={value} /> <span className="grey">{label}</span>
            </li>
          ))}
        </ul>
      )}
      {figure.target && (
        <p>
          <GoLink to={`/targets/${figure.target.id}`}>
            {say(
              `Target ${printGoal(figure.target, figure)} by ${figure.target.year}`,
              `${figure.target.year}年目标${printGoal(figure.target, figure)}`,
            )}
          </GoLink>
          {say(': ', '：')}
          <em>
            {figure.target.gap === 0
              ? say('reached', '已达到')
              : say(printGap(figure.target, figure))}
          </em>
        </p>
      )}
      {!door.tree && <LastTold figure={figure} door={door} />}
      <div className="drawer-rule">
        <p>{say(figure.rule)}</p>
        <RuleInFull indicator={figure.indicator} />
      </div>
    </div>
  );
}

function missing({ numerator, denominator }: FigureDetail): number | null {
  return numerator === null || denominator === null ? null : denominator - numerator;
}

function RecordsTab({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const opened = useOpened(door, door.side ?? 'numerator');
  if (opened.isPending) return <Waiting lines={8} />;
  if (opened.isError) return <Trouble error={opened.error} retry={() => void opened.refetch()} />;
  const rows = opened.data.pages.flatMap((page) => page.records);
  const plain = rows.every((row) => row.amount === 1);
  if (rows.length === 0)
    return (
      <p className="empty">
        {opened.data.pages[0]!.total === 0
          ? say('No record stands behind this number.', '没有对应的记录。')
          : say(
              'Whatever stands behind this number is not open to you; below is how much it is.',
              '本数的明细均不在您的查看范围，数量见下方。',
            )}
      </p>
    );
  return (
    <>
      <table className="ledger drawer-records">
        <thead>
          <tr>
            <th scope="col">{say('Record', '记录')}</th>
            <th scope="col">{say('Unit', '单位')}</th>
            <th scope="col">{say('Day', '日期')}</th>
            {!plain && (
              <th scope="col" className="number">
                {say('Counts', '计数')}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={`${row.id}${row.day}`}>
              <td>
                <GoLink to={`/records/${row.record_type}/${row.id}`}>
                  <span className="private-name">
                    <MarkedText>{say(row.title)}</MarkedText>
                  </span>
                </GoLink>
                {row.number && (
                  <span className="grey small record-number" lang="zh">
                    {row.number}
                  </span>
                )}
              </td>
              <td>{say(row.unit)}</td>
              <td className="no-wrap">{printDay(row.day, language)}</td>
              {!plain && (
                <td className="number">{printSigned(row.amount, { money: figure.money })}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {opened.hasNextPage && (
        <p style={{ padding: '12px 0' }}>
          <button
            type="button"
            className="button"
            disabled={opened.isFetchingNextPage}
            onClick={() => void opened.fetchNextPage()}
          >
            {say('50 more', '再看50条')}
          </button>
        </p>
      )}
    </>
  );
}

function ChangesTab({ figure, door }: { figure: FigureDetail; door: FigureAddress }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [since, setSince] = useState<string | null>(
    door.as_of ?? (figure.to < today ? figure.to : addDays(today, -30)),
  );
  const changes = useQuery({
    queryKey: ['figure', door.indicator, 'changes', figureParams(door), since],
    queryFn: () =>
      api.get<Changes>(figurePath(door, '/changes'), {
        ...figureParams(door),
        as_of: since,
      }),
    enabled: since !== null,
  });
  const kinds = { late: say('recorded late', '补记'), corrected: say('corrected', '更正') };
  return (
    <>
      <p className="control-row">
        {say('Since it stood on', '自此日之后')}
        <DayInput
          value={since?.slice(0, 10) ?? null}
          onChange={setSince}
          label={say('Since which day', '自哪一天')}
        />
      </p>
      {changes.isPending && since !== null && <Waiting />}
      {changes.isError && <Trouble error={changes.error} />}
      {changes.data && (
        <>
          <p className="digits" style={{ marginBottom: 8 }}>
            {say(
              `Stood at ${printNumber(changes.data.then, figure)}; ${printSigned(changes.data.late, figure)} recorded late, ${printSigned(changes.data.corrected, figure)} corrected; now ${printNumber(changes.data.now, figure)}.`,
              `当时${printNumber(changes.data.then, figure)}；补记${printSigned(changes.data.late, figure)}，更正${printSigned(changes.data.corrected, figure)}；现在${printNumber(changes.data.now, figure)}。`,
            )}
          </p>
          {changes.data.lines.length === 0 ? (
            <p className="grey">
              {say(
                'Nothing that belongs to this period was written after that day.',
                '此日之后没有补记或更正。',
              )}
            </p>
          ) : (
            <table className="ledger drawer-records">
              <thead>
                <tr>
                  <th scope="col">{say('Record', '记录')}</th>
                  <th scope="col">{say('Written down', '记账时间')}</th>
                  <th scope="col">{say('How', '方式')}</th>
                  <th scope="col" className="number">
                    {say(figure.counter)}
                  </th>
                </tr>
              </thead>
              <tbody>
                {changes.data.lines.map((line, i) => (
                  <tr key={`${line.id}.${i}`}>
                    <td>
                      <GoLink to={`/records/${line.record_type}/${line.id}`}>
                        <span className="private-name">
                          <MarkedText>{say(line.title)}</MarkedText>
                        </span>
                      </GoLink>
                    </td>
                    <td className="no-wrap">{printInstant(line.recorded_at, language)}</td>
                    <td className="no-wrap">{line.kind ? kinds[line.kind] : ''}</td>
                    <td className="number">{printSigned(line.amount, figure)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </>
  );
}

function EntriesTab({ door }: { door: FigureAddress }) {
  const { say, language } = useLanguage();
  const entries = useInfiniteQuery({
    queryKey: ['figure', door.indicator, 'entries', figureParams(door), door.side],
    queryFn: ({ pageParam }) =>
      api.get<Entries>(figurePath(door, '/entries'), {
        ...figureParams(door),
        after: pageParam,
        side: door.side === 'denominator' ? 'denominator' : undefined,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (entries.isPending) return <Waiting lines={8} />;
  if (entries.isError) return <Trouble error={entries.error} />;
  const lines = entries.data.pages.flatMap((page) => page.lines);
  return (
    <>
      <p className="grey small" style={{ marginBottom: 8 }}>
        {say(
          'The lines of the ledger as they were written. They are never changed; a correction is a line of its own.',
          '台账分录原样，只增不改；更正另记一笔。',
        )}
      </p>
      <table className="ledger small drawer-records drawer-entries">
        <thead>
          <tr>
            <th scope="col">{say('Line', '序号')}</th>
            <th scope="col">{say('Day', '发生日期')}</th>
            <th scope="col">{say('Written down', '记账时间')}</th>
            <th scope="col">{say('Record', '记录')}</th>
            <th scope="col" className="number">
              ±
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <td className="grey">{line.id}</td>
              <td className="no-wrap">{printDay(line.day, language)}</td>
              <td className="no-wrap" data-head={say('written', '记账')}>
                {printInstant(line.recorded_at, language)}
              </td>
              <td>
                {entryTitle(
                  line.record_type ? (
                    <GoLink to={`/records/${line.record_type}/${line.record_id}`}>
                      <MarkedText>{say(line.title)}</MarkedText>
                    </GoLink>
                  ) : (
                    <MarkedText>{say(line.title)}</MarkedText>
                  ),
                )}
              </td>
              <td className="number">{printSigned(line.amount)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {entries.hasNextPage && (
        <p style={{ padding: '12px 0' }}>
          <button type="button" className="button" onClick={() => void entries.fetchNextPage()}>
            {say('50 more', '再看50条')}
          </button>
        </p>
      )}
    </>
  );
}

function entryTitle(content: ReactNode) {
  return <span className="private-name">{content}</span>;
}
