import { expect, test } from 'vitest';
import { hashPassword, makePassword, passwordIssues, verifyPassword } from './password.ts';

test('a hash opens to its password alone, however an input method wrote it', async () => {
  const hash = await hashPassword('umbrella 7 雨');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifyPassword({ hash, password: 'umbrella 7 雨' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'ｕｍｂｒｅｌｌａ　７ 雨' })).toBe(true);
  expect(await verifyPassword({ hash, password: 'umbrella 8 雨' })).toBe(false);
  expect(await verifyPassword({ hash: 'plain', password: 'plain' })).toBe(false);
  expect(await hashPassword('umbrella 7 雨')).not.toBe(hash);
});

test('a hash made elsewhere with other parameters is understood (argon2 reference: t=2, m=64 MB, p=1)', async () => {
  const hash =
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc';
  expect(await verifyPassword({ hash, password: 'password' })).toBe(true);
});

test.each([
  ['short 1', 1],
  ['onlyletters', 1],
  ['1234567890', 1],
  ['wangfang 2009!', 1],
  ['x'.repeat(129), 2],
  ['umbrella rain 7', 0],
  ['今天下雨带伞了吗2009', 0],
])('%s has %i faults for wangfang', (password, faults) => {
  expect(passwordIssues(password, 'WangFang')).toHaveLength(faults);
});

test('a first password follows the rules and is never the same', () => {
  const made = Array.from({ length: 50 }, makePassword);
  expect(new Set(made).size).toBe(50);
  for (const password of made) expect(passwordIssues(password, 'x1')).toEqual([]);
});
