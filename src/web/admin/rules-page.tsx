/** Rules and periods: every one with its article and its days; where no law sets the number, the office's own. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnPeriod, Period, PeriodUnit } from '#engine/calendar.ts';
import { asSetBy } from '#engine/calendar.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import { allRules, cite, formatPeriod } from '#engine/statute.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printDay } from '../shell/numbers.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';
import { FormError, useDeed } from './parts.tsx';

type Kept = OwnPeriod & { readonly reason: string; readonly recorded_by: string | null };

/** A row of the page: of the register, or of a line's own rhythm. */
type Row = {
  readonly id: string;
  readonly what: Text;
  readonly source: Text;
  readonly validity: Text | null;
  readonly period: Period | null;
  readonly limit: Text | null;
  readonly version: number;
  readonly configurable: boolean;
};

const officeRows: readonly Row[] = book.lines.flatMap((line) =>
  (line.periods ?? []).map((one) => ({
    id: one.id,
    what: one.label,
    source: {
      en: `${line.label.en}: the office's own rhythm; no law sets it`,
      zh: `${line.label.zh}：本单位工作节奏，法律未作规定`,
    },
    validity: null,
    period: one.period,
    limit: null,
    version: one.version,
    configurable: true,
  })),
);

const officeIds = new Set(officeRows.map((row) => row.id));
const registerRows: readonly Row[] = allRules()
  .filter((rule) => rule.period || rule.limit)
  .map((rule) => ({
    id: rule.id,
    what: {
      en: `${rule.trigger.en}: ${rule.duty.en}`,
      zh: `${rule.trigger.zh}：${rule.duty.zh}`,
    },
    source: { en: cite(rule.source, 'en'), zh: cite(rule.source, 'zh') },
    validity: rule.valid_from
      ? {
          en: `since ${rule.valid_from}${rule.valid_to ? ` to ${rule.valid_to}` : ''}`,
          zh: `${rule.valid_from}起${rule.valid_to ? `至${rule.valid_to}` : ''}施行`,
        }
      : null,
    period: rule.period ?? null,
    limit: rule.limit ?? null,
    version: rule.version,
    configurable: !rule.verified && rule.period !== undefined && !officeIds.has(rule.id),
  }));

export function RulesPage() {
  const { say } = useLanguage();
  const { grant } = useSession();
  const [search, change] = useSearch();
  const [setting, setSetting] = useState<Row | null>(null);
  const rules = useQuery({
    queryKey: ['rules'],
    queryFn: () => api.get<{ own: Kept[] }>('/api/rules'),
  });
  const q = (search['q'] ?? '').trim().toLowerCase();
  const matches = ({ id, what, source }: Row) =>
    [id, what.en, what.zh, source.en, source.zh].some((word) => word.toLowerCase().includes(q));
  const mayset = grant.role === 'system_admin';
  const table = (rows: readonly Row[], heading: string) => {
    const shown = rows.filter(matches);
    if (shown.length === 0) return null;
    return (
      <section style={{ marginBottom: 32 }}>
        <h2>{heading}</h2>
        <RuleTable rows={shown} own={rules.data?.own ?? []} {...(mayset ? { setSetting } : {})} />
      </section>
    );
  };
  return (
    <div className="page">
      <title>{say('Rules and periods · Taizhang', '规则与期限 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Rules and periods', '规则与期限')}</h1>
          <p className="about">
            {say(
              'A period that the law sets is what it is. One known from practice, or the office’s own, can be set: for what begins from a day on; deadlines that run stay as they are.',
              '法律规定的期限不能改动；来自实践或本单位的期限可以设定，自生效日起对新产生的事项适用，已计算的期限不变。',
            )}
          </p>
        </div>
      </div>
      <div className="control-row">
        <input
          type="search"
          className="input width-middle"
          placeholder={say('Rule, matter or law', '规则、事项或法律名称')}
          aria-label={say('Find a rule', '查找规则')}
          value={search['q'] ?? ''}
          onChange={(event) => change({ q: event.target.value || undefined }, { replace: true })}
        />
      </div>
      {rules.isPending && <Waiting lines={8} />}
      {rules.isError && <Trouble error={rules.error} retry={() => void rules.refetch()} />}
      {setting && <SetForm key={setting.id} row={setting} done={() => setSetting(null)} />}
      {rules.data && (
        <>
          {table(officeRows, say('The office’s own', '本单位设定'))}
          {table(registerRows, say('The register', '法定规则'))}
        </>
      )}
    </div>
  );
}

type TableProps = {
  readonly rows: readonly Row[];
  readonly own: readonly Kept[];
  readonly setSetting?: (row: Row) => void;
};

