/** The five things to try in the demonstration; each ticks itself when it has been done. */
import { useSyncExternalStore } from 'react';

export type DemoStep = 'open' | 'change' | 'as_of' | 'document' | 'village';

const storageKey = 'taizhang.demo-steps';
const listeners = new Set<() => void>();
let ticked = read();

function read(): string {
  return localStorage.getItem(storageKey) ?? '';
}

export function tick(step: DemoStep): void {
  if (ticked.split(',').includes(step)) return;
  ticked = [...ticked.split(',').filter(Boolean), step].join(',');
  localStorage.setItem(storageKey, ticked);
  for (const listener of listeners) listener();
}

export function useTicked(): ReadonlySet<string> {
  const text = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ticked,
  );
  return new Set(text.split(','));
}
