/**
 * One change of the tree, in one transaction: places are written first, then everything that
 * carries a path follows, with the balances, while writers wait and readers go on. What records
 * count for stays where it was counted.
 */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { addDays, dayInShanghai, isDay } from '#engine/day.ts';
import type { Field } from '#engine/field.ts';
import type { Book } from '#engine/line.ts';
import type { Actor } from '#engine/permission.ts';
import { notFound, Problem } from '#engine/problem.ts';
import type { AnyRecordType } from '#engine/record.ts';
import type { Text } from '#engine/text.ts';
import { unitsOnPath } from '#engine/unit-path.ts';
import { logAccess } from '../accounts/access-log.ts';
import type { AccessEntry, LoggedDeed } from '../accounts/access-log.ts';
import { isPassing, problemOfDatabase } from '../database/database-problem.ts';
import { moveBalances } from '../ledger/fold.ts';
import { inTransaction } from '../database/transaction.ts';
import { insertUnits } from './insert-units.ts';
import type { InsertedUnit, NewUnit } from './insert-units.ts';
import { parentOnSql } from './tree-on-day.ts';
import { holdWriters, lockTree } from './tree-lock.ts';
import type { UnitKind } from './unit-spelling.ts';

export type TreeContext = {
  readonly owner: Pool;
  readonly book: Book;
  /** Who decides it. null: the product itself, such as the loader of the reference city. */
  readonly actor: Pick<Actor, 'person_id' | 'grant'> | null;
  readonly now: string;
};

export type TreeUnit = {
  readonly id: number;
  readonly code: string;
  readonly kind: UnitKind;
  readonly name: string;
  readonly name_en: string;
  readonly parent_id: number | null;
  readonly path: string;
  readonly valid_from: string;
  /** The last day on which it was there. */
  readonly valid_until: string | null;
};

type Step = {
  readonly unit_id: number;
  readonly parent_id: number;
  readonly from: string;
  readonly to: string;
};

/** Deadlocks pass: the same transaction again succeeds. */
const attemptsMax = 5;

/** What a change did, in the words in which it can be undone. */
export type Undo = {
  /** Where each moved unit stood on that day before. */
  readonly placed: { readonly unit_id: number; readonly parent_id: number }[];
  readonly closed: number[];
  readonly made: number[];
  readonly renamed: { readonly unit_id: number; readonly name: string; readonly name_en: string }[];
  /** How many open records were handed over, and under which id of a write. */
  handed: { readonly write_id: string; readonly records: number } | null;
};

export type EventDeed =
  | 'added'
  | 'renamed'
  | 'moved'
  | 'merged'
  | 'split'
  | 'closed'
  | 'taken_back';

/** The decision behind a change: its words, and the number of the document. */
export type Decision = {
  readonly reason?: string | undefined;
  readonly document?: string | undefined;
};

export async function reorganise<T>(
  context: TreeContext,
  logged: { readonly deed: LoggedDeed; readonly detail: AccessEntry['detail'] },
  work: (change: Reorganisation) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inTransaction(context.owner, async (client) => {
        await lockTree(client);
        const result = await work(new Reorganisation(client, context));
        const who = {
          person_id: context.actor?.person_id ?? null,
          grant_role: context.actor?.grant.role ?? null,
        };
        await logAccess(client, { ...who, ...logged });
        return result;
      });
    } catch (error) {
      if (!isPassing(error) || attempt === attemptsMax) throw problemOfDatabase(error);
    }
  }
}

/** The working set of one change. */
export class Reorganisation {
  readonly client: PoolClient;
  readonly context: TreeContext;
  readonly #placed = new Map<number, string>();
  readonly #steps: Step[] = [];
  readonly undo: Undo = { placed: [], closed: [], made: [], renamed: [], handed: null };
  #event_id: number | null;

  /** `event_id`: part of a change that has one already. */
  constructor(client: PoolClient, context: TreeContext, event_id: number | null = null) {
    this.#event_id = event_id;
    this.client = client;
    this.context = context;
  }

  get today(): string {
    return dayInShanghai(this.context.now);
  }

  get person_id(): string | null {
    return this.context.actor?.person_id ?? null;
  }

  async unit(id: number): Promise<TreeUnit> {
    const { rows } = await this.client.query('select * from unit where id = $1', [id]);
    if (!rows[0]) throw notFound();
    return rows[0];
  }

  /** A unit that is still there: what is closed takes part in no further change. */
  async openUnit(id: number): Promise<TreeUnit> {
    const unit = await this.unit(id);
    if (unit.valid_until !== null) {
      throw refusal(
        `${unit.name} was closed on ${unit.valid_until}.`,
        `${unit.name}已于${unit.valid_until}撤销。`,
        'wrong-state',
      );
    }
    return unit;
  }

  async openChildren(id: number): Promise<TreeUnit[]> {
    const { rows } = await this.client.query(
      'select * from unit where parent_id = $1 and valid_until is null order by id',
      [id],
    );
    return rows;
  }

