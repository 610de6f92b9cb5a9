import type { ReactNode } from 'react';

/** A table that may be wider than the page: it scrolls by itself, and the arrow keys move it too. */
export function WideTable({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section
      className="table-scroll"
      aria-label={label}
      // Without it the arrow keys do not reach what is to the right.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      {children}
    </section>
  );
}
