/** Name and password, and the code of the second factor once the server asks for it. */
import { useEffect, useRef, useState } from 'react';
import { LineField } from '../fields/line-field.tsx';
import { ApiProblem, textOfError } from './api.ts';
import type { Session } from './api-types.ts';
import { useSay } from './language.tsx';
import { useSessionState } from './session.tsx';

export function SignInForm({
  onSignedIn,
  username: fixed,
}: {
  onSignedIn: (session: Session) => void;
  username?: string;
}) {
  const say = useSay();
  const { signIn } = useSessionState();
  const [typed, setTyped] = useState({ username: fixed ?? '', password: '', code: '' });
  const [asksCode, setAsksCode] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  useEffect(() => {
    if (asksCode) codeInput.current?.focus();
  }, [asksCode]);

  const submit = () => {
    setBusy(true);
    setProblem(null);
    const { username, password, code } = typed;
    signIn({
      username: username.trim(),
      password,
      ...(code ? { code: code.normalize('NFKC').trim() } : {}),
    })
      .then(onSignedIn, (error: unknown) => {
        const wantsCode =
          error instanceof ApiProblem && error.issues.some((issue) => issue.field === 'code');
        if (wantsCode) setAsksCode(true);
        // Being asked for the code is no failure; a wrong one is.
        if (!wantsCode || asksCode) setProblem(error);
      })
      .finally(() => setBusy(false));
  };

  return (
    <form
      className="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) submit();
      }}
    >
      <h1 style={{ marginBottom: 16 }}>{say('Sign in', '登录')}</h1>
      {!fixed && (
        <LineField
          label={say('Name for signing in', '用户名')}
          value={typed.username}
          change={(username) => setTyped({ ...typed, username })}
          ref={first}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      )}
      <LineField
        label={say('Password', '密码')}
        value={typed.password}
        change={(password) => setTyped({ ...typed, password })}
        ref={fixed ? first : undefined}
        name="password"
        type="password"
        autoComplete="current-password"
        required
      />
      {asksCode && (
        <LineField
          label={say('Code from your authenticator', '动态验证码')}
          hint={say('Six digits, or one of your spare codes.', '六位数字，或备用码。')}
          value={typed.code}
          change={(code) => setTyped({ ...typed, code })}
          ref={codeInput}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          required
        />
      )}
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(textOfError(problem))}
        </p>
      )}
      <button type="submit" className="button primary" disabled={busy}>
        {say('Sign in', '登录')}
      </button>
    </form>
  );
}
