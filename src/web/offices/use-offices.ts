/** The judicial offices within reach, in the order of their units. */
import { useQuery } from '@tanstack/react-query';
import type { RecordRow } from '../shell/api-types.ts';
import { wholeRegister } from './whole-register.ts';

export function useOffices() {
  return useQuery({
    queryKey: ['records', 'office', 'all'],
    queryFn: async (): Promise<RecordRow[]> =>
      (await wholeRegister('office', { 'filter.state': 'open' })).records.toSorted(
        (a, b) => a.unit_id - b.unit_id,
      ),
    staleTime: 300_000,
  });
}
