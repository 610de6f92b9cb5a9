/**
 * Records that several people make at the same moment, saved in one transaction: a commit, its round trips and its
 * statements cost nearly the same for ten as for one. Each is checked with its own rights and answered by itself; what
 * cannot go with the others, or is refused, goes its own way, as if it had come alone.
 */
import type { Book } from '#engine/line.ts';
import type { Action, AnyRecord } from '#engine/record.ts';
import { together } from './save.ts';
import { withClient } from '../database/transaction.ts';
import { writeRecords } from './write.ts';
import type { Write, WriteAnswer, WriteContext } from './write.ts';
import { Known } from './writing/known.ts';
import { accountsIn, isMaking } from './writing/named.ts';
import { takeNumbers } from './writing/numbering.ts';
import { saveAndCommit, Work } from './writing/work.ts';

type Waiting = {
  readonly context: WriteContext;
  readonly write: Write;
  readonly resolve: (answer: WriteAnswer) => void;
  readonly reject: (error: unknown) => void;
};

/** Two, so that one is prepared while the database works on the other. */
const transactionsMax = 2;
/** The second is worth its own round trips and commit when as many as this would share them. */
const companyMin = 5;
const writesMax = 16;
/** Whoever waits for a lock that somebody else holds waits alone. */
const begin = "begin; set local lock_timeout = '200ms'";

/**
 * Nobody waits for company that may not come: whoever comes while nothing is being saved starts at once, if need be
 * alone. Only while a transaction is under way, and so about to end, are those behind it gathered.
 */
export class WritesTogether {
  readonly #waiting: Waiting[] = [];
  #running = 0;

  /** A write for which `mayGoTogether`. Like `writeRecords` with this one write. */
  write(context: WriteContext, write: Write): Promise<WriteAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ context, write, resolve, reject });
      this.#go();
    });
  }

  #go(): void {
    while (this.#mayStart()) {
      this.#running++;
      void this.#run(this.#next()).finally(() => {
        this.#running--;
        this.#go();
      });
    }
  }

  #mayStart(): boolean {
    const wanted = this.#running === 0 ? 1 : companyMin;
    return this.#running < transactionsMax && this.#waiting.length >= wanted;
  }

  /** Of one type, so that the statement is one that the database knows; and no record twice. */
  #next(): Waiting[] {
    const { type } = this.#waiting[0]!.write;
    const ids = new Set<string>();
    const next = this.#waiting.filter(({ write }) => {
      const fits = write.type === type && ids.size < writesMax && !ids.has(write.id);
      if (fits) ids.add(write.id);
      return fits;
    });
    const taken = new Set(next);
    this.#waiting.splice(0, Infinity, ...this.#waiting.filter((one) => !taken.has(one)));
    return next;
  }

  /** Done when those that went together are; whoever goes alone is not waited for. */
  async #run(all: readonly Waiting[]): Promise<void> {
    const answers = await saveTogether(all).catch(() => new Map<Waiting, WriteAnswer>());
    for (const one of all) {
      const answer = answers.get(one);
      if (answer) one.resolve(answer);
      else
        writeRecords(one.context, [one.write]).then(([alone]) => one.resolve(alone!), one.reject);
    }
  }
}

/** Does it make a record, by checks that ask for nothing but what it links to, and lock nothing more? */
export function mayGoTogether(book: Book, write: Write): boolean {
  const type = book.findRecord(write.type);
  if (!type || !isMaking(type, write) || write.number !== undefined) return false;
  if (accountsIn(type, write).length > 0) return false;
  return write.deeds.every(({ action }) => {
    const { beside, file_of, scores } = (type.actions[action] ?? {}) as Partial<
      Action<AnyRecord, string>
    >;
    return !beside && !file_of && !scores;
  });
}

/** The answers of those that could be saved together. Throws when the database refuses any: then none is saved. */
async function saveTogether(all: readonly Waiting[]): Promise<Map<Waiting, WriteAnswer>> {
  return withClient(all[0]!.context.pool, async (client) => {
    const known = new Known(all[0]!.context, client);
    await Promise.all([client.query(begin), known.readForAll(all)]);
    const works = all.map((one) => ({ one, work: new Work(one.context, client, known) }));
    const fit = works.filter(({ one, work }) => fits(work, one.write));
    if (fit.length === 0) {
      await client.query('rollback');
      return new Map();
    }
    const next = await takeNumbers(
      client,
      fit.flatMap(({ work }) => work.numbers.booksWanted()),
    );
    for (const { work } of fit) work.numbers.give(next);
    const settled = await Promise.all(fit.map(({ one, work }) => work.settle([one.write])));
    await saveAndCommit(client, together(settled.map(({ savings }) => savings)));
    return new Map(fit.map(({ one }, i) => [one, settled[i]!.answers[0]!]));
  });
}

function fits(work: Work, write: Write): boolean {
  try {
    work.apply(write);
  } catch {
    // Asked again alone, it is refused in the words it deserves.
    return false;
  }
  return work.standsAlone;
}
