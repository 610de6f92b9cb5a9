/** Where the caret stands in a paragraph: what is chosen, which number it touches, and a # that asks for one. */
import { slotAt } from './prose-nodes.ts';

export function chosenRange(root: HTMLElement): Range | null {
  const selection = getSelection();
  return selection && selection.rangeCount > 0 && root.contains(selection.anchorNode)
    ? selection.getRangeAt(0)
    : null;
}

export function slotInside(root: HTMLElement, range: Range): HTMLElement | null {
  const inside = slotAt(range.startContainer) ?? slotAt(range.endContainer);
  if (inside) return inside;
  return (
    [...root.querySelectorAll<HTMLElement>('.slot')].find((span) =>
      range.collapsed ? false : range.intersectsNode(span),
    ) ?? null
  );
}

/** The # before the caret with what follows it; null where there is none. */
export function hashBefore(root: HTMLElement): { typed: string; range: Range } | null {
  const range = chosenRange(root);
  if (!range?.collapsed || range.startContainer.nodeType !== Node.TEXT_NODE) return null;
  const text = (range.startContainer.textContent ?? '').slice(0, range.startOffset);
  const found = /[#＃]([\p{L}'’]{0,24})$/u.exec(text);
  if (!found) return null;
  const from = document.createRange();
  from.setStart(range.startContainer, found.index);
  from.setEnd(range.startContainer, range.startOffset);
  return { typed: found[1]!.replaceAll(/['’]/g, ''), range: from };
}
