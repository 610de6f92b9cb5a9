/** Name and password, and the code of the second factor once the server asks for it. */
import { useEffect, useRef, useState } from 'react';
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
        <label className="field">
          <span className="field-label">{say('Name for signing in', '用户名')}</span>
          <input
            ref={first}
            className="input"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            required
            value={typed.username}
            onChange={(event) => setTyped({ ...typed, username: event.target.value })}
          />
        </label>
      )}
      <label className="field">
        <span className="field-label">{say('Password', '密码')}</span>
        <input
          ref={fixed ? first : undefined}
          className="input"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={typed.password}
          onChange={(event) => setTyped({ ...typed, password: event.target.value })}
        />
      </label>
      {asksCode && (
        <label className="field">
          <span className="field-label">{say('Code from your authenticator', '动态验证码')}</span>
          <input
            ref={codeInput}
            className="input"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            required
            value={typed.code}
            onChange={(event) => setTyped({ ...typed, code: event.target.value })}
          />
          <span className="field-hint">
            {say('Six digits, or one of your spare codes.', '六位数字，或备用码。')}
          </span>
        </label>
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
