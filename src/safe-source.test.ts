/**
 * What the source itself has to keep (OWASP ASVS 5.0), read as a tree: programs start without a shell, no expression is
 * built from what was typed or can be made to run away, chance comes from the system's generator, nothing of the
 * browser is called by a name that a page could take, and what asks for a password lets a password manager help.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it, test } from 'vitest';
import { repositoryFolder } from '#server/config.ts';
import { backtracking } from '#testing/backtracking.ts';

type Node = { readonly type: string; readonly [key: string]: unknown };
type Source = { readonly path: string; readonly tree: Node };
type Finding = (node: Node, path: string) => string | null;

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* nodesOf(one);
  if (!isNode(value)) return;
  yield value;
  for (const one of Object.values(value)) if (typeof one === 'object') yield* nodesOf(one);
}

function source(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  return { path, tree: program as unknown as Node };
}

const sources = globSync('src/**/*.{ts,tsx}', { cwd: repositoryFolder })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !/\.test\.tsx?$|^src\/testing\//.test(path))
  .map((path) => source(path, readFileSync(join(repositoryFolder, path), 'utf8')));

/** `document.body` → ['document', 'body']; what is reached by an expression is `*`. */
function nameOf(node: unknown): string[] {
  if (!isNode(node)) return ['*'];
  if (node.type === 'Identifier') return [node['name'] as string];
  if (node.type === 'ChainExpression' || node.type === 'TSNonNullExpression')
    return nameOf(node['expression']);
  if (node.type !== 'MemberExpression') return ['*'];
  return [...nameOf(node['object']), node['computed'] ? '*' : nameOf(node['property'])[0]!];
}

/** All but what goes through `escaped(…)`, which takes the meaning from every sign. */
function* withoutEscaped(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const one of value) yield* withoutEscaped(one);
  if (!isNode(value) || (isCall(value) && nameOf(value['callee']).join() === 'escaped')) return;
  yield value;
  for (const one of Object.values(value)) if (typeof one === 'object') yield* withoutEscaped(one);
}

const inServer = (path: string) => /^src\/(server|cli)\//.test(path);
const inWeb = (path: string) => path.startsWith('src/web/');
const isCall = (node: Node) => node.type === 'CallExpression' || node.type === 'NewExpression';
const argumentsOf = (node: Node) => (node['arguments'] ?? []) as readonly Node[];

const browserParts = new Set(
  'activeElement addEventListener body createElement createRange createTextNode documentElement execCommand fonts getElementById querySelector removeEventListener'.split(
    ' ',
  ),
);
const windowParts = new Set(
  'addEventListener innerHeight innerWidth isSecureContext location open print removeEventListener scrollTo'.split(
    ' ',
  ),
);

/** What expressions are built from, file by file: constants of ours, and what is escaped. */
const builtFrom: Readonly<Record<string, readonly string[]>> = {
  // The names of attributes are ours, at each call.
  'src/server/reports/xml-scan.ts': ['name'],
  'src/server/papers/word-template.ts': ['emptied'],
  'src/lines/reporting/added-counts.ts': ['facetPart'],
  'src/engine/numbers-in-prose.ts': [
    'chineseDigits',
    'counters',
    'percentWord',
    'numberWords',
    'month',
  ],
};

/** Where the page itself leads on: a download of ours, and another window of the demonstration. */
const leadsOn = ['src/web/records/register-page.tsx', 'src/web/shell/demo-strip.tsx'];

