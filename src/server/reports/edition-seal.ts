/**
 * The seal of an edition: SHA-256 over everything it says, in one fixed spelling, together with the hash of its page.
 * Whoever changes a figure behind the triggers breaks it; the verification file's checker computes it without us.
 */
import { createHash } from 'node:crypto';

/** JSON with sorted keys and without spaces: the same content is the same text, whoever stored it in between. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one)}`).join(',')}}`;
}

export function sealOf(content: object): string {
  return createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex');
}
