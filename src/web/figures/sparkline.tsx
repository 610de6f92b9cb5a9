/**
 * Twelve months as ink bars on a zero base; the last month darker. The table of the drawer says the
 * same in numbers.
 */
import { useSay } from '../shell/language.tsx';

const width = 92;
const height = 22;

export function Sparkline({
  months,
  label,
}: {
  months: readonly (number | null)[];
  label: string;
}) {
  const say = useSay();
  const values = months.map((month) => month ?? 0);
  const most = Math.max(1e-9, ...values.map(Math.abs));
  const step = width / Math.max(1, months.length);
  const description = say(
    `${label}, 12 months, from ${values[0] ?? 0} to ${values.at(-1) ?? 0}`,
    `${label}，12个月，从${values[0] ?? 0}到${values.at(-1) ?? 0}`,
  );
  return (
    <svg
      role="img"
      aria-label={description}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      style={{ display: 'block' }}
    >
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-strong)" />
      {values.map((value, i) => {
        const tall = Math.max(value === 0 ? 0 : 1, (Math.abs(value) / most) * (height - 3));
        const last = i === values.length - 1;
        return (
          <rect
            key={i}
            x={i * step + 1}
            y={height - 1 - tall}
            width={step - 2}
            height={tall}
            fill={last ? 'var(--ink)' : '#8c9099'}
          />
        );
      })}
    </svg>
  );
}
