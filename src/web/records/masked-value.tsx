/** A private value: masked until somebody says why it has to be read. The reason is logged. */
import { useEffect, useRef, useState } from 'react';
import { api, textOfError } from '../shell/api.ts';
import { useSay } from '../shell/language.tsx';

type Props = {
  readonly type: string;
  readonly id: string;
  readonly path: string;
  readonly masked: string;
};

export function MaskedValue({ type, id, path, masked }: Props) {
  const say = useSay();
  const [asking, setAsking] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [opened, setOpened] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // What was pressed is gone: one goes on in what came in its place.
    if (asking) field.current?.focus();
  }, [asking]);
  if (opened !== null)
    return (
      <span className="private-name digits" lang="zh">
        {opened}
      </span>
    );
  if (!asking) {
    return (
      <span className="no-wrap">
        <span className="digits" lang="zh">
          {masked}
        </span>{' '}
        <button
          type="button"
          className="link-button small no-print"
          onClick={() => setAsking(true)}
        >
          {say('Show', '查看')}
        </button>
      </span>
    );
  }
  return (
    <form
      className="button-row"
      onSubmit={(event) => {
        event.preventDefault();
        api
          .post<{ values: Record<string, string> }>(`/api/records/${type}/${id}/open`, {
            field: path,
            purpose,
          })
          .then(({ values }) => setOpened(values[path] ?? '–'), setProblem);
      }}
    >
      <input
        className="input width-name"
        ref={field}
        lang="zh"
        required
        minLength={2}
        value={purpose}
        placeholder={say('What for? It is logged', '用途（记入日志）')}
        aria-label={say('What for?', '查看用途')}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <button type="submit" className="button">
        {say('Show', '查看')}
      </button>
      {problem !== null && <span className="field-error">{say(textOfError(problem))}</span>}
    </form>
  );
}
