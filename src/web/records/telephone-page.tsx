/**
 * Entry on a telephone, at the edge of a field: five questions, two of them required, big buttons. Without a network it
 * is kept here and goes out by itself. Off localhost without HTTPS the page itself cannot be kept, and says so.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { addDays } from '#engine/day.ts';
import { inTreeOrder, isValidOn } from '#engine/code-book.ts';
import { labelOf } from '#engine/field.ts';
import type { CodeField } from '#engine/field.ts';
import type { Issue } from '#engine/problem.ts';
import { book } from '#lines/index.ts';
import { DayInput } from '../fields/day-input.tsx';
import { LineField } from '../fields/line-field.tsx';
import { api, ApiProblem } from '../shell/api.ts';
import type { FigureDetail, LikelyRecord, WriteAnswer } from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { GoLink } from '../shell/go.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { keepThisPage } from '../shell/keep-page.ts';
import { newId } from '../shell/new-id.ts';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { Waiting as WaitingLines } from '../shell/waiting.tsx';
import { IssueSummary } from './action-form.tsx';
import { findLikely, LikelySame } from './likely-same.tsx';
import { dropFromOutbox, keepInOutbox, outboxOf, sendOutbox } from './outbox.ts';
import type { KeptFile, Waiting } from './outbox.ts';
import { useOwnCommittee } from './own-committee.ts';
import { TelephoneFiles } from './telephone-files.tsx';
import './telephone.css';
import { sendWrites } from './writing.ts';

type Typed = {
  readonly one: string;
  readonly other: string;
  readonly otherUnknown: boolean;
  readonly about: string | null;
  readonly place: string | null;
  readonly day: string | null;
  readonly source: string;
  readonly note: string;
  readonly settled: boolean;
  readonly agreement: string;
};

const sources = ['application', 'own_initiative', 'department'] as const;
const chipsMax = 10;
const now = () => Date.now();

export function TelephonePage() {
  const say = useSay();
  const { grant, account, today } = useSession();
  const show = useReceipts();
  const queries = useQueryClient();
  const type = book.record('dispute');
  const own = useOwnCommittee(grant.unit.id);
  const empty: Typed = {
    one: '',
    other: '',
    otherUnknown: false,
    about: null,
    place: say(grant.unit.name),
    day: today,
    source: 'application',
    note: '',
    settled: false,
    agreement: '',
  };
  const draftKey = `taizhang.draft.${account.id}.quick`;
  const [typed, setTyped] = useState<Typed>(() => ({ ...empty, ...readDraft(draftKey) }));
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [likely, setLikely] = useState<{
    readonly candidates: readonly LikelyRecord[];
    readonly later: boolean;
  } | null>(null);
  const [written, setWritten] = useState<WriteAnswer | 'kept' | null>(null);
  const [box, setBox] = useState<readonly Waiting[]>([]);
  const [files, setFiles] = useState<readonly KeptFile[]>([]);
  const change = (part: Partial<Typed>) => {
    setTyped((before) => {
      const next = { ...before, ...part };
      localStorage.setItem(draftKey, JSON.stringify(next));
      return next;
    });
  };

  const readBox = useCallback(
    () => outboxOf(account.id).then(setBox, () => setBox([])),
    [account.id],
  );
  const send = useCallback(async () => {
    const sent = await sendOutbox(account.id);
    if (sent.length > 0) {
      show({
        said: {
          en: `${sent.length} sent from this telephone.`,
          zh: `本机已上报${sent.length}件。`,
        },
        lines: sent.flatMap((answer) => answer.lines),
      });
      void queries.invalidateQueries();
    }
    await readBox();
  }, [account.id, show, queries, readBox]);
  useEffect(() => {
    tick('village');
    void keepThisPage();
    const goOut = () => void send();
    goOut();
    window.addEventListener('online', goOut);
    const again = setInterval(goOut, 60_000);
    return () => {
      window.removeEventListener('online', goOut);
      clearInterval(again);
    };
  }, [send]);

  useEffect(() => {
    // What is missing is said above the form, and the button stands below it.
    if (issues.length > 0) window.scrollTo(0, 0);
  }, [issues]);

  const save = async (later: boolean, another = false) => {
    const problems = missing(typed);
    setIssues(problems);
    setTrouble(null);
    setLikely(null);
    if (problems.length > 0) return;
    setBusy(true);
    const action = typed.settled
      ? 'settle_on_spot'
      : later || !own.committee_id
        ? 'register'
        : 'accept';
    const field = type.fields['dispute_type'] as CodeField;
    const write = {
      write_id: newId(),
      type: 'dispute',
      id: newId(),
      unit_id: grant.unit.id,
      deeds: [{ action, fields: fieldsOf(typed, action, later, own) }],
    };
    const title = `${say(labelOf(field.list, typed.about))}, ${typed.one}`;
    const candidates = another ? [] : await findLikely(type, write.deeds[0]!.fields);
    if (candidates.length > 0) {
      setLikely({ candidates, later });
      setBusy(false);
      return;
    }
    const entry: Waiting = {
      write_id: write.write_id,
      account: account.id,
      written_at: now(),
      title,
      write,
      status: 'waiting',
      files,
    };
    try {
      const [answer] = await sendWrites([write]);
      // What was taken goes the way of the outbox: it may be large, and the line may break in between.
      if (files.length > 0) {
        await keepInOutbox(entry);
        void send();
      }
      localStorage.removeItem(draftKey);
      setWritten(answer!);
      show({
        said: {
          en: `Written down. ${answer!.number ?? ''}`,
          zh: `已登记。${answer!.number ?? ''}`,
        },
        to: `/records/dispute/${answer!.id}`,
        lines: answer!.lines,
      });
      void queries.invalidateQueries();
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === 'offline') {
        await keepInOutbox(entry);
        localStorage.removeItem(draftKey);
        setWritten('kept');
        await readBox();
      } else if (error instanceof ApiProblem && error.issues.length > 0) setIssues(error.issues);
      else setTrouble(error);
    } finally {
      setBusy(false);
    }
  };

  const again = () => {
    setWritten(null);
    setTyped(empty);
    setFiles([]);
    window.scrollTo(0, 0);
  };

  return (
    <div className="page telephone">
      <title>{say('In one minute · Taizhang', '一分钟登记 · 台账')}</title>
      <h1>{say('Write down a dispute', '登记纠纷')}</h1>
      <Fallback />
      {written ? (
        <Done written={written} again={again} />
      ) : (
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void save(false);
          }}
        >
          <IssueSummary issues={issues} trouble={trouble} />
          <Question number={1} title={say('Who', '当事人')}>
            <LineField
              label={say('One side', '一方')}
              value={typed.one}
              change={(one) => change({ one })}
              lang="zh"
              autoComplete="off"
              maxLength={60}
            />
            <div className="field">
              <label className="field-label" htmlFor="other-side">
                {say('Other side', '另一方')}
              </label>
              <input
                id="other-side"
                className="input"
                lang="zh"
                autoComplete="off"
                maxLength={60}
                disabled={typed.otherUnknown}
                value={typed.otherUnknown ? say('unknown', '不详') : typed.other}
                onChange={(event) => change({ other: event.target.value })}
              />
              <label className="filter-option">
                <input
                  type="checkbox"
                  checked={typed.otherUnknown}
                  onChange={(event) => change({ otherUnknown: event.target.checked })}
                />
                {say('Not known yet', '不详')}
              </label>
            </div>
          </Question>
          <AboutWhat value={typed.about} choose={(about) => change({ about })} />
          <Question number={3} title={say('Where', '在哪里')}>
            <input
              className="input"
              lang="zh"
              aria-label={say('Where', '在哪里')}
              maxLength={100}
              value={typed.place ?? ''}
              onChange={(event) => change({ place: event.target.value })}
            />
          </Question>
          <Question number={4} title={say('When', '什么时候')}>
            <div className="choices">
              {[
                [today, say('Today', '今天')],
                [addDays(today, -1), say('Yesterday', '昨天')],
              ].map(([day, label]) => (
                <label key={day} className="choice">
                  <input
                    type="radio"
                    name="day"
                    checked={typed.day === day}
                    onChange={() => change({ day: day! })}
                  />
                  <span>{label}</span>
                </label>
              ))}
              <DayInput
                value={typed.day}
                label={say('Another day', '其他日期')}
                onChange={(day) => change({ day })}
              />
            </div>
          </Question>
          <Question number={5} title={say('How it came', '怎么来的')}>
            <div className="choices">
              {sources.map((source) => (
                <label key={source} className="choice">
                  <input
                    type="radio"
                    name="source"
                    checked={typed.source === source}
                    onChange={() => change({ source })}
                  />
                  <span>{say(labelOf((type.fields['source'] as CodeField).list, source))}</span>
                </label>
              ))}
            </div>
          </Question>
          <label className="field">
            <span className="field-label">
              {say('A note', '简要情况')}
              <span className="optional">{say('if you like', '选填')}</span>
            </span>
            <textarea
              className="input"
              lang="zh"
              rows={2}
              value={typed.note}
              onChange={(event) => change({ note: event.target.value })}
            />
          </label>
          <TelephoneFiles files={files} change={setFiles} />
          <fieldset className="plain-set">
            <legend>{say('How is it now', '现在怎样')}</legend>
            <div className="choices">
              {[false, true].map((settled) => (
                <label key={String(settled)} className="choice">
                  <input
                    type="radio"
                    name="settled"
                    checked={typed.settled === settled}
                    onChange={() => change({ settled })}
                  />
                  <span>
                    {settled
                      ? say('Settled on the spot', '当场调成')
                      : say('Not mediated yet', '还没调')}
                  </span>
                </label>
              ))}
            </div>
          </fieldset>
          {typed.settled && (
            <label className="field" style={{ marginTop: 12 }}>
              <span className="field-label">{say('What was agreed', '协议内容')}</span>
              <textarea
                className="input"
                lang="zh"
                rows={2}
                value={typed.agreement}
                onChange={(event) => change({ agreement: event.target.value })}
              />
            </label>
          )}
          {likely && (
            <LikelySame
              type={type}
              candidates={likely.candidates}
              another={() => void save(likely.later, true)}
            />
          )}
          <div className="two-buttons">
            <button type="submit" className="button primary large" disabled={busy}>
              {typed.settled ? say('Write down', '登记') : say('Accept', '受理')}
            </button>
            <button
              type="button"
              className="button large"
              disabled={busy}
              onClick={() => void save(true)}
            >
              {say('Finish later', '以后补')}
            </button>
          </div>
        </form>
      )}
      <Outbox
        box={box}
        drop={(id) => void dropFromOutbox(id).then(readBox)}
        send={() => void send()}
      />
    </div>
  );
}

function Question({
  number,
  title,
  children,
}: {
  number: number;
  title: string;
  children: ReactNode;
}) {
  return (
    <fieldset className="plain-set question">
      <legend>
        <span className="grey digits">{number}</span> {title}
      </legend>
      {children}
    </fieldset>
  );
}

/** Ten chips, ordered by how often this village has had them in the past two years; the rest behind "Other". */
function AboutWhat({ value, choose }: { value: string | null; choose: (code: string) => void }) {
  const say = useSay();
  const { grant, today } = useSession();
  const [all, setAll] = useState(false);
  const { list } = book.record('dispute').fields['dispute_type'] as CodeField;
  const codes = list.codes.filter((code) => isValidOn(code, today));
  const indicator = book.indicators.find(
    (one) => one.kind === 'flow' && one.count.measure === 'disputes_accepted' && !one.count.where,
  )?.name;
  const params = { unit: grant.unit.id, from: addDays(today, -730), to: today };
  const figure = useQuery({
    queryKey: ['figure', indicator, params],
    queryFn: () => api.get<FigureDetail>(`/api/figures/${indicator}`, params),
    enabled: indicator !== undefined,
    staleTime: 10 * 60_000,
    retry: false,
  });
  if (figure.isLoading) return <WaitingLines lines={2} />;
  const rows = figure.data?.facets[0]?.rows ?? [];
  const often = new Map(rows.map((row) => [row.code, row.value ?? 0]));
  const rank = (code: string) => often.get(code) ?? 0;
  const top = codes.filter((code) => !code.parent);
  const ordered = top
    .map((code, i) => ({ code, i }))
    .toSorted((a, b) => rank(b.code.code) - rank(a.code.code) || a.i - b.i)
    .map((one) => one.code);
  const shown = all ? inTreeOrder(codes) : ordered.slice(0, chipsMax);
  return (
    <Question number={2} title={say('About what', '什么事')}>
      <div className="choices">
        {shown.map((code) => (
          <label key={code.code} className="choice">
            <input
              type="radio"
              name="about"
              checked={value === code.code}
              onChange={() => choose(code.code)}
            />
            <span>{say(code.label)}</span>
          </label>
        ))}
        {!all && (
          <button type="button" className="button" onClick={() => setAll(true)}>
            {say('Other…', '其他…')}
          </button>
        )}
      </div>
    </Question>
  );
}

