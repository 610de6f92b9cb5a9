/**
 * What stands where an answer will be: nothing for 300 ms, then quiet lines; and what is said when
 * it cannot be had.
 */
import { useEffect, useState } from 'react';
import { textOfError } from './api.ts';
import { useSay } from './language.tsx';

export function Waiting({ lines = 5 }: { lines?: number }) {
  const [late, setLate] = useState(false);
  const say = useSay();
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">{say('Being read…', '正在读取…')}</span>
      {Array.from({ length: lines }, (_, i) => (
        <i key={i} style={{ width: `${92 - ((i * 17) % 40)}%` }} />
      ))}
    </div>
  );
}

export function Trouble({ error, retry }: { error: unknown; retry?: () => void }) {
  const say = useSay();
  return (
    <div className="notice bad" role="alert">
      <p>{say(textOfError(error))}</p>
      {retry && (
        <p style={{ marginTop: 8 }}>
          <button type="button" className="button" onClick={retry}>
            {say('Try again', '重试')}
          </button>
        </p>
      )}
    </div>
  );
}
