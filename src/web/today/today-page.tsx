/** Today: what is due, walked with J, K and Enter; what can wait is put to another day, never what the law sets. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addDays, formatDay } from '#engine/day.ts';
import type { Action, AnyRecord } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { api, textOfError } from '../shell/api.ts';
import type { SectionKey, TodayAnswer, TodayItem } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { GoLink, useGo, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { writableTypes } from '../shell/menu-of-lines.ts';
import { printDay, printInstant, printNumber } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { ruleWords } from '../shell/rule-words.ts';
import { useSession } from '../shell/session.tsx';
import { useShortcut } from '../shell/shortcuts.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { daysOver, groupItems, summaryForChat } from './today-words.ts';
import type { By } from './today-words.ts';
import './today.css';

export function TodayPage() {
  const { say, language } = useLanguage();
  const { grant, today } = useSession();
  const [search, change] = useSearch();
  const show = useReceipts();
  const list = useRef<HTMLDivElement>(null);
  const by: By = search['by'] === 'village' || search['by'] === 'person' ? search['by'] : 'time';
  const answer = useQuery({
    queryKey: ['today', 'all'],
    queryFn: () => api.get<TodayAnswer>('/api/today'),
  });
  const step = (by: number) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a.today-link') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLElement);
    links[Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
  };
  useShortcut('j', () => step(1));
  useShortcut('k', () => step(-1));

  const data = answer.data;
  const sections = (data?.sections ?? []).filter((section) => section.count > 0);
  return (
    <div className="page today-page" ref={list}>
      <title>{say('Today · Taizhang', '今天 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>
            {say('Today', '今天')}
            <span className="head-note">{`${formatDay(today, language)} · ${say(grant.unit.name)}`}</span>
          </h1>
          {data?.since && <Since since={data.since} />}
        </div>
        <div className="button-row no-print">
          <GoLink className="button" to="/today/villages">
            {say('Going to a village', '下村清单')}
          </GoLink>
          <GoLink className="button" to="/hand-over">
            {say('Hand over my post', '工作移交')}
          </GoLink>
          {data && (
            <button
              type="button"
              className="button"
              onClick={() =>
                void copyText(summaryForChat(data, grant.unit.name, language)).then(() =>
                  show({
                    said: {
                      en: 'Copied: counts and units, no names.',
                      zh: '已复制（只含数量和单位，不含姓名）。',
                    },
                  }),
                )
              }
            >
              {say('Copy for WeChat', '复制到微信')}
            </button>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {answer.isPending && <Waiting lines={10} />}
      {answer.isError && <Trouble error={answer.error} retry={() => void answer.refetch()} />}
      {data?.units && data.units.length > 0 && <UnitRows data={data} />}
      {data && sections.length === 0 && (!data.units || data.units.length === 0) && (
        <NothingDue data={data} />
      )}
      {sections.length > 0 && (
        <>
          <div className="control-row no-print" role="group" aria-label={say('Order', '排列')}>
            {(
              [
                ['time', say('by time', '按时间')],
                ['village', say('by village', '按村')],
                ['person', say('by person', '按人')],
              ] as const
            ).map(([key, label]) => (
              <button
                key={key}
                type="button"
                className={by === key ? 'button quiet chosen' : 'button quiet'}
                aria-pressed={by === key}
                onClick={() => change({ by: key === 'time' ? undefined : key }, { replace: true })}
              >
                {label}
              </button>
            ))}
            <span className="spacer" />
            <span className="grey small">
              <kbd>J</kbd> <kbd>K</kbd> <kbd>Enter</kbd>
            </span>
          </div>
          {sections.map((section) => (
            <Section key={section.key} section={section} by={by} />
          ))}
        </>
      )}
    </div>
  );
}

function Since({ since }: { since: NonNullable<TodayAnswer['since']> }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const deeds = since.deeds ?? [];
  if (deeds.length === 0)
    return (
      <p className="grey">
        {say('Nothing was written down since yesterday.', '昨天以来没有新的登记。')}
      </p>
    );
  return (
    <p>
      {say(
        `Since ${printInstant(since.at, language, today)}: `,
        `${printInstant(since.at, language, today)}以来：`,
      )}
      {[...new Set(deeds.map((deed) => deed.record_type))].map((type, i) => {
        const mine = deeds.filter((deed) => deed.record_type === type);
        return (
          <span key={type}>
            {i > 0 && say('; ', '；')}
            <GoLink to={`/records/${type}`} search={{ sort: '-updated_at' }}>
              {say(mine[0]!.of)}
            </GoLink>
            {say(': ', '：')}
            {mine.map((deed, j) => (
              <span key={deed.action}>
                {j > 0 && say(', ', '、')}
                {say(deed.label.en.toLowerCase(), deed.label.zh)}{' '}
                <b className="digits">{printNumber(deed.n)}</b>
              </span>
            ))}
          </span>
        );
      })}
      {say('.', '。')}
    </p>
  );
}

type SectionData = TodayAnswer['sections'][number];

function Section({ section, by }: { section: SectionData; by: By }) {
  const { say } = useLanguage();
  const [all, setAll] = useState(false);
  const whole = useQuery({
    queryKey: ['today', section.key],
    queryFn: () => api.get<TodayAnswer>('/api/today', { section: section.key }),
    enabled: all || (by !== 'time' && section.count > section.items.length),
  });
  const items = whole.data?.sections[0]?.items ?? section.items;
  const groups = groupItems(items, by, say);
  return (
    <section className="today-section" aria-labelledby={`section-${section.key}`}>
      <h2 id={`section-${section.key}`} className={section.key === 'overdue' ? 'overdue' : ''}>
        {say(section.label)} <span className="digits count">{printNumber(section.count)}</span>
      </h2>
      {groups.map((group) => (
        <div key={group.name}>
          {group.name && <h3 className="today-group">{group.name}</h3>}
          <ul>
            {group.items.map((item) => (
              <Item key={`${item.record_id}${item.key}`} item={item} section={section.key} />
            ))}
          </ul>
        </div>
      ))}
      {items.length < section.count && !all && (
        <p className="today-all no-print">
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            {say(`All ${printNumber(section.count)}`, `全部${printNumber(section.count)}件`)}
          </button>
        </p>
      )}
    </section>
  );
}

function Item({ item, section }: { item: TodayItem; section: SectionKey }) {
  const { say, language } = useLanguage();
  const go = useGo();
  const type = book.findRecord(item.record_type);
  const action = type?.actions[item.action] as Action<AnyRecord, string> | undefined;
  const due = item.postponed_to ?? item.due_on;
  const path = `/records/${item.record_type}/${item.record_id}`;
  return (
    <li className="today-item">
      <span className={item.overdue_days > 0 ? 'today-clock overdue' : 'today-clock grey'}>
        {item.overdue_days > 0
          ? say(daysOver(item.overdue_days))
          : section === 'today'
            ? say('today', '今天')
            : printDay(due, language)}
      </span>
      <GoLink to={path} className="today-link">
        {say(item.label)}
        {say(': ', '：')}
        <span className="private-name">{say(item.title)}</span>
      </GoLink>
      <span className="grey today-where">
        {say(item.unit)}
        {item.person && <span lang="zh">{say(', ', '，') + item.person}</span>}
      </span>
      <span className="grey small today-rule" title={ruleWords(item.rule, language) ?? undefined}>
        {ruleWords(item.rule, language) ? item.rule : ''}
      </span>
      <span className="button-row today-buttons no-print">
        {!item.statutory && section !== 'waiting' && <Postpone item={item} />}
        {section !== 'waiting' && action && (
          <button type="button" className="button" onClick={() => go(path, { do: item.action })}>
            {say(action.label)}
          </button>
        )}
      </span>
    </li>
  );
}

function Postpone({ item }: { item: TodayItem }) {
  const say = useSay();
  const { today } = useSession();
  const queries = useQueryClient();
  const show = useReceipts();
  const [to, setTo] = useState<string | null>(addDays(today, 3));
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  return (
    <Popover
      label={say('Another day', '改天办')}
      className="button quiet"
      align="end"
      button={say('Another day', '改天办')}
    >
      {(close) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            api
              .post(`/api/duties/${item.record_id}/${encodeURIComponent(item.key)}/postpone`, {
                to,
                reason,
              })
              .then(() => {
                close();
                show({ said: { en: 'Put to another day.', zh: '已改期。' } });
                void queries.invalidateQueries({ queryKey: ['today'] });
              }, setProblem);
          }}
        >
          <div className="field">
            <span className="field-label">{say('To which day', '改到哪天')}</span>
            <DayInput value={to} onChange={setTo} label={say('To which day', '改到哪天')} />
          </div>
          <label className="field">
            <span className="field-label">{say('Why', '理由')}</span>
            <input
              className="input width-middle"
              lang="zh"
              required
              minLength={2}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </label>
          {problem !== null && (
            <p className="field-error" role="alert">
              {say(textOfError(problem))}
            </p>
          )}
          <button type="submit" className="button primary" disabled={!to}>
            {say('Put it there', '改期')}
          </button>
        </form>
      )}
    </Popover>
  );
}

/** A leader's rows are units, worst first. */
function UnitRows({ data }: { data: TodayAnswer }) {
  const { say, language } = useLanguage();
  const show = useReceipts();
  const units = (data.units ?? []).toSorted((a, b) => b.overdue - a.overdue);
  const remind = (unit: Text, overdue: number, oldest: string | null) => {
    const words = say(
      `${unit.en}: ${overdue} overdue${oldest ? `, the oldest since ${printDay(oldest, 'en')}` : ''}. Please deal with them and tell us when.`,
      `${unit.zh}：现有逾期事项${overdue}件${oldest ? `，最早的到期日为${oldest}` : ''}，请抓紧办理并反馈。`,
    );
    void copyText(words).then(() =>
      show({
        said: {
          en: 'The reminder was copied; send it your way.',
          zh: '催办内容已复制，请自行发送。',
        },
      }),
    );
  };
  return (
    <section className="today-section" aria-labelledby="units-heading">
      <h2 id="units-heading">{say('Units', '各单位')}</h2>
      <table className="ledger" style={{ maxWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">{say('Unit', '单位')}</th>
            <th scope="col" className="number">
              {say('Overdue', '逾期')}
            </th>
            <th scope="col">{say('Oldest', '最早到期')}</th>
            <th scope="col">
              <span className="visually-hidden">{say('Remind', '催办')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((row) => (
            <tr key={row.unit_id}>
              <td>
                <GoLink to="/records/dispute" search={{ unit: String(row.unit_id), overdue: '1' }}>
                  {say(row.unit)}
                </GoLink>
              </td>
              <td className={row.overdue > 0 ? 'number overdue' : 'number'}>
                {printNumber(row.overdue)}
              </td>
              <td>{printDay(row.oldest, language)}</td>
              <td className="right no-print">
                {row.overdue > 0 && (
                  <button
                    type="button"
                    className="button quiet"
                    onClick={() => remind(row.unit, row.overdue, row.oldest)}
                  >
                    {say('Remind', '催办')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function NothingDue({ data }: { data: TodayAnswer }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  if (data.kept === false) {
    return (
      <div className="empty">
        <h2>{say('No book yet.', '还没有台账。')}</h2>
        <div className="button-row">
          {writableTypes(grant).some((type) => type.name === 'committee') && (
            <GoLink className="button primary" to="/records/committee/new">
              {say('Set up a committee', '建调委会')}
            </GoLink>
          )}
        </div>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{say('Nothing is due.', '没有到期事项。')}</h2>
      {data.next && (
        <p>
          {say('Next: ', '下一件：')}
          {formatDay(data.next.due_on, language)}
          {say(', ', '，')}
          <GoLink to={`/records/${data.next.record_type}/${data.next.record_id}`}>
            {say(data.next.label)}
            {say(': ', '：')}
            <span className="private-name">{say(data.next.title)}</span>
          </GoLink>
        </p>
      )}
    </div>
  );
}