  /**
   * The tree is as of today, so nothing can begin later; and nothing happens to a unit before it is
   * there.
   */
  checkDay(day: string, unit: TreeUnit): void {
    if (!isDay(day))
      throw refusal(
        `${day} is no day. Write it like 2009-09-30.`,
        `“${day}”不是日期，请写成2009-09-30。`,
      );
    if (day > this.today) {
      throw refusal(
        `${day} has not come yet. Enter it on that day.`,
        `${day}尚未到来，请在当日办理。`,
      );
    }
    if (day < unit.valid_from) {
      throw refusal(
        `${unit.name} is there only from ${unit.valid_from}.`,
        `${unit.name}自${unit.valid_from}起设立。`,
      );
    }
  }

  /**
   * A closing cuts off what comes after it, so nothing may have been decided for later. What was
   * decided for the same day and taken back does not count.
   */
  async checkLastDay(day: string, units: readonly TreeUnit[]): Promise<void> {
    for (const unit of units) this.checkDay(day, unit);
    const { rows } = await this.client.query(
      `select u.name, max(p.from_day) as day from unit_place p join unit u on u.id = p.unit_id
        where p.unit_id = any($1::int[]) and p.from_day >= $2 and (p.moved or u.valid_until is null)
          and not (p.from_day = $2 and exists (select from unit_event t where t.takes_back is not null
            and p.event_id in (t.id, t.takes_back)))
          group by u.name limit 1`,
      [units.map((unit) => unit.id), day],
    );
    if (rows[0]) {
      const { name, day: later } = rows[0];
      throw refusal(
        `${name} was placed on ${later}. Choose a day after that.`,
        `${name}于${later}已有隶属变动，请选择其后的日期。`,
      );
    }
  }

  async create(units: readonly NewUnit[], parent: TreeUnit): Promise<TreeUnit[]> {
    const recorded = units.map((unit) => ({ ...unit, recorded_by: this.person_id ?? undefined }));
    const made: InsertedUnit[] = await insertUnits(
      this.client,
      recorded,
      new Map([[parent.code, parent]]),
    );
    this.undo.made.push(...made.map(({ id }) => id));
    return Promise.all(made.map(({ id }) => this.unit(id)));
  }

