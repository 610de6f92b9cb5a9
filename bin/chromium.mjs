import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';
import { fail, inCheckout } from './checkout.mjs';
import { nodeBinary } from './node.mjs';

/** Leaves its path in CHROME_PATH, where the journeys look for it. */
export function ensureChromium() {
  const found = findChromium() ?? (installChromium(), findChromium());
  if (!found) {
    fail(
      'The journeys need Chromium. Install it (Debian: apt-get install chromium) or name one in CHROME_PATH.',
    );
  }
  process.env.CHROME_PATH = found;
}

const chromiumNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
];

export function findChromium() {
  const places = (process.env.PATH ?? '').split(delimiter);
  const inPath = chromiumNames.flatMap((name) => places.map((place) => join(place, name)));
  const onMac = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ];
  return [process.env.CHROME_PATH, ...inPath, ...onMac, playwrightChromium()].find(
    (path) => path && existsSync(path),
  );
}

/** Where Playwright keeps a Chromium that it fetched earlier. */
function playwrightChromium() {
  try {
    const require = createRequire(import.meta.url);
    return require('playwright-core').chromium.executablePath();
  } catch {
    return undefined;
  }
}

function installChromium() {
  console.log('Looking for Chromium: none is installed, trying to install one.');
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    // Debian's brings the system libraries it needs; Playwright's comes without them.
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { stdio: ['ignore', 'inherit', 'inherit'], env };
    spawnSync('apt-get', ['update', '-qq'], options);
    const apt = spawnSync(
      'apt-get',
      ['install', '-y', '-qq', '--no-install-recommends', 'chromium'],
      options,
    );
    if (apt.status === 0) return;
  }
  const cli = inCheckout('node_modules', 'playwright-core', 'cli.js');
  spawnSync(nodeBinary(), [cli, 'install', 'chromium'], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}
