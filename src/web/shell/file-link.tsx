/**
 * A link to a file that the server makes. It stays a link (it can be opened elsewhere); simply pressed it says that the
 * file is being made, asks for the password where the session has run out, and tells a refusal on the page.
 */
import { useEffect, useState } from 'react';
import type { MouseEvent, ReactNode } from 'react';
import { textOfError } from './api.ts';
import { useSay } from './language.tsx';
import { useReceipts } from './receipts.tsx';
import { saveFromServer } from './save-from-server.ts';

type Props = {
  readonly href: string;
  readonly className?: string;
  readonly children: ReactNode;
};

export function FileLink({ href, className = 'button', children }: Props) {
  const say = useSay();
  const show = useReceipts();
  const [busy, setBusy] = useState(false);
  const late = useLate(busy);
  const fetchIt = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    saveFromServer(href)
      .catch((error: unknown) => show({ said: textOfError(error), bad: true }))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <a className={className} href={href} aria-busy={busy} onClick={fetchIt}>
        {late ? say('Being made …', '正在生成…') : children}
      </a>
      <span className="visually-hidden" role="status">
        {late ? say('The file is being made.', '正在生成文件。') : ''}
      </span>
    </>
  );
}

/** What is there in a moment needs no word. */
function useLate(busy: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return undefined;
    const timer = setTimeout(() => setLate(true), 300);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [busy]);
  return late;
}
