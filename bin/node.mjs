import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fail, inCheckout, root } from './checkout.mjs';

const nodeNeeded = 26;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** @returns {string} */
export function nodeBinary() {
  const here = `${process.platform}-${process.arch}`;
  // npm knows Node for Apple's own processors under another name.
  const name = here === 'darwin-arm64' ? `node-bin-${here}` : `node-${here}`;
  const brought = inCheckout('node_modules', name, 'bin', 'node');
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= nodeNeeded) return process.execPath;
  return fail(
    `There is no Node ${nodeNeeded} here (package ${name}). Run npm ci, or use Node ${nodeNeeded} or later.`,
  );
}

/**
 * Answers the exit code. Signals are passed on, because npm and service managers only know our
 * process.
 */
export function runNode(args, cwd = root) {
  const node = nodeBinary();
  // First in PATH, so that tools which start `node` themselves get the same one.
  const PATH = `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`;
  const child = spawn(node, args, { cwd, stdio: 'inherit', env: { ...process.env, PATH } });
  // Ctrl-C at a terminal reaches the child by itself; passed on it would come twice, which servers
  // take for impatience.
  const passOn = (signal) => (signal === 'SIGINT' && process.stdin.isTTY) || child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((settle) => {
    child.on('error', (error) => fail(`${node} could not be run: ${error.message}`));
    child.on('exit', (code, signal) => {
      for (const name of signals) process.off(name, passOn);
      settle(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

/** The file behind a package's command: `.bin` holds shell scripts on some systems. */
export function tool(packageName, command = packageName) {
  const file = inCheckout('node_modules', packageName, 'package.json');
  const { bin } = JSON.parse(readFileSync(file, 'utf8'));
  return join(dirname(file), typeof bin === 'string' ? bin : bin[command]);
}
