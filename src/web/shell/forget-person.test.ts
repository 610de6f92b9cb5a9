import { expect, it } from 'vitest';
import { forgetPerson } from './forget-person.ts';

it('takes along who somebody was, and leaves what they have not sent', () => {
  const kept = new Map([
    ['taizhang.session', '{"account":{"name":"王芳"}}'],
    ['taizhang.own.0198c0de.5', '{"committee_id":"1"}'],
    ['taizhang.own.0198c0de.6', '{"committee_id":"2"}'],
    ['taizhang.draft.0198c0de.dispute.new.accept', '{}'],
    ['taizhang.language', 'zh'],
  ]);
  forgetPerson({
    get length() {
      return kept.size;
    },
    key: (i) => [...kept.keys()][i] ?? null,
    removeItem: (key) => void kept.delete(key),
  });
  expect([...kept.keys()]).toEqual([
    'taizhang.draft.0198c0de.dispute.new.accept',
    'taizhang.language',
  ]);
});
