/** A button with a small sheet below it, for pickers. Esc and a press outside close it; the focus goes back. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import './popover.css';

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
  const close = () => {
    setOpen(false);
    opener.current?.focus();
  };
  useEffect(() => {
    if (!open) return undefined;
    sheet.current?.querySelector<HTMLElement>('input, button, select, a')?.focus();
    const outside = (event: PointerEvent) => {
      const target = event.target as HTMLElement;
      // Ant Design hangs its lists at the end of the page; a choice there is inside.
      if (!root.current?.contains(target) && !target.closest('.ant-select-dropdown'))
        setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
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
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
        >
          {children(close)}
        </div>
      )}
    </span>
  );
}
