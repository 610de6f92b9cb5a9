/**
 * Chance that always falls the same way: a small generator seeded by a text, so that each
 * committee, day or person has a stream of its own and a change in one place moves nothing
 * elsewhere.
 */

export class Chance {
  #a: number;

  constructor(seed: string) {
    this.#a = hash(seed);
  }

  /** From 0 up to 1, 1 not included (mulberry32). */
  next(): number {
    this.#a = (this.#a + 0x6d2b79f5) | 0;
    let t = Math.imul(this.#a ^ (this.#a >>> 15), 1 | this.#a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** A whole number; both ends belong to it. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  /** True this often. */
  in(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.next() * from.length)]!;
  }

  /** One of them, the heavier the more often. */
  weighted<T>(from: readonly (readonly [T, number])[]): T {
    let left = this.next() * from.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [one, weight] of from) {
      left -= weight;
      if (left < 0) return one;
    }
    return from.at(-1)![0];
  }

  shuffled<T>(list: readonly T[]): T[] {
    const left = [...list];
    return list.map(() => left.splice(Math.floor(this.next() * left.length), 1)[0]!);
  }
}

function hash(text: string): number {
  let h = 2_166_136_261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16_777_619);
  h = Math.imul(h ^ (h >>> 16), 2_246_822_507);
  return (h ^ (h >>> 13)) | 0;
}

/**
 * An id that follows from a text: the same record gets the same id on every machine. Shaped as a
 * UUID of version 8.
 */
export function idOf(text: string): string {
  const parts = [0, 1, 2, 3].map((n) => (hash(`${n}/${text}`) >>> 0).toString(16).padStart(8, '0'));
  const hex = parts.join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Shares a whole number out by weights so that the parts make exactly the whole (largest
 * remainders).
 */
export function shareOut(whole: number, weights: readonly number[]): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const exact = weights.map((weight) => (whole * weight) / total);
  const parts = exact.map(Math.floor);
  let left = whole - parts.reduce((sum, part) => sum + part, 0);
  const byRemainder = exact.map((value, i) => [value - parts[i]!, i] as const);
  for (const [, i] of byRemainder.toSorted((a, b) => b[0] - a[0] || a[1] - b[1])) {
    if (left-- <= 0) break;
    parts[i]!++;
  }
  return parts;
}
