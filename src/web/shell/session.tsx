/** Who is signed in, under which post; and the question for the password when the session has run out. */
import { useQueryClient } from '@tanstack/react-query';
import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { dayInShanghai } from '#engine/day.ts';
import { api, ApiProblem } from './api.ts';
import type { Session } from './api-types.ts';
import { forgetPerson, sessionKey } from './forget-person.ts';
import { useLanguage } from './language.tsx';

export type SignIn = {
  readonly username: string;
  readonly password: string;
  readonly code?: string;
};

type SessionState = {
  /** undefined while it is not known yet. */
  readonly session: Session | null | undefined;
  readonly error: unknown;
  readonly signIn: (typed: SignIn) => Promise<Session>;
  readonly enterAs: (username: string) => Promise<Session>;
  readonly switchGrant: (grant_id: string) => Promise<void>;
  readonly signOut: () => Promise<void>;
  readonly retry: () => void;
};

const SessionContext = createContext<SessionState | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  const [error, setError] = useState<unknown>(null);
  const queries = useQueryClient();
  const { language } = useLanguage();

  const load = useCallback(() => {
    api.quiet<Session>('GET', '/api/session').then(
      (found) => {
        keepSession(found);
        setSession(found);
      },
      (problem: unknown) => {
        const kind = problem instanceof ApiProblem ? problem.kind : null;
        // Without a network whoever sat here last may write down what goes out later; the server asks them again.
        const last = kind === 'offline' ? lastSession() : null;
        if (kind === 'not-signed-in') setSession(null);
        else if (last) setSession(last);
        else setError(problem);
      },
    );
  }, []);
  useEffect(load, [load]);

  // The server prints papers and writes messages in the language that the person reads.
  const signedIn = session?.account.id;
  useEffect(() => {
    if (signedIn) api.quiet('PUT', '/api/session/language', { language }).catch(() => undefined);
  }, [signedIn, language]);

  const value = useMemo<SessionState>(() => {
    // Another person or another post sees other numbers: nothing of the last one may be left standing.
    const begin = (next: Session | null) => {
      queries.clear();
      keepSession(next);
      setSession(next);
    };
    return {
      session,
      error,
      retry: () => {
        setError(null);
        load();
      },
      signIn: async (typed) => {
        const next = await api.quiet<Session>('POST', '/api/session', typed);
        begin(next);
        return next;
      },
      enterAs: async (username) => {
        const next = await api.quiet<Session>('POST', '/api/demo/enter', { username });
        begin(next);
        return next;
      },
      switchGrant: async (grant_id) =>
        begin(await api.put<Session>('/api/session/grant', { grant_id })),
      signOut: async () => {
        await api.quiet('DELETE', '/api/session').catch(() => undefined);
        begin(null);
      },
    };
  }, [session, error, load, queries]);
  return <SessionContext value={value}>{children}</SessionContext>;
}

function keepSession(session: Session | null): void {
  if (session) localStorage.setItem(sessionKey, JSON.stringify(session));
  else forgetPerson(localStorage);
}

function lastSession(): Session | null {
  try {
    const kept = JSON.parse(localStorage.getItem(sessionKey) ?? 'null') as Session | null;
    return kept && { ...kept, today: dayInShanghai(new Date().toISOString()) };
  } catch {
    return null;
  }
}

export function useSessionState(): SessionState {
  const state = useContext(SessionContext);
  if (!state) throw new Error('No SessionProvider above');
  return state;
}

/** Inside the frame, where somebody is signed in. */
export function useSession(): Session {
  const { session } = useSessionState();
  if (!session) throw new Error('Nobody is signed in');
  return session;
}
