/** A register: found by name or pinyin, filtered in the address, walked with the arrow keys, a page at a time. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { isHidden } from '#engine/field.ts';
import { isGuarded, seeksSecretly } from '#engine/record.ts';
import type { AnyRecordType } from '#engine/record.ts';
import { maySortBy, sortOf } from '#engine/register.ts';
import { book } from '#lines/index.ts';
import { useYears } from '../figures/period-picker.tsx';
import { address, api, textOfError } from '../shell/api.ts';
import type { RecordPage, RecordRow } from '../shell/api-types.ts';
import { NoSuchPage } from '../shell/error-page.tsx';
import { GoLink, useGo, useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { LatinNames } from '../shell/latin-names.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { useMaking } from '../shell/making.tsx';
import { Menu } from '../shell/menu.tsx';
import { newActionsOf } from '../shell/menu-of-lines.ts';
import { MarkedText } from '../shell/marked-text.tsx';
import { printNumber } from '../shell/numbers.ts';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { saveFromServer } from '../shell/save-from-server.ts';
import { useTyped } from '../shell/use-typed.ts';
import { useWider } from '../shell/use-wider.ts';
import { useSession } from '../shell/session.tsx';
import { isComposing, isTyping, useKeysInside, useShortcut } from '../shell/shortcuts.ts';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { Cell, Clock, columnLabel, isNumberColumn, StateDot } from './cell.tsx';
import { GuardedExport } from './guarded-export.tsx';
import { LedgerCounts } from './ledger-counts.tsx';
import { PersonSearch } from './person-search.tsx';
import { RegisterFilters } from './register-filters.tsx';
import { chosenColumns, dayFilters, listParams, listSearch, nextSort } from './register-query.ts';
import './register.css';
import { SavedViews } from './saved-views.tsx';

export function RegisterPage() {
  const { type: name } = useParams({ strict: false }) as { type: string };
  const type = book.findRecord(name);
  return type ? <Register key={name} type={type} /> : <NoSuchPage />;
}

function Register({ type }: { type: AnyRecordType }) {
  const { say, language } = useLanguage();
  const { grant } = useSession();
  const show = useReceipts();
  const make = useMaking();
  const [search, change] = useSearch();
  const go = useGo();
  const years = useYears(grant.unit.id);
  const columnsKey = `taizhang.columns.${type.name}`;
  const known = [
    ...new Set([
      ...type.list.columns,
      'clock',
      ...Object.keys(type.fields).filter(
        (name) => !isHidden(type.fields[name]) && type.fields[name].kind !== 'long_text',
      ),
    ]),
  ];
  const [columns, setColumns] = useState(() =>
    chosenColumns(localStorage.getItem(columnsKey), known, withClock(type)),
  );
  const params = listSearch(search);
  // What identifies somebody is typed here and stands in no address.
  const secretly = seeksSecretly(type);
  const [sought, setSought] = useState<Sought | null>(null);
  const ask = (page: Parameters<typeof listParams>[1]) =>
    sought
      ? api.post<RecordPage>(`/api/records/${type.name}/search`, {
          ...sought,
          ...inWords(listParams(params, page)),
        })
      : api.get<RecordPage>(`/api/records/${type.name}`, listParams(params, page));
  const list = useInfiniteQuery({
    queryKey: ['records', type.name, params, sought],
    queryFn: ({ pageParam }) => ask({ after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (before) => before,
  });
  const pages = list.data?.pages ?? [];
  const rows = pages.flatMap((page) => page.records);
  const links = Object.assign({}, ...pages.map((page) => page.links ?? {})) as RecordPage['links'];
  const people = Object.assign(
    {},
    ...pages.map((page) => page.people ?? {}),
  ) as RecordPage['people'];
  const latin = Object.assign({}, ...pages.map((page) => page.latin ?? {})) as Record<
    string,
    string
  >;
  // Asked after the page: what is wanted first are the records, and of a million counting takes longer than finding.
  const counted = useQuery({
    queryKey: ['records', type.name, params, sought, 'count'],
    queryFn: () => ask({ limit: 1, count: true }),
    // Each look at who is sought is a line in the log: the count is not worth a second one.
    enabled: list.isSuccess && !(type.identity && sought),
  });
  const count = counted.data?.count;
  const exact = counted.data?.count_is_exact !== false;
  const begins = newActionsOf(type, grant.role);
  const filtered = sought !== null || Object.keys(params).some((key) => key !== 'sort');

  const chooseColumns = (next: readonly string[]) => {
    localStorage.setItem(columnsKey, next.join(','));
    setColumns(next);
  };
  const file = async (kind: string) => {
    const path = `/api/records/${type.name}/export.${kind}`;
    try {
      const name = await make(({ progress, signal }) =>
        saveFromServer(address(path, { ...params, lang: language, progress }), signal),
      );
      if (name !== null) show({ said: { en: `Exported: ${name}`, zh: `已导出：${name}` } });
    } catch (error) {
      show({ said: textOfError(error), bad: true });
    }
  };

  return (
    <div className="page register">
      <title>{say({ en: `${type.plural.en} · Taizhang`, zh: `${type.plural.zh} · 台账` })}</title>
      <div className="page-head">
        <div>
          <h1>{say(type.plural)}</h1>
          <p className="about">{say(type.about)}</p>
        </div>
        <div className="button-row no-print">
          {begins.length > 0 && (
            <>
              <GoLink className="button" to={`/records/${type.name}/new`}>
                <Icon name="plus" size={14} /> {say(type.label)}
              </GoLink>
              <GoLink className="button" to={`/records/${type.name}/book`}>
                {say('Book mode', '台账录入')}
              </GoLink>
              <GoLink className="button" to={`/records/${type.name}/import`}>
                <Icon name="upload" /> {say('Bring in', '导入')}
              </GoLink>
            </>
          )}
          {isGuarded(type) ? (
            <GuardedExport type={type} asked={{ ...params, ...(sought ? { q: sought.q } : {}) }} />
          ) : (
            <Menu
              align="end"
              button={
                <>
                  <Icon name="download" /> {say('Export', '导出')} <Icon name="down" size={12} />
                </>
              }
              items={[
                { key: 'xlsx', label: 'Excel', hint: '.xlsx', act: () => void file('xlsx') },
                { key: 'csv', label: 'CSV', hint: '.csv', act: () => void file('csv') },
              ]}
            />
          )}
          <button type="button" className="button" onClick={() => window.print()}>
            <Icon name="print" /> {say('Print the book', '打印台账')}
          </button>
        </div>
      </div>
      <SavedViews
        type={type.name}
        search={params}
        choose={(view, how) => go(`/records/${type.name}`, view, how)}
      >
        <Popover
          label={say('Columns', '列')}
          className="button quiet choose-columns"
          align="end"
          button={say('Columns', '列')}
        >
          {() => (
            <div className="filter-options" role="group" aria-label={say('Columns', '列')}>
              {known.map((name) => (
                <label key={name} className="filter-option">
                  <input
                    type="checkbox"
                    checked={columns.includes(name)}
                    onChange={(event) =>
                      chooseColumns(
                        event.target.checked
                          ? [...columns, name]
                          : columns.filter((one) => one !== name),
                      )
                    }
                  />
                  {say(columnLabel(type, name))}
                </label>
              ))}
            </div>
          )}
        </Popover>
      </SavedViews>
      <div className="control-row no-print">
        {type.identity ? (
          <>
            <PersonSearch find={setSought} />
            {(grant.role === 'director' || grant.role === 'county') && (
              <GoLink className="button" to="/duplicates">
                {say('Doubles', '查重')}
              </GoLink>
            )}
          </>
        ) : (
          <SearchBox
            value={(secretly ? sought?.q : search['q']) ?? ''}
            onChange={(q) =>
              secretly
                ? setSought(q ? { q } : null)
                : change({ q: q || undefined }, { replace: true })
            }
          />
        )}
        <RegisterFilters
          type={type}
          search={search}
          change={(next) => change(next, { replace: true })}
          years={(years.data?.years ?? []).map((one) => one.year).slice(-6)}
        />
        {count !== undefined && rows.length > 0 && (
          <span className="register-count digits">
            {say(
              `${exact ? '' : 'more than '}${printNumber(count)} in all`,
              `共${exact ? '' : '超过'}${printNumber(count)}条`,
            )}
            <LedgerCounts type={type} search={params} />
          </span>
        )}
      </div>
      {list.isError && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <Waiting lines={12} />}
      {list.data && rows.length === 0 && (
        <EmptyRegister
          type={type}
          filtered={filtered}
          canBegin={begins.length > 0}
          clear={() => {
            setSought(null);
            go(`/records/${type.name}`);
          }}
        />
      )}
      {rows.length > 0 && (
        <>
          <LatinNames value={latin}>
            <Rows
              type={type}
              rows={rows}
              columns={columns}
              links={links}
              people={people}
              sort={sortOf(type, search['sort'], dayFilters(search))}
              onSort={(field) =>
                change({
                  sort: nextSort(
                    search['sort'],
                    sortOf(type, undefined, dayFilters(search)),
                    field,
                  ),
                })
              }
            />
          </LatinNames>
          <div className="register-foot">
            <span className="digits">
              {count === undefined
                ? say(`${printNumber(rows.length)} shown`, `已显示${printNumber(rows.length)}条`)
                : rows.length === count
                  ? say(`${printNumber(count)} in all`, `共${printNumber(count)}条`)
                  : say(
                      `1-${printNumber(rows.length)} of ${exact ? '' : 'more than '}${printNumber(count)}`,
                      `1-${printNumber(rows.length)}，共${exact ? '' : '超过'}${printNumber(count)}条`,
                    )}
            </span>
            {list.hasNextPage && (
              <button
                type="button"
                className="button no-print"
                disabled={list.isFetchingNextPage}
                onClick={() => void list.fetchNextPage()}
              >
                {say('50 more', '再看50条')}
              </button>
            )}
          </div>
        </>
      )}
    </div>
  );
}

type Sought = { readonly q: string; readonly purpose?: string };

/** A body says in words what an address says in numbers. */
function inWords(params: ReturnType<typeof listParams>): Record<string, string> {
  const said = Object.entries(params).filter(([, value]) => value !== undefined && value !== null);
  return Object.fromEntries(said.map(([name, value]) => [name, String(value)]));
}

