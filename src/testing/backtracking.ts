/**
 * Can a regular expression be made to backtrack? Read as a graph of the places in it that take a character, it can
 * where one text may go two ways round a loop (exponential), or may pass from one loop to a later one at more than one
 * of its characters (a power of the length). What is found here is too much rather than too little: whether the text
 * that is left can fail is not asked, except where everything after a loop is a match already.
 */

export type Backtracking = 'none' | 'polynomial' | 'exponential';

type Place = { readonly takes: readonly boolean[] };
type Part =
  | { kind: 'char'; text: string }
  | { kind: 'any' }
  | { kind: 'assert'; begin: boolean }
  | { kind: 'sequence'; parts: Part[] }
  | { kind: 'choice'; parts: Part[] }
  | { kind: 'repeat'; part: Part; min: number; max: number };

/** A repetition with a bound from here on counts as one without: a hundred times is long enough. */
const boundless = 8;

/** Reads the structure alone; what a single place takes is asked of the engine itself. */
const escapes =
  /^\\(?:[bB]|k<\w+>|[1-9]\d*|u\{[0-9a-f]+\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[pP]\{[^}]+\}|c[a-z]|[^])/i;

class Reader {
  at = 0;
  /** What stands in a look ahead or behind: an expression of its own, asked at every character of a loop around it. */
  readonly looks: Part[] = [];
  readonly source: string;
  readonly nested: boolean;

  constructor({ source, flags }: Pick<RegExp, 'source' | 'flags'>) {
    this.source = source;
    this.nested = flags.includes('v');
  }

