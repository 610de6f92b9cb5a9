/** Views: All, Mine, Overdue, and what somebody has saved under a name; the register opens with their default. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import type { Text } from '#engine/text.ts';
import type { Search } from '../shell/addresses.ts';
import { textOfError } from '../shell/api.ts';
import { useSay } from '../shell/language.tsx';
import { MarkedText } from '../shell/marked-text.tsx';
import { useReceipts } from '../shell/receipts.tsx';
import { sameView } from './register-query.ts';
import type { SavedView } from './register-query.ts';
import { useViews } from './use-views.ts';

type Props = {
  readonly type: string;
  readonly search: Search;
  readonly choose: (search: Search, how?: { replace: boolean }) => void;
  readonly children?: ReactNode;
};

export function SavedViews({ type, search, choose, children }: Props) {
  const say = useSay();
  const show = useReceipts();
  const { views, settled, save, change, forget } = useViews(type);
  /** `new`, or the id of the view that gets another name. */
  const [naming, setNaming] = useState<string | null>(null);
  useDefault(views, settled, search, choose);
  const fixed: readonly { name: string; search: Search }[] = [
    { name: say('All', '全部'), search: {} },
    { name: say('Mine', '我的'), search: { mine: '1' } },
    { name: say('Overdue', '已逾期'), search: { overdue: '1' } },
  ];
  const isShown = (view: { search: Search }) => sameView(view.search, search);
  const known = [...fixed, ...views].some(isShown);
  const attempt = (work: Promise<unknown>, said?: Text, takeBack?: () => Promise<void>) =>
    work
      .then(() => said && show({ said, takeBack }))
      .catch((error: unknown) => show({ said: textOfError(error), bad: true }));
  const remove = (view: SavedView) =>
    attempt(
      forget(view),
      { en: `The view “${view.name}” was deleted.`, zh: `已删除视图“${view.name}”。` },
      () => attempt(change(view)),
    );
  return (
    <nav className="views no-print" aria-label={say('Views', '视图')}>
      {fixed.map((view) => (
        <span key={view.name} className="view">
          <ViewButton name={view.name} shown={isShown(view)} choose={() => choose(view.search)} />
        </span>
      ))}
      {views.map((view) =>
        naming === view.id ? (
          <NameForm
            key={view.id}
            name={view.name}
            keep={(name) => change({ ...view, name })}
            close={() => setNaming(null)}
          />
        ) : (
          <span key={view.id} className="view">
            <ViewButton
              name={view.name}
              shown={isShown(view)}
              note={view.is_default ? say('opens first', '默认') : null}
              choose={() => choose(view.search)}
            />
            {isShown(view) && view.id !== '' && (
              <ViewDeeds
                view={view}
                rename={() => setNaming(view.id)}
                open={() => void attempt(change({ ...view, is_default: !view.is_default }))}
                remove={() => void remove(view)}
              />
            )}
          </span>
        ),
      )}
      {!known && naming === null && (
        <button type="button" className="link-button" onClick={() => setNaming('new')}>
          {say('Save this view', '保存视图')}
        </button>
      )}
      {naming === 'new' && (
        <NameForm name="" keep={(name) => save(name, search)} close={() => setNaming(null)} />
      )}
      <span className="spacer" />
      {children}
    </nav>
  );
}

/** Once on arrival, where the address says nothing; whoever then chooses All sees all. */
function useDefault(
  views: readonly SavedView[],
  settled: boolean,
  search: Search,
  choose: Props['choose'],
): void {
  const arriving = useRef(true);
  useEffect(() => {
    if (!arriving.current) return;
    const first = views.find((view) => view.is_default);
    const says = Object.values(search).some(Boolean);
    if (first || says || settled) arriving.current = false;
    if (first && !says) choose(first.search, { replace: true });
  }, [views, settled, search, choose]);
}

type ButtonProps = {
  readonly name: string;
  readonly shown: boolean;
  readonly note?: string | null;
  readonly choose: () => void;
};

function ViewButton({ name, shown, note = null, choose }: ButtonProps) {
  return (
    <button type="button" aria-pressed={shown} onClick={choose}>
      <MarkedText>{name}</MarkedText>
      {note && <span className="grey small view-note">{note}</span>}
    </button>
  );
}

type DeedProps = {
  readonly view: SavedView;
  readonly rename: () => void;
  readonly open: () => void;
  readonly remove: () => void;
};

function ViewDeeds({ view, rename, open, remove }: DeedProps) {
  const say = useSay();
  return (
    <>
      <button type="button" className="link-button small" onClick={rename}>
        {say('Rename', '改名')}
      </button>
      <button type="button" className="link-button small" onClick={open}>
        {view.is_default ? say('No longer first', '取消默认') : say('Open first', '设为默认')}
      </button>
      <button type="button" className="link-button small" onClick={remove}>
        {say('Delete', '删除')}
      </button>
    </>
  );
}

type NameProps = {
  readonly name: string;
  readonly keep: (name: string) => Promise<void>;
  readonly close: () => void;
};

function NameForm({ name, keep, close }: NameProps) {
  const say = useSay();
  const [typed, setTyped] = useState(name);
  const [wrong, setWrong] = useState<Text | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="button-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (!typed.trim()) return;
        keep(typed.trim())
          .then(close)
          .catch((error: unknown) => setWrong(textOfError(error)));
      }}
    >
      <input
        ref={input}
        className="input width-short"
        value={typed}
        maxLength={60}
        aria-label={say('Name of the view', '视图名称')}
        placeholder={say('Name of the view', '视图名称')}
        aria-invalid={wrong !== null}
        aria-describedby={wrong ? 'view-wrong' : undefined}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          close();
        }}
      />
      <button type="submit" className="button">
        {say('Save', '保存')}
      </button>
      <button type="button" className="button quiet" onClick={close}>
        {say('Leave it', '不保存')}
      </button>
      {wrong && (
        <span id="view-wrong" className="field-error" role="alert">
          {say(wrong)}
        </span>
      )}
    </form>
  );
}