/** A register with duties shows the clock beside the state, where people look for it. */
function withClock(type: AnyRecordType): readonly string[] {
  const columns = type.list.columns;
  if (!type.duties) return columns;
  const at = columns.indexOf('state');
  return at < 0 ? columns : [...columns.slice(0, at + 1), 'clock', ...columns.slice(at + 1)];
}

function SearchBox({ value, onChange }: { value: string; onChange: (q: string) => void }) {
  const say = useSay();
  const { typed, setTyped, setComposing } = useTyped(value, onChange, 250);
  const input = useRef<HTMLInputElement>(null);
  useShortcut('/', (event) => {
    event.preventDefault();
    input.current?.focus();
  });
  return (
    <span className="search-box">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        className="input"
        value={typed}
        placeholder={say('Name, pinyin, number ( / )', '姓名、拼音、编号（/）')}
        aria-label={say('Search by name, pinyin or number', '按姓名、拼音或编号查找')}
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={(event) => {
          setComposing(false);
          setTyped(event.currentTarget.value);
        }}
      />
    </span>
  );
}

type RowsProps = {
  readonly type: AnyRecordType;
  readonly rows: readonly RecordRow[];
  readonly columns: readonly string[];
  readonly links: RecordPage['links'];
  readonly people: RecordPage['people'];
  /** `field` or `-field`, as the rows stand. */
  readonly sort: string;
  readonly onSort: (field: string) => void;
};

