/** The records behind a figure, a page after the other; the list and the foot of the drawer read the same answer. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { api } from '../shell/api.ts';
import type { OpenedRecords } from '../shell/api-types.ts';
import { figureParams, figurePath } from './figure-address.ts';
import type { FigureAddress, Side } from './figure-address.ts';

export function useOpened(door: FigureAddress, side: Side) {
  return useInfiniteQuery({
    queryKey: ['figure', door.indicator, 'records', figureParams(door), side],
    queryFn: ({ pageParam }) =>
      api.get<OpenedRecords>(figurePath(door, '/records'), {
        ...figureParams(door),
        side,
        after: pageParam,
        limit: 50,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
}
