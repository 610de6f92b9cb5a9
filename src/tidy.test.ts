/**
 * The rules of the house. Each stands here with an example that breaks it, so that no rule sleeps.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFolder } from '#server/config.ts';

/** Path from the root of the repository, with forward slashes. */
type Source = { readonly path: string; readonly text: string };

type Rule = {
  readonly name: string;
  readonly applies: (path: string) => boolean;
  /** What is wrong, each with a line number where there is one; nothing when all is well. */
  readonly broken: (source: Source) => string[];
  /** Sources that must be found wrong. */
  readonly wrong: readonly Source[];
  /** Sources that look similar and are right. */
  readonly right: readonly Source[];
};

const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const isText = (path: string) => /\.(ts|tsx|mjs|json|md|sql|css|html|ya?ml)$|^\.ci\//.test(path);
const isThisFile = (path: string) => path === 'src/tidy.test.ts';
const inEngine = (path: string) => path.startsWith('src/engine/') && !isTest(path);
const inLines = (path: string) => path.startsWith('src/lines/') && !isTest(path);

function source(path: string, text: string): Source {
  return { path, text };
}

/** A rule about single lines: whatever the pattern finds is wrong. */
function without(pattern: RegExp, say: string): Rule['broken'] {
  return ({ text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`line ${index + 1}: ${say}`] : []));
}

