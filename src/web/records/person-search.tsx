/** Looking for a person: by whole name, pinyin, initials or number, and never without saying what for. */
import { useState } from 'react';
import { useSay } from '../shell/language.tsx';

type Props = {
  readonly find: (sought: { readonly q: string; readonly purpose: string } | null) => void;
};

export function PersonSearch({ find }: Props) {
  const say = useSay();
  const [q, setQ] = useState('');
  const [purpose, setPurpose] = useState('');
  return (
    <form
      className="button-row person-search"
      onSubmit={(event) => {
        event.preventDefault();
        find(q.trim() ? { q: q.trim(), purpose: purpose.trim() } : null);
      }}
    >
      <input
        type="search"
        className="input"
        lang="zh"
        autoComplete="off"
        value={q}
        required
        placeholder={say('Whole name, pinyin, initials, number', '姓名、全拼、首字母、证件号码')}
        aria-label={say(
          'Search by whole name, pinyin, initials or document number',
          '按姓名、全拼、首字母或证件号码查找',
        )}
        onChange={(event) => {
          setQ(event.target.value);
          if (event.target.value === '') find(null);
        }}
      />
      <input
        className="input width-short"
        lang="zh"
        autoComplete="off"
        required
        minLength={2}
        maxLength={200}
        value={purpose}
        placeholder={say('What for? It is logged', '用途（记入日志）')}
        aria-label={say('What for? It is logged', '查找用途（记入访问日志）')}
        onChange={(event) => setPurpose(event.target.value)}
      />
      <button type="submit" className="button">
        {say('Find', '查找')}
      </button>
    </form>
  );
}
