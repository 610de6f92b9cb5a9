/**
 * Starts the product, its tests and its tools from a bare checkout: installs what is missing, then
 * runs TypeScript under the Node that npm brought along. Plain JavaScript without packages, because
 * nothing is installed yet when it begins, and the Node that runs it may be as old as 20.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fail, hasFiles, inCheckout } from './checkout.mjs';
import { ensureChromium, findChromium } from './chromium.mjs';
import { ensureInstalled } from './install.mjs';
import { runNode, tool } from './node.mjs';
import { buildWeb, buildWebIfNeeded, webConfig } from './web.mjs';

const commands = { start, dev, test, check, format, build, run };

/** What the npm scripts call: `node bin/launch.mjs <command> [arguments]`. */
export async function launch([name, ...rest]) {
  if (!Object.hasOwn(commands, name ?? '')) {
    fail(`Usage: node bin/launch.mjs ${Object.keys(commands).join(' | ')} [arguments]`);
  }
  ensureInstalled();
  process.exitCode = await commands[name](rest);
}

/**
 * The `taizhang` command runs where the person stands: file names on its command line are theirs.
 */
export async function launchCommandLine(args) {
  ensureInstalled();
  process.exitCode = await runNode([inCheckout('src/cli/main.ts'), ...args], process.cwd());
}

async function start(args) {
  const built = await buildWebIfNeeded();
  return built || runNode(['src/server/main.ts', ...args]);
}

/**
 * The server starts again when its source changes; the browser's part is served and reloaded by
 * Vite.
 */
async function dev(args) {
  const jobs = [runNode(['--watch', '--watch-preserve-output', 'src/server/main.ts', ...args])];
  const config = webConfig();
  if (config) jobs.push(runNode([tool('vite'), '--config', config]));
  return Math.max(...(await Promise.all(jobs)));
}

/** Types and lint are tests too (src/checks.test.ts), so that one closing line tells everything. */
async function test(args) {
  const everything = args.every((argument) => argument.startsWith('-'));
  if (everything || args.some((argument) => argument.includes('e2e'))) {
    const built = await prepareBrowser();
    if (built !== 0) return built;
  }
  return runNode([tool('vitest'), 'run', ...args]);
}

const types = ['types', () => runNode([tool('typescript', 'tsc'), '-p', 'tsconfig.json'])];
const lint = ['lint', () => runNode([tool('oxlint')])];
const layout = ['format', () => runNode([tool('oxfmt'), '--check'])];

function check() {
  return inOrder([types, lint, layout]);
}

function format() {
  return runNode([tool('oxfmt')]);
}

/** All are run, so that one look shows everything that is wrong. */
async function inOrder(steps) {
  const failed = [];
  for (const [title, step] of steps) {
    if ((await step()) !== 0) failed.push(title);
  }
  if (failed.length > 0) console.error(`Not in order: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
}

function build() {
  return buildWeb();
}

async function run([file, ...args]) {
  if (!file) fail('Say which file to run: node bin/launch.mjs run <file> [arguments]');
  if (file.startsWith('e2e/') || file === 'bench/run.ts') {
    const built = await prepareBrowser();
    if (built !== 0) return built;
  }
  return runNode([file, ...args]);
}

/** What walks through the product in a browser needs the built application and the browser. */
async function prepareBrowser() {
  const built = await buildWebIfNeeded();
  if (built === 0 && hasFiles('e2e', '.ts')) ensureChromium();
  return built;
}

const chromium = findChromium();
if (chromium) process.env.CHROME_PATH = chromium;

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await launch(process.argv.slice(2));
}
