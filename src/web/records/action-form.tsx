/**
 * One action of a record as a form: what it asks, with a draft at every key, problems at their
 * fields, and a question with both values when somebody else was faster. Used for new records, for
 * the big buttons, and for [Change] of a group.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Field } from '#engine/field.ts';
import { statutoryCalendar } from '#engine/holidays.ts';
import type { Issue } from '#engine/problem.ts';
import { askedBy } from '#engine/record.ts';
import type { Action, AnyRecord, AnyRecordType, ChildList } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { dropDraft, findDraft, keepDraft, draftKey } from '../fields/drafts.ts';
import { LineField } from '../fields/line-field.tsx';
import { RecordFields } from '../fields/record-fields.tsx';
import { ScoreSheet } from '../offices/score-sheet.tsx';
import type { ScoreRow } from '../offices/score-sheet.tsx';
import { api, ApiProblem, textOfError } from '../shell/api.ts';
import type {
  LikelyRecord,
  LinkTitle,
  OneRecord,
  Session,
  Version,
  WriteAnswer,
} from '../shell/api-types.ts';
import { tick } from '../shell/demo-steps.ts';
import { useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { isComposing, useKeysInside } from '../shell/shortcuts.ts';
import { differing } from './differing.ts';
import { findLikely, LikelySame } from './likely-same.tsx';
import { StaleQuestion } from './stale-question.tsx';
import type { Stale } from './stale-question.tsx';
import { useWrite } from './writing.ts';
import type { WriteBody } from './writing.ts';

type Props = {
  readonly type: AnyRecordType;
  readonly action: string;
  /** The record as it stands; null for a new one. */
  readonly record: AnyRecord | null;
  readonly id: string;
  readonly unit_id?: number | undefined;
  /** Only these of what the action asks: a group of the paper form. */
  readonly only?: readonly string[] | undefined;
  readonly startWith?: Readonly<Record<string, unknown>> | undefined;
  readonly links?: Readonly<Record<string, LinkTitle>> | undefined;
  readonly people?: Readonly<Record<string, string>> | undefined;
  readonly done: (answer: WriteAnswer) => void;
  readonly leave: () => void;
  readonly extra?: ReactNode;
  readonly saveLabel?: string | undefined;
  /** Written in the same save, and known by its id among the drafts: what this record comes of. */
  readonly together?: WriteBody | undefined;
};

type Values = Record<string, unknown>;

