/** A button with a small sheet below it, for pickers. Esc and a press outside close it; the focus goes back. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import './popover.css';
import { useKeysInside } from './shortcuts.ts';

type Props = {
  readonly button: ReactNode;
  readonly className?: string;
  readonly label: string;
  readonly align?: 'start' | 'end';
  readonly children: (close: () => void) => ReactNode;
};

export function Popover({ button, className = 'button', label, align = 'start', children }: Props) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLSpanElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const sheet = useRef<HTMLDivElement>(null);
  const close = () => setOpen(false);
  useKeysInside(root, (event) => {
    if (!open || event.key !== 'Escape') return;
    // Only this one: what lies below has its own Esc.
    event.stopPropagation();
    close();
  });
  useEffect(() => {
    if (!open) return undefined;
    const [inside, last] = [sheet.current, opener.current];
    inside?.querySelector<HTMLElement>('input, button, select, a')?.focus();
    const outside = (event: PointerEvent) => {
      const target = event.target as HTMLElement;
      // Ant Design hangs its lists at the end of the page; a choice there is inside, as is a question over all.
      if (!root.current?.contains(target) && !target.closest('.ant-select-dropdown, dialog'))
        setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => {
      document.removeEventListener('pointerdown', outside);
      // Where the focus fell back to the page because the sheet went, it belongs to the button.
      if (document.activeElement === document.body || inside?.contains(document.activeElement))
        last?.focus();
    };
  }, [open]);
  return (
    <span className="popover" ref={root}>
      <button
        ref={opener}
        type="button"
        className={className}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => setOpen(!open)}
      >
        {button}
      </button>
      {open && (
        <div
          ref={sheet}
          role="dialog"
          aria-label={label}
          tabIndex={-1}
          className={`popover-sheet ${align}`}
        >
          {children(close)}
        </div>
      )}
    </span>
  );
}
