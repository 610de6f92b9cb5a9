import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveWorld } from '#testing/served-world.ts';
import type { ServedWorld } from '#testing/served-world.ts';

let world: ServedWorld;
let web_folder: string;
beforeAll(async () => {
  web_folder = await mkdtemp(join(tmpdir(), 'taizhang-web-'));
  await mkdir(join(web_folder, 'assets'));
  await writeFile(join(web_folder, 'index.html'), '<style nonce="%NONCE%"></style>');
  await writeFile(join(web_folder, 'browser-check.js'), '1;');
  await writeFile(join(web_folder, 'assets', 'index-1a2b3c.js'), '2;');
  world = await serveWorld(undefined, { web_folder });
}, 60_000);
afterAll(async () => {
  await world.end();
  await rm(web_folder, { recursive: true });
});

it('keeps for ever what is named by its content, and nothing that keeps its name', async () => {
  const kept = async (url: string) => {
    const { statusCode, headers } = await world.app.inject({ url });
    return [statusCode, headers['cache-control']];
  };
  expect(await kept('/assets/index-1a2b3c.js')).toEqual([
    200,
    'public, max-age=31536000, immutable',
  ]);
  expect(await kept('/browser-check.js')).toEqual([200, 'no-cache']);
  expect(await kept('/')).toEqual([200, 'no-store']);
  expect(await kept('/records/dispute')).toEqual([200, 'no-store']);
});
