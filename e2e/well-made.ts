/**
 * What holds on every page, in both languages and at both widths: no finding of axe by WCAG 2.2 AA, nothing wider
 * than the window, the language said rightly, and no word of the other language that is not marked as such.
 */
import axe from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

export type Language = 'en' | 'zh';

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Everything that is wrong with the page as it stands, in sentences; nothing when it is well made. */
export async function faults(page: Page, language: Language): Promise<string[]> {
  return [...(await brokenRules(page)), ...(await plainFaults(page, language))];
}

/** All but axe's, which take a hundredth of the time. */
export function plainFaults(page: Page, language: Language): Promise<string[]> {
  return page.evaluate(lookAt, { language, allowed: namesInEveryLanguage });
}

async function brokenRules(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (o: RunOptions) => Promise<AxeResults> } }).axe.run(
        options,
      ),
    { runOnly: rules, resultTypes: ['violations'] } satisfies RunOptions,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map((node) => `${id}: ${node.html.slice(0, 160)} (${node.failureSummary})`),
  );
}

/** Names, keys and kinds of file that people call the same in Chinese. */
const namesInEveryLanguage = [
  'Taizhang', 'EN', 'Excel', 'Word', 'WPS', 'PDF', 'CSV', 'HTTPS', 'Ctrl', 'Enter', 'Esc', 'xlsx', 'docx', 'csv',
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
      : text.match(/[A-Za-z]{2,}/g)?.find((word) => !allowed.includes(word));
  const judge = (text: string, element: Element | null, where: string) => {
    const word = foreign(text);
    if (!word || isMarked(element) || (language === 'zh' && isUsersOwn(element))) return;
    found.push(`Not in ${shouldBe} (${where}): “${word}” in “${text.trim().slice(0, 80)}”`);
  };

  judge(document.title, null, 'title');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const parent = texts.currentNode.parentElement;
    if (parent && !parent.closest('script, style, noscript, code, kbd'))
      judge(texts.currentNode.textContent ?? '', parent, parent.tagName.toLowerCase());
  }
  for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
    for (const element of document.querySelectorAll(`[${name}]`))
      judge(element.getAttribute(name) ?? '', element, name);
  }
  return [...new Set(found)];
}
