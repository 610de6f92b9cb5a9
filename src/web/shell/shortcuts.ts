/** Keys of the whole page. A key pressed while an input method composes, or while somebody types, never acts. */
import { useEffect, useRef } from 'react';
import type { RefObject } from 'react';

/** Is a Chinese input method in the middle of a word? Some browsers only say so by the old key code 229. */
export function isComposing(event: {
  isComposing?: boolean;
  keyCode?: number;
  nativeEvent?: { isComposing?: boolean };
}): boolean {
  return (
    event.isComposing === true || event.nativeEvent?.isComposing === true || event.keyCode === 229
  );
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** `key` as the browser names it, `ctrl+k` with Control or Command. Plain letters wait while somebody types. */
export function useShortcut(
  key: string,
  act: (event: KeyboardEvent) => void,
  enabled = true,
): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const withControl = key.startsWith('ctrl+');
    const wanted = key.replace('ctrl+', '').toLowerCase();
    const listen = (event: KeyboardEvent) => {
      if (isComposing(event) || event.altKey || event.key.toLowerCase() !== wanted) return;
      if (withControl !== (event.ctrlKey || event.metaKey)) return;
      if (!withControl && wanted !== 'escape' && isTyping(event.target)) return;
      latest.current(event);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [key, enabled]);
}

/** Keys inside one part of the page that is itself nothing to press: a form, a table, a sheet. */
export function useKeysInside(
  place: RefObject<HTMLElement | null>,
  act: (event: KeyboardEvent) => void,
): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const listen = (event: KeyboardEvent) => latest.current(event);
    element.addEventListener('keydown', listen);
    return () => element.removeEventListener('keydown', listen);
  }, [place]);
}
