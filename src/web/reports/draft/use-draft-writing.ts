/**
 * Writing a draft: kept on this machine at every key, sent a moment later, and never over what somebody else has
 * written meanwhile. Without a connection it waits and says so.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DraftBlock } from '#engine/draft.ts';
import { draftKey, findDraft, keepDraft } from '../../fields/drafts.ts';
import { api, ApiProblem, textOfError } from '../../shell/api.ts';
import { useReceipts } from '../../shell/receipts.tsx';
import { useSession } from '../../shell/session.tsx';
import type { DraftAnswer, SavedBlocks } from './draft-types.ts';
import {
  afterSaving,
  fromKept,
  toKeep,
  withPending,
  withSaved,
  written,
} from './pending-blocks.ts';
import type { Pending, PendingBlocks } from './pending-blocks.ts';

const saveAfterMs = 1200;
const tryAgainMs = 5000;

export type SaveState = 'saved' | 'saving' | 'waiting' | 'offline';

export type DraftWriting = ReturnType<typeof useDraftWriting>;

export function useDraftWriting(answer: DraftAnswer, queryKey: readonly unknown[]) {
  const queries = useQueryClient();
  const show = useReceipts();
  const { account } = useSession();
  const name = `${answer.unit.id}-${answer.year}`;
  const place = draftKey(account.id, 'summary', name, 'write');
  const [pending, setPending] = useState<PendingBlocks>(() =>
    fromKept(findDraft(localStorage, place, Date.now())?.values),
  );
  const [conflicts, setConflicts] = useState<ReadonlySet<string>>(new Set());
  const [state, setState] = useState<SaveState>('saved');
  const latest = useRef({ pending, conflicts, answer });
  const busy = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = useRef<() => void>(() => undefined);
  const later = useCallback((ms: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => again.current(), ms);
  }, []);

  const put = useCallback(
    (next: PendingBlocks) => {
      latest.current.pending = next;
      setPending(next);
      keepDraft(localStorage, place, toKeep(next), null, Date.now());
    },
    [place],
  );

  const flush = useCallback(async (): Promise<boolean> => {
    clearTimeout(timer.current);
    const sent: PendingBlocks = new Map(
      [...latest.current.pending].filter(([key]) => !latest.current.conflicts.has(key)),
    );
    if (busy.current || sent.size === 0) return sent.size === 0;
    busy.current = true;
    setState('saving');
    const { unit, year } = latest.current.answer;
    try {
      const blocks = [...sent].map(([key, one]) => ({ key, ...one }));
      const saved = await api.put<SavedBlocks>('/api/summary/draft/blocks', {
        unit: unit.id,
        year,
        blocks,
      });
      const left = afterSaving(latest.current.pending, sent, saved.version);
      put(left);
      queries.setQueryData<DraftAnswer>(queryKey, (known) =>
        known?.draft
          ? {
              ...known,
              draft: withSaved(
                known.draft,
                saved.version,
                saved.blocks,
                account,
                new Date().toISOString(),
              ),
            }
          : known,
      );
      setState(left.size === 0 ? 'saved' : 'waiting');
      if (left.size > 0) later(saveAfterMs);
      // A number that is new here has its figure from the list until the whole is read again.
      void queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
      return left.size === 0;
    } catch (error) {
      if (error instanceof ApiProblem && error.kind === 'stale') {
        const others = error.issues.map((issue) => issue.field?.replace(/^block\//, '') ?? '');
        const all = new Set([...latest.current.conflicts, ...others]);
        latest.current.conflicts = all;
        setConflicts(all);
        await queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
        setState('waiting');
        later(50);
      } else if (
        error instanceof ApiProblem &&
        (error.kind === 'offline' || error.kind === 'unavailable')
      ) {
        setState('offline');
        later(tryAgainMs);
      } else {
        setState('waiting');
        show({ said: textOfError(error), bad: true });
        void queries.invalidateQueries({ queryKey: ['summary', 'draft'] });
      }
      return false;
    } finally {
      busy.current = false;
    }
  }, [account, later, put, queries, queryKey, show]);

  useEffect(() => {
    again.current = () => void flush();
  }, [flush]);

  const write = useCallback(
    (key: string, content: DraftBlock | null, rest: { looked?: boolean } = {}) => {
      const block = latest.current.answer.draft?.sections
        .flatMap((section) => section.blocks)
        .find((one) => one.key === key);
      const next: Pending = { base: block?.version ?? 0, content, ...rest };
      // A paragraph that never reached the server is simply gone.
      const waits = latest.current.pending.get(key);
      if (content === null && !block && (!waits || waits.base === 0) && !busy.current) {
        const left = new Map(latest.current.pending);
        left.delete(key);
        put(left);
      } else put(written(latest.current.pending, key, next));
      setState((now) => (now === 'offline' ? now : 'waiting'));
      later(saveAfterMs);
    },
    [later, put],
  );

  /** One of two texts is kept; the other one stays in the versions, or was never saved. */
  const settle = useCallback(
    (key: string, keep: 'theirs' | 'mine') => {
      const block = latest.current.answer.draft?.sections
        .flatMap((section) => section.blocks)
        .find((one) => one.key === key);
      const next = new Map(latest.current.pending);
      const mine = next.get(key);
      if (keep === 'theirs' || !mine) next.delete(key);
      else next.set(key, { ...mine, base: block?.version ?? 0 });
      const all = new Set(latest.current.conflicts);
      all.delete(key);
      latest.current.conflicts = all;
      setConflicts(all);
      put(next);
      later(50);
    },
    [later, put],
  );

  useEffect(() => {
    latest.current = { ...latest.current, answer };
  }, [answer]);
  useEffect(() => {
    // What the last visit could not send goes now; what is typed at the end is sent on leaving.
    if (latest.current.pending.size > 0) later(300);
    const leave = () => void flush();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      clearTimeout(timer.current);
      void flush();
    };
  }, [flush, later]);

  const draft = useMemo(
    () => (answer.draft ? withPending(answer.draft, pending) : null),
    [answer.draft, pending],
  );
  const kept = answer.draft?.sections ?? [];
  return { draft, kept, write, flush, settle, conflicts, pending, state };
}
