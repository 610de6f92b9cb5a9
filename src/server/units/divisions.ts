/**
 * Bringing in a city's divisions. Rows without fault are kept and the others told; what is known
 * already stays as it is, so that the same file again changes nothing, and a newer one never
 * renames or moves anything by itself: that is a decision with a date and a reason.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { isDay } from '#engine/day.ts';
import { Problem } from '#engine/problem.ts';
import type { Issue } from '#engine/problem.ts';
import type { Text } from '#engine/text.ts';
import { inTransaction } from '../database/transaction.ts';
import { rankOf, readDivisions } from './division-rows.ts';
import type { BadRow, DivisionRow } from './division-rows.ts';
import { placeUnits, storeUnits, takeIds } from './insert-units.ts';
import type { NewUnit } from './insert-units.ts';
import { lockTree } from './tree-lock.ts';
import type { UnitKind } from './unit-spelling.ts';

export type DivisionImport = {
  readonly rows: number;
  readonly added: number;
  /** Known already, under this name and parent now or once. */
  readonly unchanged: number;
  /**
   * In order of rows. A row of which all issues are warnings is known under another name or parent,
   * and left alone.
   */
  readonly bad: readonly BadRow[];
};

type Known = {
  id: number;
  code: string;
  name: string;
  kind: UnitKind;
  parent_id: number | null;
  path: string;
  closed: boolean;
};

/** Keys are computed in this thread: a pause after so many lets the server answer somebody else. */
const batch = 2000;

export type ImportOptions = {
  readonly from_day: string;
  /** Looks at the file and stores nothing; `added` then says what it would add. */
  readonly check?: boolean | undefined;
  /** Told after each batch how many of how many units are stored. */
  readonly progress?: ((stored: number, of: number) => void) | undefined;
};

export async function importDivisions(
  owner: Pool,
  csv: string,
  options: ImportOptions,
): Promise<DivisionImport> {
  const { from_day, check = false, progress = () => {} } = options;
  if (!isDay(from_day))
    throw new Problem('invalid', { en: `${from_day} is no day.`, zh: `“${from_day}”不是日期。` });
  const file = readDivisions(csv);
  return inTransaction(owner, async (client) => {
    await lockTree(client);
    const known = await knownUnits(client, file.good);
    const sorted = await sortOut(client, file.good, known);
    const added = check
      ? sorted.fresh.length
      : await addAll(client, sorted.fresh, known, from_day, progress);
    const bad = [...file.bad, ...sorted.bad].toSorted((a, b) => a.row - b.row);
    return { rows: file.rows, added, unchanged: sorted.unchanged, bad };
  });
}

async function knownUnits(
  client: PoolClient,
  rows: readonly DivisionRow[],
): Promise<Map<string, Known>> {
  const codes = [...new Set(rows.flatMap((row) => [row.code, row.parent_code]))];
  const { rows: found } = await client.query(
    `select id, code, name, kind, parent_id, path, valid_until is not null as closed from unit where code = any($1)`,
    [codes],
  );
  return new Map((found as Known[]).map((unit) => [unit.code, unit]));
}

/** From the top down, so that a row below a bad row is told so. */
async function sortOut(
  client: PoolClient,
  rows: readonly DivisionRow[],
  known: ReadonlyMap<string, Known>,
) {
  const once = await formerly(client, rows, known);
  const top = await topOf(client, rows, known);
  const accepted = new Map<string, UnitKind>([...known].map(([code, unit]) => [code, unit.kind]));
  const inFile = new Set(rows.map((row) => row.code));
  const fresh: DivisionRow[] = [];
  const bad: BadRow[] = [];
  let unchanged = 0;
  for (const row of rows.toSorted((a, b) => rankOf[a.kind] - rankOf[b.kind])) {
    const unit = known.get(row.code);
    const issues = unit
      ? differences(row, unit, known, once)
      : parentIssues(row, row === top, accepted, known, inFile);
    if (issues.length > 0) bad.push({ row: row.row, issues });
    else if (unit) unchanged++;
    else {
      fresh.push(row);
      accepted.set(row.code, row.kind);
    }
  }
  return { fresh, bad, unchanged };
}

/**
 * An empty tree begins with the one row of the highest level whose parent (the province) is not in
 * the file.
 */
async function topOf(
  client: PoolClient,
  rows: readonly DivisionRow[],
  known: ReadonlyMap<string, Known>,
) {
  const { rows: any } = await client.query('select from unit limit 1');
  if (any.length > 0 || known.size > 0) return undefined;
  const codes = new Set(rows.map((row) => row.code));
  return rows
    .filter((row) => !codes.has(row.parent_code))
    .toSorted((a, b) => rankOf[a.kind] - rankOf[b.kind])[0];
}

