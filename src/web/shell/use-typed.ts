/**
 * A text that is typed here and asked for a moment after the last key, and that may be changed elsewhere meanwhile: by
 * a view, a menu, the way back. What comes from there stands in the box then, and is not overwritten by what was typed
 * before.
 */
import { useEffect, useRef, useState } from 'react';

type Typed = {
  readonly typed: string;
  readonly setTyped: (text: string) => void;
  /** While an input method is still composing, nothing is asked. */
  readonly setComposing: (composing: boolean) => void;
};

export function useTyped(value: string, ask: (text: string) => void, afterMs: number): Typed {
  const [typed, setTyped] = useState(value);
  const known = useRef(value);
  // A state, so that the end of composing asks, though it changes no letter.
  const [composing, setComposing] = useState(false);
  const latest = useRef(ask);
  useEffect(() => {
    latest.current = ask;
  });
  useEffect(() => {
    if (value === known.current) return;
    known.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => {
    if (typed.trim() === known.current || composing) return undefined;
    const timer = setTimeout(() => {
      known.current = typed.trim();
      latest.current(known.current);
    }, afterMs);
    return () => clearTimeout(timer);
  }, [typed, composing, afterMs]);
  return { typed, setTyped, setComposing };
}
