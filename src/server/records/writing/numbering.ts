/** Numbers out of number books: each is given once, in order, and a paper book goes on where it stood. */
import type { PoolClient } from 'pg';
import { Problem } from '#engine/problem.ts';
import { undone } from '#engine/record.ts';
import type { AnyRecord, AnyRecordType } from '#engine/record.ts';
import type { Touched, Version } from './touched.ts';

type NumberBook = NonNullable<AnyRecordType['numbers']>;

/** The numbers of what one transaction touches. */
export class Numbering {
  readonly #client: PoolClient;
  readonly #touched: ReadonlyMap<string, Touched>;
  readonly #versions: readonly Version[];
  readonly #given = new Map<string, { key: string; serial: number }>();

  constructor(
    client: PoolClient,
    touched: ReadonlyMap<string, Touched>,
    versions: readonly Version[],
  ) {
    this.#client = client;
    this.#touched = touched;
    this.#versions = versions;
  }

  /** Was any number brought along? */
  get anyGiven(): boolean {
    return this.#given.size > 0;
  }

  forget(id: string): void {
    this.#given.delete(id);
  }

  /** The number that a paper book gave to it. */
  take({ type, now }: Touched, written: string): void {
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
    this.#put(book!, now, read.number);
  }

  /** In the record, and in those versions of it that are to have a number. */
  #put({ field, when }: NumberBook, now: AnyRecord, number: string): void {
    for (const { content } of this.#versions)
      if (content.id === now.id && (when?.(content) ?? true)) content[field] = number;
    now[field] = number;
  }

  /** The book goes on behind the highest number given to it. Its lock makes sure that no number is given twice. */
  async #openBooks(): Promise<void> {
    const highest = new Map<string, number>();
    for (const { key, serial } of this.#given.values())
      highest.set(key, Math.max(serial, highest.get(key) ?? 0));
    if (highest.size === 0) return;
    await this.#moveForward(highest);
    await this.refuseTaken();
  }

  /** Only ever forward, whatever is typed; in the order of their keys, so that two never wait crosswise. */
  async #moveForward(last: ReadonlyMap<string, number>): Promise<void> {
    const keys = [...last.keys()].toSorted();
    await this.#client.query({
      name: 'move-books-forward',
      text: `insert into number_book as b (key, last) select * from unnest($1::text[], $2::int[])
        on conflict (key) do update set last = greatest(b.last, excluded.last)`,
      values: [keys, keys.map((key) => last.get(key))],
    });
  }

  /** Certain only behind the lock of the books; before it, what a check can say. */
  async refuseTaken(): Promise<void> {
    if (this.#given.size === 0) return;
    const types = new Set([...this.#touched.values()].map((t) => t.type));
    for (const type of types) await this.#refuseTakenOf(type);
  }

  async #refuseTakenOf(type: AnyRecordType): Promise<void> {
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

  /** Numbers given on paper are taken. */
  async #continueBooks(): Promise<void> {
    const last = new Map<string, number>();
    for (const { type, stored, now } of this.#touched.values()) {
      const known = new Map((stored ? type.continues?.(stored) : [])?.map((b) => [b.key, b.last]));
      for (const book of type.continues?.(now) ?? [])
        if (known.get(book.key) !== book.last)
          last.set(book.key, Math.max(book.last, last.get(book.key) ?? 0));
    }
    if (last.size > 0) await this.#moveForward(last);
  }

  /** Numbers come last, so that the lock on a number book is held as briefly as can be. */
  async takeAll(): Promise<void> {
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
      this.#put(book, now, book.print(now, next(book.key(now))));
    }
  }
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
async function numbersTaken(
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

function numberTaken(field: string, number: string): Problem {
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