export function ActionForm(props: Props) {
  const {
    type,
    action,
    record,
    id,
    unit_id,
    only,
    startWith,
    links,
    people,
    done,
    leave,
    extra,
    saveLabel,
    together,
  } = props;
  const say = useSay();
  const session = useSession();
  const write = useWrite();
  const definition = type.actions[action] as Action<AnyRecord, string>;
  const names = useMemo(() => {
    const asked = askedBy(type, action);
    return only ? asked.filter((name) => only.includes(name)) : asked;
  }, [type, action, only]);
  const start = useMemo(
    () => startingValues(type, names, record, startWith),
    [type, names, record, startWith],
  );
  const key = draftKey(
    session.account.id,
    type.name,
    record ? id : (together?.id ?? 'new'),
    only ? `${action}.${only[0]}` : action,
  );
  const [draft] = useState(() => findDraft(localStorage, key, Date.now()));
  const [values, setValues] = useState<Values>(() => ({ ...start, ...draft?.values }));
  const [found, setFound] = useState(draft !== null);
  const [issues, setIssues] = useState<readonly Issue[]>([]);
  const [trouble, setTrouble] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [reason, setReason] = useState('');
  const [stale, setStale] = useState<Stale | null>(null);
  const [likely, setLikely] = useState<readonly LikelyRecord[]>([]);
  const form = useRef<HTMLFormElement>(null);

  useKeysInside(form, (event) => {
    // Enter in a line of text must not send a form that is longer than a line; Ctrl+Enter does.
    if (event.key !== 'Enter' || isComposing(event)) return;
    if (event.ctrlKey || event.metaKey) form.current?.requestSubmit();
    else if (event.target instanceof HTMLInputElement && names.length > 1) event.preventDefault();
  });

  const changed = differing(start, values, names);
  useEffect(() => {
    keepDraft(
      localStorage,
      key,
      // What is encrypted where it is kept is not left behind in a browser.
      Object.fromEntries(
        changed.filter((name) => !isSecret(type, name)).map((name) => [name, values[name]]),
      ),
      record?.version ?? null,
      Date.now(),
    );
  });
  useEffect(() => {
    const typed = form.current?.querySelector<HTMLElement>('input.input, textarea');
    (typed ?? form.current?.querySelector<HTMLElement>('input'))?.focus();
  }, []);

  const ended = ['done', 'ended'].includes(
    (type.states as Record<string, { tone: string }>)[record?.state ?? '']?.tone ?? '',
  );
  const asksReason =
    definition.reason === 'always' || (definition.reason === 'once_ended' && ended);
  const required = useMemo(() => {
    const always = Object.entries(type.fields as Record<string, Field>)
      .filter(([, field]) => field.required)
      .map(([name]) => name);
    return new Set([...always, ...(definition.required ?? [])]);
  }, [type, definition]);

  const whole = wholeRecord(type, definition, record, values, session);
  // Points against a standard are given on its sheet; where there is no standard (yet), there are none to give.
  const standard = definition.scores ? book.standardOf(type.name) : undefined;

  const save = async (version: number | undefined, another = false) => {
    setBusy(true);
    setIssues([]);
    setTrouble(null);
    setLikely([]);
    const shown = names.filter(
      (name) => (type.fields[name] as Field | undefined)?.when?.(whole) !== false,
    );
    // A change sends what was changed; an action sends all that it asked.
    const sent =
      definition.fields === undefined
        ? []
        : record
          ? changed.filter((name) => shown.includes(name))
          : shown;
    const filled = record ? sent : sent.filter((name) => !isBlank(values[name]));
    const fields = Object.fromEntries(filled.map((name) => [name, values[name]]));
    const deed = { action, fields, ...(asksReason ? { reason } : {}) };
    const alike = record || another ? [] : await findLikely(type, fields);
    if (alike.length > 0) {
      setLikely(alike);
      setBusy(false);
      return;
    }
    try {
      const answer = await write(
        {
          type: type.name,
          id,
          ...(record ? { expected_version: version } : { unit_id }),
          deeds: [deed],
        },
        (given) => ({
          en: `Written down${given.number ? `: ${given.number}` : '.'}`,
          zh: given.number ? `已登记：${given.number}` : '已保存。',
        }),
        // What was changed can be changed back; a step of the procedure is taken back by its own
        // action.
        record && action === 'change'
          ? (given) => ({
              type: type.name,
              id,
              expected_version: given.version,
              deeds: [
                {
                  action,
                  fields: Object.fromEntries(filled.map((name) => [name, start[name] ?? null])),
                  ...(asksReason ? { reason: say('Taken back', '撤回') } : {}),
                },
              ],
            })
          : undefined,
        together,
      );
      dropDraft(localStorage, key);
      if (record) tick('change');
      done(answer);
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === 'stale' && record)
        setStale(await whatChanged(type, id, record, names));
      else if (error instanceof ApiProblem && error.issues.length > 0) {
        setIssues(error.issues);
        focusFirst(form.current, error.issues, prefix);
      } else setTrouble(error);
    } finally {
      setBusy(false);
    }
  };

  const prefix = `f-${action}-`;
  const elsewhere = issues.filter(
    (issue) => !issue.field || !isShown(issue.field, names) || issue.field === 'reason',
  );
  return (
    <form
      ref={form}
      className="form-column"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void save(record?.version);
      }}
    >
      {found && (
        <p className="notice" style={{ marginBottom: 16 }}>
          {say('What you typed last time is back. ', '已恢复上次填写的内容。')}
          <button
            type="button"
            className="link-button"
            onClick={() => {
              setValues(start);
              setFound(false);
            }}
          >
            {say('Begin afresh', '清空重填')}
          </button>
        </p>
      )}
      {stale && (
        <StaleQuestion
          type={type}
          stale={stale}
          mine={values}
          links={links}
          keepTheirs={() => {
            dropDraft(localStorage, key);
            leave();
          }}
          keepMine={() => {
            setStale(null);
            void save(stale.version);
          }}
        />
      )}
      <IssueSummary issues={elsewhere} trouble={trouble} />
      <RecordFields
        type={type}
        names={standard ? names.filter((name) => name !== 'scores') : names}
        required={required}
        values={values}
        whole={whole}
        issues={issues}
        prefix={prefix}
        links={links}
        people={people}
        unit={record?.unit_id ?? unit_id}
        onChange={(name, value) => setValues((before) => ({ ...before, [name]: value }))}
      />
      {standard && definition.scores && names.includes('scores') && (
        <ScoreSheet
          criteria={standard.criteria}
          standard={(whole['criteria_id'] as string | null) ?? null}
          body={(whole[standard.link] as string | null) ?? null}
          unit={record?.unit_id ?? unit_id}
          column={definition.scores}
          rows={(values['scores'] as ScoreRow[] | undefined) ?? []}
          onChange={(rows) => setValues((before) => ({ ...before, scores: rows }))}
          issues={issues}
          prefix={prefix}
        />
      )}
      {asksReason && (
        <LineField
          label={say('Reason', '理由')}
          hint={say('It stays beside this version in the history.', '理由将与本次修改一并留存。')}
          value={reason}
          change={setReason}
          lang="zh"
          required
        />
      )}
      {extra}
      {likely.length > 0 && (
        <LikelySame
          type={type}
          candidates={likely}
          another={() => void save(record?.version, true)}
        />
      )}
      <div className="form-foot">
        <button type="submit" className="button primary" disabled={busy}>
          {saveLabel ?? (action === 'change' ? say('Save', '保存') : say(definition.label))}
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            dropDraft(localStorage, key);
            leave();
          }}
        >
          {say('Leave it', '不改了')}
        </button>
        <span className="grey small form-keys">
          {say('Ctrl Enter saves; drafts are kept.', 'Ctrl Enter 保存，草稿自动保留。')}
        </span>
      </div>
    </form>
  );
}

