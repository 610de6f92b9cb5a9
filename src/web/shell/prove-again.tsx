/** Asks over the page who it is, before a highly sensitive act goes on: what was pressed goes through afterwards. */
import { useEffect, useRef, useState } from 'react';
import { LineField } from '../fields/line-field.tsx';
import { api, onProveAgain, textOfError } from './api.ts';
import type { ProofBy } from './api.ts';
import { useSay } from './language.tsx';

export function ProveAgain() {
  const say = useSay();
  const [asked, setAsked] = useState<ProofBy | null>(null);
  const waiting = useRef<((proved: boolean) => void)[]>([]);
  const box = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    onProveAgain((by) => {
      setAsked(by);
      return new Promise((resolve) => waiting.current.push(resolve));
    });
    return () => onProveAgain(null);
  }, []);
  useEffect(() => {
    // A modal dialog keeps the keyboard inside, and gives it back to what was pressed.
    if (asked && !box.current?.open) box.current?.showModal();
  }, [asked]);

  const settle = (proved: boolean) => {
    box.current?.close();
    setAsked(null);
    for (const resolve of waiting.current.splice(0)) resolve(proved);
  };
  if (!asked) return null;
  return (
    <dialog
      ref={box}
      className="prove-again"
      aria-labelledby="prove-again-heading"
      onCancel={(event) => {
        event.preventDefault();
        settle(false);
      }}
    >
      <h2 id="prove-again-heading">{say('Is it you?', '请再次验证身份')}</h2>
      {asked === 'office' ? (
        <AtTheOffice leave={() => settle(false)} />
      ) : (
        <Proof by={asked} done={() => settle(true)} leave={() => settle(false)} />
      )}
    </dialog>
  );
}

function Proof({ by, done, leave }: { by: ProofBy; done: () => void; leave: () => void }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const prove = async () => {
    setProblem(null);
    setBusy(true);
    try {
      const code = typed.normalize('NFKC').trim();
      await api.quiet('POST', '/api/session/proof', by === 'code' ? { code } : { password: typed });
      done();
    } catch (error) {
      setProblem(error);
      setTyped('');
      input.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void prove();
      }}
    >
      <p className="prove-why">
        {say(
          'What comes next is highly sensitive, and you proved who you are some time ago. It goes on by itself afterwards.',
          '此项操作高度敏感，距上次验证已有一段时间。验证后将自动继续。',
        )}
      </p>
      <LineField
        label={
          by === 'code'
            ? say('Code from your authenticator', '动态验证码')
            : say('Your password', '密码')
        }
        value={typed}
        change={setTyped}
        ref={input}
        type={by === 'code' ? 'text' : 'password'}
        inputMode={by === 'code' ? 'numeric' : 'text'}
        autoComplete={by === 'code' ? 'one-time-code' : 'current-password'}
        required
        aria-invalid={problem !== null}
        aria-describedby={problem !== null ? 'prove-again-wrong' : undefined}
      />
      {problem !== null && (
        <p className="field-error" role="alert" id="prove-again-wrong">
          {say(textOfError(problem))}
        </p>
      )}
      <p className="prove-buttons">
        <button type="submit" className="button primary">
          {say('Go on', '继续')}
        </button>
        <button type="button" className="button" onClick={leave}>
          {say('Not now', '取消')}
        </button>
      </p>
    </form>
  );
}

function AtTheOffice({ leave }: { leave: () => void }) {
  const say = useSay();
  return (
    <>
      <p className="prove-why">
        {say(
          'What comes next is highly sensitive, and you signed in some time ago. Sign in once more at your office’s identity provider; then do it again here.',
          '此项操作高度敏感，距上次登录已有一段时间。请到本单位统一认证重新登录，再回来办理。',
        )}
      </p>
      <p className="prove-buttons">
        <a className="button primary" href="/api/session/office?again=1">
          {say('Sign in there', '前往登录')}
        </a>
        <button type="button" className="button" onClick={leave}>
          {say('Not now', '取消')}
        </button>
      </p>
    </>
  );
}
