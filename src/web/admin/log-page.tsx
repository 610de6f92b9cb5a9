/** The access log, for the audit administrator: who did what that no record's own history tells. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import type { Text } from '#engine/text.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api } from '../shell/api.ts';
import { useSearch } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { printInstant } from '../shell/numbers.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';

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

export function LogPage() {
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const { from, to } = search;
  const log = useInfiniteQuery({
    queryKey: ['log', from, to],
    queryFn: ({ pageParam }) =>
      api.get<{ entries: Entry[]; next: string | null }>('/api/admin/log', {
        from,
        to,
        after: pageParam,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const entries = log.data?.pages.flatMap((page) => page.entries) ?? [];
  return (
    <div className="page">
      <title>{say('Log · Taizhang', '日志 · 台账')}</title>
      <h1>{say('Log', '日志')}</h1>
      <p className="grey" style={{ marginBottom: 16 }}>
        {say(
          'Only added to, never changed. It holds ids, never names of parties. Reading it is in it too.',
          '只增不改；只记编号，不记当事人姓名；查阅日志本身也会留痕。',
        )}
      </p>
      <div className="control-row">
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
      {entries.length > 0 && (
        <div className="table-scroll">
          <table className="ledger">
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
                  <td lang="zh">{entry.purpose ?? ''}</td>
                  <td className="grey small">{details(entry)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
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

function details({ record_type, record_id, detail }: Entry): string {
  const rest = Object.entries(detail ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  return [...(record_type ? [`${record_type} ${record_id?.slice(0, 8) ?? ''}`] : []), ...rest].join(
    ', ',
  );
}
