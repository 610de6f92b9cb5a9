/** Every save returns a receipt: what the write counted, each part a door, with [Take back] until the next one. */
import { useQuery } from '@tanstack/react-query';
import {
  createContext,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { ReactNode } from 'react';
import { firstOfMonth, lastOfMonth } from '#engine/day.ts';
import type { Text } from '#engine/text.ts';
import { Figure } from '../figures/figure.tsx';
import { api } from './api.ts';
import type { CountedLine, FigureDetail } from './api-types.ts';
import { GoLink } from './go.tsx';
import { Icon } from './icon.tsx';
import { useLanguage, useSay } from './language.tsx';
import { MarkedText } from './marked-text.tsx';
import { printMonthName, printSigned } from './numbers.ts';

export type Receipt = {
  /** "Written down: （2009）镇罗人调字第12号". */
  readonly said: Text;
  readonly to?: string | undefined;
  readonly lines?: readonly CountedLine[] | undefined;
  /** What is to be looked at again, though it was saved. */
  readonly notes?: readonly Text[] | undefined;
  readonly takeBack?: (() => Promise<void>) | undefined;
  readonly bad?: boolean | undefined;
};

const ReceiptContext = createContext<(receipt: Receipt) => void>(() => undefined);

/** Long enough to read and to reach the button; it stays while the pointer or the focus is on it. */
const shownFor = 9000;

export function ReceiptProvider({ children }: { children: ReactNode }) {
  const [receipt, setReceipt] = useState<(Receipt & { key: number }) | null>(null);
  const next = useRef(0);
  const show = useCallback((given: Receipt) => setReceipt({ ...given, key: ++next.current }), []);
  const hide = useCallback(() => setReceipt(null), []);
  const value = useMemo(() => show, [show]);
  return (
    <ReceiptContext value={value}>
      {children}
      <div className="receipts no-print" role="status" aria-live="polite">
        {receipt && <ReceiptLine key={receipt.key} receipt={receipt} hide={hide} />}
      </div>
    </ReceiptContext>
  );
}

export function useReceipts(): (receipt: Receipt) => void {
  return useContext(ReceiptContext);
}

function ReceiptLine({ receipt, hide }: { receipt: Receipt; hide: () => void }) {
  const say = useSay();
  const [held, setHeld] = useState(false);
  const [busy, setBusy] = useState(false);
  const notes = receipt.notes ?? [];
  useEffect(() => {
    if (held) return undefined;
    // A note takes longer to read than a count.
    const timer = setTimeout(hide, notes.length > 0 ? 2 * shownFor : shownFor);
    return () => clearTimeout(timer);
  }, [held, hide, notes.length]);
  const lines = receipt.lines ?? [];
  const takeBack = () => {
    setBusy(true);
    void receipt.takeBack?.().finally(() => setBusy(false));
  };
  return (
    <div
      className={`receipt ${receipt.bad ? 'bad' : lines.length === 0 ? 'plain' : ''}`}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div>
        <p>
          {receipt.to ? (
            <GoLink to={receipt.to}>
              <MarkedText>{say(receipt.said)}</MarkedText>
            </GoLink>
          ) : (
            <MarkedText>{say(receipt.said)}</MarkedText>
          )}
        </p>
        {notes.map((note) => (
          <p key={note.en} className="receipt-note">
            <MarkedText>{say(note)}</MarkedText>
          </p>
        ))}
        {lines.length > 0 && (
          <ul>
            {lines.slice(0, 4).map((line, i) => (
              <li key={i}>
                <CountedLineText line={line} first={i === 0} />
              </li>
            ))}
            {lines.length > 4 && (
              <li className="grey small">
                {say(`and ${lines.length - 4} more`, `另有${lines.length - 4}项`)}
              </li>
            )}
          </ul>
        )}
      </div>
      {receipt.takeBack && (
        <button type="button" className="button" disabled={busy} onClick={takeBack}>
          {say('Take back', '撤回')}
        </button>
      )}
      <button type="button" className="bar-icon" onClick={hide} aria-label={say('Close', '关闭')}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** "Counted: disputes settled +1 → Zhenluo, November: 41", the last number a door to where it stands now. */
export function CountedLineText({ line, first = false }: { line: CountedLine; first?: boolean }) {
  const { say, language } = useLanguage();
  const from = line.from ?? firstOfMonth(line.day);
  const to = line.to ?? lastOfMonth(line.day);
  const figure = useQuery({
    queryKey: ['figure', line.indicator, { unit: line.unit_id, from, to }],
    queryFn: () =>
      api.get<FigureDetail>(`/api/figures/${line.indicator}`, { unit: line.unit_id, from, to }),
    enabled: line.indicator !== null,
    retry: false,
  });
  const change = printSigned(line.amount, { money: line.money });
  return (
    <span className="digits">
      {first && <b style={{ fontWeight: 600 }}>{say('Counted: ', '已记账：')}</b>}
      {say(line.label)} {change} → {say(line.unit)}
      {say(', ', ' ')}
      {printMonthName(line.day, language)}
      {line.indicator && figure.data && (
        <>
          {say(': ', '：')}
          <Figure
            indicator={line.indicator}
            unit={line.unit_id}
            from={from}
            to={to}
            value={figure.data.value}
            money={figure.data.money}
            kind={figure.data.kind}
            counter={line.counter}
            label={figure.data.label}
          />
        </>
      )}
    </span>
  );
}
