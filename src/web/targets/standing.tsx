/** How a target stands: a dot and a word, and what is left in units of work, each number a door. */
import { Figure } from '../figures/figure.tsx';
import { useSay } from '../shell/language.tsx';
import type { TargetView } from './target-types.ts';
import { gapWords, standingOf, valueWords } from './target-words.ts';

type Props = { readonly target: TargetView; readonly as_of?: string | undefined };

export function Standing({ target }: Props) {
  const say = useSay();
  const { tone, label } = standingOf(target.progress.standing);
  return <span className={`state ${tone}`}>{say(label)}</span>;
}

/** Where the figure opens: only what a line counts has records behind it. */
function addressOf({ indicator, unit, counted_from, counted_to }: TargetView, as_of?: string) {
  return indicator && counted_from <= counted_to
    ? { indicator: indicator.name, unit: unit.id, from: counted_from, to: counted_to, as_of }
    : null;
}

export function TargetValue({ target, as_of }: Props) {
  const say = useSay();
  const address = addressOf(target, as_of);
  const words = valueWords(target);
  if (!address || words === '–') return <span className="grey">{words}</span>;
  return (
    <Figure {...address} label={target.indicator?.label}>
      {words}
      <span className="visually-hidden">{` ${say(target.indicator?.label)}`}</span>
    </Figure>
  );
}

/** Of a rate, what is not in the numerator are the records to act on: so that is what it opens. */
export function TargetGap({ target, as_of, short }: Props & { readonly short?: boolean }) {
  const say = useSay();
  const words = gapWords(target, short);
  const address = addressOf(target, as_of);
  if (!words) return null;
  if (!address) return <span>{say(words)}</span>;
  const side = target.indicator?.kind === 'rate' ? ('missing' as const) : undefined;
  return (
    <Figure {...address} side={side}>
      {say(words)}
    </Figure>
  );
}
