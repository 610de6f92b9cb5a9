/**
 * Where the server goes by itself: to the database and to the identity provider that the operator has set, and nowhere
 * else. Whatever opens a connection stands here; an address that somebody typed is never among them.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { repositoryFolder } from './config.ts';

const ways: readonly (readonly [name: string, RegExp])[] = [
  ['fetch', /(?<![\w.])fetch\(/],
  ['modules', /from 'node:(?:https?|http2|net|tls|dgram|dns(?:\/promises)?)'/],
  ['libraries', /from '(?:undici|axios|got|node-fetch|ws|nodemailer|@better-fetch\/fetch)'/],
  ['browsers’ own', /new (?:WebSocket|EventSource|XMLHttpRequest)\b/],
  ['sign-in', /from 'better-auth\/plugins\/generic-oauth'/],
];

/** What each of them is for. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  fetch: { 'src/server/main.ts': 'whether a server answers on this machine already' },
  modules: {
    'src/server/accounts/network-list.ts': 'reads addresses, opens none',
    'src/server/accounts/post-networks.ts': 'a type',
    'src/server/database/pool.ts': 'a type',
    'src/server/database/server-keeper.ts': 'finds a free port on this machine',
  },
  'sign-in': { 'src/server/accounts/auth.ts': 'the provider of TAIZHANG_OIDC_ISSUER' },
};

const types = /import type [^;]+;/g;
const sources = globSync('src/{server,cli,engine,lines}/**/*.ts', { cwd: repositoryFolder })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.test.ts'))
  .map((path) => [path, readFileSync(join(repositoryFolder, path), 'utf8')] as const);

/** A type opens nothing; the modules’ are named all the same. */
const opens = (text: string, pattern: RegExp, name = '') =>
  pattern.test(name === 'modules' ? text : text.replace(types, ''));

it.each(ways)('opens connections by %s in known places alone', (name, pattern) => {
  const found = sources.filter(([, text]) => opens(text, pattern, name)).map(([path]) => path);
  expect(found.toSorted()).toEqual(Object.keys(known[name] ?? {}).toSorted());
});

it('asks the database from its own folder alone', () => {
  const found = sources.filter(([, text]) => opens(text, /from 'pg'/)).map(([path]) => path);
  expect(found).toContain('src/server/database/pool.ts');
  expect(found.filter((path) => !path.startsWith('src/server/database/'))).toEqual([]);
});

it('gives a route no address to ask', () => {
  const asking = sources.filter(([, text]) => /format: 'ur[il]/.test(text)).map(([path]) => path);
  expect(asking).toEqual([]);
});
