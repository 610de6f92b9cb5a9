/** The signature of the product: a number is never plain text. Pressing it opens the drawer with its records. */
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { counterOf } from '#engine/counter.ts';
import type { Text } from '#engine/text.ts';
import { GoLink, usePath, useSearch } from '../shell/go.tsx';
import { useSay } from '../shell/language.tsx';
import { printNumber } from '../shell/numbers.ts';
import { writeFigureAddress } from './figure-address.ts';
import type { FigureAddress } from './figure-address.ts';

type FigureProps = FigureAddress & {
  /** What is printed, where the words differ from the value: "more than 4,000". */
  readonly children?: ReactNode;
  readonly value?: number | null;
  readonly counter?: Text | undefined;
  readonly money?: boolean | undefined;
  readonly kind?: string | undefined;
  /** Why there is no number, where there is none. */
  readonly reason?: Text | null | undefined;
  readonly label?: Text | undefined;
};

export function Figure({
  children,
  value,
  counter,
  money,
  kind,
  reason,
  label,
  ...address
}: FigureProps) {
  const path = usePath();
  const [search] = useSearch();
  const say = useSay();
  const moved = useMoved(value);
  if (value === null && children === undefined) {
    const why = reason ?? { en: 'Not reported', zh: '未上报' };
    return (
      <span className="grey" title={say(why)}>
        –<span className="visually-hidden"> {say(why)}</span>
      </span>
    );
  }
  return (
    <GoLink
      to={path}
      search={{ ...search, figure: writeFigureAddress(address) }}
      className={moved ? 'figure moved' : 'figure'}
      {...(label ? { title: say(label) } : {})}
    >
      {children ?? printNumber(value ?? 0, { money, kind })}
      {counter && <span className="counter">{say(counterOf(value, counter))}</span>}
    </GoLink>
  );
}

/** True for a moment after the number has changed under the reader's eyes, never when it is first shown. */
function useMoved(value: number | null | undefined): boolean {
  const last = useRef(value);
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const before = last.current;
    last.current = value;
    if (before === undefined || before === null || before === value) return undefined;
    setMoved(true);
    const timer = setTimeout(() => setMoved(false), 200);
    return () => clearTimeout(timer);
  }, [value]);
  return moved;
}
