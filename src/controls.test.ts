/** The table of controls names tests: each has to be there. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

const known = (path: string) =>
  ['', 'src', 'src/server'].some((folder) => existsSync(join(repositoryFolder, folder, path)));

it('docs/controls.md names tests that are there', async () => {
  const text = await readFile(join(repositoryFolder, 'docs/controls.md'), 'utf8');
  const named = [...text.matchAll(/`([\w./-]+\.(?:property\.)?test\.ts|[\w./-]+\.ts)`/g)].map(
    ([, path]) => path!,
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((path) => !known(path))).toEqual([]);
});
