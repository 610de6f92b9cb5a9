import type { ComponentProps, ReactNode } from 'react';
import { useSay } from '../shell/language.tsx';

type Props = Omit<ComponentProps<'input'>, 'value' | 'onChange' | 'className' | 'width'> & {
  readonly label: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly hint?: ReactNode;
  /** It says so beside the name. */
  readonly optional?: boolean;
  /** As wide as what is written in it; without it, as wide as there is room. */
  readonly width?: 'middle' | 'name';
  /** What is wrong with it. */
  readonly children?: ReactNode;
};

/** One line to write in, its name above it and what is to be known of it below. */
export function LineField({ label, change, hint, optional, width, children, ...rest }: Props) {
  const say = useSay();
  return (
    <label className="field">
      <span className="field-label">
        {label}
        {optional && <span className="optional">{say('may stay empty', '选填')}</span>}
      </span>
      <input
        {...rest}
        className={width ? `input width-${width}` : 'input'}
        onChange={(event) => change(event.target.value)}
      />
      {hint !== undefined && <span className="field-hint">{hint}</span>}
      {children}
    </label>
  );
}