function RuleTable({ rows, own, setSetting }: TableProps) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const calendar = { ...statutoryCalendar, own };
  return (
    <table className="ledger stacked">
      <thead>
        <tr>
          <th scope="col">{say('Rule', '规则')}</th>
          <th scope="col">{say('Matter', '事项')}</th>
          <th scope="col">{say('Where it is written', '依据')}</th>
          <th scope="col">{say('Now', '现行')}</th>
          {setSetting && (
            <th scope="col">
              <span className="visually-hidden">{say('What can be done', '操作')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const mine = own.filter((one) => one.rule === row.id);
          const coming = mine.find((one) => one.valid_from > today);
          const now = row.period
            ? asSetBy(
                { id: row.id, version: row.version, period: row.period, rolls_over: true },
                calendar,
                today,
              )
            : null;
          return (
            <tr key={row.id}>
              <td className="grey no-wrap" translate="no">
                {row.id.includes('.') && !row.id.startsWith('R') ? '' : row.id}
              </td>
              <td className="wide">{say(row.what)}</td>
              <td className="wide">
                {say(row.source)}
                {row.validity && <div className="grey small">{say(row.validity)}</div>}
              </td>
              <td className="no-wrap">
                {now ? formatPeriod(now.period, language) : say(row.limit)}
                {now && now.version !== row.version && row.period && (
                  <div className="grey small">
                    {say(
                      `set by the office; shipped: ${formatPeriod(row.period, 'en')}`,
                      `本单位设定；原为${formatPeriod(row.period, 'zh')}`,
                    )}
                  </div>
                )}
                {coming && (
                  <div className="small due-soon">
                    {say(
                      `from ${printDay(coming.valid_from, language)}: ${formatPeriod(coming.period, 'en')}`,
                      `${coming.valid_from}起：${formatPeriod(coming.period, 'zh')}`,
                    )}
                  </div>
                )}
              </td>
              {setSetting && (
                <td className="right">
                  {row.configurable && (
                    <button type="button" className="button quiet" onClick={() => setSetting(row)}>
                      {say('Set', '设定')}
                      <span className="visually-hidden">{` ${say(row.what)}`}</span>
                    </button>
                  )}
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

const unitNames: Readonly<Record<PeriodUnit, Text>> = {
  hours: { en: 'hours', zh: '小时' },
  calendar_days: { en: 'days', zh: '日' },
  working_days: { en: 'working days', zh: '个工作日' },
  months: { en: 'months', zh: '个月' },
  years: { en: 'years', zh: '年' },
};

function SetForm({ row, done }: { row: Row; done: () => void }) {
  const { say } = useLanguage();
  const { today } = useSession();
  const act = useDeed('rules');
  const [n, setN] = useState(String(row.period?.n ?? ''));
  const [unit, setUnit] = useState<PeriodUnit>(row.period?.unit ?? 'working_days');
  const [from, setFrom] = useState<string | null>(today);
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const count = Number(n.normalize('NFKC'));
  const save = async () => {
    const body = { rule: row.id, n: count, unit, valid_from: from, reason };
    const error = await act(api.post('/api/admin/rules', body), {
      en: 'The period was set.',
      zh: '期限已设定。',
    });
    setProblem(error);
    if (error === null) done();
  };
  return (
    <form
      className="admin-sheet"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{say(row.what)}</h2>
      <div className="field">
        <span className="field-label">{say('Period', '期限')}</span>
        <div className="button-row">
          <input
            className="input digits"
            style={{ width: 90 }}
            inputMode="numeric"
            required
            aria-label={say('How many', '数值')}
            value={n}
            onChange={(event) => setN(event.target.value)}
          />
          <select
            className="input"
            style={{ width: 140 }}
            aria-label={say('Of what', '单位')}
            value={unit}
            onChange={(event) => setUnit(event.target.value as PeriodUnit)}
          >
            {(Object.keys(unitNames) as PeriodUnit[])
              .filter((one) => (row.period?.unit === 'hours') === (one === 'hours'))
              .map((one) => (
                <option key={one} value={one}>
                  {say(unitNames[one])}
                </option>
              ))}
          </select>
        </div>
      </div>
      <div className="field">
        <span className="field-label">{say('For what begins from', '生效日期')}</span>
        <DayInput value={from} onChange={setFrom} label={say('For what begins from', '生效日期')} />
      </div>
      <LineField
        label={say('Reason, or the document', '理由或文号')}
        value={reason}
        change={setReason}
        required
        minLength={2}
        maxLength={300}
        width="middle"
      />
      <FormError error={problem} />
      <div className="button-row">
        <button
          type="submit"
          className="button primary"
          disabled={!from || !Number.isInteger(count) || count < 1}
        >
          {say('Set', '设定')}
        </button>
        <button type="button" className="button" onClick={done}>
          {say('Leave it', '返回')}
        </button>
      </div>
    </form>
  );
}
