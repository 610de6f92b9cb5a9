/** Accounts and their posts, for the security administrator: who may do what, where, for which lines. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LineField } from '../fields/line-field.tsx';
import { api } from '../shell/api.ts';
import { copyText } from '../shell/clipboard.ts';
import { useSearch } from '../shell/go.tsx';
import { Icon } from '../shell/icon.tsx';
import { useLanguage, useSay } from '../shell/language.tsx';
import { Trouble, Waiting } from '../shell/waiting.tsx';
import { AccountRow } from './account-row.tsx';
import { firstPassword } from './account-row.tsx';
import type { Account, FirstPassword, KeepPassword, Made } from './account-row.tsx';
import './admin.css';
import { GrantForm } from './grant-form.tsx';
import { FieldError, useDeed } from './parts.tsx';
import { SecurityPart } from './security-part.tsx';

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
      <SecurityPart />
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
      {list.data && accounts.length === 0 && (
        <p className="empty">{say('No account is called like that.', '没有找到账号。')}</p>
      )}
      {accounts.length > 0 && (
        <table className="ledger stacked">
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

/** The password is stored nowhere in plain text, so it stays on the page until somebody has taken it. */
function PasswordPanel({ made, close }: { made: FirstPassword; close: () => void }) {
  const say = useSay();
  return (
    <section className="admin-sheet" role="status">
      <p>
        {say(
          `First password of ${made.username}. It is shown only now: hand it over, then close this. It opens for ${made.hours} hours, and has to be changed at the first sign-in.`,
          `${made.username} 的初始密码，仅显示这一次：请转交本人后再关闭。${made.hours}小时内有效，首次登录须由本人修改。`,
        )}
      </p>
      <p className="digits first-password">{made.password}</p>
      <p className="button-row">
        <button type="button" className="button" onClick={() => void copyText(made.password)}>
          {say('Copy', '复制')}
        </button>
        <button type="button" className="button quiet" onClick={close}>
          {say('It is handed over', '已转交')}
        </button>
      </p>
    </section>
  );
}

function NewAccount({ done, keep }: { done: () => void; keep: KeepPassword }) {
  const say = useSay();
  const act = useDeed('accounts');
  const [name, setName] = useState('');
  const [username, setUsername] = useState('');
  const ready = name.trim() !== '' && username.trim() !== '';
  return (
    <section className="admin-sheet" aria-labelledby="new-account">
      <h2 id="new-account">{say('New account', '新增账号')}</h2>
      <GrantForm
        dated={false}
        deed={{ en: 'Make the account', zh: '建立账号' }}
        leave={done}
        give={async ({ role, unit_id, lines }) => {
          if (!ready) return null;
          const error = await act(
            api.post<Made>('/api/admin/accounts', {
              name: name.trim(),
              username: username.trim(),
              grants: [{ role, unit_id, lines }],
            }),
            { en: 'The account was made.', zh: '账号已建立。' },
            (answer) => keep(firstPassword(username.trim(), answer)),
          );
          if (error === null) done();
          return error;
        }}
      >
        {(error) => (
          <>
            <LineField
              label={say('Name', '姓名')}
              value={name}
              change={setName}
              lang="zh"
              required
              width="name"
            >
              <FieldError error={error} field="name" />
            </LineField>
            <LineField
              label={say('Name for signing in', '用户名')}
              value={username}
              change={setUsername}
              autoCapitalize="none"
              required
              width="name"
            >
              <FieldError error={error} field="username" />
            </LineField>
          </>
        )}
      </GrantForm>
    </section>
  );
}