type Former = { readonly names: ReadonlySet<string>; readonly parents: ReadonlySet<number> };

/** What the units of rows that differ were called and where they stood: an old file is no contradiction. */
async function formerly(
  client: PoolClient,
  rows: readonly DivisionRow[],
  known: ReadonlyMap<string, Known>,
) {
  const differing = rows.flatMap((row) => {
    const unit = known.get(row.code);
    return unit && (unit.name !== row.name || known.get(row.parent_code)?.id !== unit.parent_id)
      ? [unit.id]
      : [];
  });
  if (differing.length === 0) return new Map<number, Former>();
  const { rows: found } = await client.query(
    `select u.id, array(select n.name from unit_name n where n.unit_id = u.id) as names,
        array(select p.parent_id from unit_place p where p.unit_id = u.id) as parents
      from unit u where u.id = any($1::int[])`,
    [differing],
  );
  return new Map<number, Former>(
    found.map((row) => [row.id, { names: new Set(row.names), parents: new Set(row.parents) }]),
  );
}

function differences(
  row: DivisionRow,
  unit: Known,
  known: ReadonlyMap<string, Known>,
  once: ReadonlyMap<number, Former>,
): Issue[] {
  const issues: Issue[] = [];
  const warn = (field: string, message: Text) => issues.push({ field, message, warning: true });
  const former = once.get(unit.id);
  if (row.name !== unit.name && !former?.names.has(row.name)) {
    warn('name', {
      en: `Known as ${unit.name}. If it has a new name, rename it with the day from which it holds.`,
      zh: `已登记为“${unit.name}”。如已更名，请办理更名并注明起始日期。`,
    });
  }
  const parent = known.get(row.parent_code);
  if (parent && parent.id !== unit.parent_id && !former?.parents.has(parent.id)) {
    warn('parent_code', {
      en: `Known under another unit. If it has moved under ${parent.name}, move it with the day from which it holds.`,
      zh: `已登记在其他单位之下。如已划归${parent.name}，请办理划转并注明起始日期。`,
    });
  }
  if (row.kind !== unit.kind) {
    warn('level', {
      en: `Known as a unit of another kind (${unit.kind}).`,
      zh: `已登记为其他类别（${unit.kind}）。`,
    });
  }
  return issues;
}

function parentIssues(
  row: DivisionRow,
  isTop: boolean,
  accepted: ReadonlyMap<string, UnitKind>,
  known: ReadonlyMap<string, Known>,
  inFile: ReadonlySet<string>,
): Issue[] {
  if (isTop) return [];
  const field = 'parent_code';
  const parent = accepted.get(row.parent_code);
  if (parent === undefined) {
    const message = inFile.has(row.parent_code)
      ? {
          en: `The row of its parent ${row.parent_code} is not in order.`,
          zh: `上级${row.parent_code}所在行有误。`,
        }
      : {
          en: `There is no unit ${row.parent_code} to put it under.`,
          zh: `没有上级单位${row.parent_code}。`,
        };
    return [{ field, message }];
  }
  if (known.get(row.parent_code)?.closed) {
    return [
      {
        field,
        message: {
          en: `Its parent ${row.parent_code} is closed.`,
          zh: `上级${row.parent_code}已撤销。`,
        },
      },
    ];
  }
  if (rankOf[parent] >= Math.min(rankOf[row.kind], rankOf.village)) {
    return [
      {
        field,
        message: {
          en: `Its parent ${row.parent_code} is not of a higher level.`,
          zh: `上级${row.parent_code}的级别不高于它。`,
        },
      },
    ];
  }
  return [];
}

/** A level is whole before the next begins, and a parent stands before its children within a batch too. */
async function addAll(
  client: PoolClient,
  rows: readonly DivisionRow[],
  known: ReadonlyMap<string, Known>,
  from_day: string,
  progress: (stored: number, of: number) => void,
) {
  const places = new Map<string, { id: number; path: string }>(known);
  const ids = await takeIds(client, rows.length);
  // While the database stores one batch, the keys of the next are computed.
  let storing: Promise<unknown> = Promise.resolve();
  for (let at = 0; at < rows.length; at += batch) {
    const units: NewUnit[] = rows.slice(at, at + batch).map(({ code, kind, name, parent_code }) => {
      return { code, kind, name, parent_code, from_day };
    });
    const next = placeUnits(ids.slice(at, at + batch), units, places);
    for (const unit of next.units) places.set(unit.code, unit);
    await storing;
    progress(at, rows.length);
    storing = storeUnits(client, next.rows);
    // A failure is met at the next await; until then it must not count as nobody's.
    storing.catch(() => {});
    await breathe();
  }
  await storing;
  return rows.length;
}
