/**
 * Cryptography is found and compared with its inventory, docs/cryptography.md: which file calls which function with
 * which algorithm. What is not there, is there too much, or is no cryptography that may be used, is a defect.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

type Used = { readonly functions: readonly string[]; readonly algorithms: readonly string[] };

const sources = new Map<string, string>();
const inventory = new Map<string, Used>();

const words = (cell: string) =>
  cell
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== '–');

beforeAll(async () => {
  const root = join(repositoryFolder, 'src');
  for (const file of await readdir(root, { recursive: true })) {
    const shipped = /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file);
    if (shipped && !file.startsWith('testing/'))
      sources.set(file, await readFile(join(root, file), 'utf8'));
  }
  const page = await readFile(join(repositoryFolder, 'docs/cryptography.md'), 'utf8');
  for (const row of page.matchAll(/^\| `([\w./-]+\.ts)` \| ([^|]+) \| ([^|]+) \| [^|]+ \|$/gm))
    inventory.set(row[1]!, { functions: words(row[2]!), algorithms: words(row[3]!) });
});

/** Makes ids, which are no secrets. */
const ids = new Set(['randomUUID', 'randomUUIDv7']);

function functionsIn(source: string): string[] {
  const imported = [...source.matchAll(/import \{([^}]+)\} from '(?:node:|better-auth\/)crypto'/g)];
  const named = imported.flatMap(([, list]) => words(list!));
  const ofBrowsers = [...source.matchAll(/\bcrypto\.(getRandomValues|subtle)/g)].map(([, f]) => f!);
  return [...new Set([...named, ...ofBrowsers])].toSorted();
}

function algorithmsIn(source: string): string[] {
  const hashes = [...source.matchAll(/create(?:Hash|Hmac)\('([\w-]+)'/g)].map(([, name]) => name!);
  const others = [...source.matchAll(/'(aes-[\w-]+|argon2\w+|chacha20[\w-]*)'/g)].map(
    ([, n]) => n!,
  );
  // better-auth has one cipher, and its function names none.
  const theirs = source.includes('symmetricDecrypt') ? ['xchacha20-poly1305'] : [];
  return [...new Set([...hashes, ...others, ...theirs])].toSorted();
}

describe('the inventory', () => {
  it('has every file that reaches for cryptography, with the functions and algorithms that it uses', () => {
    const found = Object.fromEntries(
      [...sources]
        .map(([file, source]) => [file, functionsIn(source), algorithmsIn(source)] as const)
        .filter(([, functions]) => functions.some((name) => !ids.has(name)))
        .map(([file, functions, algorithms]) => [file, { functions, algorithms }]),
    );
    const written = Object.fromEntries(
      [...inventory].map(([file, { functions, algorithms }]) => [
        file,
        { functions: functions.toSorted(), algorithms: algorithms.toSorted() },
      ]),
    );
    expect(inventory.size).toBeGreaterThan(20);
    expect(found).toEqual(written);
  });

  it('misses no other way in: whole modules, deprecated globals, libraries of the kind', () => {
    const ways =
      /from '(?![.#]|node:crypto'|better-auth\/crypto')[^']*(?:crypto|noble|bcrypt|argon2|forge|jose|jsonwebtoken|sodium|tls)[^']*'|import \* as \w+ from 'node:crypto'|import \w+ from 'node:crypto'|require\([^)]*crypto|webcrypto/;
    const others = [...sources].filter(([, source]) => ways.test(source)).map(([file]) => file);
    expect(others).toEqual([]);
  });
});

describe('what may be used', () => {
  it('is a closed list of algorithms', () => {
    const allowed = new Set(['aes-256-gcm', 'argon2id', 'sha256', 'xchacha20-poly1305']);
    for (const [file, source] of sources)
      for (const algorithm of algorithmsIn(source)) {
        // RFC 6238 with SHA-1 is what authenticator apps speak, and HMAC does not rest on collisions.
        const known =
          allowed.has(algorithm) || (algorithm === 'sha1' && /second-factor/.test(file));
        expect(`${file} ${algorithm} ${known}`).toBe(`${file} ${algorithm} true`);
      }
    // No name of an algorithm is put together, so that those above are all.
    const computed = [...sources].filter(([, source]) =>
      /create(?:Hash|Hmac)\((?!')|createCipheriv\((?!algorithm,)|createDecipheriv\((?!algorithm,)/.test(
        source,
      ),
    );
    expect(computed.map(([file]) => file)).toEqual([]);
  });

  it('is the system’s generator wherever something must not be guessed', () => {
    const guessable = [...sources]
      .filter(([, source]) => /Math\.random/.test(source))
      .map(([file]) => file);
    // How many milliseconds somebody waits before asking again.
    expect(guessable).toEqual(['server/units/tree-lock.ts']);
    // Keys, secrets, passwords and nonces: 128 bits at least, and no UUID among them.
    const lengths = [...sources].flatMap(([file, source]) =>
      [...source.matchAll(/randomBytes\((\w+)\)/g)].map(([, bytes]) => [file, bytes!] as const),
    );
    const short = lengths.filter(([, bytes]) => /^\d+$/.test(bytes) && Number(bytes) < 16);
    // The ending of a folder’s and of a key’s name, which are told to everybody.
    expect(short.map(([file]) => file).toSorted()).toEqual([
      'server/database/server-user.ts',
      'server/keys/key-file.ts',
    ]);
    expect(lengths.length).toBeGreaterThan(8);
  });

  it('compares what must not be guessed in constant time', () => {
    for (const file of [
      'server/accounts/session-actor.ts',
      'server/accounts/second-factor-step.ts',
      'server/accounts/password.ts',
    ])
      expect(`${file} ${sources.get(file)!.includes('timingSafeEqual(')}`).toBe(`${file} true`);
    // Nobody compares a keyed hash by signs.
    const bySigns = [...sources].filter(
      ([, source]) =>
        /createHmac|argon2\(/.test(source) &&
        /\b(?:digest|expected|signature|tag|hmac)(?:\.toString\([^)]*\))?\s*[=!]==/.test(source),
    );
    expect(bySigns.map(([file]) => file)).toEqual([]);
  });
});

it('says of every key and of every kind of operation what a quantum computer does to it', async () => {
  const page = await readFile(join(repositoryFolder, 'docs/cryptography.md'), 'utf8');
  const plan = page.slice(page.indexOf('## Quantum computers'));
  for (const what of ['AES-256-GCM', 'SHA-256', 'argon2id', 'TLS', 'RS256', 'SM2'])
    expect(`${what} ${plan.includes(what)}`).toBe(`${what} true`);
  expect(existsSync(join(repositoryFolder, 'docs/decisions/0004-persons-and-guard.md'))).toBe(true);
});
