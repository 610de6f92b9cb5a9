/** What changed since the last report, figure by figure: the records behind it, and why. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { counterOf } from '#engine/counter.ts';
import type { Day } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { Figure } from '../figures/figure.tsx';
import { api } from '../shell/api.ts';
import type { FigureKind, Unit } from '../shell/api-types.ts';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printInstant, printNumber, printSigned } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import '../figures/figures-page.css';
import './targets.css';

type ChangedRecord = {
  readonly record_type: string;
  readonly id: string;
  readonly title: Text;
  readonly number: string | null;
  readonly unit?: Text;
  readonly amount: number;
  readonly kind: 'new' | 'late' | 'corrected';
  readonly recorded_at: string;
  readonly deed: Text;
  readonly reason: string | null;
};

type ChangedFigure = {
  readonly indicator: string;
  readonly label: Text;
  readonly counter: Text;
  readonly kind: FigureKind;
  readonly money: boolean;
  readonly then: number | null;
  readonly now: number | null;
  readonly added: { readonly new: number; readonly late: number; readonly corrected: number };
  readonly records: readonly ChangedRecord[];
  readonly others: number;
};

type ChangesAnswer = {
  readonly unit: Unit;
  readonly from: Day;
  readonly to: Day;
  readonly since: string;
  readonly last_report: { readonly receiver: string; readonly stood_at: string } | null;
  readonly figures: readonly ChangedFigure[];
};

export function ChangesPage() {
  const { say, language } = useLanguage();
  const { grant, today } = useSession();
  const [search, change] = useSearch();
  const asked = {
    unit: search['unit'],
    since: search['since'],
    from: search['from'],
    to: search['to'],
  };
  const found = useQuery({
    queryKey: ['figures', 'changes', asked],
    queryFn: () => api.get<ChangesAnswer>('/api/targets/changes', asked),
  });
  const { data } = found;
  return (
    <div className="page">
      <title>{say('What changed · Taizhang', '变动情况 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>
            {say('What changed since the last report', '上次报送以来的变动')}
            {data && <span className="head-note">{say(data.unit.name)}</span>}
          </h1>
          {data && (
            <p className="grey">
              {data.last_report && data.last_report.stood_at === data.since
                ? say(
                    `Since ${printInstant(data.since, language, today)}, when ${data.last_report.receiver} was told.`,
                    `自${printInstant(data.since, language, today)}向${data.last_report.receiver}报送以来。`,
                  )
                : say(
                    `Since ${printInstant(data.since, language, today)}.`,
                    `自${printInstant(data.since, language, today)}以来。`,
                  )}
            </p>
          )}
        </div>
        <div className="button-row no-print">
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      <div className="control-row no-print">
        <UnitPicker
          value={Number(search['unit']) || grant.unit.id}
          width={240}
          label={say('Unit', '单位')}
          onChange={(unit) => change({ unit: unit ? String(unit) : undefined })}
        />
        <span>{say('Since the end of', '自此日日终')}</span>
        <DayInput
          value={(data?.since ?? search['since'] ?? null)?.slice(0, 10) ?? null}
          onChange={(day) => change({ since: day ?? undefined })}
          label={say('Since which day', '自哪一天')}
        />
        {search['since'] && (
          <button
            type="button"
            className="button quiet"
            onClick={() => change({ since: undefined })}
          >
            {say('Since the last report', '自上次报送')}
          </button>
        )}
      </div>
      {found.isPending && <Waiting lines={10} />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {data && data.figures.length === 0 && (
        <p className="empty">
          {say(
            'Nothing that this period counts was written since then: what you reported still stands.',
            '此后没有影响本期数字的登记，已报送的数不变。',
          )}
        </p>
      )}
      {data?.figures.map((figure) => (
        <OneFigure key={figure.indicator} figure={figure} answer={data} />
      ))}
    </div>
  );
}

const first = 6;

function OneFigure({ figure, answer }: { figure: ChangedFigure; answer: ChangesAnswer }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [all, setAll] = useState(false);
  const { added, records } = figure;
  const kinds = {
    new: say('new', '新发生'),
    late: say('recorded late', '补记'),
    corrected: say('corrected', '更正'),
  };
  const moved = (['new', 'late', 'corrected'] as const).filter((kind) => added[kind] !== 0);
  const shown = all ? records : records.slice(0, first);
  return (
    <section className="changes-figure" aria-label={say(figure.label)}>
      <h2>
        <Figure
          indicator={figure.indicator}
          unit={answer.unit.id}
          from={answer.from}
          to={answer.to}
        >
          {say(figure.label)}
        </Figure>
        <span className="digits">
          {`${figure.then === null ? '–' : printNumber(figure.then, figure)} → ${figure.now === null ? '–' : printNumber(figure.now, figure)} ${say(counterOf(figure.now, figure.counter))}`}
          {moved.map((kind) => ` · ${printSigned(added[kind], figure)} ${kinds[kind]}`)}
        </span>
      </h2>
      <table className="ledger">
        {/* A head out of sight gives a fixed table no widths. */}
        <colgroup>
          <col />
          <col />
          <col />
          <col />
          <col />
          <col />
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{say('Record', '记录')}</th>
            <th scope="col">{say('Unit', '单位')}</th>
            <th scope="col">{say('How', '方式')}</th>
            <th scope="col">{say('Written down', '记账时间')}</th>
            <th scope="col">{say('Why', '理由')}</th>
            <th scope="col">{say('Counts', '计数')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((record) => (
            <tr key={record.id}>
              <td>
                <GoLink to={`/records/${record.record_type}/${record.id}`}>
                  <span className="private-name">
                    <MarkedText>{say(record.title)}</MarkedText>
                  </span>
                </GoLink>
              </td>
              <td className="grey">{say(record.unit)}</td>
              <td className={record.kind === 'new' ? 'grey' : ''}>{kinds[record.kind]}</td>
              <td className="no-wrap grey">{printInstant(record.recorded_at, language, today)}</td>
              <td>
                {say(record.deed)}
                {record.reason && <span lang="zh">{say(': ', '：') + record.reason}</span>}
              </td>
              <td className="number">{printSigned(record.amount, figure)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(records.length > first || figure.others > 0) && (
        <p className="small grey" style={{ padding: '6px 0' }}>
          {records.length > first && !all && (
            <button type="button" className="link-button no-print" onClick={() => setAll(true)}>
              {say(`All ${records.length}`, `全部${records.length}条`)}
            </button>
          )}{' '}
          {figure.others > 0 &&
            say(
              `${figure.others} more are counted in this line; open the figure to see them. Restricted ones are not listed.`,
              `另有${figure.others}条，请打开数字查看；限制查看的不列出。`,
            )}
        </p>
      )}
    </section>
  );
}
