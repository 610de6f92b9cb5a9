/** The ledger's short numbers for measures and facet combinations. Both only ever grow, so they are kept in memory. */
import type { Pool } from 'pg';
import type { Book } from '#engine/line.ts';
import { facetKey } from '#engine/measure.ts';

export type Facets = Readonly<Record<string, string>>;

export class LedgerNames {
  readonly #pool: Pool;
  readonly #measures = new Map<string, number>();
  readonly #measureNames = new Map<number, string>();
  readonly #facetSets = new Map<string, number>();
  readonly #facets = new Map<number, Facets>();

  private constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Registers the book's measures that the ledger does not know yet. `pool` acts as writer or loader. */
  static async open(pool: Pool, book: Book): Promise<LedgerNames> {
    const names = new LedgerNames(pool);
    await pool.query(
      'insert into measure (name) select unnest($1::text[]) on conflict (name) do nothing',
      [book.measures.map((m) => m.name)],
    );
    for (const row of (await pool.query('select id, name from measure')).rows) {
      names.#measures.set(row.name, row.id);
      names.#measureNames.set(row.id, row.name);
    }
    await names.#learn('select id, key, content from facet_set', []);
    return names;
  }

  measureId(name: string): number {
    const id = this.#measures.get(name);
    if (id === undefined) throw new Error(`The ledger has no measure ${name}`);
    return id;
  }

  measureName(id: number): string {
    return this.#measureNames.get(id) ?? `measure ${id}`;
  }

  facetSetId(facets: Facets | undefined): number {
    return this.#facetSets.get(facetKey(facets))!;
  }

  facets(id: number): Facets {
    return this.#facets.get(id) ?? {};
  }

  /** All facet sets in which every named facet has one of the wanted values. */
  facetSetsWhere(where: Readonly<Record<string, readonly string[]>>): number[] {
    const wanted = Object.entries(where);
    return [...this.#facets]
      .filter(([, facets]) => wanted.every(([name, values]) => values.includes(facets[name] ?? '')))
      .map(([id]) => id);
  }

  /**
   * Makes sure that each combination has a number. It commits at once and apart from the write: a combination that
   * nobody uses after all costs a row, and holding it until commit would make writers wait for each other.
   */
  async know(all: readonly (Facets | undefined)[]): Promise<void> {
    const unknown = new Map<string, Facets>();
    for (const facets of all) {
      const key = facetKey(facets);
      if (facets && !this.#facetSets.has(key))
        unknown.set(key, Object.fromEntries(Object.entries(facets).filter(([, v]) => v)));
    }
    if (unknown.size === 0) return;
    const keys = [...unknown.keys()];
    await this.#pool.query(
      `insert into facet_set (key, content) select * from unnest($1::text[], $2::jsonb[]) on conflict (key) do nothing`,
      [keys, keys.map((key) => JSON.stringify(unknown.get(key)))],
    );
    await this.#learn('select id, key, content from facet_set where key = any($1)', [keys]);
  }

  /** Other processes add combinations too: readers ask again before they filter by facets. */
  async refresh(): Promise<void> {
    const newest = Math.max(-1, ...this.#facets.keys());
    await this.#learn('select id, key, content from facet_set where id > $1', [newest]);
  }

  async #learn(sql: string, values: unknown[]): Promise<void> {
    for (const row of (await this.#pool.query(sql, values)).rows) {
      this.#facetSets.set(row.key, row.id);
      this.#facets.set(row.id, row.content);
    }
  }
}
