/** How far long work on the server is, asked for twice a second; a total of 0 is not known yet. */
import { useQuery } from '@tanstack/react-query';
import { api } from './api.ts';

export type Far = { readonly step: string | null; readonly done: number; readonly total: number };

const unknown: Far = { step: null, done: 0, total: 0 };

export function useFar(id: string, enabled = true): Far {
  const { data } = useQuery({
    queryKey: ['progress', id],
    queryFn: () => api.get<Far>(`/api/progress/${id}`),
    refetchInterval: 500,
    enabled,
    gcTime: 0,
    retry: false,
  });
  return data ?? unknown;
}

export function shareOf({ done, total }: Far): number {
  return total > 0 ? Math.min(1, done / total) : 0;
}
