import { beforeEach, describe, expect, it } from 'vitest';
import { draftKey, dropDraft, dropOldDrafts, findDraft, keepDraft } from './drafts.ts';
import type { DraftStore } from './drafts.ts';

class MemoryStore implements DraftStore {
  readonly kept = new Map<string, string>();
  get length() {
    return this.kept.size;
  }
  key(i: number) {
    return [...this.kept.keys()][i] ?? null;
  }
  getItem(key: string) {
    return this.kept.get(key) ?? null;
  }
  setItem(key: string, value: string) {
    this.kept.set(key, value);
  }
  removeItem(key: string) {
    this.kept.delete(key);
  }
}

const now = 1_800_000_000_000;
const day = 86_400_000;
const key = draftKey('me', 'dispute', 'new', 'accept');
let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

describe('a draft', () => {
  it('comes back as it was typed', () => {
    keepDraft(store, key, { about: '𠮷某', parties: [{ name: '张' }] }, 3, now);
    expect(findDraft(store, key, now + day)).toEqual({
      values: { about: '𠮷某', parties: [{ name: '张' }] },
      version: 3,
    });
  });
  it('belongs to one person', () => {
    keepDraft(store, key, { about: 'x' }, null, now);
    expect(findDraft(store, draftKey('other', 'dispute', 'new', 'accept'), now)).toBeNull();
  });
  it('is gone once it is saved or emptied', () => {
    keepDraft(store, key, { about: 'x' }, null, now);
    dropDraft(store, key);
    expect(findDraft(store, key, now)).toBeNull();
    keepDraft(store, key, { about: 'x' }, null, now);
    keepDraft(store, key, {}, null, now);
    expect(store.length).toBe(0);
  });
  it('does not outlive a month', () => {
    keepDraft(store, key, { about: 'x' }, null, now);
    expect(findDraft(store, key, now + 31 * day)).toBeNull();
    dropOldDrafts(store, now + 31 * day);
    expect(store.length).toBe(0);
  });
  it('that is broken is no draft', () => {
    store.setItem(key, '{');
    expect(findDraft(store, key, now)).toBeNull();
  });
});
