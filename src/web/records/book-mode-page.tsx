/**
 * Book mode: a register written like its paper book. The last line is always open to type or paste into; leaving a line
 * sends it. It goes the way of the import and not of single writes, because a line of a book is words and several
 * deeds: names become records, "settled on 4 March" becomes acceptance, result and closing, and each cell can be wrong
 * by itself.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { ClipboardEvent, FocusEvent } from 'react';
import type { AnyRecordType } from '#engine/record.ts';
import { book } from '#lines/index.ts';
import { draftKey, dropDraft, findDraft, keepDraft } from '../fields/drafts.ts';
import { api, ApiProblem, textOfError } from '../shell/api.ts';
import type { CountedLine } from '../shell/api-types.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { GoLink } from '../shell/go.tsx';
import { useLanguage } from '../shell/language.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { newId } from '../shell/new-id.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { useSession } from '../shell/session.tsx';
import { isComposing, useKeysInside } from '../shell/shortcuts.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { BookLine, cellId } from './book-line.tsx';
import {
  isBegun,
  isWaiting,
  keyOf,
  nextNumber,
  runsOf,
  sheetOf,
  withBlock,
  withCell,
  withOpenRow,
} from './book-rows.ts';
import type { BookColumn, BookRow, Cells } from './book-rows.ts';
import './book-mode.css';
import type { Imported, Undone } from './import-types.ts';
import { useOwnCommittee } from './own-committee.ts';
import { readPaste } from './paste.ts';

export function BookModePage() {
  const { type: name } = useParams({ strict: false }) as { type: string };
  const type = book.findRecord(name);
  const { grant } = useSession();
  const columns = useQuery({
    queryKey: ['book-columns', name],
    queryFn: () => api.get<{ columns: BookColumn[] }>(`/api/import/${name}/columns`),
    enabled: type !== undefined,
    staleTime: Infinity,
  });
  const own = useOwnCommittee(grant.unit.id, type?.fields['committee_id'] !== undefined);
  if (!type || newActionsOf(type, grant.role).length === 0) return <NoSuchPage />;
  if (columns.isError)
    return <Trouble error={columns.error} retry={() => void columns.refetch()} />;
  if (!columns.data || !own.ready) return <Waiting />;
  const committee = own.committee_id ? own.links[own.committee_id]?.title.zh : undefined;
  const first: Cells = committee ? { 调解委员会: committee } : {};
  return <BookMode key={name} type={type} columns={columns.data.columns} first={first} />;
}

type Answer = Imported & {
  readonly records: readonly {
    readonly row: number;
    readonly id: string;
    readonly number: string | null;
    readonly lines: readonly CountedLine[];
  }[];
};

type Props = {
  readonly type: AnyRecordType;
  readonly columns: readonly BookColumn[];
  readonly first: Cells;
};

function BookMode({ type, columns: all, first }: Props) {
  const { say, language } = useLanguage();
  const { account, grant } = useSession();
  const show = useReceipts();
  const queries = useQueryClient();
  const draft = draftKey(account.id, type.name, 'book', 'book');
  const [{ sitting, started }] = useState(() => {
    const known = findDraft(localStorage, draft, Date.now())?.values;
    const lines = (known?.['rows'] ?? []) as readonly BookRow[];
    // A new sitting: its lines are numbered anew, what was not kept yet comes back.
    const rows = lines.map(({ cells }, i) => ({ n: i + 1, cells }));
    return { sitting: newId(), started: withOpenRow(rows, all, first) };
  });
  const [rows, setRows] = useState<readonly BookRow[]>(started);
  const [extra, setExtra] = useState<readonly string[]>([]);
  const latest = useRef(rows);
  const sending = useRef<Promise<void>>(Promise.resolve());
  const importId = useRef<string | null>(null);
  const table = useRef<HTMLTableElement>(null);
  const filled = new Set(rows.flatMap((row) => Object.keys(row.cells)));
  const shown = all.filter(
    (column) => column.shown || extra.includes(keyOf(column)) || filled.has(keyOf(column)),
  );
  const keptCount = rows.filter((row) => row.kept).length;
  const wrongCount = rows.filter((row) => row.issues?.some((issue) => !issue.warning)).length;

  const put = (next: readonly BookRow[]) => {
    const open = withOpenRow(next, all, first);
    latest.current = open;
    setRows(open);
    const left = open.filter((row) => !row.kept && isBegun(row, all));
    if (left.length === 0) dropDraft(localStorage, draft);
    else
      keepDraft(
        localStorage,
        draft,
        { rows: left.map(({ n, cells }) => ({ n, cells })) },
        null,
        Date.now(),
      );
  };
  const change = (n: number, part: Partial<BookRow>) =>
    put(latest.current.map((row) => (row.n === n ? { ...row, ...part } : row)));

  const takeBack = async (n: number) => {
    try {
      const { taken_back, stay } = await api.delete<Undone>(
        `/api/import/${importId.current}?row=${n}`,
      );
      if (taken_back === 0) {
        show({ said: stay[0]?.why ?? { en: 'It stays.', zh: '未能撤回。' }, bad: true });
        return;
      }
      // Its number in the sitting is used up; the line stands there again, to be corrected.
      put(
        latest.current.map((row) =>
          row.n === n ? { n: nextNumber(latest.current), cells: row.cells, asked: row.cells } : row,
        ),
      );
      show({ said: { en: 'Taken back.', zh: '已撤回。' } });
      void queries.invalidateQueries();
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };

  const send = async () => {
    const waiting = latest.current.filter((row) => isWaiting(row, all));
    for (const run of runsOf(waiting.toSorted((a, b) => a.n - b.n))) {
      for (const row of run) change(row.n, { asked: row.cells });
      try {
        const answer = await api.post<Answer>(
          `/api/import/${type.name}`,
          { rows: sheetOf(run, all), sitting: { id: sitting, first: run[0]!.n } },
          { unit: grant.unit.id },
        );
        importId.current = answer.import_id;
        take(run, answer);
      } catch (error) {
        for (const row of run) change(row.n, { asked: undefined });
        const offline = error instanceof ApiProblem && error.kind === 'offline';
        show({
          said: offline
            ? {
                en: 'No network. The lines stay here; leave a line again when it is back.',
                zh: '网络不通。内容已留在本机，恢复后再离开该行即可上传。',
              }
            : textOfError(error),
          bad: true,
        });
        return;
      }
    }
  };

  const take = (run: readonly BookRow[], answer: Answer) => {
    const bad = new Map(answer.bad.map((one) => [one.row, one.issues]));
    const good = new Map(answer.records.map((one) => [one.row, one]));
    put(
      latest.current.map((row) => {
        if (!run.some((one) => one.n === row.n)) return row;
        const kept = good.get(row.n);
        return { ...row, kept, issues: bad.get(row.n) };
      }),
    );
    if (good.size === 0) return;
    void queries.invalidateQueries({
      predicate: ({ queryKey }) => queryKey[0] !== 'units' && queryKey[0] !== 'book-columns',
    });
    const one = good.size === 1 ? answer.records[0] : undefined;
    show({
      said: one
        ? { en: `Kept: ${one.number ?? 'line'}`, zh: `已登记：${one.number ?? '一行'}` }
        : { en: `Kept: ${good.size} lines`, zh: `已登记${good.size}行` },
      to: one ? `/records/${type.name}/${one.id}` : undefined,
      lines: one?.lines,
      takeBack: one && (() => takeBack(one.row)),
    });
  };

  /** One after the other: the server refuses two requests of one sitting at once. */
  const sendSoon = () => {
    sending.current = sending.current.then(send);
  };

  const focusCell = (n: number, column: number) =>
    document.getElementById(cellId(n, column))?.focus();
  useKeysInside(table, (event) => {
    if (isComposing(event)) return;
    const at = /^book-(\d+)-(\d+)$/.exec((event.target as HTMLElement).id);
    if (!at) return;
    const [n, column] = [Number(at[1]), Number(at[2])];
    const index = latest.current.findIndex((row) => row.n === n);
    const next = (by: 1 | -1) => {
      for (let i = index + by; latest.current[i]; i += by)
        if (!latest.current[i]!.kept) return latest.current[i]!.n;
      return null;
    };
    if (event.key === 'Enter') {
      event.preventDefault();
      const below = next(1);
      if (below !== null) focusCell(below, 0);
      sendSoon();
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const to = next(event.key === 'ArrowDown' ? 1 : -1);
      if (to === null || shown[column]?.choices.length) return;
      event.preventDefault();
      focusCell(to, column);
    }
  });

  const leave = (event: FocusEvent<HTMLTableRowElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) sendSoon();
  };
  const paste = (event: ClipboardEvent, n: number, column: number) => {
    const text = event.clipboardData.getData('text/plain');
    if (!/[\t\n]/.test(text.trim())) return;
    event.preventDefault();
    put(withBlock(latest.current, readPaste(text), { n, column }, shown, all));
    sendSoon();
  };
  useEffect(() => {
    const open = latest.current.at(-1)!;
    document.getElementById(cellId(open.n, 0))?.focus();
  }, []);

  return (
    <div className="page book-mode">
      <title>
        {say({
          en: `Book mode: ${type.plural.en} · Taizhang`,
          zh: `台账录入：${type.plural.zh} · 台账`,
        })}
      </title>
      <p className="grey small">
        <GoLink to={`/records/${type.name}`}>{say(type.plural)}</GoLink>
      </p>
      <div className="page-head">
        <div>
          <h1>{say({ en: `Book mode: ${type.plural.en}`, zh: `台账录入：${type.plural.zh}` })}</h1>
          <p className="about">
            {say(
              'Type line by line, or paste a block from Excel with or without its headings. Enter or leaving a line keeps it; what is wrong stays open with the reason at its cell.',
              '逐行录入，或从Excel整块粘贴（有无表头均可）。回车或离开该行即登记；有误的行保留，并在单元格处写明原因。',
            )}
          </p>
        </div>
        <Popover label={say('Columns', '列')} align="end" button={say('Columns', '列')}>
          {() => (
            <div className="filter-options" role="group" aria-label={say('Columns', '列')}>
              {all.map((column) => {
                const key = keyOf(column);
                const fixed = column.shown || filled.has(key);
                return (
                  <label key={key} className="filter-option">
                    <input
                      type="checkbox"
                      disabled={fixed}
                      checked={fixed || extra.includes(key)}
                      onChange={(event) =>
                        setExtra(
                          event.target.checked
                            ? [...extra, key]
                            : extra.filter((one) => one !== key),
                        )
                      }
                    />
                    {column.heading[language]}
                  </label>
                );
              })}
            </div>
          )}
        </Popover>
      </div>
      {all
        .filter((column) => column.choices.length > 0)
        .map((column) => (
          <datalist key={keyOf(column)} id={`book-choices-${keyOf(column)}`}>
            {column.choices.map((choice) => (
              <option key={choice.zh}>{choice[language]}</option>
            ))}
          </datalist>
        ))}
      <div className="table-scroll">
        <table ref={table} className="ledger book-table">
          <thead>
            <tr>
              <th scope="col">{say('Line', '行')}</th>
              {shown.map((column) => (
                <th key={keyOf(column)} scope="col">
                  {column.heading[language]}
                  {column.required && <span className="required"> *</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <BookLine
                key={row.n}
                type={type}
                row={row}
                place={i + 1}
                columns={shown}
                onType={(key, value) => put(withCell(latest.current, row.n, key, value))}
                onPaste={(event, column) => paste(event, row.n, column)}
                onLeave={leave}
                onTakeBack={() => void takeBack(row.n)}
                onDrop={() => put(latest.current.filter((one) => one.n !== row.n))}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className="register-foot digits" role="status">
        {say(
          `${keptCount} kept${wrongCount > 0 ? `, ${wrongCount} to mend` : ''}`,
          `已登记${keptCount}行${wrongCount > 0 ? `，${wrongCount}行待更正` : ''}`,
        )}
      </p>
    </div>
  );
}
