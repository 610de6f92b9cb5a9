/** Today: what is due, walked with J, K and Enter; what can wait is put to another day, never what the law sets. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { addDays, formatDay } from '#engine/day.ts';
import type { Action, AnyRecord } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { Figure } from '../figures/figure.tsx';
import { notKeptWords } from '../figures/figure-words.ts';
import { api, textOfError } from '../shell/api.ts';
import type { SectionKey, SinceOpened, TodayAnswer, TodayItem } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { GoLink, useGo, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { writableTypes } from '../shell/menu-of-lines.ts';
import { MarkedText } from '../shell/marked-text.tsx';
import { newId } from '../shell/new-id.ts';
import { changeInPercent, printDay, printNumber, printSigned } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { ruleWords } from '../shell/rule-words.ts';
import { useSession } from '../shell/session.tsx';
import { useShortcut } from '../shell/shortcuts.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { ComeUpRows } from './come-up-rows.tsx';
import { dutyPlace } from './duty-place.ts';
import { wholeSection, wholeToday } from './everything-due.ts';
import {
  daysOver,
  groupItems,
  nearDay,
  sinceWords,
  summaryForChat,
  weekdayWord,
} from './today-words.ts';
import type { By } from './today-words.ts';
import './today.css';

/** Who looks after units and not after cases has nothing to take to a village. */
const goesToVillages: ReadonlySet<string> = new Set(['mediator', 'clerk', 'director', 'county']);

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
  const hasUnits = (data?.units?.length ?? 0) > 0;
  const copy = async (all: TodayAnswer) => {
    await copyText(summaryForChat(await wholeToday(all), grant.unit.name, language));
    show({
      said: {
        en: 'Copied: counts and units, no names.',
        zh: '已复制（只含数量和单位，不含姓名）。',
      },
    });
  };
  return (
    <div className="page today-page" ref={list}>
      <title>{say('Today · Taizhang', '今天 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>
            {say('Today', '今天')}
            <span className="head-note">
              {`${formatDay(today, language)}${language === 'zh' ? '' : ','} ${weekdayWord(today, language)}`}
              {' · '}
              {say(grant.unit.name)}
            </span>
          </h1>
          {data?.since && <Since since={data.since} />}
        </div>
        <div className="button-row no-print">
          {goesToVillages.has(grant.role) && (
            <GoLink className="button" to="/today/villages">
              {say('Going to a village', '下村清单')}
            </GoLink>
          )}
          <GoLink className="button" to="/today/my-day">
            {say('My day', '今日工作纪实')}
          </GoLink>
          <GoLink className="button" to="/hand-over">
            {say('Hand over my post', '工作移交')}
          </GoLink>
          {data && (
            <button type="button" className="button" onClick={() => void copy(data)}>
              <Icon name="copy" /> {say('Copy for WeChat', '复制到微信')}
            </button>
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print', '打印')}
          </button>
        </div>
      </div>
      {data?.since && search['since'] && <SinceOpenedList asked={search['since']} />}
      {answer.isPending && <Waiting lines={10} />}
      {answer.isError && <Trouble error={answer.error} retry={() => void answer.refetch()} />}
      {data && hasUnits && <UnitRows data={data} />}
      <ComeUpRows rows={data?.come_up ?? []} />
      {data && sections.length === 0 && !hasUnits && <NothingDue data={data} />}
      {sections.length > 0 && (
        <>
          <div className="today-order no-print" role="group" aria-label={say('Order', '排列')}>
            {(
              [
                ['time', say('By time', '按时间')],
                ['village', say('By village', '按村')],
                ['person', say('By person', '按人')],
              ] as const
            ).map(([key, label]) => (
              <button
                key={key}
                type="button"
                className="today-tab"
                aria-pressed={by === key}
                onClick={() => change({ by: key === 'time' ? undefined : key }, { replace: true })}
              >
                {label}
              </button>
            ))}
            <span className="spacer" />
            <span className="grey small today-keys">
              <kbd>J</kbd> <kbd>K</kbd> {say('move', '上下移动')} <kbd>Enter</kbd>{' '}
              {say('open', '打开')}
            </span>
          </div>
          <div className="today-lists">
            {sections.map((section) => (
              <Section key={section.key} section={section} by={by} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}

function Since({ since }: { since: NonNullable<TodayAnswer['since']> }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const [search, change] = useSearch();
  const deeds = since.deeds ?? [];
  const at = sinceWords(since.at, today, language);
  if (deeds.length === 0)
    return (
      <p className="grey">
        {say(`Nothing was written down since ${at}.`, `${at}以来没有新的登记。`)}
      </p>
    );
  return (
    <p className="today-since">
      <span className="grey">{say(`Since ${at}: `, `${at}以来：`)}</span>
      {[...new Set(deeds.map((deed) => deed.record_type))].map((type, i) => {
        const mine = deeds.filter((deed) => deed.record_type === type);
        return (
          <span key={type}>
            {i > 0 && say('; ', '；')}
            {say(mine[0]!.of)}
            {say(': ', '：')}
            {mine.map((deed, j) => {
              const key = `${deed.record_type}.${deed.action}`;
              return (
                <span key={key}>
                  {j > 0 && say(', ', '、')}
                  <span className="no-wrap">
                    {say(deed.label.en.toLowerCase(), deed.label.zh)}{' '}
                    <button
                      type="button"
                      className="figure"
                      aria-expanded={search['since'] === key}
                      onClick={() =>
                        change(
                          { since: search['since'] === key ? undefined : key },
                          { replace: true },
                        )
                      }
                    >
                      {printNumber(deed.n)}
                      <span className="visually-hidden">
                        {say(' records: show them', '条：查看')}
                      </span>
                    </button>
                  </span>
                </span>
              );
            })}
          </span>
        );
      })}
      {say('.', '。')}
    </p>
  );
}

/** The records behind one number of the sentence, under it; the address keeps which one is open. */
function SinceOpenedList({ asked }: { asked: string }) {
  const say = useSay();
  const [, change] = useSearch();
  const [type = '', action = ''] = asked.split('.');
  const opened = useQuery({
    queryKey: ['today', 'since', asked],
    queryFn: () => api.get<SinceOpened>('/api/today/since', { type, action }),
  });
  const { data } = opened;
  return (
    <section className="since-opened" aria-labelledby="since-heading">
      <header>
        <h2 id="since-heading">
          {data ? `${say(data.of)}${say(': ', '：')}${say(data.label)} ` : ''}
          {data && <span className="digits count">{printNumber(data.total)}</span>}
        </h2>
        <button
          type="button"
          className="bar-icon"
          aria-label={say('Close', '关闭')}
          onClick={() => change({ since: undefined }, { replace: true })}
        >
          <Icon name="close" />
        </button>
      </header>
      {opened.isPending && <Waiting lines={3} />}
      {opened.isError && <Trouble error={opened.error} />}
      {data && (
        <ul>
          {data.records.map((record) => (
            <li key={record.id}>
              <GoLink to={`/records/${record.type}/${record.id}`} className="today-link">
                <span className="private-name">
                  <MarkedText>{say(record.title)}</MarkedText>
                </span>
              </GoLink>
              <span className="grey">{say(record.unit)}</span>
            </li>
          ))}
          {data.records.length < data.total && (
            <li className="grey">
              {say(
                `and ${printNumber(data.total - data.records.length)} more, some of them restricted`,
                `另有${printNumber(data.total - data.records.length)}条，其中可能有限制查看的`,
              )}
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

type SectionData = TodayAnswer['sections'][number];

function Section({ section, by }: { section: SectionData; by: By }) {
  const { say } = useLanguage();
  const [all, setAll] = useState(false);
  const whole = useQuery({
    queryKey: ['today', section.key],
    queryFn: () => wholeSection(section.key),
    enabled: all || (by !== 'time' && section.count > section.items.length),
  });
  const items = whole.data ?? section.items;
  const groups = groupItems(items, by, say);
  return (
    <section className="today-section" aria-labelledby={`section-${section.key}`}>
      <h2 id={`section-${section.key}`} className={section.key === 'overdue' ? 'overdue' : ''}>
        {say(section.label)} <span className="digits count">{printNumber(section.count)}</span>
      </h2>
      {groups.map((group) => (
        <div key={group.name} className="today-rows">
          {group.name && (
            <h3 className="today-group">
              {group.name} <span className="digits">{printNumber(group.items.length)}</span>
            </h3>
          )}
          <ul>
            {group.items.map((item) => (
              <Item key={`${item.record_id}${item.key}`} item={item} section={section.key} />
            ))}
          </ul>
        </div>
      ))}
      {items.length < section.count && (!all || whole.isError) && (
        <p className="today-all no-print">
          <button type="button" className="link-button" onClick={() => setAll(true)}>
            {say(`All ${printNumber(section.count)}`, `全部${printNumber(section.count)}件`)}
          </button>
          {whole.isError && <Trouble error={whole.error} retry={() => void whole.refetch()} />}
        </p>
      )}
    </section>
  );
}

function Item({ item, section }: { item: TodayItem; section: SectionKey }) {
  const { say, language } = useLanguage();
  const { grant, today } = useSession();
  const go = useGo();
  const type = book.findRecord(item.record_type);
  const action = type?.actions[item.action] as Action<AnyRecord, string> | undefined;
  const path = `/records/${item.record_type}/${item.record_id}`;
  const rule = ruleWords(item.rule, language);
  const person = item.person && say(item.person_latin ?? item.person, item.person);
  // Whoever is named in the record answers for it, so to pass it on is to change that name.
  const named = type?.form.findIndex((group) => group.fields.includes('mediator_id')) ?? -1;
  const change = type?.actions['change'] as Action<AnyRecord, string> | undefined;
  const passes = named >= 0 && change?.roles.includes(grant.role) && grant.role !== 'mediator';
  return (
    <li className="today-item">
      <span className={item.overdue_days > 0 ? 'today-clock overdue' : 'today-clock grey'}>
        {item.overdue_days > 0
          ? say(daysOver(item.overdue_days))
          : nearDay(item.postponed_to ?? item.due_on, today, language)}
      </span>
      <GoLink {...dutyPlace(item)} className="today-link">
        {say(item.label)}
        {say(': ', '：')}
        <span className="private-name">
          <MarkedText>{say(item.title)}</MarkedText>
        </span>
      </GoLink>
      <span className="grey today-where">
        {item.escalated && say('Come up from ', '提级提醒：')}
        {say(item.unit)}
        {person && <span className="private-name">{say(', ', '，') + person}</span>}
      </span>
      <span className="grey small today-rule" title={rule ?? undefined}>
        {rule}
      </span>
      <span className="today-more no-print">
        {section !== 'waiting' && passes && (
          <GoLink
            className="button quiet"
            to={path}
            search={{ do: 'change', group: String(named) }}
          >
            {say('Pass to…', '转给')}
          </GoLink>
        )}
        {!item.statutory && section !== 'waiting' && <Postpone item={item} />}
      </span>
      <span className="today-act no-print">
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
          <LineField
            label={say('Why', '理由')}
            value={reason}
            change={setReason}
            lang="zh"
            required
            minLength={2}
            width="middle"
          />
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
  const { today } = useSession();
  const { units = [], headline } = data;
  const year = today.slice(0, 4);
  return (
    <section className="today-section today-units" aria-labelledby="units-heading">
      <h2 id="units-heading">{say('Units', '各单位')}</h2>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{say('Unit', '单位')}</th>
            <th scope="col" className="number">
              {say('Overdue', '逾期')}
            </th>
            <th scope="col">{say('Oldest', '最早到期')}</th>
            {headline && (
              <>
                <th scope="col" className="number">
                  {say(
                    `${headline.label.en}, ${year} to date`,
                    `${year}年以来${headline.label.zh}`,
                  )}
                </th>
                <th scope="col" className="number">
                  {say('Same days last year', '上年同期')}
                </th>
                <th scope="col" className="number">
                  {say('Change', '同比')}
                </th>
              </>
            )}
            <th scope="col" className="no-print">
              <span className="visually-hidden">{say('Remind', '催办')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {units.map((row) => {
            const change = changeInPercent(row.this_year, row.last_year);
            return (
              <tr key={row.unit.id}>
                <td>
                  <GoLink
                    to="/figures"
                    search={{ unit: String(row.unit.id) }}
                    className="today-link"
                  >
                    {say(row.unit.name)}
                  </GoLink>
                </td>
                <td
                  className={row.overdue > 0 ? 'number overdue' : 'number'}
                  data-label={say('Overdue', '逾期')}
                >
                  {row.overdue > 0 ? (
                    <GoLink
                      className="figure"
                      to="/records/dispute"
                      search={{ unit: String(row.unit.id), overdue: '1' }}
                    >
                      {printNumber(row.overdue)}
                    </GoLink>
                  ) : (
                    0
                  )}
                </td>
                <td data-label={say('Oldest', '最早到期')}>{printDay(row.oldest_due, language)}</td>
                {headline && (
                  <>
                    <td
                      className="number"
                      data-label={say(
                        `${headline.label.en}, ${year}`,
                        `${year}年以来${headline.label.zh}`,
                      )}
                    >
                      <Figure
                        indicator={headline.indicator}
                        unit={row.unit.id}
                        from={`${year}-01-01`}
                        to={today}
                        value={row.this_year}
                        label={headline.label}
                      />
                    </td>
                    <td
                      className={row.last_year === null ? 'number grey not-kept' : 'number grey'}
                      data-label={say('Last year', '上年同期')}
                    >
                      {row.last_year === null ? '–' : printNumber(row.last_year)}
                    </td>
                    <td
                      className={change === null ? 'number not-kept' : 'number'}
                      data-label={say('Change', '同比')}
                    >
                      {change === null ? '–' : `${printSigned(Math.round(change))}%`}
                    </td>
                  </>
                )}
                <td className="right no-print">
                  {overdueOf(row, data) > 0 && (
                    <Remind row={{ ...row, overdue: overdueOf(row, data) }} />
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {headline?.last_year_since && (
        <p className="grey small" style={{ marginTop: 8 }}>
          {say('Last year: ', '上年同期：')}
          {notKeptWords(headline.last_year_since, language)}
        </p>
      )}
    </section>
  );
}

type UnitRow = NonNullable<TodayAnswer['units']>[number];

/** With what came up from there: it can be reminded of, though nobody here may open it. */
function overdueOf({ unit, overdue }: UnitRow, { come_up = [] }: TodayAnswer): number {
  return come_up
    .filter((row) => row.unit_id === unit.id)
    .reduce((sum, row) => sum + row.overdue, overdue);
}

/** A word to the unit: it stands on its Today until it is answered. */
function Remind({ row }: { row: UnitRow }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const queries = useQueryClient();
  const show = useReceipts();
  const [text, setText] = useState(
    `现有逾期事项${row.overdue}件${row.oldest_due ? `，最早到期日为${formatDay(row.oldest_due, 'zh')}` : ''}，请抓紧办理并反馈。`,
  );
  const [write_id] = useState(newId);
  const [problem, setProblem] = useState<unknown>(null);
  const sent = row.reminded_on && nearDay(row.reminded_on, today, language);
  return (
    <>
      {sent && (
        <span className="grey small no-wrap">{say(`last: ${sent} `, `上次催办：${sent} `)}</span>
      )}
      <Popover
        label={say(`Remind ${row.unit.name.en}`, `催办：${row.unit.name.zh}`)}
        className="button"
        align="end"
        button={say('Remind', '催办')}
      >
        {(close) => (
          <form
            className="remind-form"
            onSubmit={(event) => {
              event.preventDefault();
              api.post('/api/today/remind', { unit_id: row.unit.id, text, write_id }).then(() => {
                close();
                show({
                  said: {
                    en: `${row.unit.name.en} was reminded; it stands on their Today until it is answered.`,
                    zh: `已催办${row.unit.name.zh}，对方“今天”页面将一直显示到答复为止。`,
                  },
                });
                void queries.invalidateQueries({ queryKey: ['today'] });
              }, setProblem);
            }}
          >
            <label className="field">
              <span className="field-label">
                {say(`To ${row.unit.name.en}`, `致${row.unit.name.zh}`)}
              </span>
              <textarea
                className="input"
                lang="zh"
                required
                maxLength={1000}
                rows={4}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </label>
            {problem !== null && (
              <p className="field-error" role="alert">
                {say(textOfError(problem))}
              </p>
            )}
            <button type="submit" className="button primary">
              {say('Send the reminder', '发出催办')}
            </button>
          </form>
        )}
      </Popover>
    </>
  );
}

function NothingDue({ data }: { data: TodayAnswer }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  if (data.kept === false) {
    return (
      <div className="empty">
        <h2>{say('No book yet.', '还没有台账。')}</h2>
        <p>
          {say(
            'Begin with the committee; its disputes, mediators and numbers follow from it.',
            '先建调委会，纠纷、调解员和案号都从这里开始。',
          )}
        </p>
        <div className="button-row">
          {writableTypes(grant).some((type) => type.name === 'committee') && (
            <>
              <GoLink className="button primary" to="/records/committee/new">
                {say('Set up a committee', '建调委会')}
              </GoLink>
              <GoLink className="button" to="/records/dispute/import">
                {say('Bring in the paper book', '导入旧台账')}
              </GoLink>
            </>
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
          <GoLink {...dutyPlace(data.next)}>
            {say(data.next.label)}
            {say(': ', '：')}
            <span className="private-name">
              <MarkedText>{say(data.next.title)}</MarkedText>
            </span>
          </GoLink>
        </p>
      )}
    </div>
  );
}
