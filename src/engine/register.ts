/** In which order a register stands: the same rule for the server that sorts and the table that shows by what. */
import { isHidden } from './field.ts';
import type { AnyRecordType } from './record.ts';

/** What every register may be sorted by besides its own fields. */
const always = ['state', 'updated_at', 'created_at'];

export function maySortBy(type: AnyRecordType, field: string): boolean {
  if (type.list.sorts) return type.list.sorts.includes(field);
  const known = type.fields[field];
  return always.includes(field) || (known !== undefined && !isHidden(known));
}

type DayRange = { readonly from?: string; readonly to?: string };

/**
 * `field` or `-field`. What was asked for; otherwise newest first by the day that is filtered by, because who asks for
 * the disputes accepted in 2009 reads them by that day, and an index has them in that order; of several days the one of
 * the shortest range; otherwise the register's own.
 */
export function sortOf(
  type: AnyRecordType,
  asked: string | undefined,
  filters: Readonly<Record<string, DayRange>>,
): string {
  if (asked) return asked;
  const days = (type.list.sorts ?? []).filter(
    (field) => filters[field] && type.fields[field]?.kind === 'day',
  );
  const [day] = days.toSorted((a, b) => daysIn(filters[a]!) - daysIn(filters[b]!));
  return `-${day ?? type.list.order}`;
}

/** How long a range is; one without an end is longer than any. */
function daysIn({ from, to }: DayRange): number {
  const length = Date.parse(to ?? '') - Date.parse(from ?? '');
  return Number.isNaN(length) ? Number.MAX_VALUE : length;
}
