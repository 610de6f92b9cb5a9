/** Views: All, Mine, Overdue, and what somebody has saved under a name on this computer. */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { Search } from '../shell/addresses.ts';
import { useSay } from '../shell/language.tsx';
import { useSession } from '../shell/session.tsx';
import { sameView } from './register-query.ts';
import type { SavedView } from './register-query.ts';

type Props = {
  readonly type: string;
  readonly search: Search;
  readonly choose: (search: Search) => void;
  readonly children?: ReactNode;
};

export function SavedViews({ type, search, choose, children }: Props) {
  const say = useSay();
  const { account } = useSession();
  const key = `taizhang.views.${account.id}.${type}`;
  const [views, setViews] = useState<readonly SavedView[]>(() => readViews(key));
  const [naming, setNaming] = useState<string | null>(null);
  const keep = (next: readonly SavedView[]) => {
    localStorage.setItem(key, JSON.stringify(next));
    setViews(next);
  };
  const fixed: readonly SavedView[] = [
    { name: say('All', '全部'), search: {} },
    { name: say('Mine', '我的'), search: { mine: '1' } },
    { name: say('Overdue', '已逾期'), search: { overdue: '1' } },
  ];
  const known = [...fixed, ...views].some((view) => sameView(view.search, search));
  return (
    <nav className="views no-print" aria-label={say('Views', '视图')}>
      {[...fixed, ...views].map((view, i) => (
        <span key={`${view.name}${i}`} className="view">
          <button
            type="button"
            aria-pressed={sameView(view.search, search)}
            onClick={() => choose(view.search)}
          >
            {view.name}
          </button>
          {i >= fixed.length && sameView(view.search, search) && (
            <button
              type="button"
              className="link-button small"
              onClick={() => keep(views.filter((one) => one !== view))}
            >
              {say('forget', '删除')}
            </button>
          )}
        </span>
      ))}
      {!known && naming === null && (
        <button type="button" className="link-button" onClick={() => setNaming('')}>
          {say('Save this view', '保存视图')}
        </button>
      )}
      {naming !== null && (
        <form
          className="button-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (!naming.trim()) return;
            keep([...views, { name: naming.trim(), search }]);
            setNaming(null);
          }}
        >
          <input
            className="input width-short"
            value={naming}
            aria-label={say('Name of the view', '视图名称')}
            onChange={(event) => setNaming(event.target.value)}
          />
          <button type="submit" className="button">
            {say('Save', '保存')}
          </button>
          <button type="button" className="button quiet" onClick={() => setNaming(null)}>
            {say('Leave it', '不保存')}
          </button>
        </form>
      )}
      <span className="spacer" />
      {children}
    </nav>
  );
}

function readViews(key: string): readonly SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '[]') as SavedView[];
  } catch {
    return [];
  }
}
