/**
 * The views of a register that somebody has saved. They are kept with the account and remembered in this browser, so
 * that they are there at once and without a network; what a browser alone remembered goes to the account once.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Search } from '../shell/addresses.ts';
import { api } from '../shell/api.ts';
import { newId } from '../shell/new-id.ts';
import { useSession } from '../shell/session.tsx';
import { readRemembered } from './register-query.ts';
import type { SavedView } from './register-query.ts';

type Views = { readonly views: readonly SavedView[] };

export function useViews(type: string) {
  const { account } = useSession();
  const queries = useQueryClient();
  const key = `taizhang.views.${account.id}.${type}`;
  const queryKey = ['views', account.id, type];
  const remember = (views: readonly SavedView[]) => {
    localStorage.setItem(key, JSON.stringify(views));
    queries.setQueryData(queryKey, views);
    return views;
  };
  const query = useQuery({
    queryKey,
    queryFn: async () => {
      const { views } = await api.get<Views>(`/api/views/${type}`);
      const names = new Set(views.map((view) => view.name));
      const strays = readRemembered(localStorage.getItem(key)).filter(
        (one) => one.id === '' && !names.has(one.name),
      );
      const brought = strays.map((one) => ({ ...one, id: newId() }));
      for (const view of brought) await put(type, view);
      const all = [...views, ...brought];
      localStorage.setItem(key, JSON.stringify(all));
      return all as readonly SavedView[];
    },
    staleTime: 60_000,
    retry: false,
  });
  const views = query.data ?? readRemembered(localStorage.getItem(key));
  return {
    views,
    /** Nothing more is to be expected of the server: it has answered, or cannot be reached. */
    settled: !query.isPending,
    save: async (name: string, search: Search) => {
      const view = { id: newId(), name, search: filled(search), is_default: false };
      await put(type, view);
      remember([...views, view]);
    },
    change: async (view: SavedView) => {
      await put(type, view);
      const others = (one: SavedView) => (view.is_default ? { ...one, is_default: false } : one);
      const known = views.some((one) => one.id === view.id);
      const next = views.map((one) => (one.id === view.id ? view : others(one)));
      remember(known ? next : [...next, view]);
    },
    forget: async (view: SavedView) => {
      await api.delete(`/api/views/${type}/${view.id}`);
      remember(views.filter((one) => one.id !== view.id));
    },
  };
}

function put(type: string, { id, name, search, is_default }: SavedView): Promise<unknown> {
  return api.put(`/api/views/${type}/${id}`, { name, search: filled(search), is_default });
}

/** What is empty in an address is not said. */
function filled(search: Search): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}
