import { createServer } from 'node:http';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { apart, runApart } from './run-apart.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-apart-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const node = (source: string, timeout = 20_000) =>
  runApart(process.execPath, ['-e', source], { folder, timeout });

it('knows nothing of what this process was started with, and is at home in its own folder', async () => {
  process.env['TAIZHANG_KEYS'] = 'a secret of ours';
  const known = JSON.parse(await node('console.log(JSON.stringify(process.env))'));
  delete process.env['TAIZHANG_KEYS'];
  expect(known).toMatchObject({ HOME: folder, TMPDIR: folder });
  const ours = Object.keys(known).filter((name) =>
    /TAIZHANG|DATABASE|SECRET|NODE|VITEST/.test(name),
  );
  expect(ours).toEqual([]);
});

it('is ended when its time is up', async () => {
  await expect(node('setTimeout(() => {}, 60000)', 300)).rejects.toMatchObject({
    killed: true,
  });
});

it('reaches no network where the system can take it away, not even this machine', async () => {
  const server = createServer((_request, response) => response.end('here'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const ask = `fetch('http://127.0.0.1:${port}').then((r) => r.text(), () => 'nothing').then(console.log)`;
  const answer = (await node(ask)).trim();
  server.close();
  const walled = (await apart()).includes('--net');
  // Whether this machine can is told, so that a machine that cannot is no proof of the contrary.
  expect({ walled, answer }).toEqual({ walled, answer: walled ? 'nothing' : 'here' });
});
