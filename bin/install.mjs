import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { fail, inCheckout, root } from './checkout.mjs';

/**
 * Compares with the lock file of the last install, so that after a `git pull` nobody has to
 * remember `npm ci`.
 */
export function ensureInstalled() {
  const lock = inCheckout('package-lock.json');
  const stamp = inCheckout('node_modules', '.taizhang-installed');
  const wanted = createHash('sha256').update(readFileSync(lock)).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  if (installedByHand(lock)) return remember(stamp, wanted);
  console.log(
    'Installing the packages (npm ci). This happens once, and again when package-lock.json changes.',
  );
  // --loglevel=error hides 80 warnings that packages want the newer Node, which this install
  // brings.
  const npm = spawnSync('npm', ['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (npm.error)
    fail(
      `npm could not be run (${npm.error.message}). Install Node 20 or later together with npm.`,
    );
  if (npm.status !== 0)
    fail('npm ci failed; its message is above. Packages can only be fetched with a network.');
  remember(stamp, wanted);
}

/** Who may only read the checkout may still run what another installed in it. */
function remember(stamp, wanted) {
  try {
    writeFileSync(stamp, wanted);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
}

/**
 * npm leaves a copy of what it installed; newer than the lock file, it says that `npm ci` was run
 * by hand.
 */
function installedByHand(lock) {
  const own = inCheckout('node_modules', '.package-lock.json');
  return existsSync(own) && statSync(own).mtimeMs >= statSync(lock).mtimeMs;
}
