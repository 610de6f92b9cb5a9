import { expect, test } from 'vitest';
import { knownPasswords } from './known-passwords.ts';
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
  ['wangfang 2009!', 2],
  // Tried first by whoever tries: out of breaches, and of the words of this house.
  ['1q2w3e4r5t', 1],
  ['Password123', 1],
  ['QWERTY12345', 1],
  ['Sifaju@2026', 1],
  ['zhongwei-2026', 1],
  ['T4izhang!!!!', 1],
  ['司法局123456789', 1],
  ['shapotou.sifasuo.1', 1],
  ['ｔａｉｚｈａｎｇ２０２６', 1],
  ['lanzhouxian2026', 0],
  ['x'.repeat(129), 2],
  ['umbrella rain 7', 0],
  ['今天下雨带伞了吗2009', 0],
])('%s has %i faults for wangfang', (password, faults) => {
  expect(passwordIssues(password, 'WangFang')).toHaveLength(faults);
});

test('the list has at least three thousand that our other rules would take, and no other', () => {
  const all = [...knownPasswords()];
  expect(all.length).toBeGreaterThanOrEqual(3000);
  // Each is refused, and for this alone.
  expect(all.filter((one) => passwordIssues(one, '').length !== 1)).toEqual([]);
  expect(passwordIssues('umbrella rain 7', 'x', 'p', ['rain', 'umbrella'])).toHaveLength(1);
  expect(passwordIssues('umbrella rain 7', 'x', 'p', ['rain'])).toEqual([]);
});

test('what was typed is what is checked: no letter changed, nothing cut, no blank left out', async () => {
  const long = 'x'.repeat(127);
  const hash = await hashPassword(`${long}1`);
  expect(await verifyPassword({ hash, password: `${long}2` })).toBe(false);
  const typed = await hashPassword(' Umbrella 7 ');
  for (const other of [' umbrella 7 ', 'Umbrella 7', ' Umbrella 7', ' Umbrella  7 '])
    expect(await verifyPassword({ hash: typed, password: other })).toBe(false);
});

test('a first password follows the rules and is never the same', () => {
  const made = Array.from({ length: 50 }, makePassword);
  expect(new Set(made).size).toBe(50);
  for (const password of made) expect(passwordIssues(password, 'x1')).toEqual([]);
});
