/** Reading a command line: `--unit 640500 --json file.csv`. */
import { parseArgs } from 'node:util';
import { Problem } from '#engine/problem.ts';

export type Words = {
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  readonly rest: readonly string[];
};

/** `flags` take no value. An option that the command does not know is refused with the list of those it does. */
export function readWords(
  words: readonly string[],
  options: readonly string[],
  flags: readonly string[] = [],
): Words {
  const known = Object.fromEntries([
    ...options.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((name) => [name, { type: 'boolean' as const }]),
  ]);
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: known,
      allowPositionals: true,
    });
    return { options: values as Words['options'], rest: positionals };
  } catch (error) {
    throw wrong(
      `${(error as Error).message.split('.')[0]}. Known: ${[...options, ...flags].map((o) => `--${o}`).join(' ')}`,
    );
  }
}

export function text({ options }: Words, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function needed(words: Words, name: string): string {
  return text(words, name) ?? refuse(`--${name} is missing.`);
}

export function year(words: Words, name = 'year'): number {
  const value = Number(needed(words, name));
  return Number.isInteger(value) && value >= 1950 && value <= 2100
    ? value
    : refuse(`--${name} has to be a year, such as 2009.`);
}

function refuse(message: string): never {
  throw wrong(message);
}

export function wrong(message: string): Problem {
  return new Problem('invalid', { en: message, zh: message });
}
