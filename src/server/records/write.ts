/**
 * The only way that records change, one or several in one transaction: load and lock, may they, is
 * the action allowed from this state, check, derive, save, append the version, post the difference,
 * commit. The answer carries the lines that the write posted: the receipt.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { applyAction, blankRecord } from '#engine/apply.ts';
import type { Deed } from '#engine/apply.ts';
import type { Calendar } from '#engine/calendar.ts';
import { nationalCode } from '#engine/code-book.ts';
import type { LinkField } from '#engine/field.ts';
import { dayInShanghai } from '#engine/day.ts';
import type { Book } from '#engine/line.ts';
import { maskRecord } from '#engine/mask.ts';
import { difference } from '#engine/measure.ts';
import type { GuardedPosting } from '#engine/measure.ts';
import { guards, mayOpen, withinTerritory, workingRoles } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import type { PaperStanding } from '#engine/paper.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { askedBy, goAlong, identityLinks, keepsSecrets, undone } from '#engine/record.ts';
import type {
  Action,
  AnyRecord,
  AnyRecordType,
  Beside,
  ChildList,
  Duty,
  LinkedFile,
  Moment,
  RegisterAnswer,
} from '#engine/record.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { postsWithin, withPostWithin } from '../accounts/post-within.ts';
import { problemOfDatabase, isPassing } from '../database/database-problem.ts';
import { withClient } from '../database/transaction.ts';
import type { LedgerNames } from '../ledger/names.ts';
import { paperStandings } from '../papers/paper-standing.ts';
import { askRegisters } from '../standards/ask-registers.ts';
import { readBeside } from './beside.ts';
import { erased } from '../keys/file-key.ts';
import {
  contentHash,
  isClosed,
  keepClosed,
  keyOf,
  newKey,
  sealRecord,
} from '../keys/sealed-record.ts';
import { foundByOf } from './found-by.ts';
import { loadRecords, saveStatement } from './save.ts';
import type { SavedLine, SavedRecord, Savings } from './save.ts';

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
    if (kept.length > 0) {
      await work.applyFollowUps();
      await work.moveAlong();
      await work.checkBeside();
    }
    if (dry || kept.length === 0) {
      await work.refuseTakenNumbers();
      await client.query('rollback');
      return looked;
    }
    await work.takeNumbers();
    const answers = await work.save(kept);
    return looked.map((one) => ('problem' in one ? one : { answer: answers.shift()! }));
  });
}

type About = Parameters<typeof mayOpen>[2] & { readonly line: string };

type Touched = {
  readonly type: AnyRecordType;
  readonly stored: AnyRecord | null;
  now: AnyRecord;
  readonly write: Write;
};

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
    await work.applyFollowUps();
    await work.moveAlong();
    await work.checkBeside();
    await work.takeNumbers();
    return work.save(writes);
  });
}

/** The working set of one transaction. */
export class Work {
  readonly #context: WriteContext;
  readonly #client: PoolClient;
  readonly #touched = new Map<string, Touched>();
  readonly #linked: Map<string, AnyRecord>;
  readonly #known: Map<string, About[]>;
  readonly #units: Map<number, string>;
  readonly #held = new Map<string, GuardedPosting[]>();
  readonly #versions: (Record<string, unknown> & { content: AnyRecord })[] = [];
  readonly #followUps: { type: AnyRecordType; id: string; deed: Deed; cause: Write }[] = [];
  readonly #beside: {
    touched: Touched;
    beside: readonly Beside<AnyRecord>[];
    moment: Moment;
    write: Write;
  }[] = [];
  readonly #warnings = new Map<string, Issue[]>();
  readonly #also = new Map<string, { type: string; id: string }[]>();

  /** `sharing`: what this other one of the same transaction has read. Each looks at it with its own rights. */
  constructor(context: WriteContext, client: PoolClient, sharing?: Work) {
    this.#context = context;
    this.#client = client;
    this.#linked = sharing ? sharing.#linked : new Map();
    this.#known = sharing ? sharing.#known : new Map();
    this.#units = sharing ? sharing.#units : new Map();
  }

  /** Answers what was stored before, if the same writes were sent then. */
  async begin(writes: readonly Write[]): Promise<WriteAnswer[] | null> {
    const begun = this.#client.query('begin');
    const [, known] = await Promise.all([begun, this.read(writes)]);
    return known;
  }

  /** Everything that has to be read, in one round trip with whatever else this turn asks: the connection pipelines. */
  async read(writes: readonly Write[]): Promise<WriteAnswer[] | null> {
    const { book } = this.#context;
    for (const write of writes) if (!book.findRecord(write.type)) throw notFound();
    const making = (write: Write) => isMaking(book.record(write.type), write);
    const single = writes.length === 1 && making(writes[0]!);
    const replay = single ? null : findReplay(this.#client, this.#context, writes);
    const units = this.#loadUnits(writes.flatMap((write) => unitsFor(this.#context, write)));
    const loads = this.#load(
      group(writes.filter((w) => !making(w)).map((w) => [w.type, w.id])),
      true,
    );
    const links = this.#loadLinks(writes.flatMap((w) => linksIn(book.record(w.type), w)));
    const people = this.#loadReach(writes);
    const files = this.#loadFiles(writes.filter((w) => !making(w) && looksAtFile(book, w)));
    const [known] = await Promise.all([replay, units, loads, links, people, files]);
    if (!known) {
      await this.#loadLinks(writes.flatMap((write) => this.#concludedFrom(write)));
      await this.#askRegisters(writes.filter((w) => scoring(book, w)));
      await this.#loadFilesOf(writes);
      await this.#loadDeciders(writes);
    }
    return known;
  }

  /** For each that makes one record: what it needs is read once for all that share this transaction. */
  async readForAll(
    makings: readonly { readonly context: WriteContext; readonly write: Write }[],
  ): Promise<void> {
    const { book } = this.#context;
    await Promise.all([
      this.#loadUnits(makings.flatMap(({ context, write }) => unitsFor(context, write))),
      this.#loadLinks(makings.flatMap(({ write }) => linksIn(book.record(write.type), write))),
    ]);
  }

  /** Links of records that are there, from which something may follow anew: whether somebody was a minor. */
  #concludedFrom(write: Write): LinkTyped[] {
    const type = this.#context.book.record(write.type);
    const stored = this.#stored.get(write.id);
    if (!stored) return [];
    const asked = new Set(
      write.deeds.flatMap(({ action }) => (type.actions[action] ? askedBy(type, action) : [])),
    );
    return (type.concludes ?? []).flatMap(({ link, rests_on }) => {
      const id = stored[link] as string | null;
      const { to } = type.fields[link] as LinkField;
      return id && rests_on.some((name) => asked.has(name)) ? [{ to, id, parent: false }] : [];
    });
  }

  readonly #filesOf = new Map<string, LinkedFile>();

  /** The files of linked records, for actions that judge by them. */
  async #loadFilesOf(writes: readonly Write[]): Promise<void> {
    const { book } = this.#context;
    for (const write of writes) {
      const type = book.record(write.type);
      const link = write.deeds.map((deed) => type.actions[deed.action]?.file_of).find(Boolean);
      const id = link && this.#stored.get(write.id)?.[link];
      if (!link || !id) continue;
      const to = book.record((type.fields[link] as LinkField).to);
      // Whole at once: its checks take it whole, and two that had shared it first would wait for each other.
      const [record] = await loadRecords(this.#client, to, [id], 'for update');
      this.#locked.add(id);
      const papers = (await paperStandings(this.#client, [id])).get(id) ?? [];
      if (record) this.#filesOf.set(write.id, { record, papers });
    }
  }

  readonly #answers = new Map<string, readonly RegisterAnswer[]>();

  /** What the registers say now of the bodies that are being scored, for the checks of this transaction. */
  async #askRegisters(writes: readonly Write[]): Promise<void> {
    const { book, names, actor } = this.#context;
    for (const write of writes) {
      const today = dayInShanghai(timeOf(this.#context, write));
      const stored = this.#stored.get(write.id);
      const typed = Object.assign({}, ...write.deeds.map((deed) => deed.fields));
      const unit_id = stored?.unit_id ?? write.unit_id ?? actor.grant.unit_id;
      const standard = book.standardOf(write.type)!;
      const link = typed[standard.link] ?? stored?.[standard.link] ?? null;
      const known = { client: this.#client, names, book, today };
      const criteria = this.#linked.get(typed['criteria_id'] as string);
      const items = (criteria ?? stored)?.['items'] ?? [];
      const about = { link, unit_id, items };
      this.#answers.set(write.id, await askRegisters(known, standard, about));
    }
  }

  /** Who of the people named by their accounts has a post within the actor's territory: whom the picker offers. */
  readonly #withinReach = new Set<string>();

  async #loadReach(writes: readonly Write[]): Promise<void> {
    const { book, loader } = this.#context;
    const { grant, engine, person_id } = this.#context.actor;
    // What is loaded was somebody's word on a day long past, when other people held the posts.
    if (loader || engine) return;
    const named = new Set(writes.flatMap((write) => accountsIn(book.record(write.type), write)));
    named.delete(person_id);
    if (named.size === 0) return;
    const { rows } = await this.#client.query({
      name: 'accounts-within',
      text: withPostWithin,
      values: [[...named], dayInShanghai(this.#context.now), workingRoles, grant.path],
    });
    for (const row of rows) this.#withinReach.add(row.id);
  }

  /** A picker offers only who is within reach; so does the write. Who stood there before may stay. */
  #refuseBeyondReach(type: AnyRecordType, deed: Deed, before: AnyRecord): void {
    const { loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const issues = accountPlaces(type, deed).flatMap(({ path, list, key, id }): Issue[] => {
      const held = list === null ? [before[key]] : before[list].map((row: AnyRecord) => row[key]);
      const known = held.includes(id) || id === actor.person_id || this.#withinReach.has(id);
      return known ? [] : [{ field: path, message: beyondReach }];
    });
    if (issues.length > 0) throw new Problem('invalid', beyondReach, issues);
  }

  /** The posts of those before whom something is laid, for the question whether they can open it there. */
  readonly #deciders: Actor[] = [];

  async #loadDeciders(writes: readonly Write[]): Promise<void> {
    const { book, loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const named = writes.flatMap((write) => {
      const type = book.record(write.type);
      const typed = Object.assign({}, ...write.deeds.map(({ fields }) => fields));
      return write.deeds
        .flatMap((deed) => decidersIn(type, deed))
        .flatMap(({ key }) => typed[key] ?? this.#stored.get(write.id)?.[key] ?? [])
        .filter(isUuid);
    });
    if (named.length === 0) return;
    const { rows } = await this.#client.query({
      name: 'posts-within',
      text: postsWithin,
      values: [named, dayInShanghai(this.#context.now), workingRoles, actor.grant.path],
    });
    for (const { account_id, account_name, ...grant } of rows)
      this.#deciders.push({ person_id: account_id, name: account_name, grant });
  }

  /** What is laid before somebody who cannot open it there would be answered by nobody. */
  #refuseBeforeTheBlind(type: AnyRecordType, deed: Deed, after: AnyRecord): void {
    const { loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const issues = decidersIn(type, deed).flatMap(({ key, roles }): Issue[] => {
      const id = String(after[key]).toLowerCase();
      const opens = this.#deciders.some(
        (one) =>
          one.person_id === id && roles.includes(one.grant.role) && mayOpen(one, type.line, after),
      );
      if (opens || !after[key]) return [];
      return [{ field: key, message: after.guard === guards.sealed ? blindToSealed : blind }];
    });
    if (issues.length > 0) throw new Problem('invalid', issues[0]!.message, issues);
  }

  async #loadUnits(ids: readonly number[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#units.has(id));
    if (missing.length === 0) return;
    const { rows } = await this.#client.query({
      name: 'unit-paths',
      text: 'select id, path from unit where id = any($1::int[])',
      values: [missing],
    });
    for (const row of rows) this.#units.set(row.id, row.path);
  }

  readonly #files = new Map<string, PaperStanding[]>();

  async #loadFiles(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    const found = await paperStandings(
      this.#client,
      writes.map((write) => write.id),
    );
    for (const [id, standing] of found) this.#files.set(id, standing);
  }

  /**
   * `own` are the records that are written. A linked record is locked too, lightly: what a check reads of it must not
   * change before the commit.
   */
  async #load(
    wanted: Map<string, string[]>,
    own: boolean,
    lock: 'for update' | 'for share' = own ? 'for update' : 'for share',
  ): Promise<void> {
    const tasks = [...wanted].map(async ([name, ids]) => {
      const type = this.#context.book.record(name);
      const loaded = await loadRecords(this.#client, type, ids, lock);
      if (own && keepsSecrets(type)) await this.#loadKeys(ids);
      if (type.identity) await this.#loadAbout(ids);
      for (const record of loaded) {
        if (own) this.#stored.set(record.id, record);
        else this.#linked.set(record.id, record);
        if (lock === 'for update') this.#locked.add(record.id);
      }
      if (own) await this.#loadUnits(loaded.flatMap((record) => unitsAhead(type, record)));
    });
    if (own && wanted.size > 0) tasks.push(this.#loadHeld([...wanted.values()].flat()));
    await Promise.all(tasks);
  }

  async #loadLinks(links: readonly LinkTyped[]): Promise<void> {
    const parents = new Set(links.filter((link) => link.parent).map(({ id }) => id));
    const pairs = (wanted: (id: string) => boolean) =>
      group(links.filter(({ id }) => wanted(id)).map(({ to, id }) => [to, id]));
    await Promise.all([
      this.#load(
        pairs((id) => parents.has(id)),
        false,
        'for update',
      ),
      this.#load(
        pairs((id) => !parents.has(id)),
        false,
      ),
    ]);
  }

  /** Each record's own key, where it keeps secrets. */
  readonly #keys = new Map<string, Buffer>();
  readonly #newKeys: { record_id: string; master: string; wrapped: string }[] = [];

  async #loadKeys(ids: readonly string[]): Promise<void> {
    const { rows } = await this.#client.query({
      name: 'keys',
      text: 'select record_id, master, wrapped from data_key where record_id = any($1::uuid[])',
      values: [ids],
    });
    for (const row of rows) this.#keys.set(row.record_id, keyOf(row.record_id, row)!);
  }

  /** A record as it is kept. Sealed once: its row and its last version hold the same bytes. */
  #sealed(type: AnyRecordType, record: AnyRecord): AnyRecord {
    if (!keepsSecrets(type)) return record;
    const known = this.#sealedBefore.get(record);
    if (known) return known;
    let key = this.#keys.get(record.id);
    if (!key && this.#stored.has(record.id)) {
      const kept = keepClosed(type, record);
      if (!kept) throw erased();
      return kept;
    }
    if (!key) {
      const { key: made, kept } = newKey(record.id);
      key = made;
      this.#keys.set(record.id, made);
      this.#newKeys.push({
        record_id: record.id,
        master: kept.master,
        wrapped: `\\x${kept.wrapped.toString('hex')}`,
      });
    }
    const sealed = sealRecord(type, record, key);
    this.#sealedBefore.set(record, sealed);
    return sealed;
  }
  readonly #sealedBefore = new Map<AnyRecord, AnyRecord>();

  /** Held until the commit: not asked for again. */
  readonly #locked = new Set<string>();

  readonly #stored = new Map<string, AnyRecord>();

  async #loadHeld(ids: string[]): Promise<void> {
    const { names } = this.#context;
    const { rows } = await this.#client.query({
      name: 'held',
      text: `select record_id, measure_id, day, unit_id, facet_set_id, guard, subject, sum(amount)::bigint as amount
        from ledger_line where record_id = any($1::uuid[])
        group by record_id, measure_id, day, unit_id, facet_set_id, guard, subject having sum(amount) <> 0`,
      values: [ids],
    });
    for (const row of rows) {
      const list = this.#held.get(row.record_id) ?? [];
      list.push({
        measure: names.measureName(row.measure_id),
        day: row.day,
        unit_id: row.unit_id,
        facets: names.facets(row.facet_set_id),
        guard: row.guard,
        amount: row.amount,
        ...(row.subject ? { subject: row.subject } : {}),
      });
      this.#held.set(row.record_id, list);
    }
  }

  apply(write: Write): void {
    const type = this.#context.book.record(write.type);
    const { actor } = this.#context;
    const touched = this.#touched.get(write.id) ?? this.#open(type, write);
    if (write.expected_version !== undefined && write.expected_version !== touched.now.version) {
      throw staleProblem(touched.now);
    }
    for (const deed of write.deeds) this.#step(touched, deed, write, actor);
    if (write.number !== undefined) this.#takeGiven(touched, write.number);
  }

  /** Like `apply`, for a write that makes a record: when it is refused, nothing of it stays behind. */
  attempt(write: Write): { warnings: Issue[] } | { problem: Problem } {
    const lists = [this.#versions, this.#followUps, this.#beside];
    const lengths = lists.map((list) => list.length);
    try {
      this.apply(write);
      return { warnings: this.#warnings.get(write.write_id) ?? [] };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.#touched.delete(write.id);
      this.#warnings.delete(write.write_id);
      this.#given.delete(write.id);
      for (const [i, list] of lists.entries()) list.length = lengths[i]!;
      return { problem: error };
    }
  }

  readonly #given = new Map<string, { key: string; serial: number }>();

  #takeGiven({ type, now }: Touched, written: string): void {
    const book = type.numbers;
    const fits = book && (book.when?.(now) ?? true);
    const read = fits ? book.given?.(now, written) : undefined;
    const field = book?.field ?? 'number';
    if (!read || 'problem' in read)
      throw new Problem('invalid', undefined, [{ field, message: read?.problem ?? noNumberYet }]);
    const key = book!.key(now);
    for (const [id, other] of this.#given) {
      if (id !== now.id && other.key === key && other.serial === read.serial)
        throw numberTaken(field, read.number);
    }
    this.#given.set(now.id, { key, serial: read.serial });
    for (const { content } of this.#versions) {
      if (content.id === now.id && (book!.when?.(content) ?? true)) content[field] = read.number;
    }
    now[field] = read.number;
  }

  /** The book goes on behind the highest number given to it. Its lock makes sure that no number is given twice. */
  async #openBooks(): Promise<void> {
    const highest = new Map<string, number>();
    for (const { key, serial } of this.#given.values())
      highest.set(key, Math.max(serial, highest.get(key) ?? 0));
    if (highest.size === 0) return;
    const keys = [...highest.keys()].toSorted();
    await this.#client.query({
      name: 'open-number-books',
      text: `insert into number_book as b (key, last) select * from unnest($1::text[], $2::int[])
        on conflict (key) do update set last = greatest(b.last, excluded.last)`,
      values: [keys, keys.map((key) => highest.get(key))],
    });
    await this.refuseTakenNumbers();
  }

  /** Certain only behind the lock of the books; before it, what a check can say. */
  async refuseTakenNumbers(): Promise<void> {
    if (this.#given.size === 0) return;
    const types = new Set([...this.#touched.values()].map((t) => t.type));
    for (const type of types) await this.#refuseTaken(type);
  }

  async #refuseTaken(type: AnyRecordType): Promise<void> {
    const given = [...this.#touched.values()].filter(
      (t) => t.type === type && this.#given.has(t.now.id),
    );
    if (given.length === 0) return;
    const { field, key } = type.numbers!;
    const taken = await numbersTaken(
      this.#client,
      type,
      given.map(({ now }) => now[field] as string),
    );
    for (const { now } of given) {
      if (
        taken.some(
          (other) => other.id !== now.id && key(other) === key(now) && other[field] === now[field],
        )
      )
        throw numberTaken(field, now[field] as string);
    }
  }

  #open(type: AnyRecordType, write: Write): Touched {
    const { actor } = this.#context;
    const stored = this.#stored.get(write.id) ?? null;
    if (stored) {
      if (!this.#mayOpen(type, stored)) throw notFound();
      // Nobody changes what they cannot read; the product itself may, and leaves it as it is.
      if (isClosed(stored) && !actor.engine) throw erased();
      const touched = { type, stored, now: stored, write };
      this.#touched.set(write.id, touched);
      return touched;
    }
    if (!isMaking(type, write)) throw notFound();
    const unit_id = write.unit_id ?? actor.grant.unit_id;
    const path = this.#units.get(unit_id);
    if (
      path === undefined ||
      !withinTerritory(actor, path) ||
      !mayOpen(actor, type.line, { path, guard: 0, keeper_id: null, created_by: '' })
    ) {
      throw new Problem('not-allowed', {
        en: 'This unit is outside the territory of your post. Choose your own unit, or one below it.',
        zh: '该单位不在您的岗位管辖范围内。请选择本单位或下级单位。',
      });
    }
    const blank = blankRecord(type, { id: write.id, unit_id, path, created_by: actor.person_id });
    const touched = {
      type,
      stored: null,
      now: { ...blank, created_at: timeOf(this.#context, write) },
      write,
    };
    this.#touched.set(write.id, touched);
    return touched;
  }

  #step(touched: Touched, deed: Deed, write: Write, actor: Actor): void {
    const { type } = touched;
    const now = timeOf(this.#context, write);
    const { calendar } = this.#context;
    const file = this.#files.get(touched.now.id);
    const today = dayInShanghai(now);
    const answers = this.#answers.get(touched.now.id);
    const file_of = this.#filesOf.get(touched.now.id);
    const reason = deed.reason?.trim();
    const moment = { now, today, actor, calendar, reason, file, file_of, answers };
    const before = touched.now;
    if (actor === this.#context.actor) this.#refuseBeyondReach(type, deed, before);
    const { after, changed, warnings } = applyAction(type, before, deed, moment, (name, id) =>
      this.#lookUp(name, id, actor),
    );
    for (const child of Object.values(type.children) as ChildList[]) {
      after[child.name] = (after[child.name] as object[]).map((row) => ({
        id: randomUUIDv7(),
        ...row,
      }));
    }
    if (after.unit_id !== before.unit_id) after.path = this.#pathOf(after.unit_id);
    if (actor === this.#context.actor) this.#refuseBeforeTheBlind(type, deed, after);
    after.version = before.version + 1;
    after.updated_at = now;
    touched.now = after;
    this.#versions.push({
      record_id: after.id, version: after.version, record_type: type.name, action: deed.action, state: after.state,
      reason: deed.reason?.trim() || null, write_id: write.write_id, person_id: actor.person_id,
      grant_role: actor.grant.role, on_behalf_of: write.on_behalf_of ?? null,
      recorded_at: this.#context.loader ? now : null, path: after.path, guard: after.guard,
      keeper_id: after.keeper_id, created_by: after.created_by, changed, content: after,
    }); // prettier-ignore
    this.#warn(write, warnings);
    if (after.state === undone) return;
    const beside = (type.actions[deed.action] as Action<AnyRecord, string> | undefined)?.beside;
    if (beside && !actor.engine) this.#beside.push({ touched, beside, moment, write });
    for (const follow of type.follows?.(after, deed.action, before.version === 0 ? null : before) ??
      []) {
      const target = this.#context.book.record(follow.type);
      this.#followUps.push({
        type: target,
        id: follow.id,
        deed: { action: follow.action, fields: follow.fields, reason: follow.reason },
        cause: write,
      });
    }
  }

  #pathOf(unit_id: number): string {
    const path = this.#units.get(unit_id);
    if (path !== undefined) return path;
    throw new Problem('invalid', {
      en: 'There is no such unit. Choose one from the list.',
      zh: '没有这个单位，请从列表中选择。',
    });
  }

  #warn(write: Write, warnings: readonly Issue[]): void {
    const known = this.#warnings.get(write.write_id) ?? [];
    this.#warnings.set(write.write_id, [...known, ...warnings]);
  }

  /** Checks that need other records, once all of this transaction's own are as they will be. */
  async checkBeside(): Promise<void> {
    for (const { touched, beside, moment, write } of this.#beside) {
      for (const one of beside) {
        const transaction = { touched: [...this.#touched.values()], locked: this.#locked };
        const found = await readBeside(this.#client, this.#context.book, touched, one, transaction);
        const issues = [...one.check(touched.now, found, moment)];
        const error = issues.find((issue) => !issue.warning);
        if (error) throw new Problem('invalid', error.message, issues);
        this.#warn(write, issues);
        if (one.fills) this.#fill(touched, one.fills(touched.now, found, moment));
      }
    }
  }

  /** What was found out behind the locks belongs to the last deed, and to the version that it makes. */
  #fill({ now }: Touched, values: Partial<AnyRecord>): void {
    const changed = Object.keys(values).filter((name) => now[name] !== values[name]);
    Object.assign(now, values);
    const version = this.#versions.findLast(({ content }) => content === now);
    if (version)
      version['changed'] = [...new Set([...(version['changed'] as string[]), ...changed])];
  }

  /**
   * Consequences for other records run in the engine's role, and may have consequences of their
   * own.
   */
  async applyFollowUps(): Promise<void> {
    const { book, actor } = this.#context;
    for (let round = 0; this.#followUps.length > 0; round++) {
      if (round > 5) throw new Error('Follow-ups call each other without end');
      const now = this.#followUps.splice(0);
      const missing = now
        .filter((f) => !this.#touched.has(f.id))
        .map((f) => [f.type.name, f.id] as const);
      await this.#load(group(missing), true);
      const links = now.flatMap((f) => linksIn(book.record(f.type.name), { deeds: [f.deed] }));
      await this.#loadLinks(links);
      await this.#loadUnits(
        now.flatMap((f) => unitsIn(book.record(f.type.name), { deeds: [f.deed] })),
      );
      for (const { type, id, deed, cause } of now) {
        const stored = this.#stored.get(id) ?? null;
        const touched =
          this.#touched.get(id) ??
          (stored
            ? { type, stored, now: stored, write: cause }
            : this.#made(type, id, deed, cause));
        if (!touched) throw new Error(`A follow-up names a ${type.name} that is not there`);
        this.#touched.set(id, touched);
        this.#step(touched, deed, cause, { ...actor, engine: true });
        if (id !== cause.id)
          this.#also.set(cause.write_id, [
            ...(this.#also.get(cause.write_id) ?? []),
            { type: type.name, id },
          ]);
      }
    }
  }

  /** What hangs on a record that goes to another unit goes along; and what hangs on that. */
  async moveAlong(): Promise<void> {
    const { book, actor } = this.#context;
    const done = new Set<string>();
    for (;;) {
      const gone = [...this.#touched.values()].filter(
        ({ stored, now }) => stored && stored.unit_id !== now.unit_id && !done.has(now.id),
      );
      if (gone.length === 0) return;
      for (const { type, now, write } of gone) {
        done.add(now.id);
        for (const other of book.records.filter((one) => hangsOn(one, type))) {
          const ids = await this.#idsHangingOn(other, now.id);
          await this.#load(new Map([[other.name, ids]]), true);
          for (const id of ids) {
            const stored = this.#stored.get(id)!;
            const touched = this.#touched.get(id) ?? { type: other, stored, now: stored, write };
            this.#touched.set(id, touched);
            const deed = { action: goAlong, fields: { unit_id: now.unit_id } };
            this.#step(touched, deed, write, { ...actor, engine: true });
          }
        }
      }
    }
  }

  /** With the record on which they hang locked, so that none comes to hang on it meanwhile. */
  async #idsHangingOn(type: AnyRecordType, id: string): Promise<string[]> {
    const { rows } = await this.#client.query(
      `select id from ${type.name} where ${type.goes_with} = $1 and state <> '${undone}' order by id`,
      [id],
    );
    return rows.map((row) => row.id as string);
  }

  /** What a consequence makes is kept where the record that caused it is kept. */
  #made(type: AnyRecordType, id: string, deed: Deed, cause: Write): Touched | undefined {
    const action = type.actions[deed.action] as Action<AnyRecord, string> | undefined;
    if (!action?.from.includes('new')) return undefined;
    const { unit_id, path } = this.#touched.get(cause.id)!.now;
    const created_by = this.#context.actor.person_id;
    const blank = blankRecord(type, { id, unit_id, path, created_by });
    const now = { ...blank, created_at: timeOf(this.#context, cause) };
    return { type, stored: null, now, write: cause };
  }

  #lookUp(name: string, id: string, actor: Actor): AnyRecord | undefined {
    const touched = this.#touched.get(id);
    if (touched && touched.type.name !== name) return undefined;
    const found = touched?.now ?? this.#linked.get(id) ?? this.#stored.get(id);
    if (!found || found.state === undone) return undefined;
    const type = this.#context.book.record(name);
    // One may link to what one may open, and to what a unit above has issued for those below it,
    // such as a tariff.
    const issuedAbove = actor.grant.path.startsWith(found.path);
    const mayLink = this.#mayOpen(type, found) || (issuedAbove && found.guard === 0);
    // A consequence links what the definition names: the file here to the move that lies with another office.
    return actor.engine || mayLink ? found : undefined;
  }

  /** A person opens to whoever may open a record about them. */
  #mayOpen(type: AnyRecordType, record: AnyRecord): boolean {
    const { actor } = this.#context;
    if (mayOpen(actor, type.line, record)) return true;
    return (this.#known.get(record.id) ?? []).some((about) => mayOpen(actor, about.line, about));
  }

  async #loadAbout(ids: readonly string[]): Promise<void> {
    const { rows } = await this.#client.query({
      name: 'about',
      text: 'select identity_id, line, path, guard, keeper_id, created_by from about where identity_id = any($1::uuid[])',
      values: [ids],
    });
    for (const { identity_id, ...about } of rows)
      this.#known.set(identity_id, [...(this.#known.get(identity_id) ?? []), about]);
  }

  /** Numbers given on paper are taken. A book is only ever moved forward, whatever is typed. */
  async #continueBooks(): Promise<void> {
    const last = new Map<string, number>();
    for (const { type, stored, now } of this.#touched.values()) {
      const known = new Map((stored ? type.continues?.(stored) : [])?.map((b) => [b.key, b.last]));
      for (const book of type.continues?.(now) ?? [])
        if (known.get(book.key) !== book.last)
          last.set(book.key, Math.max(book.last, last.get(book.key) ?? 0));
    }
    if (last.size === 0) return;
    const books = [...last].toSorted(([a], [b]) => (a < b ? -1 : 1));
    await this.#client.query({
      name: 'continue-books',
      text: `insert into number_book as b (key, last) select * from unnest($1::text[], $2::int[])
        on conflict (key) do update set last = greatest(b.last, excluded.last)`,
      values: [books.map(([key]) => key), books.map(([, n]) => n)],
    });
  }

  /** Numbers come last, so that the lock on a number book is held as briefly as can be. */
  async takeNumbers(): Promise<void> {
    await this.#continueBooks();
    await this.#openBooks();
    this.give(await takeNumbers(this.#client, this.booksWanted()));
  }

  #withoutNumber(): Touched[] {
    return [...this.#touched.values()].filter(
      ({ type, now }) =>
        type.numbers && !now[type.numbers.field] && (type.numbers.when?.(now) ?? true),
    );
  }

  /** The number book of each record that is to have a number. */
  booksWanted(): string[] {
    return this.#withoutNumber().map(({ type, now }) => type.numbers!.key(now));
  }

  /** `next` says the next number of a book, and counts it as given. */
  give(next: (key: string) => number): void {
    for (const { type, now } of this.#withoutNumber()) {
      const book = type.numbers!;
      const number = book.print(now, next(book.key(now)));
      for (const { content } of this.#versions) {
        if (content.id === now.id && (book.when?.(content) ?? true)) content[book.field] = number;
      }
      now[book.field] = number;
    }
  }

  async save(writes: readonly Write[]): Promise<WriteAnswer[]> {
    const { answers, savings } = await this.settle(writes);
    await saveAndCommit(this.#client, savings, this.#context.loader);
    return answers;
  }

  /** Did it come to making its own record and nothing else, by checks that looked at nothing but what it links to? */
  get standsAlone(): boolean {
    const [only, ...more] = this.#touched.values();
    return (
      only !== undefined &&
      more.length === 0 &&
      only.stored === null &&
      this.#followUps.length === 0 &&
      this.#beside.length === 0 &&
      this.#given.size === 0 &&
      !only.type.continues
    );
  }

  /** What is to be saved, and what will be answered when it is. */
  async settle(writes: readonly Write[]): Promise<{ answers: WriteAnswer[]; savings: Savings }> {
    const { names } = this.#context;
    const touched = [...this.#touched.values()];
    const due = touched.map((t) => difference(guardedPostings(t), this.#held.get(t.now.id) ?? []));
    await names.know(due.flat().map((p) => p.facets));
    const lines = touched.flatMap((t, i) => due[i]!.map((p) => lineOf(p, t, names, this.#context)));
    const answers = writes.map((write) => this.#answer(write, writes, touched, due));
    const records = new Map<AnyRecordType, SavedRecord[]>();
    for (const { type, now } of touched) {
      const saved = { row: this.#sealed(type, now), found_by: this.#foundBy(type, now) };
      records.set(type, [...(records.get(type) ?? []), saved]);
    }
    const { book } = this.#context;
    const versions = this.#versions.map((version) => ({
      ...version,
      content: this.#sealed(book.record(version['record_type'] as string), version.content),
    }));
    const savings: Savings = {
      records,
      keys: this.#newKeys,
      named: namedBy(book, touched),
      existing: touched.filter((t) => t.stored).map((t) => t.now.id),
      versions,
      lines,
      duties: touched.flatMap((t) => dutyRows(t, this.#context.calendar)),
      about: touched.flatMap(aboutRows),
      guarded: touched
        .filter((t) => t.stored && t.stored.guard !== t.now.guard)
        .map((t) => ({ id: t.now.id, guard: t.now.guard })),
      moved: touched
        .filter((t) => t.stored && t.stored.path !== t.now.path)
        .map((t) => ({ id: t.now.id, path: t.now.path })),
      kept: touched
        .filter((t) => t.stored && t.stored.keeper_id !== t.now.keeper_id)
        .map((t) => ({ id: t.now.id, keeper_id: t.now.keeper_id })),
      receipts: answers.map((answer, i) => ({
        write_id: answer.write_id,
        person_id: this.#context.actor.person_id,
        body_hash: bodyHash(book, writes[i]!),
        answer,
      })),
    };
    return { answers, savings };
  }

  /** Persons made in this transaction are not in the database yet, where a record's words take theirs from. */
  #foundBy(type: AnyRecordType, record: AnyRecord): string {
    const persons = identityLinks(type).flatMap(({ name }) => {
      const touched = this.#touched.get(record[name] as string);
      return touched ? [foundByOf(touched.type, touched.now)] : [];
    });
    return [foundByOf(type, record), ...persons].join(' ');
  }

  #answer(
    write: Write,
    writes: readonly Write[],
    touched: Touched[],
    due: GuardedPosting[][],
  ): WriteAnswer {
    const { now, type } = this.#touched.get(write.id)!;
    // Of what the writer may not open, the answer says nothing.
    const also = (this.#also.get(write.write_id) ?? []).filter((one) => {
      const other = this.#touched.get(one.id)!;
      return this.#mayOpen(other.type, other.now);
    });
    const last = writes.findLast((w) => w.id === write.id) === write;
    const mine = new Set([...(last ? [write.id] : []), ...also.map((a) => a.id)]);
    return {
      write_id: write.write_id,
      id: now.id,
      type: type.name,
      version: now.version,
      state: now.state,
      seen: this.#mayOpen(type, now),
      number: type.numbers ? (now[type.numbers.field] ?? null) : null,
      lines: touched.flatMap((t, i) =>
        // No live figure counts what is sealed, so no receipt says that it did.
        mine.has(t.now.id) && t.now.guard < guards.sealed
          ? due[i]!.map(({ measure, day, unit_id, amount, facets }) => ({
              measure,
              day,
              unit_id,
              amount,
              facets: facets ?? {},
            }))
          : [],
      ),
      warnings: this.#warnings.get(write.write_id) ?? [],
      also: also.map(({ type: name, id }) => ({
        type: name,
        id,
        version: this.#touched.get(id)!.now.version,
      })),
    };
  }
}

/** Sent together; if the save fails, the commit of a failed transaction is a rollback. */
export async function saveAndCommit(
  client: PoolClient,
  savings: Savings,
  loader = false,
): Promise<void> {
  await Promise.all([client.query(saveStatement(savings, loader)), client.query('commit')]);
}

/** Takes one number for each book named, as often as it is named, and answers how to give them out. */
export async function takeNumbers(
  client: PoolClient,
  books: readonly string[],
): Promise<(key: string) => number> {
  const counts = new Map<string, number>();
  for (const key of books) counts.set(key, (counts.get(key) ?? 0) + 1);
  const next = new Map<string, number>();
  if (counts.size > 0) {
    const keys = [...counts.keys()].toSorted();
    const { rows } = await client.query({
      name: 'take-numbers',
      text: `insert into number_book as b (key, last) select * from unnest($1::text[], $2::int[])
        on conflict (key) do update set last = b.last + excluded.last returning key, last`,
      values: [keys, keys.map((key) => counts.get(key))],
    });
    for (const row of rows) next.set(row.key, row.last - counts.get(row.key)! + 1);
  }
  return (key) => {
    const n = next.get(key)!;
    next.set(key, n + 1);
    return n;
  };
}

/** Records, not undone, that hold one of these numbers; the reader of the answer compares their books. */
export async function numbersTaken(
  client: Pick<PoolClient, 'query'>,
  type: AnyRecordType,
  numbers: readonly string[],
): Promise<AnyRecord[]> {
  const { rows } = await client.query({
    name: `numbers-taken:${type.name}`,
    text: `select to_jsonb(t) as record from ${type.name} t where t.${type.numbers!.field} = any($1) and t.state <> '${undone}'`,
    values: [[...new Set(numbers)]],
  });
  return rows.map((row) => row.record as AnyRecord);
}

export function numberTaken(field: string, number: string): Problem {
  const message = {
    en: `The number ${number} is taken. Look whether this is there already, or correct the number.`,
    zh: `编号${number}已被使用。请核对是否已登记，或更正编号。`,
  };
  return new Problem('duplicate', message, [{ field, message }]);
}

const noNumberYet = {
  en: 'It has no number at this stage: leave the number out, or bring in what makes it have one (accepted on, committee).',
  zh: '办理到这一步还没有编号：请去掉编号，或补充受理日期、调解委员会等内容。',
};

/** Some actions make a record or go on with one that is there (written down, then accepted): the version seen tells. */
export function isMaking(type: AnyRecordType, write: Write): boolean {
  const first = type.actions[write.deeds[0]?.action ?? ''];
  return !write.expected_version && (first?.from.includes('new') ?? false);
}

function hangsOn(type: AnyRecordType, on: AnyRecordType): boolean {
  const link = type.goes_with ? type.fields[type.goes_with] : undefined;
  return link?.kind === 'link' && link.to === on.name;
}

function looksAtFile(book: Book, write: Write): boolean {
  const { actions } = book.record(write.type);
  return write.deeds.some((deed) => actions[deed.action]?.looks_at_file);
}

/** Does it give points against a standard that a line has? */
function scoring(book: Book, write: Write): boolean {
  const { actions } = book.record(write.type);
  return (
    write.deeds.some((deed) => actions[deed.action]?.scores) &&
    book.standardOf(write.type) !== undefined
  );
}

function timeOf(context: WriteContext, write: Write): string {
  return context.loader && write.recorded_at ? write.recorded_at : context.now;
}

function group(pairs: readonly (readonly [string, string])[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>();
  for (const [name, id] of pairs) groups.set(name, (groups.get(name) ?? new Set()).add(id));
  return new Map([...groups].map(([name, ids]) => [name, [...ids]]));
}

const uuidShape = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

type LinkTyped = {
  readonly to: string;
  readonly id: string;
  /** A check of this deed locks it (`beside`). Taken lightly first, two writers would wait for each other's share. */
  readonly parent: boolean;
};

/** Links among the typed values; what is no id is left for the check to refuse. */
function linksIn(type: AnyRecordType, write: Pick<Write, 'deeds'>): LinkTyped[] {
  return write.deeds.flatMap((deed) => {
    const action = type.actions[deed.action] as Action<AnyRecord, string> | undefined;
    const locks = new Set((action?.beside ?? []).flatMap((one) => one.locks));
    return Object.entries(deed.fields).flatMap(([name, value]) => {
      const field = type.fields[name];
      return field?.kind === 'link' && typeof value === 'string' && uuidShape.test(value)
        ? [{ to: field.to, id: value.toLowerCase(), parent: locks.has(name) }]
        : [];
    });
  });
}

/** Units that a write may need the place of. */
function unitsFor({ actor: { grant }, book }: WriteContext, write: Write): number[] {
  return [
    // The city stands above everybody: what is sent up goes there. What works for no unit sends nothing up.
    ...unitsOnPath(grant.path).slice(0, 1),
    write.unit_id ?? grant.unit_id,
    ...unitsIn(book.record(write.type), write),
  ];
}

/** Units among the typed values: a record may go to one of them. */
function unitsIn(type: AnyRecordType, { deeds }: Pick<Write, 'deeds'>): number[] {
  return deeds.flatMap(({ fields }) =>
    Object.entries(fields).flatMap(([name, value]) =>
      type.fields[name]?.kind === 'unit' && Number.isInteger(value) ? [value as number] : [],
    ),
  );
}

type AccountPlace = {
  /** As issues name it: `officer_id`, `splits.0.account_id`. */
  readonly path: string;
  readonly list: string | null;
  readonly key: string;
  readonly id: string;
};

/** Where a deed names somebody by their account. */
function accountPlaces(type: AnyRecordType, { fields }: Deed): AccountPlace[] {
  return Object.entries(fields).flatMap(([name, value]): AccountPlace[] => {
    if (type.fields[name]?.kind === 'account' && isUuid(value))
      return [{ path: name, list: null, key: name, id: value.toLowerCase() }];
    const child = type.children[name] as ChildList | undefined;
    if (!child || !Array.isArray(value)) return [];
    const keys = Object.keys(child.fields).filter((key) => child.fields[key]!.kind === 'account');
    return value.flatMap((row: Record<string, unknown> | null, i) =>
      keys.flatMap((key) => {
        const id = row?.[key];
        return isUuid(id)
          ? [{ path: `${name}.${i}.${key}`, list: name, key, id: id.toLowerCase() }]
          : [];
      }),
    );
  });
}

const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && uuidShape.test(value);

/** Whom it names by their account: each is asked for in the writer's territory. */
export function accountsIn(type: AnyRecordType, { deeds }: Pick<Write, 'deeds'>): string[] {
  return deeds.flatMap((deed) => accountPlaces(type, deed).map(({ id }) => id));
}

const beyondReach = {
  en: 'This person has no post within the territory of yours (or no longer). Choose somebody who has, or write the name in words where the form asks for it.',
  zh: '此人在您的岗位管辖范围内没有（或已不再有）任职。请另选范围内的人员；表单可填姓名的，可直接填写姓名。',
};

/** Fields of an action that name whoever decides: asked with each deed that lays it before them, named anew or not. */
function decidersIn(type: AnyRecordType, { action }: Deed) {
  const asked = type.actions[action] ? askedBy(type, action) : [];
  return asked.flatMap((key) => {
    const field = type.fields[key];
    return field?.kind === 'account' && field.decides_as ? [{ key, roles: field.decides_as }] : [];
  });
}

const blind = {
  en: 'This person could not open it: no post of theirs that decides here has this line of work and this place. Choose somebody who decides here.',
  zh: '此人无法查阅本件：其任职均不是有权在本条线、本地区审批的岗位。请另选有权审批的负责人。',
};
const blindToSealed = {
  en: 'This is a minor’s and sealed, and the post under which this person decides may not open what is sealed: nobody could answer it. Choose a head who may, or have the security administrator add it to the post.',
  zh: '本件系未成年人事项，已封存，此人的审批岗位没有查阅封存信息的权限，报去后无人能办。请另选有该权限的负责人，或者请安全保密管理员为其岗位增加该权限。',
};

/** Units to which an action of this type may hand the record, as an earlier one wrote them down. */
function unitsAhead(type: AnyRecordType, record: AnyRecord): number[] {
  const fields = (Object.values(type.actions) as Action<AnyRecord, string>[]).flatMap(
    (action) => action.hands_to ?? [],
  );
  return fields.flatMap((name) => (record[name] as number | null) ?? []);
}

export function guardedPostings({
  type,
  now,
}: {
  type: AnyRecordType;
  now: AnyRecord;
}): GuardedPosting[] {
  if (now.state === undone) return [];
  return type.postings(now).map(({ facets, ...posting }) => ({
    ...posting,
    ...(facets ? { facets: national(facets) } : {}),
    guard: now.guard,
  }));
}

/** Figures are broken down by the shipped codes: what an office added counts under its parent. */
function national(facets: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facets).map(([name, code]) => [name, nationalCode(code)]),
  );
}

/** Registers whose records are found by the names of a person that changes here. */
function namedBy(book: Book, touched: readonly Touched[]): Savings['named'] {
  const changed = new Set(touched.filter((t) => t.stored && t.type.identity).map((t) => t.type));
  if (changed.size === 0) return [];
  return book.records.flatMap((type) =>
    identityLinks(type).flatMap(({ name, to }) =>
      changed.has(to) ? [{ type, link: name, to }] : [],
    ),
  );
}

function lineOf(
  p: GuardedPosting,
  { now, write }: Touched,
  names: LedgerNames,
  context: WriteContext,
): SavedLine {
  return {
    measure_id: names.measureId(p.measure),
    day: p.day,
    unit_id: p.unit_id,
    facet_set_id: names.facetSetId(p.facets),
    guard: p.guard,
    amount: p.amount,
    subject: p.subject ?? null,
    record_id: now.id,
    version: now.version,
    ...(context.loader ? { recorded_at: timeOf(context, write) } : {}),
  };
}

function dutyRows({ type, now }: Touched, calendar: Calendar): object[] {
  if (now.state === undone) return [];
  return (type.duties?.(now, calendar) ?? []).map((duty: Duty) => ({
    ...duty,
    waiting: duty.waiting ?? false,
    personal: duty.personal ?? false,
    asked: duty.asked ?? false,
    certain: duty.certain ?? true,
    escalate_days: duty.escalate?.days_before ?? null,
    escalate_to: duty.escalate?.roles ?? [],
    record_id: now.id,
    record_type: type.name,
    line: type.line,
    unit_id: now.unit_id,
    path: now.path,
    guard: now.guard,
    keeper_id: now.keeper_id,
    created_by: now.created_by,
    title: type.title(maskRecord(type, now)),
  }));
}

/** Whom a record is about, with who may open it: by these rows a person is seen. */
function aboutRows({ type, now }: Touched): object[] {
  if (now.state === undone) return [];
  return identityLinks(type).flatMap(({ name }) =>
    now[name] === null
      ? []
      : [
          {
            record_id: now.id,
            field: name,
            identity_id: now[name],
            record_type: type.name,
            line: type.line,
            path: now.path,
            guard: now.guard,
            keeper_id: now.keeper_id,
            created_by: now.created_by,
          },
        ],
  );
}

function bodyHash(book: Book, write: Write): string {
  return contentHash(book.findRecord(write.type), JSON.stringify(write));
}

/**
 * The first answers, when all of these writes were stored before; null when none was; a Problem
 * when the bodies differ.
 */
async function findReplay(
  db: Pick<PoolClient, 'query'>,
  context: WriteContext,
  writes: readonly Write[],
) {
  const { rows } = await db.query({
    name: 'receipts',
    text: 'select write_id, person_id, body_hash, answer from receipt where write_id = any($1::uuid[])',
    values: [writes.map((w) => w.write_id)],
  });
  if (rows.length === 0) return null;
  const known = new Map(rows.map((row) => [row.write_id as string, row]));
  return writes.map((write) => {
    const row = known.get(write.write_id.toLowerCase());
    if (
      !row ||
      row.body_hash !== bodyHash(context.book, write) ||
      row.person_id !== context.actor.person_id
    ) {
      throw new Problem('duplicate', {
        en: 'This write was sent before with another content. Reload the page and save again.',
        zh: '同一次保存曾以不同内容提交。请刷新页面后重新保存。',
      });
    }
    return row.answer as WriteAnswer;
  });
}

/**
 * The same write may be on its way twice: then the other one's receipt, version or row was there
 * first.
 */
function isTaken(error: unknown): boolean {
  return (error as { code?: string }).code === '23505';
}

function staleProblem(now: AnyRecord): Problem {
  return new Problem(
    'stale',
    {
      en: 'Somebody else has changed this record since you opened it. Compare both and decide which to keep.',
      zh: '您打开之后，他人已修改这条记录。请对照后决定保留哪一份。',
    },
    [
      {
        field: 'version',
        message: { en: `It is now at version ${now.version}.`, zh: `现为第${now.version}版。` },
      },
    ],
  );
}
