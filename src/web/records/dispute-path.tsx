/** Four words that people know: accepted, in mediation, agreed, closed. A failing end stands where it broke off. */
import { useSay } from '../shell/language.tsx';

const words: readonly (readonly [string, string])[] = [
  ['Accepted', '受理'],
  ['In mediation', '调解中'],
  ['Agreed', '达成协议'],
  ['Closed', '结案'],
];
const reached: Readonly<Record<string, number>> = {
  found: 0,
  declined: 0,
  accepted: 1,
  in_mediation: 2,
  agreed: 3,
  performed: 3,
  closed: 4,
  filed: 4,
};
const failing: ReadonlySet<string> = new Set([
  'failed',
  'refused',
  'withdrawn',
  'transferred',
  'terminated',
]);

export function DisputePath({ state }: { state: string }) {
  const say = useSay();
  const at = failing.has(state) ? 2 : (reached[state] ?? 0);
  return (
    <ol className="dispute-path" aria-label={say('How far it is', '办理进度')}>
      {words.map(([en, zh], i) => (
        <li
          key={en}
          className={i < at ? 'reached' : ''}
          aria-current={i === at - 1 ? 'step' : undefined}
        >
          {say(en, zh)}
        </li>
      ))}
      {failing.has(state) && (
        <li className="broken">{say('ended without agreement', '未达成协议')}</li>
      )}
    </ol>
  );
}
