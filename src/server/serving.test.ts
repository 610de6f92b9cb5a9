import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimServing } from './serving.ts';

let data_folder: string;
beforeAll(async () => {
  data_folder = await mkdtemp(join(tmpdir(), 'taizhang-serving-'));
});
afterAll(() => rm(data_folder, { recursive: true }));

const claim = (port: number, database_url?: string) =>
  claimServing({ data_folder, database_url, public_url: `http://127.0.0.1:${port}` });

test('a second start over the same data is told where the first serves, on whatever port it would', async () => {
  const first = await claim(4700);
  expect(await claim(4701)).toEqual({ elsewhere: '' });
  if ('elsewhere' in first) throw new Error('The first one was refused');
  await first.announce();
  expect(await claim(4701)).toEqual({ elsewhere: 'http://127.0.0.1:4700' });
  first.release();
  const next = await claim(4701);
  expect(next).not.toHaveProperty('elsewhere');
  // Whoever has a database of their own may run as many beside it as they like.
  expect(await claim(4702, 'postgres://x@y/z')).not.toHaveProperty('elsewhere');
});
