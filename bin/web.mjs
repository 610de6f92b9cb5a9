import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { inCheckout, root } from './checkout.mjs';
import { runNode, tool } from './node.mjs';

const stamp = inCheckout('dist', 'web-source-hash');

/** Undefined in a checkout without a browser's part. */
export function webConfig() {
  return ['src/web/vite.config.ts', 'vite.config.ts'].find((file) => existsSync(inCheckout(file)));
}

export async function buildWebIfNeeded() {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceHash()) return 0;
  return buildWeb();
}

export async function buildWeb() {
  const config = webConfig();
  if (!config) return 0;
  console.log('Building the web application.');
  // Taken before: a file that is edited during the build makes the next start build again.
  const hash = sourceHash();
  rmSync(stamp, { force: true });
  const code = await runNode([tool('vite'), 'build', '--config', config, '--logLevel', 'warn']);
  if (code === 0) {
    mkdirSync(dirname(stamp), { recursive: true });
    writeFileSync(stamp, hash);
  }
  return code;
}

/**
 * What the built application is made from. By content, because a fresh clone gives every file a new
 * time.
 */
function sourceHash() {
  const hash = createHash('sha256').update(readFileSync(inCheckout('package-lock.json')));
  for (const folder of ['src/web', 'src/engine', 'src/lines']) {
    for (const file of filesIn(folder)) hash.update(file).update(readFileSync(inCheckout(file)));
  }
  return hash.digest('hex');
}

function filesIn(folder) {
  if (!existsSync(inCheckout(folder))) return [];
  const entries = readdirSync(inCheckout(folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name));
  return files
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort();
}