const rules: readonly {
  readonly name: string;
  readonly applies: (path: string) => boolean;
  readonly finds: Finding;
  readonly wrong: readonly string[];
  readonly right: readonly string[];
}[] = [
  {
    name: 'programs are started with lists of arguments, and never through a shell (1.2.5)',
    applies: () => true,
    finds: (node) => {
      if (node.type === 'ImportSpecifier' && /^exec(Sync)?$/.test(nameOf(node['imported'])[0]!))
        return 'runs a line through a shell';
      if (node.type === 'Property' && nameOf(node['key'])[0] === 'shell') return 'asks for a shell';
      if (!isCall(node) || !/^(spawn|execFile|fork)(Sync)?$/.test(nameOf(node['callee']).at(-1)!))
        return null;
      const list = argumentsOf(node)[1];
      return list?.type === 'ArrayExpression' || list?.type === 'Identifier'
        ? null
        : 'gives no list';
    },
    wrong: [
      `import { exec } from 'node:child_process';`,
      `import { execSync as run } from 'node:child_process';`,
      `spawn('ls', ['-l'], { shell: true });`,
      'execFile(`ls ${typed}`);',
    ],
    right: [`spawn('ls', ['-l', typed]);`, `/a/.exec('a');`, `execFile(program, words, {});`],
  },
  {
    name: 'no expression is built from what somebody typed (1.2.9)',
    applies: () => true,
    finds: (node, path) => {
      if (isCall(node) && nameOf(node['callee']).join('.') === 'RegExp') {
        const known = ['String', 'raw', 'escaped', ...(builtFrom[path] ?? [])];
        const strange = [...withoutEscaped(argumentsOf(node)[0])].find(
          (one) => one.type === 'Identifier' && !known.includes(one['name'] as string),
        );
        return strange ? `builds an expression with ${String(strange['name'])}` : null;
      }
      // A text given to these becomes an expression, signs and all.
      const isMatch =
        isCall(node) && ['match', 'matchAll', 'search'].includes(nameOf(node['callee']).at(-1)!);
      const first = argumentsOf(node)[0];
      return isMatch && first?.type === 'TemplateLiteral' ? 'matches a built text' : null;
    },
    wrong: ['new RegExp(typed);', 'new RegExp(`^${typed}$`);', 'text.match(`${typed}x`);'],
    right: [`new RegExp('^a' + 'b');`, 'new RegExp(`^${escaped(typed)}`);', 'text.match(/a/);'],
  },
  {
    name: 'chance comes from the system’s generator (6.5.3, 11.5.1)',
    applies: inServer,
    // How long to wait is no secret.
    finds: (node, path) =>
      nameOf(node).join('.') === 'Math.random' && path !== 'src/server/units/tree-lock.ts'
        ? 'takes a chance that can be guessed'
        : null,
    wrong: ['const code = Math.random();'],
    right: ['const code = randomInt(10);'],
  },
  {
    name: 'the page asks the browser by a closed list of names, and hangs nothing on it (3.2.3)',
    applies: inWeb,
    finds: (node) => {
      if (node.type === 'VariableDeclaration' && node['kind'] === 'var') return 'declares with var';
      if (node.type === 'AssignmentExpression' || node.type === 'UpdateExpression') {
        const [root, ...rest] = nameOf(node['left'] ?? node['argument']);
        if (rest.length === 1 && /^(window|document|globalThis|self)$/.test(root!))
          return `hangs ${rest[0]} on ${root}`;
        return null;
      }
      if (node.type !== 'MemberExpression') return null;
      const [root, part] = nameOf(node);
      if (root === 'document' && !browserParts.has(part!)) return `asks document for ${part}`;
      if (root === 'window' && !windowParts.has(part!)) return `asks window for ${part}`;
      return root === 'globalThis' && part === '*' ? 'asks by a name made at run time' : null;
    },
    wrong: [
      'var a = 1;',
      'window.config = {};',
      'document.config.url;',
      'document[name];',
      'window.settings;',
    ],
    right: ['document.body.append(x);', `const a = document.getElementById('root');`],
  },
  {
    name: 'nothing of plug-ins, and no raw HTML (3.7.1, 3.2.2)',
    applies: inWeb,
    finds: (node) => {
      if (node.type === 'JSXOpeningElement') {
        const name = (node['name'] as Node)['name'];
        if (['object', 'embed', 'applet', 'marquee'].includes(name as string))
          return `draws <${name as string}>`;
      }
      if (
        node.type === 'JSXAttribute' &&
        (node['name'] as Node)['name'] === 'dangerouslySetInnerHTML'
      )
        return 'writes raw HTML';
      const written = node.type === 'AssignmentExpression' ? nameOf(node['left']).at(-1)! : '';
      if (/^(inner|outer)HTML$/.test(written)) return 'writes raw HTML';
      return isCall(node) &&
        /^(ActiveXObject|insertAdjacentHTML|eval)$/.test(nameOf(node['callee']).at(-1)!)
        ? 'runs or writes what was never looked at'
        : null;
    },
    wrong: [
      'const a = <object data="a.swf" />;',
      'const a = <embed src="a.swf" />;',
      `new ActiveXObject('x');`,
      'element.innerHTML = typed;',
      'const a = <p dangerouslySetInnerHTML={{ __html: typed }} />;',
    ],
    right: ['const a = <p>{typed}</p>;', 'element.textContent = typed;'],
  },
  {
    name: 'what asks for a password hides it, lets it be pasted and lets a password manager fill it (6.2.6, 6.2.7)',
    applies: inWeb,
    finds: (node) => {
      if (node.type !== 'JSXOpeningElement') return null;
      const given = new Map(
        (node['attributes'] as Node[])
          .filter((one) => one.type === 'JSXAttribute')
          .map((one) => [
            (one['name'] as Node)['name'] as string,
            (one['value'] as Node | null)?.['value'],
          ]),
      );
      const completes = (given.get('autoComplete') as string | undefined) ?? '';
      const isPassword = given.get('type') === 'password';
      if (/password/.test(completes) && !isPassword) return 'shows a password';
      if (isPassword && !/^(current|new)-password$/.test(completes))
        return 'does not tell a password manager what it asks';
      return isPassword && (given.has('onPaste') || given.has('maxLength'))
        ? 'keeps a password from being pasted'
        : null;
    },
    wrong: [
      'const a = <input autoComplete="current-password" />;',
      'const a = <input type="password" />;',
      'const a = <input type="password" autoComplete="off" />;',
      'const a = <input type="password" autoComplete="new-password" onPaste={no} />;',
    ],
    right: ['const a = <input type="password" autoComplete="new-password" />;'],
  },
  {
    name: 'the page leads to no other host, but for the one that asks first (3.7.2, 3.7.3)',
    applies: inWeb,
    finds: (node, path) => {
      if (
        node.type === 'JSXAttribute' &&
        /^(href|src|action)$/.test((node['name'] as Node)['name'] as string)
      ) {
        const value = node['value'] as Node | null;
        const to = value?.type === 'Literal' ? (value['value'] as string) : '';
        if (/^(?:(?!tel:)[a-z]+:|\/\/)/i.test(to)) return `leads to ${to}`;
        return to === '/api/session/office' && path !== 'src/web/shell/office-sign-in.tsx'
          ? 'leads to the provider without asking'
          : null;
      }
      const deed = isCall(node) ? nameOf(node['callee']).slice(-2).join('.') : '';
      return /^(location\.(assign|replace)|window\.open)$/.test(deed) && !leadsOn.includes(path)
        ? 'leads on by itself'
        : null;
    },
    wrong: [
      'const a = <a href="https://elsewhere.example">x</a>;',
      'const a = <a href="//elsewhere.example">x</a>;',
      'const a = <a href="/api/session/office">x</a>;',
      'window.location.assign(search.to);',
      'window.open(typed);',
    ],
    right: ['const a = <a href="/records">x</a>;', 'go(wanted);'],
  },
  {
    name: 'no answer of a route is a script, and one route alone leads to another address (3.5.7, 3.7.2)',
    applies: inServer,
    finds: (node, path) => {
      if (
        node.type === 'Literal' &&
        /^(text|application)\/(x-)?(java|ecma)script/.test(String(node['value']))
      )
        return 'answers with a script';
      const leads = isCall(node) && nameOf(node['callee']).at(-1) === 'redirect';
      return leads && path !== 'src/server/accounts/single-sign-on-routes.ts'
        ? 'leads to another address'
        : null;
    },
    wrong: [`reply.type('text/javascript');`, 'reply.redirect(request.query.to);'],
    right: [`reply.type('text/csv');`],
  },
];