  choice(): Part {
    const parts = [this.sequence()];
    while (this.source[this.at] === '|') {
      this.at += 1;
      parts.push(this.sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  sequence(): Part {
    const parts: Part[] = [];
    while (this.at < this.source.length && !'|)'.includes(this.source[this.at]!))
      parts.push(this.repeated(this.atom()));
    return { kind: 'sequence', parts };
  }

  repeated(part: Part): Part {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at));
    if (!found) return part;
    this.at += found[0].length;
    const [sign, min, comma, max] = found;
    if (min === undefined)
      return {
        kind: 'repeat',
        part,
        min: sign.startsWith('+') ? 1 : 0,
        max: sign.startsWith('?') ? 1 : Infinity,
      };
    const most = comma ? (max ? Number(max) : Infinity) : Number(min);
    return { kind: 'repeat', part, min: Number(min), max: most };
  }

  atom(): Part {
    const { source } = this;
    const sign = source[this.at]!;
    if (sign === '(') return this.group();
    if (sign === '^' || sign === '$') {
      this.at += 1;
      return { kind: 'assert', begin: sign === '^' };
    }
    if (sign === '[') {
      const begin = this.at;
      // With the flag v a class may hold others.
      for (let deep = 0; deep > 0 || this.at === begin; this.at += source[this.at] === '\\' ? 2 : 1)
        deep +=
          source[this.at] === '[' && (deep === 0 || this.nested)
            ? 1
            : source[this.at] === ']'
              ? -1
              : 0;
      return { kind: 'char', text: source.slice(begin, this.at) };
    }
    const escape = escapes.exec(source.slice(this.at));
    const text = escape?.[0] ?? String.fromCodePoint(source.codePointAt(this.at)!);
    this.at += text.length;
    if (text === '\\b' || text === '\\B') return { kind: 'assert', begin: false };
    // What stood before may be as long as it likes.
    if (/^\\(?:k<|[1-9])/.test(text))
      return { kind: 'repeat', part: { kind: 'any' }, min: 0, max: Infinity };
    return { kind: 'char', text };
  }

  group(): Part {
    const head = /^\((?:\?(?:<?[=!]|:|<\w+>))?/.exec(this.source.slice(this.at))![0];
    this.at += head.length;
    const inside = this.choice();
    this.at += 1;
    if (!/^\(\?<?[=!]/.test(head)) return inside;
    this.looks.push(inside);
    return { kind: 'assert', begin: false };
  }
}

/** One of each kind that an expression of ours tells apart, and what the expression itself names. */
function alphabetFor(source: string): string[] {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
  return [...new Set([...ascii, ...'张二余％％１Ａ。（：；　éΩ\u202a\u0600😀', ...source])];
}

const isLoop = (part: Part): boolean =>
  part.kind === 'repeat' && part.max >= boundless && (part.max > part.min || part.max > 64);
const holdsLoop = (part: Part): boolean =>
  isLoop(part) ||
  (part.kind === 'repeat' && holdsLoop(part.part)) ||
  ('parts' in part && part.parts.some(holdsLoop));

type Graph = {
  readonly places: Place[];
  /** How many ways lead from one place to the next, two standing for more. */
  readonly next: Map<number, number>[];
  /** Places after which everything matches. */
  readonly done: Set<number>;
};

type Ends = {
  readonly first: Map<number, number>;
  readonly last: Map<number, number>;
  /** How many ways lead through without taking anything. */
  readonly empty: number;
  /** Of the last places those behind which nothing is asked; and whether nothing is asked where nothing is taken. */
  readonly open: ReadonlySet<number>;
  readonly free: boolean;
};
const more = (into: Map<number, number>, from: Iterable<[number, number]>, by = 1) => {
  for (const [place, ways] of from)
    into.set(place, Math.min(2, (into.get(place) ?? 0) + ways * by));
};

const optional = (one: Ends): Ends => ({ ...one, empty: Math.max(1, one.empty), free: true });

class Builder {
  readonly graph: Graph = { places: [], next: [], done: new Set() };
  readonly #flags: string;
  readonly #alphabet: readonly string[];
  readonly #known = new Map<string, Place>();

  constructor(flags: string, alphabet: readonly string[]) {
    this.#flags = flags.replaceAll(/[gdy]/g, '');
    this.#alphabet = alphabet;
  }

  place(text: string | null): number {
    const known = this.#known.get(text ?? '') ?? { takes: this.#taken(text) };
    this.#known.set(text ?? '', known);
    this.graph.places.push(known);
    this.graph.next.push(new Map());
    return this.graph.places.length - 1;
  }

  #taken(text: string | null): boolean[] {
    if (text === null) return this.#alphabet.map(() => true);
    const one = new RegExp(`^(?:${text})$`, this.#flags);
    return this.#alphabet.map((char) => one.test(char));
  }

  ends(part: Part): Ends {
    switch (part.kind) {
      case 'char':
      case 'any': {
        const place = this.place(part.kind === 'any' ? null : part.text);
        const one = new Map([[place, 1]]);
        return { first: one, last: new Map(one), empty: 0, open: new Set([place]), free: false };
      }
      case 'assert':
        return { first: new Map(), last: new Map(), empty: 1, open: new Set(), free: false };
      case 'choice': {
        const all = part.parts.map((one) => this.ends(one));
        const [first, last] = [new Map<number, number>(), new Map<number, number>()];
        for (const one of all) {
          more(first, one.first);
          more(last, one.last);
        }
        const empty = Math.min(
          2,
          all.reduce((sum, one) => sum + one.empty, 0),
        );
        const open = new Set(all.flatMap((one) => [...one.open]));
        return { first, last, empty, open, free: all.some((one) => one.free) };
      }
      case 'sequence':
        return this.#inOrder(part.parts.map((one) => () => this.ends(one)));
      case 'repeat': {
        const copies = isLoop(part) ? Math.min(part.min, 2) : part.max;
        const steps = Array.from({ length: copies }, (_, i) => () => {
          const one = this.ends(part.part);
          return i < part.min ? one : optional(one);
        });
        return this.#inOrder(
          isLoop(part) ? [...steps.slice(0, -1), () => this.#loop(part.part, part.min)] : steps,
        );
      }
    }
  }

  #loop(part: Part, min: number): Ends {
    const one = this.ends(part);
    for (const [place, ways] of one.last) more(this.graph.next[place]!, one.first, ways);
    return min > 0 ? one : optional(one);
  }

  #inOrder(steps: readonly (() => Ends)[]): Ends {
    let whole: Ends = { first: new Map(), last: new Map(), empty: 1, open: new Set(), free: true };
    for (const step of steps) {
      const one = step();
      for (const [place, ways] of whole.last) more(this.graph.next[place]!, one.first, ways);
      const first = new Map(whole.first);
      if (whole.empty) more(first, one.first, whole.empty);
      const last = new Map(one.last);
      if (one.empty) more(last, whole.last, one.empty);
      const open = new Set([...one.open, ...(one.free ? whole.open : [])]);
      const empty = Math.min(2, whole.empty * one.empty);
      whole = { first, last, empty, open, free: whole.free && one.free };
    }
    return whole;
  }
}

/** Strongly connected parts of a graph, by Tarjan, without recursion. */
function circlesOf<T>(nodes: Iterable<T>, next: (node: T) => Iterable<T>): T[][] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const found: T[][] = [];
  for (const root of nodes) {
    if (index.has(root)) continue;
    const work: { node: T; rest: Iterator<T> }[] = [];
    const enter = (node: T) => {
      index.set(node, index.size);
      low.set(node, index.get(node)!);
      open.push(node);
      isOpen.add(node);
      work.push({ node, rest: next(node)[Symbol.iterator]() });
    };
    enter(root);
    while (work.length > 0) {
      const { node, rest } = work.at(-1)!;
      const { value, done } = rest.next();
      if (!done) {
        if (!index.has(value)) enter(value);
        else if (isOpen.has(value)) low.set(node, Math.min(low.get(node)!, index.get(value)!));
        continue;
      }
      work.pop();
      const above = work.at(-1);
      if (above) low.set(above.node, Math.min(low.get(above.node)!, low.get(node)!));
      if (low.get(node) !== index.get(node)) continue;
      const circle: T[] = [];
      for (let one: T | undefined; one !== node;) {
        one = open.pop()!;
        isOpen.delete(one);
        circle.push(one);
      }
      found.push(circle);
    }
  }
  return found;
}

