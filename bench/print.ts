/** Measurements as tables for a terminal. */
import type { Timing } from './measure.ts';

type Say = (line: string) => void;

/** Questions down, roles across. */
export function printQuestions(
  say: Say,
  title: string,
  measured: Readonly<Record<string, Readonly<Record<string, Timing>>>>,
): void {
  const roles = Object.keys(Object.values(measured)[0] ?? {});
  say('');
  say(`${title.padEnd(26)}`);
  say(`${''.padEnd(28)}${roles.map((role) => role.padStart(16)).join('')}`);
  for (const [name, timings] of Object.entries(measured)) {
    const cells = roles.map((role) => pair(timings[role]!).padStart(16));
    // A Chinese character is as wide as two letters.
    const wide = [...name].filter((letter) => letter > '\u2e80').length;
    say(`${name.padEnd(28 - wide)}${cells.join('')}`);
  }
}

/** One value a line, however deep it lies. */
export function printValues(say: Say, title: string, values: object): void {
  say('');
  say(title);
  for (const [name, value] of Object.entries(values)) {
    if (isTiming(value)) say(`  ${name.padEnd(26)}${pair(value).padStart(16)} ms`);
    else if (typeof value === 'object' && value !== null)
      say(
        `  ${name.padEnd(26)}${Object.entries(value)
          .map(([key, inner]) => `${key} ${isTiming(inner) ? `${pair(inner)} ms` : String(inner)}`)
          .join(', ')}`,
      );
    else say(`  ${name.padEnd(26)}${String(value).padStart(16)}`);
  }
}

function pair({ p50_ms, p95_ms }: Timing): string {
  return `${p50_ms} / ${p95_ms}`;
}

function isTiming(value: unknown): value is Timing {
  return typeof value === 'object' && value !== null && 'p50_ms' in value;
}
