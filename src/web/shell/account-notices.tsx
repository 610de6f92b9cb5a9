/** What happened to one's own account since the sign-in before: above the page until it is read, and always under the name. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { noticeSentences } from './account-notice-words.ts';
import { api } from './api.ts';
import type { AccountNotices } from './api-types.ts';
import { GoLink, usePath } from './go.tsx';
import { useLanguage } from './language.tsx';
import { printInstant } from './numbers.ts';
import { useSession } from './session.tsx';

const seenKey = 'taizhang.notices-seen';

function useNotices() {
  const { account } = useSession();
  return useQuery({
    queryKey: ['account-notices', account.id],
    queryFn: () => api.get<AccountNotices>('/api/session/notices'),
    staleTime: Infinity,
  });
}

/** In the demonstration everybody enters as the same people: there it stands under the name alone. */
export function AccountNotice() {
  const { say, language } = useLanguage();
  const { demo } = useSession();
  const path = usePath();
  const { data } = useNotices();
  const [seen, setSeen] = useState(() => sessionStorage.getItem(seenKey));
  const mark = data?.signed_in?.at ?? '';
  // Under the name the same stands in full.
  if (demo || path === '/me' || !data?.notable || seen === mark) return null;
  const close = () => {
    sessionStorage.setItem(seenKey, mark);
    setSeen(mark);
  };
  return (
    <div className="notice care no-print account-notice" role="status">
      {noticeSentences(data, language).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <p className="button-row" style={{ marginTop: 8 }}>
        <GoLink className="button" to="/me">
          {say('My account', '我的账号')}
        </GoLink>
        <button type="button" className="button quiet" onClick={close}>
          {say('It was me', '是本人操作')}
        </button>
      </p>
    </div>
  );
}

/** Under one's own name, whether anything is notable or not. */
export function OwnSignIns() {
  const { say, language } = useLanguage();
  const { data } = useNotices();
  if (!data) return null;
  const { before, failed, changes } = data;
  const from = before?.address ?? '–';
  return (
    <section className="plain-set">
      <h2>{say('Sign-ins and changes', '登录与账号变动')}</h2>
      <p>
        {before
          ? say(
              `You were last here on ${printInstant(before.at, 'en')}, from ${from}.`,
              `上次登录：${printInstant(before.at, 'zh')}，来自${from}。`,
            )
          : say('This is your first sign-in.', '这是您第一次登录。')}
      </p>
      {failed.count > 0 || changes.length > 0 ? (
        noticeSentences(data, language).map((sentence) => <p key={sentence}>{sentence}</p>)
      ) : (
        <p className="grey">
          {say(
            'Nobody failed to sign in as you since then, and nothing was changed.',
            '此后没有登录失败，账号也没有变动。',
          )}
        </p>
      )}
    </section>
  );
}
