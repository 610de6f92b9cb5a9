/** The page's first script, run against browsers that have everything and browsers that lack something. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';

const web = join(import.meta.dirname, '..');
const script = readFileSync(join(web, 'public/browser-check.js'), 'utf8');
const operations = readFileSync(join(web, '../../docs/operations.md'), 'utf8');

type Told = { readonly text: string; readonly languages: string[]; readonly page: boolean };

/** What the page shows in a browser that is like this: null where nothing. */
function open(
  browser: Record<string, unknown> = {},
  scripts: object = { noModule: false },
): Told | null {
  const lines: { lang: string; text: string }[] = [];
  let [shown, page] = [false, true];
  const element = () => ({
    lang: '',
    text: '',
    setAttribute() {},
    appendChild(child: { text: string; lang?: string }) {
      this.text += child.text;
      if (child.lang) lines.push({ lang: child.lang, text: child.text });
    },
  });
  const root = { parentNode: { removeChild: () => (page = false) } };
  const document = {
    createElement: (name: string) => (name === 'script' ? scripts : element()),
    createTextNode: (text: string) => ({ text }),
    getElementById: () => root,
    body: { firstChild: null, insertBefore: () => (shown = true) },
  };
  const window = {
    SecurityPolicyViolationEvent: class {},
    fetch() {},
    AbortController,
    crypto: { getRandomValues() {} },
    Map,
    isSecureContext: true,
    ...browser,
  };
  for (const [name, value] of Object.entries(browser))
    if (value === undefined) Reflect.deleteProperty(window, name);
  runInNewContext(script, { window, document });
  if (!shown) return null;
  return {
    text: lines.map(({ text }) => text).join('\n'),
    languages: lines.map(({ lang }) => lang),
    page,
  };
}

it('says nothing where everything is there', () => {
  expect(open()).toBeNull();
});

it.each([
  ['SecurityPolicyViolationEvent', 'Content Security Policy'],
  ['AbortController', 'requests that say where they come from'],
  ['fetch', 'requests that say where they come from'],
  ['crypto', 'secure chance'],
  ['Map', 'JavaScript of 2024 or later'],
])('a browser without %s gets a notice in both languages and no page', (name, said) => {
  const told = open({ [name]: undefined })!;
  expect(told.text).toContain(said);
  expect(told.text).toContain('不能安全使用本系统');
  expect([told.languages, told.page]).toEqual([['zh', 'en'], false]);
  // What is asked is written down for operators, in the same words.
  expect(operations).toContain(said);
});

it('one that knows no modules too, whatever else it has', () => {
  expect(open({}, {})).toMatchObject({ page: false });
  expect(open({}, {})!.text).toContain('ES modules');
});

it('over a line that is not encrypted it warns, and works', () => {
  const told = open({ isSecureContext: false })!;
  expect(told.text).toMatch(/not encrypted/);
  expect(told.text).toMatch(/未加密/);
  expect(told.page).toBe(true);
});

it('the versions that it names are those of the documentation', () => {
  for (const version of ['Chrome or Edge 117', 'Firefox 119', 'Safari 17.4']) {
    expect(script).toContain(version);
    expect(operations).toContain(version);
  }
});

it('comes before the page, in a form that any browser reads', () => {
  const html = readFileSync(join(web, 'index.html'), 'utf8');
  expect(html.indexOf('<script src="/browser-check.js">')).toBeGreaterThan(
    html.indexOf('id="root"'),
  );
  expect(html.indexOf('<script src="/browser-check.js">')).toBeLessThan(
    html.indexOf('type="module"'),
  );
  const code = script.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
  expect(code).not.toMatch(/=>|`|\b(?:let|const|class|async|await)\b|\?\.|\?\?/);
});
