/**
 * What one transaction has read and locked before it changes anything: the records that are written and those they link
 * to, their units, keys and files, and what of all this the writer may open.
 */
import type { PoolClient } from 'pg';
import { dayInShanghai } from '#engine/day.ts';
import type { LinkField } from '#engine/field.ts';
import type { GuardedPosting } from '#engine/measure.ts';
import type { PaperStanding } from '#engine/paper.ts';
import { mayOpen, workingRoles } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound } from '#engine/problem.ts';
import { askedBy, keepsSecrets } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType, LinkedFile, RegisterAnswer } from '#engine/record.ts';
import { postsWithin, withPostWithin } from '../../accounts/post-within.ts';
import { paperStandings } from '../../papers/paper-standing.ts';
import { askRegisters } from '../../standards/ask-registers.ts';
import { loadRecords } from '../save.ts';
import type { Write, WriteAnswer, WriteContext } from '../write.ts';
import {
  accountsIn,
  decidersIn,
  group,
  isMaking,
  isUuid,
  linksIn,
  looksAtFile,
  scoring,
  unitsAhead,
  unitsFor,
} from './named.ts';
import type { LinkTyped } from './named.ts';
import { findReplay } from './replay.ts';
import { Sealing } from './sealing.ts';
import { timeOf } from './touched.ts';

type Lock = 'for update' | 'for share';
type About = Parameters<typeof mayOpen>[2] & { readonly line: string };

export class Known {
  readonly #context: WriteContext;
  readonly #client: PoolClient;
  /** The records that are written, as they were. */
  readonly stored = new Map<string, AnyRecord>();
  /** Records that they link to. */
  readonly linked: Map<string, AnyRecord>;
  /** Held until the commit: not asked for again. */
  readonly locked = new Set<string>();
  /** What the ledger holds of each that is written. */
  readonly held = new Map<string, GuardedPosting[]>();
  /** The papers of each that an action looks at. */
  readonly files = new Map<string, PaperStanding[]>();
  /** The file of the record that another hangs on. */
  readonly filesOf = new Map<string, LinkedFile>();
  /** What the registers say of each that is scored. */
  readonly answers = new Map<string, readonly RegisterAnswer[]>();
  /** Who of the people named by their accounts has a post within the actor's territory: whom the picker offers. */
  readonly withinReach = new Set<string>();
  /** The posts of those before whom something is laid, for the question whether they can open it there. */
  readonly deciders: Actor[] = [];
  readonly sealing = new Sealing();
  readonly #about: Map<string, About[]>;
  readonly #units: Map<number, string>;

  /** `sharing`: what this other one of the same transaction has read. Each looks at it with its own rights. */
  constructor(context: WriteContext, client: PoolClient, sharing?: Known) {
    this.#context = context;
    this.#client = client;
    this.linked = sharing ? sharing.linked : new Map();
    this.#about = sharing ? sharing.#about : new Map();
    this.#units = sharing ? sharing.#units : new Map();
  }

