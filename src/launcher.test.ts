/** The part that runs before anything is installed: it finds a browser, gets one, or says what to install. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'taizhang-launcher-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function program(path: string, ...lines: string[]): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, ['#!/bin/sh', ...lines, ''].join('\n'));
  await chmod(path, 0o755);
  return path;
}

/** Only what stands in `folder` is in the PATH, and no browser can be fetched from anywhere. */
function ensured(settings: Record<string, string> = {}): Promise<{ code: number; said: string }> {
  const script = `import { ensureChromium } from ${JSON.stringify(join(repositoryFolder, 'bin/chromium.mjs'))};
    ensureChromium();
    console.log('found ' + process.env.CHROME_PATH);`;
  const env = {
    PATH: folder,
    HOME: folder,
    PLAYWRIGHT_BROWSERS_PATH: join(folder, 'browsers'),
    PLAYWRIGHT_DOWNLOAD_HOST: 'http://127.0.0.1:9',
    ...settings,
  };
  const words = ['--input-type=module', '--eval', script];
  return new Promise((resolve) => {
    execFile(process.execPath, words, { env }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
  });
}

describe('Chromium', () => {
  it('is the one that CHROME_PATH names, before all others', async () => {
    await program(join(folder, 'chromium'));
    const own = await program(join(folder, 'own', 'browser'));
    expect(await ensured({ CHROME_PATH: own })).toEqual({ code: 0, said: `found ${own}\n` });
  });

  it.each(['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'])(
    'is found in the PATH as %s',
    async (name) => {
      const found = await program(join(folder, name));
      // What is named but is not there is passed over.
      const gone = join(folder, 'gone');
      expect(await ensured({ CHROME_PATH: gone })).toEqual({ code: 0, said: `found ${found}\n` });
    },
  );

  it('that is nowhere and cannot be had is asked for by name, with exit code 1', async () => {
    const { code, said } = await ensured();
    expect(code).toBe(1);
    expect(said).toContain('apt-get install chromium');
    expect(said).toContain('CHROME_PATH');
  });

  // Only root may install, and only Debian has it so.
  it.runIf(process.getuid?.() === 0 && existsSync('/usr/bin/apt-get'))(
    'is installed by apt where root runs the tests on Debian',
    async () => {
      const here = join(folder, 'chromium');
      await program(
        join(folder, 'apt-get'),
        `echo "$@" >> ${join(folder, 'asked')}`,
        `[ "$1" = install ] && printf '#!/bin/sh\n' > ${here}`,
        'exit 0',
      );
      const { code, said } = await ensured();
      expect({ code, last: said.trim().split('\n').at(-1) }).toEqual({
        code: 0,
        last: `found ${here}`,
      });
      const asked = await readFile(join(folder, 'asked'), 'utf8');
      expect(asked).toMatch(/^update.*\ninstall .*chromium\n$/);
    },
  );
});

it('says how it is used when it is asked for what it cannot do', async () => {
  const words = [join(repositoryFolder, 'bin/launch.mjs'), 'dance'];
  const { code, said } = await new Promise<{ code: number; said: string }>((resolve) => {
    execFile(process.execPath, words, { cwd: tmpdir() }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    );
  });
  expect(code).toBe(1);
  expect(said).toContain('start | dev | test | check');
});
