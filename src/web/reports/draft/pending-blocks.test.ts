import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Draft, DraftBlock } from '#engine/draft.ts';
import {
  afterSaving,
  fromKept,
  toKeep,
  withPending,
  withSaved,
  written,
} from './pending-blocks.ts';
import type { PendingBlocks } from './pending-blocks.ts';

const by = { id: 'a', name: '甲' };
const content = (text: string, order = 1): DraftBlock => ({
  section: 's',
  order,
  kind: 'prose',
  text: { zh: [text] },
});
const draft: Draft = {
  head: { key: '', version: 1, by, at: '', state: 'writing', cutoff: '2009-12-31', edition: null },
  sections: [
    {
      key: 's',
      version: 1,
      by,
      at: '',
      order: 1,
      heading: { en: 'S', zh: '部分' },
      line: null,
      unit_id: null,
      owner: null,
      due_on: null,
      state: 'open',
      comments: [],
      blocks: [{ ...content('原文'), key: 'b', version: 3, by, at: '' }],
    },
  ],
};
const texts = (one: Draft) => one.sections[0]!.blocks.map((block) => block.text.zh![0]);
const none: PendingBlocks = new Map();

it('lays what is written over what is kept, adds and takes out, in order', () => {
  const pending = written(written(none, 'b', { base: 3, content: content('新文') }), 'c', {
    base: 0,
    content: content('前段', 0.5),
  });
  expect(texts(withPending(draft, pending))).toEqual(['前段', '新文']);
  expect(texts(withPending(draft, written(pending, 'b', { base: 3, content: null })))).toEqual([
    '前段',
  ]);
});

it('keeps the version over which the first key was typed, whatever the server has meanwhile', () => {
  const first = written(none, 'b', { base: 3, content: content('一') });
  expect(written(first, 'b', { base: 9, content: content('二') }).get('b')!.base).toBe(3);
});

it('loses nothing that is typed while a save is under way, whatever the order', () => {
  const typed = fc.array(fc.tuple(fc.constantFrom('b', 'c', 'd'), fc.string({ maxLength: 5 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(typed, typed, (before, during) => {
      const type = (pending: PendingBlocks, keys: readonly (readonly [string, string])[]) =>
        keys.reduce(
          (now, [key, text]) => written(now, key, { base: 3, content: content(text) }),
          pending,
        );
      const sent = type(none, before);
      const now = type(sent, during);
      const left = afterSaving(now, sent, 7);
      const server = withSaved(
        draft,
        7,
        [...sent].map(([key, one]) => ({ key, content: one.content })),
        by,
        'now',
      );
      const seen = (one: Draft) =>
        new Map(one.sections[0]!.blocks.map((block) => [block.key, block.text]));
      // Reloaded in between, the machine's own copy gives the same.
      const again = fromKept(JSON.parse(JSON.stringify(toKeep(left))));
      expect(seen(withPending(server, again))).toEqual(seen(withPending(draft, now)));
    }),
  );
});
