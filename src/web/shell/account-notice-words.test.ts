import { expect, it } from 'vitest';
import { noticeSentences } from './account-notice-words.ts';
import type { AccountNotices } from './api-types.ts';

const quiet: AccountNotices = {
  signed_in: { at: '2026-11-28T01:00:00.000Z', address: '10.0.0.5' },
  before: { at: '2026-11-27T01:00:00.000Z', address: '10.0.0.5' },
  failed: { count: 0, last: null, password_known: false },
  changes: [],
  notable: false,
};

it('says who tried, from where, and what to do', () => {
  const last = { at: '2026-11-27T15:30:00.000Z', address: '10.9.9.9' };
  const notices = { ...quiet, failed: { count: 3, last, password_known: true }, notable: true };
  const [tried, known, what] = noticeSentences(notices, 'en');
  expect(tried).toBe(
    '3 sign-ins failed since you were last here, the last on 27 Nov 2026, 23:30 from 10.9.9.9.',
  );
  expect(known).toContain('Change your password');
  expect(what).toContain('tell the security administrator');
  expect(noticeSentences(notices, 'zh')[0]).toBe(
    '自您上次登录以来有3次登录失败，最近一次：2026年11月27日 23:30，来自10.9.9.9。',
  );
});

it('says what was changed and by whom', () => {
  const label = { en: 'Gave a new password', zh: '重置密码' };
  const change = { deed: 'password_reset', label, at: '2026-11-27T02:00:00.000Z', own: false };
  const notices = { ...quiet, changes: [change], notable: true };
  expect(noticeSentences(notices, 'zh')[0]).toBe(
    '2026年11月27日 10:00：重置密码（安全保密管理员操作）。',
  );
  expect(noticeSentences({ ...notices, changes: [{ ...change, own: true }] }, 'en')[0]).toContain(
    'by you',
  );
});

it('says that the last time was long ago, where that is all', () => {
  const before = { at: '2026-08-01T01:00:00.000Z', address: null };
  expect(noticeSentences({ ...quiet, before, notable: true }, 'en')[0]).toContain('1 Aug 2026');
});