describe.each(rules)('$name', ({ applies, finds, wrong, right }) => {
  const found = (files: readonly Source[]) =>
    files.flatMap(({ path, tree }) =>
      [...nodesOf(tree)].flatMap((node) => {
        const what = finds(node, path);
        return what === null ? [] : [`${path}: ${what}`];
      }),
    );

  test('everywhere', () => {
    expect(found(sources.filter(({ path }) => applies(path)))).toEqual([]);
  });

  test.each(wrong)('and finds %s', (text) => {
    expect(found([source('src/web/server/x.tsx', text)])).not.toEqual([]);
  });

  test.each(right)('and leaves alone %s', (text) => {
    expect(found([source('src/web/server/x.tsx', text)])).toEqual([]);
  });
});

/**
 * Expressions whose work grows with the square of a text, by file, and the most characters that such a text can have: a
 * square of 20,000 is a fifth of a second. Whatever may read more has to be written otherwise (`xml-scan.ts`).
 */
const shortTexts: readonly [file: string, expression: string, longest: number, what: string][] = [
  ['figure-address.ts', '/~+$/', 300, 'an address that the page made'],
  ['glued-pieces.ts', '/[([（《“"]+$/', 20_000, 'one piece of a sentence'],
  ['form-workbook.ts', '/\\|[^"]*!|\\b(WEB', 8192, 'one formula'],
  ['spreadsheet.ts', "/^'+|'+$/g", 31, 'the name of a sheet'],
  ['spreadsheet.ts', '/^[. ]+|[. ]+$/g', 400, 'the name of a file'],
  ['word-paragraphs.ts', '/[。.！：:\\s]+$/', 80, 'a heading'],
  ['import-columns.ts', '/[([【〔].*?[)\\]】〕]/g', 200, 'the heading of a column'],
  ['import-names.ts', '/(000)+$/', 12, 'the code of a unit'],
  ['workplace-name.ts', '/\\s+City$/', 200, 'the name of a unit'],
  ['workplace-name.ts', '/\\s+(Town', 200, 'the name of a unit'],
  ['day.ts', '/[〇零一二三四五六七八九十]+(?=', 200, 'a day as it was typed'],
  ['document-number.ts', '/(\\d+)年?', 500, 'a number as it was typed'],
  ['identifier.ts', '/^(.*?\\d{7,8})', 200, 'a telephone number as it was typed'],
  ['match-numbers.ts', '/e+$/', 20_000, 'one word of a sentence'],
  ['numbers-in-prose.ts', '/,+$/', 20_000, 'one number of a sentence'],
  ['numbers-in-prose.ts', '/0*$/', 30, 'one number, printed by us'],
  ['built', '/(?<near>将近', 20_000, 'a paragraph of a summary'],
  ['built', '/<w:p(?=[^>]* taizhangEmptied=', 200, 'a paragraph that we marked ourselves'],
];