  /** Everything that has to be read, in one round trip with whatever else this turn asks: the connection pipelines. */
  async read(writes: readonly Write[]): Promise<WriteAnswer[] | null> {
    const { book } = this.#context;
    for (const write of writes) if (!book.findRecord(write.type)) throw notFound();
    const making = (write: Write) => isMaking(book.record(write.type), write);
    const single = writes.length === 1 && making(writes[0]!);
    const replay = single ? null : findReplay(this.#client, this.#context, writes);
    const units = this.loadUnits(writes.flatMap((write) => unitsFor(this.#context, write)));
    const own = writes.filter((w) => !making(w));
    const loads = this.loadOwn(group(own.map((w) => [w.type, w.id])));
    const links = this.loadLinks(writes.flatMap((w) => linksIn(book.record(w.type), w)));
    const people = this.#loadReach(writes);
    const files = this.#loadFiles(own.filter((w) => looksAtFile(book, w)));
    const [known] = await Promise.all([replay, units, loads, links, people, files]);
    if (!known) {
      await this.loadLinks(writes.flatMap((write) => this.#concludedFrom(write)));
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
      this.loadUnits(makings.flatMap(({ context, write }) => unitsFor(context, write))),
      this.loadLinks(makings.flatMap(({ write }) => linksIn(book.record(write.type), write))),
    ]);
  }

  /** Links of records that are there, from which something may follow anew: whether somebody was a minor. */
  #concludedFrom(write: Write): LinkTyped[] {
    const type = this.#context.book.record(write.type);
    const stored = this.stored.get(write.id);
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

  /** The files of linked records, for actions that judge by them. */
  async #loadFilesOf(writes: readonly Write[]): Promise<void> {
    const { book } = this.#context;
    for (const write of writes) {
      const type = book.record(write.type);
      const link = write.deeds.map((deed) => type.actions[deed.action]?.file_of).find(Boolean);
      const id = link && this.stored.get(write.id)?.[link];
      if (!link || !id) continue;
      const to = book.record((type.fields[link] as LinkField).to);
      // Whole at once: its checks take it whole, and two that had shared it first would wait for each other.
      const [record] = await loadRecords(this.#client, to, [id], 'for update');
      this.locked.add(id);
      const papers = (await paperStandings(this.#client, [id])).get(id) ?? [];
      if (record) this.filesOf.set(write.id, { record, papers });
    }
  }

  /** What the registers say now of the bodies that are being scored, for the checks of this transaction. */
  async #askRegisters(writes: readonly Write[]): Promise<void> {
    const { book, names, actor } = this.#context;
    for (const write of writes) {
      const today = dayInShanghai(timeOf(this.#context, write));
      const stored = this.stored.get(write.id);
      const typed = Object.assign({}, ...write.deeds.map((deed) => deed.fields));
      const unit_id = stored?.unit_id ?? write.unit_id ?? actor.grant.unit_id;
      const standard = book.standardOf(write.type)!;
      const link = typed[standard.link] ?? stored?.[standard.link] ?? null;
      const known = { client: this.#client, names, book, today };
      const criteria = this.linked.get(typed['criteria_id'] as string);
      const items = (criteria ?? stored)?.['items'] ?? [];
      const about = { link, unit_id, items };
      this.answers.set(write.id, await askRegisters(known, standard, about));
    }
  }

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
    for (const row of rows) this.withinReach.add(row.id);
  }

  async #loadDeciders(writes: readonly Write[]): Promise<void> {
    const { book, loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const named = writes.flatMap((write) => {
      const type = book.record(write.type);
      const typed = Object.assign({}, ...write.deeds.map(({ fields }) => fields));
      return write.deeds
        .flatMap((deed) => decidersIn(type, deed))
        .flatMap(({ key }) => typed[key] ?? this.stored.get(write.id)?.[key] ?? [])
        .filter(isUuid);
    });
    if (named.length === 0) return;
    const { rows } = await this.#client.query({
      name: 'posts-within',
      text: postsWithin,
      values: [named, dayInShanghai(this.#context.now), workingRoles, actor.grant.path],
    });
    for (const { account_id, account_name, ...grant } of rows)
      this.deciders.push({ person_id: account_id, name: account_name, grant });
  }

  async loadUnits(ids: readonly number[]): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => !this.#units.has(id));
    if (missing.length === 0) return;
    const { rows } = await this.#client.query({
      name: 'unit-paths',
      text: 'select id, path from unit where id = any($1::int[])',
      values: [missing],
    });
    for (const row of rows) this.#units.set(row.id, row.path);
  }

  async #loadFiles(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return;
    const found = await paperStandings(
      this.#client,
      writes.map((write) => write.id),
    );
    for (const [id, standing] of found) this.files.set(id, standing);
  }

  /** Records that are written. */
  async loadOwn(wanted: Map<string, string[]>): Promise<void> {
    const tasks = [...wanted].map(async ([name, ids]) => {
      const type = this.#context.book.record(name);
      const loaded = await this.#lock(type, ids, 'for update');
      if (keepsSecrets(type)) await this.sealing.load(this.#client, ids);
      for (const record of loaded) this.stored.set(record.id, record);
      await this.loadUnits(loaded.flatMap((record) => unitsAhead(type, record)));
    });
    if (wanted.size > 0) tasks.push(this.#loadHeld([...wanted.values()].flat()));
    await Promise.all(tasks);
  }

  /** A linked record is locked too, lightly: what a check reads of it must not change before the commit. */
  async loadLinks(links: readonly LinkTyped[]): Promise<void> {
    const parents = new Set(links.filter((link) => link.parent).map(({ id }) => id));
    const lockedAs = (lock: Lock) =>
      group(
        links
          .filter(({ id }) => parents.has(id) === (lock === 'for update'))
          .map(({ to, id }) => [to, id]),
      );
    await Promise.all(
      (['for update', 'for share'] as const).flatMap((lock) =>
        [...lockedAs(lock)].map(async ([name, ids]) => {
          const loaded = await this.#lock(this.#context.book.record(name), ids, lock);
          for (const record of loaded) this.linked.set(record.id, record);
        }),
      ),
    );
  }

  async #lock(type: AnyRecordType, ids: string[], lock: Lock): Promise<AnyRecord[]> {
    const loaded = await loadRecords(this.#client, type, ids, lock);
    if (type.identity) await this.#loadAbout(ids);
    if (lock === 'for update') for (const { id } of loaded) this.locked.add(id);
    return loaded;
  }

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
      const list = this.held.get(row.record_id) ?? [];
      list.push({
        measure: names.measureName(row.measure_id),
        day: row.day,
        unit_id: row.unit_id,
        facets: names.facets(row.facet_set_id),
        guard: row.guard,
        amount: row.amount,
        ...(row.subject ? { subject: row.subject } : {}),
      });
      this.held.set(row.record_id, list);
    }
  }

  /** A person opens to whoever may open a record about them. */
  mayOpen(type: AnyRecordType, record: AnyRecord): boolean {
    const { actor } = this.#context;
    if (mayOpen(actor, type.line, record)) return true;
    return (this.#about.get(record.id) ?? []).some((about) => mayOpen(actor, about.line, about));
  }

  async #loadAbout(ids: readonly string[]): Promise<void> {
    const { rows } = await this.#client.query({
      name: 'about',
      text: 'select identity_id, line, path, guard, keeper_id, created_by from about where identity_id = any($1::uuid[])',
      values: [ids],
    });
    for (const { identity_id, ...about } of rows)
      this.#about.set(identity_id, [...(this.#about.get(identity_id) ?? []), about]);
  }

  /** The path of a unit that was named; undefined when there is no such unit. */
  findPath(unit_id: number): string | undefined {
    return this.#units.get(unit_id);
  }
}
