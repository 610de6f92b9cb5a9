/**
 * The working set of one transaction: what is asked is applied step by step to the records as they were read, with its
 * consequences for others, and comes out as what is to be saved and what is answered.
 */
import { randomUUIDv7 } from 'node:crypto';
import type { PoolClient } from 'pg';
import { applyAction, blankRecord } from '#engine/apply.ts';
import type { Deed } from '#engine/apply.ts';
import { dayInShanghai } from '#engine/day.ts';
import { difference } from '#engine/measure.ts';
import type { GuardedPosting } from '#engine/measure.ts';
import { guards, mayOpen, withinTerritory } from '#engine/permission.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import { goAlong, identityLinks, undone } from '#engine/record.ts';
import type {
  Action,
  AnyRecord,
  AnyRecordType,
  Beside,
  ChildList,
  Moment,
} from '#engine/record.ts';
import { erased } from '../../keys/file-key.ts';
import { isClosed } from '../../keys/sealed-record.ts';
import { readBeside } from '../beside.ts';
import { foundByOf } from '../found-by.ts';
import { saveStatement } from '../save.ts';
import type { SavedRecord, Savings } from '../save.ts';
import type { Write, WriteAnswer, WriteContext } from '../write.ts';
import { Known } from './known.ts';
import { aboutRows, dutyRows, guardedPostings, lineOf, namedBy } from './left-behind.ts';
import { accountPlaces, decidersIn, group, hangsOn, isMaking, linksIn, unitsIn } from './named.ts';
import { Numbering } from './numbering.ts';
import { bodyHash } from './replay.ts';
import { timeOf } from './touched.ts';
import type { Touched, Version } from './touched.ts';