describe('no expression runs away (1.3.12)', () => {
  it('knows those that do', () => {
    for (const one of [/(a+)+b/, /^(a|a)*b/, /^(?:\w+\s?)*$/, /^(a*)*b/, /^(\d{1,30}){1,30}$/])
      expect(`${one} ${backtracking(one)}`).toBe(`${one} exponential`);
    for (const one of [/\d+x/, /\s+$/, /^a*a*b/, /^.*,.*,.*;$/, /(?:x(?=.*y))*z/])
      expect(`${one} ${backtracking(one)}`).toBe(`${one} polynomial`);
    for (const one of [/\d+/, /^\d+x/, /^(a|b)*c/, /^(?:a+b)+$/, /^\d{1,30}$/, /^[[\p{L}]&&\w]+$/v])
      expect(`${one} ${backtracking(one)}`).toBe(`${one} none`);
  });

  it('is nowhere: neither written, nor built, nor given to a schema', async () => {
    const written = sources.flatMap(({ path, tree }) =>
      [...nodesOf(tree)].flatMap((node) => expressionsAt(node).map((one) => ({ path, one }))),
    );
    const built = (
      await builtWhile(async () => {
        await import('#server/papers/word-template.ts');
        await import('#server/reports/form-workbook.ts');
        const { readListCell } = await import('#server/records/list-cell.ts');
        readListCell({ fields: { name: { label: { en: 'Name (1)', zh: '姓名' } } } } as never, 'x');
        const { findNumbers } = await import('#engine/numbers-in-prose.ts');
        findNumbers('In September 2009 there were 5', 'en');
        const { attribute } = await import('#server/reports/xml-scan.ts');
        attribute({ attributes: ' a="b"' } as never, 'a');
        const { facetShape } = await import('#lines/reporting/added-counts.ts');
        return [facetShape];
      })
    ).map((one) => ({ path: 'built', one }));
    expect(written.length).toBeGreaterThan(300);
    expect(built.length).toBeGreaterThan(6);
    const judged = [...written, ...built].map(({ path, one }) => ({
      path,
      one,
      is: backtracking(one),
    }));
    const said = ({ path, one, is }: (typeof judged)[number]) => `${path} ${one} ${is}`;
    expect(judged.filter(({ is }) => is === 'exponential').map(said)).toEqual([]);
    const squares = judged.filter(
      ({ is, path }) => is === 'polynomial' && !path.startsWith('src/city/'),
    );
    const isKnown = ({ path, one }: (typeof judged)[number]) =>
      shortTexts.some(([file, begin]) => path.endsWith(file) && String(one).startsWith(begin));
    expect(squares.filter((found) => !isKnown(found)).map(said)).toEqual([]);
    // None stands here that is no square any more, and none that reads more than that.
    const gone = shortTexts.filter(
      ([file, begin]) =>
        !squares.some(({ path, one }) => path.endsWith(file) && String(one).startsWith(begin)),
    );
    expect(gone).toEqual([]);
    expect(shortTexts.filter(([, , longest]) => longest > 20_000)).toEqual([]);
  });
});

/** What is written as an expression, and the patterns of schemas and of input fields. */
function expressionsAt(node: Node): RegExp[] {
  const regex = node['regex'] as { pattern: string; flags: string } | undefined;
  if (node.type === 'Literal' && regex) return [new RegExp(regex.pattern, regex.flags)];
  const value = node['value'] as Node | undefined;
  const isPattern = node.type === 'Property' && nameOf(node['key'])[0] === 'pattern';
  if (!isPattern || value?.type !== 'Literal' || typeof value['value'] !== 'string') return [];
  return [new RegExp(value['value'], 'u')];
}

/** Everything that is made an expression of while the work is done. */
async function builtWhile(work: () => Promise<readonly RegExp[]>): Promise<RegExp[]> {
  const made: RegExp[] = [];
  const { RegExp: original } = globalThis;
  globalThis.RegExp = new Proxy(original, {
    construct(target, words) {
      const one = Reflect.construct(target, words) as RegExp;
      made.push(one);
      return one;
    },
  });
  try {
    return [...made, ...(await work()), ...made];
  } finally {
    globalThis.RegExp = original;
  }
}
