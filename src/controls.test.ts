/** The tables of controls name tests: each has to be there. And no requirement of the ASVS is left out of its table. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

const known = (path: string) =>
  ['', 'src', 'src/server'].some((folder) => existsSync(join(repositoryFolder, folder, path)));
const read = (path: string) => readFile(join(repositoryFolder, path), 'utf8');

it.each(['docs/controls.md', 'docs/asvs.md'])('%s names files that are there', async (path) => {
  const text = await read(path);
  const named = [...text.matchAll(/`([\w./-]+\.(?:tsx?|md|json))`/g)].map(([, file]) => file!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((file) => !known(file))).toEqual([]);
});

it('docs/asvs.md says of each requirement of the standard, once, where it stands', async () => {
  const rows = [...(await read('docs/asvs.md')).matchAll(/^\| ([\d., ●]+) \| (.+) \|$/gm)];
  const written = rows.flatMap(([, ids]) => ids!.split(',').map((id) => id.trim()));
  const wanted = (await read('src/testing/asvs-5.0.0.csv'))
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',') as [string, string])
    .map(([id, level]) => (level === '3' ? `${id} ●` : id));
  expect(wanted).toHaveLength(345);
  expect(written.toSorted()).toEqual(wanted.toSorted());
  // Each begins with what kind of evidence it is; who says “test” names one.
  for (const [, ids, where] of rows) {
    expect(`${ids} ${where}`).toMatch(/ (Test: |Setting: |Document: |Not applicable because )/);
    if (where!.startsWith('Test: ')) expect(`${ids} ${where}`).toMatch(/`[\w./-]+\.test\.ts`/);
  }
});
