import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Found from this file's own place, so that every command works from any folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');

export function inCheckout(...path) {
  return join(root, ...path);
}

export function hasFiles(folder, ending) {
  const place = inCheckout(folder);
  return existsSync(place) && readdirSync(place).some((name) => name.endsWith(ending));
}

export function fail(message) {
  console.error(message);
  process.exit(1);
}
