import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, repositoryFolder } from '../config.ts';
import { lockMs, lockRule } from './lockout.ts';
import { passwordLengthMax, passwordLengthMin } from './password.ts';
import { attemptsPerMinute } from './session-routes.ts';

test('four failures cost nothing; from the fifth on each wait is twice the one before, up to a day', () => {
  const minutes = [1, 4, 5, 6, 7, 8, 11, 12, 100].map((failures) => lockMs(failures) / 60_000);
  expect(minutes).toEqual([0, 0, 15, 30, 60, 120, 960, 1440, 1440]);
});

test('docs/operations.md says the numbers that hold, and every way in', () => {
  const page = readFileSync(join(repositoryFolder, 'docs/operations.md'), 'utf8');
  const accounts = page.slice(page.indexOf('\n## Accounts\n'), page.indexOf('\n## On the command'));
  const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six'];
  const config = readConfig({});
  for (const said of [
    `${words[lockRule.failures]} failures`,
    `for ${lockRule.first_minutes} minutes`,
    `up to ${lockRule.longest_hours} hours`,
    `${attemptsPerMinute} attempts a minute`,
    `${config.session_idle_minutes} minutes idle`,
    `${config.session_hours} hours at most`,
    `opens for ${config.first_password_hours} hours`,
    `${passwordLengthMin} to ${passwordLengthMax} characters`,
    '| user name and password',
    '| your identity provider',
    '| the doors of the demonstration',
    '| the command line',
  ])
    expect(accounts).toContain(said);
});

test('every setting that is read is in docs/operations.md', () => {
  const source = readFileSync(join(repositoryFolder, 'src/server/config.ts'), 'utf8');
  const page = readFileSync(join(repositoryFolder, 'docs/operations.md'), 'utf8');
  const read = [...source.matchAll(/setting\('([A-Z_]+)'\)/g)].map(([, name]) => name!);
  expect(read.length).toBeGreaterThan(15);
  expect([...new Set(read)].filter((name) => !page.includes(name))).toEqual([]);
});
