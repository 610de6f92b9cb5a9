/**
 * Who mediates here: the committee of a unit and the mediator who is signed in, so that neither has
 * to be looked up.
 */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../shell/api.ts';
import type { Choice, LinkTitle } from '../shell/api-types.ts';
import { useSession } from '../shell/session.tsx';

export type Own = {
  readonly committee_id: string | null;
  readonly mediator_id: string | null;
  readonly links: Readonly<Record<string, LinkTitle>>;
  /** False until both have been looked up: a form that starts earlier would lose them. */
  readonly ready: boolean;
};

export function useOwnCommittee(unit: number, enabled = true): Own {
  const { account } = useSession();
  const committees = useQuery({
    queryKey: ['choices', 'committee', '', unit],
    queryFn: () => api.get<{ choices: Choice[] }>('/api/choices/committee', { unit }),
    enabled,
    staleTime: 5 * 60_000,
    retry: false,
  });
  const mediators = useQuery({
    queryKey: ['choices', 'mediator', account.name, unit],
    queryFn: () =>
      api.get<{ choices: Choice[] }>('/api/choices/mediator', { unit, q: account.name }),
    enabled,
    staleTime: 5 * 60_000,
    retry: false,
  });
  // A township's list holds its villages' committees too; only where there is one is there nothing
  // to choose.
  const committee = committees.data?.choices.length === 1 ? committees.data.choices[0] : undefined;
  const mediator = mediators.data?.choices.length === 1 ? mediators.data.choices[0] : undefined;
  const links: Record<string, LinkTitle> = {};
  if (committee)
    links[committee.id] = { type: 'committee', title: committee.title, number: committee.number };
  if (mediator)
    links[mediator.id] = { type: 'mediator', title: mediator.title, number: mediator.number };
  const ready = !enabled || (!committees.isPending && !mediators.isPending);
  const found: Own = {
    committee_id: committee?.id ?? null,
    mediator_id: mediator?.id ?? null,
    links,
    ready,
  };
  const key = `taizhang.own.${account.id}.${unit}`;
  const text = JSON.stringify(found);
  const known = enabled && committees.isSuccess && mediators.isSuccess;
  useEffect(() => {
    if (known) localStorage.setItem(key, text);
  }, [known, key, text]);
  // Without a network it is the one that it was last time: a dispute is accepted there too, and its number follows.
  return committees.isError ? (readOwn(key) ?? found) : found;
}

function readOwn(key: string): Own | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Own | null;
  } catch {
    return null;
  }
}
