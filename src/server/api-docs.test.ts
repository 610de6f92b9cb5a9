/** docs/api.md names every address that the server answers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';
import { lines } from '#lines/index.ts';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
beforeAll(async () => {
  world = await serveWorld(lines);
});
afterAll(() => world.end());

it('is complete: a route without a line there is a defect', async () => {
  const { paths } = (await world.ask('director', 'GET', '/api/openapi.json')).json();
  const page = readFileSync(join(repositoryFolder, 'docs/api.md'), 'utf8');
  const named = [...page.matchAll(/\/api\/[\w./:|-]+/g)].flatMap(([path]) => alternatives(path));
  // One row may stand for both kinds of file: `export.csv` and `export.xlsx`.
  const known = new Set(
    named.flatMap((path) => [path, path.replace(/\.csv$/, '.xlsx')]).map(plain),
  );
  const served = Object.keys(paths as object).map((path) =>
    plain(path.replace(/\{(\w+)\}/g, ':$1')),
  );
  expect(served.length).toBeGreaterThan(40);
  expect(served.filter((path) => !known.has(path))).toEqual([]);
});

/** `/api/admin/units/add|rename` are two addresses. */
function alternatives(written: string): string[] {
  const path = written.replace(/\.$/, '');
  const at = path.lastIndexOf('/') + 1;
  return path
    .slice(at)
    .split('|')
    .map((last) => path.slice(0, at) + last);
}

/** However a parameter is called. */
function plain(path: string): string {
  return path.replace(/:\w+(?:\.docx)?/g, ':');
}