export function backtracking({ source, flags }: Pick<RegExp, 'source' | 'flags'>): Backtracking {
  const reader = new Reader({ source, flags });
  const whole = reader.choice();
  const alphabet = alphabetFor(source);
  const kinds = [
    judge(whole, flags, alphabet, false),
    ...reader.looks.map((look) => judge(look, flags, alphabet, true)),
  ];
  if (kinds.includes('exponential')) return 'exponential';
  // Asked again and again along a loop, and running on itself: once for each place is a square.
  if (reader.looks.some(holdsLoop) && holdsLoop(whole)) return 'polynomial';
  return kinds.includes('polynomial') ? 'polynomial' : 'none';
}

function judge(
  part: Part,
  flags: string,
  alphabet: readonly string[],
  anchored: boolean,
): Backtracking {
  const builder = new Builder(flags, alphabet);
  const whole = builder.ends(part);
  const { places, next, done } = builder.graph;
  for (const place of whole.open) done.add(place);
  // Where it may begin anywhere, the text in front is a loop of its own.
  if (!anchored && !beginsAsked(part, flags) && !flags.includes('y')) {
    const anywhere = builder.place(null);
    more(next[anywhere]!, [[anywhere, 1], ...whole.first]);
  }
  const both = new Map<Place, Map<Place, boolean>>();
  const overlap = (a: number, b: number): boolean => {
    const [one, two] = [places[a]!, places[b]!];
    const known = both.get(one)?.get(two);
    if (known !== undefined) return known;
    const answer = one.takes.some((takes, i) => takes && two.takes[i]!);
    if (!both.has(one)) both.set(one, new Map());
    both.get(one)!.set(two, answer);
    return answer;
  };
  const loops = circlesOf(next.keys(), (place) => next[place]!.keys()).filter(
    (circle) => circle.length > 1 || next[circle[0]!]!.has(circle[0]!),
  );
  if (loops.some((loop) => goesTwoWays(loop, next, overlap))) return 'exponential';
  for (const one of loops)
    for (const other of loops)
      if (one !== other && passesTwice(one, other, { places, next, done }, overlap))
        return 'polynomial';
  return 'none';
}

type Overlap = (a: number, b: number) => boolean;

/** One text from a place back to it, along two ways. */
function goesTwoWays(loop: readonly number[], next: Graph['next'], overlap: Overlap): boolean {
  const inside = new Set(loop);
  if (loop.some((place) => [...next[place]!].some(([to, ways]) => inside.has(to) && ways > 1)))
    return true;
  const size = next.length;
  const step = function* (pair: number): Generator<number> {
    for (const a of next[Math.floor(pair / size)]!.keys())
      for (const b of next[pair % size]!.keys())
        if (inside.has(a) && inside.has(b) && overlap(a, b)) yield a * size + b;
  };
  const same = loop.map((place) => place * size + place);
  return circlesOf(same, step).some(
    (circle) =>
      circle.some((pair) => Math.floor(pair / size) === pair % size) &&
      circle.some((pair) => Math.floor(pair / size) !== pair % size),
  );
}

/** One text that stays in a loop, passes from it to a later one, and stays in that one. */
function passesTwice(
  one: readonly number[],
  other: readonly number[],
  { next, done }: Graph,
  overlap: Overlap,
): boolean {
  const [first, second] = [new Set(one), new Set(other)];
  // Whoever is in a loop after which everything matches never has to come back.
  const left = other.filter((place) => !done.has(place));
  const size = next.length;
  for (const p of one)
    for (const q of left) {
      const wanted = (p * size + q) * size + q;
      const seen = new Set<number>();
      const open = [(p * size + p) * size + q];
      while (open.length > 0) {
        const at = open.pop()!;
        const [a, b, c] = [Math.floor(at / size / size), Math.floor(at / size) % size, at % size];
        for (const x of next[a]!.keys()) {
          if (!first.has(x)) continue;
          for (const z of next[c]!.keys()) {
            if (!second.has(z) || !overlap(x, z)) continue;
            for (const y of next[b]!.keys()) {
              if (!overlap(x, y) || !overlap(y, z)) continue;
              const to = (x * size + y) * size + z;
              if (to === wanted) return true;
              if (!seen.has(to)) open.push(to);
              seen.add(to);
            }
          }
        }
      }
    }
  return false;
}

/** Every way in begins at the beginning of the text. */
function beginsAsked(part: Part, flags: string): boolean {
  if (flags.includes('m')) return false;
  if (part.kind === 'assert') return part.begin;
  if (part.kind === 'choice') return part.parts.every((one) => beginsAsked(one, flags));
  return part.kind === 'sequence' && part.parts.length > 0 && beginsAsked(part.parts[0]!, flags);
}
