/** A register's question as it stands in the address, and as the API takes it. */
import type { Params } from '../shell/api.ts';
import type { Search } from '../shell/addresses.ts';

const own = new Set(['q', 'unit', 'mine', 'overdue', 'sort']);

/** What of the address belongs to the list: the drawer and the cursor do not. */
export function listSearch(search: Search): Search {
  return Object.fromEntries(
    Object.entries(search).filter(([name]) => own.has(name) || name.startsWith('filter.')),
  );
}

export function listParams(
  search: Search,
  page: { after?: string | undefined; limit?: number; count?: boolean } = {},
): Params {
  return {
    ...listSearch(search),
    after: page.after,
    limit: page.limit ?? 50,
    count: page.count ? 1 : undefined,
  };
}

/**
 * Sorting by the same column turns it round; a third press goes back to the register's own order,
 * which is `usual`.
 */
export function nextSort(
  now: string | undefined,
  usual: string,
  field: string,
): string | undefined {
  const next = (now ?? usual) === `-${field}` ? field : `-${field}`;
  return now === field || next === usual ? undefined : next;
}

/** The days that a register is filtered by, as far as its order asks for them. */
export function dayFilters(search: Search): Record<string, { from?: string; to?: string }> {
  const filters: Record<string, { from?: string; to?: string }> = {};
  for (const [key, value] of Object.entries(search)) {
    const [head, name, bound] = key.split('.');
    if (head === 'filter' && name && value && (bound === 'from' || bound === 'to'))
      filters[name] = { ...filters[name], [bound]: value };
  }
  return filters;
}

export type SavedView = {
  /** Empty where only this browser knows of it, from before views went with the account. */
  readonly id: string;
  readonly name: string;
  readonly search: Search;
  readonly is_default: boolean;
};

/** What this browser remembers of the views, whatever wrote it; nothing where it cannot be read. */
export function readRemembered(text: string | null): SavedView[] {
  try {
    const found = JSON.parse(text ?? '[]') as Partial<SavedView>[];
    return found.flatMap(({ id = '', name, search, is_default = false }) =>
      name && search ? [{ id, name, search, is_default }] : [],
    );
  } catch {
    return [];
  }
}

export function sameView(one: Search, other: Search): boolean {
  const text = (search: Search) =>
    JSON.stringify(
      Object.entries(listSearch(search))
        .filter(([, value]) => value)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  return text(one) === text(other);
}

/** A year as two days, for the filters that people use most. */
export function yearFilter(field: string, year: string): Search {
  return {
    [`filter.${field}.from`]: year ? `${year}-01-01` : undefined,
    [`filter.${field}.to`]: year ? `${year}-12-31` : undefined,
  };
}

export function yearOfFilter(search: Search, field: string): string | null {
  const from = search[`filter.${field}.from`] ?? '';
  const to = search[`filter.${field}.to`] ?? '';
  return from.endsWith('-01-01') && to === `${from.slice(0, 4)}-12-31` ? from.slice(0, 4) : null;
}

/** Columns of a register: the definition's own, unless somebody chose others. */
export function chosenColumns(
  kept: string | null,
  known: readonly string[],
  usual: readonly string[],
): readonly string[] {
  const chosen = (kept ?? '').split(',').filter((name) => known.includes(name));
  return chosen.length > 0 ? chosen : usual;
}
