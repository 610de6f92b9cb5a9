import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

const patience = 180_000;

/** Empty when the tool has nothing to say against the source. */
function complaints(command: string[]): string {
  const options = { cwd: repositoryFolder, encoding: 'utf8' } as const;
  const { status, stdout, stderr, error } = spawnSync(process.execPath, command, options);
  if (error) throw error;
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('the types are right', { timeout: patience }, () => {
  expect(complaints(['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json'])).toBe('');
});

test('the linter finds nothing', { timeout: patience }, () => {
  expect(complaints(['node_modules/oxlint/bin/oxlint', '--format', 'unix'])).toBe('');
});
