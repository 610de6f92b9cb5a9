import { useLayoutEffect, useState } from 'react';
import type { RefObject } from 'react';

/** Is this, as it stands, wider than the box around it? Asked again whenever one of the two changes its size. */
export function useWider(inner: RefObject<HTMLElement | null>): boolean {
  const [wider, setWider] = useState(false);
  useLayoutEffect(() => {
    const node = inner.current;
    const box = node?.parentElement;
    if (!node || !box) return undefined;
    const look = () => setWider(node.offsetWidth > box.clientWidth);
    const sizes = new ResizeObserver(look);
    sizes.observe(node);
    sizes.observe(box);
    look();
    return () => sizes.disconnect();
  }, [inner]);
  return wider;
}
