/** What is written and not saved yet, laid over what the server has: nothing is lost by rule, and not by luck. */
import type { Draft, DraftBlock, KeptBlock } from '#engine/draft.ts';

export type Pending = {
  /** The version over which it was written; 0 for a new paragraph. */
  readonly base: number;
  /** null: taken out. */
  readonly content: DraftBlock | null;
  readonly looked?: boolean;
};
export type PendingBlocks = ReadonlyMap<string, Pending>;

/** The draft as its writer sees it. */
export function withPending(draft: Draft, pending: PendingBlocks): Draft {
  if (pending.size === 0) return draft;
  const kept = draft.sections.flatMap((section) => section.blocks);
  const known = new Map(kept.map((block) => [block.key, block]));
  const blocks: KeptBlock[] = [
    ...kept.filter((block) => !pending.has(block.key)),
    ...[...pending].flatMap(([key, { base, content }]) => {
      if (content === null) return [];
      const { by = null, at = '' } = known.get(key) ?? {};
      return [{ ...content, key, version: base, by, at }];
    }),
  ];
  const sections = draft.sections.map((section) => ({
    ...section,
    blocks: blocks
      .filter((block) => block.section === section.key)
      .toSorted((a, b) => a.order - b.order || (a.key < b.key ? -1 : 1)),
  }));
  return { ...draft, sections };
}

/** Written once more: the version stays that over which the first key was typed, or another's work would be lost. */
export function written(pending: PendingBlocks, key: string, next: Pending): PendingBlocks {
  const before = pending.get(key);
  const looked = before?.looked || next.looked;
  return new Map(pending).set(key, {
    ...next,
    base: before?.base ?? next.base,
    ...(looked ? { looked } : {}),
  });
}

/** After a save: what was typed while it was under way stays, over the version that was just saved. */
export function afterSaving(
  pending: PendingBlocks,
  sent: PendingBlocks,
  version: number,
): PendingBlocks {
  const left = new Map(pending);
  for (const [key, one] of sent) {
    const now = left.get(key);
    if (now === one) left.delete(key);
    else if (now)
      left.set(key, {
        base: version,
        content: now.content,
        ...(now.looked && !one.looked ? { looked: true } : {}),
      });
  }
  return left;
}

/** The draft after the server has taken a save. */
export function withSaved(
  draft: Draft,
  version: number,
  blocks: readonly { readonly key: string; readonly content: DraftBlock | null }[],
  by: { readonly id: string; readonly name: string },
  at: string,
): Draft {
  const saved: PendingBlocks = new Map(
    blocks.map(({ key, content }) => [key, { base: version, content }]),
  );
  const drawn = withPending(draft, saved);
  const sections = drawn.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) => (saved.has(block.key) ? { ...block, by, at } : block)),
  }));
  return { ...drawn, sections };
}

/** As kept on this machine at every key. */
export function toKeep(pending: PendingBlocks): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pending);
}

export function fromKept(
  values: Readonly<Record<string, unknown>> | null | undefined,
): PendingBlocks {
  return new Map(Object.entries(values ?? {}) as [string, Pending][]);
}
