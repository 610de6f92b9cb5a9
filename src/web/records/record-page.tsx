/**
 * A record: its facts in the groups of the paper form on the left; papers over history on the
 * right; one big button.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useParams } from '@tanstack/react-router';
import { hungOn } from '#engine/line.ts';
import type { Action, AnyRecord, AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { api, ApiProblem } from '../shell/api.ts';
import type { OneRecord, WriteAnswer } from '../shell/api-types.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { GoLink, useGo, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { LatinNames } from '../shell/latin-names.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { newActionsOf, writableTypes } from '../shell/menu-of-lines.ts';
import { Menu } from '../shell/menu.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { printDay } from '../shell/numbers.ts';
import { CountedLineText } from '../shell/receipts.tsx';
import { ruleWords } from '../shell/rule-words.ts';
import { useSession } from '../shell/session.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { ActionForm } from './action-form.tsx';
import { AskedFigure } from './asked-figure.tsx';
import { StateDot } from './cell.tsx';
import { HungRecords } from './hung-records.tsx';
import { DisputePath } from './dispute-path.tsx';
import { Papers } from './papers.tsx';
import { PersonMatters } from './person-matters.tsx';
import { PoliceSheet } from './police-sheet.tsx';
import { RecordFacts } from './record-facts.tsx';
import './record.css';
import { Timeline } from './timeline.tsx';

export function RecordPage() {
  const { type: name, id } = useParams({ strict: false }) as { type: string; id: string };
  const type = book.findRecord(name);
  const found = useQuery({
    queryKey: ['records', name, 'one', id],
    queryFn: () => api.get<OneRecord>(`/api/records/${name}/${id}`),
    enabled: type !== undefined,
  });
  const [search] = useSearch();
  if (!type) return <NoSuchPage />;
  if (ownPages[name] && !search['all']) return <Elsewhere to={`${ownPages[name]}/${id}`} />;
  if (found.isPending)
    return (
      <div className="page">
        <Waiting lines={10} />
      </div>
    );
  if (found.isError)
    return <Unreachable type={type} error={found.error} retry={() => void found.refetch()} />;
  return <OpenRecord key={id} type={type} one={found.data} />;
}

/** Types that people work with on a page made by hand; with `all` the whole record is shown here. */
const ownPages: Readonly<Record<string, string>> = {
  report_return: '/returns',
  return_form: '/return-forms',
};

function Elsewhere({ to }: { to: string }) {
  const go = useGo();
  useEffect(() => go(to, {}, { replace: true }), [go, to]);
  return null;
}

/** No right to see it and no such record are one page, so that the page never tells which. */
function Unreachable({
  type,
  error,
  retry,
}: {
  type: AnyRecordType;
  error: unknown;
  retry: () => void;
}) {
  const say = useSay();
  if (!(error instanceof ApiProblem) || error.kind !== 'not-found')
    return (
      <div className="page">
        <Trouble error={error} retry={retry} />
      </div>
    );
  return (
    <div className="page">
      <h1>{say('There is no such record', '没有这条记录')}</h1>
      <p style={{ margin: '8px 0 16px' }}>{say(error.detail)}</p>
      <GoLink className="button" to={`/records/${type.name}`}>
        {say(`To the register: ${type.plural.en}`, `回到${type.plural.zh}`)}
      </GoLink>
    </div>
  );
}

const noNames = {};

type OpenProps = { readonly type: AnyRecordType; readonly one: OneRecord };

