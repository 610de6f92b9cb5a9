import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signInSecret } from './sign-in-secret.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('is made once, for its owner alone, also where the folder is not there yet', async () => {
  const file = join(folder, 'data', 'secret.json');
  const secret = signInSecret(file);
  expect(secret.length).toBeGreaterThan(40);
  expect(signInSecret(file)).toBe(secret);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('leaves the other secrets of the file alone', async () => {
  const file = join(folder, 'secret.json');
  await writeFile(file, JSON.stringify({ file_keys: 'abc' }));
  const secret = signInSecret(file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ file_keys: 'abc', sign_in: secret });
});

test('never replaces a file that cannot be read', async () => {
  const file = join(folder, 'secret.json');
  await writeFile(file, '{ broken');
  expect(() => signInSecret(file)).toThrow('cannot be read');
  expect(await readFile(file, 'utf8')).toBe('{ broken');
});
