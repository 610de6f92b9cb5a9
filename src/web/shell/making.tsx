/**
 * Files that take a while: how far each one is, and a way to stop it. It stands at the foot of every page, so that
 * whoever asked may go on working; a file that is there in a moment never shows it.
 */
import { createContext, useCallback, useContext, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import type { Far } from './how-far.ts';
import { shareOf, useFar } from './how-far.ts';
import { useSay } from './language.tsx';
import { newId } from './new-id.ts';
import { printNumber } from './numbers.ts';

type How = { readonly progress: string; readonly signal: AbortSignal };
/** Answers null where it was stopped. */
type Make = <T>(work: (how: How) => Promise<T>) => Promise<T | null>;
type Running = { readonly id: string; readonly stop: () => void };

const MakingContext = createContext<Make>((work) =>
  work({ progress: newId(), signal: new AbortController().signal }),
);

export function useMaking(): Make {
  return useContext(MakingContext);
}

export function MakingProvider({ children }: { children: ReactNode }) {
  const [running, setRunning] = useState<readonly Running[]>([]);
  const make: Make = useCallback(async (work) => {
    const id = newId();
    const control = new AbortController();
    const opener = document.activeElement as HTMLElement | null;
    const stop = () => {
      control.abort();
      opener?.focus();
    };
    setRunning((known) => [...known, { id, stop }]);
    try {
      return await work({ progress: id, signal: control.signal });
    } catch (error) {
      if (control.signal.aborted) return null;
      throw error;
    } finally {
      setRunning((known) => known.filter((one) => one.id !== id));
    }
  }, []);
  return (
    <MakingContext value={make}>
      {children}
      <div className="makings no-print">
        {running.map((one) => (
          <MakingLine key={one.id} {...one} />
        ))}
      </div>
    </MakingContext>
  );
}

/** Nobody is told of what is there within a third of a second. */
const lateAfter = 300;

function MakingLine({ id, stop }: Running) {
  const say = useSay();
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), lateAfter);
    return () => clearTimeout(timer);
  }, []);
  const far = useFar(id, late);
  const says = useFarWords(far);
  const told = useTold(says, shareOf(far));
  if (!late) return null;
  return (
    <div className="receipt plain making">
      <span className="digits">{says}</span>
      <progress
        aria-label={says}
        max={Math.max(1, far.total)}
        {...(far.total > 0 ? { value: far.done } : {})}
      />
      <button type="button" className="button" onClick={stop}>
        {say('Cancel', '取消')}
      </button>
      <span className="visually-hidden" role="status" aria-live="polite">
        {told}
      </span>
    </div>
  );
}

function useFarWords({ step, done, total }: Far): string {
  const say = useSay();
  const [n, of] = [printNumber(done), printNumber(total)];
  if (step === 'writing')
    return total > 0
      ? say(`Writing the file: ${n} of ${of}`, `正在导出：${n}/${of}`)
      : say(`Writing the file: ${n} rows`, `正在导出：${n}行`);
  if (step === 'file') return say(`Putting the file together: ${n}`, `正在生成文件：${n}`);
  return say('The file is being made …', '正在准备文件…');
}

/** Twice a second is too often to be read aloud: each quarter is. */
function useTold(says: string, share: number): string {
  const quarter = Math.floor(share * 4);
  const [told, setTold] = useState({ quarter, says });
  if (told.quarter !== quarter) setTold({ quarter, says });
  return told.says;
}
