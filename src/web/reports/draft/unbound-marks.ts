/**
 * 未绑定: the grey line under a number that somebody typed. Drawn by the browser over the text (CSS highlights), so that
 * neither the caret nor an input method that is composing ever finds the text changed under it.
 */
import { unboundNumbers } from '#engine/draft-looks.ts';
import type { Language } from '#engine/text.ts';

const name = 'unbound';
const marked = new Map<HTMLElement, Range[]>();

export function markUnbound(root: HTMLElement, language: Language): void {
  const ranges: Range[] = [];
  for (const node of root.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE) continue;
    for (const { at, length } of unboundNumbers([node.textContent ?? ''], language)) {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + length);
      ranges.push(range);
    }
  }
  marked.set(root, ranges);
  draw();
}

export function unmark(root: HTMLElement): void {
  marked.delete(root);
  draw();
}

function draw(): void {
  // A browser without it shows the same numbers in the list beside the sheet.
  if (!('highlights' in CSS)) return;
  CSS.highlights.set(name, new Highlight(...[...marked.values()].flat()));
}
