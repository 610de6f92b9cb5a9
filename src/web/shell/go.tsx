/** Moving between pages, without each caller spelling out the router's types: an address and its search. */
import { useLocation, useRouter } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { stringifySearch } from './addresses.ts';
import type { Search } from './addresses.ts';

export type Go = (path: string, search?: Search, options?: { replace?: boolean }) => void;

export function useGo(): Go {
  const router = useRouter();
  return useCallback(
    (path, search, options) => {
      const href = path + stringifySearch(search ?? {});
      if (options?.replace) router.history.replace(href);
      else router.history.push(href);
    },
    [router],
  );
}

/** The search of the present address, and a way to change some of it. */
export function useSearch(): [Search, (change: Search, options?: { replace?: boolean }) => void] {
  const search = useLocation({ select: (location) => location.search }) as Search;
  const path = usePath();
  const go = useGo();
  const change = useCallback(
    (changed: Search, options?: { replace?: boolean }) =>
      go(path, { ...search, ...changed }, options),
    [go, path, search],
  );
  return [search, change];
}

export function usePath(): string {
  return useLocation({ select: (location) => location.pathname });
}

type GoLinkProps = {
  readonly to: string;
  readonly search?: Search;
  readonly className?: string;
  readonly children: ReactNode;
  readonly title?: string;
  readonly current?: boolean;
  readonly onClick?: () => void;
};

/** A true link (it can be opened in a new tab) that stays inside the page when it is simply clicked. */
export function GoLink({ to, search, children, current, onClick, ...rest }: GoLinkProps) {
  const go = useGo();
  const href = to + stringifySearch(search ?? {});
  const follow = (event: MouseEvent) => {
    onClick?.();
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    go(to, search);
  };
  return (
    <a href={href} onClick={follow} {...(current ? { 'aria-current': 'page' } : {})} {...rest}>
      {children}
    </a>
  );
}
