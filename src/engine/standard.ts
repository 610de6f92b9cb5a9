/**
 * A standard is a tree of items with points, kept as data and version by version. Only leaves are scored: by a
 * register where one can answer (a question), by whoever looks where none can. Everything here is pure, so that a
 * draft can be tried on all bodies before it is adopted.
 */
import type { CodeList } from './field.ts';
import type { Day } from './day.ts';
import type { Count } from './indicator.ts';
import type { AnyRecord } from './record.ts';
import type { Text } from './text.ts';

export type StandardItem = {
  readonly code: string | null;
  readonly parent_code: string | null;
  readonly item: string | null;
  readonly item_en?: string | null;
  readonly points: number | null;
  /** Zero here fails the whole. */
  readonly must: boolean | null;
  /** The question whose answer is its score. */
  readonly question: string | null;
};

type Leafy = { readonly code: string | null; readonly parent_code: string | null };

/** Only leaves are scored; the items above them are headings whose points are the sum. */
export function leavesOf<I extends Leafy>(items: readonly I[]): I[] {
  return items.filter((item) => !items.some((other) => other.parent_code === item.code));
}

/** Something that a register knows about a body: yes or no, or how large a share, in whole per cent. */
export type Question = {
  readonly code: string;
  readonly label: Text;
} & (
  | { readonly own: (body: AnyRecord, today: Day) => boolean | null }
  /**
   * Out of the ledger, over the last months: what was counted at the unit where the body sits, by the measures of the
   * figures themselves. `of` makes it a share of a whole; without a whole there is no answer, and nobody is blamed for
   * what never fell due.
   */
  | {
      readonly counted: Count;
      readonly of?: Count;
      /** So many, or with `of` so many per cent. */
      readonly at_least: number;
      readonly months: number;
    }
);

/** What is judged by which standard, and where the result stands. A line lists its own. */
export type Standard = {
  readonly criteria: string;
  readonly assessment: string;
  readonly body: string;
  /** The field of the assessment that names the body, and the one that names the standard. */
  readonly link: string;
  readonly questions: readonly Question[];
  /** What it judges stands by terms of its own (an honour), so a draft of it is not tried on all bodies. */
  readonly untried?: boolean;
};

export function questionCodes(name: string, questions: readonly Question[]): CodeList {
  return {
    name,
    label: { en: 'Answered by the register', zh: '由台账自动评分' },
    codes: questions.map(({ code, label }) => ({ code, label })),
  };
}

/** What the sums out of the ledger say to a question; null where nothing fell due. */
export function answerOf(
  question: Extract<Question, { counted: Count }>,
  part: number,
  whole: number,
): boolean | null {
  if (!question.of) return part >= question.at_least;
  return whole === 0 ? null : (100 * part) / whole >= question.at_least;
}

/** Where a score comes from, in the order in which it is believed. */
export type ScoreSource = 'register' | 'inspection' | 'self' | 'unknown';

export type TriedItem = {
  readonly code: string;
  readonly item: Text;
  readonly points: number;
  /** Null where nobody knows yet. */
  readonly score: number | null;
  readonly source: ScoreSource;
};

export type Verdict = 'stays' | 'open' | 'falls';

export type Tried = {
  /** What it has for certain, and what it could have at best. */
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  readonly items: readonly TriedItem[];
  /** Why it would fall, or what would have to be looked at: items without points, worst first. */
  readonly lacking: readonly TriedItem[];
};

/**
 * What is known of a body: answers by question, and points of its last assessment by item (with what
 * they were out of).
 */
export type Known = {
  readonly answers: Readonly<Record<string, boolean | null>>;
  readonly scores: Readonly<
    Record<
      string,
      { readonly self: number | null; readonly inspector: number | null; readonly out_of: number }
    >
  >;
};

/**
 * A standard tried on one body. What no register answers keeps the share of the points that the inspection gave;
 * where there was no such item, it is open: the body falls only if it would fail with all open points, and stays
 * only if it passes with none of them.
 */
export function tryStandard(
  items: readonly StandardItem[],
  pass_mark: number,
  known: Known,
): Tried {
  const leaves = leavesOf(items);
  const tried = leaves.map((leaf) => tryItem(leaf, known));
  const low = tried.reduce((sum, one) => sum + (one.score ?? 0), 0);
  const high = tried.reduce((sum, one) => sum + (one.score ?? one.points), 0);
  const musts = tried.filter((_, i) => leaves[i]!.must === true);
  const vetoed = musts.some((one) => one.score === 0);
  const unsure = musts.some((one) => one.score === null);
  const verdict =
    vetoed || high < pass_mark ? 'falls' : low >= pass_mark && !unsure ? 'stays' : 'open';
  const lacking = tried
    .filter((one) => one.score === null || one.score < one.points)
    .toSorted((a, b) => lostBy(b) - lostBy(a));
  return { low, high, verdict, items: tried, lacking };
}

function lostBy(one: TriedItem): number {
  return one.points - (one.score ?? one.points / 2);
}

function tryItem(leaf: StandardItem, { answers, scores }: Known): TriedItem {
  const points = leaf.points ?? 0;
  const zh = leaf.item ?? '';
  const what = { code: leaf.code ?? '', item: { en: leaf.item_en ?? zh, zh }, points };
  const answer = leaf.question ? (answers[leaf.question] ?? null) : null;
  if (answer !== null) return { ...what, score: answer ? points : 0, source: 'register' };
  const before = scores[what.code];
  if (!before || before.out_of === 0) return { ...what, score: null, source: 'unknown' };
  const given = before.inspector ?? before.self;
  if (given === null) return { ...what, score: null, source: 'unknown' };
  const score = Math.round((points * given) / before.out_of);
  return { ...what, score, source: before.inspector === null ? 'self' : 'inspection' };
}