function Rows({ type, rows, columns, links, people, sort, onSort }: RowsProps) {
  const say = useSay();
  const table = useRef<HTMLTableElement>(null);
  const wider = useWider(table);
  const linkColumn =
    columns.find((name) => type.numbers?.field === name || name === 'name' || name === 'title') ??
    columns[0]!;
  const anchors = () => [...(table.current?.querySelectorAll<HTMLElement>('a.row-link') ?? [])];
  const step = (by: number) => {
    const all = anchors();
    const at = all.indexOf(document.activeElement as HTMLElement);
    all[Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
  };
  const walk = (event: KeyboardEvent) => {
    if (isComposing(event) || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return;
    event.preventDefault();
    step(event.key === 'ArrowDown' ? 1 : -1);
  };
  useKeysInside(table, walk);
  useShortcut(
    'arrowdown',
    (event) => !isTyping(event.target) && document.activeElement === document.body && walk(event),
  );
  return (
    <div className={wider ? 'table-scroll wider' : 'table-scroll'}>
      <table ref={table} className="ledger register-table">
        <thead>
          <tr>
            {columns.map((name) => {
              const sortable = maySortBy(type, name);
              const direction =
                sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : undefined;
              return (
                <th
                  key={name}
                  scope="col"
                  className={isNumberColumn(type, name) ? 'number' : ''}
                  aria-sort={direction}
                >
                  {sortable ? (
                    <button type="button" className="sort-button" onClick={() => onSort(name)}>
                      {say(columnLabel(type, name))}
                      {direction && (
                        <span aria-hidden="true">{direction === 'ascending' ? ' ↑' : ' ↓'}</span>
                      )}
                    </button>
                  ) : (
                    say(columnLabel(type, name))
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map((name) => {
                const cell = (
                  <Cell type={type} row={row} name={name} links={links} people={people} />
                );
                return (
                  <td
                    key={name}
                    data-column={name}
                    className={isNumberColumn(type, name) ? 'number' : ''}
                  >
                    {name === linkColumn ? (
                      <GoLink
                        to={`/records/${type.name}/${row.id}`}
                        className="row-link"
                        title={say(row.title)}
                      >
                        {row[name] ? cell : <MarkedText>{say(row.title)}</MarkedText>}
                      </GoLink>
                    ) : (
                      cell
                    )}
                  </td>
                );
              })}
              <td className="phone-row">
                <GoLink to={`/records/${type.name}/${row.id}`}>
                  <b className="private-name">
                    <MarkedText>{say(row.title)}</MarkedText>
                  </b>
                  <span className="phone-row-line">
                    <StateDot type={type} state={row.state} />
                    <span className="grey">{say(row.unit)}</span>
                    {row.clock && <Clock clock={row.clock} />}
                  </span>
                </GoLink>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type EmptyProps = {
  readonly type: AnyRecordType;
  readonly filtered: boolean;
  readonly canBegin: boolean;
  readonly clear: () => void;
};

function EmptyRegister({ type, filtered, canBegin, clear }: EmptyProps) {
  const say = useSay();
  if (filtered) {
    return (
      <div className="empty">
        <h2>{say('Nothing here matches', '没有符合条件的记录')}</h2>
        <p>
          {say(
            'Try fewer filters, or another spelling of the name.',
            '请减少筛选条件，或换个姓名写法。',
          )}
        </p>
        <div className="button-row">
          <button type="button" className="button" onClick={clear}>
            {say('Show all', '查看全部')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div className="empty">
      <h2>{say('This book is still empty', '还没有记录')}</h2>
      <p>{say(type.about)}</p>
      {canBegin && (
        <div className="button-row">
          <GoLink className="button primary" to={`/records/${type.name}/new`}>
            {say(`First entry: ${type.label.en.toLowerCase()}`, `登记第一条${type.label.zh}`)}
          </GoLink>
          <GoLink className="button" to={`/records/${type.name}/import`}>
            {say('Bring in the paper book', '导入旧台账')}
          </GoLink>
        </div>
      )}
    </div>
  );
}
