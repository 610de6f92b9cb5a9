/**
 * One paragraph that is written: prose as anywhere, and numbers that are doors. Typing over a number is refused with
 * the way out; # and letters put one in, without leaving the keyboard; Enter makes the next paragraph.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { DraftPiece, DraftSlot, DraftText } from '#engine/draft.ts';
import { slotsIn, tidyPieces } from '#engine/draft.ts';
import type { Language } from '#engine/text.ts';
import { isComposing } from '../../shell/shortcuts.ts';
import { FigurePicker } from './figure-picker.tsx';
import type { PickableFigure } from './draft-types.ts';
import { useGuardedInput } from './guarded-input.ts';
import {
  caretPlace,
  caretTo,
  nodesOf,
  piecesOf,
  showDoor,
  slotAt,
  slotNode,
  splitAt,
} from './prose-nodes.ts';
import type { Door } from './prose-nodes.ts';
import { chosenRange, hashBefore, slotInside } from './prose-selection.ts';
import { markUnbound, unmark } from './unbound-marks.ts';

export type ProseEditorProps = {
  readonly id: string;
  readonly pieces: DraftText;
  readonly language: Language;
  /** Are numbers that were typed by hand to be marked? */
  readonly marks: boolean;
  readonly label: string;
  readonly hint: string;
  readonly door: (slot: DraftSlot) => Door;
  readonly pickable: readonly PickableFigure[];
  readonly newSlot: (figure: PickableFigure) => DraftSlot;
  readonly onChange: (pieces: DraftPiece[]) => void;
  readonly onSplit: (before: DraftPiece[], behind: DraftPiece[]) => void;
  readonly onJoin: () => void;
  readonly onPaste: (before: DraftPiece[], lines: readonly string[], behind: DraftPiece[]) => void;
  readonly onDoor: (href: string) => void;
  readonly onMenu: (slot: DraftSlot, at: HTMLElement) => void;
  readonly onRefused: (slot: DraftSlot) => void;
  readonly onLeave: () => void;
};

const undoMax = 100;
/** What was typed within this time is one step back. */
const oneStepMs = 700;