const importPattern =
  /^(?:import|export)\s(?:[^'";]*?\sfrom\s*)?'(?<fixed>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm;

/** What a file imports: own files as paths from the root of the repository, the rest by name. */
function importsOf({ path, text }: Source): string[] {
  return [...text.matchAll(importPattern)].map(({ groups }) => {
    const name = groups?.['fixed'] ?? groups?.['lazy'] ?? '';
    if (name.startsWith('#')) return name.replace('#', 'src/');
    return name.startsWith('.') ? posix.join(posix.dirname(path), name) : name;
  });
}

function importing(refuse: (imported: string, path: string) => boolean): Rule['broken'] {
  return (file) =>
    importsOf(file)
      .filter((imported) => refuse(imported, file.path))
      .map((imported) => `imports ${imported}`);
}

const isOwn = (imported: string) => imported.startsWith('src/');
const inside = (folder: string) => (imported: string) => imported.startsWith(folder);

/** `src/lines/mediation/dispute.ts` → `mediation`; files that belong to no line have none. */
function lineOf(path: string): string | undefined {
  return /^src\/lines\/([^/]+)\//.exec(path)?.[1];
}

const clocks =
  /\bDate\.now\b|\bnew Date\(\s*\)|\bTemporal\.Now\b|\bperformance\.now\b|\bMath\.random\b/;
const globals =
  /\b(?:window|localStorage|process|globalThis)\.|\bdocument\.(?:body|cookie|get|query|create)/;

/**
 * Texts, SQL and rows of a table: no formatter can break them, and cut in two nobody finds them
 * again. A line that begins inside a template, or holds 40 characters of text, is one of them.
 */
function isMostlyText(lines: readonly string[], index: number): boolean {
  const before = lines.slice(0, index).join('\n');
  const insideTemplate = (before.match(/(?<!\\)`/g)?.length ?? 0) % 2 === 1;
  const texts = lines[index]?.match(/(['"`])(?:(?!\1).)*(?:\1|$)/g) ?? [];
  return insideTemplate || texts.join('').length >= 40;
}

const columnsMax = 120;

const rules: readonly Rule[] = [
  {
    name: 'the engine imports only itself',
    applies: inEngine,
    broken: importing((imported) => !imported.startsWith('src/engine/')),
    wrong: [
      source('src/engine/day.ts', "import { join } from 'node:path';"),
      source('src/engine/day.ts', "import pg from 'pg';"),
      source('src/engine/day.ts', "import { x } from '../server/x.ts';"),
      source('src/engine/day.ts', "const x = await import('react');"),
    ],
    right: [
      source('src/engine/day.ts', "import { x } from './x.ts';"),
      source('src/engine/day.ts', "const fields = ['valid_from', 'valid_until'];"),
    ],
  },
  {
    name: 'engine and lines read no clock, no chance and no surroundings: the same record gives the same answer',
    applies: (path) => inEngine(path) || inLines(path),
    broken: (file) => [
      ...without(clocks, 'reads a clock or chance')(file),
      ...without(globals, 'looks at its surroundings')(withoutComments(file)),
    ],
    wrong: [
      source('src/engine/day.ts', 'const now = Date.now();'),
      source('src/engine/day.ts', 'const now = new Date();'),
      source('src/lines/legal-aid/case.ts', 'const today = Temporal.Now.plainDateISO();'),
      source('src/engine/day.ts', 'if (process.env.X) {}'),
    ],
    right: [source('src/engine/day.ts', "const day = new Date('2009-01-01');")],
  },
  {
    name: 'a line imports the engine, what lines share, and its own folder, never another line',
    applies: (path) => inLines(path) && lineOf(path) !== undefined,
    broken: importing((imported, path) => {
      if (!isOwn(imported)) return true;
      const line = lineOf(imported);
      return !inside('src/engine/')(imported) && line !== 'common' && line !== lineOf(path);
    }),
    wrong: [
      source('src/lines/mediation/dispute.ts', "import { x } from '../legal-aid/case.ts';"),
      source('src/lines/common/person.ts', "import { x } from '#lines/mediation/dispute.ts';"),
      source('src/lines/mediation/dispute.ts', "import { x } from '#server/x.ts';"),
      source('src/lines/mediation/dispute.ts', "import fs from 'node:fs';"),
    ],
    right: [
      source('src/lines/mediation/dispute.ts', "import { x } from './committee.ts';"),
      source('src/lines/mediation/dispute.ts', "import { x } from '../common/person.ts';"),
      source('src/lines/mediation/dispute.ts', "import type { Day } from '#engine/day.ts';"),
    ],
  },
  {
    name: 'the web reaches the server over HTTP only',
    applies: (path) => path.startsWith('src/web/') && !isTest(path) && !path.endsWith('.config.ts'),
    broken: importing((imported) => /^(src\/(server|cli|testing|city)\/|node:|pg$)/.test(imported)),
    wrong: [
      source('src/web/shell/app.tsx', "import { x } from '#server/x.ts';"),
      source('src/web/shell/app.tsx', "import { x } from 'node:fs';"),
    ],
    right: [source('src/web/shell/app.tsx', "import { x } from '#engine/x.ts';")],
  },
  {
    name: 'the server knows neither the web nor the command line nor the tests',
    applies: (path) => path.startsWith('src/server/') && !isTest(path),
    broken: importing((imported) => /^src\/(web|cli|testing)\//.test(imported)),
    wrong: [
      source('src/server/app.ts', "import { x } from '../web/x.ts';"),
      source('src/server/app.ts', "import { x } from '#testing/database.ts';"),
    ],
    right: [source('src/server/app.ts', "import { lines } from '#lines/index.ts';")],
  },
  {
    name: 'a file is named for what it holds, in kebab-case',
    applies: (path) => isCode(path) && !/^src\/web\/.*\.config\.ts$/.test(path),
    broken: ({ path }) => {
      const name = posix
        .basename(path)
        .replace(/(\.property)?(\.(test|config))?\.(ts|tsx|mjs)$/, '');
      if (path === 'src/lines/index.ts') return [];
      if (/^(utils?|helpers?|common|misc|types|index)$/.test(name)) return [`${name} says nothing`];
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) ? [] : [`${name} is not kebab-case`];
    },
    wrong: [
      source('src/server/utils.ts', ''),
      source('src/lines/mediation/index.ts', ''),
      source('src/web/shell/AppShell.tsx', ''),
    ],
    right: [
      source('src/lines/index.ts', ''),
      source('src/web/shell/app-shell.test.tsx', ''),
      source('vitest.config.ts', ''),
    ],
  },
  {
    name: 'nothing is left for later: an issue or nothing',
    applies: isText,
    broken: without(/\b(TODO|FIXME|XXX|HACK)\b/, 'leaves something for later'),
    wrong: [source('src/a.ts', '// TODO: later'), source('docs/a.md', 'FIXME')],
    right: [source('src/a.ts', "const todo = 'x';")],
  },
  {
    name: 'the type checker and the linter are not silenced',
    applies: isCode,
    broken: without(
      /\bas any\b|@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable(?!-next-line \w)/,
      'silences a tool',
    ),
    wrong: [
      source('src/a.ts', 'const x = y as any;'),
      source('src/a.ts', '// @ts-ignore'),
      source('src/a.ts', '/* oxlint-disable */'),
    ],
    right: [source('src/a.ts', '// oxlint-disable-next-line no-control-regex')],
  },
  {
    name: 'no test is skipped or run alone',
    applies: isTest,
    broken: without(/\b(test|it|describe)\.(only|skip|todo)\b/, 'hides a test'),
    wrong: [
      source('src/a.test.ts', "test.only('x', () => {});"),
      source('src/a.test.ts', "test.skip('x');"),
    ],
    right: [source('src/a.test.ts', "test.each([1])('x', () => {});")],
  },
  {
    name: 'exports have names',
    applies: (path) => isCode(path) && !path.endsWith('.config.ts'),
    broken: without(/^export default\b|^export \* from|\bas default\b/, 'exports without a name'),
    wrong: [
      source('src/a.ts', 'export default function x() {}'),
      source('src/a.ts', "export * from './b.ts';"),
    ],
    right: [
      source('vite.config.ts', 'export default {};'),
      source('src/a.ts', 'export const x = 1;'),
    ],
  },
  {
    name: 'no enum and no parameter property: Node runs the source as it stands',
    applies: isCode,
    broken: without(
      /^\s*(export )?(const )?enum \w+|constructor\(\s*(private|public|readonly)\b/,
      'needs a compiler',
    ),
    wrong: [source('src/a.ts', 'export enum Colour { red }')],
    right: [source('src/a.ts', 'const enumerable = true;')],
  },
  {
    name: 'imports between files end in .ts or .tsx',
    applies: (path) => /\.tsx?$/.test(path),
    broken: importing((imported) => isOwn(imported) && posix.extname(imported) === ''),
    wrong: [source('src/server/app.ts', "import { x } from './config';")],
    right: [source('src/server/app.ts', "import { x } from './config.ts';")],
  },
  {
    name: 'lines stay within 120 columns, except for texts',
    // Data in the form of a program is not read line by line.
    applies: (path) => /\.tsx?$/.test(path) && !/(\.data|holidays)\.ts$/.test(path),
    broken: ({ text }) => {
      const lines = text.split('\n');
      return lines.flatMap(({ length }, index) =>
        length > columnsMax && !isMostlyText(lines, index)
          ? [`line ${index + 1}: ${length} columns`]
          : [],
      );
    },
    wrong: [source('src/a.ts', `const x = ${'abcd + '.repeat(20)}1;`)],
    right: [
      source('src/a.ts', `const x = '${'long text '.repeat(12)}';`),
      source('src/a.ts', `const x = \`\n${'select 1, '.repeat(15)}\n\`;`),
    ],
  },
  {
    name: 'nothing names the machine it was written on',
    applies: (path) => isText(path),
    broken: without(
      /(?<![\w./-])\/(?:work|root)\/|registry\.(?!npmjs\.org)[\w.-]+\.\w+|"resolved"/,
      'names one machine',
    ),
    wrong: [
      source('docs/a.md', `See ${'/work'}/shared/plan.md`),
      source('package-lock.json', `  "resolved": "https://somewhere/x.tgz",`),
    ],
    right: [source('docs/a.md', 'GET /api/work/ and the network of /workers/')],
  },
  {
    name: 'a page has exactly one title',
    applies: (path) => path.endsWith('.md'),
    broken: ({ text }) => {
      const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
      const titles = prose.split('\n').filter((line) => line.startsWith('# ')).length;
      return titles === 1 ? [] : [`has ${titles} titles`];
    },
    wrong: [source('docs/a.md', 'no title'), source('docs/a.md', '# One\n\n# Two\n')],
    right: [source('docs/a.md', '# One\n\n```sh\n# a comment\n```\n')],
  },
];

/**
 * Comments may speak of what code must not do. Good enough for a house rule: strings are not looked
 * into.
 */
function withoutComments({ path, text }: Source): Source {
  const blank = (comment: string) => comment.replaceAll(/[^\n]/g, ' ');
  return { path, text: text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, blank) };
}

/** What is in git or about to be: files that git ignores are nobody's business. */
function readSources(): Source[] {
  const list = execFileSync(
    'git',
    ['ls-files', '-z', '--cached', '--others', '--exclude-standard'],
    {
      cwd: repositoryFolder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 ** 2,
    },
  );
  return [...new Set(list.split('\0'))]
    .filter((path) => isText(path) && !isThisFile(path) && existsSync(join(repositoryFolder, path)))
    .map((path) => source(path, readFileSync(join(repositoryFolder, path), 'utf8')));
}

const sources = readSources();

describe.each(rules)('$name', ({ applies, broken, wrong, right }) => {
  test('everywhere', () => {
    const found = sources
      .filter(({ path }) => applies(path))
      .flatMap((file) => broken(file).map((what) => `${file.path}: ${what}`));
    expect(found).toEqual([]);
  });

  test.each(wrong)('and finds $path: $text', (example) => {
    expect(applies(example.path) && broken(example).length > 0).toBe(true);
  });

  test.each(right)('and leaves alone $path: $text', (example) => {
    expect(applies(example.path) ? broken(example) : []).toEqual([]);
  });
});

/**
 * Two branches once took the same number. Those files are applied in databases under their names, so they stay; from
 * here on a number is one migration's own, because it says the order.
 */
const landedTogether = [
  '0015-administration.sql',
  '0015-posts-and-periods.sql',
  '0016-reminders-and-wording.sql',
  '0016-same-matter.sql',
  '0016-the-day-is-certain.sql',
];

function sharingNumbers(names: readonly string[]): string[] {
  const byNumber = Map.groupBy(
    names.filter((name) => !landedTogether.includes(name)),
    (name) => name.slice(0, 4),
  );
  const taken = new Set(landedTogether.map((name) => name.slice(0, 4)));
  return [...byNumber]
    .filter(([number, files]) => files.length > 1 || taken.has(number))
    .flatMap(([, files]) => files);
}

describe('a migration has a number of its own', () => {
  const names = readdirSync(join(repositoryFolder, 'migrations'));

  test('everywhere', () => {
    expect(sharingNumbers(names)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(landedTogether));
  });

  test('and finds two that share one, also one that is shared already', () => {
    const twice = ['0090-here.sql', '0090-there.sql'];
    expect(sharingNumbers([...landedTogether, ...twice])).toEqual(twice);
    expect(sharingNumbers([...landedTogether, '0016-late.sql'])).toEqual(['0016-late.sql']);
    expect(sharingNumbers(['0090-here.sql', '0091-there.sql'])).toEqual([]);
  });
});
