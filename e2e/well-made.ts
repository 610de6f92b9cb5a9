/**
 * What holds on every page, in both languages and at both widths: no finding of axe by WCAG 2.2 AA, nothing wider
 * than the window, the language said rightly, and no word of the other language that is not marked as such.
 */
import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { desk, telephone } from './served-city.ts';
import type { Seat } from './served-city.ts';

export type Language = 'en' | 'zh';

let turn = 0;

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/**
 * Everything that is wrong with the page as it stands, in both languages, at a desk and on a telephone; nothing when it
 * is well made. axe takes a hundred times as long as the rest: it looks twice, in both languages and at both widths
 * crosswise; or, at what has many like it, once, each time in the next of the four ways.
 */
export async function faultsInEveryLook(
  seat: Seat,
  where: string,
  axeLooks: 'twice' | 'once' = 'twice',
): Promise<string[]> {
  const found: string[] = [];
  const mine = turn++ % 4;
  const lang = await seat.page.evaluate(() => document.documentElement.lang);
  const [now, other] = lang.startsWith('zh') ? (['zh', 'en'] as const) : (['en', 'zh'] as const);
  // One change of language for a page: the next page begins where this one ends.
  const looks = [
    [desk, now],
    [telephone, now],
    [telephone, other],
    [desk, other],
  ] as const;
  for (const [i, [viewport, language]] of looks.entries()) {
    await seat.page.setViewportSize(viewport);
    await speak(seat, language);
    const withAxe = axeLooks === 'once' ? i === mine : i === 0 || i === 2;
    const wrong = [
      ...(withAxe ? await brokenRules(seat.page) : []),
      ...(await plainFaults(seat.page, language)),
      ...seat.complaints.splice(0),
    ];
    found.push(...wrong.map((one) => `${where}, ${language}, ${viewport.width} px: ${one}`));
  }
  return found;
}

/** What is wrong with the page as it stands in one language, at the width it has. */
export async function faults(page: Page, language: Language): Promise<string[]> {
  return [...(await brokenRules(page)), ...(await plainFaults(page, language))];
}

function plainFaults(page: Page, language: Language): Promise<string[]> {
  return page.evaluate(lookAt, { language, allowed: namesInEveryLanguage });
}

/** The page's own switch, pressed without a pointer: it may lie under a dialog, or be hidden on a telephone. */
async function speak({ page, settled }: Seat, language: Language): Promise<void> {
  const lang = await page.evaluate(() => document.documentElement.lang);
  const press = page.locator('.language-switch').first();
  if (lang.startsWith(language)) return;
  if ((await press.count()) > 0) await press.dispatchEvent('click');
  else {
    // A page that belongs to nobody has no switch: it is read as the browser was left.
    await page.evaluate((wanted) => localStorage.setItem('taizhang.language', wanted), language);
    await page.reload();
  }
  await page.waitForFunction(
    (wanted) => document.documentElement.lang.startsWith(wanted),
    language,
  );
  await settled();
}

async function brokenRules(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // A foot that sticks to the window covers, by chance of the scrolling, half a field; one scrolls on.
  await page.evaluate(() => {
    for (const foot of document.querySelectorAll<HTMLElement>('.form-foot, .demo-strip'))
      foot.style.position = 'static';
  });
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run(
        options,
      ),
    {
      runOnly: rules,
      // Off by itself until everybody has WCAG 2.2; we do.
      rules: { 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    } satisfies RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(
        (node) =>
          `${id}: ${node.html.slice(0, 160)} (${node.failureSummary?.replaceAll(/\s+/g, ' ')})`,
      ),
  );
}

/** Names, keys and kinds of file that people call the same in Chinese. */
const namesInEveryLanguage = [
  'Taizhang', 'EN', 'Excel', 'Word', 'WPS', 'PDF', 'CSV', 'HTTPS', 'Ctrl', 'Enter', 'Esc', 'MB', 'GB', 'xlsx', 'docx', 'csv',
  'Linux', 'Windows', 'Mac', 'iPhone', 'iPad', 'Chrome', 'Edge', 'Firefox', 'Safari',
]; // prettier-ignore

type Look = { readonly language: Language; readonly allowed: readonly string[] };

/** Runs in the page, so it may use nothing of this file. */
function lookAt({ language, allowed }: Look): string[] {
  const found: string[] = [];
  const root = document.documentElement;
  const shouldBe = language === 'zh' ? 'zh-CN' : 'en';
  if (root.lang !== shouldBe) found.push(`The page says lang="${root.lang}", not ${shouldBe}`);
  if (root.scrollWidth > window.innerWidth) {
    const widest = [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 3)
      .map((one) => one.outerHTML.slice(0, 100));
    found.push(`${root.scrollWidth - window.innerWidth} px too wide: ${widest.join(' | ')}`);
  }

  const isMarked = (element: Element | null) => {
    const marked = element?.closest('[lang]');
    return marked !== null && marked !== root && !marked?.matches(`[lang^="${language}"]`);
  };
  const isUsersOwn = (element: Element | null) => {
    const marked = element?.closest('[lang]');
    return marked !== null && marked !== undefined && marked !== root;
  };
  const foreign = (text: string): string | undefined =>
    language === 'en'
      ? text.match(/[\u3400-\u9fff\u3001\u3002\uff0c\uff1a\uff08\uff09]+/)?.[0]
      : // The name of a setting is spelled as it is set.
        text
          .replaceAll(/[A-Z]+(?:_[A-Z]+)+/g, '')
          .match(/[A-Za-z]{2,}/g)
          ?.find((word) => !allowed.includes(word));
  // Names stay Chinese, and an attribute or a title cannot mark them as such: numbers of cases, and a person's own
  // spelling behind the pinyin.
  const withoutNames = (text: string) =>
    text.replaceAll(/（\d{4}）[^\s，。]*?号/g, '').replace(/^[\u3400-\u9fff]{2,4}$/, '');
  // What is quoted is an example of the other language.
  const withoutQuotes = (text: string) =>
    language === 'zh' ? text.replaceAll(/“[^”]*”/g, '') : text;
  const judge = (text: string, element: Element | null, where: string) => {
    const isText = element !== null && where === element.tagName;
    const word = foreign(withoutQuotes(isText ? text : withoutNames(text)));
    if (!word || isMarked(element) || element?.closest('[translate="no"]')) return;
    if (language === 'zh' && isUsersOwn(element)) return;
    found.push(`Not in ${shouldBe} (${where}): “${word}” in “${text.trim().slice(0, 80)}”`);
  };

  judge(document.title, null, 'title');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (parent && !parent.closest('script, style, noscript, code, kbd, textarea'))
      judge(texts.currentNode.textContent ?? '', parent, parent.tagName);
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`))
      judge(element.getAttribute(name) ?? '', element, name);
  }
  return [...new Set(found)];
}
