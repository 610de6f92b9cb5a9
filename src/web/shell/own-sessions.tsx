/** Where one is signed in: what is not known is ended here. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { api, textOfError } from './api.ts';
import { useLanguage } from './language.tsx';
import { printInstant } from './numbers.ts';
import { useReceipts } from './receipts.tsx';
import { useSession } from './session.tsx';
import { Trouble, Waiting } from './waiting.tsx';

type OwnSession = {
  readonly id: string;
  readonly current: boolean;
  readonly since: string;
  readonly used_at: string;
  readonly device: Text;
  readonly network: string | null;
};
type Answer = { readonly sessions: readonly OwnSession[]; readonly at_once: number };

export function OwnSessions() {
  const { say, language } = useLanguage();
  const { today, demo } = useSession();
  const show = useReceipts();
  const queries = useQueryClient();
  const [problem, setProblem] = useState<unknown>(null);
  const found = useQuery({
    queryKey: ['own-sessions'],
    queryFn: () => api.get<Answer>('/api/sessions'),
    staleTime: 0,
  });
  const end = (path: string) => {
    setProblem(null);
    api
      .delete<{ ended: number }>(path)
      .then(
        ({ ended }) =>
          show({
            said: {
              en: ended === 1 ? 'One sign-in is ended.' : `${ended} sign-ins are ended.`,
              zh: `已退出${ended}处登录。`,
            },
          }),
        setProblem,
      )
      .finally(() => void queries.invalidateQueries({ queryKey: ['own-sessions'] }));
  };
  const instant = (at: string) => printInstant(at, language, today);
  const others = found.data?.sessions.filter((one) => !one.current) ?? [];
  return (
    <section className="plain-set own-sessions">
      <h2>{say('Where you are signed in', '登录情况')}</h2>
      {found.isPending && <Waiting />}
      {found.isError && <Trouble error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <>
          <ul>
            {found.data.sessions.map((one) => (
              <li key={one.id}>
                <span>
                  <strong>{say(one.device)}</strong>
                  {one.current && <span className="grey">{say(' · this one', ' · 当前')}</span>}
                  <br />
                  <span className="grey">
                    {say(
                      `since ${instant(one.since)}, used ${instant(one.used_at)}`,
                      `${instant(one.since)}登录，${instant(one.used_at)}使用`,
                    )}
                    {one.network && (
                      <>
                        {' · '}
                        <span className="digits">{one.network}</span>
                      </>
                    )}
                  </span>
                </span>
                {!one.current && (
                  <button
                    type="button"
                    className="button"
                    aria-label={say(
                      `End: ${one.device.en}, since ${instant(one.since)}`,
                      `退出：${one.device.zh}，${instant(one.since)}登录`,
                    )}
                    onClick={() => end(`/api/sessions/${one.id}`)}
                  >
                    {say('End', '退出')}
                  </button>
                )}
              </li>
            ))}
          </ul>
          {others.length > 1 && (
            <p>
              <button type="button" className="button" onClick={() => end('/api/sessions')}>
                {say('End all the others', '退出其他所有登录')}
              </button>
            </p>
          )}
          <p className="grey">
            {demo
              ? say(
                  'In the demonstration everybody shares this account, so only your own sign-in is shown.',
                  '演示环境中账号为众人共用，这里只显示您本次登录。',
                )
              : say(
                  `At most ${found.data.at_once} at once; one more ends the one that was begun first. If you do not know one, end it and change your password.`,
                  `同时最多${found.data.at_once}处登录，超出时最早登录的自动退出。如有非本人登录，请将其退出并修改密码。`,
                )}
          </p>
        </>
      )}
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(textOfError(problem))}
        </p>
      )}
    </section>
  );
}
