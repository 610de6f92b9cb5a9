/**
 * Drafts: what is typed is kept at every key and comes back after a closed window, a flat battery
 * or an expired session. Kept per account, so that on a shared desk nobody finds another person's
 * text.
 */
export type Values = Readonly<Record<string, unknown>>;
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

type Kept = { readonly at: number; readonly version: number | null; readonly values: Values };

const prefix = 'taizhang.draft.';
const daysKept = 30;

export function draftKey(account: string, type: string, id: string, action: string): string {
  return `${prefix}${account}.${type}.${id}.${action}`;
}

export function keepDraft(
  store: DraftStore,
  key: string,
  values: Values,
  version: number | null,
  now: number,
): void {
  if (Object.keys(values).length === 0) return store.removeItem(key);
  const kept: Kept = { at: now, version, values };
  try {
    store.setItem(key, JSON.stringify(kept));
  } catch {
    // The store is full: typing goes on, only without its safety net.
    dropOldDrafts(store, now, 0);
  }
}

/**
 * A draft over an older version of the record still comes back; the server then says what has
 * changed meanwhile.
 */
export function findDraft(
  store: DraftStore,
  key: string,
  now: number,
): { values: Values; version: number | null } | null {
  try {
    const kept = JSON.parse(store.getItem(key) ?? 'null') as Kept | null;
    if (!kept || now - kept.at > daysKept * 86_400_000) return null;
    return { values: kept.values, version: kept.version };
  } catch {
    return null;
  }
}

export function dropDraft(store: DraftStore, key: string): void {
  store.removeItem(key);
}

export function dropOldDrafts(store: DraftStore, now: number, days = daysKept): void {
  const keys = Array.from({ length: store.length }, (_, i) => store.key(i)).filter((key) =>
    key?.startsWith(prefix),
  );
  for (const key of keys) {
    const kept = JSON.parse(store.getItem(key!) ?? 'null') as Kept | null;
    if (!kept || now - kept.at > days * 86_400_000) store.removeItem(key!);
  }
}
