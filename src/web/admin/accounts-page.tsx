/** Accounts and their posts, for the security administrator: who may do what, where, for which lines. */
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { roles } from '#engine/permission.ts';
import type { Role } from '#engine/permission.ts';
import { book } from '#lines/index.ts';
import { UnitPicker } from '../fields/unit-picker.tsx';
import { api, ApiProblem, textOfError } from '../shell/api.ts';
import type { ShownGrant } from '../shell/api-types.ts';
import { copyText } from '../shell/clipboard.ts';
import { useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Menu } from '../shell/menu.tsx';
import { Popover } from '../shell/popover.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';

type Account = {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly second_factor: boolean;
  readonly locked: boolean;
  readonly grants: readonly ShownGrant[];
};
type AccountPage = { readonly accounts: readonly Account[]; readonly next: string | null };

export function AccountsPage() {
  const { say } = useLanguage();
  const [search, change] = useSearch();
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<FirstPassword | null>(null);
  const q = search['q'];
  const list = useInfiniteQuery({
    queryKey: ['accounts', q],
    queryFn: ({ pageParam }) =>
      api.get<AccountPage>('/api/admin/accounts', { q, after: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const accounts = list.data?.pages.flatMap((page) => page.accounts) ?? [];
  return (
    <div className="page">
      <title>{say('Accounts · Taizhang', '账号 · 台账')}</title>
      <div className="page-head">
        <div>
          <h1>{say('Accounts and posts', '账号与岗位')}</h1>
          <p className="about">
            {say(
              'A post is what somebody may do, in which unit and below, for which lines of work. One person may hold several.',
              '岗位决定一个人在哪个单位及下级、对哪些业务可以办理哪些事项；一人可有多个岗位。',
            )}
          </p>
        </div>
        {!adding && (
          <button type="button" className="button primary" onClick={() => setAdding(true)}>
            <Icon name="plus" size={14} /> {say('New account', '新增账号')}
          </button>
        )}
      </div>
      {made && <PasswordPanel made={made} close={() => setMade(null)} />}
      {adding && <NewAccount done={() => setAdding(false)} keep={setMade} />}
      <div className="control-row">
        <input
          type="search"
          className="input width-middle"
          value={q ?? ''}
          placeholder={say('Name or name for signing in', '姓名或用户名')}
          aria-label={say('Find an account', '查找账号')}
          onChange={(event) => change({ q: event.target.value || undefined }, { replace: true })}
        />
      </div>
      {list.isPending && <Waiting lines={8} />}
      {list.isError && <Trouble error={list.error} retry={() => void list.refetch()} />}
      {accounts.length > 0 && (
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{say('Name', '姓名')}</th>
              <th scope="col">{say('Signs in as', '用户名')}</th>
              <th scope="col">{say('Posts', '岗位')}</th>
              <th scope="col">{say('State', '状态')}</th>
              <th scope="col">
                <span className="visually-hidden">{say('What can be done', '操作')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <AccountRow key={account.id} account={account} keep={setMade} />
            ))}
          </tbody>
        </table>
      )}
      {list.hasNextPage && (
        <p style={{ marginTop: 12 }}>
          <button type="button" className="button" onClick={() => void list.fetchNextPage()}>
            {say('50 more', '再看50个')}
          </button>
        </p>
      )}
    </div>
  );
}

type FirstPassword = { readonly username: string; readonly password: string };
type KeepPassword = (made: FirstPassword) => void;

/** The password is stored nowhere in plain text, so it stays on the page until somebody has taken it. */
function PasswordPanel({ made, close }: { made: FirstPassword; close: () => void }) {
  const say = useSay();
  return (
    <section className="action-panel form-column" role="status" style={{ marginBottom: 24 }}>
      <p>
        {say(
          `Password of ${made.username}. It is shown only now: hand it over, then close this.`,
          `${made.username} 的密码，仅显示这一次：请转交本人后再关闭。`,
        )}
      </p>
      <p className="digits" style={{ fontSize: 20, userSelect: 'all' }}>
        {made.password}
      </p>
      <p>
        <button type="button" className="button" onClick={() => void copyText(made.password)}>
          {say('Copy', '复制')}
        </button>{' '}
        <button type="button" className="button quiet" onClick={close}>
          {say('It is handed over', '已转交')}
        </button>
      </p>
    </section>
  );
}

/** Answers the error, or null when it was done, so that a form stays open with what was typed in it. */
function useAct() {
  const queries = useQueryClient();
  const show = useReceipts();
  return async (
    work: Promise<unknown>,
    en: string,
    zh: string,
    kept?: (password: string) => void,
  ) => {
    try {
      const { password } = ((await work) ?? {}) as { password?: string };
      if (password) kept?.(password);
      show({ said: { en, zh } });
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      return null;
    } catch (error) {
      show({ said: textOfError(error), bad: true });
      return error;
    }
  };
}

/** What the server said about one field, or, without a field, about the whole form. */
function FieldError({ error, field }: { error: unknown; field?: string }) {
  const say = useSay();
  if (error === null) return null;
  const issues = error instanceof ApiProblem ? error.issues : [];
  const shown = issues.filter((issue) => (field ? issue.field === field : false));
  const rest = field || issues.length > 0 ? [] : [textOfError(error)];
  return [...shown.map((issue) => issue.message), ...rest].map((message) => (
    <span key={message.en} className="field-error" role="alert">
      {say(message)}
    </span>
  ));
}

function AccountRow({ account, keep }: { account: Account; keep: KeepPassword }) {
  const say = useSay();
  const act = useAct();
  return (
    <tr>
      <td lang="zh">{account.name}</td>
      <td>{account.username}</td>
      <td>
        <ul>
          {account.grants.map((grant) => (
            <li key={grant.id}>
              {`${say(grant.unit.name)} · ${say(grant.role_label)}`}{' '}
              <button
                type="button"
                className="link-button small"
                onClick={() =>
                  void act(
                    api.delete(`/api/admin/grants/${grant.id}`),
                    'The post was ended.',
                    '岗位已终止。',
                  )
                }
              >
                {say('end', '终止')}
                <span className="visually-hidden">{`${account.name} ${say(grant.role_label)}`}</span>
              </button>
            </li>
          ))}
          {account.grants.length === 0 && <li className="grey">{say('no post', '无岗位')}</li>}
        </ul>
      </td>
      <td>
        <span className={`state ${account.locked ? 'refused' : 'done'}`}>
          {account.locked ? say('locked', '已锁定') : say('open', '正常')}
        </span>
        {account.second_factor && (
          <div className="grey small">{say('second factor on', '已启用第二重验证')}</div>
        )}
      </td>
      <td className="right">
        <Popover
          className="button quiet"
          align="end"
          label={say('Give a post', '授予岗位')}
          button={say('Give a post', '授予岗位')}
        >
          {(close) => (
            <GrantForm
              give={async (grant) => {
                const work = api.post(`/api/admin/accounts/${account.id}/grants`, grant);
                const error = await act(work, 'The post was given.', '已授予岗位。');
                if (error === null) close();
                return error;
              }}
            />
          )}
        </Popover>
        <Menu
          className="button icon quiet"
          align="end"
          label={say(`More for ${account.name}`, `${account.name}：更多操作`)}
          button={<Icon name="more" />}
          items={[
            {
              key: 'lock',
              label: account.locked ? say('Unlock', '解锁') : say('Lock', '锁定'),
              danger: !account.locked,
              act: () =>
                void act(
                  api.post(`/api/admin/accounts/${account.id}/lock`, { locked: !account.locked }),
                  account.locked ? 'Unlocked.' : 'Locked.',
                  account.locked ? '已解锁。' : '已锁定。',
                ),
            },
            {
              key: 'password',
              label: say('New password', '重置密码'),
              act: () =>
                void act(
                  api.post(`/api/admin/accounts/${account.id}/password`, {}),
                  'A new password was made.',
                  '密码已重置。',
                  (password) => keep({ username: account.username, password }),
                ),
            },
          ]}
        />
      </td>
    </tr>
  );
}

type NewGrant = {
  readonly role: Role;
  readonly unit_id: number;
  readonly lines: readonly string[];
};

function GrantForm({
  give,
  children,
}: {
  give: (grant: NewGrant) => Promise<unknown>;
  children?: (error: unknown) => ReactNode;
}) {
  const say = useSay();
  const [role, setRole] = useState<Role>('clerk');
  const [unit, setUnit] = useState<number | null>(null);
  const [lines, setLines] = useState<readonly string[]>(['*']);
  const [error, setError] = useState<unknown>(null);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (unit) void give({ role, unit_id: unit, lines }).then(setError);
      }}
    >
      {children?.(error)}
      <label className="field">
        <span className="field-label">{say('Post', '岗位')}</span>
        <select
          className="input width-middle"
          value={role}
          onChange={(event) => setRole(event.target.value as Role)}
        >
          {(Object.keys(roles) as Role[]).map((one) => (
            <option key={one} value={one}>
              {say(roles[one])}
            </option>
          ))}
        </select>
      </label>
      <div className="field">
        <span className="field-label">{say('In this unit and below', '单位（含下级）')}</span>
        <UnitPicker value={unit} onChange={setUnit} label={say('Unit', '单位')} />
      </div>
      <fieldset className="field" style={{ border: 0, padding: 0 }}>
        <legend className="field-label">{say('Lines of work', '业务')}</legend>
        <div className="choices">
          <label className="choice">
            <input
              type="checkbox"
              checked={lines.includes('*')}
              onChange={(event) => setLines(event.target.checked ? ['*'] : [])}
            />
            <span>{say('All', '全部')}</span>
          </label>
          {!lines.includes('*') &&
            book.lines.map((line) => (
              <label key={line.name} className="choice">
                <input
                  type="checkbox"
                  checked={lines.includes(line.name)}
                  onChange={(event) =>
                    setLines(
                      event.target.checked
                        ? [...lines, line.name]
                        : lines.filter((one) => one !== line.name),
                    )
                  }
                />
                <span>{say(line.label)}</span>
              </label>
            ))}
        </div>
      </fieldset>
      <FieldError error={error} />
      <button type="submit" className="button primary" disabled={!unit || lines.length === 0}>
        {say('Give this post', '授予')}
      </button>
    </form>
  );
}