function missing(typed: Typed): Issue[] {
  const issues: Issue[] = [];
  if (!typed.one.trim())
    issues.push({
      field: 'one',
      message: { en: 'Who is it? One side is enough.', zh: '请填写一方当事人，只填一方即可。' },
    });
  if (!typed.about)
    issues.push({
      field: 'about',
      message: { en: 'What is it about? Press one of the kinds.', zh: '请选择什么事。' },
    });
  return issues;
}

function fieldsOf(
  typed: Typed,
  action: string,
  later: boolean,
  own: { committee_id: string | null; mediator_id: string | null },
) {
  const party = (side: string, name: string) => ({ side, name, kind: 'person', role: 'party' });
  const other = typed.otherUnknown ? '不详' : typed.other.trim();
  const incomplete = later || !other || !typed.note.trim();
  return {
    parties: [party('applicant', typed.one.trim()), ...(other ? [party('respondent', other)] : [])],
    dispute_type: typed.about,
    source: typed.source,
    place: typed.place?.trim() || null,
    found_on: typed.day,
    about: typed.note.trim() || null,
    to_complete: incomplete ? true : null,
    ...(own.committee_id ? { committee_id: own.committee_id } : {}),
    ...(own.mediator_id ? { mediator_id: own.mediator_id } : {}),
    ...(action === 'accept' ? { accepted_on: typed.day } : {}),
    ...(action === 'settle_on_spot' ? { agreement_content: typed.agreement.trim() || null } : {}),
  };
}