export function ProseEditor(props: ProseEditorProps) {
  const { id, pieces, language, marks, label, hint, door, pickable } = props;
  const root = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const slots = useRef(new Map<string, DraftSlot>());
  const shown = useRef<string | null>(null);
  const back = useRef<{ steps: string[]; forward: string[]; at: number }>({
    steps: [],
    forward: [],
    at: 0,
  });
  const [asked, setAsked] = useState<{ typed: string; box: DOMRect } | null>(null);

  useLayoutEffect(() => {
    latest.current = props;
    for (const slot of slotsIn(pieces)) slots.current.set(slot.slot, slot);
  });

  // The nodes are ours and not React's: what is typed is there already, and only what came from elsewhere is drawn.
  useLayoutEffect(() => {
    const element = root.current!;
    const wanted = JSON.stringify(pieces);
    if (shown.current !== wanted) {
      shown.current = wanted;
      const focused = document.activeElement === element;
      element.replaceChildren(...nodesOf(pieces, door));
      if (focused) caretTo(element, 'end');
    } else {
      for (const span of element.querySelectorAll<HTMLElement>('.slot')) {
        const slot = slots.current.get(span.dataset['slot'] ?? '');
        if (slot) showDoor(span, door(slot));
      }
    }
    if (marks) markUnbound(element, language);
  });
  useEffect(() => {
    const element = root.current!;
    return () => unmark(element);
  }, []);

  const tell = (remember = true) => {
    const element = root.current!;
    const now = piecesOf(element, slots.current);
    const text = JSON.stringify(now);
    if (text === shown.current) return;
    if (remember && shown.current !== null) {
      const { steps, at } = back.current;
      const time = performance.now();
      if (steps.length === 0 || time - at > oneStepMs) steps.push(shown.current);
      if (steps.length > undoMax) steps.shift();
      back.current = { steps, forward: [], at: time };
    }
    shown.current = text;
    if (marks) markUnbound(element, language);
    latest.current.onChange(now);
  };

  const step = (from: 'steps' | 'forward', to: 'steps' | 'forward') => {
    const kept = back.current[from].pop();
    if (kept === undefined) return;
    back.current[to].push(shown.current!);
    back.current.at = 0;
    const was = JSON.parse(kept) as DraftPiece[];
    for (const slot of slotsIn(was)) slots.current.set(slot.slot, slot);
    root.current!.replaceChildren(...nodesOf(was, door));
    caretTo(root.current!, 'end');
    tell(false);
  };

  const refuse = (span: HTMLElement) => {
    const slot = slots.current.get(span.dataset['slot'] ?? '');
    if (slot) latest.current.onRefused(slot);
  };

  useGuardedInput(root, {
    slots,
    refuse,
    changed: tell,
    undo: () => step('steps', 'forward'),
    redo: () => step('forward', 'steps'),
    split: (before, behind) => latest.current.onSplit(before, behind),
    join: () => latest.current.onJoin(),
  });

  const lookForHash = () => {
    const hash = hashBefore(root.current!);
    setAsked(hash ? { typed: hash.typed, box: hash.range.getBoundingClientRect() } : null);
  };
  const pick = (figure: PickableFigure) => {
    const hash = hashBefore(root.current!);
    setAsked(null);
    if (!hash) return;
    const slot = latest.current.newSlot(figure);
    slots.current.set(slot.slot, slot);
    const span = slotNode(slot, door(slot));
    const place = document.createTextNode(caretPlace);
    hash.range.deleteContents();
    hash.range.insertNode(place);
    hash.range.insertNode(span);
    getSelection()?.collapse(place, 1);
    tell();
  };

  const keys = (event: KeyboardEvent<HTMLDivElement>) => {
    if (isComposing(event) || !(event.ctrlKey || event.metaKey)) return;
    const key = event.key.toLowerCase();
    if (key !== 'z' && key !== 'y') return;
    event.preventDefault();
    if (key === 'y' || event.shiftKey) step('forward', 'steps');
    else step('steps', 'forward');
  };

  return (
    <>
      <div
        ref={root}
        id={id}
        className={pieces.length === 0 ? 'prose empty' : 'prose'}
        lang={language === 'zh' ? 'zh-CN' : 'en'}
        role="textbox"
        aria-multiline="true"
        aria-label={label}
        data-hint={hint}
        contentEditable
        suppressContentEditableWarning
        spellCheck={false}
        tabIndex={0}
        {...(asked
          ? { 'aria-controls': `${id}-figures`, 'aria-activedescendant': `${id}-figure` }
          : {})}
        onKeyDown={keys}
        onInput={(event) => {
          tell();
          if (!isComposing(event.nativeEvent as unknown as { isComposing?: boolean }))
            lookForHash();
        }}
        onCompositionEnd={() => {
          tell();
          lookForHash();
        }}
        onBlur={() => {
          setAsked(null);
          latest.current.onLeave();
        }}
        onPaste={(event) => {
          event.preventDefault();
          const range = chosenRange(root.current!);
          const text = event.clipboardData.getData('text/plain');
          if (!range || text === '') return;
          const touched = slotInside(root.current!, range);
          if (touched) return refuse(touched);
          const lines = text
            .split(/\r\n|\r|\n/)
            .map((line) => line.trim())
            .filter((line) => line !== '');
          if (lines.length > 1) {
            const { before, behind } = splitAt(root.current!, range, slots.current);
            return latest.current.onPaste(before, lines, behind);
          }
          range.deleteContents();
          const node = document.createTextNode(lines[0] ?? '');
          range.insertNode(node);
          getSelection()?.collapse(node, node.length);
          tell();
        }}
        onDrop={(event) => event.preventDefault()}
        onClick={(event) => {
          const target = event.target as HTMLElement;
          const span = slotAt(target);
          const slot = span && slots.current.get(span.dataset['slot'] ?? '');
          if (!span || !slot) return;
          const more = target.closest<HTMLElement>('.slot-more');
          const link = target.closest<HTMLAnchorElement>('a[href]');
          if (more) latest.current.onMenu(slot, more);
          else if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
            event.preventDefault();
            latest.current.onDoor(link.getAttribute('href')!);
          }
        }}
      />
      {asked && (
        <FigurePicker
          id={`${id}-figures`}
          activeId={`${id}-figure`}
          typed={asked.typed}
          box={asked.box}
          figures={pickable}
          editor={root}
          onPick={pick}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

/** Two texts as one, so that a paragraph that is joined to the one before it reads on. */
export function joinedPieces(first: DraftText, second: DraftText): DraftPiece[] {
  return tidyPieces([...first, ...second]);
}