function NewAccount({ done, keep }: { done: () => void; keep: KeepPassword }) {
  const say = useSay();
  const act = useAct();
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const ready = name.trim() !== '' && username.trim() !== '';
  return (
    <section
      className="action-panel form-column"
      aria-labelledby="new-account"
      style={{
        marginBottom: 24,
        padding: 20,
        border: '1px solid var(--ink)',
        background: 'var(--sheet)',
      }}
    >
      <h2 id="new-account" style={{ marginBottom: 12 }}>
        {say('New account', '新增账号')}
      </h2>
      <GrantForm
        give={async (grant) => {
          if (!ready) return null;
          const error = await act(
            api.post('/api/admin/accounts', {
              name: name.trim(),
              username: username.trim(),
              grants: [grant],
            }),
            'The account was made.',
            '账号已建立。',
            (password) => keep({ username: username.trim(), password }),
          );
          if (error === null) done();
          return error;
        }}
      >
        {(error) => (
          <>
            <label className="field">
              <span className="field-label">{say('Name', '姓名')}</span>
              <input
                className="input width-name"
                lang="zh"
                required
                value={name}
                onChange={(event) => setName(event.target.value)}
              />
              <FieldError error={error} field="name" />
            </label>
            <label className="field">
              <span className="field-label">{say('Name for signing in', '用户名')}</span>
              <input
                className="input width-name"
                autoCapitalize="none"
                required
                value={username}
                onChange={(event) => setUsername(event.target.value)}
              />
              <FieldError error={error} field="username" />
            </label>
          </>
        )}
      </GrantForm>
      <p style={{ marginTop: 8 }}>
        <button type="button" className="button quiet" onClick={done}>
          {say('Leave it', '不新增了')}
        </button>
      </p>
    </section>
  );
}