  /** Writes a place; the subtree follows with `settle`. */
  async place(unit: TreeUnit, parent: TreeUnit, from_day: string, reason: string): Promise<void> {
    const before = await this.client.query(
      `select ${parentOnSql('$1::int', '$2::date')} as parent_id`,
      [unit.id, from_day],
    );
    this.undo.placed.push({ unit_id: unit.id, parent_id: before.rows[0].parent_id });
    await this.client.query(
      `insert into unit_place (unit_id, parent_id, from_day, reason, recorded_by, moved, event_id)
        values ($1, $2, $3, $4, $5, true, $6)`,
      [unit.id, parent.id, from_day, reason, this.person_id, await this.event()],
    );
    this.#placed.set(unit.id, from_day);
    const { rows } = await this.client.query(
      `select ${parentOnSql('$1::int', '$2::date')} as parent_id`,
      [unit.id, this.today],
    );
    // A place in the past that a later one has overtaken changes the past alone.
    if (rows[0].parent_id === unit.parent_id) return;
    this.#steps.push({
      unit_id: unit.id,
      parent_id: parent.id,
      from: unit.path,
      to: `${parent.path}${unit.id}.`,
    });
  }

  async close(unit: TreeUnit, on_day: string): Promise<void> {
    this.undo.closed.push(unit.id);
    await this.client.query('update unit set valid_until = $2 where id = $1', [
      unit.id,
      addDays(on_day, -1),
    ]);
  }

  /**
   * Brings everything to the new places. From here to the end of the transaction nobody else writes
   * records: a writer locks its records first and saves later, so only a lock that comes before
   * both leaves nothing under an old path.
   */
  async settle(): Promise<void> {
    for (const [unit_id, from_day] of this.#placed) await this.#refuseCircle(unit_id, from_day);
    const tables = await tablesWithPath(this.client);
    await holdWriters(this.client, lockedTables(this.context.book, tables));
    if (this.#steps.length === 0) return;
    const steps = JSON.stringify(this.#steps);
    for (const { unit_id, from, to } of this.#steps) {
      const [leaves, joins] = [ancestors(from), ancestors(to)];
      const [left, joined] = [
        leaves.filter((id) => !joins.includes(id)),
        joins.filter((id) => !leaves.includes(id)),
      ];
      await moveBalances(this.client, unit_id, left, joined);
    }
    // Some of them are append-only: what they say stays, only its place follows.
    await this.client.query(`select set_config('taizhang.reorganising', 'yes', true)`);
    for (const table of ['unit', ...tables])
      await this.client.query(`with ${step} ${rewriting(table)}`, [steps]);
    await this.client.query(`select set_config('taizhang.reorganising', '', true)`);
    await this.client.query('select move_version_paths($1::jsonb)', [steps]);
    await this.client.query(
      `update unit u set parent_id = s.parent_id
        from jsonb_to_recordset($1::jsonb) as s(unit_id int, parent_id int) where u.id = s.unit_id`,
      [steps],
    );
  }

  /**
   * No unit may ever stand under itself: looked at on every day on which anything changed while the
   * place holds.
   */
  async #refuseCircle(unit_id: number, from_day: string): Promise<void> {
    const { rows } = await this.client.query(
      `with recursive day as (
          select $2::date as day union
          select p.from_day from unit_place p where p.moved and p.from_day > $2::date),
        climb as (
          select d.day, ${parentOnSql('$1::int', 'd.day')} as unit_id from day d
          union
          select c.day, ${parentOnSql('c.unit_id', 'c.day')} from climb c where c.unit_id is not null
            and c.unit_id <> $1::int)
      select min(day) as day from climb where unit_id = $1::int`,
      [unit_id, from_day],
    );
    const day = rows[0].day as string | null;
    if (day) {
      throw refusal(
        `On ${day} this unit would stand under itself. Choose another parent, or a later day.`,
        `在${day}该单位将隶属于其自身。请选择其他上级或更晚的日期。`,
      );
    }
  }

  /** Under which number the change will stand among the events; what belongs to it names it. */
  async event(): Promise<number> {
    if (this.#event_id === null) {
      const { rows } = await this.client.query(
        `select nextval(pg_get_serial_sequence('unit_event', 'id'))::int as id`,
      );
      this.#event_id = rows[0].id as number;
    }
    return this.#event_id;
  }

  /** The last step of every change: what was decided, and what it would need to take it back. */
  async decided(
    deed: EventDeed,
    units: readonly number[],
    on_day: string,
    { reason, document }: Decision,
    takes_back: number | null = null,
  ): Promise<number> {
    const id = await this.event();
    await this.client.query(
      `insert into unit_event (id, deed, units, on_day, reason, document, undo, takes_back, recorded_by)
        overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        deed,
        [...new Set(units)],
        on_day,
        reason?.trim() || null,
        document?.trim() || null,
        this.undo,
        takes_back,
        this.person_id,
      ],
    );
    return id;
  }

  /** Which unit came out of which. */
  async succeed(
    kind: 'merge' | 'split',
    pairs: readonly (readonly [from: number, to: number])[],
    on_day: string,
    reason: string,
  ) {
    await this.client.query(
      `insert into unit_succession (kind, from_unit, to_unit, on_day, reason, recorded_by, event_id)
        select $1, (p->>0)::int, (p->>1)::int, $3, $4, $5, $6 from jsonb_array_elements($2::jsonb) p`,
      [kind, JSON.stringify(pairs), on_day, reason, this.person_id, await this.event()],
    );
  }

  /** How many posts people hold in these units: they stay as they are, and somebody should look at them. */
  async grantsIn(unitIds: readonly number[]): Promise<number> {
    const { rows } = await this.client.query(
      `select count(*)::int as n from grants where unit_id = any($1::int[]) and (until_day is null or until_day >= $2)`,
      [unitIds, this.today],
    );
    return rows[0].n;
  }

  /** One id for what one change writes into the history. */
  readonly write_id = randomUUID();
}

export function refusal(
  en: string,
  zh: string,
  kind: 'invalid' | 'wrong-state' = 'invalid',
  issues: { field?: string; message: Text }[] = [],
): Problem {
  return new Problem(kind, { en, zh }, issues);
}

function ancestors(path: string): number[] {
  return unitsOnPath(path).slice(0, -1);
}

/**
 * All tables whose rows stand in the tree, whoever made them: a column `path` under collation C is
 * a place in the tree. The versions have a way of their own, because they are append-only.
 */
async function tablesWithPath(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query(
    `select quote_ident(c.relname) as name
      from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'path' and not a.attisdropped
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p')
        and a.attcollation = (select oid from pg_collation where collname = 'C' and collnamespace =
          'pg_catalog'::regnamespace)
        and c.relname not in ('unit', 'record_version')
      order by c.relname`,
  );
  return rows.map((row) => row.name);
}

/**
 * In the order in which a write takes them: what is linked to comes before what links to it. Duties
 * are written with their record only, so its table's lock is theirs.
 */
function lockedTables(book: Book, tables: readonly string[]): string[] {
  const ordered = new Set<string>();
  const visit = (type: AnyRecordType, path: readonly string[]) => {
    if (ordered.has(type.name) || path.includes(type.name)) return;
    for (const field of Object.values(type.fields) as Field[]) {
      if (field.kind === 'link') visit(book.record(field.to), [...path, type.name]);
    }
    ordered.add(type.name);
  };
  for (const type of book.records) visit(type, []);
  const others = tables.filter((table) => !ordered.has(table) && table !== 'duty');
  return [...ordered, ...others];
}

const step = `step as materialized (select * from jsonb_to_recordset($1::jsonb) as s("from" text collate "C", "to" text))`;

/** Where two steps fit a row, the deeper one holds: it has left the other before. */
function rewriting(table: string): string {
  return `update ${table} t set path = s."to" || substr(t.path, length(s."from") + 1) from step s
    where t.path >= s."from" and t.path < s."from" || '~'
      and not exists (select from step d where length(d."from") > length(s."from") and t.path >= d."from" and t.path < d."from" || '~')`;
}
