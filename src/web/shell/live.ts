/** Follows the server's events: when measures move, what shows them is read again and its numbers move once. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** What stands on the ledger, by the first part of its query key. */
const following: ReadonlySet<unknown> = new Set([
  'figures',
  'figure',
  'summary',
  'today',
  'records',
  'counts',
]);

export function useLive(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const source = new EventSource('/api/events');
    source.addEventListener('message', () => {
      // A bulk write tells of many pages in one second; one reading is enough.
      clearTimeout(timer);
      timer = setTimeout(() => {
        void queries.invalidateQueries({ predicate: ({ queryKey }) => following.has(queryKey[0]) });
      }, 250);
    });
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [queries]);
}
