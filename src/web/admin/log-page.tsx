/** The access log, for the audit administrator: who did what that no record's own history tells. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { DayInput } from '../fields/day-input.tsx';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { address, api } from '../shell/api.ts';
import { useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { useTyped } from '../shell/use-typed.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import './admin.css';

type Entry = {
  readonly id: number | string;
  readonly at: string;
  readonly person: { readonly id: string; readonly name: string | null } | null;
  readonly grant_role: Role | null;
  readonly deed: string;
  readonly deed_label: Text;
  readonly record_type: string | null;
  readonly record_id: string | null;
  readonly purpose: string | null;
  readonly detail: Readonly<Record<string, unknown>> | null;
};
type LogPageAnswer = {
  readonly entries: readonly Entry[];
  readonly next: string | null;
};

export function LogPage() {
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const { from, to, deed, who, unit } = search;
  const filters = { from, to, deed, who, unit };
  const log = useInfiniteQuery({
    queryKey: ['log', filters],
    queryFn: ({ pageParam }) =>
      api.get<LogPageAnswer>('/api/admin/log', { ...filters, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  const known = useQuery({
    queryKey: ['log-deeds'],
    queryFn: () => api.get<{ deeds: Readonly<Record<string, Text>> }>('/api/admin/log/deeds'),
    staleTime: Infinity,
  });
  const deeds = Object.entries(known.data?.deeds ?? {});
  return (
    <div className="page">
      <title>{say('Log · Taizhang', '日志 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Log', '日志')}</h1>
          <p className="about">
            {say(
              'Only added to, never changed. It holds ids, never names of parties. Reading it is in it too, and so is taking it out.',
              '只增不改；只记编号，不记当事人姓名；查阅和导出日志本身也会留痕。',
            )}
          </p>
        </div>
        <a
          className="button"
          href={address('/api/admin/log/export.csv', { ...filters, lang: language })}
          download
        >
          <Icon name="download" /> {say('Export', '导出')}
        </a>
      </div>
      <div className="control-row">
        <WhoInput value={who ?? ''} change={(next) => change({ who: next }, { replace: true })} />
        <select
          className="input"
          style={{ width: 220 }}
          aria-label={say('What', '行为')}
          value={deed ?? ''}
          onChange={(event) => change({ deed: event.target.value || undefined })}
        >
          <option value="">{say('Whatever was done', '全部行为')}</option>
          {deeds.map(([name, label]) => (
            <option key={name} value={name}>
              {say(label)}
            </option>
          ))}
        </select>
        <UnitPicker
          value={Number(unit) || null}
          width={200}
          clearable
          label={say('Unit of the person', '人员所在单位')}
          onChange={(id) => change({ unit: id ? String(id) : undefined })}
        />
        <DayInput
          value={from ?? null}
          label={say('From', '自')}
          onChange={(day) => change({ from: day ?? undefined })}
        />
        <span>{say('to', '至')}</span>
        <DayInput
          value={to ?? null}
          label={say('To', '至')}
          onChange={(day) => change({ to: day ?? undefined })}
        />
      </div>
      {log.isPending && <Waiting lines={10} />}
      {log.isError && <Trouble error={log.error} retry={() => void log.refetch()} />}
      {log.data && entries.length === 0 && (
        <p className="empty">
          {say('Nothing of that kind is in the log.', '没有符合条件的日志。')}
        </p>
      )}
      {entries.length > 0 && (
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{say('When', '时间')}</th>
              <th scope="col">{say('Who', '人员')}</th>
              <th scope="col">{say('Post', '岗位')}</th>
              <th scope="col">{say('What', '行为')}</th>
              <th scope="col">{say('What for', '用途')}</th>
              <th scope="col">{say('Details', '详情')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td className="no-wrap">{printInstant(entry.at, language)}</td>
                <td lang="zh">{entry.person?.name ?? '–'}</td>
                <td>{entry.grant_role ? say(roles[entry.grant_role]) : '–'}</td>
                <td>{say(entry.deed_label)}</td>
                <td lang="zh" className="wide">
                  {entry.purpose}
                </td>
                <td className="grey small wide log-details" translate="no">
                  {details(entry)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {log.hasNextPage && (
        <p style={{ marginTop: 12 }}>
          <button type="button" className="button" onClick={() => void log.fetchNextPage()}>
            {say('50 more', '再看50条')}
          </button>
        </p>
      )}
    </div>
  );
}

/** Asked for a moment after the last key, so that each letter is not a reading of the log. */
function WhoInput({ value, change }: { value: string; change: (who?: string) => void }) {
  const { say } = useLanguage();
  const { typed, setTyped } = useTyped(value, (who) => change(who || undefined), 400);
  return (
    <input
      type="search"
      className="input"
      style={{ width: 180 }}
      placeholder={say('Name of the person', '人员姓名')}
      aria-label={say('Name of the person', '人员姓名')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}

function details({ record_type, record_id, detail }: Entry): string {
  const rest = Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return [...(record_type ? [`${record_type} ${record_id?.slice(0, 8) ?? ''}`] : []), ...rest].join(
    ', ',
  );
}
