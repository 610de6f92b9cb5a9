/** The office's own codes, learned once a sign-in is there and again when they have changed. */
import { useQuery } from '@tanstack/react-query';
import type { OwnCode } from '#engine/code-book.ts';
import { book } from '#lines/index.ts';
import { api } from './api.ts';

/** True once pages may be drawn: the codes are learned, or cannot be had and the shipped ones serve. */
export function useOwnCodes(): boolean {
  const { isPending } = useQuery({
    queryKey: ['codes'],
    queryFn: async () => {
      const { codes } = await api.get<{ codes: OwnCode[] }>('/api/codes');
      book.learnCodes(codes);
      return codes;
    },
    staleTime: 10 * 60_000,
  });
  return !isPending;
}
