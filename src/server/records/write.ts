/**
 * The only way that records change, one or several in one transaction: load and lock, may they, is
 * the action allowed from this state, check, derive, save, append the version, post the difference,
 * commit. The answer carries the lines that the write posted: the receipt.
 */
import type { Pool } from 'pg';
import type { Deed } from '#engine/apply.ts';
import type { Calendar } from '#engine/calendar.ts';
import type { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { isPassing, problemOfDatabase } from '../database/database-problem.ts';
import { withClient } from '../database/transaction.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { findReplay, isTaken } from './writing/replay.ts';
import { Work } from './writing/work.ts';

export type Write = {
  /** Made by the client: the same write again is stored once and gets the same answer. */
  readonly write_id: string;
  readonly type: string;
  readonly id: string;
  /** The keeping unit, for the action that makes the record. Without it: the actor's own unit. */
  readonly unit_id?: number | undefined;
  /**
   * The version that the client saw. Without it a newer version is written over: only the loader
   * does that.
   */
  readonly expected_version?: number | undefined;
  /** Written down by one person for another (代录). */
  readonly on_behalf_of?: string | undefined;
  readonly deeds: readonly Deed[];
  /** Only the loader knows of another time than now. */
  readonly recorded_at?: string | undefined;
  /** The number that a paper book gave it, for what is brought in. Otherwise the number book gives the next one. */
  readonly number?: string | undefined;
};

export type PostedLine = {
  readonly measure: string;
  readonly day: string;
  readonly unit_id: number;
  readonly amount: number;
  readonly facets: Readonly<Record<string, string>>;
};

export type WriteAnswer = {
  readonly write_id: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  readonly state: string;
  /** May the writer open it now? Sealed by this very write, it may be out of their sight. */
  readonly seen: boolean;
  readonly number: string | null;
  readonly lines: readonly PostedLine[];
  readonly warnings: readonly Issue[];
  /** Other records that this write changed as a consequence. */
  readonly also: readonly {
    readonly type: string;
    readonly id: string;
    readonly version: number;
  }[];
};

export type WriteContext = {
  /** Connects as taizhang_writer, or as taizhang_loader when it sets times. */
  readonly pool: Pool;
  readonly book: Book;
  readonly names: LedgerNames;
  readonly calendar: Calendar;
  readonly actor: Actor;
  readonly now: string;
  readonly loader?: boolean;
};

export const writesMax = 1000;

/**
 * Throws a Problem and stores nothing unless every write succeeds. Answers in the order of the
 * writes.
 */
export async function writeRecords(
  context: WriteContext,
  writes: readonly Write[],
): Promise<WriteAnswer[]> {
  if (writes.length === 0) return [];
  if (writes.length > writesMax) {
    throw new Problem('too-large', {
      en: `At most ${writesMax} records at once.`,
      zh: `一次最多${writesMax}条。`,
    });
  }
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptWrites(context, writes);
    } catch (error) {
      if (isPassing(error) && attempt < 5) continue;
      // What is refused now may have been stored by the first sending of the same write: that one's answer counts.
      if (isTaken(error) || error instanceof Problem) {
        const replay = await findReplay(context.pool, context, writes);
        if (replay) return replay;
      }
      throw problemOfDatabase(error);
    }
  }
}

/** What became of one write among many: stored, fit to be stored, or refused. */
export type Outcome =
  | { readonly answer: WriteAnswer }
  | { readonly warnings: readonly Issue[] }
  | { readonly problem: Problem };

/**
 * Writes that make records, each by itself: a bad one is answered with its Problem and leaves the others alone. `dry`
 * looks at all of them as if they were written, and stores nothing.
 */
export async function writeEach(
  context: WriteContext,
  writes: readonly Write[],
  { dry = false }: { dry?: boolean } = {},
): Promise<Outcome[]> {
  if (writes.length === 0) return [];
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptEach(context, writes, dry);
    } catch (error) {
      if (isPassing(error) && attempt < 5) continue;
      const known = problemOfDatabase(error);
      if (writes.length === 1 && known instanceof Problem) return [{ problem: known }];
      if (writes.length === 1) throw known;
      // Only together they fail: the database refuses one of them, and halving finds it.
      const half = Math.ceil(writes.length / 2);
      return [
        ...(await writeEach(context, writes.slice(0, half), { dry })),
        ...(await writeEach(context, writes.slice(half), { dry })),
      ];
    }
  }
}

async function attemptEach(
  context: WriteContext,
  writes: readonly Write[],
  dry: boolean,
): Promise<Outcome[]> {
  return withClient(context.pool, async (client) => {
    const work = new Work(context, client);
    const replay = await work.begin(writes);
    if (replay) {
      await client.query('rollback');
      return replay.map((answer) => ({ answer }));
    }
    const looked = writes.map((write): Outcome => work.attempt(write));
    const kept = writes.filter((_, i) => !('problem' in looked[i]!));
    if (kept.length > 0) await work.followThrough();
    if (dry || kept.length === 0) {
      await work.numbers.refuseTaken();
      await client.query('rollback');
      return looked;
    }
    await work.numbers.takeAll();
    const answers = await work.save(kept);
    return looked.map((one) => ('problem' in one ? one : { answer: answers.shift()! }));
  });
}

async function attemptWrites(
  context: WriteContext,
  writes: readonly Write[],
): Promise<WriteAnswer[]> {
  return withClient(context.pool, async (client) => {
    const work = new Work(context, client);
    const replay = await work.begin(writes);
    if (replay) {
      await client.query('rollback');
      return replay;
    }
    for (const write of writes) work.apply(write);
    await work.followThrough();
    await work.numbers.takeAll();
    return work.save(writes);
  });
}
