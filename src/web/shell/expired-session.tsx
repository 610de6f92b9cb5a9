/** A session that has run out asks for the password over the page: what was being typed stays where it is. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { LineField } from '../fields/line-field.tsx';
import { api, onExpiredSession } from './api.ts';
import type { Session } from './api-types.ts';
import { useSay } from './language.tsx';
import { useSession, useSessionState } from './session.tsx';

export function ExpiredSession() {
  const say = useSay();
  const session = useSession();
  const { signOut } = useSessionState();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((renewed: boolean) => void)[]>([]);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => {
    onExpiredSession(() => {
      setAsking(true);
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => onExpiredSession(null);
  }, []);
  useEffect(() => {
    if (asking) box.current?.querySelector('input')?.focus();
  }, [asking]);

  const settle = (renewed: boolean) => {
    setAsking(false);
    for (const resolve of waiting.current.splice(0)) resolve(renewed);
  };
  if (!asking) return null;
  return (
    <div className="expired" role="dialog" aria-modal="true" aria-labelledby="expired-heading">
      <div ref={box}>
        <h2 id="expired-heading">{say('You were away for a while', '登录已超时')}</h2>
        <p style={{ margin: '4px 0 16px' }}>
          {say(
            'Your password, please. Everything you typed is still here.',
            '请重新输入密码，已填写的内容都在。',
          )}
        </p>
        <PasswordAgain
          username={session.account.username}
          grant={session.grant.id}
          done={() => {
            settle(true);
            void queries.invalidateQueries();
          }}
        />
        <p style={{ marginTop: 12 }}>
          <button
            type="button"
            className="link-button"
            onClick={() => {
              settle(false);
              void signOut();
            }}
          >
            {say('Sign in as somebody else', '用其他账号登录')}
          </button>
        </p>
      </div>
    </div>
  );
}

/** Not the form of the sign-in page: that one begins a new session on screen, and would take the page away. */
function PasswordAgain({
  username,
  grant,
  done,
}: {
  username: string;
  grant: string;
  done: () => void;
}) {
  const say = useSay();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const [wrong, setWrong] = useState(false);
  const submit = async () => {
    setWrong(false);
    try {
      const next = await api.quiet<Session>('POST', '/api/session', {
        username,
        password,
        ...(code ? { code } : {}),
      });
      if (next.grant.id !== grant)
        await api.quiet('PUT', '/api/session/grant', { grant_id: grant });
      done();
    } catch (error) {
      const issues = (error as { issues?: readonly { field?: string }[] }).issues ?? [];
      if (issues.some((issue) => issue.field === 'code') && !asksCode) setAsksCode(true);
      else setWrong(true);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <LineField
        label={say('Password', '密码')}
        value={password}
        change={setPassword}
        type="password"
        autoComplete="current-password"
        required
      />
      {asksCode && (
        <LineField
          label={say('Code from your authenticator', '动态验证码')}
          value={code}
          change={setCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      )}
      {wrong && (
        <p className="field-error" role="alert" style={{ marginBottom: 12 }}>
          {say('That was not right. Try again.', '密码或验证码不对，请重试。')}
        </p>
      )}
      <button type="submit" className="button primary">
        {say('Go on', '继续')}
      </button>
    </form>
  );
}
