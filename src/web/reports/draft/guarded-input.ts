/**
 * What may be typed where: over a number nothing, a number goes only when it is taken out twice, Enter begins the next
 * paragraph and Backspace at the beginning joins it to the one before.
 */
import { useEffect } from 'react';
import type { RefObject } from 'react';
import type { DraftPiece, DraftSlot } from '#engine/draft.ts';
import { slotBeside, splitAt } from './prose-nodes.ts';
import { chosenRange, slotInside } from './prose-selection.ts';

type Guarded = {
  readonly slots: RefObject<Map<string, DraftSlot>>;
  readonly refuse: (span: HTMLElement) => void;
  readonly changed: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly split: (before: DraftPiece[], behind: DraftPiece[]) => void;
  readonly join: () => void;
};

export function useGuardedInput(root: RefObject<HTMLElement | null>, on: Guarded): void {
  useEffect(() => {
    const element = root.current!;
    const beforeInput = (event: InputEvent) => {
      const range = chosenRange(element);
      if (!range) return;
      const touched = slotInside(element, range);
      const kind = event.inputType;
      if (kind === 'historyUndo' || kind === 'historyRedo') {
        event.preventDefault();
        return kind === 'historyUndo' ? on.undo() : on.redo();
      }
      if (kind === 'insertParagraph' || kind === 'insertLineBreak') {
        event.preventDefault();
        if (touched) return on.refuse(touched);
        const { before, behind } = splitAt(element, range, on.slots.current);
        return on.split(before, behind);
      }
      if (kind.startsWith('format')) return event.preventDefault();
      if (kind.startsWith('insert') && touched) {
        event.preventDefault();
        return on.refuse(touched);
      }
      if (kind.startsWith('delete') && range.collapsed) {
        const backward = kind.endsWith('Backward');
        const beside = slotBeside(element, range, backward ? 'before' : 'behind');
        if (beside) {
          event.preventDefault();
          // The first time it is only chosen, so that nobody loses a number by one key too many.
          if (beside.classList.contains('chosen')) {
            beside.remove();
            return on.changed();
          }
          beside.classList.add('chosen');
          return on.refuse(beside);
        }
        if (backward && splitAt(element, range, on.slots.current).before.length === 0) {
          event.preventDefault();
          return on.join();
        }
      }
      for (const chosen of element.querySelectorAll('.slot.chosen'))
        chosen.classList.remove('chosen');
    };
    // What an input method composes cannot be refused while it does: so the number is left before it begins.
    const composes = () => {
      const range = chosenRange(element);
      const touched = range && slotInside(element, range);
      if (!touched) return;
      getSelection()?.collapse(touched.nextSibling, 0);
      on.refuse(touched);
    };
    element.addEventListener('beforeinput', beforeInput);
    element.addEventListener('compositionstart', composes);
    return () => {
      element.removeEventListener('beforeinput', beforeInput);
      element.removeEventListener('compositionstart', composes);
    };
  });
}
