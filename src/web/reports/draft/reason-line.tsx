/** One line of reason with its button: what is to be changed, what is missing, what should be looked at. */
import { useEffect, useRef, useState } from 'react';
import { useLanguage } from '../../shell/language.tsx';

type Props = {
  readonly label: string;
  readonly button: string;
  readonly send: (reason: string) => void;
  readonly leave: () => void;
};

export function ReasonLine({ label, button, send, leave }: Props) {
  const { say } = useLanguage();
  const [reason, setReason] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // It opened because somebody pressed for it: they go on typing.
  useEffect(() => input.current?.focus(), []);
  return (
    <form
      className="reason-line"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() !== '') send(reason.trim());
      }}
    >
      <input
        ref={input}
        className="input"
        maxLength={500}
        aria-label={label}
        placeholder={label}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="button primary" disabled={reason.trim() === ''}>
        {button}
      </button>
      <button type="button" className="button" onClick={leave}>
        {say('Leave it', '不写了')}
      </button>
    </form>
  );
}