function Done({ written, again }: { written: WriteAnswer | 'kept'; again: () => void }) {
  const { say } = useLanguage();
  const kept = written === 'kept';
  return (
    <section className="notice" role="status" aria-live="polite">
      <h2>{kept ? say('Kept on this telephone', '已存在本机') : say('Written down', '已登记')}</h2>
      <p style={{ marginBlock: 8 }}>
        {kept ? (
          say('It goes out by itself. The number follows.', '有网自动上报，编号随后给。')
        ) : (
          <span lang="zh" className="digits">
            {written.number ?? say('The number follows when it is accepted.', '受理后编号。')}
          </span>
        )}
      </p>
      <div className="two-buttons">
        <button type="button" className="button primary large" onClick={again}>
          {say('Another one', '再记一件')}
        </button>
        {!kept && (
          <GoLink className="button large" to={`/records/dispute/${written.id}`}>
            {say('Open it', '查看')}
          </GoLink>
        )}
      </div>
    </section>
  );
}

function Outbox({
  box,
  drop,
  send,
}: {
  box: readonly Waiting[];
  drop: (id: string) => void;
  send: () => void;
}) {
  const say = useSay();
  if (box.length === 0) return null;
  const words = {
    waiting: say('waiting', '待上报'),
    sent: say('sent', '已上报'),
    needs_you: say('needs you', '需处理'),
  };
  const tones = { waiting: 'waiting', sent: 'done', needs_you: 'refused' };
  return (
    <section style={{ marginTop: 32 }} aria-labelledby="outbox-heading">
      <h2 id="outbox-heading">{say('On this telephone', '本机记录')}</h2>
      <ul className="outbox">
        {box.map((entry) => (
          <li key={entry.write_id}>
            <span className="private-name" lang="zh">
              {entry.title}
            </span>
            <span className={`state ${tones[entry.status]}`}>
              {entry.number ?? words[entry.status]}
            </span>
            {entry.issues?.map((issue, i) => (
              <p key={i} className="field-error">
                {say(issue.message)}
              </p>
            ))}
            {entry.status !== 'waiting' && (
              <button
                type="button"
                className="link-button small"
                onClick={() => drop(entry.write_id)}
              >
                {say('Take off the list', '从列表移除')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {box.some((entry) => entry.status === 'waiting') && (
        <button type="button" className="button" onClick={send}>
          {say('Send now', '立即上报')}
        </button>
      )}
    </section>
  );
}

function Fallback() {
  const say = useSay();
  if (window.isSecureContext) return null;
  return (
    <p className="notice care" style={{ marginBottom: 16 }}>
      {say(
        'This address is not secure (no HTTPS): keep this page open, because without a network it cannot be opened again. What you write is kept.',
        '当前地址未启用HTTPS：请保持页面打开，断网后无法重新打开；已填写的内容会保存在本机。',
      )}
    </p>
  );
}

function readDraft(key: string): Partial<Typed> {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Typed>;
  } catch {
    return {};
  }
}