export function IssueSummary({ issues, trouble }: { issues: readonly Issue[]; trouble: unknown }) {
  const say = useSay();
  if (issues.length === 0 && !trouble) return null;
  return (
    <div className="notice bad issue-list" role="alert">
      {trouble ? <p>{say(textOfError(trouble))}</p> : null}
      {issues.length > 0 && (
        <ul>
          {issues.map((issue, i) => (
            <li key={i}>{say(issue.message)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function isSecret(type: AnyRecordType, name: string): boolean {
  const child = type.children[name] as ChildList | undefined;
  const fields: Field[] = child ? Object.values(child.fields) : [type.fields[name] as Field];
  return fields.some((field) => field.secret);
}

function isShown(path: string, names: readonly string[]): boolean {
  return names.includes(path.split('.')[0]!);
}

/** With what the action fills by itself: “settled on the spot” asks for the agreement because it sets the result. */
function wholeRecord(
  type: AnyRecordType,
  definition: Action<AnyRecord, string>,
  record: AnyRecord | null,
  values: Values,
  session: Session,
): Record<string, unknown> {
  const { grant, account, today } = session;
  const nothing = [
    ...Object.keys(type.fields).map((name) => [name, null] as const),
    ...Object.keys(type.children).map((name) => [name, []] as const),
  ];
  const before = {
    ...Object.fromEntries(nothing),
    state: 'new',
    version: 0,
    unit_id: grant.unit.id,
    ...record,
    ...values,
  } as AnyRecord;
  const actor = {
    person_id: account.id,
    name: account.name,
    grant: { role: grant.role, unit_id: grant.unit.id, path: grant.unit.path, lines: grant.lines },
  };
  try {
    const now = `${today}T04:00:00.000Z`;
    const moment = { today, now, actor, calendar: statutoryCalendar };
    return { ...before, ...definition.set?.(before, moment) };
  } catch {
    // Half a form may not be enough for it; the server has the last word anyway.
    return before;
  }
}

function isBlank(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === '' ||
    (Array.isArray(value) && value.length === 0)
  );
}

function startingValues(
  type: AnyRecordType,
  names: readonly string[],
  record: AnyRecord | null,
  startWith: Props['startWith'],
): Values {
  const entries = names.map(
    (name) =>
      [name, startWith?.[name] ?? record?.[name] ?? (name in type.children ? [] : null)] as const,
  );
  return Object.fromEntries(entries);
}

/** The first field with a problem gets the focus, so that nobody has to look for it. */
function focusFirst(form: HTMLFormElement | null, issues: readonly Issue[], prefix: string): void {
  const path = issues.find((issue) => issue.field && !issue.warning)?.field;
  if (!path) return;
  const id = prefix + path.replaceAll('.', '-');
  setTimeout(() => {
    const place =
      form?.querySelector<HTMLElement>(`[id="${CSS.escape(id)}"]`) ??
      form?.querySelector<HTMLElement>(`[id="${CSS.escape(prefix + path.split('.')[0])}"]`);
    const target = place?.matches('input, textarea, select, button')
      ? place
      : place?.querySelector<HTMLElement>('input, textarea, button');
    (target ?? place)?.focus();
    place?.scrollIntoView({ block: 'center' });
  });
}

async function whatChanged(
  type: AnyRecordType,
  id: string,
  mine: AnyRecord,
  names: readonly string[],
): Promise<Stale> {
  const [now, history] = await Promise.all([
    api.get<OneRecord>(`/api/records/${type.name}/${id}`),
    api.get<{ versions: Version[] }>(`/api/records/${type.name}/${id}/versions`),
  ]);
  const last = history.versions[0];
  const fields = differing(mine, now.record, names);
  return {
    version: now.record.version,
    person: last?.person.name ?? null,
    at: last?.at ?? null,
    before: mine,
    theirs: now.record,
    fields,
  };
}
