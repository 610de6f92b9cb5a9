/** A person for a link: sought with a purpose, chosen by the masked name, or registered first. */
import { useState } from 'react';
import { book } from '#lines/index.ts';
import { api, textOfError } from '../shell/api.ts';
import type { RecordPage, RecordRow } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { isComposing } from '../shell/shortcuts.ts';
import type { LinkPickerProps } from './link-picker.tsx';

export function PersonPicker({ id, to, value, onChange, links, invalid, label }: LinkPickerProps) {
  const say = useSay();
  const [chosen, setChosen] = useState<RecordRow | null>(null);
  const [q, setQ] = useState('');
  const [purpose, setPurpose] = useState('');
  const [found, setFound] = useState<readonly RecordRow[] | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const title = value
    ? (links?.[value]?.title ?? (chosen?.id === value ? chosen.title : null))
    : null;
  const find = () => {
    setProblem(null);
    api
      .post<RecordPage>(`/api/records/${to}/search`, { q: q.trim(), purpose: purpose.trim() })
      .then(({ records }) => setFound(records), setProblem);
  };
  if (value)
    return (
      <p className="button-row">
        <span className="private-name">
          <MarkedText>{title ? say(title) : say('One person', '已选一人')}</MarkedText>
        </span>
        <button type="button" className="link-button" onClick={() => onChange(null)}>
          {say('Choose somebody else', '另选')}
        </button>
      </p>
    );
  // Inside a form already, so Enter is ours here and sends nothing else.
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    event.stopPropagation();
    if (q.trim() && purpose.trim().length > 1) find();
  };
  return (
    <div className="person-picker">
      <div className="button-row">
        <input
          {...(id ? { id } : {})}
          className="input width-middle"
          lang="zh"
          autoComplete="off"
          value={q}
          aria-invalid={invalid === true}
          aria-label={label ?? say('Whole name or document number', '姓名或证件号码')}
          placeholder={say('Whole name, initials, number', '姓名、首字母、证件号码')}
          onChange={(event) => setQ(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <input
          className="input width-short"
          lang="zh"
          autoComplete="off"
          value={purpose}
          maxLength={200}
          aria-label={say('What for? It is logged', '查找用途（记入访问日志）')}
          placeholder={say('What for? It is logged', '用途（记入日志）')}
          onChange={(event) => setPurpose(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="button"
          disabled={!q.trim() || purpose.trim().length < 2}
          onClick={find}
        >
          {say('Find', '查找')}
        </button>
      </div>
      {problem !== null && <p className="field-error">{say(textOfError(problem))}</p>}
      {found && found.length === 0 && (
        <p className="field-hint">
          {say('Nobody that you may see is called so. ', '您可见的人员中没有此人。')}
          <a href={`/records/${to}/new`} target="_blank" rel="noopener">
            {say('Register the person', '先登记人员')}
          </a>
        </p>
      )}
      {found && found.length > 0 && (
        <ul className="person-choices">
          {found.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className="button"
                onClick={() => {
                  setChosen(one);
                  setFound(null);
                  onChange(one.id);
                }}
              >
                <span className="private-name">
                  <MarkedText>{say(one.title)}</MarkedText>
                </span>{' '}
                <span className="grey digits">{describe(to, one)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What tells two of one name apart, masked as everywhere: the number's ends and the year. */
function describe(to: string, row: RecordRow): string {
  const type = book.findRecord(to);
  const parts = ['document_number', 'birth_year'].filter((name) => type?.fields[name]);
  return parts.flatMap((name) => (row[name] ? [String(row[name])] : [])).join(' · ');
}
