/**
 * What units are called and where they stand, kept in memory, for rooms that show many of them.
 * Read again after half a minute, because another process (the command line) may have changed the
 * tree; who changes it here says so. To decide what somebody may open, read the path in the same
 * snapshot instead (unit-text.ts).
 */
import type { Pool } from 'pg';

export type UnitName = {
  readonly en: string;
  readonly zh: string;
  readonly kind: string;
  readonly path: string;
};

export type UnitNames = {
  get(ids: readonly number[]): Promise<Map<number, UnitName>>;
  invalidate(): void;
};

const freshMs = 30_000;
/** Some 20 MB; whoever looks at more units than that in half a minute reads them again. */
const keptMax = 50_000;

/** `clock` answers milliseconds. */
export function openUnitNames(
  pool: Pick<Pool, 'query'>,
  clock: () => number = () => performance.now(),
): UnitNames {
  let kept = new Map<number, UnitName>();
  let since = clock();
  const renew = () => {
    kept = new Map();
    since = clock();
  };
  return {
    async get(ids) {
      if (clock() - since > freshMs || kept.size > keptMax) renew();
      // What is read now belongs to this generation only: an invalidation meanwhile must not be
      // undone by it.
      const generation = kept;
      const missing = [...new Set(ids)].filter((id) => !generation.has(id));
      if (missing.length > 0) {
        const { rows } = await pool.query({
          name: 'unit-names',
          text: 'select id, name_en as en, name as zh, kind, path from unit where id = any($1::int[])',
          values: [missing],
        });
        for (const { id, ...name } of rows) generation.set(id, name);
      }
      return new Map(
        ids.flatMap((id) => (generation.has(id) ? [[id, generation.get(id)!] as const] : [])),
      );
    },
    invalidate: renew,
  };
}
