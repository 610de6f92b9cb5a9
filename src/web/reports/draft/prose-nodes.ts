/**
 * A paragraph between what is kept (texts and places of numbers) and what a browser edits (nodes). A number is one node
 * that cannot be typed into; beside it stand empty places for the caret, which are no text.
 */
import type { DraftPiece, DraftSlot, DraftText } from '#engine/draft.ts';
import { tidyPieces } from '#engine/draft.ts';

/** How a number looks: what is printed, where it opens, and whether it wants a look. */
export type Door = {
  readonly printed: string;
  readonly href: string | null;
  readonly tone: 'plain' | 'changed' | 'missing';
  readonly menu: string;
};

/** Nothing to see, and no line breaks there: a stop never begins a line. */
export const caretPlace = '\u2060';

export function nodesOf(pieces: DraftText, door: (slot: DraftSlot) => Door): Node[] {
  const nodes: Node[] = [document.createTextNode(caretPlace)];
  for (const piece of tidyPieces(pieces)) {
    if (typeof piece === 'string') nodes.push(document.createTextNode(piece));
    else nodes.push(slotNode(piece, door(piece)), document.createTextNode(caretPlace));
  }
  return nodes;
}

export function slotNode(slot: DraftSlot, door: Door): HTMLElement {
  const span = document.createElement('span');
  span.className = 'slot';
  span.contentEditable = 'false';
  span.dataset['slot'] = slot.slot;
  const link = document.createElement('a');
  const more = document.createElement('button');
  more.type = 'button';
  more.className = 'slot-more';
  span.append(link, more);
  showDoor(span, door);
  return span;
}

/** A number that moved, or is printed otherwise: its node stays, and so does the caret. */
export function showDoor(span: HTMLElement, { printed, href, tone, menu }: Door): void {
  const [link, more] = span.children as unknown as [HTMLAnchorElement, HTMLButtonElement];
  span.classList.toggle('changed', tone === 'changed');
  span.classList.toggle('missing', tone === 'missing');
  if (link.textContent !== printed) link.textContent = printed;
  link.className = href === null ? 'figure-missing' : 'figure';
  if (href === null) link.removeAttribute('href');
  else link.href = href;
  more.setAttribute('aria-label', menu);
  more.setAttribute('aria-haspopup', 'dialog');
}

/** What stands there now. Anything that came in by a way of its own is its text and nothing else. */
export function piecesOf(root: Node, slots: ReadonlyMap<string, DraftSlot>): DraftPiece[] {
  const pieces: DraftPiece[] = [];
  for (const node of root.childNodes) {
    const slot = node instanceof HTMLElement ? slots.get(node.dataset['slot'] ?? '') : undefined;
    pieces.push(slot ?? textOf(node));
  }
  return tidyPieces(pieces);
}

export function textOf(node: Node): string {
  return (node.textContent ?? '')
    .replaceAll(caretPlace, '')
    .replaceAll('\u00a0', ' ')
    .replaceAll('\n', '');
}

export function slotAt(node: Node | null): HTMLElement | null {
  const element = node instanceof HTMLElement ? node : (node?.parentElement ?? null);
  return element?.closest<HTMLElement>('.slot') ?? null;
}

/** The number directly before the caret, or behind it, with nothing but a caret's place between. */
export function slotBeside(
  root: Node,
  range: Range,
  side: 'before' | 'behind',
): HTMLElement | null {
  let node: Node | null = range.startContainer;
  if (node.nodeType === Node.TEXT_NODE) {
    const text = node.textContent ?? '';
    const between =
      side === 'before' ? text.slice(0, range.startOffset) : text.slice(range.startOffset);
    if (between.replaceAll(caretPlace, '') !== '') return null;
    node = side === 'before' ? node.previousSibling : node.nextSibling;
  } else if (node === root) {
    node = root.childNodes[range.startOffset - (side === 'before' ? 1 : 0)] ?? null;
  }
  while (node && node.nodeType === Node.TEXT_NODE && textOf(node) === '')
    node = side === 'before' ? node.previousSibling : node.nextSibling;
  return node instanceof HTMLElement && node.classList.contains('slot') ? node : null;
}

/** Where in the pieces the caret stands: pieces before it, and how much of the text at it. */
export function splitAt(
  root: Node,
  range: Range,
  slots: ReadonlyMap<string, DraftSlot>,
): { before: DraftPiece[]; behind: DraftPiece[] } {
  const first = document.createRange();
  first.selectNodeContents(root);
  first.setEnd(range.startContainer, range.startOffset);
  const second = document.createRange();
  second.selectNodeContents(root);
  second.setStart(range.endContainer, range.endOffset);
  return {
    before: piecesOf(first.cloneContents(), slots),
    behind: piecesOf(second.cloneContents(), slots),
  };
}

export function caretTo(root: HTMLElement, where: 'start' | 'end'): void {
  const selection = getSelection();
  if (!selection) return;
  const range = document.createRange();
  range.selectNodeContents(root);
  range.collapse(where === 'start');
  selection.removeAllRanges();
  selection.addRange(range);
}
