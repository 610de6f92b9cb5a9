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
  const served = Object.keys(paths as object).map((path) => path.replace(/\{(\w+)\}/g, ':$1'));
  const page = readFileSync(join(repositoryFolder, 'docs/api.md'), 'utf8');
  const named = [...page.matchAll(/\/api\/[\w./:-]+/g)].map(([path]) => path.replace(/\.$/, ''));
  // One row may stand for both kinds of file: `export.csv` and `export.xlsx`.
  const known = new Set(
    named.flatMap((path) => [path, path.replace(/export\.csv$/, 'export.xlsx')]),
  );
  expect(served.filter((path) => !known.has(path))).toEqual([]);
});