function OpenRecord({ type, one }: OpenProps) {
  const { say } = useLanguage();
  const { record, actions } = one;
  const { grant } = useSession();
  const [search, change] = useSearch();
  const go = useGo();
  const doing = search['do'];
  const actionOf = (name: string) => type.actions[name] as Action<AnyRecord, string> | undefined;
  const buttons = actions.filter(
    (name) => name !== 'change' && name !== 'tell_police' && actionOf(name),
  );
  const primary = buttons.find((name) => actionOf(name)?.primary);
  const others = buttons.filter((name) => name !== primary);
  const begin = (name: string) => {
    if (type.name === 'contact' && name === 'turn_into_dispute')
      go('/records/dispute/new', { from_contact: record.id });
    else change({ do: name });
  };
  const end = () => change({ do: undefined, group: undefined }, { replace: true });
  // Handed to another unit, or sealed: it may be out of the sight of whoever did it.
  const done = (answer: WriteAnswer) =>
    answer.seen === false ? go(`/records/${type.name}`) : end();
  // Any record can become a brief or be instructed upon: whatever type says that it may be about any.
  const aboutIt = writableTypes(grant).filter(
    (other) => other.about_any !== undefined && other.name !== type.name,
  );
  // What hangs on this record is begun here, where it is in front of one.
  const hung = hungOn(book, type);
  const writable = writableTypes(grant);
  const onIt = hung.filter((other) => writable.includes(other));
  const canChange = actions.includes('change');
  const isDispute = type.name === 'dispute';

  return (
    <article className="page record-page">
      <title>{say({ en: `${one.title.en} · Taizhang`, zh: `${one.title.zh} · 台账` })}</title>
      <p className="grey small no-print">
        <GoLink to={`/records/${type.name}`}>{say(type.plural)}</GoLink>
        {one.unit && <span>{` · ${say(one.unit.name)}`}</span>}
      </p>
      <header className="record-head">
        <div>
          <h1 className="private-name">
            <MarkedText>{say(one.title)}</MarkedText>
          </h1>
          <p className="record-line">
            {one.number && (
              <span lang="zh" className="digits">
                {one.number}
              </span>
            )}
            <StateDot type={type} state={record.state} />
            {record.guard > 0 && (
              <span className="state refused">{say('Restricted', '限制查看')}</span>
            )}
            <HeadClock one={one} />
          </p>
          {isDispute && <DisputePath state={record.state} />}
          {type.name === 'question' && <AskedFigure record={record} />}
        </div>
        <div className="button-row no-print record-actions">
          {isDispute && actions.includes('tell_police') && doing !== 'tell_police' && (
            <button
              type="button"
              className="button danger"
              onClick={() => change({ do: 'tell_police' })}
            >
              {record['police_told_at']
                ? say('Danger of violence', '有暴力危险')
                : say('Danger of violence?', '有暴力危险')}
            </button>
          )}
          {others.length + onIt.length + aboutIt.length > 0 && (
            <Menu
              align="end"
              className="button icon"
              label={say('More that can be done', '更多操作')}
              button={<Icon name="more" />}
              items={[
                ...others.map((name) => ({
                  key: name,
                  label: say(actionOf(name)!.label),
                  act: () => begin(name),
                })),
                ...onIt.map((other) => ({
                  key: `on-${other.name}`,
                  label: say(`New: ${other.label.en.toLowerCase()}`, `登记${other.label.zh}`),
                  act: () =>
                    go(`/records/${other.name}/new`, {
                      on: record.id,
                      unit: String(record.unit_id),
                    }),
                })),
                ...aboutIt.map((other) => ({
                  key: `about-${other.name}`,
                  label: say(`${other.label.en} about this`, `据此登记${other.label.zh}`),
                  act: () =>
                    go(`/records/${other.name}/new`, {
                      about: `${type.name}/${record.id}`,
                      unit: String(record.unit_id),
                    }),
                })),
              ]}
            />
          )}
          {book.findStandard(type.name) && (
            <GoLink className="button" to={`/standards/${type.name}/${record.id}/trial`}>
              {say('Try it on all', '试评')}
            </GoLink>
          )}
          {type.own_page && (
            <GoLink className="button" to={type.own_page.path.replace('$id', record.id)}>
              {say(type.own_page.label)}
            </GoLink>
          )}
          {type.renews &&
            record.state === (type.renews.from ?? 'in_force') &&
            newActionsOf(type, grant.role).length > 0 && (
              <GoLink
                className="button"
                to={`/records/${type.name}/new`}
                search={{ copy: record.id }}
              >
                {say(type.renews.label ?? { en: 'New version', zh: '新立版本' })}
              </GoLink>
            )}
          {primary && doing !== primary && (
            <button type="button" className="button primary" onClick={() => begin(primary)}>
              {say(actionOf(primary)!.label)}
            </button>
          )}
        </div>
      </header>

      {doing === 'tell_police' && actions.includes('tell_police') && (
        <PoliceSheet type={type} one={one} done={end} />
      )}
      {doing && doing !== 'tell_police' && actions.includes(doing) && !search['group'] && (
        <section className="action-panel" aria-labelledby="action-heading">
          <h2 id="action-heading">{say(actionOf(doing)?.label)}</h2>
          <ActionForm
            key={doing}
            type={type}
            action={doing}
            record={record}
            id={record.id}
            links={one.links}
            people={one.people}
            done={done}
            leave={end}
          />
        </section>
      )}

      <LatinNames value={one.latin ?? noNames}>
        <div className="record-layout">
          <RecordFacts
            type={type}
            one={one}
            canChange={canChange}
            changing={doing === 'change' ? Number(search['group'] ?? -1) : -1}
            change={(group) => change({ do: 'change', group: String(group) })}
            done={done}
            leave={end}
          />
          <aside className="record-rail" aria-label={say('Papers and history', '文书和办理经过')}>
            {type.identity && <PersonMatters one={one} />}
            {hung.length > 0 && <HungRecords type={type} id={record.id} />}
            <Papers type={type} record={record} actions={actions} />
            <Timeline type={type} one={one} />
          </aside>
        </div>
      </LatinNames>
      <CountsFor one={one} />
    </article>
  );
}

function HeadClock({ one }: { one: OneRecord }) {
  const { say, language } = useLanguage();
  const { today } = useSession();
  const duty = one.duties.find((each) => !each.waiting);
  if (!duty) return null;
  const due = duty.postponed_to ?? duty.due_on;
  const over = due < today;
  const rule = ruleWords(duty.rule, language);
  return (
    <span className={over ? 'overdue' : ''}>
      {say(duty.label)}
      {say(': by ', '：')}
      {printDay(due, language)}
      {over && say(' (overdue)', '（已逾期）')}
      {rule && <span className="grey small">{` ${rule}`}</span>}
    </span>
  );
}

function CountsFor({ one }: { one: OneRecord }) {
  const say = useSay();
  if (one.counts_for.length === 0) {
    return (
      <p className="counts-for grey">
        {say('This record counts for no figure as it stands.', '本件目前不计入任何数据。')}
      </p>
    );
  }
  return (
    <section className="counts-for" aria-labelledby="counts-heading">
      <h2 id="counts-heading">{say('This record counts for', '本件记入')}</h2>
      <ul>
        {one.counts_for.map((line, i) => (
          <li key={i}>
            <CountedLineText line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}
