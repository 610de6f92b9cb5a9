/** `npm run dev`: what is saved in an editor is what answers next. In a copy of the checkout, whose files change. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { repositoryFolder } from '#server/config.ts';
import type { FreshDatabase } from '#testing/database.ts';
import { freePort } from '#testing/free-port.ts';
import { loadedDatabase } from '#testing/loaded-city.ts';
import { testKeysText } from '#testing/test-keys.ts';

// A server and Vite are started, the server twice.
vi.setConfig({ testTimeout: 120_000 });

const parts = ['bin', 'src', 'migrations', 'package.json', 'package-lock.json', 'vite.config.ts'];

let database: FreshDatabase;
let folder: string;
let port: number;
let child: ChildProcess;
let said = '';

beforeAll(async () => {
  database = await loadedDatabase();
  folder = await mkdtemp(join(tmpdir(), 'taizhang-develop-'));
  for (const part of parts)
    await cp(join(repositoryFolder, part), join(folder, part), {
      recursive: true,
      preserveTimestamps: true,
    });
  await symlink(join(repositoryFolder, 'node_modules'), join(folder, 'node_modules'));
  port = await freePort();
  child = spawn(process.execPath, [join(folder, 'bin/launch.mjs'), 'dev'], {
    env: {
      ...process.env,
      DATABASE_URL: database.url,
      TAIZHANG_DATA: join(folder, 'data'),
      TAIZHANG_KEYS: testKeysText,
      TAIZHANG_LOG: 'silent',
      PORT: String(port),
    },
  });
  child.stdout!.on('data', (part: Buffer) => (said += part.toString()));
  child.stderr!.on('data', (part: Buffer) => (said += part.toString()));
}, 600_000);
afterAll(async () => {
  child.kill('SIGTERM');
  await once(child, 'exit');
  await database.close();
  await rm(folder, { recursive: true });
});

const patiently = { timeout: 60_000 };

async function edit(file: string, from: string, to: string): Promise<void> {
  const before = await readFile(join(folder, file), 'utf8');
  expect(before).toContain(from);
  await writeFile(join(folder, file), before.replaceAll(from, to));
}

/** What answers at an address; nothing while nobody listens. */
function answer(address: string): Promise<string> {
  return fetch(address).then(
    (response) => response.text(),
    () => '',
  );
}

it('the server starts again with what was changed', async () => {
  await expect.poll(() => said, patiently).toContain('Stop: Ctrl C');
  await edit('src/server/welcome.ts', 'Stop: Ctrl C', 'Stop: this is new');
  await expect.poll(() => said, patiently).toContain('Stop: this is new');
  const state = () => answer(`http://127.0.0.1:${port}/api/state`);
  await expect.poll(state, patiently).toContain('version');
});

it('Vite serves the browser what was changed, and passes on what is asked of the server', async () => {
  const vite = `http://localhost:${port + 1}`;
  const page = () => answer(`${vite}/shell/use-typed.ts`);
  await expect.poll(page, patiently).toContain('useTyped');
  await edit('src/web/shell/use-typed.ts', 'useTyped', 'useWhatIsTyped');
  await expect.poll(page, patiently).toContain('useWhatIsTyped');
  await expect.poll(() => answer(`${vite}/api/state`), patiently).toContain('version');
});