export class Work {
  readonly #context: WriteContext;
  readonly #client: PoolClient;
  readonly #known: Known;
  readonly #touched = new Map<string, Touched>();
  readonly #versions: Version[] = [];
  readonly #followUps: { type: AnyRecordType; id: string; deed: Deed; cause: Write }[] = [];
  readonly #beside: {
    touched: Touched;
    beside: readonly Beside<AnyRecord>[];
    moment: Moment;
    write: Write;
  }[] = [];
  readonly #warnings = new Map<string, Issue[]>();
  readonly #also = new Map<string, { type: string; id: string }[]>();
  readonly numbers: Numbering;

  /** `sharing`: what others of the same transaction know too. Each looks at it with its own rights. */
  constructor(context: WriteContext, client: PoolClient, sharing?: Known) {
    this.#context = context;
    this.#client = client;
    this.#known = new Known(context, client, sharing);
    this.numbers = new Numbering(client, this.#touched, this.#versions);
  }

  /** Begins the transaction and reads. Answers what was stored before, if the same writes were sent then. */
  async begin(writes: readonly Write[]): Promise<WriteAnswer[] | null> {
    const begun = this.#client.query('begin');
    const [, replay] = await Promise.all([begun, this.#known.read(writes)]);
    return replay;
  }

  apply(write: Write): void {
    const type = this.#context.book.record(write.type);
    const { actor } = this.#context;
    const touched = this.#touched.get(write.id) ?? this.#open(type, write);
    if (write.expected_version !== undefined && write.expected_version !== touched.now.version) {
      throw staleProblem(touched.now);
    }
    for (const deed of write.deeds) this.#step(touched, deed, write, actor);
    if (write.number !== undefined) this.numbers.take(touched, write.number);
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
      this.numbers.forget(write.id);
      for (const [i, list] of lists.entries()) list.length = lengths[i]!;
      return { problem: error };
    }
  }

  #open(type: AnyRecordType, write: Write): Touched {
    const { actor } = this.#context;
    const stored = this.#known.stored.get(write.id) ?? null;
    if (stored) {
      if (!this.#known.mayOpen(type, stored)) throw notFound();
      // Nobody changes what they cannot read; the product itself may, and leaves it as it is.
      if (isClosed(stored) && !actor.engine) throw erased();
      const touched = { type, stored, now: stored, write };
      this.#touched.set(write.id, touched);
      return touched;
    }
    if (!isMaking(type, write)) throw notFound();
    const unit_id = write.unit_id ?? actor.grant.unit_id;
    const path = this.#known.findPath(unit_id);
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
    const file = this.#known.files.get(touched.now.id);
    const today = dayInShanghai(now);
    const answers = this.#known.answers.get(touched.now.id);
    const file_of = this.#known.filesOf.get(touched.now.id);
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

  /** A picker offers only who is within reach; so does the write. Who stood there before may stay. */
  #refuseBeyondReach(type: AnyRecordType, deed: Deed, before: AnyRecord): void {
    const { loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const issues = accountPlaces(type, deed).flatMap(({ path, list, key, id }): Issue[] => {
      const held = list === null ? [before[key]] : before[list].map((row: AnyRecord) => row[key]);
      const known = held.includes(id) || id === actor.person_id || this.#known.withinReach.has(id);
      return known ? [] : [{ field: path, message: beyondReach }];
    });
    if (issues.length > 0) throw new Problem('invalid', beyondReach, issues);
  }

  /** What is laid before somebody who cannot open it there would be answered by nobody. */
  #refuseBeforeTheBlind(type: AnyRecordType, deed: Deed, after: AnyRecord): void {
    const { loader, actor } = this.#context;
    if (loader || actor.engine) return;
    const issues = decidersIn(type, deed).flatMap(({ key, roles }): Issue[] => {
      const id = String(after[key]).toLowerCase();
      const opens = this.#known.deciders.some(
        (one) =>
          one.person_id === id && roles.includes(one.grant.role) && mayOpen(one, type.line, after),
      );
      if (opens || !after[key]) return [];
      return [{ field: key, message: after.guard === guards.sealed ? blindToSealed : blind }];
    });
    if (issues.length > 0) throw new Problem('invalid', issues[0]!.message, issues);
  }

  #pathOf(unit_id: number): string {
    const path = this.#known.findPath(unit_id);
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

  /** After everything that was asked: its consequences, and the checks that look beyond the record. */
  async followThrough(): Promise<void> {
    await this.#applyFollowUps();
    await this.#moveAlong();
    await this.#checkBeside();
  }

  /** Checks that need other records, once all of this transaction's own are as they will be. */
  async #checkBeside(): Promise<void> {
    for (const { touched, beside, moment, write } of this.#beside) {
      for (const one of beside) {
        const transaction = { touched: [...this.#touched.values()], locked: this.#known.locked };
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
  async #applyFollowUps(): Promise<void> {
    const { book, actor } = this.#context;
    for (let round = 0; this.#followUps.length > 0; round++) {
      if (round > 5) throw new Error('Follow-ups call each other without end');
      const now = this.#followUps.splice(0);
      const missing = now
        .filter((f) => !this.#touched.has(f.id))
        .map((f) => [f.type.name, f.id] as const);
      await this.#known.loadOwn(group(missing));
      const links = now.flatMap((f) => linksIn(book.record(f.type.name), { deeds: [f.deed] }));
      await this.#known.loadLinks(links);
      await this.#known.loadUnits(
        now.flatMap((f) => unitsIn(book.record(f.type.name), { deeds: [f.deed] })),
      );
      for (const { type, id, deed, cause } of now) {
        const stored = this.#known.stored.get(id) ?? null;
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
  async #moveAlong(): Promise<void> {
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
          await this.#known.loadOwn(new Map([[other.name, ids]]));
          for (const id of ids) {
            const stored = this.#known.stored.get(id)!;
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
    const found = touched?.now ?? this.#known.linked.get(id) ?? this.#known.stored.get(id);
    if (!found || found.state === undone) return undefined;
    const type = this.#context.book.record(name);
    // One may link to what one may open, and to what a unit above has issued for those below it,
    // such as a tariff.
    const issuedAbove = actor.grant.path.startsWith(found.path);
    const mayLink = this.#known.mayOpen(type, found) || (issuedAbove && found.guard === 0);
    // A consequence links what the definition names: the file here to the move that lies with another office.
    return actor.engine || mayLink ? found : undefined;
  }

  /** Saves all of it and ends the transaction. */
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
      !this.numbers.anyGiven &&
      !only.type.continues
    );
  }

  /** What is to be saved, and what will be answered when it is. */
  async settle(writes: readonly Write[]): Promise<{ answers: WriteAnswer[]; savings: Savings }> {
    const { names } = this.#context;
    const touched = [...this.#touched.values()];
    const due = touched.map((t) =>
      difference(guardedPostings(t), this.#known.held.get(t.now.id) ?? []),
    );
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
      keys: this.#known.sealing.made,
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

  /** A record as it is kept. */
  #sealed(type: AnyRecordType, record: AnyRecord): AnyRecord {
    return this.#known.sealing.seal(type, record, this.#known.stored.has(record.id));
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
      return this.#known.mayOpen(other.type, other.now);
    });
    const last = writes.findLast((w) => w.id === write.id) === write;
    const mine = new Set([...(last ? [write.id] : []), ...also.map((a) => a.id)]);
    return {
      write_id: write.write_id,
      id: now.id,
      type: type.name,
      version: now.version,
      state: now.state,
      seen: this.#known.mayOpen(type, now),
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

const beyondReach = {
  en: 'This person has no post within the territory of yours (or no longer). Choose somebody who has, or write the name in words where the form asks for it.',
  zh: '此人在您的岗位管辖范围内没有（或已不再有）任职。请另选范围内的人员；表单可填姓名的，可直接填写姓名。',
};

const blind = {
  en: 'This person could not open it: no post of theirs that decides here has this line of work and this place. Choose somebody who decides here.',
  zh: '此人无法查阅本件：其任职均不是有权在本条线、本地区审批的岗位。请另选有权审批的负责人。',
};
const blindToSealed = {
  en: 'This is a minor’s and sealed, and the post under which this person decides may not open what is sealed: nobody could answer it. Choose a head who may, or have the security administrator add it to the post.',
  zh: '本件系未成年人事项，已封存，此人的审批岗位没有查阅封存信息的权限，报去后无人能办。请另选有该权限的负责人，或者请安全保密管理员为其岗位增加该权限。',
};

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
