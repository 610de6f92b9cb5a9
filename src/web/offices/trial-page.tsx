/** A standard tried on all bodies before it is adopted: who stays, who falls, and of whom nobody can say yet. */
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { ScoreSource, TriedItem, Verdict } from '#engine/standard.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { api } from '../shell/api.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { GoLink, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay, printNumber } from '../shell/numbers.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { WideTable } from '../shell/wide-table.tsx';
import './offices.css';

type TriedBody = {
  readonly id: string;
  readonly title: Text;
  readonly unit: Text | null;
  readonly stands: boolean;
  readonly since: string | null;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  readonly lacking: readonly TriedItem[];
};
type Trial = {
  readonly standard: {
    readonly id: string;
    readonly title: Text;
    readonly state: string;
    readonly pass_mark: number;
    readonly total: number;
  };
  readonly body: string;
  readonly today: string;
  readonly bodies: readonly TriedBody[];
};

type Group = 'falls' | 'open' | 'stays' | 'comes';

const groups: Readonly<
  Record<Group, { readonly tone: string; readonly en: string; readonly zh: string }>
> = {
  falls: { tone: 'refused', en: 'Would fall out', zh: '将退出' },
  open: { tone: 'waiting', en: 'Open: to be looked at', zh: '待核实' },
  stays: { tone: 'done', en: 'Would stay', zh: '保持达标' },
  comes: { tone: 'working', en: 'Not standing now, would pass', zh: '现未达标，将达标' },
};

function groupOf(body: TriedBody): Group | null {
  if (body.stands) return body.verdict;
  return body.verdict === 'stays' ? 'comes' : null;
}

export function TrialPage() {
  const { type, id } = useParams({ strict: false }) as { type: string; id: string };
  const { say, language } = useLanguage();
  const [search, change] = useSearch();
  const standard = book.findStandard(type);
  const trial = useQuery({
    queryKey: ['records', type, 'trial', id],
    queryFn: () => api.get<Trial>(`/api/standards/${type}/${id}/trial`),
    enabled: standard !== undefined,
  });
  if (!standard) return <NoSuchPage />;
  const bodies = trial.data?.bodies ?? [];
  const of = (group: Group) => bodies.filter((body) => groupOf(body) === group);
  const asked = search['group'] as Group | undefined;
  const first = (['falls', 'open', 'stays', 'comes'] as const).find(
    (group) => of(group).length > 0,
  );
  const group = asked && asked in groups ? asked : (first ?? 'stays');
  const shown = of(group);
  const now = bodies.filter((body) => body.stands).length;
  const plural = book.record(standard.body).plural;
  return (
    <div className="page trial-page">
      <title>{say('Trial of a standard · Taizhang', '标准试评 · 台账')}</title>
      <div className="page-head">
        <div>
          <p className="grey small no-print">
            <GoLink to={`/records/${type}/${id}`}>
              <MarkedText>
                {trial.data ? say(trial.data.standard.title) : say('The standard', '标准')}
              </MarkedText>
            </GoLink>
          </p>
          <h1>{say('Tried on all, before it is adopted', '启用前试评')}</h1>
        </div>
        <div className="button-row no-print">
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {trial.isPending && <Waiting lines={10} />}
      {trial.isError && <Trouble error={trial.error} retry={() => void trial.refetch()} />}
      {trial.data && (
        <>
          <p className="trial-sentence">
            <MarkedText>
              {say(
                `Under “${trial.data.standard.title.en}” (${trial.data.standard.pass_mark} of ${trial.data.standard.total} points), of ${printNumber(now)} that stand today ${printNumber(of('falls').length)} would fall out, ${printNumber(of('open').length)} would have to be looked at, ${printNumber(of('stays').length)} would stay.`,
                `按《${trial.data.standard.title.zh}》（总分${trial.data.standard.total}分，${trial.data.standard.pass_mark}分达标）试评：现有达标的${printNumber(now)}个中，将退出${printNumber(of('falls').length)}个，待核实${printNumber(of('open').length)}个，保持达标${printNumber(of('stays').length)}个。`,
              )}
            </MarkedText>
          </p>
          <p className="grey small trial-note">
            {say(
              'Nothing is written. What a register answers is scored by it; the rest keeps the share of points of the last inspection; items that are new count for neither side.',
              '试评不改动任何记录：台账能答的自动评分，其余按最近一次检查的得分率折算，新增项目两可。',
            )}
          </p>
          <div className="choices no-print" role="group" aria-label={say('Show', '显示')}>
            {(Object.keys(groups) as Group[]).map((key) => (
              <label key={key} className="choice">
                <input
                  type="radio"
                  name="group"
                  checked={group === key}
                  onChange={() => change({ group: key }, { replace: true })}
                />
                <span>{`${say(groups[key].en, groups[key].zh)} ${of(key).length}`}</span>
              </label>
            ))}
          </div>
          <h2>
            <span className={`state ${groups[group].tone}`}>
              {say(groups[group].en, groups[group].zh)}
            </span>{' '}
            <span className="grey digits">{printNumber(shown.length)}</span>
          </h2>
          {shown.length === 0 ? (
            <p className="empty">
              {say('None of them. Choose another group above.', '没有。可在上方切换查看。')}
            </p>
          ) : (
            <WideTable label={say(plural)}>
              <table className="ledger trial-table">
                <thead>
                  <tr>
                    <th scope="col">{say(book.record(standard.body).label)}</th>
                    <th scope="col" className="trial-unit">
                      {say('Unit', '单位')}
                    </th>
                    <th scope="col" className="trial-since">
                      {say('Standing since', '达标日期')}
                    </th>
                    <th scope="col" className="number">
                      {say('Points', '得分')}
                    </th>
                    <th scope="col">{say('Where points are lost', '主要失分')}</th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map((body) => (
                    <tr key={body.id}>
                      <td>
                        <GoLink to={`/records/${standard.body}/${body.id}`}>
                          {say(body.title)}
                        </GoLink>
                      </td>
                      <td className="trial-unit">{body.unit && say(body.unit)}</td>
                      <td className="no-wrap trial-since">{printDay(body.since, language)}</td>
                      <td className="number">
                        {body.low === body.high ? body.low : `${body.low}–${body.high}`}
                      </td>
                      <td>
                        <Lacking items={body.lacking} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </WideTable>
          )}
        </>
      )}
    </div>
  );
}

const sources: Readonly<Record<ScoreSource, readonly [string, string]>> = {
  register: ['register', '台账'],
  inspection: ['inspection', '检查'],
  self: ['self-check', '自查'],
  unknown: ['not looked at yet', '未核'],
};

function Lacking({ items }: { items: readonly TriedItem[] }) {
  const { say } = useLanguage();
  return (
    <ul className="trial-lacking">
      {items.slice(0, 3).map((one) => {
        const [en, zh] = sources[one.source];
        const points = one.score === null ? `?/${one.points}` : `${one.score}/${one.points}`;
        return (
          <li key={one.code}>
            <span className="digits">{`${one.code} ${points}`}</span>{' '}
            <MarkedText>{say(one.item).split(/[：:]/)[0]!}</MarkedText>{' '}
            <span className="grey small">{say(en, zh)}</span>
          </li>
        );
      })}
    </ul>
  );
}
