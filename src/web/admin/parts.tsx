/** Small parts that the pages of administration share. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Text } from '#engine/text.ts';
import { LineField } from '../fields/line-field.tsx';
import { ApiProblem, textOfError } from '../shell/api.ts';
import type { ListedUnit, Unit } from '../shell/api-types.ts';
import { useSay } from '../shell/language.tsx';
import { useReceipts } from '../shell/receipts.tsx';

/** What the server said about one field, or, without a field, about the whole form. */
export function FieldError({ error, field }: { error: unknown; field?: string }) {
  const say = useSay();
  if (error === null || error === undefined) return null;
  const issues = error instanceof ApiProblem ? error.issues : [];
  const mine = field ? issues.filter((issue) => issue.field === field) : [];
  const rest = field || issues.some((issue) => issue.field) ? [] : [textOfError(error)];
  return [...mine.map((issue) => issue.message), ...rest].map((message) => (
    <span key={message.en} className="field-error" role="alert">
      {say(message)}
    </span>
  ));
}

/** Everything that the server said, for a form whose fields do not show it themselves. */
export function FormError({ error }: { error: unknown }) {
  const say = useSay();
  if (error === null || error === undefined) return null;
  const issues = error instanceof ApiProblem ? error.issues : [];
  const said = issues.length > 0 ? issues.map((issue) => issue.message) : [textOfError(error)];
  return (
    <div role="alert" style={{ marginBottom: 12 }}>
      {said.map((message) => (
        <p key={message.en} className="field-error">
          {say(message)}
        </p>
      ))}
    </div>
  );
}

/**
 * Does a deed, says that it is done, and has the lists read again. Answers the error, or null when
 * it was done, so that a form stays open with what was typed in it.
 */
export function useDeed(...keys: readonly string[]) {
  const queries = useQueryClient();
  const show = useReceipts();
  return async <T,>(
    work: Promise<T>,
    said: Text | ((answer: T) => Text),
    then?: (answer: T) => void,
    takeBack?: () => Promise<void>,
  ): Promise<unknown> => {
    try {
      const answer = await work;
      const words = typeof said === 'function' ? said(answer) : said;
      show({ said: words, ...(takeBack ? { takeBack } : {}) });
      then?.(answer);
      await Promise.all(
        keys.length === 0
          ? [queries.invalidateQueries()]
          : keys.map((key) => queries.invalidateQueries({ queryKey: [key] })),
      );
      return null;
    } catch (error) {
      show({ said: textOfError(error), bad: true });
      return error;
    }
  };
}

/** The way from the top of one's own territory to the unit shown. */
export function UnitPath({
  above,
  unit,
  go,
}: {
  readonly above: readonly Unit[];
  readonly unit: ListedUnit;
  readonly go: (id: number) => void;
}) {
  const say = useSay();
  return (
    <nav className="admin-path" aria-label={say('Where it stands', '所在位置')}>
      {above.map((one) => (
        <span key={one.id}>
          <button type="button" className="link-button" onClick={() => go(one.id)}>
            {say(one.name)}
          </button>{' '}
          <span aria-hidden="true">/</span>
        </span>
      ))}
      <span aria-current="true">{say(unit.name)}</span>
    </nav>
  );
}

/** A one-line question with its button, for what needs a word of reason and nothing else. */
export function ReasonForm({
  label,
  button,
  act,
}: {
  readonly label: string;
  readonly button: string;
  readonly act: (reason: string) => Promise<unknown>;
}) {
  const [reason, setReason] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void act(reason);
      }}
    >
      <LineField
        label={label}
        value={reason}
        change={setReason}
        required
        minLength={2}
        width="middle"
      />
      <button type="submit" className="button primary">
        {button}
      </button>
    </form>
  );
}
